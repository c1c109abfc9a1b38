//! [`MosesDetokenizer`]: words become text again, as sacremoses 0.2.0 joins them.
//!
//! Text is that of `MosesDetokenizer(lang).detokenize(tokens, unescape=…)`. The Finnish rule for endings after a colon is
//! left out, since in sacremoses it does what is done without it. Where sacremoses raises `TypeError` (Czech: an elision,
//! a dash, `li` or `mail`) the dash is joined to what precedes it, as the Perl script does.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::text::places::Places;
use crate::text::python;
use crate::text::tokenize::moses::joiner::{Language, joined};

/// Joins words to a line: spaces only where they belong, entities resolved.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::moses::{Moses, MosesDetokenizer}};
/// let tokens = Moses::new("en").tokens("\"It's well-known\" (he said).");
/// let texts = tokens.iter().map(|token| &token.text);
/// assert_eq!(MosesDetokenizer::new("en").detokenize(texts), "\"It's well-known\" (he said).");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MosesDetokenizer {
    language: Language,
    unescape: bool,
}

impl MosesDetokenizer {
    /// For a language by its ISO code: `en`, `fr`, `it`, `ga`, `cs` and `ko` have rules of their own.
    #[must_use]
    pub fn new(language: &str) -> Self {
        let language = match language {
            "en" => Language::English,
            "fr" => Language::French,
            "it" | "ga" => Language::Eliding,
            "cs" => Language::Czech,
            "ko" => Language::Korean,
            _ => Language::Other,
        };
        MosesDetokenizer { language, unescape: true }
    }

    /// Whether entities become the characters they stand for (true).
    #[must_use]
    pub fn unescape(mut self, unescape: bool) -> Self {
        self.unescape = unescape;
        self
    }

    /// The text of `tokens`. White space within a token ends it.
    #[must_use]
    pub fn detokenize<S: AsRef<str>>(&self, tokens: impl IntoIterator<Item = S>) -> String {
        let mut line = String::from(" ");
        for token in tokens {
            line.push_str(token.as_ref());
            line.push(' ');
        }
        if line.contains("@-@") {
            line = line.replace(" @-@ ", "-");
        }
        self.joined(&line)
    }

    /// The text of the tokens that white space separates in `line`: what `detokenize` makes of them, sooner.
    ///
    /// # Examples
    /// ```
    /// use wordmill::text::tokenize::moses::MosesDetokenizer;
    /// let line = "&quot; It &apos;s well @-@ known &quot; ( he said ) .";
    /// assert_eq!(MosesDetokenizer::new("en").detokenize_line(line), "\"It's well-known\" (he said).");
    /// ```
    #[must_use]
    pub fn detokenize_line(&self, line: &str) -> String {
        if line.contains("@-@") {
            // Such tokens must have one space on both sides.
            self.detokenize(line.split(python::is_space).filter(|token| !token.is_empty()))
        } else {
            self.joined(line)
        }
    }

    fn joined(self, line: &str) -> String {
        joined(self.language, self.unescape, &with_plain_spaces(line))
    }
}

impl Default for MosesDetokenizer {
    /// For English.
    fn default() -> Self {
        MosesDetokenizer::new("en")
    }
}

/// Each white space becomes a space.
fn with_plain_spaces(line: &str) -> Cow<'_, str> {
    if has_other_space(line) { Cow::Owned(line.replace(python::is_space, " ")) } else { Cow::Borrowed(line) }
}

/// Whether there is white space besides spaces.
fn has_other_space(line: &str) -> bool {
    // All bytes are asked, many at once.
    let odd = line.bytes().fold(false, |odd, byte| odd | !(b' '..=0x7F).contains(&byte));
    if !odd {
        return false;
    }
    let (mut places, mut from) = (Places::new(line, begins_other_space), 0);
    while let Some(place) = places.next_from(from) {
        if line[place..].starts_with(python::is_space) {
            return true;
        }
        from = place + 1;
    }
    false
}

/// Whether white space other than a space may begin with the two bytes.
#[inline(always)]
fn begins_other_space(byte: u8, next: u8) -> bool {
    let ascii = (b'\t'..=b'\r').contains(&byte) | (0x1C..=0x1F).contains(&byte);
    let wide = (byte == 0xE1) & (next == 0x9A)
        | (byte == 0xE2) & ((next == 0x80) | (next == 0x81))
        | (byte == 0xE3) & (next == 0x80);
    ascii | (byte == 0xC2) & ((next == 0x85) | (next == 0xA0)) | wide
}

#[cfg(test)]
mod tests;
