//! [`Analyzer`]: from raw text to terms: lower-case → strip accents → tokenise → drop stop words → stem → n-grams.
//!
//! The order is that of scikit-learn 1.9 (stop words go before n-grams are formed, so a bigram may bridge one);
//! stemming stands where a scikit-learn user puts it, after the stop words. An analyzer is a plain value: it compares,
//! prints and saves, and holds no cache or function.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::text::ascii_block::{BLOCK, bits, collect_runs};
use crate::text::ngram::joined::Window;
use crate::text::ngram::range::NgramRange;
use crate::text::normalize::lowercase::Lowercase;
use crate::text::normalize::normalized::Normalized;
use crate::text::normalize::normalizer::Normalizer;
use crate::text::normalize::strip_accents::StripAccents;
use crate::text::padded::{Found, Padded};
use crate::text::span::Span;
use crate::text::stem::any_stemmer::AnyStemmer;
use crate::text::stem::stemmer::Stemmer;
use crate::text::stopword::StopWords;
use crate::text::token::Token;
use crate::text::tokenize::char_ngrams::{CharNgrams, collapse_runs, padded_words};
use crate::text::tokenize::nltk::nltk_words::NltkWords;
use crate::text::tokenize::pattern_words::{PatternWords, collect_ascii_runs, for_each_wide_word};
use crate::text::tokenize::python_pattern::PythonPattern;
use crate::text::tokenize::spacy::spacy_english::SpacyEnglish;
use crate::text::tokenize::tweet::tweets::Tweets;
use crate::text::tokenize::unicode_words::UnicodeWords;
use crate::text::tokenize::whitespace::Whitespace;
use crate::text::tokenizer::Tokenizer;

/// What a word is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum WordPattern {
    /// scikit-learn's `(?u)\b\w\w+\b`: [`PatternWords`].
    #[default]
    ScikitLearn,
    /// What an expression finds, scikit-learn's `token_pattern`: [`PythonPattern`].
    Python(PythonPattern),
    /// UAX #29: [`UnicodeWords`].
    Unicode,
    /// What stands between white space: [`Whitespace`].
    Whitespace,
    /// NLTK's words and punctuation: [`NltkWords`].
    Nltk(NltkWords),
    /// Words, emoticons, hashtags: [`Tweets`].
    Tweets(Tweets),
    /// spaCy's tokens of English: [`SpacyEnglish`].
    Spacy,
}

/// What n-grams are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Unit {
    /// Words, joined by a space: scikit-learn's `analyzer='word'`.
    #[default]
    Words,
    /// Characters of the whole text, white space among them: `analyzer='char'` ([`CharNgrams`]).
    Characters,
    /// Characters of a word with a space on either side: `analyzer='char_wb'` ([`CharNgrams::within_words`]).
    CharactersInWords,
}

/// A choice of how text becomes terms; the default is scikit-learn's.
///
/// # Examples
/// ```
/// use wordmill::text::{Analyzer, StopWords, Tokenizer, Unit, normalize::StripAccents, stem::ClassicSnowball};
/// let terms = |analyzer: &Analyzer, text: &str| -> Vec<String> {
///     analyzer.tokens(text).into_iter().map(|term| term.text).collect()
/// };
/// let stems = Analyzer::default()
///     .stop_words(StopWords::english())
///     .stemmer(ClassicSnowball::English)
///     .ngrams(1, 2);
/// assert_eq!(terms(&stems, "The ACTORS were acting!"), ["actor", "act", "actor act"]);
/// let characters = Analyzer::default()
///     .strip_accents(StripAccents::Unicode)
///     .unit(Unit::CharactersInWords)
///     .ngrams(3, 3);
/// assert_eq!(terms(&characters, "Été !"), [" et", "ete", "te ", " ! "]);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Analyzer {
    lowercase: bool,
    accents: Option<StripAccents>,
    unit: Unit,
    words: WordPattern,
    stop_words: StopWords,
    stemmer: Option<AnyStemmer>,
    ngrams: NgramRange,
}

impl Default for Analyzer {
    fn default() -> Self {
        Analyzer {
            lowercase: true,
            accents: None,
            unit: Unit::Words,
            words: WordPattern::default(),
            stop_words: StopWords::none(),
            stemmer: None,
            ngrams: NgramRange::UNIGRAMS,
        }
    }
}

