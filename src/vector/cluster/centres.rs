//! [`Centres`]: the centres of one iteration, and which of them are worth comparing with.

use std::cmp::Ordering;

use crate::vector::double::DoubleMatrix;
use crate::vector::kernel::reduce::squared_norm;

/// Centres, a row each.
pub(super) struct Centres<'c> {
    pub(super) rows: &'c DoubleMatrix,
    pub(super) squared_norms: Vec<f64>,
    /// The centres that differ from all before them: of equal ones the first is the nearest.
    pub(super) distinct: Vec<usize>,
}

impl<'c> Centres<'c> {
    pub(super) fn new(rows: &'c DoubleMatrix) -> Self {
        let mut order: Vec<usize> = (0..rows.rows()).collect();
        let by_numbers = |&a: &usize, &b: &usize| {
            let mut orders = rows.row(a).iter().zip(rows.row(b)).map(|(x, y)| x.total_cmp(y));
            orders.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
        };
        order.sort_by(by_numbers);
        let mut distinct: Vec<usize> =
            order.chunk_by(|a, b| rows.row(*a) == rows.row(*b)).map(|equal| equal[0]).collect();
        distinct.sort_unstable();
        Centres { rows, squared_norms: rows.iter().map(squared_norm).collect(), distinct }
    }
}

/// The nearest of the `distinct` centres, given scores that grow with the distance and are off by at most
/// `slack`: where that cannot tell, `exact` distances decide, and among equals the first.
pub(super) fn nearest(
    distinct: &[usize],
    scores: impl Fn(usize) -> f64,
    slack: f64,
    exact: impl Fn(usize) -> f64,
) -> u32 {
    let (mut best, mut lowest, mut second) = (0, f64::INFINITY, f64::INFINITY);
    for place in 0..distinct.len() {
        let score = scores(place);
        if score < lowest {
            (best, second, lowest) = (place, lowest, score);
        } else if score < second {
            second = score;
        }
    }
    if second - lowest > 2.0 * slack {
        return distinct[best] as u32;
    }
    let (mut best, mut least) = (0, f64::INFINITY);
    for (place, &centre) in distinct.iter().enumerate() {
        // Scores that are no numbers leave the question open.
        let ruled_out = scores(place) > lowest + 2.0 * slack;
        if !ruled_out {
            let distance = exact(centre);
            if distance < least {
                (best, least) = (centre, distance);
            }
        }
    }
    best as u32
}
