//! An exact change of variables that shrinks a bag of words before it is learnt from.
//!
//! Most n-grams of a corpus occur in one document only. Take the columns that row *i* alone uses, with
//! values v = (x_ij)_j. In a linear model under an L2 penalty their best weights are a multiple of v: any
//! part orthogonal to v leaves every score as it is and only adds to the penalty. So these columns can be
//! replaced by a single one of value ‖v‖, whose weight u stands for the weights `u · v / ‖v‖`, with the
//! same score (`u·‖v‖`) and the same penalty (`u²`). It is a rotation of the space: gradients, steps and
//! minima of a rotation-invariant method such as L-BFGS correspond one to one.
//!
//! The columns that stay are renumbered by falling document frequency, so that the weights that nearly
//! every row asks for lie together in the caches. Millions of bigrams shrink to a third this way.

use crate::error::Result;
use crate::parallel;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Marks a column that one row alone uses, or none.
const SINGLE: u32 = u32::MAX;

/// The shrunk rows and the way back to the columns they came from.
pub(crate) struct Compact<V: Value> {
    pub(crate) rows: SparseMatrix<V>,
    /// The same, with rows and columns exchanged.
    pub(crate) columns: SparseMatrix<V>,
    /// For each original column, the one that stands for it and its share of that one's weight.
    back: Vec<(u32, f64)>,
    /// For each column, the largest share that an original one has in it: the largest entry of the
    /// original gradient is that much of the column's own.
    pub(crate) largest_shares: Vec<f64>,
}

impl<V: Value> Compact<V> {
    pub(crate) fn of(original: &SparseMatrix<V>) -> Result<Self> {
        let frequencies = original.column_counts();
        let mut frequent: Vec<u32> =
            (0..original.columns() as u32).filter(|&column| frequencies[column as usize] > 1).collect();
        parallel::sort_unstable_by(&mut frequent, |&a, &b| {
            frequencies[b as usize].cmp(&frequencies[a as usize]).then(a.cmp(&b))
        });
        let mut stands_for = vec![SINGLE; original.columns()];
        for (new, &old) in frequent.iter().enumerate() {
            stands_for[old as usize] = new as u32;
        }
        let mut counts: Vec<u32> = frequent.iter().map(|&old| frequencies[old as usize]).collect();

        // The column that stands for the single ones of a row, and its value.
        let norms = norms_of_singles(original, &stands_for);
        let mut numbers = vec![SINGLE; original.rows()];
        for (row, _) in norms.iter().enumerate().filter(|(_, norm)| **norm > 0.0) {
            numbers[row] = counts.len() as u32;
            counts.push(1);
        }
        let weight = |row: usize| original.row(row).stored();
        let columns = SparseMatrix::from_columns(original.rows(), &counts, weight, |row, entries| {
            let shared = original.row(row).iter().map(|(old, value)| (stands_for[old as usize], value));
            entries.extend(shared.filter(|&(new, _)| new != SINGLE));
            if numbers[row] != SINGLE {
                entries.push((numbers[row], V::from_f64(norms[row])));
            }
        });

        // Columns that no row uses keep a share of nothing: their weight is 0.
        let mut back: Vec<(u32, f64)> =
            stands_for.iter().map(|&new| if new == SINGLE { (0, 0.0) } else { (new, 1.0) }).collect();
        let mut largest_shares = vec![1.0f64; counts.len()];
        largest_shares[frequent.len()..].fill(0.0);
        for (row, &number) in numbers.iter().enumerate().filter(|(_, number)| **number != SINGLE) {
            for (old, value) in
                original.row(row).iter().filter(|&(old, _)| stands_for[old as usize] == SINGLE)
            {
                let share: f64 = value.into() / norms[row];
                back[old as usize] = (number, share);
                largest_shares[number as usize] = largest_shares[number as usize].max(share.abs());
            }
        }
        let rows = columns.transpose()?;
        Ok(Compact { rows, columns, back, largest_shares })
    }

    /// The weights of the original columns from those of the shrunk ones, `width` a column.
    pub(crate) fn expand(&self, weights: &[f64], width: usize) -> Vec<f64> {
        let mut expanded = Vec::with_capacity(self.back.len() * width);
        for &(column, share) in &self.back {
            if share == 0.0 {
                expanded.extend(std::iter::repeat_n(0.0, width));
            } else {
                let start = column as usize * width;
                expanded.extend(weights[start..start + width].iter().map(|weight| weight * share));
            }
        }
        expanded
    }
}

/// For each row, the length of its values in the columns that it alone uses.
fn norms_of_singles<V: Value>(original: &SparseMatrix<V>, stands_for: &[u32]) -> Vec<f64> {
    let mut norms = vec![0.0; original.rows()];
    parallel::fill_chunks(&mut norms, 256, |first, part| {
        for (offset, norm) in part.iter_mut().enumerate() {
            let singles =
                original.row(first + offset).iter().filter(|&(old, _)| stands_for[old as usize] == SINGLE);
            *norm = singles.map(|(_, value)| value.into() * value.into()).sum::<f64>().sqrt();
        }
    });
    norms
}

#[cfg(test)]
mod tests {
    use super::*;

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
