//! [`ByteLevel`]: the pieces of GPT-2 in its alphabet of bytes (`ByteLevel` of the package).
//!
//! The pattern `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+` of OpenAI's `encoder.py` is
//! scanned by hand. Trimming of offsets, which the package does after tokenising, is left out.

use serde::{Deserialize, Serialize};

use crate::text::class_table::ClassTable;
use crate::text::hugging_face::{CLASSES, LETTER, NUMBER, SPACE};
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenizer::Tokenizer;

/// Words with the space before them, each byte written as one printable character.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::hugging_face::ByteLevel};
/// let pieces = ByteLevel::default().tokens("I'm naïve");
/// let texts: Vec<_> = pieces.iter().map(|piece| piece.text.as_str()).collect();
/// assert_eq!(texts, ["ĠI", "'m", "ĠnaÃ¯ve"]);
/// assert_eq!(pieces[2].span.slice("I'm naïve"), " naïve");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByteLevel {
    add_prefix_space: bool,
    use_regex: bool,
}

impl Default for ByteLevel {
    /// With a space put before texts, and splitting.
    fn default() -> Self {
        ByteLevel { add_prefix_space: true, use_regex: true }
    }
}

impl ByteLevel {
    /// Whether a space is put before texts that do not begin with one. Default: yes. It takes no room in spans, but
    /// where it is a piece by itself (before other white space), that has the span of the first character.
    #[must_use]
    pub fn add_prefix_space(mut self, add: bool) -> Self {
        self.add_prefix_space = add;
        self
    }

    /// Whether text is split; otherwise it is one piece. Default: yes.
    #[must_use]
    pub fn use_regex(mut self, split: bool) -> Self {
        self.use_regex = split;
        self
    }

    /// The character that stands for `byte`.
    #[must_use]
    pub fn character(byte: u8) -> char {
        ALPHABET[usize::from(byte)]
    }
}

impl Tokenizer for ByteLevel {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let scan = Scan { text, classes: &CLASSES };
        let mut written = String::new();
        let mut at = 0;
        if self.add_prefix_space && !text.is_empty() && !text.starts_with(' ') {
            written.push(ALPHABET[usize::from(b' ')]);
            at = if self.use_regex { scan.end_after_space(0) } else { text.len() };
            write_bytes(&text.as_bytes()[..at], &mut written);
            let span = if at == 0 { scan.first_character() } else { Span { start: 0, end: at } };
            sink(Token { text: &written, span });
        }
        while at < text.len() {
            let end = if self.use_regex { scan.end_of_piece(at) } else { text.len() };
            let (piece, span) = (&text[at..end], Span { start: at, end });
            if piece.bytes().all(is_itself) {
                sink(Token { text: piece, span });
            } else {
                written.clear();
                write_bytes(piece.as_bytes(), &mut written);
                sink(Token { text: &written, span });
            }
            at = end;
        }
    }
}

/// Whether the byte's character is the byte.
#[inline]
fn is_itself(byte: u8) -> bool {
    byte.is_ascii_graphic()
}

fn write_bytes(bytes: &[u8], written: &mut String) {
    written.extend(bytes.iter().map(|&byte| ALPHABET[usize::from(byte)]));
}

/// Printable bytes of Latin-1 stand for themselves, the others for the characters from U+0100 on, in their order.
const ALPHABET: [char; 256] = {
    let mut alphabet = ['\0'; 256];
    let (mut byte, mut later) = (0, 0);
    while byte < 256 {
        let code = match byte {
            0x21..=0x7E | 0xA1..=0xAC | 0xAE..=0xFF => byte as u32,
            _ => {
                later += 1;
                0x100 + later - 1
            }
        };
        alphabet[byte] = match char::from_u32(code) {
            Some(character) => character,
            None => '\0',
        };
        byte += 1;
    }
    alphabet
};

/// Text and its classes under the pattern.
struct Scan<'t> {
    text: &'t str,
    classes: &'t ClassTable,
}

