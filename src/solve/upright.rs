//! [`Upright`]: an operator or its transpose, whichever is at least as high as wide.

use crate::error::Result;
use crate::solve::operator::LinearOperator;

/// M, `long × short`.
pub(super) struct Upright<'o, O: ?Sized> {
    operator: &'o O,
    turned: bool,
}

impl<O: ?Sized> Clone for Upright<'_, O> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<O: ?Sized> Copy for Upright<'_, O> {}

impl<'o, O: LinearOperator + ?Sized> Upright<'o, O> {
    pub(super) fn new(operator: &'o O) -> Self {
        Upright { operator, turned: operator.rows() < operator.columns() }
    }

    /// Whether M is the transpose.
    pub(super) fn turned(&self) -> bool {
        self.turned
    }

    pub(super) fn short(&self) -> usize {
        self.operator.rows().min(self.operator.columns())
    }

    pub(super) fn long(&self) -> usize {
        self.operator.rows().max(self.operator.columns())
    }

    /// M · `block`, all row after row.
    pub(super) fn ahead(&self, block: &[f64], width: usize) -> Result<Vec<f64>> {
        let mut out = vec![0.0; self.long() * width];
        self.multiply(block, width, &mut out, self.turned)?;
        Ok(out)
    }

    /// Mᵀ · `block`, all row after row.
    pub(super) fn back(&self, block: &[f64], width: usize) -> Result<Vec<f64>> {
        let mut out = vec![0.0; self.short() * width];
        self.multiply(block, width, &mut out, !self.turned)?;
        Ok(out)
    }

    fn multiply(&self, block: &[f64], width: usize, out: &mut [f64], transposed: bool) -> Result<()> {
        if transposed {
            self.operator.transposed_times(block, width, out)
        } else {
            self.operator.times(block, width, out)
        }
    }
}
