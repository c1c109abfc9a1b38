//! [`Alphabet`]: what Moses holds for a letter, a number or a symbol in a language.
//!
//! The classes are those of Perl's `IsAlpha`, `IsAlnum`, `IsN`, `IsLower` and `IsSc` as sacremoses 0.2.0 ships them
//! (`data/moses_classes.txt`). They are not today's Unicode: Chinese characters and Korean syllables are no letters, so
//! that each becomes a word of its own unless the language makes them letters; beyond U+FFFF nothing is a letter but
//! some marks; many vowel signs are letters.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::text::class_table::ClassTable;
use crate::text::python;

/// A letter of Perl's `IsAlpha`, without the marks that sacremoses adds.
pub(super) const ALPHA: u8 = 1;
/// A letter, a number or a mark that joins letters of India (virama, nukta).
const ALNUM: u8 = 1 << 1;
/// A number, also one that is no part of a word, as `²`.
pub(super) const NUMBER: u8 = 1 << 2;
/// A letter in lower case.
pub(super) const LOWER: u8 = 1 << 3;
const HAN: u8 = 1 << 4;
const HANGUL: u8 = 1 << 5;
const KANA: u8 = 1 << 6;
/// A currency symbol.
pub(super) const CURRENCY: u8 = 1 << 7;

/// The names of the classes in the data file, in the order of their bits.
const NAMES: [&str; 8] = ["alpha", "alnum", "number", "lower", "han", "hangul", "kana", "currency"];

/// The bits of every character.
static CLASSES: LazyLock<ClassTable> =
    LazyLock::new(|| ClassTable::from_ranges(ranges(include_str!("../../data/moses_classes.txt"))));

/// The ranges of the data file: lines of class names joined by `+` and ranges of code points.
fn ranges(data: &str) -> impl Iterator<Item = (u32, u32, u8)> + '_ {
    data.lines().flat_map(|line| {
        let mut parts = line.split(' ');
        let names = parts.next().unwrap_or_default();
        let has = |name: &str| names.split('+').any(|other| other == name);
        let bits = NAMES.iter().enumerate().fold(0, |bits, (bit, name)| bits | u8::from(has(name)) << bit);
        parts.filter_map(move |range| {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            let point = |digits| u32::from_str_radix(digits, 16).ok();
            Some((point(first)?, point(last)?, bits))
        })
    })
}

/// What a character is to the scanner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A letter, a number or a backtick: goes on with the word.
    Word,
    Hyphen,
    Dot,
    Comma,
    Apostrophe,
    Space,
    /// All else: a word of its own.
    Other,
}

/// The kinds of ASCII.
const ASCII: [Kind; 128] = {
    let mut kinds = [Kind::Other; 128];
    let mut byte = 0;
    while byte < 128 {
        kinds[byte] = match byte as u8 {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'`' => Kind::Word,
            b'-' => Kind::Hyphen,
            b'.' => Kind::Dot,
            b',' => Kind::Comma,
            b'\'' => Kind::Apostrophe,
            b'\t'..=b'\r' | b'\x1c'..=b' ' => Kind::Space,
            _ => Kind::Other,
        };
        byte += 1;
    }
    kinds
};

/// The letters of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Alphabet {
    /// The classes of scripts whose characters the language holds for letters.
    scripts: u8,
}

impl Alphabet {
    /// By the ISO code of the language; `cjk` stands for all three.
    pub(super) fn of(language: &str) -> Self {
        let scripts = match language {
            "zh" => HAN,
            "ja" => HAN | KANA,
            "ko" => HANGUL,
            "cjk" => HAN | HANGUL | KANA,
            _ => 0,
        };
        Alphabet { scripts }
    }

    /// What the byte of an ASCII character is.
    #[inline]
    pub(super) fn ascii(byte: u8) -> Kind {
        ASCII[usize::from(byte & 0x7F)]
    }

    #[inline]
    pub(super) fn kind(self, character: char) -> Kind {
        if character.is_ascii() {
            Alphabet::ascii(character as u8)
        } else if self.is_alphanumeric(character) {
            Kind::Word
        } else if python::is_space(character) {
            Kind::Space
        } else {
            Kind::Other
        }
    }

    /// The classes of a character, as bits.
    #[inline]
    pub(super) fn classes(character: char) -> u8 {
        CLASSES.get(character)
    }

    #[inline]
    pub(super) fn is_alphanumeric(self, character: char) -> bool {
        Alphabet::classes(character) & (ALNUM | self.scripts) != 0
    }

    /// Whether a number stands here that is part of a word.
    #[inline]
    pub(super) fn is_number(self, character: char) -> bool {
        Alphabet::classes(character) & NUMBER != 0 && self.is_alphanumeric(character)
    }

    /// A letter, marks of India included.
    #[inline]
    pub(super) fn is_letter(self, character: char) -> bool {
        is_letter(Alphabet::classes(character)) || Alphabet::classes(character) & self.scripts != 0
    }
}

/// Whether classes are those of a letter in every language.
#[inline]
pub(super) fn is_letter(classes: u8) -> bool {
    classes & ALPHA != 0 || classes & (ALNUM | NUMBER) == ALNUM
}

#[cfg(test)]
mod tests {
    use super::*;

    /// sacremoses 0.2.0: `len(set(…))` of its `IsAlpha`, `IsAlnum`, `IsN`, `IsLower` and `IsSc` without line ends.
    #[test]
    fn classes_have_the_size_of_sacremoses() {
        let count =
            |fits: fn(char) -> bool| (0..=0x10_FFFF).filter_map(char::from_u32).filter(|&c| fits(c)).count();
        let sizes = [
            count(|c| is_letter(Alphabet::classes(c))),
            count(|c| Alphabet::classes(c) & ALNUM != 0),
            count(|c| Alphabet::classes(c) & NUMBER != 0),
            count(|c| Alphabet::classes(c) & LOWER != 0),
            count(|c| Alphabet::classes(c) & CURRENCY != 0),
        ];
        assert_eq!(sizes, [10_347, 10_717, 712, 2_253, 52]);
    }

    #[test]
    fn ascii_is_as_the_table_says() {
        for character in '\0'..='\x7f' {
            assert_eq!(character.is_ascii_alphanumeric(), Alphabet::of("en").is_alphanumeric(character));
            assert_eq!(character.is_ascii_digit(), Alphabet::of("en").is_number(character));
            assert_eq!(python::is_space(character), Alphabet::ascii(character as u8) == Kind::Space);
        }
    }

    #[test]
    fn scripts_are_letters_in_their_languages() {
        let words = |language| ['中', 'の', '가'].map(|c| Alphabet::of(language).kind(c) == Kind::Word);
        // Kana are letters everywhere.
        assert_eq!(words("en"), [false, true, false]);
        assert_eq!(words("zh"), [true, true, false]);
        assert_eq!(words("ja"), [true, true, false]);
        assert_eq!(words("ko"), [false, true, true]);
        assert_eq!(words("cjk"), [true, true, true]);
    }
}
