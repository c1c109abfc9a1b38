//! [`AnyStemmer`]: any stemmer of the crate as a plain value that compares, prints and saves.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::text::stem::classic_snowball::ClassicSnowball;
use crate::text::stem::lancaster::Lancaster;
use crate::text::stem::porter::Porter;
use crate::text::stem::snowball::Snowball;
use crate::text::stem::stemmer::Stemmer;

/// A stemmer and which one it is. Every stemmer of the crate turns into one.
///
/// # Examples
/// ```
/// use wordmill::text::stem::{AnyStemmer, Porter, Snowball, Stemmer};
/// let stemmers = [AnyStemmer::from(Snowball::German), Porter::Nltk.into()];
/// assert_eq!(stemmers.map(|stemmer| stemmer.stem("flies").into_owned()), ["flies", "fli"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AnyStemmer {
    /// The Snowball of 2018.
    ClassicSnowball(ClassicSnowball),
    /// Today's Snowball.
    Snowball(Snowball),
    /// Porter's first stemmer.
    Porter(Porter),
    /// Paice and Husk's.
    Lancaster(Lancaster),
}

impl Stemmer for AnyStemmer {
    fn stem<'t>(&self, word: &'t str) -> Cow<'t, str> {
        match self {
            AnyStemmer::ClassicSnowball(stemmer) => stemmer.stem(word),
            AnyStemmer::Snowball(stemmer) => stemmer.stem(word),
            AnyStemmer::Porter(stemmer) => stemmer.stem(word),
            AnyStemmer::Lancaster(stemmer) => stemmer.stem(word),
        }
    }
}

impl From<ClassicSnowball> for AnyStemmer {
    fn from(stemmer: ClassicSnowball) -> Self {
        AnyStemmer::ClassicSnowball(stemmer)
    }
}

impl From<Snowball> for AnyStemmer {
    fn from(stemmer: Snowball) -> Self {
        AnyStemmer::Snowball(stemmer)
    }
}

impl From<Porter> for AnyStemmer {
    fn from(stemmer: Porter) -> Self {
        AnyStemmer::Porter(stemmer)
    }
}

impl From<Lancaster> for AnyStemmer {
    fn from(stemmer: Lancaster) -> Self {
        AnyStemmer::Lancaster(stemmer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back_and_stems_as_what_it_holds() {
        let stemmers: [AnyStemmer; 4] = [
            ClassicSnowball::English.into(),
            Snowball::DutchPorter.into(),
            Porter::Martin.into(),
            Lancaster::default().strip_prefix(true).into(),
        ];
        let json = serde_json::to_string(&stemmers).unwrap();
        let expected = r#"[{"classic_snowball":"english"},{"snowball":"dutch_porter"},{"porter":"martin"},{"lancaster":{"strip_prefix":true}}]"#;
        assert_eq!(json, expected);
        assert_eq!(serde_json::from_str::<[AnyStemmer; 4]>(&json).unwrap(), stemmers);
        // `added`: Porter's second algorithm before and after 2023, Dutch, Porter's first, Lancaster.
        assert_eq!(stemmers.map(|stemmer| stemmer.stem("added").into_owned()), ["ad", "added", "ad", "ad"]);
    }
}
