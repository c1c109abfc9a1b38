//! [`DoubleMatrix`]: rows of `f64`, as solvers and statistics give them.
//!
//! What is stored by the million (embeddings, documents) is a [`DenseMatrix`] of `f32`; the few rows that a
//! solver returns keep all their digits. Not here: arithmetic.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_shape};
use crate::vector::dense::DenseMatrix;

/// A dense `rows × columns` matrix of `f64` with contiguous rows.
///
/// # Examples
/// ```
/// use wordmill::vector::DoubleMatrix;
/// let matrix = DoubleMatrix::from_rows(2, vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0])?;
/// assert_eq!((matrix.rows(), matrix.columns()), (3, 2));
/// assert_eq!(matrix.row(1), [3.0, 4.0]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct DoubleMatrix {
    rows: usize,
    columns: usize,
    values: Vec<f64>,
}

impl DoubleMatrix {
    /// A matrix of zeros.
    #[must_use]
    pub fn zeros(rows: usize, columns: usize) -> Self {
        DoubleMatrix { rows, columns, values: vec![0.0; rows * columns] }
    }

    /// From the rows laid end to end.
    ///
    /// # Errors
    /// [`Error::Shape`] where the length is no multiple of `columns`.
    pub fn from_rows(columns: usize, values: Vec<f64>) -> Result<Self> {
        let rows = values.len().checked_div(columns).unwrap_or(0);
        check_shape("values of a dense matrix", rows * columns, values.len())?;
        Ok(DoubleMatrix { rows, columns, values })
    }

    /// Rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Row `i`.
    ///
    /// # Panics
    /// If there is no such row.
    #[must_use]
    pub fn row(&self, i: usize) -> &[f64] {
        &self.values[i * self.columns..(i + 1) * self.columns]
    }

    /// Row `i`, to write.
    ///
    /// # Panics
    /// If there is no such row.
    pub fn row_mut(&mut self, i: usize) -> &mut [f64] {
        &mut self.values[i * self.columns..(i + 1) * self.columns]
    }

    /// All rows in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[f64]> {
        (0..self.rows).map(|i| self.row(i))
    }

    /// The values, row after row.
    #[must_use]
    pub fn as_slice(&self) -> &[f64] {
        &self.values
    }

    /// The values, row after row, to write.
    pub fn as_mut_slice(&mut self) -> &mut [f64] {
        &mut self.values
    }

    /// Rows and columns exchanged.
    #[must_use]
    pub fn transpose(&self) -> Self {
        let mut transposed = Self::zeros(self.columns, self.rows);
        for (i, row) in self.iter().enumerate() {
            for (j, &value) in row.iter().enumerate() {
                transposed.values[j * self.rows + i] = value;
            }
        }
        transposed
    }

    /// The nearest matrix of `f32`.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a value is past what an `f32` holds.
    pub fn to_dense(&self) -> Result<DenseMatrix> {
        let mut dense = DenseMatrix::zeros(self.rows, self.columns);
        for i in 0..self.rows {
            for (narrow, &wide) in dense.row_mut(i).iter_mut().zip(self.row(i)) {
                *narrow = wide as f32;
                if wide.is_finite() && !narrow.is_finite() {
                    return Err(Error::corrupt("dense matrix", format!("{wide} is past what an f32 holds")));
                }
            }
        }
        Ok(dense)
    }
}

/// What is written and read.
#[derive(Serialize, Deserialize)]
struct Parts {
    rows: usize,
    columns: usize,
    values: Vec<f64>,
}

impl From<DoubleMatrix> for Parts {
    fn from(matrix: DoubleMatrix) -> Self {
        Parts { rows: matrix.rows, columns: matrix.columns, values: matrix.values }
    }
}

impl TryFrom<Parts> for DoubleMatrix {
    type Error = Error;

    fn try_from(parts: Parts) -> Result<Self> {
        if parts.rows.checked_mul(parts.columns) != Some(parts.values.len()) {
            let Parts { rows, columns, values } = parts;
            let reason = format!("{rows} rows of {columns} columns, but {} values", values.len());
            return Err(Error::corrupt("dense matrix", reason));
        }
        Ok(DoubleMatrix { rows: parts.rows, columns: parts.columns, values: parts.values })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_contiguous_turned_and_narrowed() {
        let mut matrix = DoubleMatrix::zeros(2, 3);
        matrix.row_mut(1).copy_from_slice(&[1.0, 2.0, 3.0]);
        assert_eq!(matrix.as_slice(), [0.0, 0.0, 0.0, 1.0, 2.0, 3.0]);
        assert_eq!(matrix.transpose().as_slice(), [0.0, 1.0, 0.0, 2.0, 0.0, 3.0]);
        assert_eq!(matrix.to_dense().unwrap().row(1), [1.0, 2.0, 3.0]);
        matrix.as_mut_slice()[0] = 1e300;
        assert!(matrix.to_dense().is_err());
        assert!(DoubleMatrix::from_rows(3, vec![0.0; 4]).is_err());
        assert_eq!(DoubleMatrix::from_rows(0, vec![]).unwrap().rows(), 0);
    }

    #[test]
    fn reads_back_and_refuses_damage() {
        let matrix = DoubleMatrix::from_rows(2, vec![1.0, 2.0]).unwrap();
        let json = serde_json::to_string(&matrix).unwrap();
        assert_eq!(serde_json::from_str::<DoubleMatrix>(&json).unwrap(), matrix);
        assert!(serde_json::from_str::<DoubleMatrix>(&json.replace("\"rows\":1", "\"rows\":2")).is_err());
    }
}
