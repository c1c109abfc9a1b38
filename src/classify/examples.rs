//! [`Examples`]: what a classifier learns from.

use crate::error::{Error, Result, check_shape};
use crate::label::Labels;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Rows and the label of each.
#[derive(Debug, Clone, Copy)]
pub struct Examples<'a, V: Value = f32> {
    rows: &'a SparseMatrix<V>,
    labels: &'a Labels,
}

impl<'a, V: Value> Examples<'a, V> {
    /// Puts rows and labels together.
    ///
    /// # Errors
    /// [`Error::Shape`] unless there is one label a row, [`Error::Empty`] without rows.
    pub fn new(rows: &'a SparseMatrix<V>, labels: &'a Labels) -> Result<Self> {
        check_shape("labels", rows.rows(), labels.len())?;
        if labels.is_empty() {
            return Err(Error::Empty { what: "training set" });
        }
        Ok(Examples { rows, labels })
    }

    /// The rows.
    #[must_use]
    pub fn rows(self) -> &'a SparseMatrix<V> {
        self.rows
    }

    /// The labels.
    #[must_use]
    pub fn labels(self) -> &'a Labels {
        self.labels
    }
}
