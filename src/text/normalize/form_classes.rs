//! [`FormClasses`]: what the normal forms must know of every character, looked up in two steps.
//!
//! The facts are those of the `unicode-normalization` crate (Unicode 18); asking it for every character of a text would
//! take several searches each.

use std::sync::LazyLock;

use unicode_normalization::char::{canonical_combining_class, decompose_canonical, decompose_compatible};
use unicode_normalization::{IsNormalized, is_nfc_quick, is_nfd_quick, is_nfkc_quick, is_nfkd_quick};

use crate::text::class_table::ClassTable;

/// The character may not stand in text of that form, or not behind some others.
pub(crate) const NOT_NFC: u8 = 1;
pub(crate) const NOT_NFD: u8 = 2;
pub(crate) const NOT_NFKC: u8 = 4;
pub(crate) const NOT_NFKD: u8 = 8;
/// A combining mark whose place among others is fixed: its canonical combining class is not 0.
pub(crate) const MARK: u8 = 16;
/// Decomposed it begins with such a mark, so it belongs to what precedes it.
pub(crate) const LEANS: u8 = 32;
/// Composed it may merge with what precedes it, or leans on it.
pub(crate) const MERGES: u8 = 64;

/// Flags and combining classes of all characters.
pub(crate) struct FormClasses {
    flags: ClassTable,
    combining: ClassTable,
}

/// Those of today's Unicode.
pub(crate) static TODAY: LazyLock<FormClasses> = LazyLock::new(|| FormClasses::of_known(|_| true));

impl FormClasses {
    /// Those of a standard that knows some characters only: to it the others are without properties.
    pub(crate) fn of_known(is_known: impl Fn(char) -> bool) -> Self {
        let known = |character: char| !is_plain(character) && is_known(character);
        FormClasses {
            flags: ClassTable::from_function(|c| if known(c) { flags(c) } else { 0 }),
            combining: ClassTable::from_function(|c| if known(c) { canonical_combining_class(c) } else { 0 }),
        }
    }

    #[inline]
    pub(crate) fn flags(&self, character: char) -> u8 {
        self.flags.get(character)
    }

    /// The canonical combining class.
    #[inline]
    pub(crate) fn combining(&self, character: char) -> u8 {
        self.combining.get(character)
    }
}

/// Large blocks without properties, to save the look-ups when the table is made; a test holds them against the crate.
fn is_plain(character: char) -> bool {
    matches!(
        character,
        '\0'..='\x7f' | '\u{3400}'..='\u{9FFF}' | '\u{E000}'..='\u{F8FF}' | '\u{20000}'..='\u{2F7FF}' | '\u{30000}'..
    )
}

fn flags(character: char) -> u8 {
    let one = || std::iter::once(character);
    let flag = |flag: u8, is_set: bool| if is_set { flag } else { 0 };
    let (mut canonical, mut compatible) = (None, None);
    decompose_canonical(character, |first| canonical = canonical.or(Some(first)));
    decompose_compatible(character, |first| compatible = compatible.or(Some(first)));
    let firsts = [canonical.unwrap_or(character), compatible.unwrap_or(character)];
    let leans = firsts.iter().any(|&first| canonical_combining_class(first) != 0);
    let merges = firsts.iter().any(|&first| is_nfc_quick(std::iter::once(first)) != IsNormalized::Yes);
    flag(NOT_NFC, is_nfc_quick(one()) != IsNormalized::Yes)
        | flag(NOT_NFD, is_nfd_quick(one()) != IsNormalized::Yes)
        | flag(NOT_NFKC, is_nfkc_quick(one()) != IsNormalized::Yes)
        | flag(NOT_NFKD, is_nfkd_quick(one()) != IsNormalized::Yes)
        | flag(MARK, canonical_combining_class(character) != 0)
        | flag(LEANS, leans)
        | flag(MERGES, leans || merges)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_characters_have_no_flags() {
        for character in (0..=0x10_FFFF).filter_map(char::from_u32).filter(|&c| is_plain(c)) {
            assert_eq!(flags(character), 0, "{character:?}");
            assert_eq!(canonical_combining_class(character), 0, "{character:?}");
        }
    }

    #[test]
    fn flags_say_what_a_character_is() {
        let flags = |character| TODAY.flags(character);
        assert_eq!(flags('é'), NOT_NFD | NOT_NFKD);
        assert_eq!(flags('ﬁ'), NOT_NFKC | NOT_NFKD);
        assert_eq!(flags('\u{301}'), NOT_NFC | NOT_NFKC | MARK | LEANS | MERGES);
        // The second part of a Hangul syllable.
        assert_eq!(flags('\u{1161}'), NOT_NFC | NOT_NFKC | MERGES);
        assert_eq!(TODAY.combining('\u{301}'), 230);
    }
}
