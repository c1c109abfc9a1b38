//! [`SparseBuilder`]: a sparse matrix row by row, in the order of its columns.

use crate::error::{Error, Result};
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Builds a [`SparseMatrix`] row by row.
#[derive(Debug, Clone)]
pub struct SparseBuilder<V: Value = f32> {
    columns: usize,
    offsets: Vec<usize>,
    indices: Vec<u32>,
    values: Vec<V>,
}

impl<V: Value> SparseBuilder<V> {
    /// An empty matrix of `columns` columns, at most 2³² − 1: columns are `u32`, and a greater width counts as
    /// that one.
    #[must_use]
    pub fn new(columns: usize) -> Self {
        Self::with_capacity(columns, 0, 0)
    }

    /// The same, with room for `rows` rows and `stored` entries.
    #[must_use]
    pub fn with_capacity(columns: usize, rows: usize, stored: usize) -> Self {
        let mut offsets = Vec::with_capacity(rows.saturating_add(1));
        offsets.push(0);
        SparseBuilder {
            columns: columns.min(u32::MAX as usize),
            offsets,
            indices: Vec::with_capacity(stored),
            values: Vec::with_capacity(stored),
        }
    }

    /// Adds a row of `(column, value)` pairs with ascending columns.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where columns do not ascend, lie past the width, or a value is not finite;
    /// the row is then left out.
    pub fn push_row(&mut self, entries: impl IntoIterator<Item = (u32, V)>) -> Result<()> {
        let start = self.indices.len();
        for (column, value) in entries {
            let ascends = self.indices[start..].last().is_none_or(|&last| last < column);
            if !ascends || column as usize >= self.columns || !value.into().is_finite() {
                self.indices.truncate(start);
                self.values.truncate(start);
                let reason = format!("column {column} with value {value:?} out of order, width or range");
                return Err(Error::corrupt("row of a sparse matrix", reason));
            }
            self.indices.push(column);
            self.values.push(value);
        }
        self.offsets.push(self.indices.len());
        Ok(())
    }

    /// The matrix.
    #[must_use]
    pub fn finish(self) -> SparseMatrix<V> {
        SparseMatrix::from_sound_parts(self.columns, self.offsets, self.indices, self.values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builder_refuses_what_breaks_the_order() {
        let mut builder = SparseBuilder::<f64>::new(3);
        assert!(builder.push_row([(1, 1.0), (0, 1.0)]).is_err());
        assert!(builder.push_row([(3, 1.0)]).is_err());
        assert!(builder.push_row([(0, f64::INFINITY)]).is_err());
        builder.push_row([(0, 1.0)]).unwrap();
        let matrix = builder.finish();
        assert_eq!((matrix.rows(), matrix.stored()), (1, 1));
        assert_eq!(SparseBuilder::<f64>::new(usize::MAX).finish().columns(), u32::MAX as usize);
    }
}
