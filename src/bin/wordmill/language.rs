//! [`LanguageParser`]: the name of a stemmer's language on the command line.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, TypedValueParser};
use wordmill::text::stem::ClassicSnowball;

/// Reads a language as the library does, whose reason for a refusal it passes on, and knows the names
/// for help and completions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LanguageParser;

impl TypedValueParser for LanguageParser {
    type Value = ClassicSnowball;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<ClassicSnowball, clap::Error> {
        let parse = |name: &str| name.parse::<ClassicSnowball>();
        TypedValueParser::parse_ref(&parse, command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(ClassicSnowball::ALL.iter().map(|&(name, _)| PossibleValue::new(name))))
    }
}
