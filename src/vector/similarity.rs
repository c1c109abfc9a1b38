//! [`Cosine`], [`Dot`], [`Euclidean`] and [`Jaccard`]: how alike two rows are, as values that can be handed
//! around.
//!
//! All are computed in `f64` in a fixed order: the same bits on every machine. [`Nearest`](crate::vector::Nearest) finds the
//! rows that are most alike, [`pairwise`](crate::vector::pairwise) compares all with all.

use crate::vector::kernel::reduce::{dot_wide, squared_distance_wide, squared_norm_wide};
use crate::vector::sparse::Row;
use crate::vector::value::Value;

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

impl<V: Value> Similarity<Row<'_, V>> for Dot {
    fn between(&self, a: Row<'_, V>, b: Row<'_, V>) -> f64 {
        a.dot_sparse(b)
    }
}

impl<V: Value> Similarity<Row<'_, V>> for Cosine {
    fn between(&self, a: Row<'_, V>, b: Row<'_, V>) -> f64 {
        cosine(a.dot_sparse(b), a.dot_sparse(a), b.dot_sparse(b))
    }
}

impl<V: Value> Similarity<Row<'_, V>> for Euclidean {
    fn between(&self, a: Row<'_, V>, b: Row<'_, V>) -> f64 {
        sum_over_union(a, b, |a, b| (a - b) * (a - b)).sqrt()
    }
}

impl<V: Value> Similarity<Row<'_, V>> for Jaccard {
    fn between(&self, a: Row<'_, V>, b: Row<'_, V>) -> f64 {
        let is_stored = |condition: bool| f64::from(u8::from(condition));
        let both = sum_over_union(a, b, |a, b| is_stored(a != 0.0 && b != 0.0));
        let either = sum_over_union(a, b, |a, b| is_stored(a != 0.0 || b != 0.0));
        share(both as usize, either as usize)
    }
}

/// `Σ term(aᵢ, bᵢ)` over the columns that either row stores, in their order.
fn sum_over_union<V: Value>(a: Row<'_, V>, b: Row<'_, V>, term: impl Fn(f64, f64) -> f64) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < a.stored() || j < b.stored() {
        let column_of = |row: Row<'_, V>, at: usize| row.columns.get(at).copied().unwrap_or(u32::MAX);
        let (of_a, of_b) = (column_of(a, i), column_of(b, j));
        let x = if of_a <= of_b { a.values[i].into() } else { 0.0 };
        let y = if of_b <= of_a { b.values[j].into() } else { 0.0 };
        sum += term(x, y);
        (i, j) = (i + usize::from(of_a <= of_b), j + usize::from(of_b <= of_a));
    }
    sum
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vector::sparse::SparseMatrix;

    #[test]
    fn sparse_rows_compare_as_the_dense_rows_that_they_stand_for() {
        let dense: [[f32; 5]; 4] =
            [[1.0, 0.0, -2.0, 0.0, 3.0], [0.0, 0.5, -1.0, 0.0, 0.0], [0.0; 5], [0.0, 0.0, 0.0, 0.0, 7.0]];
        let triplets: Vec<(usize, u32, f32)> = (0..20)
            .map(|cell| (cell / 5, (cell % 5) as u32, dense[cell / 5][cell % 5]))
            .filter(|triplet| triplet.2 != 0.0 || triplet.1 == 3)
            .collect();
        let sparse = SparseMatrix::from_triplets(4, 5, &triplets).unwrap();
        fn check<S>(similarity: S, sparse: &SparseMatrix, dense: &[[f32; 5]])
        where
            S: for<'r> Similarity<&'r [f32]> + for<'r> Similarity<Row<'r, f32>>,
        {
            for i in 0..4 {
                for j in 0..4 {
                    let of_dense = similarity.between(&dense[i][..], &dense[j][..]);
                    let of_sparse = similarity.between(sparse.row(i), sparse.row(j));
                    assert!((of_dense - of_sparse).abs() < 1e-12, "{i} {j}: {of_dense} {of_sparse}");
                }
            }
        }
        check(Dot, &sparse, &dense);
        check(Cosine, &sparse, &dense);
        check(Euclidean, &sparse, &dense);
        check(Jaccard, &sparse, &dense);
        assert_eq!(Jaccard.between(sparse.row(0), sparse.row(1)), 0.25);
    }
}
