//! [`Protected`]: patterns whose matches stay whole words or parts of words.
//!
//! sacremoses puts `THISISPROTECTED000` in the place of every match, longest first and wherever the same string stands,
//! and takes it back at the end. So do we, but for three things: there may be more than a thousand matches (sacremoses
//! gives up there), empty matches protect nothing, and a match is never found again within a placeholder (there
//! sacremoses damages the text).

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::text::normalize::normalized::{Change, Normalized};
use crate::text::span::Span;

/// Patterns of what a tokenizer must not cut, matched without regard to case.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::moses::{Moses, Protected}};
/// let moses = Moses::new("en").protect(Protected::web());
/// let texts: Vec<_> = moses.tokens("see https://example.org/a?b=c").into_iter().map(|word| word.text).collect();
/// assert_eq!(texts, ["see", "https://example.org/a?b=c"]);
/// ```
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
pub struct Protected {
    patterns: Vec<Regex>,
    sources: Vec<String>,
}

/// `BASIC_PROTECTED_PATTERNS` of sacremoses. What Python holds for a word character or a Latin letter, case aside, is
/// spelt out.
const BASIC: [&str; 5] = [
    r"</?\S+/?>",
    r#"<\S+( [a-zA-Z0-9İı]+="?[^"]")+ ?/?>"#,
    r"<\S+( [a-zA-Z0-9İı]+='?[^']')+ ?/?>",
    EMAIL,
    r"(https?|ftp)://[^:/\s]+(/(?-i:[\p{L}\p{N}_])+)*/(?-i:[\p{L}\p{N}_\-.])+",
];

/// `WEB_PROTECTED_PATTERNS` of sacremoses.
const WEB: [&str; 4] =
    [r"((https?|ftp|rsync)://|www\.)[^ ]*", EMAIL, r"@[a-zA-Z0-9_İı]+", r"#[a-zA-Z0-9_İı]+"];

const EMAIL: &str = r"(?-i:[\p{L}\p{N}_\-.])+@((?-i:[\p{L}\p{N}_\-])+\.)+[a-zA-Zİı]{2,}";

/// Up to so many distinct matches are sought wherever their strings stand, as sacremoses does; of more, only the
/// matches themselves are protected.
const SOUGHT: usize = 1_000;

/// What stands in the text for a match: to all rules it is a word that begins with a letter in upper case and ends with
/// a number, as the placeholders of sacremoses do.
const PLACEHOLDER: &str = "PROTECTED0";

impl Protected {
    /// Patterns in the syntax of the crate `regex`.
    ///
    /// # Errors
    /// [`Error::Parameter`] if one cannot be read.
    pub fn new<S: AsRef<str>>(patterns: impl IntoIterator<Item = S>) -> Result<Self> {
        let sources: Vec<String> = patterns.into_iter().map(|pattern| pattern.as_ref().to_owned()).collect();
        let compile = |pattern: &String| {
            RegexBuilder::new(pattern).case_insensitive(true).build().map_err(|error| {
                Error::parameter("protect", format_args!("{pattern:?} ({error})"), "regular expressions")
            })
        };
        let patterns = sources.iter().map(compile).collect::<Result<_>>()?;
        Ok(Protected { patterns, sources })
    }

    /// Tags, e-mail addresses and URLs with a path.
    #[must_use]
    pub fn basic() -> Self {
        Protected::of_known(&BASIC)
    }

    /// URLs, e-mail addresses, `@names` and `#tags`.
    #[must_use]
    pub fn web() -> Self {
        Protected::of_known(&WEB)
    }

    fn of_known(patterns: &[&str]) -> Self {
        // A test holds that they can be read.
        Protected::new(patterns).unwrap_or(Protected { patterns: Vec::new(), sources: Vec::new() })
    }

    /// The patterns as they were given.
    #[must_use]
    pub fn patterns(&self) -> &[String] {
        &self.sources
    }

