//! Numbers of every column of a sparse matrix: counts, sums, means, variances, largest sizes.
//!
//! The entries are cut into tasks, each with one state a column, and the states of all tasks are added up in
//! order. There are as many tasks as there are times four entries a column, so the states take at most about
//! as much memory as the entries; a matrix of fewer entries is one task, whose sums go row by row.
//!
//! Variances are those of the whole population, zeros counted, from two passes with Chan, Golub and LeVeque's
//! correction ("Algorithms for computing the sample variance", 1983, eq. 1.7): with dᵢ = xᵢ − mean,
//! `(Σd² − (Σd)²/n) / n`. It is scikit-learn's formula (`mean_variance_axis`).

use crate::error::{Error, Result};
use crate::parallel;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// The fewest entries that one task reads.
const ENTRIES_PER_TASK: usize = 1 << 16;
/// Columns whose states one task adds up.
const COLUMNS_PER_TASK: usize = 1 << 14;

/// Mean and variance of every column.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ColumnMoments {
    /// `Σx / n`, over all n rows.
    pub means: Vec<f64>,
    /// `Σ(x − mean)² / n`, over all n rows.
    pub variances: Vec<f64>,
}

impl<V: Value> SparseMatrix<V> {
    /// How many rows hold an entry in each column.
    #[must_use]
    pub fn column_counts(&self) -> Vec<u32> {
        counts_of(self.indices(), self.columns())
    }

    /// `Σx` of every column.
    ///
    /// # Determinism
    /// The same bits on any number of threads.
    ///
    /// # Examples
    /// ```
    /// use wordmill::vector::SparseMatrix;
    /// let matrix = SparseMatrix::from_parts(3, vec![0, 2, 3], vec![0, 2, 2], vec![1.0f32, 2.0, 3.0])?;
    /// assert_eq!(matrix.column_sums(), [1.0, 0.0, 5.0]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    #[must_use]
    pub fn column_sums(&self) -> Vec<f64> {
        let add = |sum: &mut f64, entry: usize| *sum += self.values()[entry].into();
        fold(self.indices(), self.columns(), |sum, _, entry| add(sum, entry), |sum, other| *sum += other)
    }

    /// `Σx / n` of every column, over all n rows.
    ///
    /// # Errors
    /// [`Error::Empty`] without rows.
    ///
    /// # Determinism
    /// The same bits on any number of threads.
    pub fn column_means(&self) -> Result<Vec<f64>> {
        if self.rows() == 0 {
            return Err(Error::Empty { what: "matrix to average" });
        }
        let mut means = self.column_sums();
        means.iter_mut().for_each(|mean| *mean /= self.rows() as f64);
        Ok(means)
    }

    /// Mean and variance of every column, over all rows.
    ///
    /// # Errors
    /// [`Error::Empty`] without rows.
    ///
    /// # Determinism
    /// The same bits on any number of threads.
    ///
    /// # Examples
    /// ```
    /// use wordmill::vector::SparseMatrix;
    /// let matrix = SparseMatrix::from_parts(2, vec![0, 1, 2], vec![0, 0], vec![1.0f64, 3.0])?;
    /// let moments = matrix.column_moments()?;
    /// assert_eq!((moments.means, moments.variances), (vec![2.0, 0.0], vec![1.0, 0.0]));
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn column_moments(&self) -> Result<ColumnMoments> {
        let means = self.column_means()?;
        let add = |sums: &mut Deviations, column: usize, entry: usize| {
            let deviation = self.values()[entry].into() - means[column];
            sums.stored += 1.0;
            sums.sum += deviation;
            sums.squares += deviation * deviation;
        };
        let merge = |sums: &mut Deviations, other: &Deviations| {
            sums.stored += other.stored;
            sums.sum += other.sum;
            sums.squares += other.squares;
        };
        let sums = fold(self.indices(), self.columns(), add, merge);
        let variances = sums.iter().zip(&means).map(|(sums, &mean)| sums.variance(mean, self.rows() as f64));
        Ok(ColumnMoments { variances: variances.collect(), means })
    }

    /// `max|x|` of every column; 0 where nothing is stored.
    #[must_use]
    pub fn column_max_abs(&self) -> Vec<f64> {
        let add = |largest: &mut f64, entry: usize| *largest = largest.max(self.values()[entry].into().abs());
        let merge = |largest: &mut f64, other: &f64| *largest = largest.max(*other);
        fold(self.indices(), self.columns(), |largest, _, entry| add(largest, entry), merge)
    }
}

