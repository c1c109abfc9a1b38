//! White space made single and control characters dropped, as Moses begins.
//!
//! Most text has no such characters; then the scanner reads the original and takes runs of white space for one space.

use crate::text::normalize::normalized::{Change, Normalized};
use crate::text::python;
use crate::text::span::Span;

/// Whether a control character of ASCII that is no white space stands in `text`.
pub(super) fn has_control_characters(text: &str) -> bool {
    // Whole blocks without a branch, so that the compiler sees sixteen bytes at a time.
    let is_control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t'..=b'\r' | 0x1C..=0x1F);
    let any = |block: &[u8]| block.iter().fold(false, |any, &byte| any | is_control(byte));
    text.as_bytes().chunks(256).any(any)
}

/// Every run of white space becomes one space, then control characters vanish: two spaces between which some stood stay
/// two.
pub(super) fn clean(text: &str) -> Normalized<'static> {
    let (mut clean, mut changes) = (String::with_capacity(text.len()), Vec::<Change>::new());
    let mut characters = text.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        let (mut end, from) = (start + character.len_utf8(), clean.len());
        if python::is_space(character) {
            while let Some((at, space)) = characters.next_if(|&(_, next)| python::is_space(next)) {
                end = at + space.len_utf8();
            }
            clean.push(' ');
        } else if character >= ' ' {
            clean.push(character);
        }
        if clean.len() - from == end - start {
            continue;
        }
        match changes.last_mut() {
            // Neighbours that vanish are one change.
            Some(last) if last.original.end == start && last.normalized.end == clean.len() => {
                last.original.end = end;
            }
            _ => changes.push(Change {
                original: Span { start, end },
                normalized: Span { start: from, end: clean.len() },
            }),
        }
    }
    Normalized::moved(clean, changes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_kept() {
        let text = "\u{0}a\u{3000}\t b \u{0}\u{1} \u{7}c\u{0}d";
        let clean = clean(text);
        assert_eq!(clean.text(), "a b  cd");
        let word = |start, end| clean.original(Span { start, end }).slice(text);
        assert_eq!([word(0, 1), word(2, 3), word(5, 7)], ["a", "b", "c\u{0}d"]);
    }

    #[test]
    fn control_characters_are_found() {
        for byte in 0..0x80 {
            let text = format!("{}{}", " ".repeat(300), char::from(byte));
            assert_eq!(has_control_characters(&text), byte < 0x20 && !python::is_space(byte.into()));
        }
    }
}
