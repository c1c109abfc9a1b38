//! Lentz's method for continued fractions b₀ + a₁/(b₁ + a₂/(b₂ + …)).
//!
//! Lentz ("Generating Bessel functions in Mie scattering calculations using continued fractions", 1976), as modified
//! by Thompson and Barnett (1986): the quotients of neighbouring numerators and denominators are carried from the
//! front, so that the fraction can stop where it no longer changes.

/// More steps than any shape that is let in needs.
pub(crate) const MOST_STEPS: usize = 5_000_000;

/// Stands for a quotient that is 0.
const TINY: f64 = 1e-300;

/// The value of the fraction; `step` gives aₙ and bₙ for n from 1.
pub(crate) fn continued_fraction(first: f64, step: impl Fn(f64) -> (f64, f64)) -> f64 {
    let off_zero = |quotient: f64| if quotient == 0.0 { TINY } else { quotient };
    let mut value = off_zero(first);
    let (mut above, mut below) = (value, 0.0);
    for n in 1..=MOST_STEPS {
        let (a, b) = step(n as f64);
        below = 1.0 / off_zero(b + a * below);
        above = off_zero(b + a / above);
        let change = above * below;
        value *= change;
        if (change - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn golden_ratio_and_tangent() {
        let golden = continued_fraction(1.0, |_| (1.0, 1.0));
        assert!((golden - (1.0 + 5f64.sqrt()) / 2.0).abs() < 1e-15);
        let x: f64 = 0.7;
        let tangent = x / continued_fraction(1.0, |n| (-x * x, 2.0 * n + 1.0));
        assert!((tangent - x.tan()).abs() < 1e-15);
    }
}
