//! What a single word shows of itself: a number, an initial, an ellipsis, its case, its type.
//!
//! Classes of characters are those of Python's `regex` module, which NLTK 3.10 matches with: its `\w` takes in
//! combining marks, all connecting punctuation and the two joiners.

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::text::python;

/// The type of every number.
pub(crate) const NUMBER: &str = "##number##";

/// `[^\W\d]`: a word character that is no digit.
#[inline]
pub(crate) fn is_letter(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphabetic() || character == '_';
    }
    character.is_alphabetic()
        || matches!(character, '\u{200c}' | '\u{200d}')
        || character.general_category_group() == GeneralCategoryGroup::Mark
        || character.general_category() == GeneralCategory::ConnectorPunctuation
}

/// `^-?[\.,]?\d[\d,\.-]*\.?$`
#[inline]
pub(crate) fn is_number(word: &str) -> bool {
    // A letter of ASCII at the front, by far the most frequent case, settles it.
    if word.as_bytes().first().is_none_or(u8::is_ascii_alphabetic) {
        return false;
    }
    let rest = word.strip_prefix('-').unwrap_or(word);
    let rest = rest.strip_prefix(['.', ',']).unwrap_or(rest);
    rest.starts_with(python::is_digit)
        && rest.chars().all(|c| matches!(c, ',' | '.' | '-') || python::is_digit(c))
}

/// `[^\W\d]\.$`: a letter and a full stop.
#[inline]
pub(crate) fn is_initial(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(is_letter) && characters.as_str() == "."
}

/// `\.\.+$`: full stops, at least two.
#[inline]
pub(crate) fn is_ellipsis(word: &str) -> bool {
    word.len() >= 2 && word.bytes().all(|byte| byte == b'.')
}

/// `[^\W\d]+$`: letters only.
#[inline]
pub(crate) fn is_alphabetic(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_alphabetic()) || word.chars().all(is_letter)
}

/// Whether the first character is upper case, as Python's `str.isupper`.
#[inline]
pub(crate) fn is_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether the first character is lower case, as Python's `str.islower`.
#[inline]
pub(crate) fn is_lower(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_lowercase)
}

/// Writes `word` to `lower` in lower case.
#[inline]
pub(crate) fn lower_into(word: &str, lower: &mut String) {
    lower.clear();
    if word.is_ascii() {
        lower.push_str(word);
        lower.make_ascii_lowercase();
    } else if word.contains('Σ') {
        // Its lower case depends on its neighbours.
        lower.push_str(&word.to_lowercase());
    } else {
        lower.extend(word.chars().flat_map(char::to_lowercase));
    }
}

/// A type without its final full stop, unless it is nothing else.
#[inline]
pub(crate) fn without_stop(word_type: &str) -> &str {
    match word_type.strip_suffix('.') {
        Some("") | None => word_type,
        Some(stem) => stem,
    }
}

/// What follows the last hyphen.
#[inline]
pub(crate) fn after_hyphen(stem: &str) -> &str {
    stem.rfind('-').map_or(stem, |hyphen| &stem[hyphen + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NLTK 3.10.4: `PunktToken(…).type == "##number##"`, `.is_initial`, `.is_alpha`, `.is_ellipsis`.
    #[test]
    fn shapes_are_those_of_nltk() {
        for (word, shape) in [
            ("3", [true, false, false, false]),
            ("-.5,0-1.", [true, false, false, false]),
            ("٣.", [true, false, false, false]),
            ("½", [false, false, false, false]),
            ("3a", [false, false, false, false]),
            ("_.", [false, true, false, false]),
            ("a.", [false, true, false, false]),
            ("ab.", [false, false, false, false]),
            ("né_", [false, false, true, false]),
            ("e\u{301}", [false, false, true, false]),
            ("Ⅷ", [false, false, true, false]),
            ("...", [false, false, false, true]),
            (".", [false, false, false, false]),
        ] {
            let got = [is_number(word), is_initial(word), is_alphabetic(word), is_ellipsis(word)];
            assert_eq!(got, shape, "{word:?}");
        }
    }

    #[test]
    fn lower_case_is_that_of_the_standard_library() {
        let mut lower = String::new();
        for word in ["ABC", "ΟΔΟΣ", "Éa", "İ", ""] {
            lower_into(word, &mut lower);
            assert_eq!(lower, word.to_lowercase());
        }
    }
}
