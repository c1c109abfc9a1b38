//! Long runs of one character become three: symbols always, all others where lengthening is reduced.
//!
//! NLTK's `HANG_RE` and `reduce_lengthening` in one pass. After the second, only line feeds are left to the first, and it
//! shortens them just so.

use crate::text::normalize::normalized::Normalized;
use crate::text::span::Span;
use crate::text::tokenize::tweet::characters::{SYMBOL, class_of};
use crate::text::tokenize::tweet::edits::Edits;

/// As many equal characters as may stay.
const KEPT: usize = 3;

/// `text` without what exceeds three equal characters: symbols, or with `letters` all of them.
///
/// The third character stands for the whole rest of its run.
pub(super) fn shorten(text: &str, letters: bool) -> Normalized<'_> {
    let mut edits = Edits::of(text);
    if text.is_ascii() && !has_run_of_bytes(text.as_bytes()) {
        return edits.finish();
    }
    let (mut start, mut last) = (0, None);
    for (at, character) in text.char_indices().map(|(at, c)| (at, Some(c))).chain([(text.len(), None)]) {
        if character != last {
            shorten_run(&mut edits, text, Span { start, end: at }, last, letters);
            (start, last) = (at, character);
        }
    }
    edits.finish()
}

/// Whether any four bytes in a row are the same.
fn has_run_of_bytes(bytes: &[u8]) -> bool {
    const BLOCK: usize = 64;
    let mut at = 0;
    // A block at a time, so that no branch depends on a single byte.
    while at + BLOCK + KEPT <= bytes.len() {
        let [first, second, third, fourth] = [0, 1, 2, 3].map(|offset| &bytes[at + offset..][..BLOCK]);
        let mut any = 0;
        for place in 0..BLOCK {
            let (a, b, c, d) = (first[place], second[place], third[place], fourth[place]);
            any |= u8::from((a ^ b) | (c ^ d) | (a ^ d) == 0);
        }
        if any != 0 {
            return true;
        }
        at += BLOCK;
    }
    bytes[at..].windows(KEPT + 1).any(|four| four.iter().all(|byte| *byte == four[0]))
}

fn shorten_run(edits: &mut Edits<'_>, text: &str, run: Span, of: Option<char>, letters: bool) {
    let Some(character) = of else { return };
    let length = character.len_utf8();
    if run.end - run.start > KEPT * length && (letters || class_of(character) & SYMBOL != 0) {
        let third = Span { start: run.start + (KEPT - 1) * length, end: run.end };
        edits.replace(third, &text[third.start..third.start + length]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NLTK 3.10.4: `HANG_RE.sub(r"\1\1\1", …)`, `reduce_lengthening`.
    #[test]
    fn runs_of_four_become_three() {
        let text = "goooood!!!!! ～～～～～ 111111 ......\n\n\n\n\n aaa!!!";
        assert_eq!(shorten(text, false).text(), "goooood!!! ～～～ 111111 ...\n\n\n aaa!!!");
        assert_eq!(shorten(text, true).text(), "goood!!! ～～～ 111 ...\n\n\n aaa!!!");
    }

    #[test]
    fn the_third_stands_for_the_rest() {
        let short = shorten("a!!!!!!b", false);
        let last = short.original(Span { start: 3, end: 4 });
        assert_eq!((short.text(), last.start, last.end), ("a!!!b", 3, 7));
        assert_eq!(short.original(Span { start: 4, end: 5 }).start, 7);
    }

    #[test]
    fn every_place_of_a_run_is_seen() {
        for before in 0..140 {
            let text = format!("{}xxxx", "ab".repeat(before));
            assert!(
                has_run_of_bytes(text.as_bytes()) && !has_run_of_bytes(&text.as_bytes()[..text.len() - 1])
            );
        }
    }
}
