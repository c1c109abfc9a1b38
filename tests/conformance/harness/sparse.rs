//! Sparse matrices out of the reference data, and their comparison.

use wordmill::vector::{Row, SparseMatrix, Value};

use crate::harness::compare::{Tolerance, same, same_numbers};
use crate::harness::json;
use crate::harness::tally::Verdict;

/// A matrix as the files write it: `{shape, indptr, indices, data}`.
pub(crate) fn matrix(value: &json::Value) -> SparseMatrix<f64> {
    let [rows, columns] = json::counts(&value["shape"])[..] else { panic!("a shape of two numbers") };
    let indices = json::counts(&value["indices"]).into_iter().map(|index| index as u32).collect();
    let offsets = json::counts(&value["indptr"]);
    assert_eq!(offsets.len(), rows + 1, "rows");
    SparseMatrix::from_parts(columns, offsets, indices, json::numbers(&value["data"])).unwrap()
}

/// The same matrix with values rounded to `f32`.
pub(crate) fn rounded(matrix: &SparseMatrix<f64>) -> SparseMatrix<f32> {
    let values = matrix.values().iter().map(|&value| value as f32).collect();
    let (offsets, indices) = (matrix.offsets().to_vec(), matrix.indices().to_vec());
    SparseMatrix::from_parts(matrix.columns(), offsets, indices, values).unwrap()
}

/// Compares shapes and places exactly, values within the tolerance.
pub(crate) fn same_matrix<V: Value>(
    what: &str,
    got: &SparseMatrix<V>,
    expected: &SparseMatrix<f64>,
    tolerance: Tolerance,
) -> Verdict {
    let shape = |rows, columns| (rows, columns);
    let kind = format!("shape of {what}");
    same(&kind, &shape(got.rows(), got.columns()), &shape(expected.rows(), expected.columns()))?;
    let kind = format!("places in {what}");
    for (row, (got, expected)) in got.iter().zip(expected.iter()).enumerate() {
        same(&kind, got.columns, expected.columns).map_err(|miss| miss.in_case(&format!("row {row}")))?;
    }
    let values: Vec<f64> = got.values().iter().map(|&value| value.into()).collect();
    same_numbers(&format!("values of {what}"), &values, expected.values(), tolerance)
}

/// The sum of each column.
pub(crate) fn column_sums(matrix: &SparseMatrix<f64>) -> Vec<f64> {
    let mut sums = vec![0.0; matrix.columns()];
    for (column, value) in matrix.iter().flat_map(Row::iter) {
        sums[column as usize] += value;
    }
    sums
}

/// Only the given columns, which ascend.
pub(crate) fn select_columns(matrix: &SparseMatrix<f64>, columns: &[u32]) -> SparseMatrix<f64> {
    let (mut offsets, mut indices, mut values) = (vec![0], Vec::new(), Vec::new());
    for row in matrix.iter() {
        for (column, value) in row.iter() {
            if let Ok(place) = columns.binary_search(&column) {
                indices.push(place as u32);
                values.push(value);
            }
        }
        offsets.push(indices.len());
    }
    SparseMatrix::from_parts(columns.len(), offsets, indices, values).unwrap()
}
