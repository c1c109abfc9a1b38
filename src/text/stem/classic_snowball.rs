//! [`ClassicSnowball`]: the Snowball stemmers as the crate `rust-stemmers` has them (algorithms of about
//! 2018; English is Porter's second), whose stems many indexes in Rust hold.
//!
//! Greek is left out on purpose: rust-stemmers 1.2 panics on Greek words such as `ισαισα` and `αντιθετε`,
//! and no input may panic this crate. Arabic, Tamil and Turkish may give an empty stem.
//!
//! How many stems of Snowball's own word lists differ from [`Snowball`](crate::text::stem::Snowball)'s, by which a choice
//! between the two can be made (Arabic has no list):
//!
//! | language | words | differ | | language | words | differ |
//! |---|---|---|---|---|---|---|
//! | Danish | 15,888 | 0 | | Norwegian | 13,930 | 0.64 % |
//! | Dutch | 30,447 | 45.9 % (0 from `DutchPorter`) | | Portuguese | 21,344 | 0 |
//! | English | 28,433 | 0.13 % | | Romanian | 58,428 | 15.2 % |
//! | Finnish | 33,305 | 0.22 % | | Russian | 33,190 | 0.22 % |
//! | French | 14,437 | 4.2 % | | Spanish | 18,919 | 0.03 % |
//! | German | 23,356 | 3.5 % | | Swedish | 20,492 | 1.7 % |
//! | Hungarian | 19,921 | 0 | | Tamil | 574 | 0 |
//! | Italian | 23,664 | one word | | Turkish | 64,217 | 9.5 % |

use std::borrow::Cow;
use std::str::FromStr;

use rust_stemmers::Algorithm;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::text::language::Language;
use crate::text::stem::stemmer::{LONGEST_WORD, Stemmer};

/// The language of a classic Snowball stemmer.
///
/// # Examples
/// ```
/// use wordmill::text::stem::{ClassicSnowball, Stemmer};
/// assert_eq!(ClassicSnowball::English.stem("running"), "run");
/// assert_eq!("german".parse::<ClassicSnowball>()?.stem("häusern"), "haus");
/// assert_eq!("de".parse::<ClassicSnowball>()?, ClassicSnowball::German);
/// assert!("greek".parse::<ClassicSnowball>().is_err());
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "languages need no words")]
pub enum ClassicSnowball {
    Arabic,
    Danish,
    Dutch,
    English,
    Finnish,
    French,
    German,
    Hungarian,
    Italian,
    Norwegian,
    Portuguese,
    Romanian,
    Russian,
    Spanish,
    Swedish,
    Tamil,
    Turkish,
}

