//! [`UnicodeSegments`]: all that stands between the word boundaries of Unicode Standard Annex #29 (Unicode 17).

use crate::text::boundary::word_scan::word_segments;
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenizer::Tokenizer;

/// Words, and the spaces and punctuation between them: together they are the text.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::UnicodeSegments};
/// let segments = UnicodeSegments.tokens("Ay,  don't!\r\n");
/// let texts: Vec<_> = segments.iter().map(|segment| segment.text.as_str()).collect();
/// assert_eq!(texts, ["Ay", ",", "  ", "don't", "!", "\r\n"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UnicodeSegments;

impl Tokenizer for UnicodeSegments {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        word_segments(text, true, &mut |(start, end, _)| {
            sink(Token { text: &text[start..end], span: Span { start, end } });
        });
    }
}
