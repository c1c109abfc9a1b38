//! [`PatternWords`]: the words of scikit-learn's default pattern `(?u)\b\w\w+\b`.
//!
//! Python's `\w` is a letter, a number or `_`, **not** a combining mark, so scripts with vowel signs are cut at
//! them, as scikit-learn cuts them.

use crate::text::ascii_block::bits;
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
        if text.is_ascii() {
            return ascii_words(text, sink);
        }
        let mut at = 0;
        while at < text.len() {
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

/// Text of ASCII only, 64 bytes at a time: a bit for each byte that is of a word, and the places where the
/// bits change are starts and ends by turns. No branch depends on a single byte.
fn ascii_words(text: &str, sink: &mut dyn FnMut(Token<'_>)) {
    let (blocks, rest) = text.as_bytes().as_chunks::<64>();
    let mut last = [b' '; 64];
    last[..rest.len()].copy_from_slice(rest);
    let (mut start, mut inside, mut before) = (0, false, 0);
    for (number, block) in blocks.iter().chain([&last]).enumerate() {
        let words = word_bits(block);
        let mut edges = words ^ (words << 1 | before);
        before = words >> 63;
        while edges != 0 {
            let at = number * 64 + edges.trailing_zeros() as usize;
            edges &= edges - 1;
            if inside && at - start >= 2 {
                sink(Token { text: &text[start..at], span: Span { start, end: at } });
            }
            (start, inside) = (at, !inside);
        }
    }
    // The last block ends in at least one space unless it is full: then a word may reach its end.
    if inside && text.len() - start >= 2 {
        sink(Token { text: &text[start..], span: Span { start, end: text.len() } });
    }
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

/// How many bytes the word character at `at` takes, if one stands there.
#[inline]
fn word_character_at(text: &str, at: usize) -> Option<usize> {
    let byte = *text.as_bytes().get(at)?;
    if byte.is_ascii() {
        return (byte.is_ascii_alphanumeric() || byte == b'_').then_some(1);
    }
    let character = text[at..].chars().next()?;
    python::is_word(character).then(|| character.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_is_cut_like_the_rest() {
        for character in (0..=0x10_FFFF).filter_map(char::from_u32) {
            let taken = word_character_at(&character.to_string(), 0).is_some();
            assert_eq!(taken, python::is_word(character), "{character:?}");
        }
    }

    #[test]
    fn blocks_equal_single_bytes() {
        let draws = crate::seed::Seed(1).stream("ascii");
        for length in 0..400u64 {
            let byte = |at: u64| b"aZ09_ .,@[`{\x7f\0~"[draws.below(length * 1_000 + at, 15) as usize];
            let text: String = (0..length).map(|at| char::from(byte(at))).collect();
            // A character beyond ASCII at the end sends the same text the other way.
            let slow = PatternWords.tokens(&(text.clone() + " é"));
            assert_eq!(PatternWords.tokens(&text), slow, "{text:?}");
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
