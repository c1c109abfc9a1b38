//! The mean and the variance of each column of dense rows; [`SparseMatrix`] knows its own.
//!
//! Variances are sums of squared distances from the mean (two passes), divided by the number of rows, in
//! `f64`.
//!
//! [`SparseMatrix`]: crate::vector::SparseMatrix

use crate::parallel;
use crate::vector::columns::ColumnMoments;

/// Columns that a task sums.
const COLUMNS_PER_TASK: usize = 64;

/// Of `rows` rows of `columns` numbers. Each task owns some columns and walks down all rows.
pub(super) fn column_moments<'m, T: Copy + Into<f64> + 'm>(
    rows: usize,
    columns: usize,
    row: impl Fn(usize) -> &'m [T] + Sync,
) -> ColumnMoments {
    let count = rows.max(1) as f64;
    let (mut means, mut variances) = (vec![0.0; columns], vec![0.0; columns]);
    parallel::fill_chunks(&mut means, COLUMNS_PER_TASK, |first, part| {
        for i in 0..rows {
            let values = &row(i)[first..first + part.len()];
            part.iter_mut().zip(values).for_each(|(sum, &value)| *sum += value.into());
        }
        part.iter_mut().for_each(|sum| *sum /= count);
    });
    parallel::fill_chunks(&mut variances, COLUMNS_PER_TASK, |first, part| {
        let means = &means[first..first + part.len()];
        for i in 0..rows {
            let values = &row(i)[first..first + part.len()];
            for ((sum, &value), mean) in part.iter_mut().zip(values).zip(means) {
                *sum += (value.into() - mean).powi(2);
            }
        }
        part.iter_mut().for_each(|sum| *sum /= count);
    });
    ColumnMoments { means, variances }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_summed_on_their_own() {
        let rows = [[1.0f32, 5.0], [3.0, 5.0]];
        let moments = column_moments(2, 2, |i| rows[i].as_slice());
        assert_eq!((moments.means, moments.variances), (vec![2.0, 5.0], vec![1.0, 0.0]));
        assert!(column_moments(0, 0, |_| [0.0f32].as_slice()).means.is_empty());
    }
}
