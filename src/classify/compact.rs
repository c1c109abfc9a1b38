//! An exact change of variables that shrinks a bag of words before it is learnt from.
//!
//! Most n-grams of a corpus occur in one document only. Take the columns that row *i* alone uses, with
//! values v = (x_ij)_j. In a linear model under an L2 penalty their best weights are a multiple of v: any
//! part orthogonal to v leaves every score as it is and only adds to the penalty. So these columns can be
//! replaced by a single one of value ‖v‖, whose weight u stands for the weights `u · v / ‖v‖`, with the
//! same score (`u·‖v‖`) and the same penalty (`u²`). It is a rotation of the space: gradients, steps and
//! minima of a rotation-invariant method such as L-BFGS correspond one to one.
//!
//! The columns that stay are renumbered with the most frequent first, so that the weights that nearly every
//! row asks for lie together in the caches. Millions of bigrams shrink to a third this way.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::Result;
use crate::parallel;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Marks a column that one row alone uses, or none.
const SINGLE: u32 = u32::MAX;
/// Columns whose weights shall lie together: 128 KiB of them.
const HOT: usize = 1 << 14;
/// Rows that one task shrinks.
const ROWS_PER_TASK: usize = 256;

/// The shrunk rows and the way back to the columns they came from.
pub(crate) struct Compact<'o, V: Value> {
    pub(crate) rows: SparseMatrix<V>,
    /// The same, with rows and columns exchanged.
    pub(crate) columns: SparseMatrix<V>,
    /// For each column, the largest share that an original one has in it: the largest entry of the
    /// original gradient is that much of the column's own.
    pub(crate) largest_shares: Vec<f64>,
    original: &'o SparseMatrix<V>,
    /// For each original column the one that stands for it, or [`SINGLE`].
    stands_for: Vec<u32>,
    singles: Vec<Singles>,
}

/// The columns that one row alone uses.
#[derive(Clone, Copy, Default)]
struct Singles {
    /// The length of the row's values in them.
    norm: f64,
    /// The largest of these values.
    largest: f64,
    /// The column that stands for them, if there are any.
    column: u32,
}

impl<'o, V: Value> Compact<'o, V> {
    pub(crate) fn of(original: &'o SparseMatrix<V>) -> Result<Self> {
        let frequencies = original.column_counts();
        let (stands_for, hot) = number_by_frequency(&frequencies);
        let shared = frequencies.iter().filter(|&&frequency| frequency > 1).count();
        let mut singles = singles_of_rows(original, &stands_for);
        let mut largest_shares = vec![1.0; shared];
        for singles in singles.iter_mut().filter(|singles| singles.norm > 0.0) {
            singles.column = largest_shares.len() as u32;
            largest_shares.push(singles.largest / singles.norm);
        }
        let rows = shrink(original, (hot, largest_shares.len()), &stands_for, &singles)?;
        let columns = rows.transpose()?;
        Ok(Compact { rows, columns, largest_shares, original, stands_for, singles })
    }

    /// The weights of the original columns from those of the shrunk ones, `width` a column. Columns that no
    /// row uses weigh 0.
    pub(crate) fn expand(&self, weights: &[f64], width: usize) -> Vec<f64> {
        let mut expanded = vec![0.0; self.stands_for.len() * width];
        parallel::fill_chunks(&mut expanded, width << 12, |first, part| {
            for (slots, &new) in part.chunks_mut(width).zip(&self.stands_for[first / width..]) {
                if new != SINGLE {
                    let start = new as usize * width;
                    slots.copy_from_slice(&weights[start..start + width]);
                }
            }
        });
        // No two rows share a single column, so the relaxed stores never meet.
        let slots: Vec<AtomicU64> =
            expanded.into_iter().map(|weight| AtomicU64::new(weight.to_bits())).collect();
        parallel::map(&parallel::even_ranges(self.singles.len(), ROWS_PER_TASK), |task| {
            for row in task.clone().filter(|&row| self.singles[row].norm > 0.0) {
                let Singles { norm, column, .. } = self.singles[row];
                let of_row = &weights[column as usize * width..(column as usize + 1) * width];
                for (old, value) in self.original.row(row).iter() {
                    if self.stands_for[old as usize] == SINGLE {
                        let share: f64 = value.into() / norm;
                        for (slot, weight) in slots[old as usize * width..].iter().zip(of_row) {
                            slot.store((weight * share).to_bits(), Ordering::Relaxed);
                        }
                    }
                }
            }
        });
        slots.into_iter().map(|slot| f64::from_bits(slot.into_inner())).collect()
    }
}

/// The new number of each column that more than one row uses: the frequent ones first, and otherwise in
/// order, so that the rows' entries need no sorting. The second result says how many are frequent.
fn number_by_frequency(frequencies: &[u32]) -> (Vec<u32>, u32) {
    let mut by_frequency: Vec<u32> = frequencies.to_vec();
    let least = match HOT.min(by_frequency.len()).checked_sub(1) {
        Some(last) => *by_frequency.select_nth_unstable_by(last, |a, b| b.cmp(a)).1,
        None => 0,
    };
    // Columns as frequent as the last hot one count as cold, so that there are never more.
    let is_hot = |&frequency: &u32| frequency > least.max(1);
    let hot = frequencies.iter().filter(|frequency| is_hot(frequency)).count() as u32;
    let (mut next_hot, mut next_cold) = (0, hot);
    let number = |frequency: &u32| {
        let next = match frequency {
            0 | 1 => return SINGLE,
            frequency if is_hot(frequency) => &mut next_hot,
            _ => &mut next_cold,
        };
        *next += 1;
        *next - 1
    };
    (frequencies.iter().map(number).collect(), hot)
}

