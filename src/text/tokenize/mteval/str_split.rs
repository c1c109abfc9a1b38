//! [`StrSplit`]: words are what stands between white space, as in Python's `str.split()`.
//!
//! It differs from [`Whitespace`](crate::text::tokenize::Whitespace) in the separators U+001C to U+001F, at which
//! Python cuts, too. sacreBLEU's tokenizer `none` leaves text as it is, and this is how scores see it.

use serde::{Deserialize, Serialize};

use crate::text::python;
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenizer::Tokenizer;

/// Splits at Python's white space and keeps everything else as it is.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::StrSplit};
/// let texts: Vec<_> = StrSplit.tokens(" a\u{1c}b, c").into_iter().map(|token| token.text).collect();
/// assert_eq!(texts, ["a", "b,", "c"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StrSplit;

impl Tokenizer for StrSplit {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let mut start = 0;
        for piece in text.split(python::is_space) {
            let span = Span { start, end: start + piece.len() };
            if !piece.is_empty() {
                sink(Token { text: piece, span });
            }
            start = span.end + text[span.end..].chars().next().map_or(0, char::len_utf8);
        }
    }
}