    /// The text with a placeholder for every protected stretch.
    pub(super) fn shield<'t>(&self, text: &'t str) -> Normalized<'t> {
        let stretches = self.stretches(text);
        if stretches.is_empty() {
            return Normalized::same_places(text.into());
        }
        let (mut shielded, mut changes) = (String::with_capacity(text.len()), Vec::new());
        let mut from = 0;
        for original in stretches {
            shielded.push_str(&text[from..original.start]);
            let start = shielded.len();
            shielded.push_str(PLACEHOLDER);
            changes.push(Change { original, normalized: Span { start, end: shielded.len() } });
            from = original.end;
        }
        shielded.push_str(&text[from..]);
        Normalized::moved(shielded, changes)
    }

    /// What is protected, in order.
    fn stretches(&self, text: &str) -> Vec<Span> {
        let matches = self.patterns.iter().flat_map(|pattern| pattern.find_iter(text));
        let mut matches: Vec<Span> = matches
            .map(|found| Span { start: found.start(), end: found.end() })
            .filter(|span| span.start < span.end)
            .collect();
        // Longest first, equally long ones as they were found.
        matches.sort_by_key(|span| Reverse(span.slice(text).chars().count()));
        let mut seen = HashSet::new();
        let strings: Vec<&str> =
            matches.iter().map(|span| span.slice(text)).filter(|string| seen.insert(*string)).collect();
        let mut taken = BTreeMap::new();
        if strings.len() > SOUGHT {
            for span in matches {
                if is_free(&taken, span) {
                    taken.insert(span.start, span.end);
                }
            }
        } else {
            for string in strings {
                let places: Vec<usize> = places(text, string, &taken);
                taken.extend(places.into_iter().map(|start| (start, start + string.len())));
            }
        }
        taken.into_iter().map(|(start, end)| Span { start, end }).collect()
    }
}

/// Whether `span` meets nothing that is taken.
fn is_free(taken: &BTreeMap<usize, usize>, span: Span) -> bool {
    taken.range(..span.end).next_back().is_none_or(|(_, &end)| end <= span.start)
}

/// Where `string` stands in what is not taken.
fn places(text: &str, string: &str, taken: &BTreeMap<usize, usize>) -> Vec<usize> {
    let ends = taken.iter().map(|(&start, &end)| (start, end)).chain([(text.len(), text.len())]);
    let (mut places, mut from) = (Vec::new(), 0);
    for (start, end) in ends {
        places.extend(text[from..start].match_indices(string).map(|(at, _)| from + at));
        from = end;
    }
    places
}

impl TryFrom<Vec<String>> for Protected {
    type Error = Error;

    fn try_from(sources: Vec<String>) -> Result<Self> {
        Protected::new(sources)
    }
}

impl From<Protected> for Vec<String> {
    fn from(protected: Protected) -> Self {
        protected.sources
    }
}

impl PartialEq for Protected {
    fn eq(&self, other: &Self) -> bool {
        self.sources == other.sources
    }
}

impl Eq for Protected {}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretches<'t>(protected: &Protected, text: &'t str) -> Vec<&'t str> {
        protected.stretches(text).into_iter().map(|span| span.slice(text)).collect()
    }

    /// Python 3.11: the matches of sacremoses's patterns.
    #[test]
    fn known_patterns() {
        assert_eq!([Protected::basic().patterns().len(), Protected::web().patterns().len()], [5, 4]);
        let text =
            "<b>x</b> <a href=\"u\" /> me.x@host.example.org http://a.org/b_c/d.e @É @na_me #t-g www.x, y";
        let basic = ["<b>x</b>", "<a href=\"u\" />", "me.x@host.example.org", "http://a.org/b_c/d.e"];
        assert_eq!(stretches(&Protected::basic(), text), basic);
        let web = ["me.x@host.example.org", "http://a.org/b_c/d.e", "@na_me", "#t", "www.x,"];
        assert_eq!(stretches(&Protected::web(), text), web);
    }

    #[test]
    fn longest_first_wherever_the_string_stands() {
        let protected = Protected::new(["^ab", "bcd"]).unwrap();
        assert_eq!(stretches(&protected, "ab abcd ab"), ["ab", "bcd", "ab"]);
        let shielded = protected.shield("ab abcd");
        assert_eq!(shielded.text(), "PROTECTED0 aPROTECTED0");
        assert_eq!(shielded.original(Span { start: 11, end: 22 }), Span { start: 3, end: 7 });
    }

    #[test]
    fn many_matches_are_protected_where_they_stand() {
        let text: String = (0..1_500).map(|number| format!("#t{number} ")).collect();
        assert_eq!(stretches(&Protected::web(), &text).len(), 1_500);
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        let error = Protected::new(["a", "("]).unwrap_err();
        assert!(error.to_string().starts_with("parameter protect: expected regular expressions, got \"(\""));
    }
}
