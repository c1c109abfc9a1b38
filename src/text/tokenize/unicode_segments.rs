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

#[cfg(test)]
mod tests {
    use super::*;

    /// `regex` 2026.11.19 for Python: `regex.split(r"(?wV1)\b", …)`, empty pieces left out.
    #[test]
    fn a_joiner_binds_the_pictograph_after_it_and_nothing_else() {
        let cut = |text: &str| -> Vec<String> {
            UnicodeSegments.tokens(text).into_iter().map(|segment| segment.text).collect()
        };
        assert_eq!(cut("a:\u{200d}\u{1f476}"), ["a", ":\u{200d}\u{1f476}"]);
        assert_eq!(cut("\u{200d}\u{2139}a b"), ["\u{200d}\u{2139}a", " ", "b"]);
        assert_eq!(cut("\u{1f476}\u{200d}b"), ["\u{1f476}\u{200d}", "b"]);
    }
}
