//! [`Pattern`]: words by a regular expression, as NLTK's `RegexpTokenizer`.
//!
//! The expressions are those of the `regex` crate, which runs in linear time and knows no look-around and no
//! back-references. As in NLTK, `^` and `$` hold at every line and `.` takes line feeds, too.
//!
//! Classes differ between tools:
//!
//! | class | here, and in Python's module `regex` (NLTK 3.10) | in Python's module `re` |
//! |---|---|---|
//! | `\w` | letters, marks, decimal digits, connectors (`_`, `‿`), joiners, Ⓐ | letters, all numbers (`½`, `²`), `_`; no marks |
//! | `\d` | decimal digits | the same |
//! | `\s` | Unicode's white space | that and U+001C to U+001F |
//! | `\b` | between `\w` and `\W` | by its own `\w` |
//!
//! [`Pattern::python`] writes Python's classes out, all but `\b`, for which the crate has no counterpart: it stays Rust's
//! and may differ beside marks, joiners, `½`, `²` and the like.

use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenizer::Tokenizer;

/// What an expression matches, or what stands between its matches.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::Pattern};
/// let texts = |pattern: Pattern| -> Vec<String> {
///     pattern.tokens("Good muffins cost $3.88").into_iter().map(|token| token.text).collect()
/// };
/// assert_eq!(texts(Pattern::of(r"\w+|\$[\d.]+|\S+")?), ["Good", "muffins", "cost", "$3.88"]);
/// assert_eq!(texts(Pattern::of(r"\s+")?.gaps(true)), ["Good", "muffins", "cost", "$3.88"]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct Pattern {
    expression: Regex,
    gaps: bool,
    discard_empty: bool,
}

/// What is saved of a pattern.
#[derive(Serialize, Deserialize)]
struct Stored {
    expression: String,
    gaps: bool,
    discard_empty: bool,
}

impl From<Pattern> for Stored {
    fn from(pattern: Pattern) -> Self {
        let expression = pattern.expression.as_str().to_owned();
        Stored { expression, gaps: pattern.gaps, discard_empty: pattern.discard_empty }
    }
}

impl TryFrom<Stored> for Pattern {
    type Error = Error;

    fn try_from(stored: Stored) -> Result<Self> {
        Ok(Pattern::of(&stored.expression)?.gaps(stored.gaps).discard_empty(stored.discard_empty))
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        let parts = |pattern: &Pattern| (pattern.gaps, pattern.discard_empty);
        self.expression.as_str() == other.expression.as_str() && parts(self) == parts(other)
    }
}

impl Pattern {
    /// Tokens are the matches of `expression`.
    ///
    /// # Errors
    /// [`Error::Parameter`] for an expression that the `regex` crate does not take.
    pub fn of(expression: &str) -> Result<Self> {
        let built = RegexBuilder::new(expression).multi_line(true).dot_matches_new_line(true).build();
        let expression =
            built.map_err(|error| Error::parameter("expression", error, "a regular expression"))?;
        Ok(Pattern { expression, gaps: false, discard_empty: true })
    }

    /// The same of an expression in which `\w`, `\W`, `\s` and `\S` mean what they mean to Python's module `re`.
    ///
    /// # Errors
    /// [`Error::Parameter`] for an expression that the `regex` crate does not take.
    pub fn python(expression: &str) -> Result<Self> {
        Pattern::of(&with_classes_of_python(expression))
    }

    /// Whether tokens are what stands between matches. Default: no.
    #[must_use]
    pub fn gaps(mut self, gaps: bool) -> Self {
        self.gaps = gaps;
        self
    }

    /// Whether empty gaps are left out. Default: yes. Matches that are empty are always left out.
    #[must_use]
    pub fn discard_empty(mut self, discard_empty: bool) -> Self {
        self.discard_empty = discard_empty;
        self
    }

    /// The expression as the crate runs it.
    #[must_use]
    pub fn expression(&self) -> &str {
        self.expression.as_str()
    }
}

impl Tokenizer for Pattern {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let mut emit = |start: usize, end: usize| {
            sink(Token { text: &text[start..end], span: Span { start, end } });
        };
        let mut done = 0;
        for found in self.expression.find_iter(text) {
            if !self.gaps {
                if !found.is_empty() {
                    emit(found.start(), found.end());
                }
                continue;
            }
            if done < found.start() || !self.discard_empty {
                emit(done, found.start());
            }
            done = found.end();
        }
        if self.gaps && (done < text.len() || !self.discard_empty) {
            emit(done, text.len());
        }
    }
}

/// Writes Python's classes out. Inside brackets a class may stand among others, as it may in the crate.
fn with_classes_of_python(expression: &str) -> String {
    let mut written = String::with_capacity(expression.len() * 2);
    let mut characters = expression.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            written.push(character);
            continue;
        }
        match characters.next() {
            Some('w') => written.push_str(r"[\p{L}\p{N}_]"),
            Some('W') => written.push_str(r"[^\p{L}\p{N}_]"),
            Some('s') => written.push_str(r"[\s\x1C-\x1F]"),
            Some('S') => written.push_str(r"[^\s\x1C-\x1F]"),
            Some(other) => written.extend(['\\', other]),
            None => written.push('\\'),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(pattern: Pattern, text: &str) -> Vec<String> {
        pattern.tokens(text).into_iter().map(|token| token.text).collect()
    }

    /// NLTK 3.10.4: `RegexpTokenizer(…).tokenize(…)`.
    #[test]
    fn gaps_and_matches_are_those_of_nltk() {
        let commas = || Pattern::of(",").unwrap().gaps(true);
        assert_eq!(texts(commas(), ",a,,b"), ["a", "b"]);
        assert_eq!(texts(commas().discard_empty(false), ",a,,b"), ["", "a", "", "b"]);
        assert_eq!(texts(Pattern::of("^.").unwrap(), "ab\ncd"), ["a", "c"]);
    }

    /// Python 3.11: `re.findall(…)`.
    #[test]
    fn classes_of_python_are_written_out() {
        let python = |expression| Pattern::python(expression).unwrap();
        assert_eq!(texts(python(r"\w+"), "खाना x½_"), ["ख", "न", "x½_"]);
        assert_eq!(texts(Pattern::of(r"\w+").unwrap(), "खाना x½_"), ["खाना", "x", "_"]);
        assert_eq!(texts(python(r"[\w-]+|[^\w\s]"), "a-b\x1c!"), ["a-b", "!"]);
        assert_eq!(texts(python(r"[^\W\d]+"), "a1b\\w"), ["a", "b", "w"]);
        assert_eq!(python(r"\\w").expression(), r"\\w");
    }

    #[test]
    fn is_saved_as_its_expression() {
        let pattern = Pattern::python(r"\s+").unwrap().gaps(true);
        let json = serde_json::to_string(&pattern).unwrap();
        assert_eq!(serde_json::from_str::<Pattern>(&json).unwrap(), pattern);
        assert!(serde_json::from_str::<Pattern>(&json.replace(r"[\\s", r"(\\s")).is_err());
        assert!(matches!(Pattern::of("(?=a)"), Err(Error::Parameter { name: "expression", .. })));
    }
}
