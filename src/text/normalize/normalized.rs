//! [`Normalized`]: text after a normalisation, with a map back to the original.
//!
//! Most normalisations keep the length of most characters, so the map holds only the places where something changed;
//! between two of them positions differ by a constant. Where one normalisation follows another, the map is the list of
//! their maps, the last one asked first: pieces that two of them changed may overlap without being equal, and no single
//! list of pieces could answer for them as exactly.

use std::borrow::Cow;

use crate::text::span::Span;

/// Normalised text and where each of its bytes came from.
///
/// # Examples
/// ```
/// use wordmill::text::{Span, normalize::{Lowercase, NormalForm, Normalizer}};
/// let text = "Cafe\u{301} CREME";
/// let folded = NormalForm::Nfc.normalize(text).then(|text| Lowercase.normalize(text));
/// assert_eq!(folded.text(), "café creme");
/// assert_eq!(folded.original(Span { start: 3, end: 5 }).slice(text), "e\u{301}");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Normalized<'t> {
    text: Cow<'t, str>,
    /// What each normalisation changed, the first one first; none of them is empty.
    maps: Vec<Vec<Change>>,
}

/// A piece that became another: its bytes before and after. Either may be empty: something was put in or left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) original: Span,
    pub(crate) normalized: Span,
}

impl<'t> Normalized<'t> {
    /// Text in which every character kept its place.
    pub(crate) fn same_places(text: Cow<'t, str>) -> Self {
        Normalized { text, maps: Vec::new() }
    }

    /// Text whose places moved at `changes`, which ascend.
    pub(crate) fn moved(text: impl Into<Cow<'t, str>>, changes: Vec<Change>) -> Self {
        let maps = if changes.is_empty() { Vec::new() } else { vec![changes] };
        Normalized { text: text.into(), maps }
    }

    /// The text after normalisation.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether nothing was changed, so that the text is the caller's own.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        matches!(self.text, Cow::Borrowed(_)) && self.maps.is_empty()
    }

    /// Normalises further; spans of the result still point at the first original.
    #[must_use]
    pub fn then(mut self, next: impl for<'a> FnOnce(&'a str) -> Normalized<'a>) -> Normalized<'t> {
        match self.text {
            Cow::Borrowed(text) => {
                let after = next(text);
                self.maps.extend(after.maps);
                Normalized { text: after.text, maps: self.maps }
            }
            Cow::Owned(text) => {
                let after = next(&text);
                let unchanged = after.is_unchanged();
                self.maps.extend(after.maps);
                let after = if unchanged { None } else { Some(after.text.into_owned()) };
                Normalized { text: Cow::Owned(after.unwrap_or(text)), maps: self.maps }
            }
        }
    }

    /// The bytes of the original that `span` of the normalised text came from.
    ///
    /// A span that cuts the image of a changed piece covers the whole of that piece; what was left out beside a span
    /// is not covered, inside it it is.
    #[must_use]
    pub fn original(&self, span: Span) -> Span {
        self.maps.iter().rev().fold(span, |span, changes| before(changes, span))
    }
}

/// Where `span` was before `changes`.
fn before(changes: &[Change], span: Span) -> Span {
    let passed = changes.partition_point(|change| change.normalized.start <= span.start);
    let start = match changes[..passed].last() {
        Some(change) if span.start < change.normalized.end => change.original.start,
        Some(change) => change.original.end + (span.start - change.normalized.end),
        None => span.start,
    };
    let passed = changes.partition_point(|change| change.normalized.start < span.end);
    let end = match changes[..passed].last() {
        Some(change) if span.end <= change.normalized.end => change.original.end,
        Some(change) => change.original.end + (span.end - change.normalized.end),
        None => span.end,
    };
    Span { start, end: end.max(start) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(original: (usize, usize), normalized: (usize, usize)) -> Change {
        let span = |(start, end)| Span { start, end };
        Change { original: span(original), normalized: span(normalized) }
    }

    fn original(normalized: &Normalized<'_>, start: usize, end: usize) -> (usize, usize) {
        let span = normalized.original(Span { start, end });
        (span.start, span.end)
    }

    #[test]
    fn what_was_left_out_belongs_to_spans_around_it_only() {
        // "abXXcd" became "abcd".
        let text = Normalized::moved("abcd", vec![change((2, 4), (2, 2))]);
        assert_eq!(original(&text, 0, 2), (0, 2));
        assert_eq!(original(&text, 2, 4), (4, 6));
        assert_eq!(original(&text, 1, 3), (1, 5));
        assert_eq!(original(&text, 2, 2), (4, 4));
    }

    #[test]
    fn what_was_put_in_came_from_nowhere() {
        // "abcd" became "ab--cd".
        let text = Normalized::moved("ab--cd", vec![change((2, 2), (2, 4))]);
        assert_eq!(original(&text, 2, 4), (2, 2));
        assert_eq!(original(&text, 3, 5), (2, 3));
        assert_eq!(original(&text, 0, 3), (0, 2));
        assert_eq!(original(&text, 4, 6), (2, 4));
    }

    #[test]
    fn a_map_asks_the_maps_before_it() {
        // "aBBc" became "abc", and that "axyc": every span asks one map after the other.
        let first = || Normalized::moved("abc", vec![change((1, 3), (1, 2))]);
        let second = |_: &str| Normalized::moved("axyc", vec![change((1, 2), (1, 3))]);
        let both = first().then(|text| second(text));
        for start in 0..=4 {
            for end in start..=4 {
                let span = Span { start, end };
                assert_eq!(both.original(span), first().original(second("").original(span)), "{span:?}");
            }
        }
        assert_eq!(original(&both, 2, 4), (1, 4));
    }

    #[test]
    fn unchanged_text_stays_where_it_is() {
        let keep = |text| Normalized::same_places(Cow::Borrowed(text));
        assert!(keep("text").then(|text| Normalized::same_places(Cow::Borrowed(text))).is_unchanged());
        let owned = Normalized::same_places(Cow::Owned("text".to_owned()));
        let owned = owned.then(|text| Normalized::same_places(Cow::Borrowed(text)));
        assert_eq!((owned.text(), owned.is_unchanged()), ("text", false));
    }
}
