//! [`percentile`]: the number below which a share of a list lies, and intervals made of two of them.
//!
//! NumPy's default rule (`linear`; the seventh of Hyndman and Fan, "Sample quantiles in statistical packages", 1996):
//! the sorted numbers stand at 0, 1, …, n − 1, the percentile q at (n − 1) q/100, between two of them on a line.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_parameter};

/// The two ends of an interval, and the median between them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The median.
    pub mid: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// Half of the distance between the ends.
    #[must_use]
    pub fn half_width(&self) -> f64 {
        0.5 * (self.high - self.low)
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.4} [{:.4}, {:.4}]", self.mid, self.low, self.high)
    }
}

/// The percentile of a list, for 0 ≤ `percent` ≤ 100; equal to `numpy.percentile` to the bit.
///
/// # Errors
/// [`Error::Empty`] for no values, [`Error::Parameter`] for NaN among them or a percentage out of range.
///
/// # Examples
/// ```
/// assert_eq!(wordmill::statistics::percentile(&[3.0, 1.0, 2.0, 4.0], 25.0)?, 1.75);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn percentile(values: &[f64], percent: f64) -> Result<f64> {
    Ok(percentiles(values, [percent])?[0])
}

/// Several percentiles of one list, which is sorted once.
///
/// # Errors
/// As [`percentile`].
pub fn percentiles<const N: usize>(values: &[f64], percents: [f64; N]) -> Result<[f64; N]> {
    for percent in percents {
        check_parameter((0.0..=100.0).contains(&percent), "percent", percent, "0 to 100")?;
    }
    let sorted = sorted(values)?;
    Ok(percents.map(|percent| of_sorted(&sorted, percent)))
}

/// The interval that holds the share `confidence` of the values, as many left out below as above.
///
/// Of bootstrapped estimates this is Efron's percentile interval ("Bootstrap methods: another look at the jackknife",
/// 1979). The percentages are computed as rouge-score does.
///
/// # Errors
/// As [`percentile`]; [`Error::Parameter`] for a confidence outside 0 to 1.
///
/// # Examples
/// ```
/// use wordmill::statistics::percentile_interval;
/// let estimates: Vec<f64> = (0..=1000).map(f64::from).collect();
/// assert_eq!(percentile_interval(&estimates, 0.9)?.to_string(), "500.0000 [50.0000, 950.0000]");
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn percentile_interval(values: &[f64], confidence: f64) -> Result<Interval> {
    check_parameter((0.0..=1.0).contains(&confidence), "confidence", confidence, "0 to 1")?;
    let outside = (1.0 - confidence) / 2.0;
    let percents = [outside, 0.5, 1.0 - outside].map(|share| 100.0 * share);
    let [low, mid, high] = percentiles(values, percents)?;
    Ok(Interval { low, mid, high })
}

/// The interval from the smallest to the largest value after `cut` have been taken from either end.
///
/// sacreBLEU's intervals are these, with a fortieth of the resamples cut.
///
/// # Errors
/// As [`percentile`]; [`Error::Empty`] where everything is cut.
pub fn trimmed_interval(values: &[f64], cut: usize) -> Result<Interval> {
    let sorted = sorted(values)?;
    match sorted.len().checked_sub(cut.saturating_mul(2)) {
        Some(1..) => {
            let (low, high) = (sorted[cut], sorted[sorted.len() - 1 - cut]);
            Ok(Interval { low, mid: of_sorted(&sorted, 50.0), high })
        }
        _ => Err(Error::Empty { what: "list of values (less those cut)" }),
    }
}

fn sorted(values: &[f64]) -> Result<Vec<f64>> {
    if values.is_empty() {
        return Err(Error::Empty { what: "list of values" });
    }
    if let Some(place) = values.iter().position(|value| value.is_nan()) {
        check_parameter(false, "values", format_args!("NaN at place {place}"), "numbers that have an order")?;
    }
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    Ok(sorted)
}

fn of_sorted(sorted: &[f64], percent: f64) -> f64 {
    let place = (sorted.len() - 1) as f64 * (percent / 100.0);
    let (before, beyond) = (place.floor(), place - place.floor());
    let low = sorted[before as usize];
    let high = sorted[(before as usize + 1).min(sorted.len() - 1)];
    if low == high {
        return low;
    }
    // From the nearer end, as NumPy does: the line then ends exactly in its ends.
    if beyond < 0.5 { low + (high - low) * beyond } else { high - (high - low) * (1.0 - beyond) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NumPy 2.4.6: `np.percentile(values, q)`.
    #[test]
    fn equals_numpy() {
        let values = [0.1, 0.7, 0.30000000000000004, -2.5, 11.0, 0.7, 1e-3];
        for (percent, expected) in PRINTED {
            assert_eq!(percentile(&values, percent).unwrap(), expected, "{percent}");
        }
    }

    const PRINTED: [(f64, f64); 6] = [
        (0.0, -2.5),
        (2.5, -2.12485),
        (33.3, 0.09980199999999999),
        (50.0, 0.30000000000000004),
        (97.5, 9.454999999999997),
        (100.0, 11.0),
    ];

    #[test]
    fn bad_input_is_an_error() {
        assert!(percentile(&[], 50.0).is_err());
        assert!(percentile(&[1.0, f64::NAN], 50.0).is_err());
        assert!(percentile(&[1.0], 100.1).is_err());
        assert!(percentile(&[1.0], f64::NAN).is_err());
        assert!(percentile_interval(&[1.0], 1.5).is_err());
        assert!(trimmed_interval(&[1.0, 2.0], 1).is_err());
        assert!(trimmed_interval(&[1.0, 2.0], usize::MAX).is_err());
        assert_eq!(trimmed_interval(&[3.0, 1.0, 2.0], 1).unwrap().half_width(), 0.0);
        assert_eq!(percentile(&[f64::INFINITY, 1.0, f64::INFINITY], 75.0).unwrap(), f64::INFINITY);
    }
}
