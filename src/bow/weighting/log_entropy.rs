//! [`LogEntropy`]: logarithms of counts, weighed by how unevenly a term is spread (Dumais, "Improving the retrieval of
//! information from external sources", 1991), with the numbers of gensim 4.4.0's `LogEntropyModel`.
//!
//! ```text
//! weight(t, d) = ln(count + 1) · (1 + Σ p · ln p / ln(n + 1)),   p = count(t, d) / count(t) in all n documents
//! ```
//!
//! The sum is over the documents of the fit. A term that stands in one document alone weighs 1, one that is spread
//! evenly over all weighs next to nothing. gensim divides by `ln(n + 1)` where the paper has `ln n`, so that nothing
//! weighs quite 0. A term that no document held at fit weighs 0.

use serde::{Deserialize, Serialize};

use crate::bow::norm::Norm;
use crate::bow::weighting::counts::{check_counts_to_learn, check_counts_to_weigh};
use crate::error::{Error, Result};
use crate::fit::{Fit, Transform};
use crate::progress::Progress;
use crate::vector::sparse::{Row, SparseMatrix};
use crate::vector::value::Value;

/// How counts are weighed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LogEntropyParams {
    norm: Norm,
}

impl LogEntropyParams {
    /// What rows are divided by. Default: their Euclidean length.
    #[must_use]
    pub fn norm(mut self, norm: Norm) -> Self {
        self.norm = norm;
        self
    }
}

impl<V: Value> Fit<SparseMatrix<V>> for LogEntropyParams {
    type Model = LogEntropy;

    /// Learns the weight of every column of a count matrix.
    ///
    /// # Errors
    /// [`Error::Empty`] for a matrix that counts nothing, [`Error::Corrupt`] for a negative count or where counts of a
    /// term add up past the range of `f64`.
    ///
    /// # Determinism
    /// Entropies are added up in the order of the documents.
    fn fit_with(&self, counts: &SparseMatrix<V>, _: &mut dyn Progress) -> Result<LogEntropy> {
        check_counts_to_learn(counts)?;
        let mut totals = vec![0.0; counts.columns()];
        for (column, count) in counts.iter().flat_map(Row::iter) {
            totals[column as usize] += count.into();
        }
        let mut entropies = vec![0.0; counts.columns()];
        for (column, count) in counts.iter().flat_map(Row::iter) {
            let share = count.into() / totals[column as usize];
            // p · ln p has the limit 0.
            if share > 0.0 {
                entropies[column as usize] += share * share.ln();
            }
        }
        let most = (counts.rows() as f64 + 1.0).ln();
        let weight = |(total, entropy): (&f64, f64)| if *total > 0.0 { 1.0 + entropy / most } else { 0.0 };
        let weights = totals.iter().zip(entropies).map(weight).collect();
        LogEntropy::try_from(RawLogEntropy { params: *self, weights })
    }
}

/// The weight of every column.
///
/// # Examples
/// ```
/// use wordmill::{Fit, bow::{Norm, weighting::LogEntropy}, vector::SparseMatrix};
/// let counts = SparseMatrix::from_parts(2, vec![0, 2, 3], vec![0, 1, 1], vec![2.0, 1.0, 1.0])?;
/// let model = LogEntropy::params().norm(Norm::None).fit(&counts)?;
/// // gensim 4.4.0: LogEntropyModel(corpus, normalize=False).
/// assert_eq!(model.weights(), [1.0, 0.3690702464285426]);
/// assert_eq!(model.rows(&counts)?.row(0).values, [1.0986122886681098, 0.2558200007405085]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawLogEntropy")]
pub struct LogEntropy {
    params: LogEntropyParams,
    weights: Vec<f64>,
}

impl LogEntropy {
    /// Params with gensim's defaults.
    #[must_use]
    pub fn params() -> LogEntropyParams {
        LogEntropyParams::default()
    }

    /// How the model was told to weigh.
    #[must_use]
    pub fn fitted_params(&self) -> LogEntropyParams {
        self.params
    }

