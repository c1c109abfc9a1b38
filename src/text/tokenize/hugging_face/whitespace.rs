//! [`Whitespace`]: words, and signs between white space (`Whitespace` of the package: `\w+|[^\w\s]+`).
//!
//! `\w` is that of Rust's `regex`: marks and joiners belong to words, ½ does not.

use serde::{Deserialize, Serialize};

use crate::text::class_table::ClassTable;
use crate::text::hugging_face::{CLASSES, SPACE, WORD};
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenizer::Tokenizer;

/// Runs of word characters, and runs of what is neither word nor white space.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::hugging_face::Whitespace};
/// let texts: Vec<_> = Whitespace.tokens("Don't stop!!").into_iter().map(|token| token.text).collect();
/// assert_eq!(texts, ["Don", "'", "t", "stop", "!!"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Whitespace;

impl Tokenizer for Whitespace {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let table: &ClassTable = &CLASSES;
        let (mut start, mut last) = (0, SPACE);
        for (at, character) in text.char_indices() {
            let class = table.get(character) & (WORD | SPACE);
            if class != last {
                if last != SPACE {
                    sink(Token { text: &text[start..at], span: Span { start, end: at } });
                }
                (start, last) = (at, class);
            }
        }
        if last != SPACE {
            sink(Token { text: &text[start..], span: Span { start, end: text.len() } });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// tokenizers 0.23.3: `Whitespace().pre_tokenize_str(…)`.
    #[test]
    fn words_are_those_of_rust() {
        let texts = |text| -> Vec<String> { Whitespace.tokens(text).into_iter().map(|t| t.text).collect() };
        assert_eq!(texts("खाना 2½ a\u{301}b ⓐ_x"), ["खाना", "2", "½", "a\u{301}b", "ⓐ_x"]);
        assert_eq!(texts("😀!\u{3000}？x"), ["😀!", "？", "x"]);
        assert!(texts(" \t").is_empty());
    }
}
