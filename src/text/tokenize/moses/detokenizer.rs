//! [`MosesDetokenizer`]: words become text again, as sacremoses 0.2.0 joins them.
//!
//! Text is that of `MosesDetokenizer(lang).detokenize(tokens, unescape=…)`. The Finnish rule for endings after a colon is
//! left out, since in sacremoses it does what is done without it. Where sacremoses raises `TypeError` (Czech: an elision,
//! a dash, `li` or `mail`) the dash is joined to what precedes it, as the Perl script does.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::text::places::Places;
use crate::text::python;
use crate::text::tokenize::moses::join;

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

/// The languages with rules of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Language {
    English,
    French,
    /// Italian and Irish: elisions, as in French.
    Eliding,
    Czech,
    /// Words are spaced, unlike those of Chinese and Japanese.
    Korean,
    Other,
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
        if line.contains('@') {
            // The line must begin and end with a space again.
            line = format!(" {} ", line.replace(" @-@ ", "-"));
        }
        if self.unescape && line.contains('&') {
            line = unescaped(&line);
        }
        if has_other_space(&line) {
            line = line.replace(python::is_space, " ");
        }
        Joiner::new(self.language, &line).joined()
    }
}

impl Default for MosesDetokenizer {
    /// For English.
    fn default() -> Self {
        MosesDetokenizer::new("en")
    }
}

/// Whether there is white space besides spaces.
fn has_other_space(line: &str) -> bool {
    let is_odd = |byte: u8| !(b' '..=0x7F).contains(&byte);
    // All bytes are asked, many at once.
    let odd = line.bytes().fold(false, |odd, byte| odd | is_odd(byte));
    odd && line.contains(|character| character != ' ' && python::is_space(character))
}

/// Entities, those of older versions included, and what they stand for.
const ENTITIES: [(&str, char); 11] = [
    ("&bar;", '|'),
    ("&#124;", '|'),
    ("&lt;", '<'),
    ("&gt;", '>'),
    ("&bra;", '['),
    ("&ket;", ']'),
    ("&quot;", '"'),
    ("&apos;", '\''),
    ("&#91;", '['),
    ("&#93;", ']'),
    ("&amp;", '&'),
];

/// Resolves entities. One pass does what substitutions in turn do: that of `&amp;` comes last, and no other yields a
/// part of an entity.
fn unescaped(text: &str) -> String {
    let (mut plain, mut from) = (String::with_capacity(text.len()), 0);
    for (at, _) in text.match_indices('&') {
        let entity = ENTITIES.iter().find(|(entity, _)| text[at..].starts_with(entity));
        if let Some((entity, character)) = entity {
            plain.push_str(&text[from..at]);
            plain.push(*character);
            from = at + entity.len();
        }
    }
    plain.push_str(&text[from..]);
    plain
}

/// The text so far, and how the next word joins it.
struct Joiner<'l> {
    language: Language,
    /// The words, before and after each of them at least one space.
    line: &'l str,
    /// How many words came before; counted in Czech only.
    count: usize,
    text: String,
    /// Whether a space goes before the next word.
    space: bool,
    quotes: OpenQuotes<'l>,
}

impl<'l> Joiner<'l> {
    fn new(language: Language, line: &'l str) -> Self {
        let text = String::with_capacity(line.len());
        Joiner { language, line, count: 0, text, space: true, quotes: OpenQuotes::default() }
    }

    /// Copies what stands between the words that a rule may be about, and joins those.
    fn joined(mut self) -> String {
        // Rules are about words by their first character, but for those that look at the last one.
        let by_first = matches!(self.language, Language::English | Language::Korean | Language::Other);
        let mut places =
            Places::new(self.line, |byte, next| (byte == b' ') & !(by_first & next.is_ascii_alphanumeric()));
        let mut at = 0;
        while let Some(space) = places.next_from(at) {
            self.copy(&self.line[at..space]);
            let word = self.word_at(space + 1);
            at = space + 1 + word.len();
            if !word.is_empty() {
                at = self.join(word, at);
            }
        }
        self.text
    }