impl Analyzer {
    /// Whether text is lower-cased first. Default: yes.
    #[must_use]
    pub fn lowercase(mut self, lowercase: bool) -> Self {
        self.lowercase = lowercase;
        self
    }

    /// How accents are taken off after that. Default: they stay.
    #[must_use]
    pub fn strip_accents(mut self, accents: StripAccents) -> Self {
        self.accents = Some(accents);
        self
    }

    /// What n-grams are made of. Default: words. Word pattern, stop words and stemmer concern words alone.
    #[must_use]
    pub fn unit(mut self, unit: Unit) -> Self {
        self.unit = unit;
        self
    }

    /// What a word is. Default: scikit-learn's pattern.
    #[must_use]
    pub fn words(mut self, words: WordPattern) -> Self {
        self.words = words;
        self
    }

    /// Words to leave out. Default: none.
    #[must_use]
    pub fn stop_words(mut self, stop_words: StopWords) -> Self {
        self.stop_words = stop_words;
        self
    }

    /// The stemmer that words go through. Default: none.
    #[must_use]
    pub fn stemmer(mut self, stemmer: impl Into<AnyStemmer>) -> Self {
        self.stemmer = Some(stemmer.into());
        self
    }

    /// The lengths of n-grams, both included. Default: 1 to 1.
    #[must_use]
    pub fn ngrams(mut self, shortest: usize, longest: usize) -> Self {
        self.ngrams = NgramRange { shortest, longest };
        self
    }

    /// What n-grams are made of.
    #[must_use]
    pub fn ngram_unit(&self) -> Unit {
        self.unit
    }

    /// The lengths of n-grams.
    #[must_use]
    pub fn ngram_range(&self) -> NgramRange {
        self.ngrams
    }

    /// The words that the analyzer makes of its stop words and that are none themselves, sorted. Where there are any, the
    /// list and the analyzer disagree, and some words that were meant to go stay: a tokenizer that cuts `we'll` into
    /// `we` and `ll` leaves the `ll`. scikit-learn warns of the same words.
    ///
    /// # Examples
    /// ```
    /// use wordmill::text::{Analyzer, StopWords};
    /// let analyzer = Analyzer::default().stop_words(StopWords::from_words(["we", "we'll", "Also"]));
    /// assert_eq!(analyzer.inconsistent_stop_words(), ["also", "ll"]);
    /// ```
    #[must_use]
    pub fn inconsistent_stop_words(&self) -> Vec<String> {
        let mut inconsistent = BTreeSet::new();
        if self.unit != Unit::Words {
            return Vec::new();
        }
        for stop_word in self.stop_words.to_sorted() {
            self.raw_units(stop_word, &mut |word| {
                if !self.stop_words.contains(word.text) {
                    inconsistent.insert(word.text.to_owned());
                }
            });
        }
        inconsistent.into_iter().collect()
    }

    /// Refuses a range of n-grams that is none.
    pub(crate) fn check(&self) -> Result<()> {
        self.ngrams.check()
    }

    /// Hands over what n-grams of `text` are made of, stop words among them and not yet stemmed: its words, its
    /// characters, or its words with a space on either side.
    pub(crate) fn raw_units(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let normalized = self.normalize(text);
        if normalized.is_unchanged() {
            return self.units_of(text, sink);
        }
        self.units_of(normalized.text(), &mut |unit| {
            sink(Token { text: unit.text, span: normalized.original(unit.span) });
        });
    }

    /// Finds the raw units of a text in one loop and without a call for each, where they are words of scikit-learn's pattern or
    /// words of ASCII between spaces: `room` then holds the text after normalisation and `found` where they stand in it. Else
    /// gives `false`.
    pub(crate) fn find_units(&self, text: &str, room: &mut Padded, found: &mut Found) -> bool {
        found.least = 0;
        match (self.unit, &self.words) {
            (Unit::Words, WordPattern::ScikitLearn) => self.find_words(text, room, found),
            (Unit::CharactersInWords, _) if text.is_ascii() && !text.bytes().any(is_other_space) => {
                room.set_between_spaces(text);
                if self.lowercase {
                    room.make_ascii_lowercase();
                }
                let inside = |block: &[u8; BLOCK], _| !bits(block, |byte| byte == b' ');
                found.count = collect_runs(room.text().as_bytes(), inside, &mut found.places);
                found.places[..found.count].iter_mut().for_each(|[start, end]| {
                    *start -= 1;
                    *end += 1;
                });
            }
            _ => return false,
        }
        true
    }

