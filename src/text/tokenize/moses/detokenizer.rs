//! [`MosesDetokenizer`]: words become text again, as sacremoses 0.2.0 joins them.
//!
//! Text is that of `MosesDetokenizer(lang).detokenize(tokens, unescape=…)`. The Finnish rule for endings after a colon is
//! left out, since in sacremoses it does what is done without it. Where sacremoses raises `TypeError` (Czech: an elision,
//! a dash, `li` or `mail`) the dash is joined to what precedes it, as the Perl script does.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

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
            line = line.replace(" @-@ ", "-");
        }
        if self.unescape && line.contains('&') {
            line = unescaped(&line);
        }
        let words = words(&line);
        let mut joiner = Joiner {
            language: self.language,
            words: &words,
            text: String::new(),
            space: true,
            quotes: HashMap::new(),
        };
        let mut at = 0;
        while at < words.len() {
            at += joiner.join(at);
        }
        joiner.text
    }
}

impl Default for MosesDetokenizer {
    /// For English.
    fn default() -> Self {
        MosesDetokenizer::new("en")
    }
}

/// What stands between white space.
fn words(line: &str) -> Vec<&str> {
    // Where a space is the only white space, bytes tell.
    if line.bytes().all(|byte| (b' '..=0x7F).contains(&byte)) {
        return line.split(' ').filter(|word| !word.is_empty()).collect();
    }
    line.split(python::is_space).filter(|word| !word.is_empty()).collect()
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
struct Joiner<'w> {
    language: Language,
    words: &'w [&'w str],
    text: String,
    /// Whether a space goes before the next word.
    space: bool,
    /// How often quotes of each kind were met.
    quotes: HashMap<&'w str, u64>,
}

impl<'w> Joiner<'w> {
    /// Joins the word at `at`; gives how many words that took.
    fn join(&mut self, at: usize) -> usize {
        let word = self.words[at];
        if self.is_plain(word) {
            self.push(word, true, true);
            return 1;
        }
        let previous = at.checked_sub(1).map(|before| self.words[before]);
        if self.language != Language::Korean && word.chars().next().is_some_and(join::is_cjk) {
            let follows = previous.and_then(|word| word.chars().next_back()).is_some_and(join::is_cjk);
            self.push(word, !follows, true);
        } else if join::opens(word) {
            self.push(word, true, false);
        } else if join::closes(word) {
            let set_off = self.language == Language::French && join::is_set_off(word);
            if set_off {
                self.space = true;
            }
            self.push(word, set_off, true);
        } else if self.is_shifted_left(at) {
            self.push(word, false, true);
        } else if self.is_elision(at) {
            self.push(word, true, false);
        } else if self.is_czech_dashed(at) {
            self.push(word, true, false);
            self.push(self.words[at + 1], false, false);
            return 2;
        } else if let Some(kind) = join::quotes(word) {
            self.quote(word, kind, previous);
        } else {
            self.push(word, true, true);
        }
        1
    }

    /// Whether no rule can be about the word: by its first character, where none looks at the last.
    fn is_plain(&self, word: &str) -> bool {
        matches!(self.language, Language::English | Language::Korean | Language::Other)
            && word.as_bytes()[0].is_ascii_alphanumeric()
    }

    /// Writes a word, before it the space that the word before asked for, unless it `clings` to that.
    fn push(&mut self, word: &str, spaced: bool, space_after: bool) {
        if spaced && self.space && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(word);
        self.space = space_after;
    }

    /// English contractions. In Czech a number, if the last two words of the line are a number and a point: so
    /// sacremoses reads "the words before".
    fn is_shifted_left(&self, at: usize) -> bool {
        match self.language {
            Language::English => at > 0 && join::is_contraction(self.words[at]),
            Language::Czech => {
                let decimal = matches!(self.words, [.., number, "." | ","] if join::is_number(number));
                at > 1 && decimal && join::is_number(self.words[at])
            }
            _ => false,
        }
    }

    /// French, Italian, Irish: `l'` before a word.
    fn is_elision(&self, at: usize) -> bool {
        matches!(self.language, Language::French | Language::Eliding)
            && join::is_elision(self.words[at])
            && self.words.get(at + 1).is_some_and(|next| join::starts_with_alpha(next))
    }

    fn is_czech_dashed(&self, at: usize) -> bool {
        self.language == Language::Czech
            && join::is_elision(self.words[at])
            && matches!(self.words.get(at + 1..at + 3), Some(["-" | "–", word]) if join::is_czech_dashed(word))
    }

    /// The first of two quotes opens, the second closes.
    fn quote(&mut self, word: &str, kind: &'w str, previous: Option<&str>) {
        let czech = self.language == Language::Czech;
        let met = self.quotes.entry(kind).or_default();
        match word {
            "„" if czech => *met = 0,
            "“" if czech => *met = 1,
            _ => {}
        }
        let opens = met.is_multiple_of(2);
        let possessive = self.language == Language::English
            && word == "'"
            && previous.is_some_and(|previous| previous.ends_with('s'));
        if opens && possessive {
            // The house of the Joneses: no quote, and not counted.
            return self.push(word, false, true);
        }
        *met += 1;
        self.push(word, opens, !opens);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// sacremoses 0.2.0: `MosesDetokenizer(lang).detokenize(line.split(" "))`.
    #[test]
    fn languages_as_sacremoses() {
        let cases = [
            (
                "en",
                "&quot; It &apos;s a well @-@ known &apos; fact &apos; , ( he said ) . &quot;",
                "\"It's a well-known 'fact', (he said).\"",
            ),
            ("en", "the dogs &apos; house &amp; $ 5 &amp;lt; `` x ``", "the dogs' house & $5 &lt; ``x``"),
            ("en", "&bar; &bra; &ket; 100 % ! ?", "| [] 100%!?"),
            (
                "fr",
                "l&apos; eau : « 5 % » ! Est @-@ ce qu&apos; il va ?",
                "l'eau : « 5 % » ! Est-ce qu'il va ?",
            ),
            ("it", "dell&apos; anno , po&apos; &apos; x", "dell'anno, po' 'x"),
            ("cs", "„ tak “ řekl 3 , 5 a 1 , 7", "„tak“ řekl 3, 5 a 1, 7"),
            ("cs", "x 3 5 ,", "x 35,"),
            ("zh", "这 是 句子 。 OK 3 个", "这是句子。 OK 3 个"),
            ("ko", "한국 어 문장", "한국 어 문장"),
            ("fi", "EU : n jäsenet", "EU: n jäsenet"),
            ("de", "„ Ja “ , sagte er .", "„Ja“, sagte er."),
        ];
        for (language, line, expected) in cases {
            let joined = MosesDetokenizer::new(language).detokenize(line.split(' '));
            assert_eq!(joined, expected, "{language}: {line}");
        }
    }

    #[test]
    fn a_czech_dash_is_joined_as_by_the_perl_script() {
        let joined = MosesDetokenizer::new("cs").detokenize(["bude'", "-", "li", "tak"]);
        assert_eq!(joined, "bude'-li tak");
    }

    #[test]
    fn entities_stay_if_asked() {
        let detokenizer = MosesDetokenizer::default().unescape(false);
        assert_eq!(detokenizer.detokenize(["a", "&amp;", "b"]), "a &amp; b");
        assert_eq!(detokenizer.detokenize(Vec::<String>::new()), "");
    }
}
