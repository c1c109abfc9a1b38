//! [`PunktParameters`]: what Punkt learns from a text, and the sides of a sentence on which a word was seen.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::persist;

/// What saved parameters are called inside their file.
const KIND: &str = "punkt parameters";

/// Seen at the beginning of a sentence with an upper-case letter.
pub const BEGIN_UPPER: u8 = 1 << 1;
/// Seen inside a sentence with an upper-case letter.
pub const MIDDLE_UPPER: u8 = 1 << 2;
/// Seen with an upper-case letter where it is not known whether a sentence begins.
pub const UNKNOWN_UPPER: u8 = 1 << 3;
/// Seen at the beginning of a sentence with a lower-case letter.
pub const BEGIN_LOWER: u8 = 1 << 4;
/// Seen inside a sentence with a lower-case letter.
pub const MIDDLE_LOWER: u8 = 1 << 5;
/// Seen with a lower-case letter where it is not known whether a sentence begins.
pub const UNKNOWN_LOWER: u8 = 1 << 6;
/// Seen with an upper-case letter.
pub const ANY_UPPER: u8 = BEGIN_UPPER | MIDDLE_UPPER | UNKNOWN_UPPER;
/// Seen with a lower-case letter.
pub const ANY_LOWER: u8 = BEGIN_LOWER | MIDDLE_LOWER | UNKNOWN_LOWER;

/// What is known of the words of a language, or of a text. Every word stands here as its type: in lower case, numbers
/// as `##number##`.
///
/// As JSON it has the names of NLTK's attributes: `abbrev_types`, `collocations`, `sent_starters` and `ortho_context`.
///
/// # Examples
/// ```
/// use wordmill::text::sentence::{Punkt, PunktParameters};
/// use wordmill::text::Tokenizer;
/// let mut parameters = PunktParameters::default();
/// parameters.abbreviations.insert("approx".to_owned());
/// let json = serde_json::to_string(&parameters)?;
/// assert!(json.starts_with(r#"{"abbrev_types":["approx"]"#));
/// assert_eq!(Punkt::new(parameters).tokens("It is approx. Ten.").len(), 1);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PunktParameters {
    /// Abbreviations, without their final full stop.
    #[serde(rename = "abbrev_types")]
    pub abbreviations: BTreeSet<String>,
    /// Pairs of words between which a full stop ends no sentence: `j` and `bach`.
    pub collocations: BTreeSet<(String, String)>,
    /// Words that often begin sentences.
    #[serde(rename = "sent_starters")]
    pub sentence_starters: BTreeSet<String>,
    /// Where, and in which case, each word was seen: a sum of [`BEGIN_UPPER`] and its like.
    #[serde(rename = "ortho_context")]
    pub orthography: BTreeMap<String, u8>,
}

impl PunktParameters {
    /// Parameters that know abbreviations only.
    ///
    /// # Examples
    /// ```
    /// use wordmill::text::sentence::PunktParameters;
    /// let parameters = PunktParameters::from_abbreviations(["etc", "i.e"]);
    /// assert!(parameters.abbreviations.contains("i.e"));
    /// ```
    pub fn from_abbreviations<S: Into<String>>(abbreviations: impl IntoIterator<Item = S>) -> Self {
        let abbreviations = abbreviations.into_iter().map(Into::into).collect();
        PunktParameters { abbreviations, ..PunktParameters::default() }
    }

    /// Saves the parameters as one file ([`persist`]).
    ///
    /// # Errors
    /// [`Error::Io`](crate::Error::Io) where the file cannot be written; what `path` held before is then still there.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        persist::save(path.as_ref(), KIND, self)
    }

    /// Loads saved parameters.
    ///
    /// # Errors
    /// [`Error::Io`](crate::Error::Io) where the file cannot be read, [`Error::Corrupt`](crate::Error::Corrupt) where
    /// it is damaged, cut off, or holds something else.
    pub fn load(path: impl AsRef<Path>) -> Result<Self> {
        persist::load(path.as_ref(), KIND)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    #[test]
    fn a_damaged_file_is_corrupt_wherever_the_damage_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("english.punkt");
        let mut parameters = PunktParameters::from_abbreviations(["mr", "é.g"]);
        parameters.collocations.insert(("j".into(), "bach".into()));
        parameters.sentence_starters.insert("the".into());
        parameters.orthography.insert("the".into(), BEGIN_UPPER | MIDDLE_LOWER);
        parameters.save(&path).unwrap();
        assert_eq!(PunktParameters::load(&path).unwrap(), parameters);
        let good = std::fs::read(&path).unwrap();
        for place in 0..good.len() {
            let mut bad = good.clone();
            bad[place] = !bad[place];
            std::fs::write(&path, bad).unwrap();
            assert!(matches!(PunktParameters::load(&path), Err(Error::Corrupt { .. })), "changed at {place}");
            std::fs::write(&path, &good[..place]).unwrap();
            assert!(matches!(PunktParameters::load(&path), Err(Error::Corrupt { .. })), "cut at {place}");
        }
    }
}
