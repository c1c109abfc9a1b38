//! [`Phrases`]: counts of words and candidates, from which phrases are told.
//!
//! As `gensim.models.phrases.Phrases` (gensim 4.4.0). Scoring by a function of one's own is left out.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_shape};
use crate::persist;
use crate::text::phrases::detect::DetectPhrases;
use crate::text::phrases::frozen::FrozenPhrases;
use crate::text::phrases::learner::{Entries, Learner};
use crate::text::phrases::params::PhrasesParams;
use crate::text::phrases::scoring::CandidateCounts;
use crate::text::stopword::StopWords;
use crate::text::vocabulary::Vocabulary;

/// The kind of a file.
const KIND: &str = "phrases";

/// Phrases that can learn on.
///
/// # Examples
/// ```
/// use wordmill::text::phrases::{DetectPhrases, Phrases};
/// let sentences = ["new york is big", "he left new york", "a new day"].map(|text| text.split(' '));
/// let phrases = Phrases::params().min_count(1).threshold(1.0).fit(sentences)?;
/// assert_eq!(phrases.export(), [("new_york", 2.5)]);
/// assert_eq!(phrases.apply(&["to", "new", "york"]), ["to", "new_york"]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawPhrases", into = "RawPhrases")]
pub struct Phrases {
    params: PhrasesParams,
    entries: Entries,
    /// Words read.
    total: u64,
    /// The count that the next pruning asks for.
    least: u64,
}

impl PhrasesParams {
    /// Counts words and candidates in sentences.
    ///
    /// # Errors
    /// [`Error::Parameter`] for a minimum count of 0, an empty delimiter, a threshold that is
    /// not positive (or for normalised information not between −1 and 1);
    /// [`Error::Limit`] past 2³² − 2 entries.
    pub fn fit<D>(&self, sentences: impl IntoIterator<Item = D>) -> Result<Phrases>
    where
        D: IntoIterator<Item: AsRef<str>>,
    {
        self.check()?;
        let params = self.clone();
        let mut phrases = Phrases { params, entries: Entries::default(), total: 0, least: 1 };
        phrases.update(sentences)?;
        Ok(phrases)
    }
}

impl Phrases {
    /// The default parameters.
    #[must_use]
    pub fn params() -> PhrasesParams {
        PhrasesParams::default()
    }

    /// Learns from more sentences. They are counted apart and then added, so that their rare words are not pruned
    /// beside the large counts that stand already.
    ///
    /// # Errors
    /// [`Error::Limit`] past 2³² − 2 entries.
    pub fn update<D>(&mut self, sentences: impl IntoIterator<Item = D>) -> Result<()>
    where
        D: IntoIterator<Item: AsRef<str>>,
    {
        let mut learner = Learner::new(&self.params)?;
        for sentence in sentences {
            learner.sentence(sentence)?;
        }
        let Learner { entries, total, least, .. } = learner;
        self.add(entries, total, least)
    }

    /// Adds the counts of another model, which was fitted with the same parameters, to this one's.
    ///
    /// # Errors
    /// [`Error::Parameter`] for other parameters, [`Error::Limit`] past 2³² − 2 entries.
    pub fn merge(&mut self, other: &Phrases) -> Result<()> {
        if self.params != other.params {
            return Err(Error::parameter("params", "other parameters", "those of the model to merge into"));
        }
        self.add(other.entries.clone(), other.total, other.least)
    }

    /// gensim forgets how far the first sentences were pruned; so does this.
    fn add(&mut self, entries: Entries, total: u64, least: u64) -> Result<()> {
        self.total += total;
        if self.entries.counts.is_empty() {
            self.entries = entries;
            return Ok(());
        }
        self.least = self.least.max(least);
        for (text, &count) in entries.texts.iter().zip(&entries.counts) {
            self.entries.add(text, count)?;
        }
        if self.entries.texts.len() > self.params.max_entries {
            self.entries.prune(self.least)?;
            self.least += 1;
        }
        Ok(())
    }

