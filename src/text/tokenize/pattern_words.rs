//! [`PatternWords`]: the words of scikit-learn's default pattern `(?u)\b\w\w+\b`.
//!
//! Python's `\w` is `str.isalnum` or `_`: a letter (Unicode category L) or a number (N), **not** a
//! combining mark, so scripts with vowel signs are cut at them, as scikit-learn cuts them. The tables
//! are those of today's Unicode; an older Python does not know the newest characters.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenizer::Tokenizer;

/// Runs of at least two word characters, each as long as it can be.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::PatternWords};
/// let words = PatternWords.tokens("I don't like 3D films");
/// let texts: Vec<_> = words.iter().map(|word| word.text.as_str()).collect();
/// assert_eq!(texts, ["don", "like", "3D", "films"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PatternWords;

impl Tokenizer for PatternWords {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let (start, mut characters) = (at, 0);
            while let Some(length) = word_character_at(text, at) {
                at += length;
                characters += 1;
            }
            if characters >= 2 {
                sink(Token { text: &text[start..at], span: Span { start, end: at } });
            }
            // The character that ended the run is none of a word.
            at += text[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
}

/// How many bytes the word character at `at` takes, if one stands there.
#[inline]
fn word_character_at(text: &str, at: usize) -> Option<usize> {
    let byte = *text.as_bytes().get(at)?;
    if byte.is_ascii() {
        return (byte.is_ascii_alphanumeric() || byte == b'_').then_some(1);
    }
    let character = text[at..].chars().next()?;
    is_word_character(character).then(|| character.len_utf8())
}

/// Python's `\w`.
fn is_word_character(character: char) -> bool {
    match character {
        // Large blocks of letters, to save the look-up; a test holds them against the table.
        '\u{C0}'..='\u{24F}' => character != '×' && character != '÷',
        '\u{400}'..='\u{481}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => true,
        '_' => true,
        _ => matches!(
            character.general_category_group(),
            GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortcuts_equal_the_table() {
        for character in (0..=0x10_FFFF).filter_map(char::from_u32) {
            let group = character.general_category_group();
            let table = matches!(group, GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number);
            assert_eq!(is_word_character(character), table || character == '_', "{character:?}");
            let ascii = word_character_at(&character.to_string(), 0).is_some();
            assert_eq!(ascii, is_word_character(character), "{character:?}");
        }
    }

    /// Python 3.11: `re.findall(r'(?u)\b\w\w+\b', …)`.
    #[test]
    fn words_are_those_of_python() {
        let words = |text: &str| -> Vec<String> {
            PatternWords.tokens(text).into_iter().map(|token| token.text).collect()
        };
        assert_eq!(words("i\u{307}stanbul"), ["stanbul"]);
        assert_eq!(words("खाना x² ①② _a a"), ["x²", "①②", "_a"]);
        assert!(words("a b c").is_empty());
    }
}
