//! [`PythonPattern`]: words by a regular expression of Python's module `re`, as scikit-learn's `token_pattern`.
//!
//! Tokens are those of `re.findall`: the matches, or what the one group of the expression took; empty ones, too. The
//! expression is translated (`python_syntax`) and run by the crate `fancy-regex`, so look-around and
//! back-references work. Texts in which Python and Rust agree on every word character (all of ASCII) are cut in linear
//! time where the expression allows; in others `\b` is a look-around.
//!
//! Left out: an expression that prefers an empty match where a longer one begins (`|a`, `a*?`) finds the longer one no
//! more; the search goes on behind that character. A match that asks for more steps back than memory allows ends the
//! text.

use std::sync::Arc;

use fancy_regex::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::text::python;
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenize::python_syntax::translate;
use crate::text::tokenizer::Tokenizer;

/// What an expression of Python's `re` finds.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::PythonPattern};
/// let texts = |expression: &str, text: &str| -> wordmill::Result<Vec<String>> {
///     Ok(PythonPattern::of(expression)?.tokens(text).into_iter().map(|token| token.text).collect())
/// };
/// assert_eq!(texts(r"(?u)\b\w\w+\b", "I see x² in हिन्दी")?, ["see", "x²", "in"]);
/// assert_eq!(texts(r"#(\w+)", "so #good, #so")?, ["good", "so"]);
/// assert!(texts(r"(a)(b)", "ab").is_err());
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PythonPattern(Arc<Compiled>);

#[derive(Debug)]
struct Compiled {
    expression: String,
    /// With the word boundaries of Rust.
    plain: Regex,
    /// With those of Python, where the expression asks for any.
    exact: Option<Regex>,
    /// Whether word characters are those of ASCII.
    ascii: bool,
    /// The group that is the token; 0 is the whole match.
    group: usize,
}

impl From<PythonPattern> for String {
    fn from(pattern: PythonPattern) -> Self {
        pattern.0.expression.clone()
    }
}

impl TryFrom<String> for PythonPattern {
    type Error = Error;

    fn try_from(expression: String) -> Result<Self> {
        PythonPattern::of(&expression)
    }
}

impl PartialEq for PythonPattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.expression == other.0.expression
    }
}

impl Eq for PythonPattern {}

impl PythonPattern {
    /// Tokens are what `re.findall(expression, text)` gives.
    ///
    /// # Errors
    /// [`Error::Parameter`] for an expression that Python or the crate `fancy-regex` does not take, or that has more
    /// than one group.
    pub fn of(expression: &str) -> Result<Self> {
        let refused = |why: String| Error::parameter("expression", why, "an expression of Python's re");
        let translated = translate(expression).map_err(|why| refused(format!("{expression:?} ({why})")))?;
        let compile = |expression: &str| {
            let built = RegexBuilder::new(expression).backtrack_limit(usize::MAX).build();
            built.map_err(|error| refused(error.to_string()))
        };
        let plain = compile(&translated.plain)?;
        let exact = translated.exact.map(|exact| compile(&exact)).transpose()?;
        let (group, ascii) = (plain.captures_len() - 1, translated.ascii);
        if group > 1 {
            let got = format!("{group} in {expression:?}");
            return Err(Error::parameter("expression", got, "at most one capturing group"));
        }
        Ok(PythonPattern(Arc::new(Compiled {
            ascii,
            expression: expression.to_owned(),
            plain,
            exact,
            group,
        })))
    }

    /// The expression as it was given.
    #[must_use]
    pub fn expression(&self) -> &str {
        &self.0.expression
    }
}

impl Compiled {
    /// The expression to run over `text`.
    fn regex(&self, text: &str) -> &Regex {
        let same = |character| python::is_word(character) == python::is_regex_word(character);
        let agree = || text.is_ascii() || (!self.ascii && text.chars().all(same));
        match &self.exact {
            Some(exact) if !agree() => exact,
            _ => &self.plain,
        }
    }

