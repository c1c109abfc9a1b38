//! [`Points`]: what k-means asks of rows, dense or sparse, and [`ClusterDistance`], how it measures them.
//!
//! Under the cosine distance every row counts as its direction, x / ‖x‖, and distances are half of the squared
//! Euclidean ones between directions: ‖x̂ − ĉ‖² / 2 = 1 − x̂ · ĉ. So one algorithm serves both. A row of
//! zeros has no direction and stays at the origin, where all centres are equally far.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::parallel;
use crate::vector::cluster::centres::Centres;

/// Rows of a task.
pub(super) const ROWS_PER_TASK: usize = 256;

/// How far rows are from centres and from each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum ClusterDistance {
    /// ‖x − c‖.
    #[default]
    Euclidean,
    /// 1 − cos(x, c); 1 where either is 0.
    Cosine,
}

impl ClusterDistance {
    /// What a row of this squared norm is multiplied with before it is compared.
    pub(super) fn factor(self, squared_norm: f64) -> f64 {
        match self {
            ClusterDistance::Euclidean => 1.0,
            ClusterDistance::Cosine if squared_norm > 0.0 => 1.0 / squared_norm.sqrt(),
            ClusterDistance::Cosine => 0.0,
        }
    }

    /// The distance, from the squared Euclidean one between what the factors made of two rows; `squared_norms`
    /// are those of the two before.
    pub(super) fn of_square(self, square: f64, squared_norms: (f64, f64)) -> f64 {
        match self {
            ClusterDistance::Euclidean => square.sqrt(),
            ClusterDistance::Cosine if squared_norms.0 > 0.0 && squared_norms.1 > 0.0 => square / 2.0,
            ClusterDistance::Cosine => 1.0,
        }
    }
}

/// Rows, multiplied by their factors, as k-means needs them.
pub(super) trait Points: Sync {
    fn rows(&self) -> usize;

    fn columns(&self) -> usize;

    /// The squared norm of each row, before its factor.
    fn squared_norms(&self) -> &[f64];

    /// The nearest centre of each row, the first of several.
    fn nearest(&self, centres: &Centres<'_>) -> Result<Vec<u32>>;

    /// ‖row − centre‖², to rounding.
    fn squared_distance(&self, row: usize, centres: &Centres<'_>, centre: usize) -> f64;

    /// The same from each row to each of the chosen rows, row after row.
    fn squared_distances_to_rows(&self, chosen: &[usize]) -> Result<Vec<f64>>;

    /// `sum += row`.
    fn add_row(&self, row: usize, sum: &mut [f64]);

    /// The mean over the columns of their variances.
    fn mean_variance(&self) -> f64;
}

/// The squared distance of each row from its centre, in the order of the rows.
pub(super) fn squared_distances(points: &impl Points, centres: &Centres<'_>, labels: &[u32]) -> Vec<f64> {
    let mut squares = vec![0.0; labels.len()];
    parallel::fill_chunks(&mut squares, ROWS_PER_TASK, |first, part| {
        for (row, square) in (first..).zip(part) {
            *square = points.squared_distance(row, centres, labels[row] as usize);
        }
    });
    squares
}

/// The sum of numbers, in an order that depends on how many there are only.
pub(super) fn sum(numbers: &[f64]) -> f64 {
    let ranges = parallel::even_ranges(numbers.len(), 1 << 12);
    parallel::map(&ranges, |range| numbers[range.clone()].iter().sum::<f64>()).into_iter().sum()
}

/// Refuses rows whose numbers, or their squares, are not finite.
pub(super) fn check_finite(squared_norms: &[f64]) -> Result<()> {
    match squared_norms.iter().position(|norm| !norm.is_finite()) {
        None => Ok(()),
        Some(row) => {
            Err(Error::corrupt("rows to cluster", format!("the squared length of row {row} is not finite")))
        }
    }
}
