//! Sparse matrices from dense ones and back, and between `f32` and `f64`.

use crate::error::{Error, Result, check_limit};
use crate::parallel;
use crate::vector::assemble::{assemble, offsets_of};
use crate::vector::dense::DenseMatrix;
use crate::vector::sparse::{SparseMatrix, check_finite};
use crate::vector::value::Value;

/// Entries that one task converts.
const ENTRIES_PER_TASK: usize = 1 << 16;

impl<V: Value> SparseMatrix<V> {
    /// What is not zero in a dense matrix.
    ///
    /// # Errors
    /// [`Error::Corrupt`] for a number that is not finite, [`Error::Limit`] past 2³² − 1 columns.
    ///
    /// # Examples
    /// ```
    /// use wordmill::vector::{DenseMatrix, SparseMatrix};
    /// let dense = DenseMatrix::from_rows(3, vec![0.0, 2.0, 0.0, 1.0, 0.0, -1.0])?;
    /// let sparse = SparseMatrix::<f64>::from_dense(&dense)?;
    /// assert_eq!((sparse.offsets(), sparse.indices(), sparse.values()), (&[0, 1, 3][..], &[1, 0, 2][..], &[2.0, 1.0, -1.0][..]));
    /// assert_eq!(sparse.to_dense()?, dense);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn from_dense(dense: &DenseMatrix) -> Result<Self> {
        check_limit("columns of a sparse matrix", u64::from(u32::MAX), dense.columns() as u64)?;
        check_finite(dense.as_slice())?;
        let rows_per_task = ENTRIES_PER_TASK.div_ceil(dense.columns().max(1));
        let stored = |row: usize| dense.row(row).iter().filter(|&&value| value != 0.0).count();
        let lengths =
            parallel::map(&parallel::even_ranges(dense.rows(), rows_per_task), |rows| -> Vec<usize> {
                rows.clone().map(stored).collect()
            });
        let offsets = offsets_of(lengths.into_iter().flatten());
        Ok(assemble(dense.columns(), offsets, |row, indices, values| {
            let stored = (0..).zip(dense.row(row)).filter(|&(_, &value)| value != 0.0);
            for ((index, value), (column, &number)) in indices.iter_mut().zip(values).zip(stored) {
                (*index, *value) = (column, V::from_f64(f64::from(number)));
            }
        }))
    }

    /// All cells, in `f32`.
    ///
    /// # Errors
    /// [`Error::Limit`] where the memory for rows × columns cells is not to be had, [`Error::Corrupt`] where a
    /// value is past the range of `f32`.
    pub fn to_dense(&self) -> Result<DenseMatrix> {
        let cells = self.rows().saturating_mul(self.columns());
        let mut numbers: Vec<f32> = Vec::new();
        if numbers.try_reserve_exact(cells).is_err() {
            let limit = (isize::MAX as u64) / size_of::<f32>() as u64;
            return Err(Error::Limit { what: "cells of a dense matrix", limit, got: cells as u64 });
        }
        numbers.resize(cells, 0.0);
        for (row, numbers) in self.iter().zip(numbers.chunks_exact_mut(self.columns().max(1))) {
            for (column, value) in row.iter() {
                numbers[column as usize] = f32::from_f64(value.into());
            }
        }
        check_finite(&numbers)?;
        if cells == 0 {
            return Ok(DenseMatrix::zeros(self.rows(), self.columns()));
        }
        DenseMatrix::from_rows(self.columns(), numbers)
    }

    /// The same entries in another precision, each rounded to the nearest.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where a value is past the range of `f32`.
    ///
    /// # Examples
    /// ```
    /// use wordmill::vector::SparseMatrix;
    /// let wide = SparseMatrix::from_parts(1, vec![0, 1], vec![0], vec![0.1f64])?;
    /// assert_eq!(wide.converted::<f32>()?.values(), [0.1f32]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn converted<W: Value>(&self) -> Result<SparseMatrix<W>> {
        let mut values = vec![W::default(); self.stored()];
        parallel::fill_chunks(&mut values, ENTRIES_PER_TASK, |first, values| {
            for (new, &old) in values.iter_mut().zip(&self.values()[first..]) {
                *new = W::from_f64(old.into());
            }
        });
        check_finite(&values)?;
        let (offsets, indices) = (self.offsets().to_vec(), self.indices().to_vec());
        Ok(SparseMatrix::from_sound_parts(self.columns(), offsets, indices, values))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_without_cells_stay() {
        for (rows, columns) in [(0, 3), (3, 0), (0, 0)] {
            let dense = DenseMatrix::zeros(rows, columns);
            let sparse = SparseMatrix::<f32>::from_dense(&dense).unwrap();
            assert_eq!((sparse.rows(), sparse.columns()), (rows, columns));
            assert_eq!(sparse.to_dense().unwrap(), dense);
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let dense = DenseMatrix::from_rows(2, vec![0.0, f32::NAN]).unwrap();
        assert!(SparseMatrix::<f32>::from_dense(&dense).is_err());
        let large = SparseMatrix::from_parts(1, vec![0, 1], vec![0], vec![1e300]).unwrap();
        assert!(large.converted::<f32>().is_err());
        assert!(large.to_dense().is_err());
        let wide =
            SparseMatrix::<f32>::from_parts(u32::MAX as usize, vec![0; 1 << 20], vec![], vec![]).unwrap();
        assert!(matches!(wide.to_dense(), Err(Error::Limit { .. })));
    }
}
