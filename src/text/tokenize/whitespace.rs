//! [`Whitespace`]: words are what stands between white space.
//!
//! White space is Unicode's `White_Space` property, as in `str::split_whitespace`. (Python's
//! `str.split` counts U+001C to U+001F too.)

use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenizer::Tokenizer;

/// Splits at white space and keeps everything else as it is.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::Whitespace};
/// let words = Whitespace.tokens("Not bad,\tat all");
/// assert_eq!(words[1].text, "bad,");
/// assert_eq!((words[1].span.start, words[1].span.end), (4, 8));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Whitespace;

impl Tokenizer for Whitespace {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let mut start = 0;
        for piece in text.split(char::is_whitespace) {
            let end = start + piece.len();
            if !piece.is_empty() {
                sink(Token { text: piece, span: Span { start, end } });
            }
            start = end + text[end..].chars().next().map_or(0, char::len_utf8);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_at_every_kind_of_white_space_only() {
        let text = " a\u{a0}b\u{3000}c\r\nd\u{200b}e ";
        let words = Whitespace.tokens(text);
        let texts: Vec<_> = words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(texts, ["a", "b", "c", "d\u{200b}e"]);
        assert!(words.iter().all(|word| word.span.slice(text) == word.text));
        assert!(Whitespace.tokens("").is_empty());
    }
}
