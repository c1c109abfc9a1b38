//! The factors that the solvers set out from, drawn as scikit-learn draws them.

use crate::error::{Result, check_parameter};
use crate::fit::Fit;
use crate::progress::Progress;
use crate::solve::nmf::params::{NmfParams, NmfStart};
use crate::solve::operator::SparseOperator;
use crate::solve::randomized::RandomizedSvd;
use crate::statistics::mt19937::Mt19937;
use crate::vector::double::DoubleMatrix;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Entries of singular vectors below this become zeros.
const LEAST: f64 = 1e-6;

/// W and Hᵀ.
pub(super) struct Factors {
    pub(super) rows: DoubleMatrix,
    pub(super) parts: DoubleMatrix,
}

impl Factors {
    /// What `params` say to set out from.
    pub(super) fn start<V: Value>(
        params: &NmfParams,
        matrix: &SparseMatrix<V>,
        progress: &mut dyn Progress,
    ) -> Result<Self> {
        let enough = params.components <= matrix.rows().min(matrix.columns());
        let start = match params.start {
            NmfStart::Auto if enough => NmfStart::NndsvdMean,
            NmfStart::Auto => NmfStart::Random,
            chosen => chosen,
        };
        if start == NmfStart::Random {
            return Ok(Factors::random(params, matrix));
        }
        let expected = "at most the rows and columns of the matrix, to start from singular vectors";
        check_parameter(enough, "components", params.components, expected)?;
        let mut factors = Factors::from_singular_vectors(params, matrix, progress)?;
        let (mean, mut draws) = (mean(matrix), Mt19937::new(params.seed));
        match start {
            NmfStart::NndsvdMean => factors.fill_zeros(|| mean),
            NmfStart::NndsvdRandom => factors.fill_zeros(|| (mean * draws.standard_normal() / 100.0).abs()),
            _ => {}
        }
        Ok(factors)
    }

    /// Normal numbers, H first.
    fn random<V: Value>(params: &NmfParams, matrix: &SparseMatrix<V>) -> Self {
        let scale = (mean(matrix) / params.components as f64).sqrt();
        let mut draws = Mt19937::new(params.seed);
        let mut drawn = |rows, columns| {
            let mut factor = DoubleMatrix::zeros(rows, columns);
            let numbers = factor.as_mut_slice().iter_mut();
            numbers.for_each(|number| *number = (scale * draws.standard_normal()).abs());
            factor
        };
        let components = drawn(params.components, matrix.columns());
        Factors { rows: drawn(matrix.rows(), params.components), parts: components.transpose() }
    }

    /// Of each singular triplet the positive or the negative parts, whichever are longer.
    fn from_singular_vectors<V: Value>(
        params: &NmfParams,
        matrix: &SparseMatrix<V>,
        progress: &mut dyn Progress,
    ) -> Result<Self> {
        let svd = RandomizedSvd::params().components(params.components).seed(params.seed);
        let svd = svd.fit_with(&SparseOperator::new(matrix)?, progress)?;
        let mut factors = Factors {
            rows: DoubleMatrix::zeros(matrix.rows(), params.components),
            parts: DoubleMatrix::zeros(matrix.columns(), params.components),
        };
        // Past the rank of the matrix there is nothing to take.
        for (triplet, &sigma) in svd.singular_values().iter().enumerate() {
            let left: Vec<f64> = svd.left().iter().map(|row| row[triplet]).collect();
            let right = svd.right().row(triplet);
            // All numbers of the first have one sign.
            let sign = if triplet == 0 { None } else { Some(longer_sign(&left, right)) };
            let (x, y) = (part(&left, sign), part(right, sign));
            let (x_length, y_length) = (length(&x), length(&y));
            if x_length * y_length == 0.0 {
                continue;
            }
            let scale = if triplet == 0 { sigma.sqrt() } else { (sigma * x_length * y_length).sqrt() };
            let lengths = if triplet == 0 { (1.0, 1.0) } else { (x_length, y_length) };
            put(&mut factors.rows, triplet, x.iter().map(|x| scale * (x / lengths.0)));
            put(&mut factors.parts, triplet, y.iter().map(|y| scale * (y / lengths.1)));
        }
        Ok(factors)
    }

    /// Replaces zeros, those of W first, each factor row by row as scikit-learn keeps it.
    fn fill_zeros(&mut self, mut number: impl FnMut() -> f64) {
        let mut fill = |factor: &mut DoubleMatrix| {
            factor
                .as_mut_slice()
                .iter_mut()
                .filter(|entry| **entry == 0.0)
                .for_each(|entry| *entry = number());
        };
        fill(&mut self.rows);
        let mut components = self.parts.transpose();
        fill(&mut components);
        self.parts = components.transpose();
    }
}

/// Writes a column; what is next to nothing becomes 0.
fn put(factor: &mut DoubleMatrix, column: usize, values: impl Iterator<Item = f64>) {
    for (row, value) in values.enumerate() {
        factor.row_mut(row)[column] = if value < LEAST { 0.0 } else { value };
    }
}

/// 1 if the positive parts of a pair of vectors make the longer pair, else −1.
fn longer_sign(left: &[f64], right: &[f64]) -> f64 {
    let size = |sign| length(&part(left, Some(sign))) * length(&part(right, Some(sign)));
    if size(1.0) > size(-1.0) { 1.0 } else { -1.0 }
}

/// The sizes of the numbers of one sign, of all where none is given.
fn part(vector: &[f64], sign: Option<f64>) -> Vec<f64> {
    vector.iter().map(|&x| sign.map_or(x.abs(), |sign| (sign * x).max(0.0))).collect()
}

fn length(vector: &[f64]) -> f64 {
    vector.iter().map(|x| x * x).sum::<f64>().sqrt()
}

/// The mean of all entries, the zeros included.
pub(super) fn mean<V: Value>(matrix: &SparseMatrix<V>) -> f64 {
    let sum: f64 = matrix.values().iter().map(|&value| value.into()).sum();
    sum / (matrix.rows() as f64 * matrix.columns() as f64)
}
