//! [`Entries`]: entries of a matrix in any order, as files hold them.
//!
//! Unlike `SparseMatrix::from_triplets` this needs no memory for columns, whose number a file may promise at will:
//! rows are sorted by counting, and the entries of each row by themselves.

use std::path::Path;

use crate::error::{Error, Result, check_limit};
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// So many rows more than entries may be promised: 128 MB of offsets.
const MOST_EMPTY_ROWS: u64 = 1 << 24;

/// Rows, columns and values beside each other.
#[derive(Default)]
pub(super) struct Entries<V> {
    pub(super) rows: Vec<u32>,
    pub(super) columns: Vec<u32>,
    pub(super) values: Vec<V>,
}

impl<V: Value> Entries<V> {
    pub(super) fn push(&mut self, row: u32, column: u32, value: V) {
        self.rows.push(row);
        self.columns.push(column);
        self.values.push(value);
    }

    /// The matrix of that size; entries of one cell are added up in their order, in `f64`. `source` is the name of
    /// the file in errors.
    pub(super) fn finish(self, source: &Path, rows: u64, columns: usize) -> Result<SparseMatrix<V>> {
        check_limit("rows of a sparse matrix", u64::from(u32::MAX), rows)?;
        check_limit("rows of a file", self.rows.len() as u64 + MOST_EMPTY_ROWS, rows)?;
        let mut offsets = vec![0usize; rows as usize + 1];
        for &row in &self.rows {
            check_limit("row of a file", rows.saturating_sub(1), u64::from(row))?;
            offsets[row as usize + 1] += 1;
        }
        for row in 0..rows as usize {
            offsets[row + 1] += offsets[row];
        }
        let places = || self.rows.iter().zip(&self.columns);
        let (offsets, indices, values) = if places().is_sorted_by(|a, b| a < b) {
            (offsets, self.columns, self.values)
        } else {
            self.sorted(&offsets)
        };
        SparseMatrix::from_parts(columns, offsets, indices, values)
            .map_err(|error| Error::corrupt(source.display().to_string(), error.to_string()))
    }

    fn sorted(&self, offsets: &[usize]) -> (Vec<usize>, Vec<u32>, Vec<V>) {
        let (mut next, mut cells) = (offsets.to_vec(), vec![(0, V::default()); self.rows.len()]);
        for ((&row, &column), &value) in self.rows.iter().zip(&self.columns).zip(&self.values) {
            let slot = &mut next[row as usize];
            cells[*slot] = (column, value);
            *slot += 1;
        }
        let (mut ends, mut indices, mut values) = (vec![0], Vec::new(), Vec::new());
        for range in offsets.windows(2) {
            let row = &mut cells[range[0]..range[1]];
            row.sort_by_key(|&(column, _)| column);
            for cell in row.chunk_by(|a, b| a.0 == b.0) {
                indices.push(cell[0].0);
                values.push(V::from_f64(cell.iter().fold(0.0, |sum, &(_, value)| sum + value.into())));
            }
            ends.push(indices.len());
        }
        (ends, indices, values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_in_any_order_and_add_up() {
        let mut entries = Entries::default();
        for (row, column, value) in [(2, 4_000_000_000, 1.0), (0, 7, 2.0), (2, 1, 3.0), (0, 7, 0.5)] {
            entries.push(row, column, value);
        }
        let matrix = entries.finish("m".as_ref(), 4, u32::MAX as usize).unwrap();
        assert_eq!(matrix.offsets(), [0, 1, 1, 3, 3]);
        assert_eq!((matrix.indices(), matrix.values()), (&[7, 1, 4_000_000_000][..], &[2.5, 3.0, 1.0][..]));
    }

    #[test]
    fn promises_are_not_believed() {
        for rows in [u64::MAX, 1 << 32, 1 << 30] {
            assert!(matches!(
                Entries::<f32>::default().finish("m".as_ref(), rows, 1),
                Err(Error::Limit { .. })
            ));
        }
        let outside = Entries { rows: vec![3], columns: vec![0], values: vec![1.0] };
        assert!(matches!(outside.finish("m".as_ref(), 3, 1), Err(Error::Limit { .. })));
        let wide = Entries { rows: vec![0], columns: vec![5], values: vec![1.0] };
        assert!(wide.finish("m".as_ref(), 1, 5).is_err());
        let large = Entries { rows: vec![0, 0], columns: vec![0, 0], values: vec![f64::MAX; 2] };
        assert!(large.finish("m".as_ref(), 1, 1).is_err());
    }
}