    /// How often a word, or a candidate whose words are joined by the delimiter, was counted.
    #[must_use]
    pub fn count(&self, entry: &str) -> u64 {
        self.entries.count(entry)
    }

    /// Words and candidates with their counts, in the order in which they were first seen.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        self.entries.texts.iter().zip(self.entries.counts.iter().copied())
    }

    /// How many distinct words and candidates were counted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.counts.len()
    }

    /// Whether none were.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.counts.is_empty()
    }

    /// How many words were read, connectors among them.
    #[must_use]
    pub fn total_words(&self) -> u64 {
        self.total
    }

    /// All phrases with their scores, the highest first, and where scores are equal, in code-point order.
    ///
    /// As gensim, this takes an entry for the words that the delimiter cuts it into, whatever it was when it was
    /// counted: where words hold the delimiter themselves, a phrase that [`apply`](DetectPhrases::apply) finds may be
    /// missing.
    #[must_use]
    pub fn export(&self) -> Vec<(&str, f64)> {
        let scoring = self.params.scoring;
        // Most entries are rare pairs: their count alone tells that they are no phrases, before any look-up.
        let frequent = self.iter().filter(|entry| scoring.may_pass(entry.1, self.params.min_count));
        let score = |(entry, _)| {
            let mut words = str::split(entry, self.params.delimiter.as_str());
            let (first, last) = (words.next()?, words.last()?);
            Some((entry, self.score_candidate(first, last, entry)?))
        };
        let mut phrases: Vec<(&str, f64)> = frequent.filter_map(score).collect();
        phrases.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        phrases
    }

    /// The exported phrases as a model that takes less room, detects faster and cannot learn.
    ///
    /// # Errors
    /// [`Error::Limit`] past 2³² − 2 phrases.
    pub fn freeze(&self) -> Result<FrozenPhrases> {
        FrozenPhrases::of(&self.params, &self.export())
    }

    /// Saves the model.
    ///
    /// # Errors
    /// [`Error::Io`] where the file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        persist::save(path.as_ref(), KIND, self)
    }

    /// Loads what [`save`](Phrases::save) wrote.
    ///
    /// # Errors
    /// [`Error::Io`] where the file cannot be read, [`Error::Corrupt`] where it is none of these.
    pub fn load(path: impl AsRef<Path>) -> Result<Self> {
        persist::load(path.as_ref(), KIND)
    }
}

impl DetectPhrases for Phrases {
    fn connector_words(&self) -> &StopWords {
        &self.params.connector_words
    }

    fn delimiter(&self) -> &str {
        &self.params.delimiter
    }

    fn score_candidate(&self, first: &str, last: &str, joined: &str) -> Option<f64> {
        let found = |text| Some(self.entries.count(text)).filter(|&count| count > 0);
        let counts = CandidateCounts {
            first: found(first)?,
            last: found(last)?,
            joined: found(joined)?,
            entries: self.entries.counts.len(),
            minimum: self.params.min_count,
            words: self.total,
        };
        Some(self.params.scoring.score(counts)).filter(|&score| score > self.params.threshold)
    }
}

/// A model as it lies in a file.
#[derive(Serialize, Deserialize)]
struct RawPhrases {
    params: PhrasesParams,
    texts: Vocabulary,
    counts: Vec<u64>,
    total: u64,
    least: u64,
}

impl From<Phrases> for RawPhrases {
    fn from(phrases: Phrases) -> Self {
        let Phrases { params, entries: Entries { texts, counts }, total, least } = phrases;
        RawPhrases { params, texts, counts, total, least }
    }
}

impl TryFrom<RawPhrases> for Phrases {
    type Error = Error;

    fn try_from(raw: RawPhrases) -> Result<Self> {
        let RawPhrases { params, texts, counts, total, least } = raw;
        params.check()?;
        check_shape("counts of phrases", texts.len(), counts.len())?;
        Ok(Phrases { params, entries: Entries { texts, counts }, total, least })
    }
}

#[cfg(test)]
mod tests;
