//! [`Snowball`]: the stemmers of the Snowball project as they are today, in every language, by the crate `frostem`,
//! which is generated from Snowball's own sources.
//!
//! The revision is that of 16 October 2026 (commit 6389c79 of snowballstem/snowball); libstemmer 3.1.0 gives the same
//! stems, except that today's French takes off `z'`, too. Left out: a change of case; as in libstemmer, the word must be
//! in lower case already.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use frostem::Algorithm;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::text::language::Language;
use crate::text::stem::stemmer::{LONGEST_WORD, Stemmer};

/// An algorithm of Snowball: one a language, and four more.
///
/// `English` is Porter's second algorithm. `Porter` and `Lovins` are older ones for English, `EarlyModernEnglish` is for
/// the English of Shakespeare, and `DutchPorter` is the Dutch algorithm that was the only one until 2025.
///
/// # Examples
/// ```
/// use wordmill::text::Language;
/// use wordmill::text::stem::{Snowball, Stemmer};
/// assert_eq!(Snowball::English.stem("generously"), "generous");
/// assert_eq!("fr".parse::<Snowball>()?.stem("continuellement"), "continuel");
/// assert_eq!(Snowball::from(Language::Polish), "polish".parse()?);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
#[expect(missing_docs, reason = "languages need no words")]
pub enum Snowball {
    Arabic,
    Armenian,
    Basque,
    Catalan,
    Czech,
    Danish,
    Dutch,
    #[serde(rename = "dutch_porter")]
    DutchPorter,
    EarlyModernEnglish,
    English,
    Esperanto,
    Estonian,
    Finnish,
    French,
    German,
    Greek,
    Hindi,
    Hungarian,
    Indonesian,
    Irish,
    Italian,
    Lithuanian,
    Lovins,
    Nepali,
    Norwegian,
    Persian,
    Polish,
    Porter,
    Portuguese,
    Romanian,
    Russian,
    Serbian,
    Sesotho,
    Spanish,
    Swedish,
    Tamil,
    Turkish,
    Ukrainian,
    Yiddish,
}

/// Every algorithm: its name in Snowball, its code, its language; in the order of the variants.
const TABLE: [(Snowball, &str, Algorithm, Language); 39] = [
    (Snowball::Arabic, "arabic", Algorithm::Arabic, Language::Arabic),
    (Snowball::Armenian, "armenian", Algorithm::Armenian, Language::Armenian),
    (Snowball::Basque, "basque", Algorithm::Basque, Language::Basque),
    (Snowball::Catalan, "catalan", Algorithm::Catalan, Language::Catalan),
    (Snowball::Czech, "czech", Algorithm::Czech, Language::Czech),
    (Snowball::Danish, "danish", Algorithm::Danish, Language::Danish),
    (Snowball::Dutch, "dutch", Algorithm::Dutch, Language::Dutch),
    (Snowball::DutchPorter, "dutch_porter", Algorithm::DutchPorter, Language::Dutch),
    (Snowball::EarlyModernEnglish, "earlymodernenglish", Algorithm::Earlymodernenglish, Language::English),
    (Snowball::English, "english", Algorithm::English, Language::English),
    (Snowball::Esperanto, "esperanto", Algorithm::Esperanto, Language::Esperanto),
    (Snowball::Estonian, "estonian", Algorithm::Estonian, Language::Estonian),
    (Snowball::Finnish, "finnish", Algorithm::Finnish, Language::Finnish),
    (Snowball::French, "french", Algorithm::French, Language::French),
    (Snowball::German, "german", Algorithm::German, Language::German),
    (Snowball::Greek, "greek", Algorithm::Greek, Language::Greek),
    (Snowball::Hindi, "hindi", Algorithm::Hindi, Language::Hindi),
    (Snowball::Hungarian, "hungarian", Algorithm::Hungarian, Language::Hungarian),
    (Snowball::Indonesian, "indonesian", Algorithm::Indonesian, Language::Indonesian),
    (Snowball::Irish, "irish", Algorithm::Irish, Language::Irish),
    (Snowball::Italian, "italian", Algorithm::Italian, Language::Italian),
    (Snowball::Lithuanian, "lithuanian", Algorithm::Lithuanian, Language::Lithuanian),
    (Snowball::Lovins, "lovins", Algorithm::Lovins, Language::English),
    (Snowball::Nepali, "nepali", Algorithm::Nepali, Language::Nepali),
    (Snowball::Norwegian, "norwegian", Algorithm::Norwegian, Language::Norwegian),
    (Snowball::Persian, "persian", Algorithm::Persian, Language::Persian),
    (Snowball::Polish, "polish", Algorithm::Polish, Language::Polish),
    (Snowball::Porter, "porter", Algorithm::Porter, Language::English),
    (Snowball::Portuguese, "portuguese", Algorithm::Portuguese, Language::Portuguese),
    (Snowball::Romanian, "romanian", Algorithm::Romanian, Language::Romanian),
    (Snowball::Russian, "russian", Algorithm::Russian, Language::Russian),
    (Snowball::Serbian, "serbian", Algorithm::Serbian, Language::Serbian),
    (Snowball::Sesotho, "sesotho", Algorithm::Sesotho, Language::Sesotho),
    (Snowball::Spanish, "spanish", Algorithm::Spanish, Language::Spanish),
    (Snowball::Swedish, "swedish", Algorithm::Swedish, Language::Swedish),
    (Snowball::Tamil, "tamil", Algorithm::Tamil, Language::Tamil),
    (Snowball::Turkish, "turkish", Algorithm::Turkish, Language::Turkish),
    (Snowball::Ukrainian, "ukrainian", Algorithm::Ukrainian, Language::Ukrainian),
    (Snowball::Yiddish, "yiddish", Algorithm::Yiddish, Language::Yiddish),
];

