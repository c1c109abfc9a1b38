//! Words and patterns that are put in the place of others: `replace_words`, [`Pattern`].

use std::fmt;

use regex::Regex;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::text::python::is_word;

/// A regular expression of the crate `regex`, told by its text.
///
/// # Examples
/// ```
/// use wordmill::metric::edit::{Pattern, Transform, Transforms};
/// let steps = Transforms::of([Transform::SubstitutePattern(Pattern::new(r"(\w+)ed\b")?, "$1".into())]);
/// assert_eq!(steps.apply(&["doomed or loved?"]), ["doom or lov?"]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pattern {
    regex: Regex,
}

impl Pattern {
    /// The pattern of a text.
    ///
    /// # Errors
    /// [`Error::Parameter`] where it is none, or one too large.
    pub fn new(pattern: &str) -> Result<Self> {
        let regex =
            Regex::new(pattern).map_err(|_| Error::parameter("pattern", pattern, "a regular expression"))?;
        Ok(Pattern { regex })
    }

    pub(crate) fn replace_all(&self, text: &str, replacement: &str) -> String {
        self.regex.replace_all(text, replacement).into_owned()
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pattern({:?})", self.regex.as_str())
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.regex.as_str() == other.regex.as_str()
    }
}

impl TryFrom<String> for Pattern {
    type Error = Error;

    fn try_from(pattern: String) -> Result<Self> {
        Pattern::new(&pattern)
    }
}

impl From<Pattern> for String {
    fn from(pattern: Pattern) -> Self {
        pattern.regex.as_str().to_owned()
    }
}

/// Every `word` that begins and ends at a word boundary (Python's `\b`), replaced, from left to right. The empty word
/// stands at every boundary.
pub(crate) fn replace_words(text: &str, word: &str, replacement: &str) -> String {
    let mut replaced = String::with_capacity(text.len());
    let (mut at, mut copied) = (0, 0);
    while at <= text.len() {
        let found =
            text[at..].starts_with(word) && is_boundary(text, at) && is_boundary(text, at + word.len());
        if found {
            replaced.push_str(&text[copied..at]);
            replaced.push_str(replacement);
            copied = at + word.len();
        }
        let step = text[at..].chars().next().map_or(1, char::len_utf8);
        at += if found && !word.is_empty() { word.len() } else { step };
    }
    replaced.push_str(&text[copied..]);
    replaced
}

/// Whether exactly one of the characters beside a place is of a word.
fn is_boundary(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back().is_some_and(is_word);
    let behind = text[at..].chars().next().is_some_and(is_word);
    before != behind
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Python 3.11: `re.sub(r"\b{}\b".format(re.escape(word)), replacement, text)`.
    #[test]
    fn words_are_found_as_by_python() {
        for (text, word, replacement, expected) in [
            ("you're pretty foobar foo", "foo", "bar", "you're pretty foobar bar"),
            ("you're pretty", "'re", " am", "you am pretty"),
            ("the theme the", "the", " ", "  theme  "),
            ("aa aaa aa", "aa", "b", "b aaa b"),
            ("a-a", "a", "", "-"),
            ("ab c", "", "|", "|ab| |c|"),
            ("\u{e9}\u{301} \u{e9}", "\u{e9}", "e", "e\u{301} e"),
            ("", "", "x", ""),
        ] {
            assert_eq!(replace_words(text, word, replacement), expected, "{text:?} {word:?}");
        }
    }

    #[test]
    fn patterns_are_told_by_their_text() {
        let pattern = Pattern::new("a+").unwrap();
        let json = serde_json::to_string(&pattern).unwrap();
        assert_eq!(serde_json::from_str::<Pattern>(&json).unwrap(), pattern);
        assert!(serde_json::from_str::<Pattern>("\"(\"").is_err());
        assert_eq!(format!("{pattern:?}"), "Pattern(\"a+\")");
    }
}
