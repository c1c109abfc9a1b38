//! [`PartOfSpeech`]: the seventeen word classes of Universal Dependencies (UPOS, version 2).

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// What a word does in its sentence.
///
/// # Examples
/// ```
/// use wordmill::text::lemma::PartOfSpeech;
/// assert_eq!("VERB".parse::<PartOfSpeech>()?, PartOfSpeech::Verb);
/// assert_eq!("a".parse::<PartOfSpeech>()?, PartOfSpeech::Adjective);
/// assert_eq!(PartOfSpeech::ProperNoun.tag(), "PROPN");
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(missing_docs, reason = "their names say it")]
pub enum PartOfSpeech {
    Adjective,
    Adposition,
    Adverb,
    Auxiliary,
    CoordinatingConjunction,
    Determiner,
    Interjection,
    Noun,
    Numeral,
    Particle,
    Pronoun,
    ProperNoun,
    Punctuation,
    SubordinatingConjunction,
    Symbol,
    Verb,
    Other,
}

impl PartOfSpeech {
    /// Every part of speech with its UPOS tag.
    pub const ALL: [(&'static str, PartOfSpeech); 17] = [
        ("ADJ", PartOfSpeech::Adjective),
        ("ADP", PartOfSpeech::Adposition),
        ("ADV", PartOfSpeech::Adverb),
        ("AUX", PartOfSpeech::Auxiliary),
        ("CCONJ", PartOfSpeech::CoordinatingConjunction),
        ("DET", PartOfSpeech::Determiner),
        ("INTJ", PartOfSpeech::Interjection),
        ("NOUN", PartOfSpeech::Noun),
        ("NUM", PartOfSpeech::Numeral),
        ("PART", PartOfSpeech::Particle),
        ("PRON", PartOfSpeech::Pronoun),
        ("PROPN", PartOfSpeech::ProperNoun),
        ("PUNCT", PartOfSpeech::Punctuation),
        ("SCONJ", PartOfSpeech::SubordinatingConjunction),
        ("SYM", PartOfSpeech::Symbol),
        ("VERB", PartOfSpeech::Verb),
        ("X", PartOfSpeech::Other),
    ];

    /// The UPOS tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        // The table stands in the order of the tags, not of the names.
        PartOfSpeech::ALL.iter().find(|(_, part)| *part == self).map_or("X", |(tag, _)| tag)
    }
}

impl FromStr for PartOfSpeech {
    type Err = Error;

    /// By a UPOS tag, or by a letter of WordNet: `n`, `v`, `a` or `s`, `r`.
    fn from_str(tag: &str) -> Result<Self> {
        Ok(match tag {
            "n" => PartOfSpeech::Noun,
            "v" => PartOfSpeech::Verb,
            "a" | "s" => PartOfSpeech::Adjective,
            "r" => PartOfSpeech::Adverb,
            _ => {
                let known = PartOfSpeech::ALL.iter().find(|(known, _)| *known == tag);
                let names = || PartOfSpeech::ALL.iter().map(|(known, _)| *known);
                return known
                    .map(|(_, part)| *part)
                    .ok_or_else(|| Error::unknown("part of speech", tag, names()));
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_read_back_and_strangers_are_named() {
        for (tag, part) in PartOfSpeech::ALL {
            assert_eq!((part.tag(), tag.parse::<PartOfSpeech>().unwrap()), (tag, part));
        }
        let error = "NN".parse::<PartOfSpeech>().unwrap_err().to_string();
        assert!(error.contains("\"NN\"") && error.contains("SCONJ"), "{error}");
    }
}
