//! Expectations under a Dirichlet distribution: `E[ln θᵢ] = ψ(αᵢ) − ψ(Σ α)`.
//!
//! ψ is the short series of Bernardo, "Algorithm AS 103: psi (digamma) function", 1976, wrong by up to 2.5e-9, for that is
//! what scikit-learn takes here. [`digamma`](crate::statistics::digamma) has all digits.

/// ψ(x) for x > 0, to eight digits.
pub(super) fn psi(mut x: f64) -> f64 {
    const EULER: f64 = 0.577_215_664_901_532_9;
    if x <= 1e-6 {
        return -EULER - 1.0 / x;
    }
    let mut sum = 0.0;
    while x < 6.0 {
        sum -= 1.0 / x;
        x += 1.0;
    }
    let inverse = 1.0 / x;
    sum += x.ln() - 0.5 * inverse;
    let square = inverse * inverse;
    sum - square * (1.0 / 12.0 - square * (1.0 / 120.0 - square * (1.0 / 252.0)))
}

/// `exp(E[ln θᵢ])` of each of `alphas`.
pub(super) fn exp_expectations(alphas: &[f64], out: &mut [f64]) {
    let total = psi(alphas.iter().sum());
    out.iter_mut().zip(alphas).for_each(|(out, &alpha)| *out = (psi(alpha) - total).exp());
}

/// `E[ln θᵢ]` of each of `alphas`.
pub(super) fn expectations(alphas: &[f64], out: &mut [f64]) {
    let total = psi(alphas.iter().sum());
    out.iter_mut().zip(alphas).for_each(|(out, &alpha)| *out = psi(alpha) - total);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::special::digamma;

    #[test]
    fn the_short_series_is_near_the_long_one() {
        for step in 0..400 {
            let x = 1e-5 * 1.06f64.powi(step);
            assert!((psi(x) - digamma(x)).abs() <= 3e-9 * digamma(x).abs().max(1.0), "{x}");
        }
        assert!((psi(1e-7) + 1e7).abs() < 1.0);
    }

    #[test]
    fn expectations_are_logarithms() {
        let (mut logs, mut values) = ([0.0; 3], [0.0; 3]);
        expectations(&[0.5, 2.0, 7.5], &mut logs);
        exp_expectations(&[0.5, 2.0, 7.5], &mut values);
        assert_eq!(logs.map(f64::exp), values);
    }
}
