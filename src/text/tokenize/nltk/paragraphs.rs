//! [`Paragraphs`]: what stands between blank lines.
//!
//! Source: NLTK 3.10.4, `BlanklineTokenizer`, that is, what is left between matches of `\s*\n\s*\n\s*`.

use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenizer::Tokenizer;

/// Pieces of text between runs of white space that hold two line feeds or more.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::Paragraphs};
/// let paragraphs = Paragraphs.tokens("One\nline.\n \nTwo. ");
/// assert_eq!(paragraphs[0].text, "One\nline.");
/// assert_eq!(paragraphs[1].text, "Two. ");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Paragraphs;

impl Tokenizer for Paragraphs {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let mut start = 0;
        let mut hand_over = |start: usize, end: usize| {
            if start < end {
                sink(Token { text: &text[start..end], span: Span { start, end } });
            }
        };
        let mut at = 0;
        while let Some(offset) = text[at..].find(char::is_whitespace) {
            let white = at + offset;
            let rest = text[white..].trim_start_matches(char::is_whitespace);
            at = text.len() - rest.len();
            if text[white..at].matches('\n').nth(1).is_some() {
                hand_over(start, white);
                start = at;
            }
        }
        hand_over(start, text.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NLTK 3.10.4: `BlanklineTokenizer().tokenize(…)`.
    #[test]
    fn paragraphs_are_those_of_nltk() {
        let paragraphs = |text: &str| -> Vec<String> {
            Paragraphs.tokens(text).into_iter().map(|token| token.text).collect()
        };
        assert_eq!(paragraphs(" a\nb \n\t\n c\n\n"), [" a\nb", "c"]);
        assert_eq!(paragraphs("\n \n"), [""; 0]);
        assert_eq!(paragraphs("\na\r\n\r\nb\n"), ["\na", "b\n"]);
        assert_eq!(paragraphs(" \n"), [" \n"]);
    }
}
