//! [`Prepend`]: a string before every text (`Prepend` of the package).

use serde::{Deserialize, Serialize};

use crate::text::normalize::normalized::Normalized;
use crate::text::normalize::normalizer::Normalizer;
use crate::text::normalize::rewrite::Rewrite;
use crate::text::span::Span;

/// Puts a string before every text that is not empty.
///
/// # Examples
/// ```
/// use wordmill::text::{Span, normalize::{Normalizer, hugging_face::Prepend}};
/// let text = Prepend::of("▁").normalize("to be");
/// assert_eq!(text.text(), "▁to be");
/// assert_eq!(text.original(Span { start: 0, end: 5 }), Span { start: 0, end: 2 });
/// assert_eq!(Prepend::of("▁").normalize("").text(), "");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Prepend {
    prepend: String,
}

impl Prepend {
    /// Puts `prepend` before texts.
    pub fn of(prepend: impl Into<String>) -> Self {
        Prepend { prepend: prepend.into() }
    }
}

impl Normalizer for Prepend {
    fn normalize<'t>(&self, text: &'t str) -> Normalized<'t> {
        let mut rewrite = Rewrite::of(text);
        if !text.is_empty() && !self.prepend.is_empty() {
            rewrite.replace(Span { start: 0, end: 0 }, &self.prepend);
        }
        rewrite.finish()
    }
}
