//! The gamma function's logarithm with its two derivatives, and the error function.
//!
//! ln Γ, erf and erfc are those of `libm` (after Sun's FreeBSD library): wrong by less than 3e-16 of their value
//! against mpmath, erfc down to 1e-296. ψ = (ln Γ)′ and ψ′ come from their asymptotic series (Abramowitz and Stegun,
//! "Handbook of Mathematical Functions", 1964, 6.3.18 and 6.4.12), to which an argument is lifted by the recurrences
//! ψ(x) = ψ(x + 1) − 1/x and ψ′(x) = ψ′(x + 1) + 1/x², and from the reflections 6.3.7 and 6.4.7 below 0.
//! Higher derivatives are left out.

use std::f64::consts::PI;

/// From here on the series below are exact to the last bits.
const ASYMPTOTIC: f64 = 12.0;

/// ln |Γ(x)|; +∞ at 0 and the negative integers.
///
/// # Examples
/// ```
/// assert_eq!(wordmill::statistics::ln_gamma(5.0), 24f64.ln());
/// ```
#[must_use]
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// The error function, 2/√π ∫₀ˣ exp(−t²) dt.
#[must_use]
pub fn erf(x: f64) -> f64 {
    libm::erf(x)
}

/// 1 − erf(x), exact where that difference would be nothing.
///
/// # Examples
/// ```
/// use wordmill::statistics::erfc;
/// assert!((erfc(10.0) / 2.088487583762545e-45 - 1.0).abs() < 1e-14);
/// ```
#[must_use]
pub fn erfc(x: f64) -> f64 {
    libm::erfc(x)
}

/// ψ(x), the derivative of ln Γ; NaN at 0 and the negative integers.
///
/// Wrong by at most 1e-15 · max(1, |ψ|) for x > 0 (near the root at 1.4616… digits cancel, so a value near 0 has fewer
/// right ones). Below 0 the reflection loses what `tan(πx)` does.
///
/// # Examples
/// ```
/// use wordmill::statistics::digamma;
/// assert!((digamma(1.0) + 0.5772156649015329).abs() < 1e-15);
/// ```
#[must_use]
pub fn digamma(x: f64) -> f64 {
    if x <= 0.0 {
        return if x == x.floor() { f64::NAN } else { digamma(1.0 - x) - PI / (PI * x).tan() };
    }
    let (mut x, mut lifted) = (x, 0.0);
    while x < ASYMPTOTIC {
        lifted += 1.0 / x;
        x += 1.0;
    }
    // Bernoulli numbers B₂ₙ / 2n.
    const TERMS: [f64; 8] = [
        1.0 / 12.0,
        -1.0 / 120.0,
        1.0 / 252.0,
        -1.0 / 240.0,
        1.0 / 132.0,
        -691.0 / 32760.0,
        1.0 / 12.0,
        -3617.0 / 8160.0,
    ];
    let square = 1.0 / (x * x);
    let series = TERMS.iter().rev().fold(0.0, |sum, term| (sum + term) * square);
    x.ln() - 0.5 / x - series - lifted
}

/// ψ′(x), the second derivative of ln Γ; +∞ at 0 and the negative integers.
///
/// Wrong by at most 1e-15 of its value for x > 0.
///
/// # Examples
/// ```
/// use wordmill::statistics::trigamma;
/// assert!((trigamma(1.0) - std::f64::consts::PI.powi(2) / 6.0).abs() < 1e-15);
/// ```
#[must_use]
pub fn trigamma(x: f64) -> f64 {
    if x <= 0.0 {
        let sine = (PI * x).sin();
        return if x == x.floor() { f64::INFINITY } else { (PI / sine).powi(2) - trigamma(1.0 - x) };
    }
    let (mut x, mut lifted) = (x, 0.0);
    while x < ASYMPTOTIC {
        lifted += 1.0 / (x * x);
        x += 1.0;
    }
    // Bernoulli numbers B₂ₙ.
    const TERMS: [f64; 8] = [
        1.0 / 6.0,
        -1.0 / 30.0,
        1.0 / 42.0,
        -1.0 / 30.0,
        5.0 / 66.0,
        -691.0 / 2730.0,
        7.0 / 6.0,
        -3617.0 / 510.0,
    ];
    let square = 1.0 / (x * x);
    let series = TERMS.iter().rev().fold(0.0, |sum, term| (sum + term) * square);
    lifted + 1.0 / x + 0.5 * square + series / x
}
