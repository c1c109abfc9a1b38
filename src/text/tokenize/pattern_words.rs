//! [`PatternWords`]: the words of scikit-learn's default pattern `(?u)\b\w\w+\b`.
//!
//! Python's `\w` is a letter, a number or `_`, **not** a combining mark, so scripts with vowel signs are cut at
//! them, as scikit-learn cuts them.

use crate::text::ascii_block::{BLOCK, bits, collect_runs, for_each_run};
use crate::text::python;
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
        for_each_word(text, |start, end| sink(Token { text: &text[start..end], span: Span { start, end } }));
    }
}

/// Hands over where each word starts and ends.
#[inline]
fn for_each_word(text: &str, mut sink: impl FnMut(usize, usize)) {
    if !text.is_ascii() {
        return for_each_wide_word(text, sink);
    }
    for_each_run(
        text.as_bytes(),
        |block, _| word_bits(block),
        |start, end| {
            if end - start >= 2 {
                sink(start, end);
            }
        },
    );
}

/// Puts the runs of word characters of a text of ASCII into a list, and gives how many they are: words are those of two bytes or
/// more.
pub(crate) fn collect_ascii_runs(text: &str, found: &mut Vec<[usize; 2]>) -> usize {
    collect_runs(text.as_bytes(), |block, _| word_bits(block), found)
}

/// Hands over where each word of any text starts and ends.
pub(crate) fn for_each_wide_word(text: &str, mut sink: impl FnMut(usize, usize)) {
    let mut begun = 0;
    let wide = |block: &[u8; BLOCK], base: usize| {
        let (own, next) = wide_word_bits(text, block, base);
        word_bits(block) | own | std::mem::replace(&mut begun, next)
    };
    for_each_run(text.as_bytes(), wide, |start, end| {
        let first = text[start..end].chars().next().map_or(0, char::len_utf8);
        if end - start > first {
            sink(start, end);
        }
    });
}

/// The bits of the word characters beyond ASCII that begin in the block at `base`, and those that reach into the next.
fn wide_word_bits(text: &str, block: &[u8; BLOCK], base: usize) -> (u64, u64) {
    let mut leads = bits(block, |byte| byte >= 0xC0);
    let mut words = 0u128;
    while leads != 0 {
        let place = leads.trailing_zeros();
        leads &= leads - 1;
        let character = text[base + place as usize..].chars().next();
        if let Some(character) = character.filter(|&character| python::is_word(character)) {
            words |= ((1 << character.len_utf8()) - 1) << place;
        }
    }
    (words as u64, (words >> BLOCK) as u64)
}

/// One bit for each byte, set for letters, digits and `_` of ASCII.
#[inline]
fn word_bits(block: &[u8; 64]) -> u64 {
    bits(block, |byte| {
        let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
        let digit = byte.wrapping_sub(b'0') < 10;
        letter | digit | (byte == b'_')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition: characters one by one.
    fn naive(text: &str) -> Vec<&str> {
        text.split(|character| !python::is_word(character)).filter(|run| run.chars().count() >= 2).collect()
    }

    #[test]
    fn every_character_is_what_python_takes_it_for() {
        for character in (0..=0x10_FFFF).filter_map(char::from_u32) {
            let text = format!("{character}b");
            assert_eq!(PatternWords.tokens(&text).len() == 1, python::is_word(character), "{character:?}");
        }
    }

    #[test]
    fn blocks_equal_single_characters() {
        let draws = crate::seed::Seed(1).stream("ascii");
        for alphabet in ["aZ09_ .,@[`{\x7f\0~", "aé中😀½ .\u{301}", "éèaaaaaaaa "] {
            let characters: Vec<char> = alphabet.chars().collect();
            for length in 0..400u64 {
                let character =
                    |at| characters[draws.below(length * 1_000 + at, characters.len() as u64) as usize];
                let text: String = (0..length).map(character).collect();
                let words = PatternWords.tokens(&text);
                assert_eq!(
                    words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(),
                    naive(&text),
                    "{text:?}"
                );
                assert!(words.iter().all(|word| word.span.slice(&text) == word.text));
            }
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
