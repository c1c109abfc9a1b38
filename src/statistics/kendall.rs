//! [`kendall`]: Kendall's τ, the surplus of pairs that are ordered alike over those that are not.
//!
//! Of all n(n − 1)/2 pairs of pairs, C are concordant, D discordant, the rest tied in x, in y or in both:
//!
//! ```text
//! τ_b = (C − D) / √(pairs not tied in x · pairs not tied in y)        (Kendall, 1945)
//! τ_c = 2 (C − D) / (n² (m − 1)/m), m the smaller number of distinct values   (Stuart, 1953)
//! ```
//!
//! D is counted in O(n log n) by Knight ("A computer method for calculating Kendall's tau with ungrouped data", 1966):
//! sorted by x and then y, discordant pairs are the exchanges that a merge sort by y makes.
//!
//! The p-value is that of `scipy.stats.kendalltau`: without ties, and for up to 33 pairs or a D at either end, exact by
//! counting permutations (Kendall, "Rank Correlation Methods", 1970, 5.2); otherwise C − D is taken as normal with the
//! variance that ties leave (the same, 4.7).

use serde::{Deserialize, Serialize};

use crate::error::{Result, check_limit, check_shape};
use crate::statistics::correlation::Correlation;
use crate::statistics::ranks::dense_ranks;
use crate::statistics::tail::{Alternative, normal_tails};

/// Up to so many pairs permutations are counted.
const COUNTED: usize = 33;

/// What C − D is divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Tau {
    /// τ_b: 1 where all pairs that are not tied agree and both lists have the same ties.
    #[default]
    B,
    /// τ_c, for two lists of differently many distinct values.
    C,
}

/// Kendall's τ of pairs, with its p-value (which does not depend on the variant).
///
/// # Errors
/// [`Error::Shape`](crate::Error::Shape) for unequal lengths, [`Error::Parameter`](crate::Error::Parameter) for NaN
/// (infinities have an order), [`Error::Limit`](crate::Error::Limit) past 2³¹ pairs.
///
/// # Examples
/// ```
/// use wordmill::statistics::{Alternative, Tau, kendall};
/// let correlation = kendall(&[1.0, 2.0, 3.0, 4.0], &[1.0, 3.0, 2.0, 4.0], Tau::B, Alternative::TwoSided)?;
/// assert!((correlation.coefficient - 2.0 / 3.0).abs() < 1e-15);
/// assert!((correlation.p_value - 1.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn kendall(x: &[f64], y: &[f64], tau: Tau, alternative: Alternative) -> Result<Correlation> {
    check_shape("pairs", x.len(), y.len())?;
    check_limit("pairs", 1 << 31, x.len() as u64)?;
    let counts = Counts::of(x, y)?;
    if counts.x.tied == counts.pairs || counts.y.tied == counts.pairs {
        return Ok(Correlation::UNDEFINED);
    }
    let coefficient = match tau {
        Tau::B => {
            let varying = |ties: &Ties| ((counts.pairs - ties.tied) as f64).sqrt();
            counts.surplus() as f64 / varying(&counts.x) / varying(&counts.y)
        }
        Tau::C => {
            let classes = counts.x.distinct.min(counts.y.distinct) as f64;
            let all = (x.len() as f64).powi(2);
            2.0 * counts.surplus() as f64 / (all * (classes - 1.0) / classes)
        }
    };
    let p_value = counts.p_value(alternative);
    Ok(Correlation { coefficient: coefficient.clamp(-1.0, 1.0), p_value })
}

/// All pairs of pairs by their kind.
struct Counts {
    items: usize,
    pairs: u64,
    discordant: u64,
    tied_in_both: u64,
    x: Ties,
    y: Ties,
}

/// The groups of equal values in one list, each of some size t, summed up.
#[derive(Default)]
struct Ties {
    distinct: usize,
    /// Σ t (t − 1)/2.
    tied: u64,
    /// Σ t (t − 1)(t − 2).
    triples: f64,
    /// Σ t (t − 1)(2t + 5).
    spread: f64,
}

impl Counts {
    fn of(x: &[f64], y: &[f64]) -> Result<Counts> {
        let ((x, distinct_x), (y, distinct_y)) = (dense_ranks(x)?, dense_ranks(y)?);
        let mut sorted: Vec<(usize, usize)> = x.iter().copied().zip(y.iter().copied()).collect();
        sorted.sort_unstable();
        let tied_in_both = sorted.chunk_by(|a, b| a == b).map(|tie| two_of(tie.len())).sum();
        let mut by_x: Vec<usize> = sorted.into_iter().map(|(_, y)| y).collect();
        let discordant = exchanges(&mut by_x, &mut vec![0; y.len()]);
        let (x, y) = (Ties::of(&x, distinct_x), Ties::of(&y, distinct_y));
        Ok(Counts { items: by_x.len(), pairs: two_of(by_x.len()), discordant, tied_in_both, x, y })
    }