    /// The next match from `at`, and its token: nothing where the group took no part.
    fn next(&self, regex: &Regex, text: &str, at: usize) -> Option<(Span, Option<Span>)> {
        let span = |start, end| Span { start, end };
        if self.group == 0 {
            let found = regex.find_from_pos(text, at).ok()??;
            let found = span(found.start(), found.end());
            return Some((found, Some(found)));
        }
        let groups = regex.captures_from_pos(text, at).ok()??;
        let token = groups.get(1).map(|group| span(group.start(), group.end()));
        groups.get(0).map(|found| (span(found.start(), found.end()), token))
    }
}

impl Tokenizer for PythonPattern {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let regex = self.0.regex(text);
        let mut at = 0;
        // Where an empty match stood: none may stand there again.
        let mut empty_at = None;
        while let Some((found, token)) = self.0.next(regex, text, at) {
            let is_empty = found.start == found.end;
            if !(is_empty && empty_at == Some(found.start)) {
                let span = token.unwrap_or(Span { start: found.start, end: found.start });
                sink(Token { text: span.slice(text), span });
            }
            if !is_empty {
                at = found.end;
                continue;
            }
            empty_at = Some(found.start);
            let Some(character) = text[found.end..].chars().next() else { return };
            at = found.end + character.len_utf8();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(expression: &str, text: &str) -> Vec<String> {
        PythonPattern::of(expression).unwrap().tokens(text).into_iter().map(|token| token.text).collect()
    }

    /// Python 3.11.7: `re.findall(…)`.
    #[test]
    fn finds_what_python_finds() {
        assert_eq!(texts(r"\b\w+\b", "x½ e\u{301}t a\u{200d}b"), ["x½", "e", "t", "a", "b"]);
        assert_eq!(texts(r"\B\w", "½x e\u{301}t"), ["x"]);
        assert_eq!(texts(r"[^\W\d_]+", "a1b_c²"), ["a", "b", "c²"]);
        assert_eq!(texts(r"\w*", "ab c"), ["ab", "", "c", ""]);
        assert_eq!(texts(r"x(a)?", "xa x"), ["a", ""]);
        assert_eq!(texts(r"[[\]&&]+", "a[&]b"), ["[&]"]);
        assert_eq!(texts(r"\S+", "a\u{1c}b\u{85}c"), ["a", "b", "c"]);
        assert_eq!(texts(r"(?a)\w+", "naïve x_1"), ["na", "ve", "x_1"]);
        assert_eq!(texts(r"\w+(?=!)|\d{,2}$", "so! 12"), ["so", "12", ""]);
        assert_eq!(texts(r"(?a)\b\w+\b", "éa b"), ["a", "b"]);
        assert_eq!(texts(r"(?i)[a-z]+(?=\W)", "ab\u{345}"), ["ab"]);
        assert_eq!(texts(r"(?i)(?:ab)++|\<", "ABab<"), ["ABab", "<"]);
        assert_eq!(texts("a{,b}|\\x41|\\101|\\u00e9", "a{,b}AAé"), ["a{,b}", "A", "A", "é"]);
    }

    #[test]
    fn refuses_what_python_refuses() {
        for expression in ["(", "a**", "*a", r"\y", "[a", r"(?P<n>a)(b)", "(a)(b)", "(?L)a", "a{2}{3}"] {
            assert!(PythonPattern::of(expression).is_err(), "{expression}");
        }
    }

    #[test]
    fn is_saved_as_its_expression() {
        let pattern = PythonPattern::of(r"\b\w+").unwrap();
        let json = serde_json::to_string(&pattern).unwrap();
        assert_eq!(json, r#""\\b\\w+""#);
        assert_eq!(serde_json::from_str::<PythonPattern>(&json).unwrap(), pattern);
        assert!(serde_json::from_str::<PythonPattern>("\"(\"").is_err());
    }
}
