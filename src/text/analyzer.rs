//! [`Analyzer`]: from raw text to terms: lower-case → tokenise → drop stop words → stem → n-grams.
//!
//! The order is scikit-learn's (stop words go before n-grams are formed, so a bigram may bridge one);
//! stemming stands where a scikit-learn user puts it, after the stop words. An analyzer is a plain value:
//! it compares, prints and saves, and holds no regular expression, cache or function.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::text::ngram::joined::Window;
use crate::text::ngram::range::NgramRange;
use crate::text::normalize::lowercase::Lowercase;
use crate::text::normalize::normalizer::Normalizer;
use crate::text::stem::any_stemmer::AnyStemmer;
use crate::text::stem::stemmer::Stemmer;
use crate::text::stopword::StopWords;
use crate::text::token::Token;
use crate::text::tokenize::pattern_words::PatternWords;
use crate::text::tokenize::unicode_words::UnicodeWords;
use crate::text::tokenize::whitespace::Whitespace;
use crate::text::tokenizer::Tokenizer;

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum WordPattern {
    /// scikit-learn's `(?u)\b\w\w+\b`: [`PatternWords`].
    #[default]
    ScikitLearn,
    /// UAX #29: [`UnicodeWords`].
    Unicode,
    /// What stands between white space: [`Whitespace`].
    Whitespace,
}

/// A choice of how text becomes terms; the default is scikit-learn's.
///
/// # Examples
/// ```
/// use wordmill::text::{Analyzer, StopWords, Tokenizer, stem::ClassicSnowball};
/// let analyzer = Analyzer::default()
///     .stop_words(StopWords::english())
///     .stemmer(ClassicSnowball::English)
///     .ngrams(1, 2);
/// let terms: Vec<_> = analyzer.tokens("The ACTORS were acting!").into_iter().map(|t| t.text).collect();
/// assert_eq!(terms, ["actor", "act", "actor act"]);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Analyzer {
    lowercase: bool,
    words: WordPattern,
    stop_words: StopWords,
    stemmer: Option<AnyStemmer>,
    ngrams: NgramRange,
}

impl Default for Analyzer {
    fn default() -> Self {
        Analyzer {
            lowercase: true,
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
        for stop_word in self.stop_words.to_sorted() {
            self.raw_words(stop_word, &mut |word| {
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

    /// Hands over the words of `text` after lower-casing, stop words among them and not yet stemmed.
    pub(crate) fn raw_words(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        if !self.lowercase {
            return self.tokenizer().tokenize(text, sink);
        }
        let lower = Lowercase.normalize(text);
        self.tokenizer().tokenize(lower.text(), &mut |word| {
            sink(Token { text: word.text, span: lower.original(word.span) });
        });
    }

    /// The term that a raw word stands for: itself or its stem; nothing for a stop word or an empty stem.
    pub(crate) fn term<'w>(&self, word: &'w str) -> Option<Cow<'w, str>> {
        if self.stop_words.contains(word) {
            return None;
        }
        let term = match self.stemmer {
            Some(stemmer) => stemmer.stem(word),
            None => Cow::Borrowed(word),
        };
        (!term.is_empty()).then_some(term)
    }

    fn tokenizer(&self) -> &dyn Tokenizer {
        match self.words {
            WordPattern::ScikitLearn => &PatternWords,
            WordPattern::Unicode => &UnicodeWords,
            WordPattern::Whitespace => &Whitespace,
        }
    }
}

impl Tokenizer for Analyzer {
    /// N-grams of one length come after all shorter ones, so the text is read once for each length; in
    /// return no text is too long to hold its words.
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        for length in self.ngrams.shortest..=self.ngrams.longest {
            let mut window = Window::of(length);
            self.raw_words(text, &mut |word| {
                if let Some(term) = self.term(word.text) {
                    window.push(Token { text: &term, span: word.span }, sink);
                }
            });
        }
    }
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
}
