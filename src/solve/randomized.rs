//! [`RandomizedSvd`]: approximate singular triplets by the very draws of scikit-learn's `randomized_svd`.
//!
//! Halko, Martinsson and Tropp, "Finding structure with randomness: probabilistic algorithms for constructing
//! approximate matrix decompositions", 2011, algorithms 4.4 and 5.1: normal vectors are multiplied by A and Aᵀ a few
//! times, and the small matrix Qᵀ A of the space that they end in is decomposed. [`Svd`](super::svd::Svd) is as fast and
//! exact; this one is for numbers that must equal those of `TruncatedSVD(algorithm='randomized')` (scikit-learn 1.9.1),
//! or start where its `NMF` starts.
//!
//! Where scikit-learn normalises powers by LU factors, ours are made orthonormal: the spaces are the same.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_limit, check_parameter};
use crate::fit::Fit;
use crate::progress::{Progress, report};
use crate::solve::jacobi::SmallSvd;
use crate::solve::operator::LinearOperator;
use crate::solve::svd::{MOST_COMPONENTS, MOST_NUMBERS, make_largest_positive, signed};
use crate::solve::tall::{ROUNDING, Tall};
use crate::solve::upright::Upright;
use crate::statistics::mt19937::Mt19937;
use crate::vector::double::DoubleMatrix;

/// How to approximate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RandomizedSvdParams {
    components: usize,
    oversamples: usize,
    iterations: Option<usize>,
    seed: u32,
}

impl Default for RandomizedSvdParams {
    fn default() -> Self {
        RandomizedSvdParams { components: 2, oversamples: 10, iterations: None, seed: 0 }
    }
}

impl RandomizedSvdParams {
    /// How many triplets are wanted (k), 1 to 1,024. Default: 2.
    #[must_use]
    pub fn components(mut self, components: usize) -> Self {
        self.components = components;
        self
    }

    /// Random vectors beyond k (p), at most 1,024. More come nearer to the triplets. Default: 10.
    #[must_use]
    pub fn oversamples(mut self, oversamples: usize) -> Self {
        self.oversamples = oversamples;
        self
    }

    /// Times that the vectors are multiplied by A and Aᵀ (q), at most 1,000. Default: 7 where k is less than a tenth of
    /// the smaller side of A, else 4, as `randomized_svd`; `TruncatedSVD` takes 5.
    #[must_use]
    pub fn iterations(mut self, iterations: usize) -> Self {
        self.iterations = Some(iterations);
        self
    }

    /// The seed of NumPy's `RandomState`. Default: 0.
    #[must_use]
    pub fn seed(mut self, seed: u32) -> Self {
        self.seed = seed;
        self
    }

    fn check(&self) -> Result<()> {
        let (components, oversamples) = (self.components, self.oversamples);
        check_parameter((1..=MOST_COMPONENTS).contains(&components), "components", components, "1 to 1024")?;
        check_parameter(oversamples <= MOST_COMPONENTS, "oversamples", oversamples, "at most 1024")?;
        let iterations = self.iterations.unwrap_or_default();
        check_parameter(iterations <= 1000, "iterations", iterations, "at most 1000")
    }
}

impl<O: LinearOperator + ?Sized> Fit<O> for RandomizedSvdParams {
    type Model = RandomizedSvd;

    /// Approximates, and reports every multiplication.
    ///
    /// # Errors
    /// [`Error::Parameter`] for params out of range, [`Error::Empty`] for a matrix without rows or columns,
    /// [`Error::Limit`] for vectors past all memory, [`Error::Corrupt`] where products are not finite,
    /// [`Error::Interrupted`] where the observer asks to stop.
    ///
    /// # Determinism
    /// The same bits on any number of threads.
    fn fit_with(&self, operator: &O, progress: &mut dyn Progress) -> Result<RandomizedSvd> {
        self.check()?;
        let matrix = Upright::new(operator);
        if matrix.short() == 0 {
            return Err(Error::Empty { what: "matrix to decompose" });
        }
        let width = self.components + self.oversamples;
        let numbers = (matrix.long() as u64).saturating_mul(2 * width as u64);
        check_limit("numbers in the bases of a decomposition", MOST_NUMBERS, numbers)?;
        let range = self.find_range(&matrix, width, progress)?;
        self.decompose(&matrix, range, operator.columns())
    }
}

