//! What the solvers need of a factor: an `n × k` matrix of few, contiguous columns. H is kept as its transpose, so both
//! factors are improved by the same code.

use crate::error::Result;
use crate::parallel;
use crate::vector::double::DoubleMatrix;
use crate::vector::product::product;
use crate::vector::short::add_scaled;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Rows of a task.
const ROWS_PER_TASK: usize = 128;

/// Hands runs of rows to `work(first row, rows end to end)`; gives the sum of its answers, run by run.
pub(super) fn for_each_run(
    factor: &mut DoubleMatrix,
    work: impl Fn(usize, &mut [f64]) -> f64 + Sync + Send,
) -> f64 {
    let (rows, width) = (factor.rows(), factor.columns());
    let runs = parallel::even_ranges(rows, ROWS_PER_TASK);
    let mut answers = vec![0.0; runs.len()];
    let slices = parallel::split_at_ranges(factor.as_mut_slice(), runs.iter().map(|run| run.len() * width));
    let parts: Vec<_> = slices.into_iter().zip(answers.iter_mut()).collect();
    parallel::for_each_part(parts, |run, (rows, answer)| *answer = work(runs[run].start, rows));
    answers.iter().sum()
}

/// FᵀF, `k × k`, row after row.
pub(super) fn gram(factor: &DoubleMatrix) -> Vec<f64> {
    let width = factor.columns();
    let runs = parallel::even_ranges(factor.rows(), ROWS_PER_TASK);
    let partial = parallel::map(&runs, |run| {
        let mut sums = vec![0.0; width * width];
        for row in run.clone().map(|row| factor.row(row)) {
            for (&value, sums) in row.iter().zip(sums.chunks_mut(width)) {
                add_scaled(value, row, sums);
            }
        }
        sums
    });
    total(partial, width * width)
}

/// Σ of the rows.
pub(super) fn row_total(factor: &DoubleMatrix) -> Vec<f64> {
    let width = factor.columns();
    let runs = parallel::even_ranges(factor.rows(), ROWS_PER_TASK);
    let partial = parallel::map(&runs, |run| {
        let mut sums = vec![0.0; width];
        for row in run.clone().map(|row| factor.row(row)) {
            sums.iter_mut().zip(row).for_each(|(sum, &value)| *sum += value);
        }
        sums
    });
    total(partial, width)
}

fn total(partial: Vec<Vec<f64>>, len: usize) -> Vec<f64> {
    partial.into_iter().fold(vec![0.0; len], |mut sums, part| {
        sums.iter_mut().zip(part).for_each(|(sum, value)| *sum += value);
        sums
    })
}

/// X F.
pub(super) fn times<V: Value>(matrix: &SparseMatrix<V>, factor: &DoubleMatrix) -> Result<DoubleMatrix> {
    let mut out = DoubleMatrix::zeros(matrix.rows(), factor.columns());
    product(matrix, factor.as_slice(), factor.columns(), out.as_mut_slice())?;
    Ok(out)
}
