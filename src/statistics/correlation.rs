//! [`Correlation`]: how far two lists of numbers go together, Pearson's and Spearman's.
//!
//! Pearson (1895): r = Σ (x − x̄)(y − ȳ) / √(Σ (x − x̄)² Σ (y − ȳ)²). Under independent normal values (1 + r)/2 follows
//! the beta distribution with both shapes n/2 − 1 (Student, 1908), which gives its p-value exactly.
//! Spearman (1904): Pearson's r of the ranks; its p-value takes r √((n − 2)/(1 − r²)) as Student's t with n − 2 degrees
//! of freedom. Values and conventions are those of `scipy.stats.pearsonr` and `spearmanr`.
//!
//! A p-value hangs on 1 − r²: where |r| is within some 1e-14 of 1 the last bits of r decide about it, and it tells no
//! more than "next to nothing".

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::error::{Result, check_parameter, check_shape};
use crate::parallel;
use crate::statistics::incomplete_beta::incomplete_beta;
use crate::statistics::ranks::{Ties, ranks};
use crate::statistics::sum::exact_sum;
use crate::statistics::tail::{Alternative, student_t_tails};
use crate::vector::kernel::reduce::dot;

/// Pairs that a task takes at a time.
const CHUNK: usize = 1 << 14;

/// A coefficient and how unlikely one as far from 0 were if nothing went together.
///
/// Where one of the lists is constant, or there are fewer than two pairs, no correlation is defined: both numbers are
/// NaN, as SciPy's are.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Correlation {
    /// From −1 to 1.
    pub coefficient: f64,
    /// From 0 to 1.
    pub p_value: f64,
}

impl Correlation {
    /// What no correlation is defined for.
    pub(crate) const UNDEFINED: Correlation = Correlation { coefficient: f64::NAN, p_value: f64::NAN };

    /// Whether there is a correlation at all: both lists vary.
    #[must_use]
    pub fn is_defined(&self) -> bool {
        !self.coefficient.is_nan()
    }
}

impl fmt::Display for Correlation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.4} (p = {:.4e})", self.coefficient, self.p_value)
    }
}

/// Pearson's r of pairs, with its exact p-value.
///
/// Two pairs always lie on a line: r is ±1, and the p-value 1.
///
/// # Errors
/// [`Error::Shape`](crate::Error::Shape) for unequal lengths, [`Error::Parameter`](crate::Error::Parameter) for a
/// number that is not finite.
///
/// # Determinism
/// Sums over the pairs have one order, whatever the number of threads.
///
/// # Examples
/// ```
/// use wordmill::statistics::{Alternative, pearson};
/// let correlation = pearson(&[1.0, 2.0, 3.0, 4.0], &[1.0, 3.0, 2.0, 4.0], Alternative::TwoSided)?;
/// assert_eq!(correlation.to_string(), "0.8000 (p = 2.0000e-1)");
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn pearson(x: &[f64], y: &[f64], alternative: Alternative) -> Result<Correlation> {
    check_shape("pairs", x.len(), y.len())?;
    let (Some(x), Some(y)) = (deviations(x)?, deviations(y)?) else { return Ok(Correlation::UNDEFINED) };
    let product = |a: &[f64], b: &[f64]| total(a.len(), |part| dot(&a[part.clone()], &b[part]));
    // √(s · s) is s again, so that r of equal or opposite lists is ±1 to the bit.
    let coefficient = (product(&x, &y) / (product(&x, &x) * product(&y, &y)).sqrt()).clamp(-1.0, 1.0);
    if x.len() == 2 {
        return Ok(Correlation { coefficient: coefficient.round(), p_value: 1.0 });
    }
    let shape = x.len() as f64 / 2.0 - 1.0;
    let tails = incomplete_beta(shape, shape, (1.0 + coefficient) / 2.0, (1.0 - coefficient) / 2.0);
    Ok(Correlation { coefficient, p_value: alternative.p_value(tails) })
}

