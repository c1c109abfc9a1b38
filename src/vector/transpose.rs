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

/// Entries that a task deals, an empty row counted as one: rows of a task are told apart by 16 bits.
const ENTRIES_PER_TASK: usize = 1 << 15;
/// Entries in a bucket, a column counted as half of one: columns of a bucket are told apart by 16 bits.
const ENTRIES_PER_BUCKET: usize = 1 << 15;
/// So many neighbouring columns are in one bucket, which keeps the table of buckets small.
const COLUMNS_TOGETHER: usize = 1 << 4;

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
        let (offsets, indices, values) =
            transposed(self.offsets(), self.indices(), self.values(), &counts, |column| column);
        Ok(SparseMatrix::from_sound_parts(self.rows(), offsets, indices, values))
    }

    /// The same with the columns in the order of how many rows hold them, the rare ones first and otherwise as they stood;
    /// and which row of the result each column became.
    pub(crate) fn transpose_by_frequency(&self) -> Result<(Self, Vec<u32>)> {
        check_limit("rows of a matrix to transpose", u64::from(u32::MAX), self.rows() as u64)?;
        let counts = self.column_counts();
        let mut next = vec![0u32; self.rows() + 1];
        counts.iter().for_each(|&count| next[count as usize] += 1);
        let mut start = 0;
        next.iter_mut().for_each(|slot| start += std::mem::replace(slot, start));
        let mut sorted = vec![0; counts.len()];
        let numbers: Vec<u32> = counts
            .iter()
            .map(|&count| {
                let number = next[count as usize];
                next[count as usize] += 1;
                sorted[number as usize] = count;
                number
            })
            .collect();
        let row_of = |column: u32| numbers[column as usize];
        let (offsets, indices, values) =
            transposed(self.offsets(), self.indices(), self.values(), &sorted, row_of);
        Ok((SparseMatrix::from_sound_parts(self.rows(), offsets, indices, values), numbers))
    }
}

/// The three arrays of the transpose of a matrix of the given ones. Column *c* becomes row `row_of(c)`, and `counts` says how
/// many entries each row then has. Columns need not ascend within a row: entries of one column keep the order in which they lie.
pub(super) fn transposed<V: Copy + Default + Send + Sync>(
    rows: &[usize],
    columns: &[u32],
    values: &[V],
    counts: &[u32],
    row_of: impl Fn(u32) -> u32 + Sync + Send,
) -> (Vec<usize>, Vec<u32>, Vec<V>) {
    let mut offsets = vec![0usize; counts.len() + 1];
    for (row, &count) in counts.iter().enumerate() {
        offsets[row + 1] = offsets[row] + count as usize;
    }
    let stored = offsets[counts.len()];
    let buckets = Buckets::over(&offsets);
    let tasks = parallel::ranges_of_rows(rows, ENTRIES_PER_TASK);
    let dealt = parallel::map(&tasks, |task| {
        let ends = &rows[task.start..=task.end];
        let inside = ends[0]..ends[ends.len() - 1];
        buckets.deal(ends, (&columns[inside.clone()], &values[inside]), &row_of)
    });

    let (mut indices, mut values) = (vec![0u32; stored], vec![V::default(); stored]);
    let lengths = || buckets.firsts.windows(2).map(|ends| offsets[ends[1]] - offsets[ends[0]]);
    let parts = parallel::split_at_ranges(&mut indices, lengths());
    let parts = parts.into_iter().zip(parallel::split_at_ranges(&mut values, lengths())).collect();
    parallel::for_each_part(parts, |bucket, (indices, values): (&mut [u32], &mut [V])| {
        let own = buckets.firsts[bucket]..buckets.firsts[bucket + 1];
        let base = offsets[own.start];
        let mut next: Vec<usize> = offsets[own].iter().map(|offset| offset - base).collect();
        for ((starts, dealt), task) in dealt.iter().zip(&tasks) {
            for &(row, column, value) in &dealt[starts[bucket]..starts[bucket + 1]] {
                let slot = &mut next[usize::from(row)];
                (indices[*slot], values[*slot]) = ((task.start + usize::from(column)) as u32, value);
                *slot += 1;
            }
        }
    });
    (offsets, indices, values)
}

