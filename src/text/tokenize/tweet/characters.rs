//! What NLTK's patterns for tweets know of a character: the classes of the `regex` module, ignoring case.
//!
//! They are not those of `re`: `\w` is alphabetic characters, marks, decimal digits, connectors and joiners, and so holds
//! vowel signs but not `½`; `\s` is Unicode's `White_Space`. Ignoring case, `[a-z]` holds `K` (kelvin), `İ` and `ſ`, too.

use std::sync::LazyLock;

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::text::class_table::ClassTable;

/// `\w`.
pub(super) const WORD: u8 = 1;
/// `\d`.
pub(super) const DIGIT: u8 = 1 << 1;
/// `\s`.
pub(super) const SPACE: u8 = 1 << 2;
/// Neither a letter nor a number: runs of it are shortened.
pub(super) const SYMBOL: u8 = 1 << 3;
/// `[a-z]`, ignoring case.
pub(super) const LATIN: u8 = 1 << 4;
/// `[0-9]`.
pub(super) const ASCII_DIGIT: u8 = 1 << 5;
/// `[^\W\d_]`: of a word, and neither a digit nor `_`.
pub(super) const LETTER: u8 = 1 << 6;

/// `[a-z0-9]`, ignoring case.
pub(super) const ALPHANUMERIC: u8 = LATIN | ASCII_DIGIT;

static BEYOND_ASCII: LazyLock<ClassTable> = LazyLock::new(|| ClassTable::from_function(class));

const ASCII: [u8; 128] = {
    let mut classes = [0; 128];
    let mut byte = 0u8;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b'a'..=b'z' | b'A'..=b'Z' => WORD | LETTER | LATIN,
            b'0'..=b'9' => WORD | DIGIT | ASCII_DIGIT,
            b'_' => WORD | SYMBOL,
            b'\t'..=b'\r' | b' ' => SPACE | SYMBOL,
            _ => SYMBOL,
        };
        byte += 1;
    }
    classes
};

fn class(character: char) -> u8 {
    if character.is_ascii() {
        return ASCII[character as usize];
    }
    let (category, group) = (character.general_category(), character.general_category_group());
    let digit = category == GeneralCategory::DecimalNumber;
    let connector = category == GeneralCategory::ConnectorPunctuation;
    let mark = group == GeneralCategoryGroup::Mark;
    let joiner = matches!(character, '\u{200C}' | '\u{200D}');
    // The newest letters are known to one table and not yet to the other.
    let letter = group == GeneralCategoryGroup::Letter || category == GeneralCategory::LetterNumber;
    let word = letter || character.is_alphabetic() || mark || digit || connector || joiner;
    let symbol = !matches!(group, GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number);
    let mut class = 0;
    for (holds, bit) in [
        (word, WORD),
        (digit, DIGIT),
        (character.is_whitespace(), SPACE),
        (symbol, SYMBOL),
        (matches!(character, '\u{212A}' | 'İ' | 'ſ'), LATIN),
        (word && !digit, LETTER),
    ] {
        class |= if holds { bit } else { 0 };
    }
    class
}

/// The class of a character.
#[inline]
pub(super) fn class_of(character: char) -> u8 {
    if character.is_ascii() { ASCII[character as usize] } else { BEYOND_ASCII.get(character) }
}

/// The class of the character at `at` and its bytes; the end of the text is white space of no length.
#[inline]
pub(super) fn class_at(text: &str, at: usize) -> (u8, usize) {
    match text.as_bytes().get(at) {
        Some(&byte) if byte.is_ascii() => (ASCII[usize::from(byte)], 1),
        _ => match text[at..].chars().next() {
            Some(character) => (BEYOND_ASCII.get(character), character.len_utf8()),
            None => (SPACE, 0),
        },
    }
}

/// The end of the run of characters of any class in `classes` that begins at `at`.
#[inline]
pub(super) fn run_end(text: &str, at: usize, classes: u8) -> usize {
    run_end_with(text, at, classes, b"")
}

/// The same for characters of such a class or among the bytes `others`.
#[inline]
pub(super) fn run_end_with(text: &str, mut at: usize, classes: u8, others: &[u8]) -> usize {
    loop {
        let (class, length) = class_at(text, at);
        let fits = class & classes != 0 || text.as_bytes().get(at).is_some_and(|byte| others.contains(byte));
        if !fits || length == 0 {
            return at;
        }
        at += length;
    }
}

/// The byte at `at`; 0 beyond the end.
#[inline]
pub(super) fn byte_at(text: &str, at: usize) -> u8 {
    text.as_bytes().get(at).copied().unwrap_or(0)
}

/// Whether fewer than `limit` + 1 characters lie in `start..end`.
pub(super) fn at_most(text: &str, start: usize, end: usize, limit: usize) -> bool {
    end - start <= limit || (end - start <= 4 * limit && text[start..end].chars().count() <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortcuts_equal_the_definition() {
        for character in (0..=0x10_FFFF).filter_map(char::from_u32) {
            let text = character.to_string();
            assert_eq!(class_at(&text, 0), (class(character), text.len()), "{character:?}");
            assert_eq!(class_of(character), class(character));
        }
        assert_eq!(class_at("", 0), (SPACE, 0));
    }

    /// `regex` 2026.11.19: `regex.fullmatch(…, regex.I)`.
    #[test]
    fn classes_are_those_of_the_regex_module() {
        let all = |classes: u8, text: &str| text.chars().all(|c| class_of(c) & classes == classes);
        let none = |classes: u8, text: &str| text.chars().all(|c| class_of(c) & classes == 0);
        assert!(all(WORD | LETTER, "éक\u{93f}\u{301}ⓐ‿Ⅷ\u{200d}") && none(WORD, "½²①\u{200b}💙"));
        assert!(all(DIGIT | WORD, "३٣") && none(LETTER, "३٣_"));
        assert!(all(LATIN, "azAZſ\u{212A}İ") && none(LATIN, "ı0é"));
        assert!(all(SPACE, "\u{85}\u{a0}\u{3000}") && none(SPACE, "\u{1c}\u{200b}\u{feff}"));
        assert!(all(SYMBOL, "!\u{301}💙 ") && none(SYMBOL, "a½²中3"));
    }
}
