//! Lloyd's iterations: rows join their nearest centres, centres move to the means of their rows, and so on.
//!
//! Lloyd, "Least squares quantization in PCM", 1957 and 1982; with directions in place of rows and means it is
//! spherical k-means (Dhillon and Modha, "Concept decompositions for large sparse text data using clustering",
//! 2001). No step lets the sum of squared distances rise, with one exception: under the cosine distance a centre that
//! began at a row of zeros takes a direction once others join it, and leaves the rows of zeros behind. Stopping and empty clusters are as in
//! scikit-learn: the iterations end when no row changes its centre, or when the squared moves of all centres
//! sum to no more than the tolerance; a cluster without rows takes the row that is farthest from its centre.

use crate::error::Result;
use crate::parallel;
use crate::progress::{Progress, report};
use crate::vector::cluster::centres::Centres;
use crate::vector::cluster::points::{ClusterDistance, Points, squared_distances, sum};
use crate::vector::double::DoubleMatrix;
use crate::vector::kernel::reduce::{squared_distance, squared_norm};
use crate::vector::kernel::update::scale;

/// Where the iterations ended.
pub(super) struct Grouping {
    pub(super) centres: DoubleMatrix,
    pub(super) labels: Vec<u32>,
    pub(super) inertia: f64,
    pub(super) iterations: usize,
    pub(super) converged: bool,
}

/// When they end.
#[derive(Clone, Copy)]
pub(super) struct Stop {
    /// The largest sum of squared moves at which they do.
    pub(super) tolerance: f64,
    pub(super) max_iterations: usize,
}

/// Iterates from the given centres.
pub(super) fn lloyd(
    points: &impl Points,
    mut centres: DoubleMatrix,
    distance: ClusterDistance,
    stop: Stop,
    progress: &mut dyn Progress,
) -> Result<Grouping> {
    let (mut labels, mut iterations, mut converged) = (Vec::new(), 0, false);
    let mut settled = false;
    while iterations < stop.max_iterations && !converged {
        let before = Centres::new(&centres);
        let joined = points.nearest(&before)?;
        let moved = means(points, &joined, &before, distance);
        iterations += 1;
        let shift: f64 = centres.iter().zip(moved.iter()).map(|(a, b)| squared_distance(a, b)).sum();
        report(
            progress,
            "cluster",
            iterations as u64,
            Some(stop.max_iterations as u64),
            &[("shift", shift)],
        )?;
        settled = joined == labels;
        converged = settled || shift <= stop.tolerance;
        (centres, labels) = (moved, joined);
    }
    let last = Centres::new(&centres);
    if !settled {
        labels = points.nearest(&last)?;
    }
    let inertia = sum(&squared_distances(points, &last, &labels));
    Ok(Grouping { centres, labels, inertia, iterations, converged })
}

/// The mean of each centre's rows; under the cosine distance, its direction.
fn means(
    points: &impl Points,
    labels: &[u32],
    before: &Centres<'_>,
    distance: ClusterDistance,
) -> DoubleMatrix {
    let clusters = before.rows.rows();
    let (members, starts) = members(points, labels, before);
    let mut means = DoubleMatrix::zeros(clusters, points.columns());
    parallel::fill_chunks(means.as_mut_slice(), points.columns(), |first, mean| {
        let cluster = first / points.columns();
        let rows = &members[starts[cluster]..starts[cluster + 1]];
        rows.iter().for_each(|&row| points.add_row(row, mean));
        let length = match distance {
            ClusterDistance::Euclidean => rows.len() as f64,
            ClusterDistance::Cosine => squared_norm(mean).sqrt(),
        };
        if length > 0.0 {
            scale(1.0 / length, mean);
        } else {
            mean.copy_from_slice(before.rows.row(cluster));
        }
    });
    means
}

/// The rows of each cluster, one cluster after the other, and where each starts.
fn members(points: &impl Points, labels: &[u32], before: &Centres<'_>) -> (Vec<usize>, Vec<usize>) {
    let clusters = before.rows.rows();
    let mut counts = vec![0usize; clusters];
    labels.iter().for_each(|&label| counts[label as usize] += 1);
    let empty: Vec<usize> = (0..clusters).filter(|&cluster| counts[cluster] == 0).collect();
    let mut labels = labels.to_vec();
    if !empty.is_empty() {
        for (row, cluster) in farthest(points, &labels, before, empty.len()).into_iter().zip(empty) {
            counts[labels[row] as usize] -= 1;
            counts[cluster] += 1;
            labels[row] = cluster as u32;
        }
    }
    let mut starts = vec![0; clusters + 1];
    for (cluster, count) in counts.iter().enumerate() {
        starts[cluster + 1] = starts[cluster] + count;
    }
    let (mut next, mut members) = (starts.clone(), vec![0; labels.len()]);
    for (row, &label) in labels.iter().enumerate() {
        members[next[label as usize]] = row;
        next[label as usize] += 1;
    }
    (members, starts)
}

/// The rows that are farthest from their centres, but not on them; the farthest first.
fn farthest(points: &impl Points, labels: &[u32], centres: &Centres<'_>, count: usize) -> Vec<usize> {
    let squares = squared_distances(points, centres, labels);
    let mut rows: Vec<usize> = (0..labels.len()).filter(|&row| squares[row] > 0.0).collect();
    rows.sort_by(|&a, &b| squares[b].total_cmp(&squares[a]).then(a.cmp(&b)));
    rows.truncate(count);
    rows
}
