//! [`PunktTrainerParams`]: what counts as an abbreviation, a collocation, a frequent beginning of sentences.

use serde::{Deserialize, Serialize};

use crate::error::{Result, check_parameter};
use crate::text::sentence::punkt::language::PunktLanguage;

/// The settings of a [`PunktTrainer`](crate::text::sentence::PunktTrainer); the defaults are NLTK's.
///
/// # Examples
/// ```
/// use wordmill::text::sentence::{PunktTrainer, punkt::PunktTrainerParams};
/// let params = PunktTrainerParams::default().include_all_collocations(true).min_collocation_count(2);
/// let mut trainer = PunktTrainer::new(params)?;
/// trainer.train("Dr. Who met Dr. No.")?;
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PunktTrainerParams {
    pub(crate) language: PunktLanguage,
    pub(crate) abbreviation_threshold: f64,
    pub(crate) ignore_abbreviation_penalty: bool,
    pub(crate) rare_abbreviation_below: u64,
    pub(crate) collocation_threshold: f64,
    pub(crate) sentence_starter_threshold: f64,
    pub(crate) include_all_collocations: bool,
    pub(crate) include_abbreviation_collocations: bool,
    pub(crate) min_collocation_count: u64,
}

impl Default for PunktTrainerParams {
    fn default() -> Self {
        PunktTrainerParams {
            language: PunktLanguage::default(),
            abbreviation_threshold: 0.3,
            ignore_abbreviation_penalty: false,
            rare_abbreviation_below: 5,
            collocation_threshold: 7.88,
            sentence_starter_threshold: 30.0,
            include_all_collocations: false,
            include_abbreviation_collocations: false,
            min_collocation_count: 1,
        }
    }
}

impl PunktTrainerParams {
    /// The marks of the language.
    #[must_use]
    pub fn language(mut self, language: PunktLanguage) -> Self {
        self.language = language;
        self
    }

    /// The score from which a word is an abbreviation (NLTK's `ABBREV`, 0.3).
    #[must_use]
    pub fn abbreviation_threshold(mut self, threshold: f64) -> Self {
        self.abbreviation_threshold = threshold;
        self
    }

    /// Whether a word may be an abbreviation however often it stands without a full stop (`IGNORE_ABBREV_PENALTY`, no).
    #[must_use]
    pub fn ignore_abbreviation_penalty(mut self, ignore: bool) -> Self {
        self.ignore_abbreviation_penalty = ignore;
        self
    }

    /// A word seen less often than this may be an abbreviation by what follows it alone (`ABBREV_BACKOFF`, 5).
    #[must_use]
    pub fn rare_abbreviation_below(mut self, count: u64) -> Self {
        self.rare_abbreviation_below = count;
        self
    }

    /// The log-likelihood ratio from which two words are a collocation (`COLLOCATION`, 7.88).
    #[must_use]
    pub fn collocation_threshold(mut self, threshold: f64) -> Self {
        self.collocation_threshold = threshold;
        self
    }

    /// The log-likelihood ratio from which a word often begins sentences (`SENT_STARTER`, 30).
    #[must_use]
    pub fn sentence_starter_threshold(mut self, threshold: f64) -> Self {
        self.sentence_starter_threshold = threshold;
        self
    }

    /// Whether any two words with a full stop between may be a collocation (`INCLUDE_ALL_COLLOCS`, no). By default the
    /// first must be an initial or a number.
    #[must_use]
    pub fn include_all_collocations(mut self, include: bool) -> Self {
        self.include_all_collocations = include;
        self
    }

    /// Whether an abbreviation may be the first word of a collocation (`INCLUDE_ABBREV_COLLOCS`, no).
    #[must_use]
    pub fn include_abbreviation_collocations(mut self, include: bool) -> Self {
        self.include_abbreviation_collocations = include;
        self
    }

    /// A collocation must be seen more often than this (`MIN_COLLOC_FREQ`, 1).
    #[must_use]
    pub fn min_collocation_count(mut self, count: u64) -> Self {
        self.min_collocation_count = count;
        self
    }

    pub(crate) fn check(&self) -> Result<()> {
        for (name, threshold) in [
            ("abbreviation_threshold", self.abbreviation_threshold),
            ("collocation_threshold", self.collocation_threshold),
            ("sentence_starter_threshold", self.sentence_starter_threshold),
        ] {
            check_parameter(threshold.is_finite(), name, threshold, "a finite number")?;
        }
        Ok(())
    }
}
