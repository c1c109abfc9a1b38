//! Whether one system is better than another: paired bootstrap, paired approximate randomisation, permutation test.
//!
//! All ask how often chance alone makes a difference larger than the one that was seen. The paired ones take two scores
//! of the same items. The bootstrap (Koehn, "Statistical significance tests for machine translation evaluation", 2004)
//! resamples the items and moves the differences so that their mean is 0; approximate randomisation (Riezler and
//! Maxwell, "On some pitfalls in automatic evaluation", 2005) swaps the two scores of an item at the toss of a coin,
//! and supposes less. The permutation test (Fisher, 1935) deals the numbers of two independent groups anew.
//!
//! A p-value is (c + 1)/(S + 1) for c of S trials beyond the difference: the data themselves count as one trial, so it
//! is never 0 (Davison and Hinkley, "Bootstrap methods and their application", 1997, 4.2). The p-values of the paired
//! tests are sacreBLEU's, for metrics whose score is not a mean too: resample, then ask [`bootstrap_p_value`] or
//! [`randomization_p_value`].

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_limit, check_parameter, check_shape};
use crate::parallel;
use crate::seed::Seed;
use crate::statistics::draws::Draws;
use crate::statistics::resample::{resample, resample_swaps};
use crate::statistics::tail::Alternative;

/// A difference and how often chance alone makes as much of one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SignificanceTest {
    /// What was seen: the second less the first.
    pub difference: f64,
    /// Above 0, and at most 1.
    pub p_value: f64,
}

impl fmt::Display for SignificanceTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:+.4} (p = {:.4})", self.difference, self.p_value)
    }
}

/// Whether the means of two systems' scores of the same items differ, by resampling the items; two-sided.
///
/// # Errors
/// [`Error::Shape`] for unequal lengths, [`Error::Empty`] for no scores or trials, [`Error::Parameter`] for one that is not
/// finite, [`Error::Limit`] as [`resample`].
///
/// # Determinism
/// The same on any number of threads.
///
/// # Examples
/// ```
/// use wordmill::seed::Seed;
/// use wordmill::statistics::paired_bootstrap;
/// let baseline = [0.1, 0.5, 0.3, 0.6, 0.2, 0.4, 0.3, 0.5];
/// let system = baseline.map(|score| score + 0.1);
/// let test = paired_bootstrap(&baseline, &system, 999, &mut Seed(1))?;
/// assert_eq!(test.to_string(), "+0.1000 (p = 0.0010)");
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn paired_bootstrap(
    first: &[f64],
    second: &[f64],
    resamples: usize,
    draws: &mut dyn Draws,
) -> Result<SignificanceTest> {
    let differences = differences(first, second, resamples)?;
    let items = differences.len() as f64;
    let mean = |rows: &[u32]| rows.iter().map(|&row| differences[row as usize]).sum::<f64>() / items;
    let resampled = resample(differences.len(), resamples, draws, mean)?;
    let difference = differences.iter().sum::<f64>() / items;
    Ok(SignificanceTest { difference, p_value: bootstrap_p_value(difference, &resampled)? })
}

/// Whether the means of two systems' scores of the same items differ, by swapping the two scores of an item at random;
/// two-sided.
///
/// # Errors
/// As [`paired_bootstrap`].
///
/// # Determinism
/// As [`paired_bootstrap`].
///
/// # Examples
/// ```
/// use wordmill::seed::Seed;
/// use wordmill::statistics::paired_randomization;
/// let (first, second) = ([0.1, 0.5, 0.3, 0.6], [0.5, 0.1, 0.6, 0.3]);
/// let test = paired_randomization(&first, &second, 999, &mut Seed(1))?;
/// assert!(test.difference.abs() < 1e-15 && test.p_value > 0.3);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn paired_randomization(
    first: &[f64],
    second: &[f64],
    trials: usize,
    draws: &mut dyn Draws,
) -> Result<SignificanceTest> {
    let differences = differences(first, second, trials)?;
    let items = differences.len() as f64;
    let mean = |swaps: &[bool]| {
        let signed = differences.iter().zip(swaps);
        signed.map(|(difference, &swap)| if swap { -difference } else { *difference }).sum::<f64>() / items
    };
    let randomized = resample_swaps(differences.len(), trials, draws, mean)?;
    let difference = differences.iter().sum::<f64>() / items;
    Ok(SignificanceTest { difference, p_value: randomization_p_value(difference, &randomized)? })
}

/// The two-sided p-value of a difference of two scores, from the differences of the same resamples of both.
///
/// The sizes of the resampled differences less their mean stand for chance: p = (c + 1)/(S + 1), c counting those
/// *above* |`difference`|.
///
/// # Errors
/// [`Error::Empty`] for no resamples, [`Error::Parameter`] for NaN.
pub fn bootstrap_p_value(difference: f64, resampled: &[f64]) -> Result<f64> {
    let mean = resampled.iter().map(|resampled| resampled.abs()).sum::<f64>() / resampled.len() as f64;
    share_above(difference.abs(), resampled, |resampled| resampled.abs() - mean)
}

