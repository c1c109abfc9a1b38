//! [`Norm`]: what the weights of a document are divided by.

use serde::{Deserialize, Serialize};

use crate::vector::row::RowNorm;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// What the weights of a document are divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Norm {
    /// The sum of their absolute values.
    L1,
    /// The square root of the sum of their squares.
    #[default]
    L2,
    /// Nothing.
    None,
}

impl Norm {
    /// Every row divided by its length; rows of length 0 stay.
    pub(crate) fn divide<V: Value>(self, rows: SparseMatrix<V>) -> SparseMatrix<V> {
        match self {
            Norm::L1 => rows.normalized(RowNorm::L1),
            Norm::L2 => rows.normalized(RowNorm::L2),
            Norm::None => rows,
        }
    }

    /// The length of a row of weights; 1 where nothing is divided.
    pub(crate) fn length(self, weights: impl Iterator<Item = f64>) -> f64 {
        match self {
            Norm::L1 => weights.map(f64::abs).sum(),
            Norm::L2 => weights.map(|weight| weight * weight).sum::<f64>().sqrt(),
            Norm::None => 1.0,
        }
    }
}
