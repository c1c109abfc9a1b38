//! [`Classifier`]: what every classifier of this room can do once it is fitted.

use crate::classify::linear::LinearModel;
use crate::error::Result;
use crate::label::ClassId;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// A fitted classifier whose scores are linear in the features.
pub trait Classifier {
    /// The weights that do the work.
    fn linear(&self) -> &LinearModel;

    /// The class of each row: the one with the highest score, the first of equal ones.
    ///
    /// # Errors
    /// [`Error::Shape`](crate::Error::Shape) where rows have another number of columns than at fit.
    fn predict<V: Value>(&self, rows: &SparseMatrix<V>) -> Result<Vec<ClassId>> {
        self.linear().predict(rows)
    }

    /// The probability of each class for each row, `rows × classes`, row after row.
    ///
    /// # Errors
    /// As [`Classifier::predict`].
    fn probabilities<V: Value>(&self, rows: &SparseMatrix<V>) -> Result<Vec<f64>> {
        self.linear().probabilities(rows)
    }
}
