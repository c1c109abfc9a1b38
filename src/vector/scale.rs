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
    pub fn scaled_rows(mut self, factors: &[f64]) -> Result<Self> {
        check_shape("factors of rows", self.rows(), factors.len())?;
        check_factors(factors)?;
        self.change_rows(|row, _, values| {
            for value in values {
                *value = V::from_f64((*value).into() * factors[row]);
            }
        });
        check_finite(self.values())?;
        Ok(self)
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
    pub fn scaled_columns(mut self, factors: &[f64]) -> Result<Self> {
        check_shape("factors of columns", self.columns(), factors.len())?;
        check_factors(factors)?;
        self.change_rows(|_, columns, values| {
            for (value, &column) in values.iter_mut().zip(columns) {
                *value = V::from_f64((*value).into() * factors[column as usize]);
            }
        });
        check_finite(self.values())?;
        Ok(self)
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
