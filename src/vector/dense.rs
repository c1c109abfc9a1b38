//! [`DenseMatrix`]: a row for every word or document, kept contiguous.
//!
//! A newtype on nalgebra's `DMatrix<f32>`. nalgebra is column-major, so row *i* here is its column *i*:
//! nobody outside this file need know.

use nalgebra::DMatrix;
use serde::{Deserialize, Serialize};

use crate::error::{Result, check_shape};

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
        assert!(DenseMatrix::from_rows(3, vec![0.0; 4]).is_err());
        assert!(DenseMatrix::from_rows(0, vec![0.0; 4]).is_err());
        assert_eq!(DenseMatrix::from_rows(0, vec![]).unwrap().rows(), 0);
    }
}
