//! How far predicted numbers are from true ones: [`mean_absolute_error`], [`mean_squared_error`], [`r_squared`].
//!
//! As scikit-learn's `mean_absolute_error`, `mean_squared_error` and `r2_score` (1.9.1), for one number a row and without
//! weights.

use crate::error::{Error, Result, check_shape};
use crate::metric::check::check_scores;
use crate::metric::sum::{mean, pairwise_sum};

/// The mean of |y − ŷ|.
///
/// # Errors
/// [`Error::Shape`] for unequal lengths, [`Error::Empty`] for no numbers, [`Error::Parameter`] for one that is not finite.
///
/// # Examples
/// ```
/// use wordmill::metric::{mean_absolute_error, mean_squared_error, r_squared};
/// let (truth, predicted) = ([3.0, -0.5, 2.0, 7.0], [2.5, 0.0, 2.0, 8.0]);
/// assert_eq!(mean_absolute_error(&truth, &predicted)?, 0.5);
/// assert_eq!(mean_squared_error(&truth, &predicted)?, 0.375);
/// assert_eq!(r_squared(&truth, &predicted)?, 0.9486081370449679);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn mean_absolute_error(truth: &[f64], predicted: &[f64]) -> Result<f64> {
    let errors: Vec<f64> = errors(truth, predicted)?.into_iter().map(f64::abs).collect();
    Ok(mean(&errors, None))
}

/// The mean of (y − ŷ)².
///
/// # Errors
/// As [`mean_absolute_error`].
pub fn mean_squared_error(truth: &[f64], predicted: &[f64]) -> Result<f64> {
    Ok(mean(&squares(&errors(truth, predicted)?), None))
}

/// The share of the variance that the prediction explains, R² = 1 − Σ(y − ŷ)²/Σ(y − ȳ)², at most 1. Where all true numbers
/// are the same, 1 for a perfect prediction and 0 for any other.
///
/// # Errors
/// As [`mean_absolute_error`], and [`Error::Empty`] for fewer than two numbers.
pub fn r_squared(truth: &[f64], predicted: &[f64]) -> Result<f64> {
    let unexplained = pairwise_sum(&squares(&errors(truth, predicted)?));
    if truth.len() < 2 {
        return Err(Error::Empty { what: "list of numbers (less one)" });
    }
    let centre = mean(truth, None);
    let deviations: Vec<f64> = truth.iter().map(|value| value - centre).collect();
    let variance = pairwise_sum(&squares(&deviations));
    Ok(match (unexplained == 0.0, variance == 0.0) {
        (true, _) => 1.0,
        (false, true) => 0.0,
        (false, false) => 1.0 - unexplained / variance,
    })
}

fn errors(truth: &[f64], predicted: &[f64]) -> Result<Vec<f64>> {
    check_shape("predicted numbers", truth.len(), predicted.len())?;
    check_scores(truth, truth.len())?;
    check_scores(predicted, truth.len())?;
    Ok(truth.iter().zip(predicted).map(|(truth, predicted)| truth - predicted).collect())
}

fn squares(values: &[f64]) -> Vec<f64> {
    values.iter().map(|value| value * value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degenerate_lists() {
        assert!(mean_absolute_error(&[], &[]).is_err());
        assert!(mean_squared_error(&[1.0], &[]).is_err());
        assert!(mean_squared_error(&[1.0], &[f64::NAN]).is_err());
        assert!(r_squared(&[1.0], &[1.0]).is_err());
        assert_eq!(r_squared(&[2.0, 2.0], &[2.0, 2.0]).unwrap(), 1.0);
        assert_eq!(r_squared(&[2.0, 2.0], &[2.0, 3.0]).unwrap(), 0.0);
        assert_eq!(r_squared(&[1.0, 3.0], &[2.0, 2.0]).unwrap(), 0.0);
    }
}
