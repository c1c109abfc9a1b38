//! [`LogProb`]: a probability kept as its natural logarithm, so that products of thousands do not underflow.
//!
//! Other bases appear only at the edge (`log2` for entropies, `log10` for ARPA files). Sums of
//! probabilities go through log-sum-exp: `ln Σ eˣ = m + ln Σ eˣ⁻ᵐ` with `m` the largest term.

use serde::{Deserialize, Serialize};
use std::ops::Mul;

use crate::error::{Error, Result, check_parameter};

/// A probability as its natural logarithm: at most 0, possibly −∞, never NaN.
///
/// # Examples
/// ```
/// use wordmill::prob::LogProb;
/// let half = LogProb::from_probability(0.5)?;
/// assert_eq!((half * half).probability(), 0.25);
/// assert_eq!(half.log2(), -1.0);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct LogProb(f64);

impl LogProb {
    /// Certainty.
    pub const ONE: LogProb = LogProb(0.0);
    /// Impossibility.
    pub const ZERO: LogProb = LogProb(f64::NEG_INFINITY);

    /// From a natural logarithm.
    ///
    /// # Errors
    /// [`Error::Parameter`] above 0 (up to rounding, 1e-9, which is taken as 0) or NaN.
    pub fn from_ln(ln: f64) -> Result<Self> {
        check_parameter(ln <= 1e-9, "log probability", ln, "at most 0")?;
        Ok(LogProb(ln.min(0.0)))
    }

    /// From a logarithm to base 10, as in ARPA files.
    ///
    /// # Errors
    /// As [`LogProb::from_ln`].
    pub fn from_log10(log10: f64) -> Result<Self> {
        Self::from_ln(log10 * std::f64::consts::LN_10)
    }

    /// From a logarithm to base 2.
    ///
    /// # Errors
    /// As [`LogProb::from_ln`].
    pub fn from_log2(log2: f64) -> Result<Self> {
        Self::from_ln(log2 * std::f64::consts::LN_2)
    }

    /// From a probability between 0 and 1.
    ///
    /// # Errors
    /// [`Error::Parameter`] outside of 0 to 1, or NaN.
    pub fn from_probability(probability: f64) -> Result<Self> {
        check_parameter((0.0..=1.0).contains(&probability), "probability", probability, "0 to 1")?;
        Ok(LogProb(probability.ln()))
    }

    /// The natural logarithm.
    #[must_use]
    pub fn ln(self) -> f64 {
        self.0
    }

    /// The logarithm to base 2.
    #[must_use]
    pub fn log2(self) -> f64 {
        self.0 * std::f64::consts::LOG2_E
    }

    /// The logarithm to base 10.
    #[must_use]
    pub fn log10(self) -> f64 {
        self.0 * std::f64::consts::LOG10_E
    }

    /// The probability itself.
    #[must_use]
    pub fn probability(self) -> f64 {
        self.0.exp()
    }
}

impl Mul for LogProb {
    type Output = LogProb;

    /// The probability of both of two independent events.
    #[expect(clippy::suspicious_arithmetic_impl, reason = "logarithms add where probabilities multiply")]
    fn mul(self, other: LogProb) -> LogProb {
        LogProb(self.0 + other.0)
    }
}

impl TryFrom<f64> for LogProb {
    type Error = Error;

    fn try_from(ln: f64) -> Result<Self> {
        LogProb::from_ln(ln)
    }
}

impl From<LogProb> for f64 {
    fn from(value: LogProb) -> f64 {
        value.0
    }
}

/// `ln Σ exp(terms)`; −∞ for no terms. The terms need not be log-probabilities.
#[must_use]
pub fn log_sum_exp(terms: &[f64]) -> f64 {
    let largest = terms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if !largest.is_finite() {
        return largest;
    }
    largest + terms.iter().map(|term| (term - largest).exp()).sum::<f64>().ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bases_agree() {
        let quarter = LogProb::from_log2(-2.0).unwrap();
        assert!((quarter.probability() - 0.25).abs() < 1e-15);
        assert!((LogProb::from_log10(quarter.log10()).unwrap().ln() - quarter.ln()).abs() < 1e-15);
    }

    #[test]
    fn refuses_what_is_no_probability() {
        assert!(LogProb::from_ln(0.1).is_err());
        assert!(LogProb::from_ln(f64::NAN).is_err());
        assert!(LogProb::from_probability(1.5).is_err());
        assert_eq!(LogProb::from_probability(0.0).unwrap(), LogProb::ZERO);
        assert!(serde_json::from_str::<LogProb>("0.5").is_err());
    }

    #[test]
    fn log_sum_exp_neither_overflows_nor_underflows() {
        assert!((log_sum_exp(&[1000.0, 1000.0]) - (1000.0 + 2f64.ln())).abs() < 1e-12);
        assert!((log_sum_exp(&[-1000.0, -1000.0]) - (-1000.0 + 2f64.ln())).abs() < 1e-12);
        assert_eq!(log_sum_exp(&[]), f64::NEG_INFINITY);
        assert_eq!(log_sum_exp(&[f64::NEG_INFINITY; 2]), f64::NEG_INFINITY);
    }
}
