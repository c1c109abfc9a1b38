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
use crate::vector::sparse::{Row, SparseMatrix, Value};

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
        let by_column = original.transpose()?;
        let frequency = |column: usize| by_column.row(column).stored();
        let mut frequent: Vec<usize> =
            (0..original.columns()).filter(|&column| frequency(column) > 1).collect();
        let rarer = |&a: &usize, &b: &usize| frequency(b).cmp(&frequency(a)).then(a.cmp(&b));
        parallel::sort_unstable_by(&mut frequent, rarer);
        // Columns that no row uses keep a share of nothing: their weight is 0.
        let mut back = vec![(0u32, 0.0); original.columns()];
        for (new, &old) in frequent.iter().enumerate() {
            back[old] = (new as u32, 1.0);
        }
        let single = |column: usize| match by_column.row(column) {
            Row { columns: [row], values: [value] } => Some((*row as usize, (*value).into())),
            _ => None,
        };
        let mut norms = vec![0.0f64; original.rows()];
        for (row, value) in (0..original.columns()).filter_map(single) {
            norms[row] += value * value;
        }
        let mut stand_ins = Vec::new();
        let mut numbers = vec![0u32; original.rows()];
        for (row, norm) in norms.iter_mut().enumerate().filter(|(_, norm)| **norm > 0.0) {
            *norm = norm.sqrt();
            numbers[row] = (frequent.len() + stand_ins.len()) as u32;
            stand_ins.push((row as u32, V::from_f64(*norm)));
        }
        let mut largest_shares = vec![1.0; frequent.len() + stand_ins.len()];
        largest_shares[frequent.len()..].fill(0.0f64);
        for column in 0..original.columns() {
            if let Some((row, value)) = single(column).filter(|&(row, _)| norms[row] > 0.0) {
                let share: f64 = value / norms[row];
                back[column] = (numbers[row], share);
                let largest = &mut largest_shares[numbers[row] as usize];
                *largest = largest.max(share.abs());
            }
        }
        let ends = (0..=stand_ins.len()).collect();
        let (users, values) = stand_ins.into_iter().unzip();
        let stand_ins = SparseMatrix::from_parts(original.rows(), ends, users, values)?;
        let columns = SparseMatrix::stacked(&[&by_column.select_rows(&frequent), &stand_ins])?;
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
