//! [`Svd`]: the largest singular triplets of a sparse or dense matrix, A ≈ U Σ Vᵀ.
//!
//! Randomised block Krylov with thick restarts (`krylov` tells how, and after whom): from a few
//! random vectors grow two orthonormal bases, A shrinks to a small matrix between them, and the singular
//! triplets of that one are those of A up to residuals that are known at every step. The search ends where
//! the residuals of all wanted triplets are under the tolerance.
//!
//! The sign of a triplet is free. Here, as in scikit-learn's `TruncatedSVD` and `PCA`
//! (`svd_flip(u_based_decision=False)`), the entry of the right vector that is largest in absolute value, the
//! first such, is positive.
//!
//! Not here: the smallest triplets, and full decompositions of large matrices.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_limit, check_parameter};
use crate::fit::Fit;
use crate::progress::{Progress, report};
use crate::seed::Seed;
use crate::solve::krylov::{Krylov, Ritz};
use crate::solve::operator::LinearOperator;
use crate::vector::double::DoubleMatrix;

/// The small matrices between the bases are solved on one thread: more would take minutes.
const MOST_COMPONENTS: usize = 1 << 12;
/// Steps by which a converged space must stand its ground against fresh random vectors.
const STEPS_TO_CONFIRM: usize = 4;

/// How to decompose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SvdParams {
    components: usize,
    tolerance: f64,
    block: usize,
    basis: Option<usize>,
    max_iterations: usize,
    left: bool,
    seed: Seed,
}

impl Default for SvdParams {
    fn default() -> Self {
        SvdParams {
            components: 100,
            tolerance: 1e-10,
            block: 8,
            basis: None,
            max_iterations: 1_000,
            left: true,
            seed: Seed(0),
        }
    }
}

impl SvdParams {
    /// How many triplets are wanted (k), 1 to 4,096. Default: 100.
    #[must_use]
    pub fn components(mut self, components: usize) -> Self {
        self.components = components;
        self
    }

    /// How long the residuals ‖A v − σ u‖ and ‖Aᵀ u − σ v‖ may be, against the largest singular value;
    /// 1e-15 to 1. The error of a singular value is at most its residual, and mostly about its square.
    /// Default: 1e-10.
    #[must_use]
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Vectors that are multiplied at a time (b), 1 to 1,024. More read the matrix less often, fewer come
    /// nearer to the triplets with the same number of products. Default: 8.
    #[must_use]
    pub fn block(mut self, block: usize) -> Self {
        self.block = block;
        self
    }

    /// Vectors that a basis may hold before it is shrunk, at least k + 4b. Memory is
    /// 8 · (rows + columns) bytes for each. Default: 3k + 8b.
    #[must_use]
    pub fn basis(mut self, vectors: usize) -> Self {
        self.basis = Some(vectors);
        self
    }

    /// The most steps; each multiplies a block by A and one by Aᵀ. Default: 1,000.
    #[must_use]
    pub fn max_iterations(mut self, iterations: usize) -> Self {
        self.max_iterations = iterations;
        self
    }

    /// Whether the left vectors are kept, 8 · k bytes a row. Default: yes.
    #[must_use]
    pub fn left(mut self, left: bool) -> Self {
        self.left = left;
        self
    }

    /// The seed of the random vectors. Default: 0.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Seed(seed);
        self
    }

    fn check(&self) -> Result<()> {
        let (components, most) = (self.components, MOST_COMPONENTS);
        check_parameter((1..=most).contains(&components), "components", components, "1 to 4096")?;
        check_parameter((1..=1024).contains(&self.block), "block", self.block, "1 to 1024")?;
        let tolerance = (1e-15..=1.0).contains(&self.tolerance);
        check_parameter(tolerance, "tolerance", self.tolerance, "1e-15 to 1")?;
        let least = components + 4 * self.block;
        let enough = self.basis.is_none_or(|basis| basis >= least);
        check_parameter(enough, "basis", self.basis.unwrap_or_default(), "at least components + 4 · block")
    }

    /// Vectors that a basis may hold.
    fn capacity(&self) -> usize {
        self.basis.unwrap_or(3 * self.components + 8 * self.block)
    }
}