impl Scan<'_> {
    /// The class of the character at `at` and the character's end, unless the text ends there.
    #[inline]
    fn class_at(&self, at: usize) -> Option<(u8, usize)> {
        let byte = *self.text.as_bytes().get(at)?;
        let character = if byte.is_ascii() { char::from(byte) } else { self.text[at..].chars().next()? };
        Some((self.classes.get(character) & (LETTER | NUMBER | SPACE), at + character.len_utf8()))
    }

    fn first_character(&self) -> Span {
        Span { start: 0, end: self.class_at(0).map_or(0, |(_, end)| end) }
    }

    /// The end of the piece that begins at `at`, before the end of the text.
    fn end_of_piece(&self, at: usize) -> usize {
        match self.text.as_bytes()[at] {
            b' ' => self.end_after_space(at + 1).max(at + 1),
            b'\'' => self.end_of_contraction(at).unwrap_or_else(|| self.end_of_run(at)),
            _ => self.end_of_run(at),
        }
    }

    /// The end of a piece whose space precedes `at`; `at` where the space is alone.
    fn end_after_space(&self, at: usize) -> usize {
        match self.class_at(at) {
            Some((SPACE, _)) => self.end_of_spaces(at, at),
            Some(_) => self.end_of_run(at),
            None => at,
        }
    }

    /// The end of the characters of one class from `at` on.
    fn end_of_run(&self, at: usize) -> usize {
        let Some((class, mut end)) = self.class_at(at) else { return at };
        if class == SPACE {
            return self.end_of_spaces(at, end);
        }
        while let Some((next, next_end)) = self.class_at(end) {
            if next != class {
                break;
            }
            end = next_end;
        }
        end
    }

    /// The end of a piece of white space from `at` on. Before other characters the last one stays out, unless
    /// nothing else would be left: then the piece ends at `least`.
    fn end_of_spaces(&self, at: usize, least: usize) -> usize {
        let (mut last, mut end) = (at, at);
        while let Some((class, next_end)) = self.class_at(end) {
            if class != SPACE {
                return last.max(least);
            }
            (last, end) = (end, next_end);
        }
        end
    }

    fn end_of_contraction(&self, at: usize) -> Option<usize> {
        match self.text.as_bytes()[at + 1..] {
            [b's' | b't' | b'm' | b'd', ..] => Some(at + 2),
            [b'r' | b'v', b'e', ..] | [b'l', b'l', ..] => Some(at + 3),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(byte_level: ByteLevel, text: &str) -> Vec<(String, usize, usize)> {
        let tokens = byte_level.tokens(text).into_iter();
        tokens.map(|token| (token.text, token.span.start, token.span.end)).collect()
    }

    fn piece(text: &str, start: usize, end: usize) -> (String, usize, usize) {
        (text.to_owned(), start, end)
    }

    /// tokenizers 0.23.3: `ByteLevel(add_prefix_space=False).pre_tokenize_str(…)`.
    #[test]
    fn pieces_are_those_of_gpt_2() {
        let plain = ByteLevel::default().add_prefix_space(false);
        assert_eq!(
            pieces(plain, "it's  2nd\n\n x "),
            [
                piece("it", 0, 2),
                piece("'s", 2, 4),
                piece("Ġ", 4, 5),
                piece("Ġ2", 5, 7),
                piece("nd", 7, 9),
                piece("ĊĊ", 9, 11),
                piece("Ġx", 11, 13),
                piece("Ġ", 13, 14)
            ]
        );
        assert_eq!(
            pieces(plain, "a\n!'s"),
            [piece("a", 0, 1), piece("Ċ", 1, 2), piece("!'", 2, 4), piece("s", 4, 5)]
        );
    }

    /// tokenizers 0.23.3: `ByteLevel().pre_tokenize_str(…)`.
    #[test]
    fn a_space_before_white_space_is_alone() {
        assert_eq!(
            pieces(ByteLevel::default(), "\na"),
            [piece("Ġ", 0, 1), piece("Ċ", 0, 1), piece("a", 1, 2)]
        );
        assert_eq!(
            pieces(ByteLevel::default(), "\n\na"),
            [piece("ĠĊ", 0, 1), piece("Ċ", 1, 2), piece("a", 2, 3)]
        );
        assert_eq!(pieces(ByteLevel::default(), "\n"), [piece("ĠĊ", 0, 1)]);
        assert_eq!(pieces(ByteLevel::default().use_regex(false), "a b"), [piece("ĠaĠb", 0, 3)]);
    }

    #[test]
    fn the_alphabet_holds_every_byte_once() {
        let mut characters: Vec<char> = (0..=255).map(ByteLevel::character).collect();
        assert_eq!((characters[32], characters[0], characters[173]), ('Ġ', 'Ā', 'Ń'));
        characters.sort_unstable();
        characters.dedup();
        assert_eq!(characters.len(), 256);
        assert!(characters.iter().all(|c| !c.is_whitespace() && !c.is_control()));
    }
}