    fn find_words(&self, text: &str, room: &mut Padded, found: &mut Found) {
        // Accents are beyond ASCII.
        if text.is_ascii() {
            room.set(text);
            if self.lowercase {
                room.make_ascii_lowercase();
            }
            found.least = 2;
            found.count = collect_ascii_runs(room.text(), &mut found.places);
            return;
        }
        room.set(self.normalize(text).text());
        found.places.clear();
        for_each_wide_word(room.text(), |start, end| found.places.push([start, end]));
        found.count = found.places.len();
    }

    /// Whether every raw unit is a term as it is.
    pub(crate) fn keeps_units(&self) -> bool {
        self.unit != Unit::Words || (self.stop_words.is_empty() && self.stemmer.is_none())
    }

    /// Lower case, then no accents.
    fn normalize<'t>(&self, text: &'t str) -> Normalized<'t> {
        let text =
            if self.lowercase { Lowercase.normalize(text) } else { Normalized::same_places(text.into()) };
        match self.accents {
            Some(accents) => text.then(|text| accents.normalize(text)),
            None => text,
        }
    }

    fn units_of(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        if self.unit == Unit::Words {
            return self.tokenizer().tokenize(text, sink);
        }
        let collapsed = collapse_runs(text);
        let mut back = |unit: Token<'_>| sink(Token { text: unit.text, span: collapsed.original(unit.span) });
        if self.unit == Unit::CharactersInWords {
            return padded_words(collapsed.text(), &mut back);
        }
        for (start, character) in collapsed.text().char_indices() {
            let span = Span { start, end: start + character.len_utf8() };
            back(Token { text: span.slice(collapsed.text()), span });
        }
    }

    /// The term that a raw unit stands for: itself or its stem; nothing for a stop word or an empty stem.
    pub(crate) fn term<'w>(&self, word: &'w str) -> Option<Cow<'w, str>> {
        if self.unit != Unit::Words {
            return Some(Cow::Borrowed(word));
        }
        if self.stop_words.contains(word) {
            return None;
        }
        match self.stemmer {
            Some(stemmer) => Some(stemmer.stem(word)).filter(|stem| !stem.is_empty()),
            None => Some(Cow::Borrowed(word)),
        }
    }

    /// The n-grams of raw words, which `words` hands over from the first one each time that it is called.
    pub(crate) fn ngrams_of(
        &self,
        words: impl Fn(&mut dyn FnMut(Token<'_>)),
        sink: &mut dyn FnMut(Token<'_>),
    ) {
        if self.ngrams.check().is_err() {
            return;
        }
        for length in self.ngrams.shortest..=self.ngrams.longest {
            let mut window = Window::of(length);
            words(&mut |word| {
                if let Some(term) = self.term(word.text) {
                    window.push(Token { text: &term, span: word.span }, sink);
                }
            });
        }
    }

    fn tokenizer(&self) -> &dyn Tokenizer {
        match &self.words {
            WordPattern::ScikitLearn => &PatternWords,
            WordPattern::Unicode => &UnicodeWords,
            WordPattern::Whitespace => &Whitespace,
            WordPattern::Python(pattern) => pattern,
            WordPattern::Nltk(words) => words,
            WordPattern::Tweets(words) => words,
            WordPattern::Spacy => &SpacyEnglish,
        }
    }
}

impl Tokenizer for Analyzer {
    /// N-grams of one length come after all shorter ones, so the text is read once for each length; in
    /// return no text is too long to hold its words. Lengths that are none give no n-grams.
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        if self.unit == Unit::Words {
            return self.ngrams_of(|sink| self.raw_units(text, sink), sink);
        }
        if self.ngrams.check().is_ok() {
            let (within_words, text) = (self.unit == Unit::CharactersInWords, self.normalize(text));
            CharNgrams::of_range(self.ngrams, within_words).tokenize(text.text(), &mut |ngram| {
                sink(Token { text: ngram.text, span: text.original(ngram.span) });
            });
        }
    }
}

/// Whether a byte is white space of ASCII to Python, but no space.
fn is_other_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | 0x1c..=0x1f)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::language::Language;
    use crate::text::stem::classic_snowball::ClassicSnowball;
    use crate::text::stem::lancaster::Lancaster;
    use crate::text::stem::porter::Porter;
    use crate::text::stem::snowball::Snowball;

    #[test]
    fn spans_point_at_the_original() {
        let text = "Die İSTANBUL-Reise WAR gut";
        let analyzer = Analyzer::default().stop_words(StopWords::from_words(["war"])).ngrams(2, 2);
        let tokens = analyzer.tokens(text);
        assert_eq!(tokens[0].text, "die stanbul");
        assert_eq!(tokens[0].span.slice(text), "Die İSTANBUL");
        assert_eq!(tokens[2].text, "reise gut");
        assert_eq!(tokens[2].span.slice(text), "Reise WAR gut");
    }

    #[test]
    fn is_a_plain_value() {
        let analyzer = Analyzer::default().stemmer(ClassicSnowball::German).words(WordPattern::Unicode);
        let json = serde_json::to_string(&analyzer).unwrap();
        assert_eq!(serde_json::from_str::<Analyzer>(&json).unwrap(), analyzer);
        assert!(analyzer.ngrams(3, 2).check().is_err());
    }

    #[test]
    fn takes_any_stemmer() {
        let analyzers = [
            Analyzer::default().stemmer(ClassicSnowball::English),
            Analyzer::default().stemmer(Snowball::English),
            Analyzer::default().stemmer(Porter::Nltk),
            Analyzer::default().stemmer(Lancaster::default()),
        ];
        let stems = analyzers.map(|analyzer| analyzer.tokens("Organizers added")[0].text.clone());
        assert_eq!(stems, ["organ", "organiz", "organ", "org"]);
    }

    /// scikit-learn 1.9.1: what `CountVectorizer(stop_words=[…]).fit` warns of.
    #[test]
    fn stop_words_that_can_never_match_are_named() {
        let snowball = Analyzer::default().stop_words(StopWords::english_snowball());
        let expected = "aren can couldn didn doesn don hadn hasn haven isn let ll mustn re shan shouldn ve wasn weren \
            won wouldn";
        assert_eq!(snowball.inconsistent_stop_words(), expected.split(' ').collect::<Vec<_>>());
        let french = StopWords::snowball(Language::French).unwrap();
        assert!(Analyzer::default().stop_words(french).inconsistent_stop_words().is_empty());
    }

    /// scikit-learn 1.9.1: `CountVectorizer(…).build_analyzer()(…)`.
    #[test]
    fn choices_go_together_as_in_scikit_learn() {
        let terms = |analyzer: Analyzer, text: &str| -> Vec<String> {
            analyzer.tokens(text).into_iter().map(|term| term.text).collect()
        };
        let accents = |accents| Analyzer::default().strip_accents(accents);
        assert_eq!(terms(accents(StripAccents::Ascii), "Ænima ÉTÉ Ωmega"), ["nima", "ete", "mega"]);
        assert_eq!(terms(accents(StripAccents::Unicode), "İSTANBUL ΌΣΟΣ ﬁ"), ["istanbul", "οσος", "fi"]);
        let characters = |unit| accents(StripAccents::Unicode).unit(unit).ngrams(2, 3);
        assert_eq!(terms(characters(Unit::Characters), "É \n b"), ["e ", " b", "e b"]);
        let words = characters(Unit::CharactersInWords).stop_words(StopWords::from_words(["e"]));
        assert_eq!(terms(words, "É b"), [" e", "e ", " e ", " b", "b ", " b "]);
        let pattern = WordPattern::Python(PythonPattern::of(r"x(\d)?").unwrap());
        let tags = Analyzer::default().words(pattern).ngrams(1, 2);
        assert_eq!(terms(tags, "X1 x x2"), ["1", "", "2", "1 ", " 2"]);
    }
}
