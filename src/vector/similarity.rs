//! [`Cosine`], [`Dot`], [`Euclidean`] and [`Jaccard`]: how alike two rows are, as values that can be handed
//! around.
//!
//! All are computed in `f64` in a fixed order: the same bits on every machine. [`Nearest`](crate::vector::Nearest) finds the
//! rows that are most alike, [`pairwise`](crate::vector::pairwise) compares all with all.

use crate::vector::kernel::reduce::{dot_wide, squared_distance_wide, squared_norm_wide};

/// A way to compare two rows of one kind.
///
/// # Panics
/// Implementations for dense rows panic where the lengths differ.
///
/// # Examples
/// ```
/// use wordmill::vector::{Cosine, Euclidean, Similarity};
/// assert_eq!(Cosine.between(&[1.0f32, 0.0][..], &[2.0, 0.0]), 1.0);
/// assert_eq!(Euclidean.between(&[0.0f32, 0.0][..], &[3.0, 4.0]), 5.0);
/// ```
pub trait Similarity<Row> {
    /// Compares `a` with `b`.
    fn between(&self, a: Row, b: Row) -> f64;
}

/// `a·b / (‖a‖·‖b‖)`, from −1 to 1: the cosine of the angle. 0 where a row is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cosine;

/// `a·b = Σ aᵢ·bᵢ`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dot;

/// `‖a − b‖ = √Σ (aᵢ − bᵢ)²`: a distance, 0 for equal rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Euclidean;

/// Of the columns where either row is not zero, the share where both are not, from 0 to 1. 1 for two rows
/// of zeros. (scikit-learn's `jaccard_score` and SciPy's distance, which is 1 less this, take the same sets.)
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Jaccard;

impl Similarity<&[f32]> for Dot {
    fn between(&self, a: &[f32], b: &[f32]) -> f64 {
        dot_wide(a, b)
    }
}

impl Similarity<&[f32]> for Cosine {
    fn between(&self, a: &[f32], b: &[f32]) -> f64 {
        cosine(dot_wide(a, b), squared_norm_wide(a), squared_norm_wide(b))
    }
}

impl Similarity<&[f32]> for Euclidean {
    fn between(&self, a: &[f32], b: &[f32]) -> f64 {
        squared_distance_wide(a, b).sqrt()
    }
}

impl Similarity<&[f32]> for Jaccard {
    fn between(&self, a: &[f32], b: &[f32]) -> f64 {
        assert_eq!(a.len(), b.len(), "two rows of unequal lengths");
        let pairs = || a.iter().zip(b);
        let both = pairs().filter(|(a, b)| **a != 0.0 && **b != 0.0).count();
        let either = pairs().filter(|(a, b)| **a != 0.0 || **b != 0.0).count();
        share(both, either)
    }
}

/// The cosine from a dot product and two squared norms.
pub(crate) fn cosine(dot: f64, squared_norm: f64, other_squared_norm: f64) -> f64 {
    // The root of each: their product could overflow where the cosine does not.
    let norms = squared_norm.sqrt() * other_squared_norm.sqrt();
    if norms == 0.0 { 0.0 } else { (dot / norms).clamp(-1.0, 1.0) }
}

fn share(both: usize, either: usize) -> f64 {
    if either == 0 { 1.0 } else { both as f64 / either as f64 }
}
