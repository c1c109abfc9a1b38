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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solve::operator::SparseOperator;
    use crate::vector::sparse::{SparseBuilder, SparseMatrix};

    fn matrix(rows: u32, columns: u32) -> SparseMatrix<f64> {
        let mut builder = SparseBuilder::new(columns as usize);
        for i in 0..rows {
            let value = |j: u32| (i * i * 7 + j * j * 5 + i * j * 3) % 31;
            let entries = (0..columns).map(|j| (j, f64::from(value(j)))).filter(|entry| entry.1 < 9.0);
            builder.push_row(entries).unwrap();
        }
        builder.finish()
    }

    /// scikit-learn 1.9.1, `randomized_svd(X, 3, n_oversamples=2, n_iter=…, random_state=5)`: the values, row 1 of the
    /// left vectors and column 2 of the right ones, signs by the right vectors.
    #[test]
    fn equals_scikit_learn_long_before_it_is_exact() {
        for (shape, iterations, expected) in [
            (
                (60, 40),
                Some(0),
                [
                    [58.487848548920546, 29.73807716819085, 28.273690310087133],
                    [0.09935363904793597, -0.0009473282947369804, 0.12723672198526842],
                    [0.20167494255909746, 0.046231365630686035, -0.02382577333120182],
                ],
            ),
            (
                (60, 40),
                None,
                [
                    [64.3808138867524, 36.394137501892274, 33.888245396857684],
                    [0.16518442786878115, -0.030038104518722554, 0.2500533830172326],
                    [0.2066227474584987, -0.21658709495390835, -0.23316295452554744],
                ],
            ),
            (
                (40, 60),
                Some(1),
                [
                    [66.78737147473258, 37.229208746879934, 31.88219378218625],
                    [0.18243911907883095, 0.13359897568528017, 0.07495626631322752],
                    [0.17939700226199065, -0.14227491618208996, -0.20981043975202274],
                ],
            ),
            (
                (40, 60),
                None,
                [
                    [66.91470446464845, 37.975825808146816, 34.79070406049742],
                    [0.1786267776828102, 0.07107490942289377, 0.06397155238465653],
                    [0.17223296288821566, -0.19811825239735698, 0.09021128463677423],
                ],
            ),
        ] {
            let matrix = matrix(shape.0, shape.1);
            let params = RandomizedSvd::params().components(3).oversamples(2).seed(5);
            let params = iterations.iter().fold(params, |params, &iterations| params.iterations(iterations));
            let svd = params.fit(&SparseOperator::new(&matrix).unwrap()).unwrap();
            let column: Vec<f64> = svd.right().iter().map(|row| row[2]).collect();
            let got = [svd.singular_values(), svd.left().row(1), &column].concat();
            for (got, expected) in got.iter().zip(expected.concat()) {
                assert!((got - expected).abs() < 1e-11, "{shape:?} {iterations:?}: {got} is not {expected}");
            }
        }
    }

    #[test]
    fn a_matrix_of_low_rank_has_few_triplets() {
        let matrix =
            SparseMatrix::from_parts(3, vec![0, 1, 2, 3], vec![1, 1, 1], vec![1.0, 2.0, 2.0f64]).unwrap();
        let svd = RandomizedSvd::params().components(3).fit(&SparseOperator::new(&matrix).unwrap()).unwrap();
        assert_eq!(svd.singular_values().len(), 1);
        assert!((svd.singular_values()[0] - 3.0).abs() < 1e-14);
        let zeros = SparseMatrix::<f64>::from_parts(3, vec![0; 5], vec![], vec![]).unwrap();
        let svd = RandomizedSvd::params().fit(&SparseOperator::new(&zeros).unwrap()).unwrap();
        assert_eq!((svd.left().rows(), svd.right().columns(), svd.singular_values().len()), (4, 3, 0));
    }

    #[test]
    fn params_out_of_range_are_refused() {
        let matrix = matrix(3, 4);
        let operator = SparseOperator::new(&matrix).unwrap();
        for params in [
            RandomizedSvd::params().components(0),
            RandomizedSvd::params().components(usize::MAX),
            RandomizedSvd::params().oversamples(usize::MAX),
            RandomizedSvd::params().iterations(usize::MAX),
        ] {
            assert!(matches!(params.fit(&operator), Err(Error::Parameter { .. })));
        }
        let none = SparseMatrix::<f64>::from_parts(0, vec![0, 0], vec![], vec![]).unwrap();
        let operator = SparseOperator::new(&none).unwrap();
        assert!(matches!(RandomizedSvd::params().fit(&operator), Err(Error::Empty { .. })));
    }
}