impl RandomizedSvdParams {
    /// Orthonormal vectors whose space holds most of what A makes.
    fn find_range<O: LinearOperator + ?Sized>(
        &self,
        matrix: &Upright<'_, O>,
        width: usize,
        progress: &mut dyn Progress,
    ) -> Result<Tall> {
        let short = matrix.short();
        let few = self.components * 10 < short;
        let iterations = self.iterations.unwrap_or(if few { 7 } else { 4 });
        let mut draws = Mt19937::new(self.seed);
        let mut block: Vec<f64> = (0..short * width).map(|_| draws.standard_normal()).collect();
        let mut columns = width;
        for done in 0..iterations {
            report(progress, "randomized svd", done as u64, Some(iterations as u64 + 1), &[])?;
            let (ahead, _) = orthonormal(matrix.long(), columns, &matrix.ahead(&block, columns)?)?;
            let ahead_columns = ahead.columns();
            let back = matrix.back(&ahead.to_row_major(0..ahead_columns), ahead_columns)?;
            let (back, _) = orthonormal(short, ahead_columns, &back)?;
            columns = back.columns();
            block = back.to_row_major(0..columns);
        }
        report(progress, "randomized svd", iterations as u64, Some(iterations as u64 + 1), &[])?;
        Ok(orthonormal(matrix.long(), columns, &matrix.ahead(&block, columns)?)?.0)
    }

    /// The triplets of A in that space: with Mᵀ Q = P R and R = G Σ Hᵀ, they are Q H, Σ and P G.
    fn decompose<O: LinearOperator + ?Sized>(
        &self,
        matrix: &Upright<'_, O>,
        mut range: Tall,
        columns_of_matrix: usize,
    ) -> Result<RandomizedSvd> {
        let columns = range.columns();
        let back = matrix.back(&range.to_row_major(0..columns), columns)?;
        let (mut short_side, r) = orthonormal(matrix.short(), columns, &back)?;
        let small = SmallSvd::of(&r)?;
        let zero = matrix.long() as f64 * f64::EPSILON * small.values.first().copied().unwrap_or(0.0);
        let rank = small.values.iter().take_while(|&&value| value > zero).count().min(self.components);
        range.rotate(&small.h.columns(0, rank).into_owned());
        short_side.rotate(&small.g.columns(0, rank).into_owned());
        let (left, right) = if matrix.turned() { (short_side, range) } else { (range, short_side) };
        let mut vectors: Vec<Vec<f64>> = (0..rank).map(|triplet| right.column(triplet)).collect();
        let signs: Vec<f64> = vectors.iter_mut().map(|vector| make_largest_positive(vector)).collect();
        let mut all = DoubleMatrix::zeros(rank, columns_of_matrix);
        vectors.iter().enumerate().for_each(|(i, vector)| all.row_mut(i).copy_from_slice(vector));
        let rows = if matrix.turned() { matrix.short() } else { matrix.long() };
        let mut left_rows = DoubleMatrix::zeros(rows, rank);
        left_rows.as_mut_slice().copy_from_slice(&signed(left.to_row_major(0..rank), &signs));
        Ok(RandomizedSvd {
            params: self.clone(),
            left: left_rows,
            singular_values: small.values[..rank].to_vec(),
            right: all,
        })
    }
}

/// Orthonormal vectors of the space of some others, and R with `others = vectors · R`.
fn orthonormal(rows: usize, width: usize, row_major: &[f64]) -> Result<(Tall, nalgebra::DMatrix<f64>)> {
    let mut block = Tall::from_row_major(rows, width, row_major);
    let floor = ROUNDING * block.longest()?;
    let mut basis = Tall::with_capacity(rows, width.min(rows));
    let r = basis.append_orthonormal(&mut block, floor);
    Ok((basis, r))
}

/// Approximate largest singular triplets of a matrix.
///
/// There may be fewer than were asked for where the matrix is of lower rank.
///
/// # Examples
/// ```
/// use wordmill::{Fit, solve::{RandomizedSvd, SparseOperator}, vector::SparseMatrix};
/// let matrix = SparseMatrix::from_parts(2, vec![0, 1, 2, 3], vec![0, 1, 0], vec![3.0f64, 2.0, 4.0])?;
/// let svd = RandomizedSvd::params().components(1).fit(&SparseOperator::new(&matrix)?)?;
/// assert!((svd.singular_values()[0] - 5.0).abs() < 1e-12);
/// assert!((svd.left().row(2)[0] - 0.8).abs() < 1e-12);
/// assert!((svd.right().row(0)[0] - 1.0).abs() < 1e-12);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct RandomizedSvd {
    params: RandomizedSvdParams,
    left: DoubleMatrix,
    singular_values: Vec<f64>,
    right: DoubleMatrix,
}

impl RandomizedSvd {
    /// Params: two triplets, ten more random vectors.
    #[must_use]
    pub fn params() -> RandomizedSvdParams {
        RandomizedSvdParams::default()
    }

    /// How it was made.
    #[must_use]
    pub fn fitted_params(&self) -> &RandomizedSvdParams {
        &self.params
    }

    /// The left vectors, a column each.
    #[must_use]
    pub fn left(&self) -> &DoubleMatrix {
        &self.left
    }

    /// The singular values, descending.
    #[must_use]
    pub fn singular_values(&self) -> &[f64] {
        &self.singular_values
    }

    /// The right vectors, a row each; the entry of each that is largest in absolute value is positive.
    #[must_use]
    pub fn right(&self) -> &DoubleMatrix {
        &self.right
    }
}
