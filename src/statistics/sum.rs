//! [`exact_sum`] and [`ExactSum`]: the sum of floats, rounded once, and the mean and variance that rest upon it.
//!
//! Shewchuk ("Adaptive precision floating-point arithmetic and fast robust geometric predicates", 1997): the running
//! sum is a list of floats that do not overlap, of growing size; a new number is added to each in turn, and what an
//! addition rounds away is kept as a float of its own. At the end the list is added up from the largest down and the
//! one rounding is set right where it fell on a half. This is what Python's `math.fsum` does, to the bit.
//! The order of the input does not show in the result.

use crate::error::{Error, Result};

/// Σ values, correctly rounded: equal to Python's `math.fsum`.
///
/// Where a number or a sum on the way is not finite (`math.fsum` raises an error for most of these), the result is
/// ±∞ or NaN.
///
/// # Examples
/// ```
/// use wordmill::statistics::exact_sum;
/// assert_eq!(exact_sum(&[0.1; 10]), 1.0);
/// assert_eq!(exact_sum(&[1e100, 1.0, -1e100]), 1.0);
/// ```
#[must_use]
pub fn exact_sum(values: &[f64]) -> f64 {
    exact_sum_of(values.iter().copied())
}

/// The same for numbers that are made on the way.
fn exact_sum_of(values: impl Iterator<Item = f64>) -> f64 {
    let mut sum = ExactSum::default();
    values.for_each(|value| sum.add(value));
    sum.value()
}

/// A sum that loses nothing until it is asked for: numbers and other such sums are added in any order, with the same
/// bits in the end.
///
/// # Examples
/// ```
/// use wordmill::statistics::ExactSum;
/// let (mut all, mut rest) = (ExactSum::default(), ExactSum::default());
/// (0..4).for_each(|_| all.add(0.1));
/// (0..6).for_each(|_| rest.add(0.1));
/// all.merge(&rest);
/// assert_eq!(all.value(), 1.0);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ExactSum {
    /// Floats that do not overlap, of growing size; their sum is that of all finite numbers.
    partials: Vec<f64>,
    /// The plain sum of what was not finite, numbers or sums on the way; else 0.
    excess: f64,
}

impl ExactSum {
    /// Adds a number.
    pub fn add(&mut self, value: f64) {
        if !value.is_finite() {
            self.excess += value;
            return;
        }
        let mut high = value;
        let mut kept = 0;
        for at in 0..self.partials.len() {
            let (sum, lost) = two_sum(high, self.partials[at]);
            if lost != 0.0 {
                self.partials[kept] = lost;
                kept += 1;
            }
            high = sum;
        }
        self.partials.truncate(kept);
        if high.is_finite() {
            self.partials.push(high);
        } else {
            self.partials.clear();
            self.excess += high;
        }
    }

    /// Adds all that another sum holds.
    pub fn merge(&mut self, other: &ExactSum) {
        other.partials.iter().for_each(|&partial| self.add(partial));
        self.excess += other.excess;
    }

    /// The sum, correctly rounded; ±∞ or NaN where a number or a sum on the way was not finite.
    #[must_use]
    pub fn value(&self) -> f64 {
        if self.excess == 0.0 { rounded(&self.partials) } else { self.excess }
    }
}

/// The mean, with the sum rounded once; NaN for no values.
///
/// # Examples
/// ```
/// assert_eq!(wordmill::statistics::mean(&[0.1; 10]), 0.1);
/// ```
#[must_use]
pub fn mean(values: &[f64]) -> f64 {
    exact_sum(values) / values.len() as f64
}

/// The variance: Σ (x − mean)² / (n − `lost_degrees`).
///
/// 0 lost degrees of freedom for the variance of the values themselves (NumPy's default), 1 for the unbiased estimate
/// of that which they were drawn from. Two passes, each with an exact sum.
///
/// # Errors
/// [`Error::Empty`] unless there are more values than lost degrees.
///
/// # Examples
/// ```
/// use wordmill::statistics::variance;
/// assert_eq!(variance(&[1.0, 2.0, 3.0, 4.0], 0)?, 1.25);
/// assert_eq!(variance(&[1.0, 3.0], 1)?, 2.0);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn variance(values: &[f64], lost_degrees: usize) -> Result<f64> {
    if values.len() <= lost_degrees {
        return Err(Error::Empty { what: "list of values (less the lost degrees of freedom)" });
    }
    let mean = mean(values);
    let squares = exact_sum_of(values.iter().map(|value| (value - mean) * (value - mean)));
    Ok(squares / (values.len() - lost_degrees) as f64)
}

/// a + b, and what its rounding lost, exactly (Dekker, 1971).
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let (large, small) = if a.abs() < b.abs() { (b, a) } else { (a, b) };
    let sum = large + small;
    (sum, small - (sum - large))
}

/// The sum of floats that do not overlap, in ascending order of size, rounded to nearest, halves to even.
fn rounded(partials: &[f64]) -> f64 {
    let mut rest = partials.iter().rev();
    let Some(&first) = rest.next() else { return 0.0 };
    let (mut high, mut lost) = (first, 0.0);
    for &partial in rest.by_ref() {
        (high, lost) = two_sum(high, partial);
        if lost != 0.0 {
            break;
        }
    }
    // Half an ulp was lost, and more of the same sign lies below: it was more than a half.
    if let Some(&below) = rest.next()
        && ((lost < 0.0 && below < 0.0) || (lost > 0.0 && below > 0.0))
    {
        let twice = lost * 2.0;
        let up = high + twice;
        if up - high == twice {
            return up;
        }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Python 3.11: `math.fsum`.
    #[test]
    fn equals_fsum() {
        assert_eq!(exact_sum(&[]), 0.0);
        assert_eq!(exact_sum(&[1.0, 1e-16, 1e-16, -1.0]), 2e-16);
        assert_eq!(exact_sum(&[9007199254740992.0, 1.0, 1e-30]), 9007199254740994.0);
        assert_eq!(exact_sum(&[9007199254740992.0, 1.0]), 9007199254740992.0);
        assert_eq!(exact_sum(&[-9007199254740992.0, -1.0, -1e-300]), -9007199254740994.0);
        let harmonic: Vec<f64> = (1..=1000).map(|n| 1.0 / f64::from(n)).collect();
        assert_eq!(exact_sum(&harmonic), 7.485470860550345);
    }

    #[test]
    fn any_split_gives_the_same_bits() {
        let values: Vec<f64> =
            (1..=400).map(|n| (f64::from(n) * 0.7).sin() * 10f64.powi(n % 40 - 20)).collect();
        for at in [0, 1, 57, 200, 399, 400] {
            let (mut left, mut right) = (ExactSum::default(), ExactSum::default());
            values[..at].iter().for_each(|&value| left.add(value));
            values[at..].iter().for_each(|&value| right.add(value));
            right.merge(&left);
            assert_eq!(right.value(), exact_sum(&values), "{at}");
        }
    }

    #[test]
    fn what_is_not_finite_is_added_plainly() {
        assert_eq!(exact_sum(&[1.0, f64::INFINITY]), f64::INFINITY);
        assert_eq!(exact_sum(&[1e308, 1e308]), f64::INFINITY);
        assert!(exact_sum(&[f64::INFINITY, f64::NEG_INFINITY]).is_nan());
        assert!(exact_sum(&[f64::NAN]).is_nan());
        assert!(exact_sum(&[f64::NAN, 1.0]).is_nan());
        assert!(mean(&[]).is_nan());
        assert!(variance(&[1.0], 1).is_err());
        assert!(variance(&[1.0, f64::NAN], 0).unwrap().is_nan());
    }
}
