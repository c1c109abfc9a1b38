//! Exchanging rows and columns of a sparse matrix, on all threads.
//!
//! Entries cannot go straight to their places: a million columns are a million places to write to, and
//! every write would miss the caches. So tasks deal the entries of their rows into buckets of neighbouring
//! columns first, and then each bucket, small enough for a cache, is sorted by counting.

use crate::error::{Result, check_limit};
use crate::parallel;
use crate::vector::columns::counts_of;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Entries that a task deals.
const ENTRIES_PER_TASK: usize = 1 << 15;
/// Entries in a bucket.
const ENTRIES_PER_BUCKET: usize = 1 << 15;

impl<V: Value> SparseMatrix<V> {
    /// The matrix with rows and columns exchanged.
    ///
    /// # Errors
    /// [`Error::Limit`](crate::Error::Limit) past 2³² − 1 rows, which would be columns.
    ///
    /// # Examples
    /// ```
    /// use wordmill::vector::SparseMatrix;
    /// let matrix = SparseMatrix::from_parts(3, vec![0, 2, 2], vec![0, 2], vec![1.0f32, 2.0])?;
    /// let transposed = matrix.transpose()?;
    /// assert_eq!((transposed.rows(), transposed.columns()), (3, 2));
    /// assert_eq!(transposed.row(2).values, [2.0]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn transpose(&self) -> Result<Self> {
        check_limit("rows of a matrix to transpose", u64::from(u32::MAX), self.rows() as u64)?;
        let counts = counts_of(self.indices(), self.columns());
        let (offsets, indices, values) = transposed(self.offsets(), self.indices(), self.values(), &counts);
        Ok(SparseMatrix::from_sound_parts(self.rows(), offsets, indices, values))
    }
}

/// The three arrays of the transpose of a matrix of the given ones; `counts` says how often each column
/// occurs. Columns need not ascend within a row: entries of one column keep the order in which they lie.
pub(super) fn transposed<V: Copy + Default + Send + Sync>(
    rows: &[usize],
    columns: &[u32],
    values: &[V],
    counts: &[u32],
) -> (Vec<usize>, Vec<u32>, Vec<V>) {
    let mut offsets = vec![0usize; counts.len() + 1];
    for (column, &count) in counts.iter().enumerate() {
        offsets[column + 1] = offsets[column] + count as usize;
    }
    let stored = offsets[counts.len()];
    let buckets =
        parallel::weighted_ranges(counts.len(), ENTRIES_PER_BUCKET, |column| counts[column] as usize);
    let mut bucket_of = Vec::with_capacity(counts.len());
    for (bucket, columns) in buckets.iter().enumerate() {
        bucket_of.resize(columns.end, bucket as u32);
    }
    let tasks = parallel::ranges_of_rows(rows, ENTRIES_PER_TASK);
    let dealt = parallel::map(&tasks, |task| {
        let ends = &rows[task.start..=task.end];
        let inside = ends[0]..ends[ends.len() - 1];
        deal(task.start, ends, (&columns[inside.clone()], &values[inside]), &bucket_of, buckets.len())
    });

    let (mut indices, mut values) = (vec![0u32; stored], vec![V::default(); stored]);
    let lengths = || buckets.iter().map(|columns| offsets[columns.end] - offsets[columns.start]);
    let parts = parallel::split_at_ranges(&mut indices, lengths());
    let parts = parts.into_iter().zip(parallel::split_at_ranges(&mut values, lengths())).collect();
    parallel::for_each_part(parts, |bucket, (indices, values): (&mut [u32], &mut [V])| {
        let columns = buckets[bucket].clone();
        let base = offsets[columns.start];
        let mut next: Vec<usize> = offsets[columns.clone()].iter().map(|offset| offset - base).collect();
        for &(column, row, value) in
            dealt.iter().flat_map(|(starts, dealt)| &dealt[starts[bucket]..starts[bucket + 1]])
        {
            let slot = &mut next[column as usize - columns.start];
            (indices[*slot], values[*slot]) = (row, value);
            *slot += 1;
        }
    });
    (offsets, indices, values)
}

/// The entries of some rows from `first` on, bucket after bucket, and where each bucket starts.
fn deal<V: Copy + Default>(
    first: usize,
    ends: &[usize],
    (columns, values): (&[u32], &[V]),
    bucket_of: &[u32],
    buckets: usize,
) -> (Vec<usize>, Vec<(u32, u32, V)>) {
    let mut starts = vec![0usize; buckets + 1];
    for &column in columns {
        starts[bucket_of[column as usize] as usize + 1] += 1;
    }
    for bucket in 0..buckets {
        starts[bucket + 1] += starts[bucket];
    }
    let (mut next, mut dealt) = (starts.clone(), vec![(0, 0, V::default()); columns.len()]);
    for (row, ends_of_row) in ends.windows(2).enumerate() {
        let inside = ends_of_row[0] - ends[0]..ends_of_row[1] - ends[0];
        for (&column, &value) in columns[inside.clone()].iter().zip(&values[inside]) {
            let slot = &mut next[bucket_of[column as usize] as usize];
            dealt[*slot] = (column, (first + row) as u32, value);
            *slot += 1;
        }
    }
    (starts, dealt)
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
