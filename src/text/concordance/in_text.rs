//! [`context_in_text`]: the surroundings of a span in the original text.

use crate::text::span::Span;

/// A keyword in its context: slices of the original text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextContext<'t> {
    /// What stands before the keyword.
    pub left: &'t str,
    /// The keyword.
    pub keyword: &'t str,
    /// What stands behind it.
    pub right: &'t str,
}

/// The span and up to `characters` characters on each side of it.
///
/// # Panics
/// If the span does not lie in `text` on character boundaries, that is, if it came from another text.
///
/// # Examples
/// ```
/// use wordmill::text::{Span, concordance::context_in_text};
/// let context = context_in_text("an über-good film", Span { start: 9, end: 13 }, 4);
/// assert_eq!((context.left, context.keyword, context.right), ("ber-", "good", " fil"));
/// ```
#[must_use]
pub fn context_in_text(text: &str, span: Span, characters: usize) -> TextContext<'_> {
    let (before, behind) = (&text[..span.start], &text[span.end..]);
    let left: usize = before.chars().rev().take(characters).map(char::len_utf8).sum();
    let right: usize = behind.chars().take(characters).map(char::len_utf8).sum();
    TextContext { left: &before[before.len() - left..], keyword: span.slice(text), right: &behind[..right] }
}
