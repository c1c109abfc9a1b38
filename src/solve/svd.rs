//! [`Svd`]: the largest singular triplets of a sparse or dense matrix, A ≈ U Σ Vᵀ.
//!
//! Randomised block Krylov (Musco and Musco, "Randomized block Krylov methods for stronger and faster
//! approximate singular value decomposition", 2015) with full orthogonalisation and thick restarts, run until
//! the residuals of all wanted triplets are under the tolerance:
//!
//! 1. from a few random vectors, block Lanczos on the smaller side of A finds the right space (`lanczos`);
//! 2. from there, block bidiagonalisation, which squares nothing, measures the triplets and, where squares
//!    drowned small singular values in rounding, goes on (`bidiagonal`). Matrices so small that their
//!    bases may hold everything take this step alone.
//!
//! A is only ever multiplied with: never copied, made dense, or multiplied with its own transpose.
//!
//! The sign of a triplet is free. Here, as in scikit-learn's `TruncatedSVD` and `PCA`
//! (`svd_flip(u_based_decision=False)`), the entry of the right vector that is largest in absolute value, the
//! first such, is positive.
//!
//! Not here: the smallest triplets, and full decompositions of large matrices.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_limit, check_parameter};
use crate::fit::{Fit, Transform};
use crate::progress::Progress;
use crate::seed::Seed;
use crate::solve::bidiagonal::Bidiagonal;
use crate::solve::lanczos::Lanczos;
use crate::solve::moments::column_moments;
use crate::solve::operator::LinearOperator;
use crate::solve::project::{combine, project_dense, project_sparse};
use crate::solve::search::{End, Goal, Ritz, Search, Space};
use crate::solve::tall::RandomColumns;
use crate::solve::upright::Upright;
use crate::vector::dense::DenseMatrix;
use crate::vector::double::DoubleMatrix;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// The small matrices, of three times as many rows, are solved on one thread: more would take hours.
pub(super) const MOST_COMPONENTS: usize = 1 << 10;
/// Half a terabyte of bases.
pub(super) const MOST_NUMBERS: u64 = 1 << 36;

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
    /// How many triplets are wanted (k), 1 to 1,024. Default: 100.
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

    /// Vectors that a basis may hold before it is shrunk, at least k + 4b. Each takes 8 bytes for every row or
    /// every column of A, whichever are fewer; of as many on the other side k suffice, but for triplets
    /// that bidiagonalisation has to finish. Default: 3k + 8b.
    #[must_use]
    pub fn basis(mut self, vectors: usize) -> Self {
        self.basis = Some(vectors);
        self
    }

    /// The most steps, at least 1; each multiplies a block by A and one by Aᵀ. Default: 1,000.
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
        check_parameter((1..=most).contains(&components), "components", components, "1 to 1024")?;
        check_parameter((1..=1024).contains(&self.block), "block", self.block, "1 to 1024")?;
        let tolerance = (1e-15..=1.0).contains(&self.tolerance);
        check_parameter(tolerance, "tolerance", self.tolerance, "1e-15 to 1")?;
        check_parameter(self.max_iterations > 0, "max_iterations", 0, "at least 1")?;
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
    /// [`Error::Limit`] for bases past all memory, [`Error::Corrupt`] where products with the matrix are not
    /// finite, [`Error::Interrupted`] where the observer asks to stop. Running out of steps is none: ask
    /// [`Svd::converged`].
    ///
    /// # Determinism
    /// The same bits on any number of threads.
    fn fit_with(&self, operator: &O, progress: &mut dyn Progress) -> Result<Svd> {
        self.check()?;
        let (rows, columns) = (operator.rows(), operator.columns());
        if rows.min(columns) == 0 {
            return Err(Error::Empty { what: "matrix to decompose" });
        }
        let numbers =
            (rows as u64 + columns as u64).saturating_mul(self.capacity().min(rows.min(columns)) as u64);
        check_limit("numbers in the bases of a decomposition", MOST_NUMBERS, numbers)?;
        let found = self.find(Upright::new(operator), progress)?;
        let ritz = &found.ritz;
        let largest = ritz.values.first().copied().unwrap_or(0.0);
        let zero = rows.max(columns) as f64 * f64::EPSILON * largest;
        let rank = ritz.values.iter().take_while(|&&value| value > zero).count().min(self.components);
        let vectors = found.space.into_vectors(ritz, rank);
        let mut right: Vec<Vec<f64>> = (0..rank).map(|triplet| vectors.right.column(triplet)).collect();
        let signs: Vec<f64> = right.iter_mut().map(|vector| make_largest_positive(vector)).collect();
        let left = if self.left { signed(vectors.left.to_row_major(0..rank), &signs) } else { Vec::new() };
        Ok(Svd {
            params: self.clone(),
            left: if rank > 0 { DoubleMatrix::from_rows(rank, left)? } else { DoubleMatrix::zeros(rows, 0) },
            singular_values: ritz.values[..rank].to_vec(),
            right: if rank > 0 {
                DoubleMatrix::from_rows(columns, right.concat())?
            } else {
                DoubleMatrix::zeros(0, columns)
            },
            residuals: ritz.residuals[..rank].to_vec(),
            iterations: found.iterations,
            converged: found.end == End::Found,
        })
    }
}

