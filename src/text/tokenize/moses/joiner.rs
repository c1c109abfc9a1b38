//! [`joined`]: spaces between words stay only where they belong, entities are resolved.
//!
//! Most words are about no rule: they stand in the text as they stand in the line, with the one space before them. So a
//! stretch of the line is copied as a whole; it ends where a space is left out or set, or an entity is resolved.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::text::places::Places;
use crate::text::tokenize::moses::join;
use crate::text::tokenize::moses::unescape::unescaped;

/// The languages with rules of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Language {
    English,
    French,
    /// Italian and Irish: elisions, as in French.
    Eliding,
    Czech,
    /// Words are spaced, unlike those of Chinese and Japanese.
    Korean,
    Other,
}

/// The text of a line of words between spaces; there must be no other white space.
pub(super) fn joined(language: Language, unescape: bool, line: &str) -> String {
    let numbers_shift = language == Language::Czech && ends_with_decimal(line);
    let joiner = Joiner {
        language,
        unescape,
        numbers_shift,
        line,
        text: String::with_capacity(line.len()),
        from: 0,
        to: 0,
        space: true,
        count: 0,
        quotes: OpenQuotes::default(),
    };
    joiner.joined()
}

/// Whether the last two words of the line are a number and a point.
fn ends_with_decimal(line: &str) -> bool {
    let line = line.trim_end_matches(' ');
    let number = line.strip_suffix([',', '.']).and_then(|rest| rest.strip_suffix(' '));
    number.is_some_and(|rest| {
        join::is_number(rest.trim_end_matches(' ').rsplit(' ').next().unwrap_or_default())
    })
}

/// Whether a character that begins so is one that no rule is about: a letter or digit of ASCII, or a character of Latin,
/// Greek, Cyrillic or Armenian writing, or at least of these blocks.
#[inline(always)]
fn begins_plainly(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() | (0xC3..=0xD5).contains(&byte)
}

/// The highest bit of every byte that equals `byte`; it is right up to the first such byte, and none is set if there is
/// none.
#[inline(always)]
fn bytes_equal(eight: [u8; 8], byte: u8) -> u64 {
    let differing = u64::from_le_bytes(eight) ^ u64::from_le_bytes([byte; 8]);
    differing.wrapping_sub(u64::from_le_bytes([0x01; 8])) & !differing & u64::from_le_bytes([0x80; 8])
}

/// A word of the line, `start..end`.
#[derive(Debug, Clone, Copy)]
struct Word<'w> {
    /// Entities are resolved.
    text: &'w str,
    start: usize,
    end: usize,
}

impl Word<'_> {
    /// Whether it stands in the line as it is to be written. Resolving an entity makes a word shorter.
    fn is_verbatim(self) -> bool {
        self.text.len() == self.end - self.start
    }
}

/// The text so far, and how the next word joins it.
struct Joiner<'l> {
    language: Language,
    unescape: bool,
    /// Czech: whether the line ends with a number and a point, and so its numbers join what is before them.
    numbers_shift: bool,
    line: &'l str,
    text: String,
    /// The text goes on with `line[from..to]`, which is not yet copied; at `to` the last word ended.
    from: usize,
    to: usize,
    /// Whether a space goes before the next word.
    space: bool,
    /// How many words there were; right if numbers shift.
    count: usize,
    quotes: OpenQuotes,
}

impl<'l> Joiner<'l> {
    fn joined(mut self) -> String {
        let (every, unescape) = (self.numbers_shift, self.unescape);
        let elides = matches!(self.language, Language::French | Language::Eliding | Language::Czech);
        // Rules are about words by their first character, but for elisions.
        let mut places = Places::new(self.line, |byte, next| {
            (byte == b' ') & (every | !begins_plainly(next))
                | (byte == b'&') & unescape
                | (byte == b'\'') & elides & ((next == b' ') | (next == 0))
        });
        let mut end = self.join(0);
        while let Some(place) = places.next_from(end) {
            let space = if self.line.as_bytes()[place] == b' ' {
                place
            } else {
                self.line[..place].rfind(' ').unwrap_or(place)
            };
            self.copy(end, space);
            end = self.join(space + 1);
        }
        self.copy(end, self.line.len());
        self.flush();
        self.text
    }

    /// Where the word ends that begins at `start`, and whether it holds an ampersand.
    #[inline]
    fn end_of_word(&self, start: usize) -> (usize, bool) {
        let (mut at, mut ampersand) = (start, false);
        // Most words are short: eight bytes at once tell where they end, without a branch for each.
        while let Some(eight) = self.line.as_bytes()[at..].first_chunk() {
            let (spaces, ampersands) = (bytes_equal(*eight, b' '), bytes_equal(*eight, b'&'));
            ampersand |= ampersands & (spaces ^ spaces.wrapping_sub(1)) != 0;
            if spaces != 0 {
                return (at + spaces.trailing_zeros() as usize / 8, ampersand);
            }
            at += eight.len();
        }
        let rest = &self.line.as_bytes()[at..];
        let length = rest.iter().position(|&byte| byte == b' ').unwrap_or(rest.len());
        (at + length, ampersand | rest[..length].contains(&b'&'))
    }

