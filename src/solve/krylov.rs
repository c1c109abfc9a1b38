//! [`Krylov`]: a matrix boiled down to a small one by block bidiagonalisation.
//!
//! M is the matrix or its transpose, whichever is at least as high as wide. From orthonormal start
//! vectors X₁ two orthonormal bases grow in turns, a block at a time (Golub and Kahan, "Calculating the
//! singular values and pseudo-inverse of a matrix", 1965; in blocks: Golub, Luk and Overton, "A block Lanczos
//! method for computing the singular values and corresponding singular vectors of a matrix", 1981), so that
//!
//! ```text
//! M X = Y B          Mᵀ Y = X Bᵀ + P Cᵀ
//! ```
//!
//! where P, orthogonal to X, is the next block of X and C couples it to Y. The span of X is the block
//! Krylov space of MᵀM and X₁, though MᵀM is never formed and no singular value is squared (Musco and Musco,
//! "Randomized block Krylov methods for stronger and faster approximate singular value decomposition",
//! 2015, tell how good that space is). With B = G Σ Hᵀ, the Ritz triplets (Y g, σ, X h) satisfy
//!
//! ```text
//! M (X h) = σ (Y g)      Mᵀ (Y g) = σ (X h) + P Cᵀ g
//! ```
//!
//! so that ‖Cᵀ g‖ is the whole residual, known without another product. Where the bases would grow past
//! their bound they shrink to the best Ritz vectors, and the relations above still hold with B = Σ and
//! C ← Gᵀ C (thick restart; Baglama and Reichel, "Restarted block Lanczos bidiagonalization methods",
//! 2007).
//!
//! Both bases are orthogonalised in full, since the short recurrence alone loses orthogonality as triplets
//! converge.

use nalgebra::DMatrix;

use crate::error::Result;
use crate::seed::Stream;
use crate::solve::jacobi::SmallSvd;
use crate::solve::operator::LinearOperator;
use crate::solve::tall::Tall;

/// A direction shorter than this, against the largest product seen, is rounding.
const ROUNDING: f64 = 16.0 * f64::EPSILON;

/// Two growing bases and the small matrix between them.
pub(super) struct Krylov<'o, O: ?Sized> {
    operator: &'o O,
    /// Whether M is the operator's transpose.
    turned: bool,
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
    draws: Stream,
    drawn: u64,
}

/// Approximate singular triplets as combinations of the bases, the largest first.
pub(super) struct Ritz {
    pub(super) values: Vec<f64>,
    pub(super) residuals: Vec<f64>,
    /// Combinations of Y, a column each.
    g: DMatrix<f64>,
    /// Combinations of X, a column each.
    h: DMatrix<f64>,
}

/// The vectors of the best triplets.
pub(super) struct Vectors {
    /// On the side of the operator's rows.
    pub(super) left: Tall,
    /// On the side of its columns.
    pub(super) right: Tall,
}

impl<'o, O: LinearOperator + ?Sized> Krylov<'o, O> {
    /// Empty bases for at most `capacity` vectors each.
    pub(super) fn new(operator: &'o O, capacity: usize, draws: Stream) -> Self {
        let turned = operator.rows() < operator.columns();
        let (long, short) = if turned {
            (operator.columns(), operator.rows())
        } else {
            (operator.rows(), operator.columns())
        };
        let capacity = capacity.min(short);
        Krylov {
            operator,
            turned,
            x: Tall::with_capacity(short, capacity),
            y: Tall::with_capacity(long, capacity),
            expanded: 0,
            small: DMatrix::zeros(0, 0),
            coupling: DMatrix::zeros(0, 0),
            scale: 0.0,
            draws,
            drawn: 0,
        }
    }

    /// How many vectors of X have been multiplied.
    pub(super) fn expanded(&self) -> usize {
        self.expanded
    }

    /// How many vectors the next step multiplies; none where the space is invariant.
    pub(super) fn pending(&self) -> usize {
        self.x.columns() - self.expanded
    }

    /// How many vectors Y has: the rank of M that is known so far.
    pub(super) fn rank(&self) -> usize {
        self.y.columns()
    }

