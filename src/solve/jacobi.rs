//! [`SmallSvd`]: all singular triplets of a small matrix, to the last digits.
//!
//! nalgebra's decomposition now and then leaves errors of 1e-7, so it only gives the start here. One-sided
//! Jacobi (Hestenes, 1958; Demmel and Veselić, "Jacobi's method is more accurate than QR", 1992) finishes it:
//! with H from the start, the columns of W = B H are nearly orthogonal; rotating each pair of columns, in
//! W and in H, until all are orthogonal to rounding leaves W = G Σ. From a good start this takes a sweep or
//! two over all pairs.

use nalgebra::DMatrix;

use crate::error::{Error, Result};
use crate::vector::kernel::reduce::{dot, squared_norm};

/// Times that the start may be refined, for each row.
const REFINEMENTS: usize = 200;
/// Sweeps over all pairs; from no start at all a dozen would do.
const SWEEPS: usize = 60;

/// B = G Σ Hᵀ, the largest singular value first.
pub(super) struct SmallSvd {
    /// Left vectors, a column each; 0 where the value is.
    pub(super) g: DMatrix<f64>,
    pub(super) values: Vec<f64>,
    /// Right vectors, a column each.
    pub(super) h: DMatrix<f64>,
}

impl SmallSvd {
    /// Decomposes a matrix of at most as many rows as columns; there are as many triplets as rows.
    ///
    /// # Errors
    /// [`Error::Corrupt`] for numbers that are not finite or past all bounds.
    pub(super) fn of(matrix: &DMatrix<f64>) -> Result<Self> {
        let (rows, columns) = matrix.shape();
        if matrix.is_empty() {
            let (g, h) = (DMatrix::zeros(rows, 0), DMatrix::zeros(columns, 0));
            return Ok(SmallSvd { g, values: Vec::new(), h });
        }
        if !matrix.norm().is_finite() {
            return Err(Error::corrupt("matrix to decompose", "its products are not finite"));
        }
        let start = matrix.clone().try_svd(false, true, f64::EPSILON, REFINEMENTS * columns);
        // Without a start all columns are rotated, and those past the rank end as zeros.
        let start = start.and_then(|start| start.v_t);
        let mut h = start.map_or_else(|| DMatrix::identity(columns, columns), |h| h.transpose());
        let mut w = matrix * &h;
        orthogonalise(&mut w, &mut h);
        let norms: Vec<f64> = w.column_iter().map(|column| column.norm()).collect();
        let mut order: Vec<usize> = (0..norms.len()).collect();
        order.sort_by(|&a, &b| norms[b].total_cmp(&norms[a]));
        order.truncate(rows.min(columns));
        let mut g = w.select_columns(&order);
        let values: Vec<f64> = order.iter().map(|&place| norms[place]).collect();
        for (mut column, &value) in g.column_iter_mut().zip(&values) {
            if value > 0.0 {
                column /= value;
            }
        }
        Ok(SmallSvd { g, values, h: h.select_columns(&order) })
    }
}

/// Rotates pairs of columns of `w`, and those of `h` with them, until all columns of `w` are orthogonal.
fn orthogonalise(w: &mut DMatrix<f64>, h: &mut DMatrix<f64>) {
    let (rows, columns) = (w.nrows(), w.ncols());
    // Columns under this are 0 but for rounding, and have no direction.
    let zero = (f64::EPSILON * w.norm()).powi(2);
    let near = f64::EPSILON * (rows as f64).sqrt();
    for _ in 0..SWEEPS {
        let mut rotated = false;
        for i in 0..columns {
            for j in i + 1..columns {
                let (a, b) = pair(w.as_mut_slice(), rows, i, j);
                let (aa, bb, ab) = (squared_norm(a), squared_norm(b), dot(a, b));
                if aa.min(bb) <= zero || ab.abs() <= near * aa.sqrt() * bb.sqrt() {
                    continue;
                }
                rotated = true;
                // The smaller of the two angles that make the columns orthogonal.
                let cotangent = (bb - aa) / (2.0 * ab);
                let tangent = cotangent.signum() / (cotangent.abs() + cotangent.hypot(1.0));
                let cosine = 1.0 / tangent.hypot(1.0);
                rotate(a, b, cosine, cosine * tangent);
                let height = h.nrows();
                let (a, b) = pair(h.as_mut_slice(), height, i, j);
                rotate(a, b, cosine, cosine * tangent);
            }
        }
        if !rotated {
            break;
        }
    }
}

/// Columns `i` < `j` of a matrix of so many rows.
fn pair(values: &mut [f64], rows: usize, i: usize, j: usize) -> (&mut [f64], &mut [f64]) {
    let (head, tail) = values.split_at_mut(j * rows);
    (&mut head[i * rows..(i + 1) * rows], &mut tail[..rows])
}

fn rotate(a: &mut [f64], b: &mut [f64], cosine: f64, sine: f64) {
    for (a, b) in a.iter_mut().zip(b) {
        (*a, *b) = (cosine * *a - sine * *b, sine * *a + cosine * *b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;

    #[test]
    fn triplets_make_up_the_matrix_whatever_the_start() {
        let draws = Seed(2).stream("small");
        for (rows, columns) in [(1, 1), (3, 5), (40, 40), (60, 90)] {
            // Graded rows: singular values over many orders.
            let entry =
                |i: usize, j: usize| (draws.uniform((i * 100 + j) as u64) - 0.5) * 0.7f64.powi(i as i32);
            let matrix = DMatrix::from_fn(rows, columns, entry);
            let small = SmallSvd::of(&matrix).unwrap();
            let (mut w, mut h) = (matrix.clone(), DMatrix::identity(columns, columns));
            orthogonalise(&mut w, &mut h);
            let mut from_nothing: Vec<f64> = w.column_iter().map(|column| column.norm()).collect();
            from_nothing.sort_by(|a, b| b.total_cmp(a));
            for (value, other) in small.values.iter().zip(&from_nothing) {
                assert!((value - other).abs() < 1e-14, "{value} {other}");
            }
            let values = DMatrix::from_diagonal(&small.values.clone().into());
            assert!((&small.g * values * small.h.transpose() - &matrix).norm() < 1e-13);
            assert!((small.h.tr_mul(&small.h) - DMatrix::identity(rows, rows)).norm() < 1e-12);
        }
        assert!(SmallSvd::of(&DMatrix::from_element(2, 2, f64::NAN)).is_err());
        assert_eq!(SmallSvd::of(&DMatrix::zeros(2, 3)).unwrap().values, [0.0; 2]);
        assert!(SmallSvd::of(&DMatrix::zeros(0, 3)).unwrap().values.is_empty());
    }
}