impl ClassicSnowball {
    /// Every language, with its name.
    pub const ALL: [(&'static str, ClassicSnowball); 17] = [
        ("arabic", ClassicSnowball::Arabic),
        ("danish", ClassicSnowball::Danish),
        ("dutch", ClassicSnowball::Dutch),
        ("english", ClassicSnowball::English),
        ("finnish", ClassicSnowball::Finnish),
        ("french", ClassicSnowball::French),
        ("german", ClassicSnowball::German),
        ("hungarian", ClassicSnowball::Hungarian),
        ("italian", ClassicSnowball::Italian),
        ("norwegian", ClassicSnowball::Norwegian),
        ("portuguese", ClassicSnowball::Portuguese),
        ("romanian", ClassicSnowball::Romanian),
        ("russian", ClassicSnowball::Russian),
        ("spanish", ClassicSnowball::Spanish),
        ("swedish", ClassicSnowball::Swedish),
        ("tamil", ClassicSnowball::Tamil),
        ("turkish", ClassicSnowball::Turkish),
    ];

    /// The language whose words it stems.
    #[must_use]
    pub fn language(self) -> Language {
        match self {
            ClassicSnowball::Arabic => Language::Arabic,
            ClassicSnowball::Danish => Language::Danish,
            ClassicSnowball::Dutch => Language::Dutch,
            ClassicSnowball::English => Language::English,
            ClassicSnowball::Finnish => Language::Finnish,
            ClassicSnowball::French => Language::French,
            ClassicSnowball::German => Language::German,
            ClassicSnowball::Hungarian => Language::Hungarian,
            ClassicSnowball::Italian => Language::Italian,
            ClassicSnowball::Norwegian => Language::Norwegian,
            ClassicSnowball::Portuguese => Language::Portuguese,
            ClassicSnowball::Romanian => Language::Romanian,
            ClassicSnowball::Russian => Language::Russian,
            ClassicSnowball::Spanish => Language::Spanish,
            ClassicSnowball::Swedish => Language::Swedish,
            ClassicSnowball::Tamil => Language::Tamil,
            ClassicSnowball::Turkish => Language::Turkish,
        }
    }

    fn algorithm(self) -> Algorithm {
        match self {
            ClassicSnowball::Arabic => Algorithm::Arabic,
            ClassicSnowball::Danish => Algorithm::Danish,
            ClassicSnowball::Dutch => Algorithm::Dutch,
            ClassicSnowball::English => Algorithm::English,
            ClassicSnowball::Finnish => Algorithm::Finnish,
            ClassicSnowball::French => Algorithm::French,
            ClassicSnowball::German => Algorithm::German,
            ClassicSnowball::Hungarian => Algorithm::Hungarian,
            ClassicSnowball::Italian => Algorithm::Italian,
            ClassicSnowball::Norwegian => Algorithm::Norwegian,
            ClassicSnowball::Portuguese => Algorithm::Portuguese,
            ClassicSnowball::Romanian => Algorithm::Romanian,
            ClassicSnowball::Russian => Algorithm::Russian,
            ClassicSnowball::Spanish => Algorithm::Spanish,
            ClassicSnowball::Swedish => Algorithm::Swedish,
            ClassicSnowball::Tamil => Algorithm::Tamil,
            ClassicSnowball::Turkish => Algorithm::Turkish,
        }
    }
}

impl Stemmer for ClassicSnowball {
    fn stem<'t>(&self, word: &'t str) -> Cow<'t, str> {
        if word.len() > LONGEST_WORD {
            return Cow::Borrowed(word);
        }
        rust_stemmers::Stemmer::create(self.algorithm()).stem(word)
    }
}

impl FromStr for ClassicSnowball {
    type Err = Error;

    /// By English name or ISO 639 code, in lower case.
    fn from_str(name: &str) -> Result<Self> {
        let language = Language::find(name);
        if language == Some(Language::Greek) {
            let expected =
                "another language: the classic Greek stemmer panics on real words and is not offered";
            return Err(Error::parameter("stemmer", name, expected));
        }
        let known = ClassicSnowball::ALL.iter().map(|&(known, _)| known);
        ClassicSnowball::ALL
            .iter()
            .map(|&(_, stemmer)| stemmer)
            .find(|stemmer| language == Some(stemmer.language()))
            .ok_or_else(|| Error::unknown("stemmer", name, known))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        /// Words made of the letters that each algorithm looks at, and of anything else.
        #[test]
        fn no_word_panics(
            latin in "[a-zäöüåæøßçéèêëáàâãíìîïóòôõúùûñğışţăő']{0,14}",
            cyrillic in "[а-яё]{0,14}",
            arabic in "[\u{621}-\u{652}]{0,12}",
            tamil in "[\u{b80}-\u{bff}]{0,12}",
            any in "\\PC{0,12}",
        ) {
            for (_, language) in ClassicSnowball::ALL {
                for word in [&latin, &cyrillic, &arabic, &tamil, &any] {
                    let _ = language.stem(word);
                }
            }
        }
    }

    #[test]
    fn greek_is_refused_with_its_reason() {
        let error = "greek".parse::<ClassicSnowball>().unwrap_err().to_string();
        assert!(error.contains("panics"), "{error}");
        assert!("el".parse::<ClassicSnowball>().is_err());
        let error = "klingon".parse::<ClassicSnowball>().unwrap_err().to_string();
        assert!(error.contains("english"), "{error}");
    }

    #[test]
    fn every_language_answers_to_its_names() {
        for (name, stemmer) in ClassicSnowball::ALL {
            let language = stemmer.language();
            assert_eq!(language.name(), name);
            for name in [name, language.code(), language.long_code()] {
                assert_eq!(name.parse::<ClassicSnowball>().unwrap(), stemmer);
            }
        }
    }
}
