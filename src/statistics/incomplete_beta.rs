//! The regularised incomplete beta function I_x(a, b), from which Student's t, F and the exact law of Pearson's *r*
//! follow.
//!
//! The continued fraction of Didonato and Morris ("Algorithm 708: significant digit computation of the incomplete beta
//! function ratios", 1992, eq. 9) below the mean, I_x(a, b) = 1 − I_{1−x}(b, a) above it, under a density without loss
//! of digits (`deviance`). Some √max(a, b) steps at most. The better-known fraction of Abramowitz and Stegun, 26.5.8,
//! loses five digits near the mean of large shapes.

use std::f64::consts::TAU;

use crate::statistics::continued_fraction::continued_fraction;
use crate::statistics::deviance::{deviance, stirling_error};
use crate::statistics::incomplete_gamma::LARGEST_SHAPE;

/// I_x(a, b) and its complement, for x and y = 1 − x.
///
/// Who knows 1 − x better than the subtraction does (an F statistic gives both as quotients) keeps the digits of
/// either tail: for shapes of at least ½ each result is wrong by at most 3e-13 of its value down to 1e-300, for the
/// arguments that are given (measured against mpmath, shapes to 5 · 10⁵).
/// Both are NaN unless 0 < a, b ≤ 10¹⁰ and x, y ≥ 0.
///
/// # Examples
/// ```
/// use wordmill::statistics::incomplete_beta;
/// let (lower, upper) = incomplete_beta(2.0, 3.0, 0.25, 0.75);
/// assert!((lower - 0.26171875).abs() < 1e-15 && (upper - 0.73828125).abs() < 1e-15);
/// ```
#[must_use]
pub fn incomplete_beta(a: f64, b: f64, x: f64, y: f64) -> (f64, f64) {
    let allowed = |shape: f64| shape > 0.0 && shape <= LARGEST_SHAPE;
    // The comparisons are false for NaN.
    if !(allowed(a) && allowed(b) && x >= 0.0 && y >= 0.0) {
        return (f64::NAN, f64::NAN);
    }
    if x == 0.0 || y == 0.0 {
        return if x == 0.0 { (0.0, 1.0) } else { (1.0, 0.0) };
    }
    // The mean is a/(a + b).
    if a * y >= b * x {
        let lower = (density(a, b, x, y) / fraction(a, b, x, y)).clamp(0.0, 1.0);
        (lower, 1.0 - lower)
    } else {
        let upper = (density(b, a, y, x) / fraction(b, a, y, x)).clamp(0.0, 1.0);
        (1.0 - upper, upper)
    }
}

/// xᵃyᵇ/B(a, b).
fn density(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let sum = a + b;
    let small = stirling_error(sum) - stirling_error(a) - stirling_error(b);
    let large = deviance(a, sum * x) + deviance(b, sum * y);
    (a * (b / sum) / TAU).sqrt() * (small - large).exp()
}

/// The continued fraction that divides the density; below the mean nothing in it cancels.
fn fraction(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let below_mean = a * y - b * x;
    let denominator = |n: f64| {
        let even = a + 2.0 * n;
        n + n * (b - n) * x / (even - 1.0) + (a + n) / (even + 1.0) * (below_mean + 1.0 + n * (1.0 + y))
    };
    continued_fraction(a / (a + 1.0) * (below_mean + 1.0), |n| {
        let odd = a + 2.0 * n - 1.0;
        let numerator = (a + n - 1.0) / odd * ((a + b + n - 1.0) / odd) * (n * x) * ((b - n) * x);
        (numerator, denominator(n))
    })
}
