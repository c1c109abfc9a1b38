//! The character classes of Python's `re` module and `str` methods, by which NLTK and scikit-learn cut text.
//!
//! They differ from those of Rust's `regex`: `\w` is `str.isalnum` or `_`, that is, Unicode's letters (L) and numbers
//! (N), not combining marks; `\s` takes in the separators `\x1c` to `\x1f`. The tables are those of today's Unicode; an
//! older Python does not know the newest characters.

#![allow(dead_code, reason = "the rooms that look classes up are being built")]

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// Python's `\w`: a letter, a number or `_`.
#[inline]
pub(crate) fn is_word(character: char) -> bool {
    match character {
        '\0'..='\x7f' => character.is_ascii_alphanumeric() || character == '_',
        // Large blocks of letters, to save the look-up; a test holds them against the table.
        '\u{C0}'..='\u{24F}' => character != '×' && character != '÷',
        '\u{400}'..='\u{481}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => true,
        _ => matches!(
            character.general_category_group(),
            GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number
        ),
    }
}

/// Python's `str.isalpha` of one character: a letter.
#[inline]
pub(crate) fn is_letter(character: char) -> bool {
    match character {
        '\0'..='\x7f' => character.is_ascii_alphabetic(),
        _ => character.general_category_group() == GeneralCategoryGroup::Letter,
    }
}

/// Python's `\d`: a decimal digit (Nd).
#[inline]
pub(crate) fn is_digit(character: char) -> bool {
    match character {
        '\0'..='\x7f' => character.is_ascii_digit(),
        _ => character.general_category() == GeneralCategory::DecimalNumber,
    }
}

/// Python's `\s` and `str.isspace`: white space and the four separators of ASCII.
#[inline]
pub(crate) fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\x1c'..='\x1f')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortcuts_equal_the_table() {
        for character in (0..=0x10_FFFF).filter_map(char::from_u32) {
            let group = character.general_category_group();
            let table = matches!(group, GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number);
            assert_eq!(is_word(character), table || character == '_', "{character:?}");
            assert_eq!(is_letter(character), group == GeneralCategoryGroup::Letter, "{character:?}");
            let decimal = character.general_category() == GeneralCategory::DecimalNumber;
            assert_eq!(is_digit(character), decimal, "{character:?}");
        }
    }

    /// Python 3.11: how many characters `re` knows of each class, below U+0300, where no version differs.
    #[test]
    fn classes_have_the_size_of_python() {
        let count = |class: fn(char) -> bool| ('\0'..'\u{300}').filter(|&c| class(c)).count();
        assert_eq!([count(is_word), count(is_digit), count(is_space)], [603, 10, 12]);
    }
}
