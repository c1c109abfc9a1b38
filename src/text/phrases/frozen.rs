//! [`FrozenPhrases`]: the phrases of a model and their scores, nothing else.
//!
//! As `gensim.models.phrases.FrozenPhrases` (gensim 4.4.0).

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_shape};
use crate::persist;
use crate::text::phrases::detect::DetectPhrases;
use crate::text::phrases::params::PhrasesParams;
use crate::text::stopword::StopWords;
use crate::text::vocabulary::Vocabulary;

/// The kind of a file.
const KIND: &str = "frozen phrases";

/// Phrases that are known once and for all.
///
/// # Examples
/// ```
/// use wordmill::text::phrases::{DetectPhrases, Phrases};
/// let sentences = ["new york is big", "he left new york", "a new day"].map(|text| text.split(' '));
/// let frozen = Phrases::params().min_count(1).threshold(1.0).fit(sentences)?.freeze()?;
/// assert_eq!(frozen.len(), 1);
/// assert_eq!(frozen.apply(&["to", "new", "york"]), ["to", "new_york"]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawFrozen", into = "RawFrozen")]
pub struct FrozenPhrases {
    params: PhrasesParams,
    phrases: Vocabulary,
    scores: Vec<f64>,
}

impl FrozenPhrases {
    pub(super) fn of(params: &PhrasesParams, phrases: &[(&str, f64)]) -> Result<Self> {
        Ok(FrozenPhrases {
            params: params.clone(),
            phrases: Vocabulary::in_order(phrases.iter().map(|phrase| phrase.0))?,
            scores: phrases.iter().map(|phrase| phrase.1).collect(),
        })
    }

    /// The phrases with their scores, the highest first.
    pub fn iter(&self) -> impl Iterator<Item = (&str, f64)> {
        self.phrases.iter().zip(self.scores.iter().copied())
    }

    /// How many phrases there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.scores.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.scores.is_empty()
    }

    /// Saves the model.
    ///
    /// # Errors
    /// [`Error::Io`] where the file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        persist::save(path.as_ref(), KIND, self)
    }

    /// Loads what [`save`](FrozenPhrases::save) wrote.
    ///
    /// # Errors
    /// [`Error::Io`] where the file cannot be read, [`Error::Corrupt`] where it is none of these.
    pub fn load(path: impl AsRef<Path>) -> Result<Self> {
        persist::load(path.as_ref(), KIND)
    }
}

impl DetectPhrases for FrozenPhrases {
    fn connector_words(&self) -> &StopWords {
        &self.params.connector_words
    }

    fn delimiter(&self) -> &str {
        &self.params.delimiter
    }

    fn score_candidate(&self, _first: &str, _last: &str, joined: &str) -> Option<f64> {
        self.phrases.id(joined).map(|id| self.scores[id.index()])
    }
}

/// A model as it lies in a file.
#[derive(Serialize, Deserialize)]
struct RawFrozen {
    params: PhrasesParams,
    phrases: Vocabulary,
    scores: Vec<f64>,
}

impl From<FrozenPhrases> for RawFrozen {
    fn from(FrozenPhrases { params, phrases, scores }: FrozenPhrases) -> Self {
        RawFrozen { params, phrases, scores }
    }
}

impl TryFrom<RawFrozen> for FrozenPhrases {
    type Error = Error;

    fn try_from(RawFrozen { params, phrases, scores }: RawFrozen) -> Result<Self> {
        params.check()?;
        check_shape("scores of phrases", phrases.len(), scores.len())?;
        if !scores.iter().all(|&score| score > params.threshold) {
            return Err(Error::corrupt("frozen phrases", "a score does not pass the threshold"));
        }
        Ok(FrozenPhrases { params, phrases, scores })
    }
}