    /// The word behind `end`, where another one ended.
    fn word_behind(&self, end: usize) -> Word<'l> {
        let spaces = self.line.as_bytes()[end..].iter().take_while(|&&byte| byte == b' ').count();
        let start = end + spaces;
        let (end, _) = self.end_of_word(start);
        Word { text: &self.line[start..end], start, end }
    }

    /// Takes over words that no rule is about, each with one space before it.
    fn copy(&mut self, start: usize, end: usize) {
        if start < end {
            let words = Word { text: &self.line[start + 1..end], start: start + 1, end };
            self.push(words, true, true);
        }
    }

    /// Joins the word that begins at `start`, if there is one; gives the place up to which words are joined.
    fn join(&mut self, start: usize) -> usize {
        let (end, ampersand) = self.end_of_word(start);
        let written = &self.line[start..end];
        if self.unescape && ampersand {
            self.join_word(Word { text: &unescaped(written), start, end })
        } else {
            self.join_word(Word { text: written, start, end })
        }
    }

    fn join_word(&mut self, word: Word<'_>) -> usize {
        let text = word.text;
        let Some(first) = text.chars().next() else { return word.end };
        self.count += 1;
        if self.language != Language::Korean && join::is_cjk(first) {
            let follows = self.ends_with(join::is_cjk);
            self.push(word, !follows, true);
        } else if join::opens(text) {
            self.push(word, true, false);
        } else if join::closes(text) {
            let set_off = self.language == Language::French && join::is_set_off(text);
            self.space |= set_off;
            self.push(word, set_off, true);
        } else if self.is_shifted_left(text) {
            self.push(word, false, true);
        } else if self.is_elision(word) {
            self.push(word, true, false);
        } else if let Some(dash) = self.czech_dash(word) {
            self.push(word, true, false);
            self.push(dash, false, false);
            self.count += 1;
            return dash.end;
        } else if let Some(kind) = join::quotes(text) {
            self.quote(word, kind);
        } else {
            self.push(word, true, true);
        }
        word.end
    }

    /// Writes a word, before it the space that the word before asked for, unless it is not to be `spaced`.
    fn push(&mut self, word: Word<'_>, spaced: bool, space_after: bool) {
        let space = spaced && self.space && !self.is_empty();
        self.space = space_after;
        if space && word.start == self.to + 1 && word.is_verbatim() {
            self.to = word.end;
            return;
        }
        self.flush();
        if space {
            self.text.push(' ');
        }
        if word.is_verbatim() {
            self.from = word.start;
        } else {
            self.text.push_str(word.text);
            self.from = word.end;
        }
        self.to = word.end;
    }

    /// Copies what is not yet copied.
    fn flush(&mut self) {
        self.text.push_str(&self.line[self.from..self.to]);
        self.from = self.to;
    }

    fn is_empty(&self) -> bool {
        self.text.is_empty() && self.from == self.to
    }

    /// Whether the last character so far is such that `fits`.
    fn ends_with(&self, fits: impl Fn(char) -> bool) -> bool {
        let text = if self.from == self.to { &self.text } else { &self.line[self.from..self.to] };
        text.chars().next_back().is_some_and(fits)
    }

    /// English contractions. In Czech a number, if the last two words of the line are a number and a point: so
    /// sacremoses reads "the words before".
    fn is_shifted_left(&self, word: &str) -> bool {
        match self.language {
            Language::English => !self.is_empty() && join::is_contraction(word),
            Language::Czech => self.numbers_shift && self.count > 2 && join::is_number(word),
            _ => false,
        }
    }

    /// French, Italian, Irish: `l'` before a word.
    fn is_elision(&self, word: Word<'_>) -> bool {
        matches!(self.language, Language::French | Language::Eliding)
            && join::is_elision(word.text)
            && join::starts_with_alpha(self.word_behind(word.end).text)
    }

    /// Czech: the dash behind a word, if it belongs to it.
    fn czech_dash(&self, word: Word<'_>) -> Option<Word<'l>> {
        if self.language != Language::Czech || !join::is_elision(word.text) {
            return None;
        }
        let dash = self.word_behind(word.end);
        let follows =
            matches!(dash.text, "-" | "–") && join::is_czech_dashed(self.word_behind(dash.end).text);
        follows.then_some(dash)
    }

    /// The first of two quotes opens, the second closes.
    fn quote(&mut self, word: Word<'_>, kind: &str) {
        let czech = self.language == Language::Czech;
        let opened = self.quotes.opened(kind);
        match word.text {
            "„" if czech => *opened = false,
            "“" if czech => *opened = true,
            _ => {}
        }
        let opens = !*opened;
        // The house of the Joneses: no quote, and not counted.
        let possessive =
            self.language == Language::English && word.text == "'" && self.ends_with(|last| last == 's');
        if opens && possessive {
            return self.push(word, false, true);
        }
        *self.quotes.opened(kind) = opens;
        self.push(word, opens, !opens);
    }
}

/// Whether a quote of each kind is open.
#[derive(Debug, Default)]
struct OpenQuotes {
    /// `'`, `"`.
    common: [bool; 2],
    others: HashMap<String, bool>,
}

impl OpenQuotes {
    fn opened(&mut self, kind: &str) -> &mut bool {
        match kind {
            "'" => &mut self.common[0],
            "\"" => &mut self.common[1],
            _ => self.others.entry(kind.to_owned()).or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_rule_is_about_characters_that_begin_plainly() {
        for character in (0..=0x10_FFFF).filter_map(char::from_u32) {
            let text = character.to_string();
            if begins_plainly(text.as_bytes()[0]) {
                let ruled = join::is_cjk(character) || join::opens(&text) || join::closes(&text);
                assert!(!ruled && join::quotes(&text).is_none(), "{character:?}");
            }
        }
    }
}
