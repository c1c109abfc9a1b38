//! The character classes of Python's `re` module and `str` methods, by which NLTK and scikit-learn cut text.
//!
//! They differ from those of Rust's `regex`: `\w` is `str.isalnum` or `_`, that is, Unicode's letters (L) and numbers
//! (N), not combining marks; `\s` takes in the separators `\x1c` to `\x1f`. The tables are those of today's Unicode; an
//! older Python does not know the newest characters.

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

/// `\w` of Python's `regex` package, which NLTK uses for most of its patterns, and of the crate `regex`: Unicode's
/// recommendation (UTS #18), that is, letters, combining marks, decimal digits, connecting punctuation and the two joiners.
#[inline]
pub(crate) fn is_regex_word(character: char) -> bool {
    match character {
        '\0'..='\x7f' => character.is_ascii_alphanumeric() || character == '_',
        '\u{C0}'..='\u{24F}' => character != '×' && character != '÷',
        '\u{200C}' | '\u{200D}' => true,
        _ => {
            // The standard library and the tables of categories need not know the same Unicode.
            character.is_alphabetic()
                || character.general_category_group() == GeneralCategoryGroup::Letter
                || matches!(
                    character.general_category(),
                    GeneralCategory::NonspacingMark
                        | GeneralCategory::SpacingMark
                        | GeneralCategory::EnclosingMark
                        | GeneralCategory::DecimalNumber
                        | GeneralCategory::ConnectorPunctuation
                )
        }
    }
}

/// How many bytes of `text` the word `lower` of ASCII takes at its start, letters compared as `(?i)` of `re` does: the
/// long `ſ` is an `s`, `İ` and `ı` are `i`.
#[inline]
pub(crate) fn match_ignoring_case(text: &str, lower: &str) -> Option<usize> {
    let mut characters = text.chars();
    for wanted in lower.chars() {
        let found = characters.next()?;
        let same =
            found.to_ascii_lowercase() == wanted || matches!((found, wanted), ('ſ', 's') | ('İ' | 'ı', 'i'));
        if !same {
            return None;
        }
    }
    Some(text.len() - characters.as_str().len())
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

    /// regex 2026.11.19: how many characters below U+3100 are `\w`, where no version differs.
    #[test]
    fn words_of_regex_have_its_size() {
        let count = ('\0'..'\u{3100}').filter(|&c| is_regex_word(c)).count();
        assert_eq!(count, 7646);
        assert!(is_regex_word('\u{301}') && is_regex_word('\u{200D}') && !is_regex_word('½'));
    }

    #[test]
    fn case_is_ignored_as_in_python() {
        assert_eq!(match_ignoring_case("GİMme!", "gimme"), Some(6));
        assert_eq!(match_ignoring_case("ſo", "s"), Some(2));
        assert_eq!(match_ignoring_case("gim", "gimme"), None);
    }
}
