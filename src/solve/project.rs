//! Rows in the coordinates of a few directions, and back.

use crate::error::{Result, check_shape};
use crate::parallel;
use crate::solve::operator::LinearOperator;
use crate::vector::dense::DenseMatrix;
use crate::vector::double::DoubleMatrix;
use crate::vector::kernel::update::axpy;
use crate::vector::product::product;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Rows that a task combines.
const ROWS_PER_TASK: usize = 64;

/// `rows` · `directions`ᵀ, directions being rows.
pub(crate) fn project_sparse<V: Value>(
    rows: &SparseMatrix<V>,
    directions: &DoubleMatrix,
) -> Result<DoubleMatrix> {
    check_shape("columns to project", directions.columns(), rows.columns())?;
    let mut projected = DoubleMatrix::zeros(rows.rows(), directions.rows());
    product(rows, directions.transpose().as_slice(), directions.rows(), projected.as_mut_slice())?;
    Ok(projected)
}

/// The same for dense rows.
pub(super) fn project_dense(rows: &DenseMatrix, directions: &DoubleMatrix) -> Result<DoubleMatrix> {
    check_shape("columns to project", directions.columns(), rows.columns())?;
    let mut projected = DoubleMatrix::zeros(rows.rows(), directions.rows());
    let turned = directions.transpose();
    LinearOperator::times(rows, turned.as_slice(), directions.rows(), projected.as_mut_slice())?;
    Ok(projected)
}

/// `coordinates` · `directions`: what was projected, as far as the directions reach.
pub(crate) fn combine(coordinates: &DoubleMatrix, directions: &DoubleMatrix) -> Result<DoubleMatrix> {
    check_shape("coordinates in a row", directions.rows(), coordinates.columns())?;
    let width = directions.columns();
    let mut rows = DoubleMatrix::zeros(coordinates.rows(), width);
    parallel::fill_chunks(rows.as_mut_slice(), ROWS_PER_TASK * width, |first, part| {
        for (place, row) in part.chunks_mut(width.max(1)).enumerate() {
            let coordinates = coordinates.row(first / width + place);
            coordinates.iter().zip(directions.iter()).for_each(|(&factor, x)| axpy(factor, x, row));
        }
    });
    Ok(rows)
}
