//! [`PunktLanguage`]: the marks of a language that Punkt depends on, and the class of every character they make.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_parameter};

/// White space, as the pattern `\s` of Python's `regex` module sees it.
pub(crate) const SPACE: u8 = 1;
/// Ends the word before it.
pub(crate) const NON_WORD: u8 = 2;
/// Is a word of its own where a word would begin.
pub(crate) const NOT_START: u8 = 4;
/// May end a sentence.
pub(crate) const END: u8 = 8;
/// Whether it ends a word depends on what follows.
pub(crate) const AHEAD: u8 = 16;
/// The first byte of a character beyond ASCII that may have a class: ask for the character.
pub(crate) const BEYOND: u8 = 32;

/// Which marks end sentences and which stand inside them.
///
/// The default is NLTK's: `.`, `?` and `!` may end a sentence; `,`, `:` and `;` after a full stop show that it did not.
///
/// # Examples
/// ```
/// use wordmill::text::Tokenizer;
/// use wordmill::text::sentence::{Punkt, PunktLanguage};
/// let language = PunktLanguage::new(['.', '?', '!', '।'], [',', ':', ';'])?;
/// let splitter = Punkt::default().language(language);
/// assert_eq!(splitter.tokens("वह आया। वह गया।").len(), 2);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Marks", into = "Marks")]
pub struct PunktLanguage {
    marks: Marks,
    /// The class of every byte. Bytes of characters beyond ASCII have none, but for the first bytes of those that may
    /// be white space or marks.
    classes: [u8; 256],
    /// Marks that end sentences and are not ASCII.
    ends_beyond: Vec<char>,
}

/// What is saved of a language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Marks {
    sentence_ends: Vec<char>,
    internal: Vec<char>,
}

impl PunktLanguage {
    /// A language whose sentences may end in `sentence_ends`, and in which a mark of `internal` never begins one.
    ///
    /// # Errors
    /// [`Error::Parameter`] where no mark ends a sentence, or white space does.
    pub fn new(
        sentence_ends: impl IntoIterator<Item = char>,
        internal: impl IntoIterator<Item = char>,
    ) -> Result<Self> {
        let (sentence_ends, internal) = (sentence_ends.into_iter().collect(), internal.into_iter().collect());
        PunktLanguage::try_from(Marks { sentence_ends, internal })
    }

    fn of_marks(marks: Marks) -> Self {
        let mut classes = [0; 256];
        for (byte, class) in (0..128u8).zip(&mut classes) {
            *class = class_of_ascii(byte);
        }
        for first in FIRST_BYTES {
            classes[usize::from(first)] = BEYOND;
        }
        let mut ends_beyond = Vec::new();
        for &end in &marks.sentence_ends {
            let first = end.encode_utf8(&mut [0; 4]).as_bytes()[0];
            if end.is_ascii() {
                classes[usize::from(first)] |= class_of_end(end);
            } else {
                classes[usize::from(first)] = BEYOND;
                ends_beyond.push(end);
            }
        }
        PunktLanguage { marks, classes, ends_beyond }
    }

    /// The marks that may end a sentence.
    #[must_use]
    pub fn sentence_ends(&self) -> &[char] {
        &self.marks.sentence_ends
    }

    /// The marks that stand inside sentences.
    #[must_use]
    pub fn internal(&self) -> &[char] {
        &self.marks.internal
    }

    /// The classes of bytes at which a mark that may end a sentence begins.
    #[inline]
    pub(crate) fn first_of_ends(&self) -> u8 {
        if self.ends_beyond.is_empty() { END } else { END | BEYOND }
    }

    /// The class of a byte.
    #[inline]
    pub(crate) fn class_of_byte(&self, byte: u8) -> u8 {
        self.classes[usize::from(byte)]
    }

    /// The class at `at` and its length: that of the character, or 1 where a character without a class begins or goes
    /// on; nothing at the end of the text.
    #[inline]
    pub(crate) fn class_at(&self, text: &str, at: usize) -> Option<(u8, usize)> {
        let class = self.class_of_byte(*text.as_bytes().get(at)?);
        if class == BEYOND { self.class_beyond(text, at) } else { Some((class, 1)) }
    }

