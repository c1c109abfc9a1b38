//! [`PhrasesParams`]: what makes a phrase.

use serde::{Deserialize, Serialize};

use crate::error::{Result, check_parameter};
use crate::text::phrases::scoring::PhraseScoring;
use crate::text::stopword::StopWords;

/// Parameters of [`Phrases`](crate::text::phrases::Phrases); the defaults are gensim's.
///
/// # Examples
/// ```
/// use wordmill::text::phrases::{PhraseScoring, PhrasesParams};
/// let params = PhrasesParams::default().scoring(PhraseScoring::NormalizedInformation).threshold(0.5);
/// assert!(params.fit([["so", "good"]]).is_ok());
/// assert!(params.threshold(2.0).fit([["so", "good"]]).is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PhrasesParams {
    pub(super) min_count: u64,
    pub(super) threshold: f64,
    pub(super) max_entries: usize,
    pub(super) delimiter: String,
    pub(super) scoring: PhraseScoring,
    pub(super) connector_words: StopWords,
}

impl Default for PhrasesParams {
    fn default() -> Self {
        PhrasesParams {
            min_count: 5,
            threshold: 10.0,
            max_entries: 40_000_000,
            delimiter: "_".into(),
            scoring: PhraseScoring::default(),
            connector_words: StopWords::none(),
        }
    }
}

impl PhrasesParams {
    /// The count that is taken off each phrase's (by [`PhraseScoring::Frequency`]), or that each must reach (by
    /// [`PhraseScoring::NormalizedInformation`]); 5 unless set.
    #[must_use]
    pub fn min_count(self, min_count: u64) -> Self {
        PhrasesParams { min_count, ..self }
    }

    /// The score that a phrase must pass; 10 unless set.
    #[must_use]
    pub fn threshold(self, threshold: f64) -> Self {
        PhrasesParams { threshold, ..self }
    }

    /// The entries (words and candidates) that may be counted at a time; 40 million unless set.
    ///
    /// After each sentence that leaves more, entries are dropped as gensim drops them: those with a count below 1 the
    /// first time (that is, none), below 2 the second time, then below 3 and so on. An entry that comes again starts at
    /// 0, so counts of rare ones are too low.
    #[must_use]
    pub fn max_entries(self, max_entries: usize) -> Self {
        PhrasesParams { max_entries, ..self }
    }

    /// What stands between the words of a phrase; `_` unless set.
    #[must_use]
    pub fn delimiter(self, delimiter: &str) -> Self {
        PhrasesParams { delimiter: delimiter.into(), ..self }
    }

    /// How candidates are scored; by frequency unless set.
    #[must_use]
    pub fn scoring(self, scoring: PhraseScoring) -> Self {
        PhrasesParams { scoring, ..self }
    }

    /// Words that may stand inside a phrase but not at its ends, and are not counted; none unless set.
    #[must_use]
    pub fn connector_words(self, connector_words: StopWords) -> Self {
        PhrasesParams { connector_words, ..self }
    }

    pub(super) fn check(&self) -> Result<()> {
        check_parameter(self.min_count > 0, "min_count", self.min_count, "at least 1")?;
        check_parameter(!self.delimiter.is_empty(), "delimiter", "nothing", "at least one character")?;
        let (threshold, allowed, expected) = match self.scoring {
            PhraseScoring::Frequency => (self.threshold, self.threshold > 0.0, "a number above 0"),
            PhraseScoring::NormalizedInformation => {
                (self.threshold, (-1.0..=1.0).contains(&self.threshold), "a number from −1 to 1")
            }
        };
        check_parameter(allowed, "threshold", threshold, expected)
    }
}
