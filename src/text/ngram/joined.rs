//! [`joined_ngrams`]: neighbouring words, joined by one space, as terms of their own.

use std::collections::VecDeque;

use crate::text::ngram::range::NgramRange;
use crate::text::span::Span;
use crate::text::token::Token;

/// Hands the n-grams of `words` to `sink`: all of the shortest length from left to right, then the next.
///
/// # Examples
/// ```
/// use wordmill::text::ngram::joined_ngrams;
/// use wordmill::text::{NgramRange, Span, Token};
/// let text = "so very good";
/// let words = [(0, 2), (3, 7), (8, 12)].map(|(start, end)| {
///     let span = Span { start, end };
///     Token { text: span.slice(text), span }
/// });
/// let mut terms = Vec::new();
/// joined_ngrams(&words, NgramRange { shortest: 2, longest: 2 }, &mut |term| terms.push(term.text.to_owned()));
/// assert_eq!(terms, ["so very", "very good"]);
/// ```
pub fn joined_ngrams(words: &[Token<'_>], range: NgramRange, sink: &mut dyn FnMut(Token<'_>)) {
    for length in range.shortest..=range.longest {
        let mut window = Window::of(length);
        words.iter().for_each(|&word| window.push(word, sink));
    }
}

/// The last few words of a stream, from which n-grams of one length are joined. However long the stream,
/// it holds no more than one n-gram.
#[derive(Debug)]
pub(crate) struct Window {
    length: usize,
    words: VecDeque<(String, Span)>,
    joined: String,
}

impl Window {
    /// A window of `length` words, at least 1.
    pub(crate) fn of(length: usize) -> Self {
        Window { length, words: VecDeque::with_capacity(length), joined: String::new() }
    }

    /// Takes the next word and hands over the n-gram that ends with it.
    pub(crate) fn push(&mut self, word: Token<'_>, sink: &mut dyn FnMut(Token<'_>)) {
        if self.length == 1 {
            return sink(word);
        }
        let full = self.words.len() == self.length;
        let mut text =
            if full { self.words.pop_front().map(|(text, _)| text) } else { None }.unwrap_or_default();
        text.clear();
        text.push_str(word.text);
        self.words.push_back((text, word.span));
        if self.words.len() < self.length {
            return;
        }
        self.joined.clear();
        for (place, (text, _)) in self.words.iter().enumerate() {
            if place > 0 {
                self.joined.push(' ');
            }
            self.joined.push_str(text);
        }
        let span = self.words[0].1.through(word.span);
        sink(Token { text: &self.joined, span });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn come_by_length_then_place_with_spans_of_the_whole() {
        let text = "a  b c";
        let words = [(0, 1), (3, 4), (5, 6)].map(|(start, end)| {
            let span = Span { start, end };
            Token { text: span.slice(text), span }
        });
        let mut seen = Vec::new();
        joined_ngrams(&words, NgramRange { shortest: 1, longest: 3 }, &mut |token| {
            seen.push((token.text.to_owned(), token.span.slice(text).to_owned()));
        });
        let texts: Vec<_> = seen.iter().map(|(term, _)| term.as_str()).collect();
        assert_eq!(texts, ["a", "b", "c", "a b", "b c", "a b c"]);
        assert_eq!(seen[3].1, "a  b");
    }
}
