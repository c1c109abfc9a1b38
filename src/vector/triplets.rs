//! A sparse matrix from (row, column, value) triplets in any order, and back.
//!
//! Triplets are sorted by column and then by row, each time by counting and without changing the order of
//! equals (a radix sort of two digits, on all threads: see `transpose`). After that the columns ascend in each
//! row, and duplicates lie side by side in the order of the input.

use crate::error::{Error, Result, check_limit};
use crate::parallel;
use crate::vector::assemble::{assemble, offsets_of};
use crate::vector::columns::counts_of;
use crate::vector::sparse::{SparseMatrix, check_finite};
use crate::vector::transpose::transposed;
use crate::vector::value::Value;

/// Triplets that one task takes at a time.
const TRIPLETS_PER_TASK: usize = 1 << 15;

impl<V: Value> SparseMatrix<V> {
    /// The `rows × columns` matrix with the sum of all triplets (row, column, value) in every cell.
    ///
    /// Duplicates are added up in the order of the input, in `f64`, and rounded once. A cell that comes to zero
    /// is stored. The matrix keeps an offset a row, so memory grows with `rows` too.
    ///
    /// # Errors
    /// [`Error::Limit`] for a row or column that there is not, and past 2³² − 1 rows or columns;
    /// [`Error::Corrupt`] where a value or a sum is not finite.
    ///
    /// # Determinism
    /// The same bits on any number of threads.
    ///
    /// # Examples
    /// ```
    /// use wordmill::vector::SparseMatrix;
    /// let triplets = [(1, 2, 1.0f32), (0, 3, 4.0), (1, 0, 2.0), (1, 2, 0.5)];
    /// let matrix = SparseMatrix::from_triplets(2, 4, &triplets)?;
    /// assert_eq!(matrix.triplets().collect::<Vec<_>>(), [(0, 3, 4.0), (1, 0, 2.0), (1, 2, 1.5)]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn from_triplets(rows: usize, columns: usize, triplets: &[(usize, u32, V)]) -> Result<Self> {
        check_limit("rows of a matrix from triplets", u64::from(u32::MAX), rows as u64)?;
        check_limit("columns of a sparse matrix", u64::from(u32::MAX), columns as u64)?;
        check_triplets(rows, columns, triplets)?;
        let (ends, row_of, values) = by_column(columns, triplets);
        let (offsets, columns_of, values) =
            transposed(&ends, &row_of, &values, &counts_of(&row_of, rows), |row| row);
        summed(columns, &offsets, &columns_of, &values)
    }

    /// (row, column, value) of every entry, row by row.
    pub fn triplets(&self) -> impl Iterator<Item = (usize, u32, V)> {
        self.iter().enumerate().flat_map(|(row, entries)| entries.iter().map(move |(c, v)| (row, c, v)))
    }
}

/// Refuses triplets outside the matrix, and values that are not finite.
fn check_triplets<V: Value>(rows: usize, columns: usize, triplets: &[(usize, u32, V)]) -> Result<()> {
    let unsound = |&(row, column, value): &(usize, u32, V)| {
        row >= rows || column as usize >= columns || !value.into().is_finite()
    };
    let chunks: Vec<_> = triplets.chunks(TRIPLETS_PER_TASK).collect();
    let found = parallel::map(&chunks, |chunk| chunk.iter().copied().find(unsound));
    match found.into_iter().flatten().next() {
        Some((row, ..)) if row >= rows => {
            let limit = (rows as u64).saturating_sub(1);
            Err(Error::Limit { what: "row of a triplet", limit, got: row as u64 })
        }
        Some((_, column, _)) if column as usize >= columns => {
            let limit = (columns as u64).saturating_sub(1);
            Err(Error::Limit { what: "column of a triplet", limit, got: u64::from(column) })
        }
        Some((row, column, value)) => {
            let reason = format!("value {value:?} in row {row}, column {column}");
            Err(Error::corrupt("triplet of a sparse matrix", reason))
        }
        None => Ok(()),
    }
}

