//! One multiplicative update of a factor F, for every β-divergence between X and F Gᵀ.
//!
//! ```text
//! F ← F · ((X ∘ Y^(β−2)) G / (Y^(β−1) G))^γ        Y = F Gᵀ
//! ```
//!
//! γ is 1 but for β < 1, 1/(2 − β), and for β > 2, 1/(β − 1). Y is only made where X is not 0, but for the denominators
//! of other losses than the two usual ones, which need it all, a row at a time.

use crate::error::Result;
use crate::solve::nmf::factor::{for_each_run, gram, row_total, times};
use crate::solve::nmf::params::{NmfLoss, Penalty};
use crate::vector::double::DoubleMatrix;
use crate::vector::short::{add_scaled, short_dot};
use crate::vector::sparse::{Row, SparseMatrix};
use crate::vector::value::Value;

/// Stands in for numbers that must not be 0: the spacing of `f32` at 1, as in scikit-learn.
pub(super) const EPSILON: f64 = f32::EPSILON as f64;

/// What does not change while the other factor stands.
pub(super) enum Fixed {
    /// GᵀG and X G.
    Frobenius { gram: Vec<f64>, products: DoubleMatrix },
    /// Σ of the rows of G.
    KullbackLeibler { total: Vec<f64> },
    /// Nothing.
    Other { beta: f64 },
}

impl Fixed {
    pub(super) fn new<V: Value>(
        matrix: &SparseMatrix<V>,
        other: &DoubleMatrix,
        loss: NmfLoss,
    ) -> Result<Self> {
        let beta = loss.beta();
        Ok(if beta == 2.0 {
            Fixed::Frobenius { gram: gram(other), products: times(matrix, other)? }
        } else if beta == 1.0 {
            Fixed::KullbackLeibler { total: row_total(other) }
        } else {
            Fixed::Other { beta }
        })
    }

    /// A total of 0 counts as 1. scikit-learn does so when it updates H, not W.
    pub(super) fn without_empty_parts(mut self) -> Self {
        if let Fixed::KullbackLeibler { total } = &mut self {
            total.iter_mut().filter(|total| **total == 0.0).for_each(|total| *total = 1.0);
        }
        self
    }

    /// Adds the penalty on sizes to what it will be added to once more: scikit-learn keeps the totals between the
    /// iterations of a transformation and lets it pile up there.
    pub(super) fn pile_up(&mut self, penalty: Penalty) {
        if let Fixed::KullbackLeibler { total } = self {
            total.iter_mut().for_each(|total| *total += penalty.l1);
        }
    }

    /// Multiplies every entry of `factor` once.
    pub(super) fn update<V: Value>(
        &self,
        matrix: &SparseMatrix<V>,
        factor: &mut DoubleMatrix,
        other: &DoubleMatrix,
        penalty: Penalty,
        exponent: f64,
    ) {
        let width = factor.columns();
        for_each_run(factor, |first, rows| {
            let (mut numerator, mut denominator) = (vec![0.0; width], vec![0.0; width]);
            for (place, row) in rows.chunks_mut(width).enumerate() {
                let row_of_matrix = matrix.row(first + place);
                self.fractions(first + place, row_of_matrix, row, other, &mut numerator, &mut denominator);
                for ((value, &above), &below) in row.iter_mut().zip(&numerator).zip(&denominator) {
                    let below = below + penalty.l1 + penalty.l2 * *value;
                    let ratio = above / if below == 0.0 { EPSILON } else { below };
                    *value *= if exponent == 1.0 { ratio } else { ratio.powf(exponent) };
                }
            }
            0.0
        });
    }

    /// Numerators and denominators of one row.
    fn fractions<V: Value>(
        &self,
        index: usize,
        row_of_matrix: Row<'_, V>,
        row: &[f64],
        other: &DoubleMatrix,
        numerator: &mut [f64],
        denominator: &mut [f64],
    ) {
        match self {
            Fixed::Frobenius { gram, products } => {
                numerator.copy_from_slice(products.row(index));
                denominator.fill(0.0);
                for (&value, gram) in row.iter().zip(gram.chunks(row.len())) {
                    add_scaled(value, gram, denominator);
                }
            }
            Fixed::KullbackLeibler { total } => {
                denominator.copy_from_slice(total);
                add_quotients(row_of_matrix, row, other, numerator, |x, y| x / y.max(EPSILON));
            }
            &Fixed::Other { beta } => {
                let least = if beta < 2.0 { EPSILON } else { 0.0 };
                add_quotients(row_of_matrix, row, other, numerator, |x, y| x * y.max(least).powf(beta - 2.0));
                denominator.fill(0.0);
                for weights in other.iter() {
                    let y = short_dot(row, weights);
                    let y = if beta < 1.0 && y < EPSILON { EPSILON } else { y };
                    add_scaled(y.powf(beta - 1.0), weights, denominator);
                }
            }
        }
    }
}

/// Σ over the stored entries x of `quotient(x, y)` times the row of the other factor, y being what the factors make of
/// the entry.
fn add_quotients<V: Value>(
    entries: Row<'_, V>,
    row: &[f64],
    other: &DoubleMatrix,
    sums: &mut [f64],
    quotient: impl Fn(f64, f64) -> f64,
) {
    sums.fill(0.0);
    for (column, x) in entries.iter() {
        let weights = other.row(column as usize);
        add_scaled(quotient(x.into(), short_dot(row, weights)), weights, sums);
    }
}