/// The two-sided p-value of a difference of two scores, from the differences after random swaps.
///
/// p = (c + 1)/(S + 1), c counting the swapped differences larger in size than `difference`. *Larger*: two equal
/// systems differ by nothing, and never by chance.
///
/// # Errors
/// [`Error::Empty`] for no trials, [`Error::Parameter`] for NaN.
pub fn randomization_p_value(difference: f64, randomized: &[f64]) -> Result<f64> {
    share_above(difference.abs(), randomized, f64::abs)
}

/// Whether two independent groups differ in a figure of both, by dealing their members anew.
///
/// The p-value counts trials whose figure is at least as far out as the one that was seen, with SciPy's allowance for
/// rounding (100 ε of it); the two-sided one is twice the smaller (`scipy.stats.permutation_test`).
///
/// # Errors
/// [`Error::Empty`] for an empty group or no trials, [`Error::Parameter`] where the figure is NaN,
/// [`Error::Limit`] past 2²⁶ members or 2²⁴ trials.
///
/// # Determinism
/// The same on any number of threads.
///
/// # Examples
/// ```
/// use wordmill::seed::Seed;
/// use wordmill::statistics::{Alternative, mean, permutation_test};
/// let apart = |first: &[f64], second: &[f64]| mean(second) - mean(first);
/// let (first, second) = ([1.0, 2.0, 3.0, 4.0, 5.0], [11.0, 12.0, 13.0, 14.0]);
/// let test = permutation_test(&first, &second, apart, 9_999, Seed(1), Alternative::TwoSided)?;
/// assert_eq!(test.difference, 9.5);
/// // Two in 126 deals are as far out.
/// assert!((test.p_value - 2.0 / 126.0).abs() < 0.004);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn permutation_test(
    first: &[f64],
    second: &[f64],
    figure: impl Fn(&[f64], &[f64]) -> f64 + Sync + Send,
    trials: usize,
    seed: Seed,
    alternative: Alternative,
) -> Result<SignificanceTest> {
    if first.is_empty() || second.is_empty() || trials == 0 {
        return Err(Error::Empty { what: if trials == 0 { "list of trials" } else { "group" } });
    }
    let all = [first, second].concat();
    check_limit("members of both groups", 1 << 26, all.len() as u64)?;
    check_limit("trials", 1 << 24, trials as u64)?;
    let difference = figure(first, second);
    let stream = seed.stream("permutation");
    let figures =
        parallel::map(&parallel::even_ranges(trials, (1usize << 12).div_ceil(all.len())), |trials| {
            let mut dealt = all.clone();
            let trial = |trial: usize| {
                dealt.copy_from_slice(&all);
                for last in (1..dealt.len()).rev() {
                    let draw = trial as u64 * all.len() as u64 + last as u64;
                    dealt.swap(last, stream.below(draw, last as u64 + 1) as usize);
                }
                let (first, second) = dealt.split_at(first.len());
                figure(first, second)
            };
            trials.clone().map(trial).collect::<Vec<f64>>()
        })
        .concat();
    check_numbers(difference, &figures)?;
    let slack = (100.0 * f64::EPSILON * difference).abs();
    let share = |is_beyond: &dyn Fn(f64) -> bool| {
        let beyond = figures.iter().filter(|&&figure| is_beyond(figure)).count();
        (beyond + 1) as f64 / (trials + 1) as f64
    };
    let lower = share(&|figure| figure <= difference + slack);
    let upper = share(&|figure| figure >= difference - slack);
    Ok(SignificanceTest { difference, p_value: alternative.p_value((lower, upper)) })
}

/// Scores of the same items, the second less the first.
fn differences(first: &[f64], second: &[f64], trials: usize) -> Result<Vec<f64>> {
    check_shape("scores of the same items", first.len(), second.len())?;
    if first.is_empty() || trials == 0 {
        return Err(Error::Empty { what: if trials == 0 { "list of resamples" } else { "list of scores" } });
    }
    let differences: Vec<f64> = first.iter().zip(second).map(|(first, second)| second - first).collect();
    match differences.iter().position(|difference| !difference.is_finite()) {
        None => Ok(differences),
        Some(place) => {
            let got = format_args!("{} and {} at place {place}", first[place], second[place]);
            Err(Error::parameter("scores", got, "finite numbers"))
        }
    }
}

/// (c + 1)/(S + 1), where c of the S trials lie above `difference`.
fn share_above(difference: f64, trials: &[f64], size: impl Fn(f64) -> f64) -> Result<f64> {
    if trials.is_empty() {
        return Err(Error::Empty { what: "list of trials" });
    }
    check_numbers(difference, trials)?;
    let above = trials.iter().filter(|&&trial| size(trial) > difference).count();
    Ok((above + 1) as f64 / (trials.len() + 1) as f64)
}

fn check_numbers(difference: f64, trials: &[f64]) -> Result<()> {
    let numbers = !difference.is_nan() && trials.iter().all(|trial| !trial.is_nan());
    check_parameter(numbers, "difference", f64::NAN, "numbers, in every trial")
}

#[cfg(test)]
mod tests;
