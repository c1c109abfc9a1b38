//! [`WordPunct`]: runs of word characters and runs of other signs, by NLTK's pattern `\w+|[^\w\s]+`.
//!
//! Source: NLTK 3.10.4, `WordPunctTokenizer`. NLTK matches by the package `regex`, so `\w` takes in combining marks and
//! joiners, unlike that of Python's `re`.

use std::sync::LazyLock;

use crate::text::class_table::ClassTable;
use crate::text::python;
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenizer::Tokenizer;

/// White space.
const SPACE: u8 = 0;
/// A word character.
const WORD: u8 = 1;
/// Any other sign.
const SIGN: u8 = 2;
/// The first byte of a character beyond ASCII, whose class the large table knows.
const BEYOND: u8 = 3;

static ASCII: [u8; 256] = ascii_classes();
static TABLE: LazyLock<ClassTable> = LazyLock::new(|| ClassTable::from_function(class_of));

const fn ascii_classes() -> [u8; 256] {
    let mut classes = [BEYOND; 256];
    let mut byte = 0;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b'\t'..=b'\r' | b' ' => SPACE,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'_' => WORD,
            _ => SIGN,
        };
        byte += 1;
    }
    classes
}

fn class_of(character: char) -> u8 {
    match character {
        _ if character.is_whitespace() => SPACE,
        _ if python::is_regex_word(character) => WORD,
        _ => SIGN,
    }
}

/// Runs of word characters and runs of what is neither that nor white space.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::WordPunct};
/// let tokens = WordPunct.tokens("It's $3.88...");
/// let texts: Vec<_> = tokens.iter().map(|token| token.text.as_str()).collect();
/// assert_eq!(texts, ["It", "'", "s", "$", "3", ".", "88", "..."]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WordPunct;

impl Tokenizer for WordPunct {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let mut at = 0;
        while at < text.len() {
            let (class, width) = class_at(text, at);
            let start = at;
            at += width;
            if class == SPACE {
                continue;
            }
            while at < text.len() {
                let (next, width) = class_at(text, at);
                if next != class {
                    break;
                }
                at += width;
            }
            sink(Token { text: &text[start..at], span: Span { start, end: at } });
        }
    }
}

/// The class of the character at `at`, and its bytes.
#[inline]
fn class_at(text: &str, at: usize) -> (u8, usize) {
    match ASCII[usize::from(text.as_bytes()[at])] {
        BEYOND => text[at..].chars().next().map_or((SPACE, 1), |c| (TABLE.get(c), c.len_utf8())),
        class => (class, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_is_cut_like_the_rest() {
        for character in (0..=0x10_FFFF).filter_map(char::from_u32) {
            let found = class_at(&character.to_string(), 0);
            assert_eq!(found, (class_of(character), character.len_utf8()), "{character:?}");
        }
    }

    /// NLTK 3.10.4: `WordPunctTokenizer().tokenize(…)`.
    #[test]
    fn tokens_are_those_of_nltk() {
        let tokens = |text: &str| -> Vec<String> {
            WordPunct.tokens(text).into_iter().map(|token| token.text).collect()
        };
        assert_eq!(tokens("खाना, x½!"), ["खाना", ",", "x", "½!"]);
        assert_eq!(tokens("a\u{1c}b\u{a0}c"), ["a", "\u{1c}", "b", "c"]);
        assert!(tokens(" \n").is_empty());
    }
}
