//! Exchanging rows and columns of a sparse matrix, on all threads.
//!
//! Entries cannot go straight to their places: a million columns are a million places to write to, and
//! every write would miss the caches. So tasks deal the entries of their rows into buckets of neighbouring
//! columns first (in a row columns ascend, so this walks along the buckets), and then each bucket, small
//! enough for a cache, is sorted by counting.

use crate::parallel;
use crate::vector::sparse::{Row, SparseMatrix, Value};

/// Entries that a task deals.
const ENTRIES_PER_TASK: usize = 1 << 18;
/// Entries in a bucket.
const ENTRIES_PER_BUCKET: usize = 1 << 16;

/// The three arrays of the transpose. Rows must be fewer than 2³².
pub(super) fn transpose<V: Value>(matrix: &SparseMatrix<V>) -> (Vec<usize>, Vec<u32>, Vec<V>) {
    let mut offsets = vec![0usize; matrix.columns() + 1];
    for (column, count) in matrix.column_counts().into_iter().enumerate() {
        offsets[column + 1] = offsets[column] + count as usize;
    }
    let stored_in = |column: usize| offsets[column + 1] - offsets[column];
    let buckets = parallel::weighted_ranges(matrix.columns(), ENTRIES_PER_BUCKET, stored_in);
    let ends: Vec<usize> = buckets.iter().map(|columns| columns.end).collect();
    let entries_in = |row: usize| matrix.offsets()[row + 1] - matrix.offsets()[row] + 1;
    let tasks = parallel::weighted_ranges(matrix.rows(), ENTRIES_PER_TASK, entries_in);
    let dealt = parallel::map(&tasks, |rows| {
        let mut dealt: Vec<Vec<(u32, u32, V)>> = vec![Vec::new(); ends.len()];
        for row in rows.clone() {
            let Row { columns, values } = matrix.row(row);
            let mut bucket = 0;
            for (&column, &value) in columns.iter().zip(values) {
                while ends[bucket] <= column as usize {
                    bucket += 1;
                }
                dealt[bucket].push((column, row as u32, value));
            }
        }
        dealt
    });

    let (mut indices, mut values) = (vec![0u32; matrix.stored()], vec![V::default(); matrix.stored()]);
    let lengths = || buckets.iter().map(|columns| offsets[columns.end] - offsets[columns.start]);
    let parts = parallel::split_at_ranges(&mut indices, lengths());
    let parts = parts.into_iter().zip(parallel::split_at_ranges(&mut values, lengths())).collect();
    parallel::for_each_part(parts, |bucket, (indices, values): (&mut [u32], &mut [V])| {
        let columns = buckets[bucket].clone();
        let base = offsets[columns.start];
        let mut next: Vec<usize> = offsets[columns.clone()].iter().map(|offset| offset - base).collect();
        for &(column, row, value) in dealt.iter().flat_map(|dealt| &dealt[bucket]) {
            let slot = &mut next[column as usize - columns.start];
            (indices[*slot], values[*slot]) = (row, value);
            *slot += 1;
        }
    });
    (offsets, indices, values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;
    use crate::vector::sparse::SparseBuilder;

    #[test]
    fn every_entry_changes_sides() {
        let draws = Seed(11).stream("transpose");
        let mut builder = SparseBuilder::<f64>::new(900);
        for row in 0..3_000u64 {
            let columns = (0..900).filter(|column| draws.below(row * 900 + column, 4) == 0);
            builder.push_row(columns.map(|column| (column as u32, (row * 900 + column) as f64))).unwrap();
        }
        let matrix = builder.finish();
        assert!(matrix.stored() > 2 * ENTRIES_PER_TASK);
        let transposed = matrix.transpose().unwrap();
        for (column, entries) in transposed.iter().enumerate() {
            assert!(entries.iter().all(|(row, value)| value == f64::from(row) * 900.0 + column as f64));
            assert!(entries.columns.is_sorted());
        }
        assert_eq!(transposed.transpose().unwrap(), matrix);
        let one = parallel::with_threads(1, || matrix.transpose().unwrap()).unwrap();
        assert_eq!(one, transposed);
    }
}
