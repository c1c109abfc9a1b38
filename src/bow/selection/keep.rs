//! [`Keep`]: which columns stay, given their scores and p-values, as scikit-learn's selectors choose (1.9.1).
//!
//! | rule | scikit-learn |
//! |---|---|
//! | [`Keep::Best`] | `SelectKBest` |
//! | [`Keep::Percentile`] | `SelectPercentile` |
//! | [`Keep::FalsePositiveRate`] | `SelectFpr` |
//! | [`Keep::FalseDiscoveryRate`] | `SelectFdr` (Benjamini and Hochberg, "Controlling the false discovery rate", 1995) |
//! | [`Keep::FamilyWiseError`] | `SelectFwe` (Bonferroni's correction) |
//!
//! A score that is NaN counts as the smallest number there is, a p-value that is NaN as too large.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_parameter};
use crate::statistics::percentile::percentile;

/// Which columns stay.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Keep {
    /// All of them.
    All,
    /// So many with the largest scores, or all where there are fewer; of equal scores at the border, later columns.
    Best(usize),
    /// So many percent with the largest scores (0 to 100); of equal scores at the border, earlier columns.
    Percentile(f64),
    /// Those whose score is at least so large.
    AtLeast(f64),
    /// Those whose p-value is below this α (0 to 1).
    FalsePositiveRate(f64),
    /// As many as let one in 1/α of them be there by chance, at most, in expectation (α from 0 to 1).
    FalseDiscoveryRate(f64),
    /// Those whose p-value is below α divided by the number of columns (α from 0 to 1): α is then how probable it is
    /// that any column is there by chance, at most.
    FamilyWiseError(f64),
}

impl Keep {
    /// Refuses numbers out of range.
    pub(super) fn check(self) -> Result<()> {
        match self {
            Keep::All | Keep::Best(_) => Ok(()),
            Keep::Percentile(percent) => {
                check_parameter((0.0..=100.0).contains(&percent), "keep", percent, "a percentage of 0 to 100")
            }
            Keep::AtLeast(score) => check_parameter(!score.is_nan(), "keep", score, "a number"),
            Keep::FalsePositiveRate(alpha)
            | Keep::FalseDiscoveryRate(alpha)
            | Keep::FamilyWiseError(alpha) => {
                check_parameter((0.0..=1.0).contains(&alpha), "keep", alpha, "a rate of 0 to 1")
            }
        }
    }

    /// The columns that stay, ascending.
    pub(super) fn columns(self, scores: &[f64], p_values: Option<&[f64]>) -> Result<Vec<u32>> {
        let tested = || {
            let without = || {
                Error::parameter("keep", format_args!("{self:?}"), "a rule of scores: there are no p-values")
            };
            p_values.ok_or_else(without)
        };
        Ok(match self {
            Keep::All => (0..scores.len() as u32).collect(),
            Keep::Best(most) => best(scores, most),
            Keep::Percentile(percent) => best_percent(scores, percent)?,
            Keep::AtLeast(least) => where_true(scores, |score| score >= least),
            Keep::FalsePositiveRate(alpha) => where_true(tested()?, |p_value| p_value < alpha),
            Keep::FalseDiscoveryRate(alpha) => discovered(tested()?, alpha),
            Keep::FamilyWiseError(alpha) => {
                let each = alpha / scores.len() as f64;
                where_true(tested()?, |p_value| p_value < each)
            }
        })
    }
}

fn where_true(numbers: &[f64], stays: impl Fn(f64) -> bool) -> Vec<u32> {
    (0..).zip(numbers).filter(|&(_, &number)| stays(number)).map(|(column, _)| column).collect()
}

/// Scores that compare: NaN is the smallest.
fn comparable(scores: &[f64]) -> Vec<f64> {
    scores.iter().map(|&score| if score.is_nan() { f64::MIN } else { score }).collect()
}

fn best(scores: &[f64], most: usize) -> Vec<u32> {
    let scores = comparable(scores);
    let mut order: Vec<u32> = (0..scores.len() as u32).collect();
    if most < order.len() {
        let score = |column: u32| scores[column as usize];
        // Zeros of either sign are equal, so this is no `total_cmp`.
        let larger_first =
            |&a: &u32, &b: &u32| score(b).partial_cmp(&score(a)).unwrap_or(Ordering::Equal).then(b.cmp(&a));
        order.select_nth_unstable_by(most, larger_first);
        order.truncate(most);
        order.sort_unstable();
    }
    order
}

