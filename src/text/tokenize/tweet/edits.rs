//! [`Edits`]: text copied with replacements, which knows where every byte came from.

use std::borrow::Cow;

use crate::text::normalize::normalized::{Change, Normalized};
use crate::text::span::Span;

/// A copy of a text in the making; nothing is copied before the first replacement.
#[derive(Debug)]
pub(super) struct Edits<'t> {
    original: &'t str,
    copied: usize,
    text: String,
    changes: Vec<Change>,
}

impl<'t> Edits<'t> {
    pub(super) fn of(original: &'t str) -> Self {
        Edits { original, copied: 0, text: String::new(), changes: Vec::new() }
    }

    /// Puts `text` in the place of the bytes `original`, which lie behind all that were replaced before.
    pub(super) fn replace(&mut self, original: Span, text: &str) {
        self.text.push_str(&self.original[self.copied..original.start]);
        let start = self.text.len();
        self.text.push_str(text);
        self.copied = original.end;
        self.changes.push(Change { original, normalized: Span { start, end: self.text.len() } });
    }

    pub(super) fn finish(mut self) -> Normalized<'t> {
        if self.changes.is_empty() {
            return Normalized::same_places(Cow::Borrowed(self.original));
        }
        self.text.push_str(&self.original[self.copied..]);
        Normalized::moved(self.text, self.changes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back_through_replacements_and_deletions() {
        let mut edits = Edits::of("a&lt;bXXcXX");
        edits.replace(Span { start: 1, end: 5 }, "<");
        edits.replace(Span { start: 6, end: 8 }, "");
        edits.replace(Span { start: 9, end: 11 }, "YYY");
        let edited = edits.finish();
        assert_eq!(edited.text(), "a<bcYYY");
        let back = |start, end| {
            let span = edited.original(Span { start, end });
            (span.start, span.end)
        };
        assert_eq!(
            [back(0, 1), back(1, 2), back(2, 3), back(3, 4), back(4, 7)],
            [(0, 1), (1, 5), (5, 6), (8, 9), (9, 11)]
        );
        assert_eq!(Edits::of("same").finish().text(), "same");
    }
}