/// Rows and values of the triplets sorted by column, and where each column starts.
fn by_column<V: Value>(columns: usize, triplets: &[(usize, u32, V)]) -> (Vec<usize>, Vec<u32>, Vec<V>) {
    let mut column_of = vec![0u32; triplets.len()];
    parallel::fill_chunks(&mut column_of, TRIPLETS_PER_TASK, |first, part| {
        part.iter_mut().zip(&triplets[first..]).for_each(|(column, triplet)| *column = triplet.1);
    });
    let mut pairs = vec![(0u32, V::default()); triplets.len()];
    parallel::fill_chunks(&mut pairs, TRIPLETS_PER_TASK, |first, part| {
        part.iter_mut()
            .zip(&triplets[first..])
            .for_each(|(pair, triplet)| *pair = (triplet.0 as u32, triplet.2));
    });
    // The transpose takes the input as "rows" of so many triplets each, whose numbers nobody asks for.
    let chunks = parallel::even_ranges(triplets.len(), TRIPLETS_PER_TASK);
    let chunks: Vec<usize> = std::iter::once(0).chain(chunks.iter().map(|chunk| chunk.end)).collect();
    let counts = counts_of(&column_of, columns);
    let (ends, _, pairs) = transposed(&chunks, &column_of, &pairs, &counts, |column| column);
    let (mut row_of, mut values) = (vec![0u32; pairs.len()], vec![V::default(); pairs.len()]);
    parallel::fill_chunks(&mut row_of, TRIPLETS_PER_TASK, |first, part| {
        part.iter_mut().zip(&pairs[first..]).for_each(|(row, pair)| *row = pair.0);
    });
    parallel::fill_chunks(&mut values, TRIPLETS_PER_TASK, |first, part| {
        part.iter_mut().zip(&pairs[first..]).for_each(|(value, pair)| *value = pair.1);
    });
    (ends, row_of, values)
}

/// The matrix of rows in which equal columns lie side by side.
fn summed<V: Value>(
    columns: usize,
    offsets: &[usize],
    columns_of: &[u32],
    values: &[V],
) -> Result<SparseMatrix<V>> {
    let rows = offsets.len() - 1;
    let entries = |row: usize| offsets[row]..offsets[row + 1];
    let cells = |row: usize| columns_of[entries(row)].chunk_by(u32::eq).count();
    let tasks = parallel::ranges_of_rows(offsets, TRIPLETS_PER_TASK);
    let lengths: Vec<Vec<usize>> = parallel::map(&tasks, |rows| rows.clone().map(cells).collect());
    let new_offsets = offsets_of(lengths.into_iter().flatten());
    debug_assert_eq!(new_offsets.len(), rows + 1);
    let matrix = assemble(columns, new_offsets, |row, indices, sums| {
        let mut at = entries(row).start;
        let equal = columns_of[entries(row)].chunk_by(u32::eq);
        for ((index, sum), cell) in indices.iter_mut().zip(sums).zip(equal) {
            let terms = values[at..at + cell.len()].iter();
            (*index, *sum) = (cell[0], V::from_f64(terms.fold(0.0, |sum, &value| sum + value.into())));
            at += cell.len();
        }
    });
    check_finite(matrix.values())?;
    Ok(matrix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duplicates_are_added_in_their_order() {
        // In another order the small one would be lost or kept differently.
        let triplets = [(0, 0, 1e16), (0, 0, 1.0), (0, 0, -1e16), (0, 1, 1e16), (0, 1, -1e16), (0, 1, 1.0)];
        let matrix = SparseMatrix::from_triplets(1, 2, &triplets).unwrap();
        assert_eq!(matrix.values(), [0.0, 1.0]);
        let narrow = [(0, 0, 16_777_216.0f32), (0, 0, 1.0), (0, 0, 1.0)];
        assert_eq!(SparseMatrix::from_triplets(1, 1, &narrow).unwrap().values(), [16_777_218.0]);
    }

    #[test]
    fn what_lies_outside_is_refused() {
        let one = |row, column, value| SparseMatrix::from_triplets(2, 3, &[(row, column, value)]);
        assert!(one(1, 2, 1.0).is_ok());
        assert!(matches!(one(2, 0, 1.0), Err(Error::Limit { limit: 1, got: 2, .. })));
        assert!(matches!(one(0, 3, 1.0), Err(Error::Limit { limit: 2, got: 3, .. })));
        assert!(matches!(one(0, 0, f64::NAN), Err(Error::Corrupt { .. })));
        assert!(SparseMatrix::from_triplets(1, 1, &[(0, 0, f64::MAX), (0, 0, f64::MAX)]).is_err());
        assert!(SparseMatrix::<f32>::from_triplets(usize::MAX, 3, &[]).is_err());
        assert!(SparseMatrix::<f32>::from_triplets(3, usize::MAX, &[]).is_err());
        let empty = SparseMatrix::<f32>::from_triplets(2, 3, &[]).unwrap();
        assert_eq!((empty.rows(), empty.columns(), empty.stored()), (2, 3, 0));
    }
}
