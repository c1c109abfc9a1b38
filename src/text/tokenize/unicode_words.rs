//! [`UnicodeWords`]: the words of Unicode Standard Annex #29 (default word boundaries, Unicode 17).
//!
//! Nothing is tailored to a language: Thai is not cut into words, and of Han every character is one. Where a joiner
//! binds a pictograph (WB3c), the crate `unicode-segmentation` 1.13.3 cuts otherwise than the annex in two cases; this
//! follows the annex.

use crate::text::boundary::word_scan::word_segments;
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenizer::Tokenizer;

/// Segments between word boundaries that hold a letter or a number.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::UnicodeWords};
/// let words = UnicodeWords.tokens("I can't pay £3.50, naïve!");
/// let texts: Vec<_> = words.iter().map(|word| word.text.as_str()).collect();
/// assert_eq!(texts, ["I", "can't", "pay", "3.50", "naïve"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UnicodeWords;

impl Tokenizer for UnicodeWords {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        word_segments(text, false, &mut |(start, end, _)| {
            sink(Token { text: &text[start..end], span: Span { start, end } });
        });
    }
}
