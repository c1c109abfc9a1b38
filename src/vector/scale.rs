//! Rows and columns of a sparse matrix multiplied by numbers of their own; rows brought to length 1.
//!
//! Everything is computed in `f64` and rounded once. A matrix is taken and given back: its entries are
//! changed where they lie.

use crate::error::{Error, Result, check_shape};
use crate::parallel;
use crate::vector::row::RowNorm;
use crate::vector::sparse::{Row, SparseMatrix, check_finite};
use crate::vector::value::Value;

/// Entries that one task changes.
const ENTRIES_PER_TASK: usize = 1 << 16;

impl<V: Value> SparseMatrix<V> {
    /// Row *i* times `factors[i]`.
    ///
    /// # Errors
    /// [`Error::Shape`] for another number of factors than of rows, [`Error::Parameter`] for a factor that is
    /// not finite, [`Error::Corrupt`] where a product is past the range of the values.
    ///
    /// # Examples
    /// ```
    /// use wordmill::vector::SparseMatrix;
    /// let matrix = SparseMatrix::from_parts(3, vec![0, 2, 3], vec![0, 2, 2], vec![1.0f32, 2.0, 3.0])?;
    /// assert_eq!(matrix.scaled_rows(&[10.0, 0.5])?.values(), [10.0, 20.0, 1.5]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn scaled_rows(self, factors: &[f64]) -> Result<Self> {
        check_shape("factors of rows", self.rows(), factors.len())?;
        check_factors(factors)?;
        self.with_rows_changed(|row, _, values| {
            for value in values {
                *value = V::from_f64((*value).into() * factors[row]);
            }
        })
    }

    /// Column *j* times `factors[j]`.
    ///
    /// # Errors
    /// As for [`SparseMatrix::scaled_rows`].
    ///
    /// # Examples
    /// ```
    /// use wordmill::vector::SparseMatrix;
    /// let matrix = SparseMatrix::from_parts(3, vec![0, 2, 3], vec![0, 2, 2], vec![1.0f32, 2.0, 3.0])?;
    /// assert_eq!(matrix.scaled_columns(&[10.0, 1.0, 0.5])?.values(), [10.0, 1.0, 1.5]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn scaled_columns(self, factors: &[f64]) -> Result<Self> {
        check_shape("factors of columns", self.columns(), factors.len())?;
        check_factors(factors)?;
        self.with_rows_changed(|_, columns, values| {
            for (value, &column) in values.iter_mut().zip(columns) {
                *value = V::from_f64((*value).into() * factors[column as usize]);
            }
        })
    }

    /// Every row divided by its length, so that it has length 1; rows of length 0 stay.
    ///
    /// This is scikit-learn's `normalize`. A row whose `Σ|x|` is past the range of `f64` becomes zeros.
    ///
    /// # Examples
    /// ```
    /// use wordmill::vector::{RowNorm, SparseMatrix};
    /// let matrix = SparseMatrix::from_parts(3, vec![0, 2, 3], vec![0, 2, 2], vec![3.0f32, 4.0, -2.0])?;
    /// assert_eq!(matrix.normalized(RowNorm::L2).values(), [0.6, 0.8, -1.0]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    #[must_use]
    pub fn normalized(mut self, norm: RowNorm) -> Self {
        self.change_rows(|_, columns, values| {
            let length = Row { columns, values }.norm(norm);
            if length > 0.0 {
                for value in values {
                    *value = V::from_f64((*value).into() / length);
                }
            }
        });
        self
    }

    /// The matrix after `change(row, columns, values)` of every row.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a value is not finite then.
    pub(crate) fn with_rows_changed(
        mut self,
        change: impl Fn(usize, &[u32], &mut [V]) + Sync + Send,
    ) -> Result<Self> {
        self.change_rows(change);
        check_finite(self.values())?;
        Ok(self)
    }

    /// Hands every row to `change(row, columns, values)`.
    fn change_rows(&mut self, change: impl Fn(usize, &[u32], &mut [V]) + Sync + Send) {
        let (offsets, indices, values) = self.parts_mut();
        let tasks = parallel::ranges_of_rows(offsets, ENTRIES_PER_TASK);
        let lengths = tasks.iter().map(|task| offsets[task.end] - offsets[task.start]);
        let parts = parallel::split_at_ranges(values, lengths);
        parallel::for_each_part(parts, |task, mut values| {
            for row in tasks[task].clone() {
                let columns = &indices[offsets[row]..offsets[row + 1]];
                let (own, left) = values.split_at_mut(columns.len());
                change(row, columns, own);
                values = left;
            }
        });
    }
}

fn check_factors(factors: &[f64]) -> Result<()> {
    match factors.iter().find(|factor| !factor.is_finite()) {
        Some(factor) => Err(Error::parameter("factors", factor, "finite numbers")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// scikit-learn 1.9.1, `normalize(X, norm)`, to the last bit.
    #[test]
    fn rows_are_normalized_as_scikit_learn_does() {
        let (indices, values) = (vec![0, 2, 3, 0, 2, 0, 3], vec![0.1, -0.7, 2.3, 1.9, 0.3, -0.2, 0.9]);
        let wide = SparseMatrix::from_parts(4, vec![0, 3, 3, 5, 7], indices, values).unwrap();
        let narrow = wide.converted::<f32>().unwrap();
        let goldens = [
            (
                RowNorm::L1,
                [
                    0.03225806451612904,
                    -0.22580645161290325,
                    0.7419354838709677,
                    0.8636363636363636,
                    0.13636363636363638,
                    -0.18181818181818182,
                    0.8181818181818181,
                ],
                [0.032258067, -0.22580644, 0.7419355, 0.8636364, 0.13636364, -0.18181819, 0.8181818],
            ),
            (
                RowNorm::L2,
                [
                    0.04155858174616914,
                    -0.29091007222318394,
                    0.9558473801618901,
                    0.987762965329069,
                    0.1559625734730109,
                    -0.2169304578186562,
                    0.9761870601839527,
                ],
                [0.041558582, -0.29091007, 0.9558474, 0.987763, 0.15596259, -0.21693046, 0.97618705],
            ),
            (
                RowNorm::Max,
                [
                    0.04347826086956522,
                    -0.30434782608695654,
                    1.0,
                    1.0,
                    0.15789473684210525,
                    -0.22222222222222224,
                    1.0,
                ],
                [0.04347826, -0.3043478, 1.0, 1.0, 0.15789475, -0.22222224, 1.0f32],
            ),
        ];
        for (norm, of_wide, of_narrow) in goldens {
            assert_eq!(wide.clone().normalized(norm).values(), of_wide);
            assert_eq!(narrow.clone().normalized(norm).values(), of_narrow);
        }
    }

    #[test]
    fn what_leaves_the_range_is_refused() {
        let matrix = SparseMatrix::from_parts(1, vec![0, 1], vec![0], vec![1e30f32]).unwrap();
        assert!(matches!(matrix.clone().scaled_rows(&[1e30]), Err(Error::Corrupt { .. })));
        assert!(matches!(matrix.clone().scaled_rows(&[f64::NAN]), Err(Error::Parameter { .. })));
        assert!(matches!(matrix.clone().scaled_columns(&[f64::INFINITY]), Err(Error::Parameter { .. })));
        assert!(matches!(matrix.scaled_columns(&[]), Err(Error::Shape { .. })));
    }
}
