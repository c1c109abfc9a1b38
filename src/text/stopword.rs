//! [`StopWords`]: words too common to tell anything, left out of counts.
//!
//! Built in are the English list of scikit-learn and those of the Snowball project in sixteen languages (`data/README.md`
//! names their sources); any other list is read from a file or given word by word. A list is matched against words as
//! the analyzer has them, that is, after lower-casing.

use std::collections::HashSet;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::text::corpus::lines::Lines;
use crate::text::corpus::source;
use crate::text::language::Language;

/// Snowball's lists, by language.
const SNOWBALL: [(Language, &str); 16] = [
    (Language::Danish, include_str!("data/snowball/danish.txt")),
    (Language::Dutch, include_str!("data/snowball/dutch.txt")),
    (Language::English, include_str!("data/snowball/english.txt")),
    (Language::Finnish, include_str!("data/snowball/finnish.txt")),
    (Language::French, include_str!("data/snowball/french.txt")),
    (Language::German, include_str!("data/snowball/german.txt")),
    (Language::Hungarian, include_str!("data/snowball/hungarian.txt")),
    (Language::Indonesian, include_str!("data/snowball/indonesian.txt")),
    (Language::Irish, include_str!("data/snowball/irish.txt")),
    (Language::Italian, include_str!("data/snowball/italian.txt")),
    (Language::Norwegian, include_str!("data/snowball/norwegian.txt")),
    (Language::Portuguese, include_str!("data/snowball/portuguese.txt")),
    (Language::Russian, include_str!("data/snowball/russian.txt")),
    (Language::Sesotho, include_str!("data/snowball/sesotho.txt")),
    (Language::Spanish, include_str!("data/snowball/spanish.txt")),
    (Language::Swedish, include_str!("data/snowball/swedish.txt")),
];

/// A set of stop words.
///
/// # Examples
/// ```
/// use wordmill::text::StopWords;
/// let english = StopWords::english();
/// assert!(english.contains("the") && !english.contains("film"));
/// let own = StopWords::from_text("film  # every review is about one\nmovie");
/// assert!(english.clone().union(&own).contains("film"));
/// assert!(!StopWords::english_snowball().minus(&StopWords::from_words(["not", "no"])).contains("not"));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<String>", into = "Vec<String>")]
pub struct StopWords(HashSet<String, foldhash::fast::FixedState>);

impl StopWords {
    /// No words.
    #[must_use]
    pub fn none() -> Self {
        StopWords::default()
    }

    /// The 318 English words that scikit-learn calls `'english'` (the Glasgow list).
    #[must_use]
    pub fn english() -> Self {
        StopWords::from_words(include_str!("data/english_glasgow.txt").lines())
    }

    /// The 174 English words of the Snowball project. Negations (`no`, `not`) are among them: mind that
    /// before you use it on opinions.
    #[must_use]
    pub fn english_snowball() -> Self {
        StopWords::of_snowball(Language::English).unwrap_or_default()
    }

    /// The list of the Snowball project for a language: Danish, Dutch, English, Finnish, French, German, Hungarian,
    /// Indonesian, Irish, Italian, Norwegian, Portuguese, Russian, Sesotho, Spanish or Swedish.
    ///
    /// # Errors
    /// [`Error::Unknown`] for any other language, with those that have a list.
    ///
    /// # Examples
    /// ```
    /// use wordmill::text::{Language, StopWords};
    /// assert!(StopWords::snowball(Language::German)?.contains("nicht"));
    /// assert!(StopWords::snowball(Language::Hindi).is_err());
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn snowball(language: Language) -> Result<Self> {
        let known = SNOWBALL.iter().map(|(language, _)| language.name());
        StopWords::of_snowball(language).ok_or_else(|| Error::unknown("stop list", language.name(), known))
    }

    fn of_snowball(language: Language) -> Option<Self> {
        let list = SNOWBALL.iter().find(|&&(known, _)| known == language);
        list.map(|(_, words)| StopWords::from_words(words.lines()))
    }

