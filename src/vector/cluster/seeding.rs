//! k-means++: first centres that lie far apart.
//!
//! The first centre is any row; each next one is drawn with a chance that grows with the squared distance to the
//! nearest centre so far (Arthur and Vassilvitskii, "k-means++: the advantages of careful seeding", 2007). Greedy,
//! as in scikit-learn: 2 + ⌊ln k⌋ rows are drawn each time, and the one stays that lowers the sum of these
//! distances most.

use crate::error::Result;
use crate::parallel;
use crate::seed::Stream;
use crate::vector::cluster::points::{Points, ROWS_PER_TASK, sum};

/// The rows that become centres.
pub(super) fn plus_plus(points: &impl Points, clusters: usize, draws: Stream) -> Result<Vec<usize>> {
    let rows = points.rows();
    let trials = 2 + (clusters as f64).ln() as usize;
    let mut chosen = vec![draws.below(0, rows as u64) as usize];
    let mut closest = points.squared_distances_to_rows(&chosen)?;
    let mut next_draw = 1;
    while chosen.len() < clusters {
        let candidates: Vec<usize> = (0..trials as u64)
            .map(|trial| weighted_draw(&closest, draws.uniform(next_draw + trial)))
            .collect();
        next_draw += trials as u64;
        let squares = points.squared_distances_to_rows(&candidates)?;
        let mut best: Option<(f64, usize, Vec<f64>)> = None;
        for (trial, &candidate) in candidates.iter().enumerate() {
            let nearer = nearer_of(&closest, &squares, trials, trial);
            let potential = sum(&nearer);
            if best.as_ref().is_none_or(|(least, ..)| potential < *least) {
                best = Some((potential, candidate, nearer));
            }
        }
        if let Some((_, candidate, nearer)) = best {
            chosen.push(candidate);
            closest = nearer;
        }
    }
    Ok(chosen)
}

/// The squared distance of each row to its nearest centre, if the candidate of a trial becomes one.
fn nearer_of(closest: &[f64], squares: &[f64], trials: usize, trial: usize) -> Vec<f64> {
    let mut nearer = closest.to_vec();
    parallel::fill_chunks(&mut nearer, ROWS_PER_TASK, |first, part| {
        for (row, nearest) in (first..).zip(part) {
            *nearest = nearest.min(squares[row * trials + trial]);
        }
    });
    nearer
}

/// A place drawn with chances in proportion to `weights`, for a uniform draw; any, if all weights are 0.
fn weighted_draw(weights: &[f64], uniform: f64) -> usize {
    let total: f64 = weights.iter().sum();
    if total <= 0.0 {
        return (uniform * weights.len() as f64) as usize;
    }
    let target = uniform * total;
    let mut reached = 0.0;
    for (place, weight) in weights.iter().enumerate() {
        reached += weight;
        if reached > target {
            return place;
        }
    }
    // Only rounding of the last sum leads here.
    weights.iter().rposition(|weight| *weight > 0.0).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_follow_the_weights() {
        let weights = [0.0, 1.0, 0.0, 3.0, 0.0];
        assert_eq!(weighted_draw(&weights, 0.0), 1);
        assert_eq!(weighted_draw(&weights, 0.24), 1);
        assert_eq!(weighted_draw(&weights, 0.26), 3);
        assert_eq!(weighted_draw(&weights, 1.0), 3);
        assert_eq!(weighted_draw(&[0.0; 4], 0.6), 2);
    }
}
