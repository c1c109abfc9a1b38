//! [`Lancaster`]: the Paice/Husk stemmer as NLTK 3.10.4 has it, with NLTK's rules.
//!
//! C. D. Paice: "Another Stemmer", SIGIR Forum 24 (3), 1990. Left out: rules of one's own.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::text::stem::lancaster_rules::{Rule, rules_for};
use crate::text::stem::letters::{self, Letters, is_letter};
use crate::text::stem::stemmer::Stemmer;

/// Characters of the longest word that NLTK stems; longer ones are only lower-cased.
const LONGEST_WORD: usize = 1_000;

const PREFIXES: [&str; 9] = ["kilo", "micro", "milli", "intra", "ultra", "mega", "nano", "pico", "pseudo"];

/// The Lancaster stemmer for English, which cuts deeper than Porter's. Words are lower-cased first; any text is a word.
///
/// # Examples
/// ```
/// use wordmill::text::stem::{Lancaster, Stemmer};
/// let lancaster = Lancaster::default();
/// assert_eq!(lancaster.stem("Presumably"), "presum");
/// assert_eq!(lancaster.stem("provision"), "provid");
/// assert_eq!(lancaster.strip_prefix(true).stem("kilometer"), "met");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Lancaster {
    strip_prefix: bool,
}

impl Lancaster {
    /// Whether a prefix of measure (`kilo`, `micro`, `ultra` …) comes off first. Default: no. A word that is such a
    /// prefix has an empty stem then.
    #[must_use]
    pub fn strip_prefix(mut self, strip_prefix: bool) -> Self {
        self.strip_prefix = strip_prefix;
        self
    }
}

impl Stemmer for Lancaster {
    fn stem<'t>(&self, word: &'t str) -> Cow<'t, str> {
        let mut lower = letters::lowercase(word);
        if self.strip_prefix {
            lower = without_prefix(lower);
        }
        if lower.len() > LONGEST_WORD && lower.chars().nth(LONGEST_WORD).is_some() {
            return lower;
        }
        letters::edit(lower, apply_rules)
    }
}

fn without_prefix(word: Cow<'_, str>) -> Cow<'_, str> {
    let length = PREFIXES.iter().find(|prefix| word.starts_with(**prefix)).map_or(0, |prefix| prefix.len());
    match word {
        Cow::Borrowed(word) => Cow::Borrowed(&word[length..]),
        Cow::Owned(word) => Cow::Owned(word[length..].to_owned()),
    }
}

/// Rules are sought by the last letter before anything that is no letter, but must fit the end of the word.
fn apply_rules(word: &mut Letters<'_>) {
    let mut intact = true;
    loop {
        let letters = word.get().iter().take_while(|&&byte| is_letter(byte)).count();
        let Some(at) = letters.checked_sub(1) else { return };
        let fits = |rule: &&Rule| {
            let fits = word.get().ends_with(rule.ending.as_bytes()) && (intact || !rule.intact);
            fits && is_acceptable(word.get(), rule.remove)
        };
        let Some(rule) = rules_for(word.get()[at]).iter().find(fits) else { return };
        word.replace_end(rule.remove, rule.append);
        if !rule.goes_on {
            return;
        }
        intact = false;
    }
}

/// Whether enough is left when `remove` letters come off: two of a word that begins with a vowel, else three, the second
/// or third a vowel.
fn is_acceptable(word: &[u8], remove: usize) -> bool {
    let is_vowel = |letter: u8| matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    match *word {
        [first, ..] if is_vowel(first) => word.len() >= remove + 2,
        [_, second, third, ..] => word.len() >= remove + 3 && (is_vowel(second) || is_vowel(third)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NLTK 3.10.4: `LancasterStemmer()`, `LancasterStemmer(strip_prefix_flag=True)`.
    #[test]
    fn stems_are_those_of_nltk() {
        for (word, plain, stripped) in CASES {
            assert_eq!(Lancaster::default().stem(word), *plain, "{word}");
            assert_eq!(Lancaster::default().strip_prefix(true).stem(word), *stripped, "{word}");
        }
    }

    const CASES: &[(&str, &str, &str)] = &[
        ("maximum", "maxim", "maxim"),
        ("presumably", "presum", "presum"),
        ("multiply", "multiply", "multiply"),
        ("provision", "provid", "provid"),
        ("owed", "ow", "ow"),
        ("ear", "ear", "ear"),
        ("saying", "say", "say"),
        ("crying", "cry", "cry"),
        ("string", "string", "string"),
        ("meant", "meant", "meant"),
        ("cement", "cem", "cem"),
        ("kilometer", "kilomet", "met"),
        ("MEGA", "meg", ""),
        ("ultra", "ultr", ""),
        ("Microns", "micron", "ns"),
        ("ness", "ness", "ness"),
        ("can-man", "can-m", "can-m"),
        ("don't", "don't", "don't"),
        ("naïveté", "naïveté", "naïveté"),
        ("éing", "éing", "éing"),
        ("Événements", "événements", "événements"),
        ("İing", "i̇ing", "i̇ing"),
        ("as", "as", "as"),
        ("a", "a", "a"),
        ("s", "s", "s"),
        ("aa", "aa", "aa"),
        ("sing", "sing", "sing"),
        ("yes", "ye", "ye"),
        ("€s", "€s", "€s"),
        ("ultra€s", "ultra€s", "€s"),
        ("relationship", "rel", "rel"),
        ("cement's", "cement's", "cement's"),
        ("vying", "vying", "vying"),
        ("triplication", "triply", "triply"),
    ];
}