/// Ranges of the rows of a transpose.
struct Buckets {
    /// The first row of each, and the end of the last.
    firsts: Vec<usize>,
    /// The bucket of every [`COLUMNS_TOGETHER`] rows.
    of: Vec<u32>,
}

impl Buckets {
    /// Over rows that start at the given offsets.
    fn over(offsets: &[usize]) -> Self {
        let rows = offsets.len() - 1;
        let end = |block: usize| (block * COLUMNS_TOGETHER).min(rows);
        let weight = |block: usize| {
            let (first, end) = (end(block), end(block + 1));
            2 * (offsets[end] - offsets[first]) + (end - first)
        };
        let blocks = rows.div_ceil(COLUMNS_TOGETHER);
        let ranges = parallel::weighted_ranges(blocks, 2 * ENTRIES_PER_BUCKET - COLUMNS_TOGETHER, weight);
        let (mut firsts, mut of) = (vec![0], Vec::with_capacity(blocks));
        for (bucket, range) in (0..).zip(ranges) {
            of.resize(range.end, bucket);
            firsts.push(end(range.end));
        }
        Buckets { firsts, of }
    }

    fn bucket(&self, row: u32) -> usize {
        self.of[row as usize / COLUMNS_TOGETHER] as usize
    }

    /// The entries of some rows of the matrix, bucket after bucket, and where each bucket starts: which row of its bucket, from
    /// which row of the task, and the value.
    fn deal<V: Copy + Default>(
        &self,
        ends: &[usize],
        (columns, values): (&[u32], &[V]),
        row_of: impl Fn(u32) -> u32,
    ) -> (Vec<usize>, Vec<(u16, u16, V)>) {
        let rows: Vec<u32> = columns.iter().map(|&column| row_of(column)).collect();
        let mut starts = vec![0usize; self.firsts.len() + 1];
        rows.iter().for_each(|&row| starts[self.bucket(row) + 2] += 1);
        for bucket in 2..starts.len() {
            starts[bucket] += starts[bucket - 1];
        }
        // The start of bucket b stands at b + 1 and moves on to its end.
        let mut dealt = vec![(0, 0, V::default()); columns.len()];
        for (column, ends_of_row) in (0u16..).zip(ends.windows(2)) {
            let inside = ends_of_row[0] - ends[0]..ends_of_row[1] - ends[0];
            for (&row, &value) in rows[inside.clone()].iter().zip(&values[inside]) {
                let bucket = self.bucket(row);
                let slot = &mut starts[bucket + 1];
                dealt[*slot] = ((row as usize - self.firsts[bucket]) as u16, column, value);
                *slot += 1;
            }
        }
        (starts, dealt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;
    use crate::vector::sparse::{Row, SparseBuilder};

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

    /// Many columns of one entry or none, some of thousands.
    #[test]
    fn frequent_columns_come_last() {
        let draws = Seed(12).stream("frequency");
        let mut builder = SparseBuilder::<f32>::new(300_000);
        for row in 0..5_000u64 {
            let mut columns = vec![7, 150_000];
            columns.extend((0..30).map(|at| draws.below(row * 30 + at, 300_000) as u32));
            columns.sort_unstable();
            columns.dedup();
            builder.push_row(columns.into_iter().map(|column| (column, (row + 1) as f32))).unwrap();
        }
        let matrix = builder.finish();
        let (transposed, numbers) = matrix.transpose_by_frequency().unwrap();
        let plain = matrix.transpose().unwrap();
        assert!(transposed.iter().is_sorted_by_key(Row::stored));
        for (row, &number) in plain.iter().zip(&numbers) {
            let other = transposed.row(number as usize);
            assert!(row.columns == other.columns && row.values == other.values);
        }
        let pairs = plain.iter().zip(&numbers).map(|(row, number)| (row.stored(), number));
        let mut sorted: Vec<_> = pairs.collect();
        sorted.sort_by_key(|&(stored, _)| stored);
        assert!(sorted.iter().map(|(_, number)| **number).eq(0..300_000));
    }
}