    /// Puts random vectors, orthogonal to X, beside the next block; gives how many there was room for.
    ///
    /// Their entries are uniform around 0: any independent symmetric draws will do, and these are the
    /// same bits on every machine, which normal ones with their logarithms are not.
    pub(super) fn add_random(&mut self, width: usize) -> usize {
        let rows = self.short();
        let (first, before) = (self.drawn, self.x.columns());
        let mut random = vec![0.0; rows * width];
        for (index, value) in (first..).zip(&mut random) {
            *value = self.draws.uniform(index) - 0.5;
        }
        self.drawn += random.len() as u64;
        let mut block = Tall::from_row_major(rows, width, &random);
        block.project_out(&self.x);
        // A unit's rounding, against entries that are about ½ long each.
        self.x.append_orthonormal(&mut block, f64::EPSILON * rows as f64);
        let added = self.x.columns() - before;
        self.coupling.resize_horizontally_mut(self.pending(), 0.0);
        added
    }

    /// Multiplies the next block and finds the one after it.
    pub(super) fn step(&mut self) -> Result<()> {
        let (first, rank, width) = (self.expanded, self.y.columns(), self.pending());
        let block = self.x.to_row_major(first..first + width);
        let mut ahead = self.multiply(&block, width, false)?;
        self.scale = ahead.lengths().into_iter().fold(self.scale, f64::max);
        let floor = ROUNDING * self.scale;
        ahead.subtract(0..width, &self.y, 0..rank, &self.coupling);
        ahead.project_out(&self.y);
        let new = self.y.append_orthonormal(&mut ahead, floor);
        self.small.resize_mut(rank + new.nrows(), first + width, 0.0);
        self.small.view_mut((0, first), (rank, width)).copy_from(&self.coupling);
        self.small.view_mut((rank, first), new.shape()).copy_from(&new);
        self.expanded += width;

        let width = new.nrows();
        self.coupling = DMatrix::zeros(rank + width, 0);
        if width > 0 {
            let block = self.y.to_row_major(rank..rank + width);
            let mut back = self.multiply(&block, width, true)?;
            back.subtract(0..width, &self.x, first..self.expanded, &new.transpose());
            back.project_out(&self.x);
            let next = self.x.append_orthonormal(&mut back, floor);
            self.coupling = DMatrix::zeros(rank + width, next.nrows());
            self.coupling.view_mut((rank, 0), (width, next.nrows())).copy_from(&next.transpose());
        }
        Ok(())
    }

    /// The singular triplets of the small matrix, and how far off they are for the large one.
    pub(super) fn ritz(&self) -> Result<Ritz> {
        let SmallSvd { g, values, h } = SmallSvd::of(&self.small)?;
        let coupled = self.coupling.tr_mul(&g);
        let residuals = coupled.column_iter().map(|column| column.norm()).collect();
        Ok(Ritz { values, residuals, g, h })
    }

    /// Shrinks the bases to the best `kept` Ritz vectors.
    pub(super) fn restart(&mut self, ritz: &Ritz, kept: usize) {
        let pending = self.pending();
        let (g, h) = (ritz.g.columns(0, kept), ritz.h.columns(0, kept));
        let mut with_next = DMatrix::zeros(self.expanded + pending, kept + pending);
        with_next.view_mut((0, 0), h.shape()).copy_from(&h);
        with_next.view_mut((self.expanded, kept), (pending, pending)).fill_with_identity();
        self.x.rotate(&with_next);
        self.y.rotate(&g.into_owned());
        self.coupling = g.tr_mul(&self.coupling);
        self.small = DMatrix::from_diagonal(&ritz.values[..kept].to_vec().into());
        self.expanded = kept;
    }

    /// The vectors of the best `kept` triplets.
    pub(super) fn into_vectors(mut self, ritz: &Ritz, kept: usize) -> Vectors {
        self.restart(ritz, kept);
        if self.turned { Vectors { left: self.x, right: self.y } } else { Vectors { left: self.y, right: self.x } }
    }

    /// M · block, or with `back` Mᵀ · block.
    fn multiply(&self, block: &[f64], width: usize, back: bool) -> Result<Tall> {
        let rows = if back { self.short() } else { self.long() };
        let mut out = vec![0.0; rows * width];
        if back == self.turned {
            self.operator.times(block, width, &mut out)?;
        } else {
            self.operator.transposed_times(block, width, &mut out)?;
        }
        Ok(Tall::from_row_major(rows, width, &out))
    }

    fn short(&self) -> usize {
        self.operator.rows().min(self.operator.columns())
    }

    fn long(&self) -> usize {
        self.operator.rows().max(self.operator.columns())
    }
}
