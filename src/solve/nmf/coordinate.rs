//! A sweep of coordinate descent on `½ ‖X − F Gᵀ‖²` with G held fixed.
//!
//! With A = GᵀG and B = X G, the gradient in an entry is `f_i · a_t − b_it`, and the best place of that entry is
//! `max(0, f_it − gradient / a_tt)`. Rows do not feel each other.

use crate::error::Result;
use crate::solve::nmf::factor::{for_each_run, gram, times};
use crate::solve::nmf::params::Penalty;
use crate::vector::double::DoubleMatrix;
use crate::vector::short::short_dot;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// The fixed factor's share of a sweep.
pub(super) struct Fixed {
    /// GᵀG with the penalty on squares on its diagonal.
    gram: Vec<f64>,
    /// X G less the penalty on sizes.
    products: DoubleMatrix,
}

impl Fixed {
    pub(super) fn new<V: Value>(
        matrix: &SparseMatrix<V>,
        other: &DoubleMatrix,
        penalty: Penalty,
    ) -> Result<Self> {
        let mut gram = gram(other);
        gram.iter_mut().step_by(other.columns() + 1).for_each(|entry| *entry += penalty.l2);
        let mut products = times(matrix, other)?;
        if penalty.l1 != 0.0 {
            products.as_mut_slice().iter_mut().for_each(|entry| *entry -= penalty.l1);
        }
        Ok(Fixed { gram, products })
    }

    /// Moves every entry of `factor` once, its columns in the given order; gives the sum of the projected gradients.
    pub(super) fn sweep(&self, factor: &mut DoubleMatrix, order: &[usize]) -> f64 {
        let width = factor.columns();
        for_each_run(factor, |first, rows| {
            let mut violation = 0.0;
            for (place, row) in rows.chunks_mut(width).enumerate() {
                let products = self.products.row(first + place);
                for &t in order {
                    let curvatures = &self.gram[t * width..(t + 1) * width];
                    let gradient = short_dot(curvatures, row) - products[t];
                    violation += if row[t] == 0.0 { gradient.min(0.0).abs() } else { gradient.abs() };
                    if curvatures[t] != 0.0 {
                        row[t] = (row[t] - gradient / curvatures[t]).max(0.0);
                    }
                }
            }
            violation
        })
    }
}
