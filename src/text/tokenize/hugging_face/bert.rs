//! [`Bert`]: words and single punctuation marks (`BertPreTokenizer` of the package).

use serde::{Deserialize, Serialize};

use crate::text::class_table::ClassTable;
use crate::text::hugging_face::{CLASSES, PUNCTUATION, SPACE};
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenizer::Tokenizer;

/// Splits at white space, and sets every punctuation mark apart.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::hugging_face::Bert};
/// let texts: Vec<_> = Bert.tokens("Don't stop!!").into_iter().map(|token| token.text).collect();
/// assert_eq!(texts, ["Don", "'", "t", "stop", "!", "!"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Bert;

impl Tokenizer for Bert {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let table: &ClassTable = &CLASSES;
        let mut emit = |start: usize, end: usize| {
            if start < end {
                sink(Token { text: &text[start..end], span: Span { start, end } });
            }
        };
        let mut start = 0;
        for (at, character) in text.char_indices() {
            let class = table.get(character) & (PUNCTUATION | SPACE);
            if class == 0 {
                continue;
            }
            let end = at + character.len_utf8();
            emit(start, at);
            if class & SPACE == 0 {
                emit(at, end);
            }
            start = end;
        }
        emit(start, text.len());
    }
}
