//! [`Moments`]: the mean and the variance of each column.
//!
//! Variances are sums of squared distances from the mean (two passes), divided by the number of rows; the
//! zeros that a sparse matrix does not store count as rows. All sums are in `f64`.

use crate::parallel;
use crate::vector::dense::DenseMatrix;
use crate::vector::double::DoubleMatrix;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Columns that a task sums.
const COLUMNS_PER_TASK: usize = 64;

/// Mean and variance of each column of a matrix.
///
/// # Examples
/// ```
/// use wordmill::{solve::Moments, vector::DenseMatrix};
/// let moments = Moments::of_dense(&DenseMatrix::from_rows(2, vec![1.0, 5.0, 3.0, 5.0])?);
/// assert_eq!((moments.mean, moments.variance), (vec![2.0, 5.0], vec![1.0, 0.0]));
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Moments {
    /// The mean; 0 where there are no rows.
    pub mean: Vec<f64>,
    /// The mean squared distance from it.
    pub variance: Vec<f64>,
}

impl Moments {
    /// Of a dense matrix.
    #[must_use]
    pub fn of_dense(matrix: &DenseMatrix) -> Self {
        Self::of(matrix.rows(), matrix.columns(), |i| matrix.row(i))
    }

    /// Of a dense matrix of `f64`.
    #[must_use]
    pub fn of_rows(matrix: &DoubleMatrix) -> Self {
        Self::of(matrix.rows(), matrix.columns(), |i| matrix.row(i))
    }

    /// Of a sparse matrix, given its transpose: row *j* there is column *j*.
    #[must_use]
    pub fn of_sparse_columns<V: Value>(transposed: &SparseMatrix<V>) -> Self {
        let rows = transposed.columns().max(1) as f64;
        let columns = parallel::even_ranges(transposed.rows(), COLUMNS_PER_TASK);
        let parts = parallel::map(&columns, |columns| {
            let moments = |column: usize| {
                let stored = transposed.row(column);
                let mean = stored.iter().map(|(_, value)| value.into()).sum::<f64>() / rows;
                let distances: f64 = stored.iter().map(|(_, value)| (value.into() - mean).powi(2)).sum();
                let zeros = (transposed.columns() - stored.stored()) as f64;
                (mean, (distances + zeros * mean * mean) / rows)
            };
            columns.clone().map(moments).collect::<Vec<_>>()
        });
        let (mean, variance) = parts.into_iter().flatten().unzip();
        Moments { mean, variance }
    }

    /// The sum of the variances of all columns.
    pub(crate) fn total_variance(&self) -> f64 {
        self.variance.iter().sum()
    }

    /// Each task owns some columns and walks down all rows.
    fn of<'m, T: Copy + Into<f64> + 'm>(
        rows: usize,
        columns: usize,
        row: impl Fn(usize) -> &'m [T] + Sync,
    ) -> Self {
        let count = rows.max(1) as f64;
        let (mut mean, mut variance) = (vec![0.0; columns], vec![0.0; columns]);
        parallel::fill_chunks(&mut mean, COLUMNS_PER_TASK, |first, part| {
            for i in 0..rows {
                let values = &row(i)[first..first + part.len()];
                part.iter_mut().zip(values).for_each(|(sum, &value)| *sum += value.into());
            }
            part.iter_mut().for_each(|sum| *sum /= count);
        });
        parallel::fill_chunks(&mut variance, COLUMNS_PER_TASK, |first, part| {
            let mean = &mean[first..first + part.len()];
            for i in 0..rows {
                let values = &row(i)[first..first + part.len()];
                for ((sum, &value), mean) in part.iter_mut().zip(values).zip(mean) {
                    *sum += (value.into() - mean).powi(2);
                }
            }
            part.iter_mut().for_each(|sum| *sum /= count);
        });
        Moments { mean, variance }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_that_are_not_stored_count() {
        let dense = DenseMatrix::from_rows(2, vec![1.0, 0.0, 0.0, 2.0, 3.0, 2.0, 0.0, 2.0]).unwrap();
        let columns =
            SparseMatrix::from_parts(4, vec![0, 2, 5], vec![0, 2, 1, 2, 3], vec![1.0f32, 3.0, 2.0, 2.0, 2.0]);
        let moments = Moments::of_dense(&dense);
        assert_eq!(Moments::of_sparse_columns(&columns.unwrap()), moments);
        assert_eq!((moments.mean[0], moments.variance[1]), (1.0, 0.75));
        assert_eq!(moments.total_variance(), 1.5 + 0.75);
        assert!(Moments::of_dense(&DenseMatrix::zeros(0, 0)).mean.is_empty());
    }
}