/// How often each of `columns` columns occurs among `indices`.
pub(super) fn counts_of(indices: &[u32], columns: usize) -> Vec<u32> {
    fold(indices, columns, |count, _, _| *count += 1, |count, other| *count += other)
}

/// Deviations of the stored values of a column from its mean.
#[derive(Clone, Copy, Default)]
struct Deviations {
    stored: f64,
    sum: f64,
    squares: f64,
}

impl Deviations {
    /// The variance over `rows` rows, all others of which are zeros and deviate by `−mean`.
    fn variance(self, mean: f64, rows: f64) -> f64 {
        let zeros = rows - self.stored;
        let sum = self.sum - zeros * mean;
        (self.squares + zeros * (mean * mean) - sum * sum / rows) / rows
    }
}

/// A state a column: `add(state, column, place)` for every place among `indices`, and `merge` for states of
/// neighbouring parts.
fn fold<T: Copy + Default + Send + Sync>(
    indices: &[u32],
    columns: usize,
    add: impl Fn(&mut T, usize, usize) + Sync + Send,
    merge: impl Fn(&mut T, &T) + Sync + Send,
) -> Vec<T> {
    // Each task has a list as long as the columns: it must have more to read than to add up.
    let per_task = columns.saturating_mul(4).max(ENTRIES_PER_TASK);
    let partial = parallel::map(&parallel::even_ranges(indices.len(), per_task), |task| {
        let mut states = vec![T::default(); columns];
        for (place, &column) in task.clone().zip(&indices[task.clone()]) {
            add(&mut states[column as usize], column as usize, place);
        }
        states
    });
    let mut partial = partial.into_iter();
    let mut states = partial.next().unwrap_or_else(|| vec![T::default(); columns]);
    let others = partial.as_slice();
    parallel::fill_chunks(&mut states, COLUMNS_PER_TASK, |first, states| {
        for other in others {
            states.iter_mut().zip(&other[first..]).for_each(|(state, other)| merge(state, other));
        }
    });
    states
}

#[cfg(test)]
mod tests {
    use super::*;

    /// scikit-learn 1.9.1, `mean_variance_axis(X, axis=0)`; SciPy 1.17.1, `X.sum(0)`; to the last bit.
    #[test]
    fn moments_are_those_of_scikit_learn() {
        let (indices, values) = (vec![0, 2, 3, 0, 2, 0, 3], vec![0.1, -0.7, 2.3, 1.9, 0.3, -0.2, 0.9]);
        let matrix = SparseMatrix::from_parts(4, vec![0, 3, 3, 5, 7], indices, values).unwrap();
        assert_eq!(matrix.column_sums(), [1.8, 0.0, -0.39999999999999997, 3.1999999999999997]);
        let moments = matrix.column_moments().unwrap();
        assert_eq!(moments.means, [0.45, 0.0, -0.09999999999999999, 0.7999999999999999]);
        assert_eq!(moments.variances, [0.7125, 0.0, 0.135, 0.885]);
        assert_eq!(matrix.column_max_abs(), [1.9, 0.0, 0.7, 2.3]);
        assert_eq!(matrix.column_counts(), [3, 0, 2, 2]);
    }

    #[test]
    fn without_rows_there_is_nothing_to_average() {
        let none = SparseMatrix::<f32>::from_parts(2, vec![0], vec![], vec![]).unwrap();
        assert_eq!((none.column_counts(), none.column_sums()), (vec![0, 0], vec![0.0, 0.0]));
        assert!(none.column_means().is_err());
        assert!(none.column_moments().is_err());
    }

    #[test]
    fn parts_are_added_up_in_order() {
        let indices: Vec<u32> = (0..3 * ENTRIES_PER_TASK as u32 + 5).map(|place| place % 3).collect();
        let add = |list: &mut (usize, usize), _: usize, place: usize| *list = (list.0 + 1, place);
        let merge = |list: &mut (usize, usize), other: &(usize, usize)| {
            assert!(list.1 < other.1);
            *list = (list.0 + other.0, other.1);
        };
        let last = indices.len() - 1;
        let expected = vec![(65_538, last - 1), (65_538, last), (65_537, last - 2)];
        assert_eq!(fold(&indices, 3, add, merge), expected);
    }
}
