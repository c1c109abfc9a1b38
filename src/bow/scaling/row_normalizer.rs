//! [`RowNormalizer`]: rows divided by their length, as scikit-learn's `Normalizer` (1.9.1).
//!
//! It learns nothing; it is there to be kept beside other steps. The work is [`SparseMatrix::normalized`].

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::fit::Transform;
use crate::vector::row::RowNorm;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Divides every row by its length; rows of zeros stay.
///
/// # Examples
/// ```
/// use wordmill::bow::scaling::RowNormalizer;
/// use wordmill::{Transform, vector::{RowNorm, SparseMatrix}};
/// let rows = SparseMatrix::from_parts(2, vec![0, 2, 2], vec![0, 1], vec![3.0, -1.0])?;
/// let scaled = RowNormalizer::new(RowNorm::L1).transform(&rows)?;
/// assert_eq!(scaled.values(), [0.75, -0.25]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowNormalizer {
    norm: RowNorm,
}

impl Default for RowNormalizer {
    fn default() -> Self {
        RowNormalizer::new(RowNorm::L2)
    }
}

impl RowNormalizer {
    /// Lengths measured so. Default: Euclidean.
    #[must_use]
    pub fn new(norm: RowNorm) -> Self {
        RowNormalizer { norm }
    }

    /// How lengths are measured.
    #[must_use]
    pub fn norm(&self) -> RowNorm {
        self.norm
    }
}

impl<V: Value> Transform<SparseMatrix<V>> for RowNormalizer {
    type Output = SparseMatrix<V>;

    /// Divides every row by its length.
    ///
    /// # Errors
    /// None.
    fn transform(&self, rows: &SparseMatrix<V>) -> Result<SparseMatrix<V>> {
        Ok(rows.clone().normalized(self.norm))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// scikit-learn 1.9.1, `Normalizer(norm)` of the same rows.
    #[test]
    fn lengths_are_those_of_scikit_learn() {
        let rows = SparseMatrix::from_parts(3, vec![0, 3, 3], vec![0, 1, 2], vec![1.0, -4.0, 3.0]).unwrap();
        for (norm, expected) in [
            (RowNorm::L1, [0.125, -0.5, 0.375]),
            (RowNorm::L2, [0.19611613513818404, -0.7844645405527362, 0.5883484054145521]),
            (RowNorm::Max, [0.25, -1.0, 0.75]),
        ] {
            let scaler = RowNormalizer::new(norm);
            assert_eq!((scaler.norm(), scaler.transform(&rows).unwrap().values()), (norm, &expected[..]));
        }
        assert_eq!(RowNormalizer::default().norm(), RowNorm::L2);
    }
}
