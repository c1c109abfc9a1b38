//! [`Language`]: the languages that stemmers and stop lists know, by their English names and ISO 639 codes.
//!
//! They are the languages of the Snowball project; a language without a stemmer or a list is not among them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// A language.
///
/// # Examples
/// ```
/// use wordmill::text::Language;
/// let language: Language = "de".parse()?;
/// assert_eq!(language, Language::German);
/// assert_eq!((language.name(), language.code(), language.long_code()), ("german", "de", "deu"));
/// assert_eq!("german".parse::<Language>()?, "deu".parse()?);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
#[expect(missing_docs, reason = "languages need no words")]
pub enum Language {
    Arabic,
    Armenian,
    Basque,
    Catalan,
    Czech,
    Danish,
    Dutch,
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
    Nepali,
    Norwegian,
    Persian,
    Polish,
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

/// English name, ISO 639-1 and ISO 639-3 code of every language, in the order of the variants.
const TABLE: [(Language, &str, &str, &str); 35] = [
    (Language::Arabic, "arabic", "ar", "ara"),
    (Language::Armenian, "armenian", "hy", "hye"),
    (Language::Basque, "basque", "eu", "eus"),
    (Language::Catalan, "catalan", "ca", "cat"),
    (Language::Czech, "czech", "cs", "ces"),
    (Language::Danish, "danish", "da", "dan"),
    (Language::Dutch, "dutch", "nl", "nld"),
    (Language::English, "english", "en", "eng"),
    (Language::Esperanto, "esperanto", "eo", "epo"),
    (Language::Estonian, "estonian", "et", "est"),
    (Language::Finnish, "finnish", "fi", "fin"),
    (Language::French, "french", "fr", "fra"),
    (Language::German, "german", "de", "deu"),
    (Language::Greek, "greek", "el", "ell"),
    (Language::Hindi, "hindi", "hi", "hin"),
    (Language::Hungarian, "hungarian", "hu", "hun"),
    (Language::Indonesian, "indonesian", "id", "ind"),
    (Language::Irish, "irish", "ga", "gle"),
    (Language::Italian, "italian", "it", "ita"),
    (Language::Lithuanian, "lithuanian", "lt", "lit"),
    (Language::Nepali, "nepali", "ne", "nep"),
    (Language::Norwegian, "norwegian", "no", "nor"),
    (Language::Persian, "persian", "fa", "fas"),
    (Language::Polish, "polish", "pl", "pol"),
    (Language::Portuguese, "portuguese", "pt", "por"),
    (Language::Romanian, "romanian", "ro", "ron"),
    (Language::Russian, "russian", "ru", "rus"),
    (Language::Serbian, "serbian", "sr", "srp"),
    (Language::Sesotho, "sesotho", "st", "sot"),
    (Language::Spanish, "spanish", "es", "spa"),
    (Language::Swedish, "swedish", "sv", "swe"),
    (Language::Tamil, "tamil", "ta", "tam"),
    (Language::Turkish, "turkish", "tr", "tur"),
    (Language::Ukrainian, "ukrainian", "uk", "ukr"),
    (Language::Yiddish, "yiddish", "yi", "yid"),
];

impl Language {
    /// Every language, in the order of the English names.
    pub fn all() -> impl Iterator<Item = Language> {
        TABLE.iter().map(|&(language, ..)| language)
    }

    /// The English name, in lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        TABLE[self as usize].1
    }

    /// The code of two letters (ISO 639-1).
    #[must_use]
    pub fn code(self) -> &'static str {
        TABLE[self as usize].2
    }

    /// The code of three letters (ISO 639-3).
    #[must_use]
    pub fn long_code(self) -> &'static str {
        TABLE[self as usize].3
    }

    /// The language of a name or code.
    pub(crate) fn find(name: &str) -> Option<Language> {
        let named =
            |&&(_, english, short, long): &&(_, &str, &str, &str)| [english, short, long].contains(&name);
        TABLE.iter().find(named).map(|&(language, ..)| language)
    }
}

impl FromStr for Language {
    type Err = Error;

    /// By English name or ISO 639 code, in lower case.
    fn from_str(name: &str) -> Result<Self> {
        Language::find(name)
            .ok_or_else(|| Error::unknown("language", name, Language::all().map(Language::name)))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_answers_to_its_names() {
        for (place, language) in Language::all().enumerate() {
            assert_eq!(language as usize, place, "{language}");
            for name in [language.name(), language.code(), language.long_code()] {
                assert_eq!(name.parse::<Language>().unwrap(), language);
            }
            let json = serde_json::to_string(&language).unwrap();
            assert_eq!(json, format!("\"{language}\""));
        }
        assert!(Language::all().map(Language::name).is_sorted());
        let error = "klingon".parse::<Language>().unwrap_err().to_string();
        assert!(error.contains("klingon") && error.contains("armenian"), "{error}");
    }
}
