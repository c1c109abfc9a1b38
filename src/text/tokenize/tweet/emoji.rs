//! Characters that only several code points make: joined emoji, skin tones and flags.

use crate::text::tokenize::tweet::characters::{SPACE, class_at};

const JOINER: char = '\u{200D}';

/// England, Scotland and Wales: a black flag and letters of tags.
const TAGGED_FLAGS: [&str; 3] = [
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}",
];

/// The end of the character at `at`, which ends at `end`, with what is joined to it: others by joiners, each perhaps of a
/// skin tone, or just a skin tone. Nothing if nothing is joined.
pub(super) fn joined_end(text: &str, end: usize) -> Option<usize> {
    let next = text.as_bytes().get(end)?;
    // Joiners and skin tones begin with one of these two bytes.
    if !matches!(next, 0xE2 | 0xF0) {
        return None;
    }
    let toned = after_tone(text, end);
    let mut at = toned;
    while let Some(joined) = text[at..].strip_prefix(JOINER) {
        let start = text.len() - joined.len();
        let (class, length) = class_at(text, start);
        if class & SPACE != 0 {
            break;
        }
        at = after_tone(text, start + length);
    }
    (at > end).then_some(at)
}

/// The place after a skin tone at `at`, or `at`.
fn after_tone(text: &str, at: usize) -> usize {
    match text[at..].chars().next() {
        Some(tone @ '\u{1F3FB}'..='\u{1F3FF}') => at + tone.len_utf8(),
        _ => at,
    }
}

/// The end of the flag at `at`, if one stands there: two regional letters, or one with tags.
pub(super) fn flag_end(text: &str, at: usize) -> Option<usize> {
    if text.as_bytes().get(at) != Some(&0xF0) {
        return None;
    }
    let rest = &text[at..];
    let regional = rest.chars().take(2).filter(|c| matches!(c, '\u{1F1E6}'..='\u{1F1FF}')).count();
    if regional == 2 {
        return Some(at + 8);
    }
    TAGGED_FLAGS.iter().find(|flag| rest.starts_with(**flag)).map(|flag| at + flag.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Option<usize> {
        joined_end(text, text.chars().next().map_or(0, char::len_utf8))
    }

    #[test]
    fn joined_characters_end_with_the_last() {
        for whole in
            ["👨\u{200D}👩\u{200D}👧", "👩🏽\u{200D}🚀🏿", "👍🏽", "a\u{200D}b", "🏽🏽", "a\u{200D}\u{200D}"]
        {
            assert_eq!(first(whole), Some(whole.len()), "{whole:?}");
        }
        for other in ["", "a", "👍", "👍👍", "a\u{200D}", "a\u{200D} b", "a🏼b"] {
            let end = if other == "a🏼b" { Some(5) } else { None };
            assert_eq!(first(other), end, "{other:?}");
        }
    }

    #[test]
    fn flags_are_two_letters_or_tagged() {
        assert_eq!(flag_end("🇳🇱🇳", 0), Some(8));
        assert_eq!(flag_end("🇳x", 0), None);
        assert!(TAGGED_FLAGS.iter().all(|flag| flag_end(flag, 0) == Some(28)));
        assert_eq!(flag_end("\u{1F3F4}\u{E0067}", 0), None);
    }
}