impl<O: LinearOperator + ?Sized> Fit<O> for SvdParams {
    type Model = Svd;

    /// Decomposes. Reports the number of basis vectors at every step, and now and then the largest residual
    /// of the wanted triplets against the largest singular value.
    ///
    /// # Errors
    /// [`Error::Parameter`] for params out of range, [`Error::Empty`] for a matrix without rows or columns,
    /// [`Error::Corrupt`] where products with the matrix are not finite, [`Error::Interrupted`] where the
    /// observer asks to stop. Running out of steps is none: ask [`Svd::converged`].
    ///
    /// # Determinism
    /// The same bits on any number of threads.
    fn fit_with(&self, operator: &O, progress: &mut dyn Progress) -> Result<Svd> {
        self.check()?;
        let (rows, columns) = (operator.rows(), operator.columns());
        if rows.min(columns) == 0 {
            return Err(Error::Empty { what: "matrix to decompose" });
        }
        let numbers = (rows as u64 + columns as u64).saturating_mul(self.capacity() as u64);
        check_limit("numbers in the bases of a decomposition", 1 << 40, numbers)?;
        let mut search = Search::new(self, operator);
        let ritz = search.run(progress)?;
        let largest = ritz.values.first().copied().unwrap_or(0.0);
        let zero = rows.max(columns) as f64 * f64::EPSILON * largest;
        let rank = ritz.values.iter().take_while(|&&value| value > zero).count().min(self.components);
        let vectors = search.krylov.into_vectors(&ritz, rank);
        let mut right: Vec<Vec<f64>> = (0..rank).map(|triplet| vectors.right.column(triplet)).collect();
        let signs: Vec<f64> = right.iter_mut().map(|vector| make_largest_positive(vector)).collect();
        let left = if self.left { signed(vectors.left.to_row_major(0..rank), &signs) } else { Vec::new() };
        Ok(Svd {
            params: self.clone(),
            left: if rank > 0 { DoubleMatrix::from_rows(rank, left)? } else { DoubleMatrix::zeros(rows, 0) },
            singular_values: ritz.values[..rank].to_vec(),
            right: DoubleMatrix::from_rows(columns, right.concat())?,
            residuals: ritz.residuals[..rank].to_vec(),
            iterations: search.iterations,
            converged: search.converged,
        })
    }
}

/// A decomposition under way.
struct Search<'o, 'p, O: ?Sized> {
    params: &'p SvdParams,
    krylov: Krylov<'o, O>,
    /// Triplets that there can be at most, if no more than are asked for.
    wanted: usize,
    block: usize,
    /// Vectors that a basis may hold; never reached where it is the smaller side of the matrix.
    capacity: usize,
    bounded: bool,
    iterations: usize,
    /// Vectors of the basis at which the triplets are looked at again.
    next_look: usize,
    /// The step at which a converged space has stood its ground.
    confirmed_at: Option<usize>,
    /// The rank known when random vectors last joined an invariant space.
    rank_when_invariant: Option<usize>,
    converged: bool,
}

impl<'o, 'p, O: LinearOperator + ?Sized> Search<'o, 'p, O> {
    fn new(params: &'p SvdParams, operator: &'o O) -> Self {
        let short = operator.rows().min(operator.columns());
        let capacity = params.capacity().min(short);
        let mut krylov = Krylov::new(operator, capacity, params.seed.stream("singular vectors"));
        let (wanted, block) = (params.components.min(short), params.block.min(short));
        krylov.add_random(block);
        Search {
            params,
            krylov,
            wanted,
            block,
            capacity,
            bounded: capacity < short,
            iterations: 0,
            next_look: wanted + 2 * block,
            confirmed_at: None,
            rank_when_invariant: None,
            converged: false,
        }
    }

