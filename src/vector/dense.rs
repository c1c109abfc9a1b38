//! [`DenseMatrix`]: a row for every word or document, kept contiguous.
//!
//! A newtype on nalgebra's `DMatrix<f32>`. nalgebra is column-major, so row *i* here is its column *i*:
//! nobody outside this file need know.

use nalgebra::DMatrix;
use serde::{Deserialize, Serialize};

use crate::error::{Result, check_shape};
use crate::parallel;
use crate::vector::kernel::reduce::squared_norm_wide;

/// Numbers that one task changes.
const NUMBERS_PER_TASK: usize = 1 << 14;

/// A dense `rows × columns` matrix of `f32` with contiguous rows.
///
/// # Examples
/// ```
/// use wordmill::vector::DenseMatrix;
/// let matrix = DenseMatrix::from_rows(2, vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0])?;
/// assert_eq!((matrix.rows(), matrix.columns()), (3, 2));
/// assert_eq!(matrix.row(1), [3.0, 4.0]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DenseMatrix(DMatrix<f32>);

impl DenseMatrix {
    /// A matrix of zeros.
    #[must_use]
    pub fn zeros(rows: usize, columns: usize) -> Self {
        DenseMatrix(DMatrix::zeros(columns, rows))
    }

    /// From the rows laid end to end.
    ///
    /// # Errors
    /// [`Error::Shape`](crate::Error::Shape) where the length is no multiple of `columns`.
    pub fn from_rows(columns: usize, values: Vec<f32>) -> Result<Self> {
        let rows = values.len().checked_div(columns).unwrap_or(0);
        check_shape("values of a dense matrix", rows * columns, values.len())?;
        Ok(DenseMatrix(DMatrix::from_vec(columns, rows, values)))
    }

    /// Rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.0.ncols()
    }

    /// Columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.0.nrows()
    }

    /// Row `i`.
    ///
    /// # Panics
    /// If there is no such row.
    #[must_use]
    pub fn row(&self, i: usize) -> &[f32] {
        let columns = self.columns();
        &self.0.as_slice()[i * columns..(i + 1) * columns]
    }

    /// Row `i`, to write.
    ///
    /// # Panics
    /// If there is no such row.
    pub fn row_mut(&mut self, i: usize) -> &mut [f32] {
        let columns = self.columns();
        &mut self.0.as_mut_slice()[i * columns..(i + 1) * columns]
    }

    /// The values, row after row.
    #[must_use]
    pub fn as_slice(&self) -> &[f32] {
        self.0.as_slice()
    }

    /// The values, row after row, to write.
    pub fn as_mut_slice(&mut self) -> &mut [f32] {
        self.0.as_mut_slice()
    }

    /// All rows in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[f32]> {
        (0..self.rows()).map(|i| self.row(i))
    }

    /// Changes every row in place, on all threads: `update` gets its number and the row.
    ///
    /// # Determinism
    /// The same on any number of threads, if `update` depends on what it is given alone.
    ///
    /// # Examples
    /// ```
    /// use wordmill::vector::DenseMatrix;
    /// let mut matrix = DenseMatrix::zeros(3, 2);
    /// matrix.update_rows(|i, row| row.fill(i as f32));
    /// assert_eq!(matrix.as_slice(), [0.0, 0.0, 1.0, 1.0, 2.0, 2.0]);
    /// ```
    pub fn update_rows(&mut self, update: impl Fn(usize, &mut [f32]) + Sync + Send) {
        let columns = self.columns().max(1);
        let rows_of_task = NUMBERS_PER_TASK.div_ceil(columns);
        parallel::fill_chunks(self.as_mut_slice(), rows_of_task * columns, |first, part| {
            for (offset, row) in part.chunks_exact_mut(columns).enumerate() {
                update(first / columns + offset, row);
            }
        });
    }

    /// The Euclidean norm of every row.
    #[must_use]
    pub fn row_norms(&self) -> Vec<f64> {
        let rows: Vec<&[f32]> = self.iter().collect();
        let per_task = NUMBERS_PER_TASK.div_ceil(self.columns().max(1));
        let parts: Vec<&[&[f32]]> = rows.chunks(per_task).collect();
        let norms = |rows: &&[&[f32]]| rows.iter().map(|row| squared_norm_wide(row).sqrt()).collect();
        parallel::concat(parallel::map(&parts, norms))
    }

    /// The matrix with every row divided by its Euclidean norm; rows of zeros stay.
    ///
    /// # Examples
    /// ```
    /// use wordmill::vector::DenseMatrix;
    /// let matrix = DenseMatrix::from_rows(2, vec![3.0, 4.0, 0.0, 0.0])?.normalized();
    /// assert_eq!(matrix.as_slice(), [0.6, 0.8, 0.0, 0.0]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    #[must_use]
    pub fn normalized(mut self) -> Self {
        self.update_rows(|_, row| {
            let norm = squared_norm_wide(row).sqrt();
            if norm > 0.0 {
                row.iter_mut().for_each(|x| *x = (f64::from(*x) / norm) as f32);
            }
        });
        self
    }

    /// nalgebra's view: its columns are these rows.
    #[must_use]
    pub fn as_nalgebra(&self) -> &DMatrix<f32> {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_contiguous_and_writable() {
        let mut matrix = DenseMatrix::zeros(2, 3);
        matrix.row_mut(1).copy_from_slice(&[1.0, 2.0, 3.0]);
        assert_eq!(matrix.as_slice(), [0.0, 0.0, 0.0, 1.0, 2.0, 3.0]);
        assert_eq!(matrix.as_nalgebra()[(2, 1)], 3.0);
        assert_eq!(matrix.row_norms(), [0.0, 14f64.sqrt()]);
        assert!(DenseMatrix::zeros(2, 0).row_norms().iter().all(|&norm| norm == 0.0));
        assert!(DenseMatrix::from_rows(3, vec![0.0; 4]).is_err());
        assert!(DenseMatrix::from_rows(0, vec![0.0; 4]).is_err());
        assert_eq!(DenseMatrix::from_rows(0, vec![]).unwrap().rows(), 0);
    }
}
