//! Comparisons of numbers and lists, each with its tolerance, that give a [`Verdict`].

use std::fmt::Debug;

use crate::harness::tally::{Miss, Verdict};

/// How far a number may be from the reference.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Tolerance {
    /// Not at all.
    Exact,
    /// So much of the reference.
    Relative(f64),
    /// So much.
    Absolute(f64),
}

impl Tolerance {
    /// Whether `got` is near enough; what is not finite must be the same.
    pub(crate) fn allows(self, got: f64, expected: f64) -> bool {
        if got == expected || (got.is_nan() && expected.is_nan()) {
            return true;
        }
        if !got.is_finite() || !expected.is_finite() {
            return false;
        }
        let distance = (got - expected).abs();
        match self {
            Tolerance::Exact => false,
            // Numbers that are next to nothing have lost their last digits.
            Tolerance::Relative(part) => distance <= part * expected.abs() || distance < 1e-300,
            Tolerance::Absolute(bound) => distance <= bound,
        }
    }
}

/// Compares lists of numbers.
pub(crate) fn same_numbers(kind: &str, got: &[f64], expected: &[f64], tolerance: Tolerance) -> Verdict {
    same(&format!("length of {kind}"), &got.len(), &expected.len())?;
    let far = |&(_, (got, expected)): &(usize, (&f64, &f64))| !tolerance.allows(*got, *expected);
    match got.iter().zip(expected).enumerate().find(far) {
        None => Ok(()),
        Some((at, (got, expected))) => {
            Err(Miss::different(kind, format!("number {at} is {got:?}, expected {expected:?}")))
        }
    }
}

/// Compares values that must be the same.
pub(crate) fn same<T: PartialEq<U> + Debug + ?Sized, U: Debug + ?Sized>(
    kind: &str,
    got: &T,
    expected: &U,
) -> Verdict {
    if got == expected {
        Ok(())
    } else {
        Err(Miss::different(kind, format!("{got:?}, expected {expected:?}")))
    }
}

/// Compares lists, showing the first place where they part.
pub(crate) fn same_list(kind: &str, got: &[String], expected: &[String]) -> Verdict {
    let at = got.iter().zip(expected).take_while(|(got, expected)| got == expected).count();
    if at == got.len() && at == expected.len() {
        return Ok(());
    }
    let (found, wanted) = (got.get(at), expected.get(at));
    let lengths = format!("{} and {} in all", got.len(), expected.len());
    Err(Miss::different(kind, format!("entry {at} is {found:?}, expected {wanted:?} ({lengths})")))
}

/// The largest distance between two lists.
pub(crate) fn largest_distance(got: &[f64], expected: &[f64]) -> f64 {
    got.iter().zip(expected).map(|(got, expected)| (got - expected).abs()).fold(0.0, f64::max)
}

/// The largest absolute number of a list.
pub(crate) fn largest(numbers: &[f64]) -> f64 {
    numbers.iter().map(|number| number.abs()).fold(0.0, f64::max)
}
