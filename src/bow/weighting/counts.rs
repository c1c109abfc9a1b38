//! What BM25, pivoted normalisation and log-entropy ask of a count matrix.

use crate::error::{Error, Result, check_shape};
use crate::parallel;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Entries that one task reads.
const ENTRIES_PER_TASK: usize = 1 << 16;

/// Refuses a matrix without rows or with a negative entry. Entries of 0 are allowed: they are as good as absent.
pub(super) fn check_counts<V: Value>(counts: &SparseMatrix<V>) -> Result<()> {
    let values = counts.values();
    let ranges = parallel::even_ranges(values.len(), ENTRIES_PER_TASK);
    let negative =
        parallel::map(&ranges, |range| values[range.clone()].iter().any(|&value| value.into() < 0.0));
    if negative.contains(&true) {
        return Err(Error::corrupt("count matrix", "a count is negative"));
    }
    Ok(())
}

/// The same for a matrix to learn from, which must hold something too.
pub(super) fn check_counts_to_learn<V: Value>(counts: &SparseMatrix<V>) -> Result<()> {
    check_counts(counts)?;
    if counts.values().iter().all(|&count| count.into() == 0.0) {
        return Err(Error::Empty { what: "count matrix" });
    }
    Ok(())
}

/// The same for a matrix to weigh, which must have as many columns as at fit.
pub(super) fn check_counts_to_weigh<V: Value>(counts: &SparseMatrix<V>, columns: usize) -> Result<()> {
    check_shape("columns of the count matrix", columns, counts.columns())?;
    check_counts(counts)
}

/// How many rows hold more than 0 in each column.
pub(super) fn document_frequencies<V: Value>(counts: &SparseMatrix<V>) -> Vec<u32> {
    let mut frequencies = counts.column_counts();
    for row in counts.iter() {
        for (column, count) in row.iter() {
            if count.into() == 0.0 {
                frequencies[column as usize] -= 1;
            }
        }
    }
    frequencies
}