    /// The words of a file: those of every line, between white space. What follows a `|`, or a `#` that begins a line or
    /// stands after white space, is a comment; so Snowball's own files can be read. Compressed files are decompressed.
    ///
    /// # Errors
    /// [`Error::Io`] for a file that cannot be read, [`Error::Parse`] with the line that is not UTF-8,
    /// [`Error::Limit`] for a line of more than 1 GiB.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let mut lines = Lines::new(source::open(path)?, source::name(path).to_owned(), false);
        let mut words = StopWords::none();
        while let Some(line) = lines.next_line()? {
            words.add_line(&line);
        }
        Ok(words)
    }

    /// The words of a text in the form that [`from_file`](StopWords::from_file) reads.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let mut words = StopWords::none();
        text.lines().for_each(|line| words.add_line(line));
        words
    }

    fn add_line(&mut self, line: &str) {
        let before_bar = line.split('|').next().unwrap_or_default();
        let words = before_bar.split_whitespace().take_while(|word| !word.starts_with('#'));
        self.0.extend(words.map(str::to_owned));
    }

    /// A list of one's own.
    pub fn from_words<S: AsRef<str>>(words: impl IntoIterator<Item = S>) -> Self {
        StopWords(words.into_iter().map(|word| word.as_ref().to_owned()).collect())
    }

    /// These words and those of `other`.
    #[must_use]
    pub fn union(mut self, other: &StopWords) -> Self {
        self.0.extend(other.0.iter().cloned());
        self
    }

    /// These words without those of `other`.
    #[must_use]
    pub fn minus(mut self, other: &StopWords) -> Self {
        self.0.retain(|word| !other.0.contains(word));
        self
    }

    /// Whether `word` is one of them.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        !self.0.is_empty() && self.0.contains(word)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The words, sorted.
    #[must_use]
    pub fn to_sorted(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self.0.iter().map(String::as_str).collect();
        words.sort_unstable();
        words
    }
}

impl From<Vec<String>> for StopWords {
    fn from(words: Vec<String>) -> Self {
        StopWords(words.into_iter().collect())
    }
}

impl From<StopWords> for Vec<String> {
    fn from(stop_words: StopWords) -> Vec<String> {
        stop_words.to_sorted().into_iter().map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_whole_and_read_back() {
        assert_eq!(StopWords::english().to_sorted().len(), 318);
        assert_eq!(StopWords::english_snowball().to_sorted().len(), 174);
        let json = serde_json::to_string(&StopWords::english()).unwrap();
        assert_eq!(serde_json::from_str::<StopWords>(&json).unwrap(), StopWords::english());
        assert!(json.starts_with("[\"a\",\"about\""));
    }

    #[test]
    fn sixteen_languages_have_a_list() {
        let known = Language::all().filter(|&language| StopWords::snowball(language).is_ok());
        assert_eq!(known.collect::<Vec<_>>(), SNOWBALL.map(|(language, _)| language));
        for (language, list) in SNOWBALL {
            assert!(list.lines().is_sorted_by(|a, b| a < b), "{language}");
            assert!(list.lines().all(|word| word == word.trim() && !word.is_empty()), "{language}");
        }
        let error = StopWords::snowball(Language::Yiddish).unwrap_err().to_string();
        assert!(error.contains("yiddish") && error.contains("sesotho"), "{error}");
    }

    #[test]
    fn files_hold_words_and_comments() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("stop.txt");
        let text = "\u{feff} | a title\r\n\r\n og  | and\n# note\njeg  du # me, you\nc# d|e\nsidst";
        std::fs::write(&path, text).unwrap();
        let words = StopWords::from_file(&path).unwrap();
        assert_eq!(words.to_sorted(), ["c#", "d", "du", "jeg", "og", "sidst"]);
        assert_eq!(StopWords::from_text(&text[3..]), words);
        std::fs::write(&path, b"og\nhan\nb\xf8rn\n").unwrap();
        let error = StopWords::from_file(&path).unwrap_err().to_string();
        assert!(error.contains("stop.txt, line 3: invalid UTF-8"), "{error}");
        assert!(matches!(StopWords::from_file(folder.path().join("none")), Err(Error::Io { .. })));
    }

    #[test]
    fn lists_are_sets() {
        let (ab, bc) = (StopWords::from_words(["a", "b"]), StopWords::from_words(["b", "c"]));
        assert_eq!(ab.clone().union(&bc).to_sorted(), ["a", "b", "c"]);
        assert_eq!(ab.clone().minus(&bc).to_sorted(), ["a"]);
        assert_eq!(ab.clone().minus(&StopWords::none()), ab);
        assert_eq!((ab.len(), StopWords::none().len()), (2, 0));
    }
}
