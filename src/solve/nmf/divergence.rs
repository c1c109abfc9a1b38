//! `√(2 D)`, D being the β-divergence of W H from X: for β = 2 the Frobenius norm of the difference.
//!
//! Entries of X up to 1.2e-7 count as zeros, and entries of W H below that as that much, as in scikit-learn.

use crate::error::Result;
use crate::parallel;
use crate::solve::nmf::factor::{gram, row_total, times};
use crate::solve::nmf::multiplicative::EPSILON;
use crate::vector::double::DoubleMatrix;
use crate::vector::short::short_dot;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Rows of a task.
const ROWS_PER_TASK: usize = 128;

/// The error of `rows · partsᵀ` for `matrix`; `parts` is Hᵀ.
pub(super) fn error<V: Value>(
    matrix: &SparseMatrix<V>,
    rows: &DoubleMatrix,
    parts: &DoubleMatrix,
    beta: f64,
) -> Result<f64> {
    let divergence = if beta == 2.0 {
        frobenius(matrix, rows, parts)?
    } else if beta == 1.0 {
        let of_entries = over_entries(matrix, rows, parts, |x, y| x * (x / y).ln() - x);
        of_entries + short_dot(&row_total(rows), &row_total(parts))
    } else if beta == 0.0 {
        let of_entries = over_entries(matrix, rows, parts, |x, y| x / y - (x / y).ln());
        of_entries - matrix.rows() as f64 * matrix.columns() as f64
    } else {
        let of_entries =
            over_entries(matrix, rows, parts, |x, y| x.powf(beta) - beta * x * y.powf(beta - 1.0));
        (of_entries + (beta - 1.0) * sum_of_powers(rows, parts, beta)) / (beta * (beta - 1.0))
    };
    // Rounding can make it less than nothing.
    Ok((2.0 * divergence.max(0.0)).sqrt())
}

/// `½ (Σ x² + tr(WᵀW HHᵀ) − 2 Σ (X Hᵀ) ∘ W)`.
fn frobenius<V: Value>(matrix: &SparseMatrix<V>, rows: &DoubleMatrix, parts: &DoubleMatrix) -> Result<f64> {
    let squares: f64 = matrix.values().iter().map(|&x| x.into() * x.into()).sum();
    let of_product = short_dot(&gram(rows), &gram(parts));
    let across = short_dot(times(matrix, parts)?.as_slice(), rows.as_slice());
    Ok((squares + of_product - 2.0 * across) / 2.0)
}

/// Σ of `term(x, y)` over the entries x of the matrix, y being what the factors make of them.
fn over_entries<V: Value>(
    matrix: &SparseMatrix<V>,
    rows: &DoubleMatrix,
    parts: &DoubleMatrix,
    term: impl Fn(f64, f64) -> f64 + Sync + Send,
) -> f64 {
    let partial = parallel::map(&parallel::even_ranges(matrix.rows(), ROWS_PER_TASK), |range| {
        let mut sum = 0.0;
        for row in range.clone() {
            for (column, x) in matrix.row(row).iter() {
                let x: f64 = x.into();
                if x > EPSILON {
                    sum += term(x, short_dot(rows.row(row), parts.row(column as usize)).max(EPSILON));
                }
            }
        }
        sum
    });
    partial.iter().sum()
}

/// Σ over all of W H of `y^beta`.
fn sum_of_powers(rows: &DoubleMatrix, parts: &DoubleMatrix, beta: f64) -> f64 {
    let partial = parallel::map(&parallel::even_ranges(rows.rows(), ROWS_PER_TASK), |range| {
        let of_row =
            |row: usize| parts.iter().map(|part| short_dot(rows.row(row), part).powf(beta)).sum::<f64>();
        range.clone().map(of_row).sum::<f64>()
    });
    partial.iter().sum()
}