    /// C − D.
    fn surplus(&self) -> i64 {
        let untied = self.pairs + self.tied_in_both - self.x.tied - self.y.tied;
        untied as i64 - 2 * self.discordant as i64
    }

    fn p_value(&self, alternative: Alternative) -> f64 {
        let concordant = self.pairs - self.discordant;
        let without_ties = self.x.tied == 0 && self.y.tied == 0;
        if without_ties && (self.items <= COUNTED || self.discordant.min(concordant) <= 1) {
            return exact_p_value(self.items, concordant, self.discordant, alternative);
        }
        alternative.p_value(normal_tails(self.surplus() as f64 / self.variance().sqrt()))
    }

    /// The variance of C − D over all permutations.
    fn variance(&self) -> f64 {
        let items = self.items as f64;
        let ordered = items * (items - 1.0);
        (ordered * (2.0 * items + 5.0) - self.x.spread - self.y.spread) / 18.0
            + 2.0 * self.x.tied as f64 * self.y.tied as f64 / ordered
            + self.x.triples * self.y.triples / (9.0 * ordered * (items - 2.0))
    }
}

impl Ties {
    fn of(ranks: &[usize], distinct: usize) -> Ties {
        let mut sizes = vec![0usize; distinct];
        ranks.iter().for_each(|&rank| sizes[rank] += 1);
        let mut ties = Ties { distinct, ..Ties::default() };
        for size in sizes {
            let t = size as f64;
            ties.tied += two_of(size);
            ties.triples += t * (t - 1.0) * (t - 2.0).max(0.0);
            ties.spread += t * (t - 1.0) * (2.0 * t + 5.0);
        }
        ties
    }
}

/// t (t − 1)/2.
fn two_of(items: usize) -> u64 {
    let items = items as u64;
    items * items.saturating_sub(1) / 2
}

/// Sorts by merging halves, and counts the pairs that stood in the wrong order.
fn exchanges(values: &mut [usize], scratch: &mut [usize]) -> u64 {
    let half = values.len() / 2;
    if half == 0 {
        return 0;
    }
    let mut count = exchanges(&mut values[..half], &mut scratch[..half])
        + exchanges(&mut values[half..], &mut scratch[half..]);
    scratch.copy_from_slice(values);
    let (mut left, mut right) = (0, half);
    for slot in values {
        let take_left = right == scratch.len() || (left < half && scratch[left] <= scratch[right]);
        if take_left {
            *slot = scratch[left];
            left += 1;
        } else {
            *slot = scratch[right];
            right += 1;
            // It passes all that are left of the left half.
            count += (half - left) as u64;
        }
    }
    count
}

/// The p-value without ties, from the number of permutations with as few pairs of one kind.
///
/// The distribution is symmetric, so the smaller of C and D is looked at, in the lower tail.
fn exact_p_value(items: usize, concordant: u64, discordant: u64, alternative: Alternative) -> f64 {
    let fewer = concordant.min(discordant);
    let (tail, at) = exact_tail(items, fewer);
    if alternative == Alternative::TwoSided {
        // In the very middle both tails hold the middle itself.
        return if concordant == discordant { 1.0 } else { (2.0 * tail).min(1.0) };
    }
    let in_upper = concordant >= discordant;
    let p_value = if in_upper == (alternative == Alternative::Greater) { tail } else { 1.0 - tail + at };
    p_value.clamp(0.0, 1.0)
}

/// The share of all permutations with at most `fewer` discordant pairs, and with exactly as many.
///
/// Both are 0 from 171 items on, whose permutations no double can count, so below 1e-306 (SciPy's are too); only a
/// `fewer` of 0 or 1 comes here with so many.
fn exact_tail(items: usize, fewer: u64) -> (f64, f64) {
    if items > 170 {
        return (0.0, 0.0);
    }
    let permutations: f64 = (1..=items).map(|factor| factor as f64).product();
    let fewer = fewer as usize;
    // counts[d]: permutations of the first few items with d discordant pairs. A further item may be put before up to
    // `placed` others: the new counts are sums of so many neighbours, differences of running sums.
    let mut counts = vec![0.0; fewer + 1];
    counts[0] = 1.0;
    for placed in 1..items {
        for at in 1..=fewer {
            counts[at] += counts[at - 1];
        }
        for at in (placed + 1..=fewer).rev() {
            counts[at] -= counts[at - placed - 1];
        }
    }
    (counts.iter().sum::<f64>() / permutations, counts[fewer] / permutations)
}

#[cfg(test)]
mod tests;
