//! [`Normalized`]: text after a normalisation, with a map back to the original.
//!
//! Most normalisations keep the length of most characters, so the map holds only the places where the
//! length changed; between two of them positions differ by a constant.

use std::borrow::Cow;

use crate::text::span::Span;

/// Normalised text and where each of its bytes came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Normalized<'t> {
    text: Cow<'t, str>,
    changes: Vec<Change>,
}

/// A character whose length changed: its bytes before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) original: Span,
    pub(crate) normalized: Span,
}

impl<'t> Normalized<'t> {
    /// Text in which every character kept its place.
    pub(crate) fn same_places(text: Cow<'t, str>) -> Self {
        Normalized { text, changes: Vec::new() }
    }

    /// Text whose places moved at `changes`, which ascend.
    pub(crate) fn moved(text: String, changes: Vec<Change>) -> Self {
        Normalized { text: Cow::Owned(text), changes }
    }

    /// The text after normalisation.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the original that `span` of the normalised text came from. A span that cuts the
    /// image of one character covers the whole of that character.
    #[must_use]
    pub fn original(&self, span: Span) -> Span {
        if self.changes.is_empty() {
            return span;
        }
        let before = self.changes.partition_point(|change| change.normalized.start <= span.start);
        let start = match self.changes[..before].last() {
            Some(change) if span.start < change.normalized.end => change.original.start,
            Some(change) => change.original.end + (span.start - change.normalized.end),
            None => span.start,
        };
        let before = self.changes.partition_point(|change| change.normalized.start < span.end);
        let end = match self.changes[..before].last() {
            Some(change) if span.end <= change.normalized.end => change.original.end,
            Some(change) => change.original.end + (span.end - change.normalized.end),
            None => span.end,
        };
        Span { start, end: end.max(start) }
    }
}
