//! [`CountParams`]: what to count, every choice of scikit-learn's `CountVectorizer` but those of reading files.

use serde::{Deserialize, Serialize};

use crate::bow::fixed_vocabulary::FixedVocabulary;
use crate::bow::limit::Limit;
use crate::bow::rows::Weighing;
use crate::error::{Result, check_parameter};
use crate::text::analyzer::Analyzer;
use crate::text::vocabulary::Vocabulary;
use crate::vector::value::Value;

/// What to count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CountParams {
    analyzer: Analyzer,
    min_df: Limit,
    max_df: Limit,
    max_features: Option<usize>,
    binary: bool,
    vocabulary: Option<FixedVocabulary>,
}

impl Default for CountParams {
    fn default() -> Self {
        CountParams {
            analyzer: Analyzer::default(),
            min_df: Limit::Documents(1),
            max_df: Limit::Share(1.0),
            max_features: None,
            binary: false,
            vocabulary: None,
        }
    }
}

impl CountParams {
    /// How text becomes terms. Default: scikit-learn's words, lower-cased.
    #[must_use]
    pub fn analyzer(mut self, analyzer: Analyzer) -> Self {
        self.analyzer = analyzer;
        self
    }

    /// The lengths of n-grams, both included (sets them in the analyzer). Default: 1 to 1.
    #[must_use]
    pub fn ngrams(mut self, shortest: usize, longest: usize) -> Self {
        self.analyzer = self.analyzer.ngrams(shortest, longest);
        self
    }

    /// The fewest documents that a term must occur in, 1 or more. Default: 1.
    #[must_use]
    pub fn min_df(mut self, documents: u64) -> Self {
        self.min_df = Limit::Documents(documents);
        self
    }

    /// The same as a share of all documents, 0 to 1.
    #[must_use]
    pub fn min_df_share(mut self, share: f64) -> Self {
        self.min_df = Limit::Share(share);
        self
    }

    /// The most documents that a term may occur in, 1 or more. Default: all.
    #[must_use]
    pub fn max_df(mut self, documents: u64) -> Self {
        self.max_df = Limit::Documents(documents);
        self
    }

    /// The same as a share of all documents, 0 to 1.
    #[must_use]
    pub fn max_df_share(mut self, share: f64) -> Self {
        self.max_df = Limit::Share(share);
        self
    }

    /// Keeps only so many terms, 1 or more: those that occur most often (equally frequent: those first in
    /// order). Default: all.
    #[must_use]
    pub fn max_features(mut self, terms: usize) -> Self {
        self.max_features = Some(terms);
        self
    }

    /// Whether every count above 0 becomes 1. Default: no.
    #[must_use]
    pub fn binary(mut self, binary: bool) -> Self {
        self.binary = binary;
        self
    }

    /// Terms that are given, in the order of their columns, instead of learnt; limits of documents and the number of
    /// terms play no part then. They are terms as the analyzer makes them: `Good` is none that lower-cases. Default: terms
    /// are learnt.
    #[must_use]
    pub fn vocabulary<S: Into<String>>(mut self, terms: impl IntoIterator<Item = S>) -> Self {
        self.vocabulary = Some(FixedVocabulary::in_order(terms));
        self
    }

    /// The same with the column of each term, which must be all of 0 to one less than their number.
    #[must_use]
    pub fn vocabulary_columns<S: Into<String>>(mut self, terms: impl IntoIterator<Item = (S, u64)>) -> Self {
        self.vocabulary = Some(FixedVocabulary::at_columns(terms));
        self
    }

    /// Whether the count of a term above 0 becomes 1.
    pub(crate) fn is_binary(&self) -> bool {
        self.binary
    }

    /// Whether terms are given.
    pub(crate) fn is_fixed(&self) -> bool {
        self.vocabulary.is_some()
    }

    /// How text becomes terms.
    pub(crate) fn chosen_analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// The most terms to keep.
    pub(crate) fn most_terms(&self) -> Option<usize> {
        self.max_features
    }

    /// The terms that are given, by column.
    ///
    /// # Errors
    /// [`Error::Empty`](crate::Error::Empty) for none, [`Error::Parameter`](crate::Error::Parameter) for a term twice or columns that are not all of 0 to one less than
    /// their number.
    pub(crate) fn fixed_vocabulary(&self) -> Result<Option<Vocabulary>> {
        self.vocabulary.as_ref().map(FixedVocabulary::to_vocabulary).transpose()
    }

    /// The fewest and the most documents of so many that a term may occur in, perhaps fractions.
    pub(crate) fn limits(&self, documents: u64) -> Result<(f64, f64)> {
        let (min, max) = (self.min_df.of(documents), self.max_df.of(documents));
        check_parameter(min <= max, "max_df", max, "at least min_df, both in documents")?;
        Ok((min, max))
    }

    /// Refuses what scikit-learn refuses before it sees a document.
    pub(crate) fn check(&self) -> Result<()> {
        self.analyzer.check()?;
        self.min_df.check("min_df")?;
        self.max_df.check("max_df")?;
        check_parameter(self.max_features != Some(0), "max_features", 0, "1 or more")?;
        self.fixed_vocabulary().map(|_| ())
    }
}

/// Counts weigh what they are.
impl<V: Value> Weighing<V> for CountParams {
    type Weight = V;

    #[inline(always)]
    fn weight(&self, _: u32, count: u32) -> V {
        V::from_f64(if self.binary { 1.0 } else { f64::from(count) })
    }

    fn values(&self, weights: &[V], values: &mut [V]) {
        values.copy_from_slice(weights);
    }
}
