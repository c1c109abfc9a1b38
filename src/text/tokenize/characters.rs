//! [`Characters`]: every character (Unicode scalar value) is a token.

use serde::{Deserialize, Serialize};

use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenizer::Tokenizer;

/// One token a character, white space and marks among them.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::Characters};
/// let texts: Vec<_> = Characters.tokens("né 😀").into_iter().map(|token| token.text).collect();
/// assert_eq!(texts, ["n", "é", " ", "😀"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Characters;

impl Tokenizer for Characters {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        for (start, character) in text.char_indices() {
            let end = start + character.len_utf8();
            sink(Token { text: &text[start..end], span: Span { start, end } });
        }
    }
}
