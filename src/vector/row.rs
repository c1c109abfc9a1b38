//! Numbers of one row of a sparse matrix: sum, norms, entries, dot products; and of all rows at once.
//!
//! All are computed in `f64`. Sums and norms go through the entries in the order of their columns, one by
//! one, as scikit-learn and SciPy do, so that they come to the same bits for `f64` values. A row whose
//! squares leave the range of `f64` has its Euclidean norm taken relative to its largest entry instead,
//! `m · √Σ(x/m)²`.
//!
//! Two sparse rows are merged; where one is much longer than the other, its columns are sought by galloping
//! (Bentley and Yao, "An almost optimal algorithm for unbounded searching", 1976). Both ways add the same
//! products in the same order.

use serde::{Deserialize, Serialize};

use crate::parallel;
use crate::vector::kernel::sparse::dot;
use crate::vector::sparse::{Row, SparseMatrix};
use crate::vector::value::Value;

/// Entries that one task reads.
const ENTRIES_PER_TASK: usize = 1 << 16;
/// So many times longer, and the longer row is searched rather than read.
const GALLOP_FROM: usize = 16;
/// Sums of squares between these lost no digit to the ends of the range of `f64`.
const SAFE_SQUARES: std::ops::RangeInclusive<f64> = 1e-270..=1e300;

/// How the length of a row is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RowNorm {
    /// `Σ|x|`.
    L1,
    /// `√Σx²`.
    L2,
    /// `max|x|`.
    Max,
}

impl<V: Value> Row<'_, V> {
    /// `Σx`.
    #[must_use]
    pub fn sum(self) -> f64 {
        self.values.iter().fold(0.0, |sum, &value| sum + value.into())
    }

    /// The length of the row; 0 where nothing is stored, +∞ for a Σ|x| past `f64`.
    ///
    /// # Examples
    /// ```
    /// use wordmill::vector::{Row, RowNorm};
    /// let row = Row { columns: &[2, 7], values: &[3.0, -4.0] };
    /// assert_eq!((row.norm(RowNorm::L1), row.norm(RowNorm::L2), row.norm(RowNorm::Max)), (7.0, 5.0, 4.0));
    /// ```
    #[must_use]
    pub fn norm(self, norm: RowNorm) -> f64 {
        let sizes = self.values.iter().map(|&value| value.into().abs());
        match norm {
            RowNorm::L1 => sizes.fold(0.0, |sum, size| sum + size),
            RowNorm::L2 => {
                let squares = sizes.fold(0.0, |sum, size| sum + size * size);
                if SAFE_SQUARES.contains(&squares) { squares.sqrt() } else { self.euclidean_by_largest() }
            }
            RowNorm::Max => sizes.fold(0.0, f64::max),
        }
    }

    fn euclidean_by_largest(self) -> f64 {
        let largest = self.norm(RowNorm::Max);
        if largest == 0.0 {
            return 0.0;
        }
        let shares = self.values.iter().map(|&value| value.into() / largest);
        largest * shares.fold(0.0, |sum, share| sum + share * share).sqrt()
    }

    /// The value in `column`, if one is stored.
    ///
    /// # Examples
    /// ```
    /// let row = wordmill::vector::Row { columns: &[2, 7], values: &[3.0, -4.0] };
    /// assert_eq!((row.get(7), row.get(3)), (Some(-4.0), None));
    /// ```
    #[must_use]
    pub fn get(self, column: u32) -> Option<V> {
        self.columns.binary_search(&column).ok().map(|place| self.values[place])
    }

    /// `Σ value · dense[column]`.
    ///
    /// The products of entries l, l + 4, l + 8, … are added up in sum l of four; then come (sum 0 + sum 1) +
    /// (sum 2 + sum 3), and the products of the last one to three entries, added up from zero.
    ///
    /// # Panics
    /// If a column lies past the end of `dense`.
    ///
    /// # Examples
    /// ```
    /// let row = wordmill::vector::Row { columns: &[0, 2], values: &[3.0f32, -4.0] };
    /// assert_eq!(row.dot(&[1.0f64, 9.0, 0.5]), 1.0);
    /// ```
    #[must_use]
    pub fn dot<D: Value>(self, dense: &[D]) -> f64 {
        dot(self.columns, self.values, dense)
    }

    /// `Σ a · b` over the columns that both rows store, added in the order of the columns.
    ///
    /// # Examples
    /// ```
    /// use wordmill::vector::Row;
    /// let a = Row { columns: &[0, 2, 5], values: &[1.0f32, 2.0, 3.0] };
    /// let b = Row { columns: &[2, 5, 9], values: &[10.0f64, 100.0, 1000.0] };
    /// assert_eq!(a.dot_sparse(b), 320.0);
    /// ```
    #[must_use]
    pub fn dot_sparse<W: Value>(self, other: Row<'_, W>) -> f64 {
        if self.stored() > GALLOP_FROM * other.stored() {
            dot_galloping(other, self)
        } else if other.stored() > GALLOP_FROM * self.stored() {
            dot_galloping(self, other)
        } else {
            dot_merging(self, other)
        }
    }
}