    /// Steps on until all wanted triplets are found, or no more steps may be taken.
    fn run(&mut self, progress: &mut dyn Progress) -> Result<Ritz> {
        loop {
            self.krylov.step()?;
            self.iterations += 1;
            let last = self.iterations >= self.params.max_iterations;
            let look = last || self.krylov.pending() == 0 || self.is_full(0) || self.is_due();
            if !look {
                self.report(progress, &[("basis", self.krylov.expanded() as f64)])?;
                continue;
            }
            let ritz = self.krylov.ritz()?;
            let residual = self.residual(&ritz);
            let figures = [("basis", self.krylov.expanded() as f64), ("residual", residual)];
            self.report(progress, &figures)?;
            let expanded = self.krylov.expanded();
            self.next_look = expanded + (2 * self.block).max(expanded / 8);
            self.converged = ritz.values.len() >= self.wanted && residual <= self.params.tolerance;
            if last || !self.go_on(&ritz) {
                return Ok(ritz);
            }
        }
    }

    /// Prepares the next step: shrinks full bases, and adds random vectors where the space is invariant or
    /// has just converged. Says whether there is anything left to find.
    ///
    /// Random vectors are what a block method needs for repeated singular values: a Krylov space holds at
    /// most b vectors of each.
    fn go_on(&mut self, ritz: &Ritz) -> bool {
        let invariant = self.krylov.pending() == 0;
        let confirmed = self.confirmed_at.is_some_and(|step| step <= self.iterations);
        let ends = self.converged && confirmed;
        let nothing_new = invariant && self.rank_when_invariant == Some(self.krylov.rank());
        if ends || nothing_new {
            self.converged = true;
            return false;
        }
        let add = if invariant || (self.converged && self.confirmed_at.is_none()) { self.block } else { 0 };
        if self.is_full(add) {
            let spare = self.capacity - self.wanted;
            let kept = (self.wanted + spare / 2).min(self.capacity - 4 * self.block);
            self.krylov.restart(ritz, kept.min(ritz.values.len()));
            self.next_look = 0;
        }
        if self.converged && self.confirmed_at.is_none() {
            self.confirmed_at = Some(self.iterations + STEPS_TO_CONFIRM);
        }
        if add > 0 {
            self.rank_when_invariant = invariant.then_some(self.krylov.rank());
            if self.krylov.add_random(add) == 0 && invariant {
                self.converged = true;
                return false;
            }
        }
        true
    }

    /// Whether the next step, with so many vectors added, might find no room for the block after it.
    fn is_full(&self, added: usize) -> bool {
        let pending = self.krylov.pending() + added;
        self.bounded && self.krylov.expanded() + 2 * pending > self.capacity
    }

    fn is_due(&self) -> bool {
        self.confirmed_at.map_or(self.krylov.expanded() >= self.next_look, |step| step <= self.iterations)
    }

    /// The largest residual of the wanted triplets, against the largest singular value.
    fn residual(&self, ritz: &Ritz) -> f64 {
        let largest = ritz.residuals.iter().take(self.wanted).fold(0.0f64, |largest, &one| largest.max(one));
        let value = ritz.values.first().copied().unwrap_or(0.0);
        if value > 0.0 { largest / value } else { 0.0 }
    }

    fn report(&self, progress: &mut dyn Progress, figures: &[(&'static str, f64)]) -> Result<()> {
        let (done, total) = (self.iterations as u64, self.params.max_iterations as u64);
        report(progress, "decompose", done, Some(total), figures)
    }
}

/// The largest singular triplets of a matrix.
///
/// A matrix of rank r has r triplets, the singular values 0 being left out (those under
/// max(rows, columns) · 2⁻⁵² of the largest), so there may be fewer than were asked for.
///
/// # Examples
/// ```
/// use wordmill::{Fit, solve::{SparseOperator, Svd}, vector::SparseMatrix};
/// let matrix = SparseMatrix::from_parts(2, vec![0, 1, 2, 3], vec![0, 1, 0], vec![3.0f64, 2.0, 4.0])?;
/// let svd = Svd::params().components(2).fit(&SparseOperator::new(&matrix)?)?;
/// assert!((svd.singular_values()[0] - 5.0).abs() < 1e-12);
/// assert!((svd.right().row(0)[0] - 1.0).abs() < 1e-12);
/// assert!((svd.left().unwrap().row(2)[0] - 0.8).abs() < 1e-12);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct Svd {
    params: SvdParams,
    left: DoubleMatrix,
    singular_values: Vec<f64>,
    right: DoubleMatrix,
    residuals: Vec<f64>,
    iterations: usize,
    converged: bool,
}

impl Svd {
    /// Params: 100 triplets to a tolerance of 1e-10.
    #[must_use]
    pub fn params() -> SvdParams {
        SvdParams::default()
    }

