//! [`Periods`]: whether the period at the end of a word belongs to it.
//!
//! It does after an abbreviation, within initials (`U.S.`), and before a word in lower case. That takes the next word, so
//! a word that ends in a period waits for it.

use crate::text::span::Span;
use crate::text::tokenize::moses::alphabet::{Alphabet, LOWER};
use crate::text::tokenize::moses::prefixes::NonbreakingPrefixes;

/// A word as the scanner found it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) span: Span,
    pub(super) sort: Sort,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// What the text says.
    Plain,
    /// Two periods or more.
    Dots,
    /// A hyphen taken out of a word.
    Hyphen,
}

/// Takes words and hands them on, periods cut off.
pub(super) struct Periods<'a, F> {
    text: &'a str,
    alphabet: Alphabet,
    prefixes: &'a NonbreakingPrefixes,
    /// A word that ends in a period, or in a period and an apostrophe.
    held: Option<Word>,
    sink: F,
}

impl<'a, F: FnMut(Word)> Periods<'a, F> {
    pub(super) fn new(text: &'a str, alphabet: Alphabet, prefixes: &'a NonbreakingPrefixes, sink: F) -> Self {
        Periods { text, alphabet, prefixes, held: None, sink }
    }

    #[inline]
    pub(super) fn push(&mut self, word: Word) {
        if let Some(held) = self.held.take() {
            self.settle(held, word);
        }
        let bytes = &self.text.as_bytes()[word.span.start..word.span.end];
        let waits = match bytes {
            [.., b'.'] => bytes.len() > 1 && word.sort == Sort::Plain,
            [.., b'.', b'\''] => true,
            _ => false,
        };
        if waits {
            self.held = Some(word);
        } else {
            (self.sink)(word);
        }
    }

    /// The text is over.
    pub(super) fn finish(&mut self) {
        let Some(Word { span, .. }) = self.held.take() else { return };
        let slice = span.slice(self.text);
        if slice.ends_with('\'') {
            // A quotation that ends with the text: the period, then the quote.
            self.hand_over(span.start, span.end - 2);
            self.hand_over(span.end - 2, span.end - 1);
            self.hand_over(span.end - 1, span.end);
        } else {
            let belongs = self.is_initials(slice) || self.prefixes.find(without_period(slice)) == Some(false);
            self.hand_over_period(span, belongs);
        }
    }

    /// Decides about `word`, now that the next is known.
    fn settle(&mut self, word: Word, next: Word) {
        let slice = word.span.slice(self.text);
        if slice.ends_with('\'') {
            return (self.sink)(word);
        }
        let first = next.span.slice(self.text).chars().next().unwrap_or('.');
        let belongs = match self.prefixes.find(without_period(slice)) {
            Some(false) => true,
            Some(true) if first.is_ascii_digit() => true,
            _ => self.is_initials(slice) || Alphabet::classes(first) & LOWER != 0,
        };
        self.hand_over_period(word.span, belongs);
    }

    /// Whether another period and a letter stand before the last period.
    fn is_initials(&self, word: &str) -> bool {
        let prefix = without_period(word);
        prefix.contains('.') && prefix.chars().any(|character| self.alphabet.is_letter(character))
    }

    fn hand_over_period(&mut self, span: Span, belongs: bool) {
        if belongs {
            self.hand_over(span.start, span.end);
        } else {
            self.hand_over(span.start, span.end - 1);
            self.hand_over(span.end - 1, span.end);
        }
    }

    fn hand_over(&mut self, start: usize, end: usize) {
        if start < end {
            (self.sink)(Word { span: Span { start, end }, sort: Sort::Plain });
        }
    }
}

fn without_period(word: &str) -> &str {
    word.strip_suffix('.').unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let (mut words, mut at) = (Vec::new(), 0);
        let prefixes = NonbreakingPrefixes::of_language("en");
        let mut periods = Periods::new(text, Alphabet::of("en"), &prefixes, |word| words.push(word.span));
        for part in text.split(' ') {
            let span = Span { start: at, end: at + part.len() };
            periods.push(Word { span, sort: if part == ".." { Sort::Dots } else { Sort::Plain } });
            at += part.len() + 1;
        }
        periods.finish();
        words.into_iter().map(|span| span.slice(text)).collect()
    }

    /// sacremoses 0.2.0: `MosesTokenizer("en").handles_nonbreaking_prefixes(…)`.
    #[test]
    fn as_sacremoses() {
        assert_eq!(
            cut("Mr. X etc. and end. No. 5 No. X"),
            ["Mr.", "X", "etc.", "and", "end", ".", "No.", "5", "No", ".", "X"]
        );
        assert_eq!(cut("U.S. 1.2. .a. . .. Mr."), ["U.S.", "1.2", ".", ".a.", ".", "..", "Mr."]);
        assert_eq!(cut("so. he"), ["so.", "he"]);
        assert_eq!(cut("'so.' 'end.'"), ["'so.'", "'end", ".", "'"]);
    }
}