/// Where a search for triplets ended.
struct FoundTriplets<'o, O: ?Sized> {
    space: Bidiagonal<'o, O>,
    ritz: Ritz,
    end: End,
    iterations: usize,
}

impl SvdParams {
    /// Finds the triplets: on small matrices by bidiagonalisation alone, since its bases may hold all there
    /// is; on larger ones by Lanczos first, which then only has to be measured, and is carried on where
    /// the squares of small singular values drowned in rounding.
    fn find<'o, O: LinearOperator + ?Sized>(
        &self,
        matrix: Upright<'o, O>,
        progress: &mut dyn Progress,
    ) -> Result<FoundTriplets<'o, O>> {
        let short = matrix.short();
        let (wanted, block) = (self.components.min(short), self.block.min(short));
        let draws = |purpose| RandomColumns::new(self.seed.stream(purpose));
        let goal = Goal {
            wanted,
            tolerance: self.tolerance,
            block,
            capacity: Some(self.capacity()).filter(|&capacity| capacity < short),
            confirm: true,
            beyond_invariant: true,
            max_iterations: self.max_iterations,
        };
        let Some(capacity) = goal.capacity else {
            let mut space = Bidiagonal::new(matrix, (short, short), draws("bidiagonal"), None);
            space.add_random(block);
            return finish(Search::new(goal, 0), space, progress);
        };
        let mut space = Lanczos::new(matrix, capacity, draws("lanczos"));
        space.add_random(block);
        let mut search = Search::new(Goal { beyond_invariant: false, ..goal }, 0);
        let (ritz, end) = search.run(&mut space, progress)?;
        let start = space.into_right(&ritz, wanted.min(ritz.values.len()));

        let room = (2 * wanted).min(short);
        let mut space = Bidiagonal::new(matrix, (room, wanted), draws("bidiagonal"), Some(&start));
        space.step()?;
        let ritz = space.ritz()?;
        let iterations = search.iterations + 1;
        if end == End::OutOfSteps || (end == End::Found && ritz.residual(wanted) <= self.tolerance) {
            return Ok(FoundTriplets { space, ritz, end, iterations });
        }
        let capacity = capacity.max(3 * wanted + 4 * block).min(short);
        let goal =
            Goal { confirm: false, capacity: Some(capacity).filter(|&capacity| capacity < short), ..goal };
        let space = Bidiagonal::new(matrix, (capacity, capacity), draws("bidiagonal"), Some(&start));
        finish(Search::new(goal, iterations), space, progress)
    }
}

fn finish<'o, O: LinearOperator + ?Sized>(
    mut search: Search,
    mut space: Bidiagonal<'o, O>,
    progress: &mut dyn Progress,
) -> Result<FoundTriplets<'o, O>> {
    let (ritz, end) = search.run(&mut space, progress)?;
    Ok(FoundTriplets { space, ritz, end, iterations: search.iterations })
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

    /// The same, the rest being let go.
    pub(crate) fn into_right(self) -> DoubleMatrix {
        self.right
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

    /// The variance of the decomposed rows along each right vector, that is, of each column of U Σ
    /// (divided by the number of rows, as scikit-learn's `TruncatedSVD` does); nothing where the left vectors
    /// were left out.
    #[must_use]
    pub fn explained_variance(&self) -> Option<Vec<f64>> {
        let left = self.left()?;
        let moments = column_moments(left.rows(), left.columns(), |row| left.row(row));
        let of = |(variance, sigma): (&f64, &f64)| variance * sigma * sigma;
        Some(moments.variances.iter().zip(&self.singular_values).map(of).collect())
    }

    /// The rows that coordinates stand for: `coordinates` · Vᵀ.
    ///
    /// # Errors
    /// [`Error::Shape`] where a row has other than one coordinate a triplet.
    pub fn inverse_transform(&self, coordinates: &DoubleMatrix) -> Result<DoubleMatrix> {
        combine(coordinates, &self.right)
    }
}

impl<V: Value> Transform<SparseMatrix<V>> for Svd {
    type Output = DoubleMatrix;

    /// Rows in the coordinates of the right vectors: A V.
    ///
    /// # Errors
    /// [`Error::Shape`] where the columns are not those of the decomposed matrix.
    fn transform(&self, rows: &SparseMatrix<V>) -> Result<DoubleMatrix> {
        project_sparse(rows, &self.right)
    }
}

impl Transform<DenseMatrix> for Svd {
    type Output = DoubleMatrix;

    /// Rows in the coordinates of the right vectors: A V.
    ///
    /// # Errors
    /// [`Error::Shape`] where the columns are not those of the decomposed matrix.
    fn transform(&self, rows: &DenseMatrix) -> Result<DoubleMatrix> {
        project_dense(rows, &self.right)
    }
}

/// Turns a vector so that its largest entry in absolute value is positive; gives the factor, 1 or −1.
pub(super) fn make_largest_positive(vector: &mut [f64]) -> f64 {
    let largest = vector.iter().fold(0.0f64, |largest, &x| if x.abs() > largest.abs() { x } else { largest });
    let sign = if largest < 0.0 { -1.0 } else { 1.0 };
    vector.iter_mut().for_each(|x| *x *= sign);
    sign
}

pub(super) fn signed(mut rows: Vec<f64>, signs: &[f64]) -> Vec<f64> {
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

#[cfg(test)]
mod tests;