    /// The word that begins at `start`; nothing if there stands a space, or the end.
    fn word_at(&self, start: usize) -> &'l str {
        let rest = self.line.get(start..).unwrap_or_default();
        let end = rest.bytes().position(|byte| byte == b' ');
        &rest[..end.unwrap_or(rest.len())]
    }

    /// The word behind `end`, where another one ended.
    fn word_behind(&self, end: usize) -> &'l str {
        self.word_at(end + self.spaces_behind(end))
    }

    fn end_of_word_behind(&self, end: usize) -> usize {
        end + self.spaces_behind(end) + self.word_behind(end).len()
    }

    fn spaces_behind(&self, end: usize) -> usize {
        self.line[end..].bytes().take_while(|&byte| byte == b' ').count()
    }

    /// Writes words that no rule is about, each of them with the one space before it.
    fn copy(&mut self, words: &str) {
        if let Some(words) = words.strip_prefix(' ') {
            self.push(words, true, true);
        }
    }

    /// Joins a word that ends at `end`; gives the place up to which words are joined.
    fn join(&mut self, word: &'l str, end: usize) -> usize {
        self.count += 1;
        if self.language != Language::Korean && word.chars().next().is_some_and(join::is_cjk) {
            let follows = self.text.chars().next_back().is_some_and(join::is_cjk);
            self.push(word, !follows, true);
        } else if join::opens(word) {
            self.push(word, true, false);
        } else if join::closes(word) {
            let set_off = self.language == Language::French && join::is_set_off(word);
            if set_off {
                self.space = true;
            }
            self.push(word, set_off, true);
        } else if self.is_shifted_left(word) {
            self.push(word, false, true);
        } else if self.is_elision(word, end) {
            self.push(word, true, false);
        } else if let Some(dash) = self.czech_dash(word, end) {
            self.push(word, true, false);
            self.push(dash, false, false);
            self.count += 1;
            return self.end_of_word_behind(end);
        } else if let Some(kind) = join::quotes(word) {
            self.quote(word, kind);
        } else {
            self.push(word, true, true);
        }
        end
    }

    /// Writes a word, before it the space that the word before asked for, unless it is not to be `spaced`.
    fn push(&mut self, word: &str, spaced: bool, space_after: bool) {
        if spaced && self.space && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(word);
        self.space = space_after;
    }

    /// English contractions. In Czech a number, if the last two words of the line are a number and a point: so
    /// sacremoses reads "the words before".
    fn is_shifted_left(&self, word: &str) -> bool {
        match self.language {
            Language::English => !self.text.is_empty() && join::is_contraction(word),
            Language::Czech => self.count > 2 && join::is_number(word) && self.ends_with_decimal(),
            _ => false,
        }
    }

    /// Whether the last two words of the line are a number and a point.
    fn ends_with_decimal(&self) -> bool {
        let line = self.line.trim_end_matches(' ');
        let number = line.strip_suffix([',', '.']).filter(|rest| rest.ends_with(' '));
        number.is_some_and(|rest| {
            let digits = rest.trim_end_matches(' ').bytes().rev().take_while(|&byte| byte != b' ');
            let mut digits = digits.peekable();
            digits.peek().is_some() && digits.all(|byte| byte.is_ascii_digit())
        })
    }

    /// French, Italian, Irish: `l'` before a word.
    fn is_elision(&self, word: &str, end: usize) -> bool {
        matches!(self.language, Language::French | Language::Eliding)
            && join::is_elision(word)
            && join::starts_with_alpha(self.word_behind(end))
    }

    /// Czech: the dash behind a word that ends at `end`, if it belongs to it.
    fn czech_dash(&self, word: &str, end: usize) -> Option<&'l str> {
        if self.language != Language::Czech || !join::is_elision(word) {
            return None;
        }
        let dash = self.word_behind(end);
        let follows = matches!(dash, "-" | "–")
            && join::is_czech_dashed(self.word_behind(self.end_of_word_behind(end)));
        follows.then_some(dash)
    }

    /// The first of two quotes opens, the second closes.
    fn quote(&mut self, word: &str, kind: &'l str) {
        let czech = self.language == Language::Czech;
        let opened = self.quotes.opened(kind);
        match word {
            "„" if czech => *opened = false,
            "“" if czech => *opened = true,
            _ => {}
        }
        let opens = !*opened;
        // The house of the Joneses: no quote, and not counted.
        let possessive = self.language == Language::English && word == "'" && self.text.ends_with('s');
        if opens && possessive {
            return self.push(word, false, true);
        }
        *opened = opens;
        self.push(word, opens, !opens);
    }
}

/// Whether a quote of each kind is open.
#[derive(Debug, Default)]
struct OpenQuotes<'l> {
    /// `'`, `"`.
    common: [bool; 2],
    others: HashMap<&'l str, bool>,
}

impl<'l> OpenQuotes<'l> {
    fn opened(&mut self, kind: &'l str) -> &mut bool {
        match kind {
            "'" => &mut self.common[0],
            "\"" => &mut self.common[1],
            _ => self.others.entry(kind).or_default(),
        }
    }
}

#[cfg(test)]
mod tests;
