//! [`NonblankCharacters`]: all characters but white space, as sacreBLEU's tokenizer `char` and its scores see them.

use serde::{Deserialize, Serialize};

use crate::text::python;
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenizer::Tokenizer;

/// One token a character that Python's `str.isspace` does not hold for.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::NonblankCharacters};
/// let texts: Vec<_> = NonblankCharacters.tokens("né 😀").into_iter().map(|token| token.text).collect();
/// assert_eq!(texts, ["n", "é", "😀"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NonblankCharacters;

impl Tokenizer for NonblankCharacters {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        for (start, character) in text.char_indices().filter(|&(_, character)| !python::is_space(character)) {
            let span = Span { start, end: start + character.len_utf8() };
            sink(Token { text: span.slice(text), span });
        }
    }
}
