//! [`Rewrite`]: a normalisation in the making; text that no piece of is replaced is never copied.

use std::borrow::Cow;

use crate::text::normalize::normalized::{Change, Normalized};
use crate::text::span::Span;

/// Text of which some pieces are replaced, from left to right.
#[derive(Debug)]
pub(crate) struct Rewrite<'t> {
    original: &'t str,
    text: String,
    changes: Vec<Change>,
    /// The end of the last piece that was replaced: what follows is not copied yet.
    done: usize,
}

impl<'t> Rewrite<'t> {
    /// Begins with all of `original`.
    pub(crate) fn of(original: &'t str) -> Self {
        Rewrite { original, text: String::new(), changes: Vec::new(), done: 0 }
    }

    /// Writes `with` for the piece `original`, which must not begin before the end of the last one.
    pub(crate) fn replace(&mut self, original: Span, with: &str) {
        if self.text.capacity() == 0 {
            self.text.reserve(self.original.len() + 16);
        }
        self.text.push_str(&self.original[self.done..original.start]);
        let start = self.text.len();
        self.text.push_str(with);
        self.done = original.end;
        self.note(original, Span { start, end: self.text.len() });
    }

    /// The text as it is now, borrowed where nothing was replaced.
    pub(crate) fn finish(mut self) -> Normalized<'t> {
        if self.done == 0 && self.changes.is_empty() {
            return Normalized::same_places(Cow::Borrowed(self.original));
        }
        self.text.push_str(&self.original[self.done..]);
        Normalized::moved(self.text, self.changes)
    }

    /// Keeps the change unless positions tell it anyway: one character for another of the same length.
    fn note(&mut self, original: Span, normalized: Span) {
        let (before, after) = (original.slice(self.original), normalized.slice(&self.text));
        if before.len() == after.len() && is_one_character(before) && is_one_character(after) {
            return;
        }
        if let Some(last) = self.changes.last_mut()
            && after.is_empty()
            && (last.original.end, last.normalized.end) == (original.start, normalized.start)
            && last.normalized.start == last.normalized.end
        {
            // Neighbours that are left out are one piece.
            last.original.end = original.end;
            return;
        }
        self.changes.push(Change { original, normalized });
    }
}

/// Rewrites text character by character: those that `keeps` holds for stay, for any other `write` adds what
/// stands in its place to the string that it is given, if anything.
pub(crate) fn each_character<'t>(
    text: &'t str,
    keeps: impl Fn(char) -> bool,
    mut write: impl FnMut(char, &mut String),
) -> Normalized<'t> {
    let mut rewrite = Rewrite::of(text);
    let mut written = String::new();
    for (start, character) in text.char_indices() {
        if keeps(character) {
            continue;
        }
        written.clear();
        write(character, &mut written);
        rewrite.replace(Span { start, end: start + character.len_utf8() }, &written);
    }
    rewrite.finish()
}

fn is_one_character(text: &str) -> bool {
    text.chars().next().is_some_and(|character| character.len_utf8() == text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_only_what_is_replaced() {
        assert!(Rewrite::of("text").finish().is_unchanged());
        let mut rewrite = Rewrite::of("a–b—c");
        rewrite.replace(Span { start: 1, end: 4 }, "-");
        rewrite.replace(Span { start: 5, end: 8 }, "-");
        let text = rewrite.finish();
        assert_eq!(text.text(), "a-b-c");
        assert_eq!(text.original(Span { start: 3, end: 5 }), Span { start: 5, end: 9 });
    }

    /// Two characters for one of the same length: a span that cuts them must not cut the one.
    #[test]
    fn pieces_of_equal_length_are_pieces_still() {
        let mut rewrite = Rewrite::of("ß");
        rewrite.replace(Span { start: 0, end: 2 }, "ss");
        let text = rewrite.finish();
        assert_eq!(text.original(Span { start: 1, end: 2 }), Span { start: 0, end: 2 });
    }

    #[test]
    fn neighbours_left_out_are_one_piece() {
        let text = each_character("a中文b", |c| c.is_ascii(), |_, _| ());
        assert_eq!(text.text(), "ab");
        assert_eq!(text.original(Span { start: 0, end: 2 }), Span { start: 0, end: 8 });
        assert_eq!(text.original(Span { start: 1, end: 2 }), Span { start: 7, end: 8 });
    }
}