/// Spearman's ρ of pairs, with a p-value by Student's t.
///
/// Ties share the mean of their ranks. The coefficient is SciPy's to the bit: it is made from whole numbers in the same
/// steps. Two pairs leave no degree of freedom, so their p-value is NaN.
///
/// # Errors
/// [`Error::Shape`](crate::Error::Shape) for unequal lengths, [`Error::Parameter`](crate::Error::Parameter) for NaN;
/// infinities have a rank.
///
/// # Examples
/// ```
/// use wordmill::statistics::{Alternative, spearman};
/// let x: [f64; 5] = [0.1, 0.2, 0.3, 0.4, 0.5];
/// let correlation = spearman(&x, &x.map(f64::exp), Alternative::Greater)?;
/// assert!(correlation.coefficient > 1.0 - 1e-15);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn spearman(x: &[f64], y: &[f64], alternative: Alternative) -> Result<Correlation> {
    check_shape("pairs", x.len(), y.len())?;
    let (x, y) = (ranks(x, Ties::Average)?, ranks(y, Ties::Average)?);
    let pairs = x.len() as f64;
    // Ranks are halves, and so is their mean: up to 10⁵ pairs these sums are exact, in any order.
    let middle = (pairs + 1.0) / 2.0;
    let (mut of_x, mut of_y, mut of_both) = (0.0, 0.0, 0.0);
    for (x, y) in x.iter().zip(&y) {
        of_x += (x - middle) * (x - middle);
        of_y += (y - middle) * (y - middle);
        of_both += (x - middle) * (y - middle);
    }
    if of_x == 0.0 || of_y == 0.0 {
        return Ok(Correlation::UNDEFINED);
    }
    // The roundings of `numpy.corrcoef`: ρ of equal ranks may miss 1 by a bit, on which the p-value hangs.
    let scale = 1.0 / (pairs - 1.0);
    let coefficient = (of_both * scale / (of_y * scale).sqrt() / (of_x * scale).sqrt()).clamp(-1.0, 1.0);
    let freedom = pairs - 2.0;
    let t = coefficient * (freedom / ((coefficient + 1.0) * (1.0 - coefficient))).sqrt();
    Ok(Correlation { coefficient, p_value: alternative.p_value(student_t_tails(t, freedom)) })
}

/// The values less their mean, the largest of them brought to ±1; nothing if they do not vary.
fn deviations(values: &[f64]) -> Result<Option<Vec<f64>>> {
    if let Some(place) = values.iter().position(|value| !value.is_finite()) {
        let got = format_args!("{} at place {place}", values[place]);
        check_parameter(false, "values", got, "finite numbers")?;
    }
    if values.windows(2).all(|pair| pair[0] == pair[1]) {
        return Ok(None);
    }
    let largest = |values: &[f64]| values.iter().fold(0.0f64, |largest, value| largest.max(value.abs()));
    // By powers of two, which lose no digit, out of the reach of overflow and of the smallest numbers there are.
    let scale = match largest(values) {
        huge if huge > 1e290 => 2f64.powi(-64),
        tiny if tiny < 1e-290 => 2f64.powi(64),
        _ => 1.0,
    };
    let mut deviations: Vec<f64> = values.iter().map(|value| value * scale).collect();
    let mean = total(values.len(), |part| exact_sum(&deviations[part])) / values.len() as f64;
    deviations.iter_mut().for_each(|value| *value -= mean);
    // Squares of numbers up to 1 neither overflow nor all vanish.
    let spread = largest(&deviations);
    deviations.iter_mut().for_each(|value| *value /= spread);
    Ok(Some(deviations))
}

/// The sum of what chunks sum up to.
fn total(len: usize, of_chunk: impl Fn(Range<usize>) -> f64 + Sync + Send) -> f64 {
    exact_sum(&parallel::map(&parallel::even_ranges(len, CHUNK), |chunk| of_chunk(chunk.clone())))
}

#[cfg(test)]
mod tests;