    /// What each column weighs, 0 to 1.
    #[must_use]
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The weights of a count matrix, its entries in their places. Computed in `f64` and rounded once, and once more
    /// where rows are divided.
    ///
    /// # Errors
    /// [`Error::Shape`] for another number of columns than at fit, [`Error::Corrupt`] for a negative count.
    pub fn rows<V: Value>(&self, counts: &SparseMatrix<V>) -> Result<SparseMatrix<V>> {
        check_counts_to_weigh(counts, self.weights.len())?;
        let weighed = counts.clone().with_rows_changed(|_, columns, values| {
            for (value, &column) in values.iter_mut().zip(columns) {
                let count: f64 = (*value).into();
                *value = V::from_f64((count + 1.0).ln() * self.weights[column as usize]);
            }
        })?;
        Ok(self.params.norm.divide(weighed))
    }
}

impl<V: Value> Transform<SparseMatrix<V>> for LogEntropy {
    type Output = SparseMatrix<V>;

    /// As [`LogEntropy::rows`].
    fn transform(&self, counts: &SparseMatrix<V>) -> Result<SparseMatrix<V>> {
        self.rows(counts)
    }
}

/// What is read back, before it is checked.
#[derive(Deserialize)]
struct RawLogEntropy {
    params: LogEntropyParams,
    weights: Vec<f64>,
}

impl TryFrom<RawLogEntropy> for LogEntropy {
    type Error = Error;

    fn try_from(RawLogEntropy { params, weights }: RawLogEntropy) -> Result<Self> {
        if weights.iter().any(|weight| !weight.is_finite()) {
            return Err(Error::corrupt("log-entropy weighting", "a weight is not finite"));
        }
        Ok(LogEntropy { params, weights })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts() -> SparseMatrix<f64> {
        let columns = vec![0, 1, 2, 1, 2, 2, 3, 4];
        let values = vec![2.0, 1.0, 1.0, 1.0, 1.0, 1.0, 3.0, 1.0];
        SparseMatrix::from_parts(6, vec![0, 3, 5, 8, 8], columns, values).unwrap()
    }

    /// gensim 4.4.0: `LogEntropyModel(corpus)` and its vectors.
    #[test]
    fn weights_are_those_of_gensim() {
        let model = LogEntropy::params().fit(&counts()).unwrap();
        let expected = [1.0, 0.5693234419266069, 0.31739380551401475, 1.0, 1.0, 0.0];
        let close = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(a, b)| (a - b).abs() <= 1e-14);
        assert!(close(model.weights(), &expected));
        let rows = model.rows(&counts()).unwrap();
        let expected = [
            0.9248449518896471,
            0.33220717273669736,
            0.18520315695615544,
            0.8734379353188121,
            0.4869354917707382,
            0.1405341602745089,
            0.885550743795493,
            0.4427753718977465,
        ];
        assert_eq!(rows.stored(), expected.len());
        assert!(close(rows.values(), &expected), "{:?}", rows.values());
    }

    #[test]
    fn terms_that_were_not_there_weigh_nothing() {
        let model = LogEntropy::params().fit(&counts()).unwrap();
        let other = SparseMatrix::from_parts(6, vec![0, 2], vec![0, 5], vec![1.0f32, 7.0]).unwrap();
        assert_eq!(model.rows(&other).unwrap().values(), [1.0, 0.0]);
    }

    #[test]
    fn hostile_input_is_refused() {
        let matrix = |value: f64| SparseMatrix::from_parts(1, vec![0, 1], vec![0], vec![value]).unwrap();
        assert!(matches!(LogEntropy::params().fit(&matrix(-1.0)), Err(Error::Corrupt { .. })));
        assert!(matches!(LogEntropy::params().fit(&matrix(0.0)), Err(Error::Empty { .. })));
        let model = LogEntropy::params().fit(&matrix(1.0)).unwrap();
        assert!(matches!(model.rows(&counts()), Err(Error::Shape { .. })));
        assert!(matches!(model.rows(&matrix(-0.5)), Err(Error::Corrupt { .. })));
        let json = serde_json::to_string(&model).unwrap();
        assert_eq!(serde_json::from_str::<LogEntropy>(&json).unwrap(), model);
    }
}
