//! [`Lanczos`]: the right singular vectors of M from MᵀM, with one basis on the short side only.
//!
//! Block Lanczos with full orthogonalisation (Golub and Underwood, "The block Lanczos method for
//! computing eigenvalues", 1977) and thick restarts (Wu and Simon, "Thick-restart Lanczos method for
//! large symmetric eigenvalue problems", 2000): orthonormal X grows by blocks so that
//!
//! ```text
//! MᵀM X = X T + P Cᵀ
//! ```
//!
//! with P, orthogonal to X, the next block. With T = H Θ Hᵀ the Ritz pairs (θ, X h) are off by
//! ‖Cᵀ h‖, so that σ = √θ and the triplet (M X h / σ, σ, X h) have the residual ‖Cᵀ h‖ / σ.
//!
//! MᵀM is never formed, but its eigenvalues are squares: rounding errors of ε σ₁² are errors of ε σ₁²/σ in a
//! triplet. That is why this is only the first half of a search; [`Bidiagonal`](super::bidiagonal)
//! measures what it found and, if need be, goes on from there.

use nalgebra::DMatrix;

use crate::error::{Error, Result};
use crate::solve::operator::LinearOperator;
use crate::solve::search::{Ritz, Space};
use crate::solve::tall::{ROUNDING, RandomColumns, Tall};
use crate::solve::upright::Upright;

/// Times that the eigenvalues of the small matrix may be refined, for each of its rows.
const REFINEMENTS: usize = 200;

/// A growing basis and the small matrix that MᵀM is on it.
pub(super) struct Lanczos<'o, O: ?Sized> {
    matrix: Upright<'o, O>,
    /// X, and after its first `expanded` vectors the next block P.
    x: Tall,
    expanded: usize,
    /// T.
    small: DMatrix<f64>,
    /// C: rows for the expanded X, columns for P.
    coupling: DMatrix<f64>,
    /// The longest product with a unit vector so far, which is no more than the largest eigenvalue.
    scale: f64,
    draws: RandomColumns,
}

impl<'o, O: LinearOperator + ?Sized> Lanczos<'o, O> {
    /// An empty basis for at most `capacity` vectors.
    pub(super) fn new(matrix: Upright<'o, O>, capacity: usize, draws: RandomColumns) -> Self {
        let none = DMatrix::zeros(0, 0);
        let x = Tall::with_capacity(matrix.short(), capacity);
        Lanczos { matrix, x, expanded: 0, small: none.clone(), coupling: none, scale: 0.0, draws }
    }

    /// The best `kept` right vectors.
    pub(super) fn into_right(mut self, ritz: &Ritz, kept: usize) -> Tall {
        self.x.rotate(&ritz.right.columns(0, kept).into_owned());
        self.x
    }
}

impl<O: LinearOperator + ?Sized> Space for Lanczos<'_, O> {
    fn expanded(&self) -> usize {
        self.expanded
    }

    fn pending(&self) -> usize {
        self.x.columns() - self.expanded
    }

    fn add_random(&mut self, width: usize) -> usize {
        let added = self.draws.append_to(&mut self.x, width);
        self.coupling.resize_horizontally_mut(self.pending(), 0.0);
        added
    }

    fn step(&mut self) -> Result<()> {
        let (first, width) = (self.expanded, self.pending());
        let last = first + width;
        let ahead = self.matrix.ahead(&self.x.to_row_major(first..last), width)?;
        let back = self.matrix.back(&ahead, width)?;
        let mut back = Tall::from_row_major(self.matrix.short(), width, &back);
        self.scale = back.longest()?.max(self.scale);
        // What is known or wanted goes first, so that the full pass over X has only rounding to take away.
        back.subtract(0..width, &self.x, 0..first, &self.coupling);
        let own = self.x.products(first..last, &back, 0..width);
        back.subtract(0..width, &self.x, first..last, &own);
        back.project_out(&self.x);

        self.small.resize_mut(last, last, 0.0);
        self.small.view_mut((0, first), (first, width)).copy_from(&self.coupling);
        self.small.view_mut((first, 0), (width, first)).copy_from(&self.coupling.transpose());
        self.small.view_mut((first, first), (width, width)).copy_from(&((&own + own.transpose()) * 0.5));
        self.expanded = last;

        let next = self.x.append_orthonormal(&mut back, ROUNDING * self.scale);
        self.coupling = DMatrix::zeros(last, next.nrows());
        self.coupling.view_mut((first, 0), (width, next.nrows())).copy_from(&next.transpose());
        Ok(())
    }

    fn ritz(&self) -> Result<Ritz> {
        let most = REFINEMENTS * self.small.nrows();
        let eigen = self.small.clone().try_symmetric_eigen(f64::EPSILON, most);
        let eigen =
            eigen.ok_or_else(|| Error::corrupt("matrix to decompose", "its values cannot be told apart"))?;
        let mut order: Vec<usize> = (0..self.small.nrows()).collect();
        order.sort_by(|&a, &b| eigen.eigenvalues[b].total_cmp(&eigen.eigenvalues[a]));
        let right = eigen.eigenvectors.select_columns(&order);
        let values: Vec<f64> = order.iter().map(|&place| eigen.eigenvalues[place].max(0.0).sqrt()).collect();
        let coupled = self.coupling.tr_mul(&right);
        // Under the rounding errors of MᵀM nothing can be said here, nor mended.
        let rounding = 16.0 * ROUNDING * self.scale;
        let residual = |length: f64, value: f64| if length > rounding { length / value } else { 0.0 };
        let lengths = coupled.column_iter().map(|column| column.norm());
        let residuals = lengths.zip(&values).map(|(length, &value)| residual(length, value)).collect();
        Ok(Ritz { values, residuals, left: DMatrix::zeros(0, 0), right })
    }

    fn restart(&mut self, ritz: &Ritz, kept: usize) {
        let right = ritz.right.columns(0, kept);
        self.x.rotate_beginning(&right.into_owned());
        self.coupling = right.tr_mul(&self.coupling);
        let squares: Vec<f64> = ritz.values[..kept].iter().map(|value| value * value).collect();
        self.small = DMatrix::from_diagonal(&squares.into());
        self.expanded = kept;
    }
}