    fn class_beyond(&self, text: &str, at: usize) -> Option<(u8, usize)> {
        let character = text[at..].chars().next()?;
        let class = match character {
            '‘' | '’' | '“' | '”' | '«' | '»' => NON_WORD,
            _ if character.is_whitespace() => SPACE,
            _ => 0,
        };
        let ends = !self.ends_beyond.is_empty() && self.ends_beyond.contains(&character);
        let class = if ends { class | class_of_end(character) } else { class };
        Some((class, character.len_utf8()))
    }

    /// Whether `word` is one mark that ends sentences.
    #[inline]
    pub(crate) fn is_end(&self, word: &str) -> bool {
        self.class_at(word, 0).is_some_and(|(class, length)| class & END != 0 && length == word.len())
    }
}

impl Default for PunktLanguage {
    fn default() -> Self {
        PunktLanguage::of_marks(Marks { sentence_ends: vec!['.', '?', '!'], internal: vec![',', ':', ';'] })
    }
}

impl TryFrom<Marks> for PunktLanguage {
    type Error = Error;

    fn try_from(marks: Marks) -> Result<Self> {
        let ends = &marks.sentence_ends;
        let allowed = !ends.is_empty() && !ends.iter().any(|end| end.is_whitespace());
        check_parameter(
            allowed,
            "sentence_ends",
            format!("{ends:?}"),
            "at least one mark, none of them white space",
        )?;
        Ok(PunktLanguage::of_marks(marks))
    }
}

impl From<PunktLanguage> for Marks {
    fn from(language: PunktLanguage) -> Marks {
        language.marks
    }
}

impl fmt::Debug for PunktLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.marks.fmt(f)
    }
}

/// First bytes of white space and quotes beyond ASCII: U+0085 to «», U+1680, U+2000 to U+205F, U+3000.
const FIRST_BYTES: [u8; 4] = [0xC2, 0xE1, 0xE2, 0xE3];

fn class_of_ascii(byte: u8) -> u8 {
    match byte {
        b'\t'..=b'\r' | b' ' => SPACE,
        b')' | b'"' | b';' | b'}' | b']' | b'*' | b':' | b'@' | b'(' | b'{' | b'[' => NON_WORD | NOT_START,
        b'\'' => NON_WORD,
        b'`' | b'&' | b'#' => NOT_START,
        b'-' | b',' => NOT_START | AHEAD,
        b'.' => AHEAD,
        _ => 0,
    }
}

/// What a mark gains by ending sentences: all but the full stop also end words.
fn class_of_end(end: char) -> u8 {
    if end == '.' { END } else { END | NON_WORD }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back_and_refuses_white_space() {
        let language = PunktLanguage::new(['.', '。'], [',']).unwrap();
        let json = serde_json::to_string(&language).unwrap();
        assert_eq!(serde_json::from_str::<PunktLanguage>(&json).unwrap(), language);
        assert!(PunktLanguage::new(['.', ' '], []).is_err() && PunktLanguage::new([], []).is_err());
        assert!(serde_json::from_str::<PunktLanguage>(r#"{"sentence_ends":["\n"],"internal":[]}"#).is_err());
    }

    #[test]
    fn no_class_beyond_ascii_is_missed() {
        let language = PunktLanguage::default();
        for character in ('\u{80}'..=char::MAX).filter(|&c| c.is_whitespace() || "‘’“”«»".contains(c))
        {
            let class = if character.is_whitespace() { SPACE } else { NON_WORD };
            let text = character.to_string();
            assert_eq!(language.class_at(&text, 0), Some((class, text.len())), "{character:?}");
        }
    }

    #[test]
    fn classes_follow_the_marks() {
        let language = PunktLanguage::new(['.', '。', '-'], []).unwrap();
        let class = |text: &str| language.class_at(text, 0);
        assert_eq!(class("。"), Some((END | NON_WORD, 3)));
        assert_eq!(class("."), Some((END | AHEAD, 1)));
        assert_eq!(class("!"), Some((0, 1)));
        assert_eq!(class("-"), Some((NOT_START | AHEAD | END | NON_WORD, 1)));
        assert_eq!(class("\u{a0}"), Some((SPACE, 2)));
        assert_eq!(class(""), None);
        assert!(language.is_end("。") && !language.is_end("。。") && !language.is_end(""));
    }
}
