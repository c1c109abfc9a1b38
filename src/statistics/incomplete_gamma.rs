//! The regularised incomplete gamma functions P(a, x) = γ(a, x)/Γ(a) and Q = 1 − P.
//!
//! Below x = a + 1 the series of P (Abramowitz and Stegun, 6.5.29), above it the continued fraction of Q (6.5.31)
//! by Lentz's method (Press et al., "Numerical Recipes", 2007, 5.2), each under a density without loss of digits
//! (`deviance`). Both take some √a steps where x is near a, a few elsewhere.

use std::f64::consts::TAU;

use crate::statistics::continued_fraction::{MOST_STEPS, continued_fraction};
use crate::statistics::deviance::{deviance, stirling_error};

/// Shapes past this would take millions of steps.
pub(crate) const LARGEST_SHAPE: f64 = 1e10;

/// P(shape, x) and Q(shape, x), the lower and the upper one.
///
/// For shapes of at least ½ each is wrong by at most 3e-13 of its value down to 1e-300, for the argument that is given
/// (measured against mpmath). For smaller shapes that holds of P, and of Q where x is not far below 1.
/// Both are NaN unless 0 < shape ≤ 10¹⁰ and x ≥ 0.
///
/// # Examples
/// ```
/// use wordmill::statistics::incomplete_gamma;
/// let (lower, upper) = incomplete_gamma(1.0, 300.0);
/// assert_eq!(lower, 1.0);
/// assert!((upper / (-300f64).exp() - 1.0).abs() < 1e-13);
/// ```
#[must_use]
pub fn incomplete_gamma(shape: f64, x: f64) -> (f64, f64) {
    // The comparisons are false for NaN.
    if !(shape > 0.0 && shape <= LARGEST_SHAPE && x >= 0.0) {
        return (f64::NAN, f64::NAN);
    }
    if x == 0.0 || x == f64::INFINITY {
        return if x == 0.0 { (0.0, 1.0) } else { (1.0, 0.0) };
    }
    // xᵃe⁻ˣ/Γ(a + 1).
    let density = (-stirling_error(shape) - deviance(shape, x)).exp() / (TAU * shape).sqrt();
    if x < shape + 1.0 {
        let lower = (density * series(shape, x)).clamp(0.0, 1.0);
        (lower, 1.0 - lower)
    } else {
        let step = |n: f64| (-n * (n - shape), x + 2.0 * n + 1.0 - shape);
        let upper = (density * shape / continued_fraction(x + 1.0 - shape, step)).clamp(0.0, 1.0);
        (1.0 - upper, upper)
    }
}

/// Σ xⁿ / ((a + 1) … (a + n)).
fn series(shape: f64, x: f64) -> f64 {
    let (mut sum, mut term, mut divisor) = (1.0, 1.0, shape);
    for _ in 0..MOST_STEPS {
        divisor += 1.0;
        term *= x / divisor;
        sum += term;
        if term <= sum * (f64::EPSILON / 8.0) {
            break;
        }
    }
    sum
}
