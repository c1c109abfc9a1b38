//! One word between white space becomes tokens: spaCy's peeling of affixes (`_split_affixes` and `_attach_tokens`).
//!
//! As long as something changes, a prefix and a suffix are taken off; an exception ends that, also one that a prefix or a
//! suffix alone uncovers. What is left is an exception, an address, or cut at its infixes.

use crate::text::span::Span;
use crate::text::tokenize::spacy::address::is_address;
use crate::text::tokenize::spacy::affixes::{prefix_length, suffix_length};
use crate::text::tokenize::spacy::infixes::next_infix;
use crate::text::tokenize::spacy::word_map::WordMap;

/// Exceptions with the lengths of their parts.
pub(super) type Exceptions = WordMap<Vec<u8>>;

/// Cuts words; keeps memory between them.
#[derive(Debug)]
pub(super) struct Cutter<'e> {
    exceptions: Option<&'e Exceptions>,
    /// Where the suffixes start that were taken off, the outermost first.
    suffixes: Vec<usize>,
}

impl<'e> Cutter<'e> {
    /// One that knows these exceptions or none.
    pub(super) fn of(exceptions: Option<&'e Exceptions>) -> Self {
        Cutter { exceptions, suffixes: Vec::new() }
    }

    /// Hands the tokens of the word at `at` in `text` to `sink`.
    #[inline]
    pub(super) fn cut(&mut self, text: &str, at: Span, sink: &mut impl FnMut(Span)) {
        if text.as_bytes()[at.start..at.end].iter().all(u8::is_ascii_alphabetic) {
            return self.cut_exception(text, at, sink).unwrap_or_else(|| sink(at));
        }
        self.suffixes.clear();
        let middle = self.peel(text, at, sink);
        if middle.start < middle.end && self.cut_exception(text, middle, sink).is_none() {
            cut_middle(text, middle, sink);
        }
        let mut end = middle.end;
        for number in (0..self.suffixes.len()).rev() {
            let next = if number > 0 { self.suffixes[number - 1] } else { at.end };
            sink(Span { start: end, end: next });
            end = next;
        }
    }

    fn exception(&self, word: &str) -> Option<&'e Vec<u8>> {
        self.exceptions.and_then(|exceptions| exceptions.get(word))
    }

    /// Hands over prefixes, notes suffixes, and gives what is between.
    fn peel(&mut self, text: &str, at: Span, sink: &mut impl FnMut(Span)) -> Span {
        let mut left = at;
        let mut last_length = usize::MAX;
        while left.start < left.end && left.end - left.start != last_length {
            let word = left.slice(text);
            if self.exception(word).is_some() {
                break;
            }
            last_length = word.len();
            let prefix = prefix_length(word);
            let uncovered = prefix > 0 && self.exception(&word[prefix..]).is_some();
            let suffix = if uncovered { 0 } else { suffix_length(&word[prefix..]) };
            // A suffix that uncovers an exception leaves a prefix where it is.
            let stays = suffix > 0 && self.exception(&word[..word.len() - suffix]).is_some();
            if prefix > 0 && !stays {
                sink(Span { start: left.start, end: left.start + prefix });
                left.start += prefix;
            }
            if suffix > 0 {
                left.end -= suffix;
                self.suffixes.push(left.end);
            }
            if uncovered || stays {
                break;
            }
        }
        left
    }

    /// Hands over the parts of the exception at `at`, if there is one.
    fn cut_exception(&self, text: &str, at: Span, sink: &mut impl FnMut(Span)) -> Option<()> {
        let parts = self.exception(at.slice(text))?;
        hand_over(parts, at.start, sink);
        Some(())
    }
}

/// Hands over parts of these lengths from `start` on.
pub(super) fn hand_over(parts: &[u8], mut start: usize, sink: &mut impl FnMut(Span)) {
    for part in parts {
        let end = start + usize::from(*part);
        sink(Span { start, end });
        start = end;
    }
}

/// Cuts at infixes what is no address.
fn cut_middle(text: &str, at: Span, sink: &mut impl FnMut(Span)) {
    let word = at.slice(text);
    let piece = |start: usize, end: usize| Span { start: at.start + start, end: at.start + end };
    let mut start = 0;
    if !(word.contains('.') && is_address(word)) {
        let mut from = 0;
        while let Some((infix, end)) = next_infix(word, from) {
            from = end;
            // An infix at the very start is left alone.
            if infix == 0 {
                continue;
            }
            if infix > start {
                sink(piece(start, infix));
            }
            sink(piece(infix, end));
            start = end;
        }
    }
    if start < word.len() {
        sink(piece(start, word.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// spaCy 3.8.18: `spacy.blank("en").tokenizer._tokenize_affixes(…, False)`.
    #[test]
    fn words_are_cut_without_exceptions() {
        for (word, tokens) in [
            ("(don't)", vec!["(", "don't", ")"]),
            ("\"US$5km.\"", vec!["\"", "US$", "5", "km", ".", "\""]),
            ("...", vec!["..."]),
            ("http://a.com/b-c),", vec!["http://a.com/b-c", ")", ","]),
            ("well-known/tried", vec!["well", "-", "known", "/", "tried"]),
        ] {
            let mut found = Vec::new();
            let at = Span { start: 0, end: word.len() };
            Cutter::of(None).cut(word, at, &mut |span| found.push(span.slice(word)));
            assert_eq!(found, tokens, "{word}");
        }
    }
}