impl Snowball {
    /// Every algorithm, in the order of the names.
    pub fn all() -> impl Iterator<Item = Snowball> {
        TABLE.iter().map(|&(algorithm, ..)| algorithm)
    }

    /// The name that Snowball gives it, as `english` or `dutch_porter`.
    #[must_use]
    pub fn name(self) -> &'static str {
        TABLE[self as usize].1
    }

    /// The language whose words it stems.
    #[must_use]
    pub fn language(self) -> Language {
        TABLE[self as usize].3
    }
}

impl Stemmer for Snowball {
    fn stem<'t>(&self, word: &'t str) -> Cow<'t, str> {
        if word.len() > LONGEST_WORD {
            return Cow::Borrowed(word);
        }
        frostem::Stemmer::new(TABLE[*self as usize].2).stem(word)
    }
}

impl From<Language> for Snowball {
    /// The language's first algorithm.
    fn from(language: Language) -> Self {
        let same_name = TABLE.iter().find(|&&(_, name, ..)| name == language.name());
        same_name.map_or(Snowball::English, |&(algorithm, ..)| algorithm)
    }
}

impl FromStr for Snowball {
    type Err = Error;

    /// By Snowball's name, or by the language's English name or ISO 639 code; in lower case.
    fn from_str(name: &str) -> Result<Self> {
        let named = TABLE.iter().find(|&&(_, known, ..)| known == name).map(|&(algorithm, ..)| algorithm);
        named
            .or_else(|| Language::find(name).map(Snowball::from))
            .ok_or_else(|| Error::unknown("stemmer", name, Snowball::all().map(Snowball::name)))
    }
}

impl fmt::Display for Snowball {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        /// Words of the letters that each algorithm looks at, with parts that come up again, and of anything else.
        #[test]
        fn no_word_panics(
            latin in "([a-zäöüåæøßçéèêëáàâãíìîïóòôõúùûñğışţăőčćđšžłżęą']{1,4}){0,3}",
            part in "[a-zé]{1,5}|[а-яёіїє]{1,4}|[α-ωάέίόύώς]{1,4}|[\u{561}-\u{587}]{1,4}|[\u{900}-\u{97f}]{1,4}",
            repeated in 1usize..5,
            right_to_left in "[\u{621}-\u{6cc}]{0,12}|[\u{5d0}-\u{5f2}]{0,12}",
            tamil in "[\u{b80}-\u{bff}]{0,12}",
            any in "\\PC{0,12}",
        ) {
            for algorithm in Snowball::all() {
                for word in [&latin, &part.repeat(repeated), &right_to_left, &tamil, &any] {
                    let _ = algorithm.stem(word);
                }
            }
        }
    }

    #[test]
    fn every_algorithm_answers_to_its_names() {
        for (place, algorithm) in Snowball::all().enumerate() {
            assert_eq!(algorithm as usize, place, "{algorithm}");
            assert_eq!(algorithm.name(), TABLE[place].2.name());
            assert_eq!(algorithm.name().parse::<Snowball>().unwrap(), algorithm);
            assert_eq!(serde_json::to_string(&algorithm).unwrap(), format!("\"{algorithm}\""));
        }
        for language in Language::all() {
            let algorithm = Snowball::from(language);
            assert_eq!((algorithm.name(), algorithm.language()), (language.name(), language));
            assert_eq!(language.code().parse::<Snowball>().unwrap(), algorithm);
        }
        let error = "klingon".parse::<Snowball>().unwrap_err().to_string();
        assert!(error.contains("armenian"), "{error}");
    }

    /// libstemmer 3.1.0 (PyStemmer 3.1.0).
    #[test]
    fn stems_are_those_of_libstemmer() {
        for (algorithm, word, stem) in CASES {
            assert_eq!(algorithm.stem(word), *stem, "{algorithm}: {word}");
        }
    }

    const CASES: &[(Snowball, &str, &str)] = &[
        (Snowball::Arabic, "والكتاب", "والكتاب"),
        (Snowball::Catalan, "cantàvem", "cant"),
        (Snowball::Czech, "městech", "měst"),
        (Snowball::Dutch, "geopende", "geop"),
        (Snowball::DutchPorter, "geopende", "geopend"),
        (Snowball::English, "added", "add"),
        (Snowball::English, "universities", "universiti"),
        (Snowball::Esperanto, "hundojn", "hund"),
        (Snowball::Finnish, "taloissa", "talo"),
        (Snowball::French, "c'est", "est"),
        (Snowball::German, "abgeleitet", "abgeleit"),
        (Snowball::Greek, "ανθρωπων", "ανθρωπ"),
        (Snowball::Hungarian, "házakban", "ház"),
        (Snowball::Irish, "bhfuilimid", "fuil"),
        (Snowball::Polish, "kotami", "kot"),
        (Snowball::Porter, "universities", "univers"),
        (Snowball::Romanian, "băieților", "băi"),
        (Snowball::Russian, "её", "е"),
        (Snowball::Serbian, "knjigama", "knjig"),
        (Snowball::Spanish, "nacion", "nacion"),
        (Snowball::Swedish, "bladet", "blad"),
        (Snowball::Tamil, "மரங்கள்", "மரங்"),
        (Snowball::Turkish, "ankara'dan", "ankar"),
        (Snowball::Yiddish, "ביכער", "ביכ"),
    ];

    #[test]
    fn words_past_all_bounds_stay() {
        for word in ["y".repeat(LONGEST_WORD + 1), "ing".repeat(1_000_000)] {
            assert_eq!(Snowball::English.stem(&word), word);
        }
        assert_ne!(Snowball::English.stem(&"ing".repeat(300)).len(), 900);
    }
}
