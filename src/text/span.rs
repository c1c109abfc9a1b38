//! [`Span`]: where a token stands in the original text.

use serde::{Deserialize, Serialize};

/// The half-open range `start..end` of **bytes** of the original text, on character boundaries.
///
/// # Examples
/// ```
/// use wordmill::text::Span;
/// let span = Span { start: 3, end: 7 };
/// assert_eq!(span.slice("so good"), "good");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The piece of `text` that the span covers.
    ///
    /// # Panics
    /// If the span does not lie in `text` on character boundaries, that is, if it came from another text.
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// From the start of `self` to the end of `last`.
    #[must_use]
    pub fn through(self, last: Span) -> Span {
        Span { start: self.start, end: last.end }
    }
}
