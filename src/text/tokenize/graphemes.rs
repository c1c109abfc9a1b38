//! [`Graphemes`]: the grapheme clusters of Unicode Standard Annex #29 (Unicode 17), which readers take for characters.

use serde::{Deserialize, Serialize};

use crate::text::boundary::grapheme_scan::grapheme_segments;
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenizer::Tokenizer;

/// Cuts text into grapheme clusters, extended ones unless told otherwise.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::Graphemes};
/// assert_eq!(Graphemes::default().tokens("e\u{301}tat 👩‍🚀🇫🇷").len(), 7);
/// let devanagari = "क्षि";
/// assert_eq!(Graphemes::default().tokens(devanagari).len(), 1);
/// assert_eq!(Graphemes::default().legacy(true).tokens(devanagari).len(), 3);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Graphemes {
    legacy: bool,
}

impl Graphemes {
    /// Whether clusters are legacy ones: without spacing marks, prepended signs and conjuncts (GB9a to GB9c). Default: no.
    #[must_use]
    pub fn legacy(mut self, legacy: bool) -> Self {
        self.legacy = legacy;
        self
    }
}

impl Tokenizer for Graphemes {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        grapheme_segments(text, !self.legacy, &mut |(start, end, _)| {
            sink(Token { text: &text[start..end], span: Span { start, end } });
        });
    }
}