    /// How it was made.
    #[must_use]
    pub fn fitted_params(&self) -> &SvdParams {
        &self.params
    }

    /// The singular values σ, descending, all above 0.
    #[must_use]
    pub fn singular_values(&self) -> &[f64] {
        &self.singular_values
    }

    /// The right vectors v, a row each (Vᵀ): scikit-learn's `components_`.
    #[must_use]
    pub fn right(&self) -> &DoubleMatrix {
        &self.right
    }

    /// The left vectors u, a column each (U), unless the params left them out.
    #[must_use]
    pub fn left(&self) -> Option<&DoubleMatrix> {
        self.params.left.then_some(&self.left)
    }

    /// ‖Aᵀ u − σ v‖ or ‖A v − σ u‖ of each triplet, whichever is not 0 by construction.
    #[must_use]
    pub fn residuals(&self) -> &[f64] {
        &self.residuals
    }

    /// Steps that were taken.
    #[must_use]
    pub fn iterations(&self) -> usize {
        self.iterations
    }

    /// Whether all residuals are within the tolerance; otherwise allow more iterations or a larger basis.
    #[must_use]
    pub fn converged(&self) -> bool {
        self.converged
    }

    /// Writes rows in the coordinates of the right vectors: `operator` · V, a row for each of its rows.
    ///
    /// # Errors
    /// [`Error::Shape`] where the operator's columns are not those of the decomposed matrix.
    pub fn project<O: LinearOperator + ?Sized>(&self, operator: &O) -> Result<DoubleMatrix> {
        let width = self.singular_values.len();
        let mut projected = DoubleMatrix::zeros(operator.rows(), width);
        operator.times(self.right.transpose().as_slice(), width, projected.as_mut_slice())?;
        Ok(projected)
    }
}

/// Turns a vector so that its largest entry in absolute value is positive; gives the factor, 1 or −1.
fn make_largest_positive(vector: &mut [f64]) -> f64 {
    let largest = vector.iter().fold(0.0f64, |largest, &x| if x.abs() > largest.abs() { x } else { largest });
    let sign = if largest < 0.0 { -1.0 } else { 1.0 };
    vector.iter_mut().for_each(|x| *x *= sign);
    sign
}

fn signed(mut rows: Vec<f64>, signs: &[f64]) -> Vec<f64> {
    for row in rows.chunks_mut(signs.len().max(1)) {
        row.iter_mut().zip(signs).for_each(|(x, sign)| *x *= sign);
    }
    rows
}

/// What is written and read.
#[derive(Serialize, Deserialize)]
struct Parts {
    params: SvdParams,
    left: DoubleMatrix,
    singular_values: Vec<f64>,
    right: DoubleMatrix,
    residuals: Vec<f64>,
    iterations: usize,
    converged: bool,
}

impl From<Svd> for Parts {
    fn from(svd: Svd) -> Self {
        let Svd { params, left, singular_values, right, residuals, iterations, converged } = svd;
        Parts { params, left, singular_values, right, residuals, iterations, converged }
    }
}

impl TryFrom<Parts> for Svd {
    type Error = Error;

    fn try_from(parts: Parts) -> Result<Self> {
        let Parts { params, left, singular_values, right, residuals, iterations, converged } = parts;
        params.check()?;
        let rank = singular_values.len();
        let fits = right.rows() == rank
            && residuals.len() == rank
            && (left.columns() == rank || (left.rows() == 0 && !params.left));
        if !fits {
            return Err(Error::corrupt("singular value decomposition", "its parts differ in rank"));
        }
        let descending = singular_values.is_sorted_by(|a, b| a >= b);
        if !descending || !singular_values.iter().all(|value| *value > 0.0 && value.is_finite()) {
            return Err(Error::corrupt("singular value decomposition", "its values do not descend to 0"));
        }
        Ok(Svd { params, left, singular_values, right, residuals, iterations, converged })
    }
}
