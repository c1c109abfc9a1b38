//! [`Letters`]: a word in lower case as one byte a character, for rules about the ends of English words.
//!
//! Rules only cut a word's end and put ASCII in its place, so whatever is left of the original is its beginning, and
//! what characters beyond ASCII are matters little: whether they are letters, and whether two neighbours are equal.

use std::borrow::Cow;

use crate::text::python;

/// Characters of a word that fits the stack.
const ON_STACK: usize = 64;

/// Set in the byte of a character beyond ASCII.
const FOREIGN: u8 = 0x80;
/// Set beside it where the character is no letter.
const NO_LETTER: u8 = 0x02;

/// The word at work.
#[derive(Debug)]
pub(super) struct Letters<'l> {
    bytes: &'l mut [u8],
    length: usize,
    /// How many characters of the original still stand.
    kept: usize,
}

/// The word in lower case, as Python's `str.lower` has it.
pub(super) fn lowercase(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Cow::Owned(word.to_ascii_lowercase());
        }
        return Cow::Borrowed(word);
    }
    let lower = word.to_lowercase();
    if lower == word { Cow::Borrowed(word) } else { Cow::Owned(lower) }
}

/// What `change` makes of a word in lower case.
pub(super) fn edit<'w>(word: Cow<'w, str>, change: impl FnOnce(&mut Letters<'_>)) -> Cow<'w, str> {
    let (mut stack, mut heap) = ([0; ON_STACK], Vec::new());
    let bytes = if word.is_ascii() {
        let bytes = if word.len() <= ON_STACK {
            &mut stack[..word.len()]
        } else {
            heap.resize(word.len(), 0);
            &mut heap[..]
        };
        bytes.copy_from_slice(word.as_bytes());
        bytes
    } else {
        heap = bytes_of(&word);
        &mut heap[..]
    };
    let (length, kept) = (bytes.len(), bytes.len());
    let mut letters = Letters { bytes, length, kept };
    change(&mut letters);
    let Letters { bytes, length, kept } = letters;
    put_together(word, kept, &bytes[kept..length])
}

/// The first `kept` characters of the word and an ASCII end.
fn put_together<'w>(word: Cow<'w, str>, kept: usize, end: &[u8]) -> Cow<'w, str> {
    let kept = match word.is_ascii() {
        true => kept,
        false => word.char_indices().nth(kept).map_or(word.len(), |(at, _)| at),
    };
    match word {
        Cow::Borrowed(word) if word.as_bytes()[kept..].starts_with(end) => {
            Cow::Borrowed(&word[..kept + end.len()])
        }
        word => {
            let mut stem = word.into_owned();
            stem.truncate(kept);
            stem.extend(end.iter().map(|&byte| char::from(byte)));
            Cow::Owned(stem)
        }
    }
}

/// A byte a character. Two neighbours beyond ASCII have the same byte if and only if they are equal, or one is a letter
/// and the other is none.
fn bytes_of(word: &str) -> Vec<u8> {
    let mut before = ('\0', 0);
    let byte = |character: char| {
        if character.is_ascii() {
            before = (character, character as u8);
        } else if before.0 != character {
            let letter = if python::is_letter(character) { 0 } else { NO_LETTER };
            before = (character, FOREIGN | letter | (before.1 & 1 ^ 1));
        }
        before.1
    };
    word.chars().map(byte).collect()
}

impl Letters<'_> {
    /// The letters as they are now.
    #[inline]
    pub(super) fn get(&self) -> &[u8] {
        &self.bytes[..self.length]
    }

    /// Takes `count` letters off the end and puts `end` on, which is no longer.
    pub(super) fn replace_end(&mut self, count: usize, end: &str) {
        debug_assert!(end.is_ascii() && end.len() <= count, "{end}");
        let start = self.length - count;
        self.length = start + end.len();
        self.bytes[start..self.length].copy_from_slice(end.as_bytes());
        self.kept = self.kept.min(start);
    }
}

/// Whether the byte of a character stands for a letter, as Python's `str.isalpha` has it.
pub(super) fn is_letter(byte: u8) -> bool {
    if byte.is_ascii() { byte.is_ascii_alphabetic() } else { byte & NO_LETTER == 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_change_and_beginnings_stay() {
        let change = |word: &'static str, count, end| {
            edit(lowercase(word), |letters| letters.replace_end(count, end)).into_owned()
        };
        assert_eq!(change("happy", 1, "i"), "happi");
        assert_eq!(change("CAFÉS", 1, ""), "café");
        assert_eq!(change("cafés", 2, "a"), "cafa");
        assert_eq!(change("s", 1, ""), "");
        let long = "é".repeat(100);
        assert_eq!(edit(Cow::Borrowed(&long), |letters| letters.replace_end(99, "")), "é");
        let ascii = "x".repeat(100);
        assert!(matches!(
            edit(Cow::Borrowed(&ascii), |letters| letters.replace_end(1, "")),
            Cow::Borrowed(_)
        ));
    }

    #[test]
    fn neighbours_are_told_apart() {
        let bytes = bytes_of("éèé€€ aáà");
        for (pair, two) in bytes.windows(2).zip("éèé€€ aáà".chars().collect::<Vec<_>>().windows(2)) {
            assert_eq!(pair[0] == pair[1], two[0] == two[1], "{two:?}");
        }
        assert!(bytes_of("éß中").into_iter().all(is_letter));
        assert!(!bytes_of("€😀\u{301}1'").into_iter().any(is_letter));
    }
}
