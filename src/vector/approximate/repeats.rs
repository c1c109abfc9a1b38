//! [`Repeats`]: which rows of a matrix lie in one place.
//!
//! Rows are sorted by their numbers, so that equal ones come together, in `n log n` comparisons that mostly end
//! at the first column. No hash, no collision.

use std::cmp::Ordering;

use crate::parallel;
use crate::vector::dense::DenseMatrix;

/// The rows in groups of equal ones; groups in the order of their first rows.
pub(super) struct Repeats {
    /// All rows, group after group, ascending within each.
    rows: Vec<u32>,
    /// Where each group begins, and the end of the last.
    offsets: Vec<usize>,
}

impl Repeats {
    /// Groups the rows, of which there are fewer than 2³², and no number is NaN. Each counts in its own unit:
    /// rows that are equal once divided by their units are in one group.
    pub(super) fn of(matrix: &DenseMatrix, units: &[f64]) -> Self {
        let compare = |a: u32, b: u32| {
            let numbers = |row: u32| {
                let unit = units[row as usize];
                matrix.row(row as usize).iter().map(move |&x| (f64::from(x) / unit) as f32)
            };
            numbers(a).partial_cmp(numbers(b)).unwrap_or(Ordering::Equal)
        };
        let mut sorted: Vec<u32> = (0..matrix.rows() as u32).collect();
        parallel::sort_unstable_by(&mut sorted, |&a, &b| compare(a, b).then(a.cmp(&b)));
        let mut groups: Vec<&[u32]> = sorted.chunk_by(|&a, &b| compare(a, b).is_eq()).collect();
        groups.sort_unstable_by_key(|group| group[0]);
        let mut offsets = vec![0];
        offsets.extend(groups.iter().scan(0, |end, group| {
            *end += group.len();
            Some(*end)
        }));
        Repeats { rows: groups.concat(), offsets }
    }

    /// How many groups there are.
    pub(super) fn groups(&self) -> usize {
        self.offsets.len() - 1
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The first row of a group.
    pub(super) fn first(&self, group: usize) -> usize {
        self.rows[self.offsets[group]] as usize
    }

    /// The rows of a group, ascending.
    pub(super) fn group(&self, group: usize) -> impl Iterator<Item = usize> + '_ {
        self.rows[self.offsets[group]..self.offsets[group + 1]].iter().map(|&row| row as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_rows_are_one_group() {
        let values = vec![3.0, 6.0, 0.0, 0.0, 1.0, 2.0, -0.0, 0.0, 3.0, 6.0, 3.0, -6.0];
        let matrix = DenseMatrix::from_rows(2, values).unwrap();
        let groups = |units: [f64; 6]| {
            let repeats = Repeats::of(&matrix, &units);
            assert_eq!(repeats.rows(), 6);
            (0..repeats.groups()).map(|group| repeats.group(group).collect()).collect::<Vec<Vec<_>>>()
        };
        assert_eq!(groups([1.0; 6]), [vec![0, 4], vec![1, 3], vec![2], vec![5]]);
        assert_eq!(groups([6.0, 1.0, 2.0, 1.0, 6.0, 6.0]), [vec![0, 2, 4], vec![1, 3], vec![5]]);
    }
}
