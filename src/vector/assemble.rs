//! Filling the rows of a new sparse matrix, on all threads, once their lengths are known.

use crate::parallel;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Entries that one task writes.
const ENTRIES_PER_TASK: usize = 1 << 16;

/// Where rows of the given lengths start, and where the last one ends.
pub(crate) fn offsets_of(lengths: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut end = 0;
    let ends = lengths.map(|length| {
        end += length;
        end
    });
    std::iter::once(0).chain(ends).collect()
}

/// The matrix of `columns` columns whose row *i* lies at `offsets[i]..offsets[i + 1]` and is written by
/// `write(i, columns, values)`, which must leave ascending columns and finite values.
pub(super) fn assemble<V: Value>(
    columns: usize,
    offsets: Vec<usize>,
    write: impl Fn(usize, &mut [u32], &mut [V]) + Sync + Send,
) -> SparseMatrix<V> {
    let stored = offsets.last().copied().unwrap_or(0);
    let (mut indices, mut values) = (vec![0u32; stored], vec![V::default(); stored]);
    let tasks = parallel::ranges_of_rows(&offsets, ENTRIES_PER_TASK);
    let lengths = || tasks.iter().map(|task| offsets[task.end] - offsets[task.start]);
    let parts = parallel::split_at_ranges(&mut indices, lengths());
    let parts = parts.into_iter().zip(parallel::split_at_ranges(&mut values, lengths())).collect();
    parallel::for_each_part(parts, |task, (mut indices, mut values): (&mut [u32], &mut [V])| {
        for row in tasks[task].clone() {
            let length = offsets[row + 1] - offsets[row];
            let (columns, indices_left) = indices.split_at_mut(length);
            let (entries, values_left) = values.split_at_mut(length);
            write(row, columns, entries);
            (indices, values) = (indices_left, values_left);
        }
    });
    SparseMatrix::from_sound_parts(columns, offsets, indices, values)
}
