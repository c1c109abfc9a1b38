//! The two pieces from which densities are put together without loss of digits.
//!
//! Written plainly, xᵃe⁻ˣ/Γ(a) is a quotient of huge numbers whose logarithms cancel: at a = 10⁵ six digits are gone.
//! Loader ("Fast and accurate computation of binomial probabilities", 2000) splits Γ by Stirling's formula instead,
//!
//! ```text
//! ln Γ(z + 1) = (z + ½) ln z − z + ½ ln 2π + δ(z)
//! ```
//!
//! The large terms of a density then meet in the deviance D(k, m) = k ln(k/m) + m − k ≥ 0, which is computed whole,
//! and what is left is the small δ. Such a density is wrong by some 1e-16 of its *exponent* only.

use std::f64::consts::TAU;

use crate::statistics::special::ln_gamma;

/// δ(z), what Stirling's formula leaves out of ln Γ(z + 1); z > 0.
pub(crate) fn stirling_error(z: f64) -> f64 {
    if z < 16.0 {
        return ln_gamma(z + 1.0) - (z + 0.5) * z.ln() + z - 0.5 * TAU.ln();
    }
    // B₂ₙ / (2n (2n − 1) z²ⁿ⁻¹): Abramowitz and Stegun, 6.1.41.
    const TERMS: [f64; 7] = [
        1.0 / 12.0,
        -1.0 / 360.0,
        1.0 / 1260.0,
        -1.0 / 1680.0,
        1.0 / 1188.0,
        -691.0 / 360_360.0,
        1.0 / 156.0,
    ];
    let square = 1.0 / (z * z);
    TERMS.iter().rev().fold(0.0, |sum, term| sum * square + term) / z
}

/// D(k, m) = k ln(k/m) + m − k for k, m > 0.
pub(crate) fn deviance(k: f64, m: f64) -> f64 {
    let difference = k - m;
    if difference.abs() >= 0.1 * (k + m) {
        return k * (k / m).ln() - difference;
    }
    // ln(k/m) = 2 artanh v = 2 (v + v³/3 + v⁵/5 + …) with v = (k − m)/(k + m); the first term takes m − k along.
    let v = difference / (k + m);
    let (mut sum, mut power) = (difference * v, 2.0 * k * v);
    for odd in (3..).step_by(2) {
        power *= v * v;
        let longer = sum + power / f64::from(odd);
        if longer == sum {
            break;
        }
        sum = longer;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    /// mpmath 1.4.1 with 40 digits.
    #[test]
    fn equals_mpmath() {
        for (z, expected) in
            [(0.5, 0.15342640972002736), (15.9, 0.005240399880756108), (16.0, 0.0052076559196096404)]
        {
            assert!((stirling_error(z) - expected).abs() < 1e-14, "{z}: {}", stirling_error(z));
        }
        for (k, m, expected) in [
            (1e6, 1.001e6, 0.4996669164668332),
            (3.0, 3.5, 0.037547960518225),
            (2.0, 30.0, 22.58389959779558),
        ] {
            assert!((deviance(k, m) / expected - 1.0).abs() < 1e-12, "{k} {m}: {}", deviance(k, m));
        }
        assert_eq!(deviance(7.0, 7.0), 0.0);
    }
}
