//! [`Strip`]: no white space at either end (`Strip` of the package).

use serde::{Deserialize, Serialize};

use crate::text::normalize::normalized::Normalized;
use crate::text::normalize::normalizer::Normalizer;
use crate::text::normalize::rewrite::Rewrite;
use crate::text::span::Span;

/// Leaves white space at the ends out; the default is both ends.
///
/// # Examples
/// ```
/// use wordmill::text::normalize::{Normalizer, hugging_face::Strip};
/// assert_eq!(Strip::default().normalize(" a b\u{3000}").text(), "a b");
/// assert_eq!(Strip::default().left(false).normalize(" a ").text(), " a");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strip {
    left: bool,
    right: bool,
}

impl Default for Strip {
    fn default() -> Self {
        Strip { left: true, right: true }
    }
}

impl Strip {
    /// Whether the beginning is stripped. Default: yes.
    #[must_use]
    pub fn left(mut self, left: bool) -> Self {
        self.left = left;
        self
    }

    /// Whether the end is stripped. Default: yes.
    #[must_use]
    pub fn right(mut self, right: bool) -> Self {
        self.right = right;
        self
    }
}

impl Normalizer for Strip {
    fn normalize<'t>(&self, text: &'t str) -> Normalized<'t> {
        let start = if self.left { text.len() - text.trim_start().len() } else { 0 };
        let end = if self.right { text.trim_end().len().max(start) } else { text.len() };
        let mut rewrite = Rewrite::of(text);
        for left_out in [Span { start: 0, end: start }, Span { start: end, end: text.len() }] {
            if left_out.start < left_out.end {
                rewrite.replace(left_out, "");
            }
        }
        rewrite.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_of_white_space() {
        for strip in [Strip::default(), Strip::default().left(false), Strip::default().right(false)] {
            assert_eq!(strip.normalize(" \u{a0}\t").text(), "", "{strip:?}");
        }
        assert_eq!(
            Strip::default().normalize("  a").original(Span { start: 0, end: 1 }),
            Span { start: 2, end: 3 }
        );
    }
}
