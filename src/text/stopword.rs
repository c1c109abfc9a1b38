//! [`StopWords`]: words too common to tell anything, left out of counts.
//!
//! Two English lists are built in (`data/README.md` names their sources); any other list is a list of
//! words. A list is matched against words as the analyzer has them, that is, after lower-casing.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

/// A set of stop words.
///
/// # Examples
/// ```
/// use wordmill::text::StopWords;
/// let english = StopWords::english();
/// assert!(english.contains("the") && !english.contains("film"));
/// assert!(StopWords::from_words(["foo"]).contains("foo"));
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
        StopWords::from_words(include_str!("data/english_snowball.txt").lines())
    }

    /// A list of one's own.
    pub fn from_words<S: AsRef<str>>(words: impl IntoIterator<Item = S>) -> Self {
        StopWords(words.into_iter().map(|word| word.as_ref().to_owned()).collect())
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
}