impl<V: Value> SparseMatrix<V> {
    /// [`Row::sum`] of every row.
    ///
    /// # Examples
    /// ```
    /// use wordmill::vector::SparseMatrix;
    /// let matrix = SparseMatrix::from_parts(3, vec![0, 2, 2], vec![0, 2], vec![1.0f32, 2.0])?;
    /// assert_eq!(matrix.row_sums(), [3.0, 0.0]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    #[must_use]
    pub fn row_sums(&self) -> Vec<f64> {
        self.of_every_row(|row| self.row(row).sum())
    }

    /// [`Row::norm`] of every row.
    #[must_use]
    pub fn row_norms(&self, norm: RowNorm) -> Vec<f64> {
        self.of_every_row(|row| self.row(row).norm(norm))
    }

    fn of_every_row(&self, number: impl Fn(usize) -> f64 + Sync + Send) -> Vec<f64> {
        let tasks = parallel::ranges_of_rows(self.offsets(), ENTRIES_PER_TASK);
        let numbers = |rows: &std::ops::Range<usize>| rows.clone().map(&number).collect();
        parallel::concat(parallel::map(&tasks, numbers))
    }
}

fn dot_merging<V: Value, W: Value>(a: Row<'_, V>, b: Row<'_, W>) -> f64 {
    let (mut at, mut beside, mut sum) = (0, 0, 0.0);
    while at < a.columns.len() && beside < b.columns.len() {
        let (left, right) = (a.columns[at], b.columns[beside]);
        if left == right {
            sum += a.values[at].into() * b.values[beside].into();
        }
        at += usize::from(left <= right);
        beside += usize::from(right <= left);
    }
    sum
}

/// The same sum for a `long` row of many more entries.
fn dot_galloping<V: Value, W: Value>(short: Row<'_, V>, long: Row<'_, W>) -> f64 {
    let (mut start, mut sum) = (0, 0.0);
    for (column, value) in short.iter() {
        start += gallop(&long.columns[start..], column);
        match long.columns.get(start) {
            Some(&found) if found == column => sum += value.into() * long.values[start].into(),
            Some(_) => {}
            None => break,
        }
    }
    sum
}

/// How many of the ascending `columns` lie below `column`: steps are doubled until one leads past it.
fn gallop(columns: &[u32], column: u32) -> usize {
    let mut step = 1;
    while step < columns.len() && columns[step] < column {
        step *= 2;
    }
    let (low, high) = (step / 2, columns.len().min(step + 1));
    low + columns[low..high].partition_point(|&other| other < column)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;

    #[test]
    fn norms_keep_their_digits_at_the_ends_of_the_range() {
        let norm = |values: &[f64], norm| Row { columns: &[0, 1][..values.len()], values }.norm(norm);
        for scale in [1e200, 1e-200, 1e-305] {
            let length = norm(&[3.0 * scale, -4.0 * scale], RowNorm::L2);
            assert!((length / (5.0 * scale) - 1.0).abs() < 1e-15, "{length}");
        }
        assert_eq!(norm(&[0.0, -0.0], RowNorm::L2), 0.0);
        assert_eq!(norm(&[f64::MAX, f64::MAX], RowNorm::L1), f64::INFINITY);
        for kind in [RowNorm::L1, RowNorm::L2, RowNorm::Max] {
            assert_eq!(norm(&[], kind), 0.0);
            assert_eq!(norm(&[-2.0], kind), 2.0);
        }
    }

    #[test]
    fn galloping_and_merging_add_the_same() {
        let draws = Seed(3).stream("gallop");
        let mut index = 0;
        for (few, many) in [(0, 0), (0, 9), (1, 1), (1, 400), (5, 90), (40, 40), (8, 300)] {
            let mut columns = |count: usize| {
                let mut columns: Vec<u32> = (0..count)
                    .map(|_| {
                        index += 1;
                        draws.below(index, 500) as u32
                    })
                    .collect();
                columns.sort_unstable();
                columns.dedup();
                columns
            };
            let (a, b) = (columns(few), columns(many));
            let values: Vec<f64> = (0..500).map(|at| draws.uniform(1 << 40 | at)).collect();
            let (a, b) = (
                Row { columns: &a, values: &values[..a.len()] },
                Row { columns: &b, values: &values[100..100 + b.len()] },
            );
            let expected = a.iter().fold(0.0, |sum, (c, v)| sum + v * b.get(c).unwrap_or(0.0));
            for sum in [dot_merging(a, b), dot_galloping(a, b), dot_galloping(b, a), a.dot_sparse(b)] {
                assert_eq!(sum.to_bits(), expected.to_bits());
            }
        }
    }
}
