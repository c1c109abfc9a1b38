//! Stemmers by the names of the command line: a language and an algorithm.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, TypedValueParser};
use wordmill::text::Language;
use wordmill::text::stem::{AnyStemmer, ClassicSnowball, Lancaster, Porter, Snowball};

use crate::failure::Failure;

/// The algorithms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Algorithm {
    /// Snowball as it is today
    Snowball,
    /// Snowball of 2018, as in rust-stemmers
    Classic,
    /// Porter's first stemmer for English with NLTK's extensions
    Porter,
    /// The same with Martin Porter's own extensions
    PorterMartin,
    /// The same as in the paper of 1980
    PorterOriginal,
    /// Paice and Husk's stemmer for English
    Lancaster,
}

impl Algorithm {
    /// The stemmer for a language, as [`LanguageParser`] gives it.
    pub(crate) fn stemmer(self, language: &str) -> Result<AnyStemmer, Failure> {
        let english = |stemmer: AnyStemmer| {
            if language.parse::<Language>().is_ok_and(|language| language == Language::English) {
                return Ok(stemmer);
            }
            Err(Failure::Usage(format!(
                "the stemmers of Porter and Lancaster are for English, not for {language}"
            )))
        };
        match self {
            Algorithm::Snowball => Ok(language.parse::<Snowball>()?.into()),
            Algorithm::Classic => Ok(language.parse::<ClassicSnowball>()?.into()),
            Algorithm::Porter => english(Porter::Nltk.into()),
            Algorithm::PorterMartin => english(Porter::Martin.into()),
            Algorithm::PorterOriginal => english(Porter::Original.into()),
            Algorithm::Lancaster => english(Lancaster::default().into()),
        }
    }
}

/// Reads a language by its English name or ISO 639 code, or the name of one of Snowball's algorithms, and knows the
/// names for help and completions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LanguageParser;

impl TypedValueParser for LanguageParser {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        let parse = |name: &str| name.parse::<Snowball>().map(|_| name.to_owned());
        TypedValueParser::parse_ref(&parse, command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Snowball::all().map(|algorithm| {
            let code = algorithm.language().code();
            let is_main = algorithm == Snowball::from(algorithm.language());
            let value = PossibleValue::new(algorithm.name());
            if is_main { value.alias(code) } else { value }
        })))
    }
}
