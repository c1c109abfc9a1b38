//! [`Pairwise`]: the similarities of all rows of one matrix with all rows of another.
//!
//! [`Cosine`] and [`Dot`] are one matrix product in `f32`. [`Euclidean`] takes the differences themselves: the
//! shorter way through `‖a‖² − 2·a·b + ‖b‖²` loses all digits where rows are near each other. For the
//! few nearest of many rows, [`Nearest`](crate::vector::Nearest) never holds all scores.

use crate::error::{Result, check_shape};
use crate::vector::dense::DenseMatrix;
use crate::vector::multiply::products_of_rows;
use crate::vector::rows::Rows;
use crate::vector::similarity::{Cosine, Dot, Euclidean, Jaccard, Similarity};

/// Compares all rows of `a` with all rows of `b`, as a matrix of `a.len() × b.len()`.
///
/// # Examples
/// ```
/// use wordmill::vector::{Cosine, Pairwise, Rows};
/// let rows = Rows::new(2, &[1.0, 0.0, 0.0, 2.0, 3.0, 0.0])?;
/// let cosines = Cosine.pairwise(rows, rows)?;
/// assert_eq!(cosines.row(0), [1.0, 0.0, 1.0]);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub trait Pairwise {
    /// The matrix.
    ///
    /// # Errors
    /// [`Error::Shape`](crate::Error::Shape) where rows differ in length.
    ///
    /// # Determinism
    /// The same bits on any number of threads. Cosines and dot products are sums of *d* terms in `f32` and differ
    /// between instruction sets within `d · 6·10⁻⁸ · ‖a‖·‖b‖`; distances are exact to `f32`.
    fn pairwise(&self, a: Rows<'_>, b: Rows<'_>) -> Result<DenseMatrix>;
}

impl Pairwise for Dot {
    fn pairwise(&self, a: Rows<'_>, b: Rows<'_>) -> Result<DenseMatrix> {
        products_of_rows(a, b)
    }
}

impl Pairwise for Cosine {
    fn pairwise(&self, a: Rows<'_>, b: Rows<'_>) -> Result<DenseMatrix> {
        check_shape("columns of the other rows", a.columns(), b.columns())?;
        let (a, b) = (of_length_one(a)?, of_length_one(b)?);
        let mut cosines = products_of_rows((&a).into(), (&b).into())?;
        cosines.as_mut_slice().iter_mut().for_each(|cosine| *cosine = cosine.clamp(-1.0, 1.0));
        Ok(cosines)
    }
}

impl Pairwise for Euclidean {
    fn pairwise(&self, a: Rows<'_>, b: Rows<'_>) -> Result<DenseMatrix> {
        each_pair(self, a, b)
    }
}

impl Pairwise for Jaccard {
    fn pairwise(&self, a: Rows<'_>, b: Rows<'_>) -> Result<DenseMatrix> {
        each_pair(self, a, b)
    }
}

/// Rows divided by their norms.
fn of_length_one(rows: Rows<'_>) -> Result<DenseMatrix> {
    Ok(DenseMatrix::from_rows(rows.columns(), rows.as_slice().to_vec())?.normalized())
}

fn each_pair<S: for<'r> Similarity<&'r [f32]> + Sync>(
    similarity: &S,
    a: Rows<'_>,
    b: Rows<'_>,
) -> Result<DenseMatrix> {
    check_shape("columns of the other rows", a.columns(), b.columns())?;
    let mut out = DenseMatrix::zeros(a.len(), b.len());
    out.update_rows(|i, cells| {
        cells
            .iter_mut()
            .zip(b.iter())
            .for_each(|(cell, other)| *cell = similarity.between(a.row(i), other) as f32);
    });
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;

    #[test]
    fn every_cell_is_what_the_pair_says() {
        let draws = Seed(3).stream("pairwise");
        let numbers = |from: u64, len: u64| -> Vec<f32> {
            (from..from + len).map(|i| (draws.uniform(i) * 4.0 - 2.0).round() as f32 * 0.75).collect()
        };
        let (a, b) = (numbers(0, 50 * 37), numbers(1 << 20, 40 * 37));
        let (a, b) = (Rows::new(37, &a).unwrap(), Rows::new(37, &b).unwrap());
        fn check<S: Pairwise + for<'r> Similarity<&'r [f32]>>(similarity: &S, a: Rows<'_>, b: Rows<'_>) {
            let matrix = similarity.pairwise(a, b).unwrap();
            for (i, row) in a.iter().enumerate() {
                for (j, other) in b.iter().enumerate() {
                    let expected = similarity.between(row, other);
                    assert!((f64::from(matrix.row(i)[j]) - expected).abs() <= 1e-5 * expected.abs().max(1.0));
                }
            }
            assert!(similarity.pairwise(a, Rows::new(1, &[1.0]).unwrap()).is_err());
            assert_eq!(similarity.pairwise(a, b.slice(0..0)).unwrap().columns(), 0);
        }
        check(&Dot, a, b);
        check(&Cosine, a, b);
        check(&Euclidean, a, b);
        check(&Jaccard, a, b);
    }
}
