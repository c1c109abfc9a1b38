//! [`Features`]: vectorizers side by side, as one.
//!
//! Words and pairs of words, stems beside words, counts beside weights: each vectorizer learns for itself,
//! and their columns stand next to each other (scikit-learn's `FeatureUnion`).

use serde::{Deserialize, Serialize};

use crate::bow::count::Count;
use crate::bow::count_params::CountParams;
use crate::bow::terms::Terms;
use crate::bow::tfidf::{TfIdf, TfIdfParams};
use crate::error::{Error, Result};
use crate::fit::Fit;
use crate::progress::Progress;
use crate::text::analyzer::Analyzer;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// A vectorizer that is yet to learn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Features {
    /// Counts.
    Count(CountParams),
    /// Weights.
    TfIdf(TfIdfParams),
}

/// A vectorizer that has learnt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum FittedFeatures {
    /// Counts.
    Count(Count),
    /// Weights.
    TfIdf(TfIdf),
}

impl Features {
    /// The same with other lengths of n-grams, both included.
    #[must_use]
    pub fn ngrams(self, shortest: usize, longest: usize) -> Self {
        match self {
            Features::Count(params) => Features::Count(params.ngrams(shortest, longest)),
            Features::TfIdf(params) => Features::TfIdf(params.ngrams(shortest, longest)),
        }
    }

    /// Learns from documents and gives their rows too.
    ///
    /// # Errors
    /// As [`CountParams`] and [`TfIdfParams`].
    pub fn fit_transform<S: AsRef<str> + Sync, V: Value>(
        &self,
        documents: &[S],
        progress: &mut dyn Progress,
    ) -> Result<(FittedFeatures, SparseMatrix<V>)> {
        Ok(match self {
            Features::Count(params) => {
                let (count, rows) = params.fit_transform(documents, progress)?;
                (FittedFeatures::Count(count), rows)
            }
            Features::TfIdf(params) => {
                let (tfidf, rows) = params.fit_transform(documents, progress)?;
                (FittedFeatures::TfIdf(tfidf), rows)
            }
        })
    }
}

impl<S: AsRef<str> + Sync> Fit<[S]> for Features {
    type Model = FittedFeatures;

    fn fit_with(&self, documents: &[S], progress: &mut dyn Progress) -> Result<FittedFeatures> {
        Ok(match self {
            Features::Count(params) => FittedFeatures::Count(params.fit_with(documents, progress)?),
            Features::TfIdf(params) => FittedFeatures::TfIdf(params.fit_with(documents, progress)?),
        })
    }
}

impl FittedFeatures {
    /// The terms, a column each.
    #[must_use]
    pub fn terms(&self) -> &Terms {
        match self {
            FittedFeatures::Count(count) => count.terms(),
            FittedFeatures::TfIdf(tfidf) => tfidf.terms(),
        }
    }

    /// How text becomes terms.
    #[must_use]
    pub fn analyzer(&self) -> &Analyzer {
        match self {
            FittedFeatures::Count(count) => count.analyzer(),
            FittedFeatures::TfIdf(tfidf) => tfidf.analyzer(),
        }
    }

    /// The rows of documents.
    ///
    /// # Errors
    /// As [`Count::rows`] and [`TfIdf::rows`].
    pub fn rows<S: AsRef<str> + Sync, V: Value>(&self, documents: &[S]) -> Result<SparseMatrix<V>> {
        match self {
            FittedFeatures::Count(count) => count.rows(documents),
            FittedFeatures::TfIdf(tfidf) => tfidf.rows(documents),
        }
    }
}

/// Puts the rows of several vectorizers side by side.
pub(crate) fn union<V: Value>(mut parts: Vec<SparseMatrix<V>>) -> Result<SparseMatrix<V>> {
    match parts.len() {
        0 => Err(Error::Empty { what: "list of features" }),
        1 => Ok(parts.swap_remove(0)),
        _ => SparseMatrix::beside(&parts),
    }
}
