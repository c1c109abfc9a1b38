//! [`CollapseWhitespace`]: one space for every run of white space, as Python's `re.sub(r"\s+", " ", text)`.

use serde::{Deserialize, Serialize};

use crate::text::normalize::normalized::Normalized;
use crate::text::normalize::normalizer::Normalizer;
use crate::text::normalize::rewrite::Rewrite;
use crate::text::python;
use crate::text::span::Span;

/// Writes one space for every run of white space (Python's: U+001C to U+001F count).
///
/// # Examples
/// ```
/// use wordmill::text::normalize::{CollapseWhitespace, Normalizer};
/// assert_eq!(CollapseWhitespace::default().normalize(" a\t\nb  c ").text(), " a b c ");
/// assert_eq!(CollapseWhitespace::default().trim(true).normalize(" a\t\nb  c ").text(), "a b c");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CollapseWhitespace {
    trim: bool,
}

impl CollapseWhitespace {
    /// Whether runs at either end are left out, as by `" ".join(text.split())`. Default: no.
    #[must_use]
    pub fn trim(mut self, trim: bool) -> Self {
        self.trim = trim;
        self
    }
}

impl Normalizer for CollapseWhitespace {
    fn normalize<'t>(&self, text: &'t str) -> Normalized<'t> {
        let mut rewrite = Rewrite::of(text);
        let mut at = 0;
        while let Some(offset) = text[at..].find(python::is_space) {
            let start = at + offset;
            let run = text[start..].find(|character| !python::is_space(character));
            let end = run.map_or(text.len(), |length| start + length);
            let left_out = self.trim && (start == 0 || end == text.len());
            if left_out {
                rewrite.replace(Span { start, end }, "");
            } else if &text[start..end] != " " {
                rewrite.replace(Span { start, end }, " ");
            }
            at = end;
        }
        rewrite.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_spaces_are_left_alone() {
        assert!(CollapseWhitespace::default().normalize(" a b ").is_unchanged());
        assert_eq!(CollapseWhitespace::default().normalize("a\tb\u{a0}c\x1fd").text(), "a b c d");
        let only = CollapseWhitespace::default().trim(true).normalize(" \u{3000}\n");
        assert_eq!(only.text(), "");
    }

    #[test]
    fn a_space_stands_for_its_whole_run() {
        let collapsed = CollapseWhitespace::default().trim(true).normalize("  a \u{2003} b");
        assert_eq!(collapsed.text(), "a b");
        assert_eq!(collapsed.original(Span { start: 1, end: 2 }), Span { start: 3, end: 8 });
        assert_eq!(collapsed.original(Span { start: 0, end: 1 }), Span { start: 2, end: 3 });
    }
}
