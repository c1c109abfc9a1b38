//! [`NonbreakingPrefixes`]: what a period belongs to: abbreviations, initials.
//!
//! The lists are those of Moses for 38 languages, as sacremoses 0.2.0 ships them (`data/nonbreaking_prefixes/`). Left
//! out: the entries that hold white space, since no word can equal them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Words after which a period is no word of its own.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::moses::{Moses, NonbreakingPrefixes}};
/// let moses = Moses::new("en").prefixes(NonbreakingPrefixes::parse("# Units\nkm\nfig #NUMERIC_ONLY#"));
/// let texts: Vec<_> = moses.tokens("3 km. Mr. X, fig. 7").into_iter().map(|word| word.text).collect();
/// assert_eq!(texts, ["3", "km.", "Mr", ".", "X", ",", "fig.", "7"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NonbreakingPrefixes {
    /// Whether a prefix keeps its period only before a number.
    numeric_only: BTreeMap<Box<str>, bool>,
}

/// What marks an entry that counts only before a number.
const NUMERIC_ONLY: &str = "#NUMERIC_ONLY#";

macro_rules! lists {
    ($($code:literal $name:literal),* $(,)?) => {
        /// The code, the English name and the list of every language.
        const LISTS: &[(&str, &str, &str)] = &[
            $(($code, $name, include_str!(concat!("../../data/nonbreaking_prefixes/", $code, ".txt")))),*
        ];
    };
}

lists! {
    "as" "assamese", "bn" "bengali", "ca" "catalan", "cs" "czech", "de" "german", "el" "greek", "en" "english",
    "es" "spanish", "et" "estonian", "fi" "finnish", "fr" "french", "ga" "irish", "gu" "gujarati", "hi" "hindi",
    "hu" "hungarian", "is" "icelandic", "it" "italian", "kn" "kannada", "lt" "lithuanian", "lv" "latvian",
    "ml" "malayalam", "mni" "manipuri", "mr" "marathi", "nl" "dutch", "or" "oriya", "pa" "punjabi", "pl" "polish",
    "pt" "portuguese", "ro" "romanian", "ru" "russian", "sk" "slovak", "sl" "slovenian", "sv" "swedish", "ta" "tamil",
    "te" "telugu", "tdt" "tetum", "yue" "cantonese", "zh" "chinese",
}

impl NonbreakingPrefixes {
    /// The list of a language, by its ISO code or English name; English for a language that has none.
    #[must_use]
    pub fn of_language(language: &str) -> Self {
        let of = |wanted: &str| LISTS.iter().find(|(code, name, _)| *code == wanted || *name == wanted);
        of(language).or_else(|| of("en")).map_or_else(|| Self::parse(""), |(_, _, list)| Self::parse(list))
    }

    /// Reads a list in the form of Moses: a prefix a line, without its period; `#NUMERIC_ONLY#` after it if the period
    /// belongs to it only before a number; lines that begin with `#` say nothing.
    #[must_use]
    pub fn parse(list: &str) -> Self {
        let mut numeric_only = BTreeMap::new();
        for line in list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let marked = line.find(NUMERIC_ONLY).is_some_and(|at| line[..at].ends_with(char::is_whitespace));
            if marked {
                let prefix = line.rsplit_once(' ').map_or("", |(prefix, _)| prefix);
                numeric_only.insert(prefix.into(), true);
            } else {
                // A prefix that stands in a list both ways counts only before a number.
                numeric_only.entry(line.into()).or_insert(false);
            }
        }
        NonbreakingPrefixes { numeric_only }
    }

    /// How many prefixes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.numeric_only.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numeric_only.is_empty()
    }

    /// `None` if `word` is no prefix, else whether it is one only before a number.
    pub(super) fn find(&self, word: &str) -> Option<bool> {
        self.numeric_only.get(word).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_language_has_the_english_list() {
        let english = NonbreakingPrefixes::of_language("en");
        assert_eq!(NonbreakingPrefixes::of_language("xx"), english);
        assert_eq!(NonbreakingPrefixes::of_language("english"), english);
        assert_eq!(english.find("Mr"), Some(false));
        assert_eq!(english.find("No"), Some(true));
        assert_eq!(english.find("word"), None);
    }

    /// sacremoses 0.2.0: the distinct words of `MosesTokenizer(lang).NONBREAKING_PREFIXES` without white space and
    /// without the mark, and its `NUMERIC_ONLY_PREFIXES`.
    #[test]
    fn lists_have_the_size_of_sacremoses() {
        let size = |language| {
            let list = NonbreakingPrefixes::of_language(language);
            (list.len(), list.numeric_only.values().filter(|&&only| only).count())
        };
        assert_eq!(
            [size("en"), size("de"), size("hu"), size("is")],
            [(105, 3), (298, 0), (87, 28), (245, 6)]
        );
        assert_eq!(
            [size("cs"), size("el"), size("pt"), size("zh")],
            [(324, 0), (1_562, 0), (182, 4), (39, 2)]
        );
    }

    #[test]
    fn odd_lines_are_read_as_sacremoses_reads_them() {
        let list =
            NonbreakingPrefixes::parse(" a \r\n\n#b\nc\t#NUMERIC_ONLY#\nd #NUMERIC_ONLY# e\nf#NUMERIC_ONLY#");
        let found =
            ["a", "b", "c", "d", "d #NUMERIC_ONLY#", "f", "f#NUMERIC_ONLY#"].map(|word| list.find(word));
        assert_eq!(found, [Some(false), None, None, None, Some(true), None, Some(false)]);
    }
}