fn best_percent(scores: &[f64], percent: f64) -> Result<Vec<u32>> {
    if percent == 0.0 || percent == 100.0 {
        let stays = percent == 100.0;
        return Ok(where_true(scores, |_| stays));
    }
    let scores = comparable(scores);
    let threshold = percentile(&scores, 100.0 - percent)?;
    let mut kept = where_true(&scores, |score| score > threshold);
    let ties = where_true(&scores, |score| score == threshold);
    // Where rounding moved the threshold, more may be above it than the percentage says: Python's slice then leaves out
    // so many of the last ties.
    let left = (scores.len() as f64 * percent / 100.0) as i64 - kept.len() as i64;
    let taken = if left < 0 { ties.len() as i64 + left } else { left };
    kept.extend(ties.into_iter().take(usize::try_from(taken).unwrap_or(0)));
    kept.sort_unstable();
    Ok(kept)
}

/// Benjamini and Hochberg's procedure: the largest p-value that is at most α times its rank, and all below it.
fn discovered(p_values: &[f64], alpha: f64) -> Vec<u32> {
    let mut sorted: Vec<f64> = p_values.iter().copied().filter(|p_value| !p_value.is_nan()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let step = alpha / p_values.len() as f64;
    let passes = |&(rank, &p_value): &(usize, &f64)| p_value <= step * (rank + 1) as f64;
    match sorted.iter().enumerate().rev().find(passes) {
        Some((_, &largest)) => where_true(p_values, |p_value| p_value <= largest),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// scikit-learn 1.9.1, the selectors named above over a function that returns these numbers.
    #[test]
    fn choices_are_those_of_scikit_learn() {
        let scores = [1.0, f64::NAN, 3.0, 3.0, 0.5, 3.0, f64::INFINITY, 1.0];
        let p_values = [0.5, f64::NAN, 0.02, 0.02, 0.9, 0.004, 0.0, 0.012];
        let columns = |keep: Keep| keep.columns(&scores, Some(&p_values)).unwrap();
        assert_eq!(columns(Keep::Best(2)), [5, 6]);
        assert_eq!(columns(Keep::Best(3)), [3, 5, 6]);
        assert_eq!(columns(Keep::Best(5)), [2, 3, 5, 6, 7]);
        assert_eq!(columns(Keep::Best(99)), columns(Keep::All));
        assert!(columns(Keep::Best(0)).is_empty());
        assert_eq!(columns(Keep::Percentile(30.0)), [2, 6]);
        assert_eq!(columns(Keep::Percentile(40.0)), [2, 3, 6]);
        assert_eq!(columns(Keep::Percentile(70.0)), [0, 2, 3, 5, 6]);
        assert_eq!(columns(Keep::AtLeast(3.0)), [2, 3, 5, 6]);
        assert_eq!(columns(Keep::FalsePositiveRate(0.02)), [5, 6, 7]);
        assert_eq!(columns(Keep::FalseDiscoveryRate(0.04)), [2, 3, 5, 6, 7]);
        assert_eq!(columns(Keep::FalseDiscoveryRate(0.03)), [5, 6]);
        assert!(columns(Keep::FamilyWiseError(0.0)).is_empty());
        assert_eq!(columns(Keep::FamilyWiseError(0.04)), [5, 6]);
    }

    #[test]
    fn numbers_out_of_range_are_refused() {
        for keep in [
            Keep::Percentile(-0.1),
            Keep::Percentile(f64::NAN),
            Keep::AtLeast(f64::NAN),
            Keep::FalsePositiveRate(1.1),
            Keep::FalseDiscoveryRate(-0.1),
            Keep::FamilyWiseError(f64::INFINITY),
        ] {
            assert!(matches!(keep.check(), Err(Error::Parameter { name: "keep", .. })), "{keep:?}");
        }
        assert!(Keep::FalsePositiveRate(0.5).columns(&[1.0], None).is_err());
    }
}