/// The rows in new columns: hot ones, cold ones, and the one that stands for the single ones. Entries are
/// written first and kept or overwritten after, since no processor could guess which kind comes next.
fn shrink<V: Value>(
    original: &SparseMatrix<V>,
    (hot, width): (u32, usize),
    stands_for: &[u32],
    singles: &[Singles],
) -> Result<SparseMatrix<V>> {
    let tasks = parallel::even_ranges(original.rows(), ROWS_PER_TASK);
    let parts = parallel::map(&tasks, |task| {
        let (mut ends, mut columns, mut values) = (Vec::new(), Vec::new(), Vec::new());
        for row in task.clone() {
            let mut at = columns.len();
            columns.resize(at + original.row(row).stored() + 1, 0);
            values.resize(columns.len(), V::default());
            for (from, to) in [(0, hot), (hot, SINGLE)] {
                for (old, value) in original.row(row).iter() {
                    let new = stands_for[old as usize];
                    (columns[at], values[at]) = (new, value);
                    at += usize::from((from..to).contains(&new));
                }
            }
            if singles[row].norm > 0.0 {
                (columns[at], values[at]) = (singles[row].column, V::from_f64(singles[row].norm));
                at += 1;
            }
            columns.truncate(at);
            values.truncate(at);
            ends.push(at);
        }
        (ends, columns, values)
    });
    let mut offsets = vec![0];
    for (ends, _, _) in &parts {
        let base = offsets[offsets.len() - 1];
        offsets.extend(ends.iter().map(|end| base + end));
    }
    let (columns, values) = parts.into_iter().map(|(_, columns, values)| (columns, values)).unzip();
    SparseMatrix::from_parts(width, offsets, parallel::concat(columns), parallel::concat(values))
}

/// For each row what it has in the columns that it alone uses; columns are not numbered yet.
fn singles_of_rows<V: Value>(original: &SparseMatrix<V>, stands_for: &[u32]) -> Vec<Singles> {
    let mut of_rows = vec![Singles::default(); original.rows()];
    parallel::fill_chunks(&mut of_rows, ROWS_PER_TASK, |first, part| {
        for (offset, singles) in part.iter_mut().enumerate() {
            let mut square = 0.0f64;
            for (old, value) in original.row(first + offset).iter() {
                let value: f64 = if stands_for[old as usize] == SINGLE { value.into() } else { 0.0 };
                square += value * value;
                singles.largest = singles.largest.max(value.abs());
            }
            singles.norm = square.sqrt();
        }
    });
    of_rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequent_columns_come_first_and_otherwise_in_order() {
        assert_eq!(number_by_frequency(&[]), (vec![], 0));
        assert_eq!(number_by_frequency(&[2, 0, 9, 1, 2]), (vec![0, SINGLE, 1, SINGLE, 2], 3));
        // Of 20,000 columns every third is in nine rows and the others in five.
        let frequencies: Vec<u32> = (0..20_000).map(|column| if column % 3 == 0 { 9 } else { 5 }).collect();
        let (numbers, hot) = number_by_frequency(&frequencies);
        assert_eq!(hot, 6_667);
        assert_eq!(&numbers[..5], [0, 6_667, 6_668, 1, 6_669]);
    }

    #[test]
    fn scores_and_penalty_stay() {
        // Columns 0, 2 and 4 are used by one row each, 3 by none.
        let rows = SparseMatrix::from_parts(
            6,
            vec![0, 3, 5, 8],
            vec![0, 1, 2, 1, 5, 1, 4, 5],
            vec![3.0f64, 1.0, 4.0, 2.0, 1.0, 1.0, -2.0, 1.0],
        )
        .unwrap();
        let compact = Compact::of(&rows).unwrap();
        assert_eq!((compact.rows.columns(), compact.rows.stored()), (4, 7));
        assert_eq!(compact.rows.row(0).values, [1.0, 5.0]);
        let weights = [0.5, -1.0, 2.0, 3.0];
        let expanded = compact.expand(&weights, 1);
        let score = |row: crate::vector::sparse::Row<'_, f64>, weights: &[f64]| -> f64 {
            row.iter().map(|(column, value)| value * weights[column as usize]).sum()
        };
        for (old, new) in rows.iter().zip(compact.rows.iter()) {
            assert!((score(old, &expanded) - score(new, &weights)).abs() < 1e-12);
        }
        let penalty = |weights: &[f64]| -> f64 { weights.iter().map(|weight| weight * weight).sum() };
        assert!((penalty(&expanded) - penalty(&weights)).abs() < 1e-12);
        assert_eq!(expanded[3], 0.0);
        assert_eq!(compact.largest_shares, [1.0, 1.0, 0.8, 1.0]);
    }
}
