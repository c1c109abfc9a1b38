//! Sparse matrices joined: on top of each other, or side by side.

use crate::error::{Error, Result, check_limit, check_shape};
use crate::vector::assemble::{assemble, offsets_of};
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

impl<V: Value> SparseMatrix<V> {
    /// Puts matrices of equal width on top of each other, the first uppermost.
    ///
    /// # Errors
    /// [`Error::Empty`] without matrices, [`Error::Shape`] for unequal widths.
    pub fn stacked(matrices: &[&SparseMatrix<V>]) -> Result<Self> {
        let first = matrices.first().ok_or(Error::Empty { what: "list of matrices" })?;
        for matrix in matrices {
            check_shape("columns of stacked matrices", first.columns(), matrix.columns())?;
        }
        let (mut offsets, mut indices, mut values) = (vec![0], Vec::new(), Vec::new());
        let stored = matrices.iter().map(|matrix| matrix.stored()).sum();
        indices.reserve_exact(stored);
        values.reserve_exact(stored);
        for matrix in matrices {
            let base = indices.len();
            indices.extend_from_slice(matrix.indices());
            values.extend_from_slice(matrix.values());
            offsets.extend(matrix.offsets()[1..].iter().map(|offset| base + offset));
        }
        Ok(SparseMatrix::from_sound_parts(first.columns(), offsets, indices, values))
    }

    /// Puts matrices of equal height side by side.
    ///
    /// # Errors
    /// [`Error::Empty`] without matrices, [`Error::Shape`] for unequal heights, [`Error::Limit`] past 2³² − 1 columns.
    pub fn beside(matrices: &[SparseMatrix<V>]) -> Result<Self> {
        let first = matrices.first().ok_or(Error::Empty { what: "list of matrices" })?;
        let (mut shifts, mut columns) = (Vec::with_capacity(matrices.len()), 0u64);
        for matrix in matrices {
            check_shape("rows of matrices side by side", first.rows(), matrix.rows())?;
            shifts.push(columns as u32);
            columns += matrix.columns() as u64;
            check_limit("columns of a sparse matrix", u64::from(u32::MAX), columns)?;
        }
        let length = |row: usize| matrices.iter().map(|matrix| matrix.row(row).stored()).sum();
        let offsets = offsets_of((0..first.rows()).map(length));
        Ok(assemble(columns as usize, offsets, |row, indices, values| {
            let mut at = 0;
            for (matrix, shift) in matrices.iter().zip(&shifts) {
                let part = matrix.row(row);
                let place = at..at + part.stored();
                for (new, old) in indices[place.clone()].iter_mut().zip(part.columns) {
                    *new = old + shift;
                }
                values[place.clone()].copy_from_slice(part.values);
                at = place.end;
            }
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_again() {
        let matrix =
            SparseMatrix::from_parts(4, vec![0, 2, 2, 3], vec![0, 3, 1], vec![1.0f32, 2.0, 3.0]).unwrap();
        let joined = SparseMatrix::beside(&[matrix.clone(), matrix.clone()]).unwrap();
        assert_eq!(joined.row(0).columns, [0, 3, 4, 7]);
        let stacked =
            SparseMatrix::stacked(&[&matrix, &joined.select_columns(&[0, 1, 2, 3]).unwrap()]).unwrap();
        assert_eq!(stacked.select_rows(&[0, 1, 2]), matrix);
        assert_eq!(stacked.select_rows(&[3, 4, 5]), matrix);
        assert!(SparseMatrix::stacked(&[&matrix, &joined]).is_err());
        assert!(SparseMatrix::beside(&[matrix.clone(), stacked]).is_err());
        assert!(SparseMatrix::<f32>::beside(&[]).is_err());
        assert!(SparseMatrix::<f32>::stacked(&[]).is_err());
    }
}
