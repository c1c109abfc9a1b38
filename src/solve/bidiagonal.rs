//! [`Bidiagonal`]: a matrix boiled down to a small one between two bases, without squaring anything.
//!
//! From orthonormal start vectors two orthonormal bases grow in turns, a block at a time (Golub and
//! Kahan, "Calculating the singular values and pseudo-inverse of a matrix", 1965; in blocks: Golub, Luk and
//! Overton, "A block Lanczos method for computing the singular values and corresponding singular vectors of a
//! matrix", 1981), so that
//!
//! ```text
//! M X = Y B          Mᵀ Y = X Bᵀ + P Cᵀ
//! ```
//!
//! where P, orthogonal to X, is the next block of X and C couples it to Y. With B = G Σ Hᵀ, the
//! Ritz triplets (Y g, σ, X h) satisfy
//!
//! ```text
//! M (X h) = σ (Y g)      Mᵀ (Y g) = σ (X h) + P Cᵀ g
//! ```
//!
//! so that ‖Cᵀ g‖ is the whole residual, known without another product. Where the bases would grow past
//! their bound they shrink to the best Ritz vectors, and the relations above still hold with B = Σ and
//! C ← Gᵀ C (Baglama and Reichel, "Restarted block Lanczos bidiagonalization methods", 2007).
//!
//! Both bases are orthogonalised in full, since the short recurrence alone loses orthogonality as triplets
//! converge.

use nalgebra::DMatrix;

use crate::error::Result;
use crate::solve::jacobi::SmallSvd;
use crate::solve::operator::LinearOperator;
use crate::solve::search::{Ritz, Space};
use crate::solve::tall::{ROUNDING, RandomColumns, Tall};
use crate::solve::upright::Upright;

/// Two growing bases and the small matrix between them.
pub(super) struct Bidiagonal<'o, O: ?Sized> {
    matrix: Upright<'o, O>,
    /// X, and after its first `expanded` vectors the next block P.
    x: Tall,
    y: Tall,
    expanded: usize,
    /// B: rows for Y, columns for the expanded X.
    small: DMatrix<f64>,
    /// C: rows for Y, columns for P.
    coupling: DMatrix<f64>,
    /// The longest product with a unit vector so far, which is no more than the largest singular value.
    scale: f64,
    draws: RandomColumns,
}

/// The vectors of the best triplets.
pub(super) struct Vectors {
    /// On the side of the operator's rows.
    pub(super) left: Tall,
    /// On the side of its columns.
    pub(super) right: Tall,
}

impl<'o, O: LinearOperator + ?Sized> Bidiagonal<'o, O> {
    /// Bases for at most so many vectors (on the short and the long side) that set out from those of
    /// `start`.
    pub(super) fn new(
        matrix: Upright<'o, O>,
        (short, long): (usize, usize),
        draws: RandomColumns,
        start: Option<&Tall>,
    ) -> Self {
        let mut x = Tall::with_capacity(matrix.short(), short);
        if let Some(start) = start {
            x.append_orthonormal(&mut start.clone(), ROUNDING);
        }
        let (y, none) = (Tall::with_capacity(matrix.long(), long), DMatrix::zeros(0, 0));
        let coupling = DMatrix::zeros(0, x.columns());
        Bidiagonal { matrix, x, y, expanded: 0, small: none, coupling, scale: 0.0, draws }
    }

    /// The vectors of the best `kept` triplets.
    pub(super) fn into_vectors(mut self, ritz: &Ritz, kept: usize) -> Vectors {
        self.x.rotate(&ritz.right.columns(0, kept).into_owned());
        self.y.rotate(&ritz.left.columns(0, kept).into_owned());
        let (left, right) = if self.matrix.turned() { (self.x, self.y) } else { (self.y, self.x) };
        Vectors { left, right }
    }
}

impl<O: LinearOperator + ?Sized> Space for Bidiagonal<'_, O> {
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
        let (first, width, rank) = (self.expanded, self.pending(), self.y.columns());
        let last = first + width;
        let ahead = self.matrix.ahead(&self.x.to_row_major(first..last), width)?;
        let mut ahead = Tall::from_row_major(self.matrix.long(), width, &ahead);
        self.scale = ahead.longest()?.max(self.scale);
        // What is known goes first, so that the full pass over the basis has only rounding to take away.
        ahead.subtract(0..width, &self.y, 0..rank, &self.coupling);
        ahead.project_out(&self.y);
        let new = self.y.append_orthonormal(&mut ahead, ROUNDING * self.scale);
        let found = new.nrows();
        self.small.resize_mut(rank + found, last, 0.0);
        self.small.view_mut((0, first), (rank, width)).copy_from(&self.coupling);
        self.small.view_mut((rank, first), new.shape()).copy_from(&new);
        self.expanded = last;
        self.coupling = DMatrix::zeros(rank + found, 0);
        if found > 0 {
            let back = self.matrix.back(&self.y.to_row_major(rank..rank + found), found)?;
            let mut back = Tall::from_row_major(self.matrix.short(), found, &back);
            back.subtract(0..found, &self.x, first..last, &new.transpose());
            back.project_out(&self.x);
            let next = self.x.append_orthonormal(&mut back, ROUNDING * self.scale);
            self.coupling.resize_horizontally_mut(next.nrows(), 0.0);
            self.coupling.view_mut((rank, 0), (found, next.nrows())).copy_from(&next.transpose());
        }
        Ok(())
    }

    fn ritz(&self) -> Result<Ritz> {
        let SmallSvd { g, values, h } = SmallSvd::of(&self.small)?;
        let coupled = self.coupling.tr_mul(&g);
        let residuals = coupled.column_iter().map(|column| column.norm()).collect();
        Ok(Ritz { values, residuals, left: g, right: h })
    }

    fn restart(&mut self, ritz: &Ritz, kept: usize) {
        let (left, right) = (ritz.left.columns(0, kept), ritz.right.columns(0, kept));
        self.x.rotate_beginning(&right.into_owned());
        self.y.rotate(&left.into_owned());
        self.coupling = left.tr_mul(&self.coupling);
        self.small = DMatrix::from_diagonal(&ritz.values[..kept].to_vec().into());
        self.expanded = kept;
    }
}
