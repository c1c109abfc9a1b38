//! [`SparseMatrix`]: documents × vocabulary, with only what occurs.
//!
//! Compressed sparse rows (CSR): `indices[offsets[i]..offsets[i + 1]]` are the columns of row *i*,
//! `values` its entries beside them. The type owns the invariant that columns ascend within a row and
//! that values are finite: [`SparseMatrix::from_parts`], [`SparseBuilder`] and `triplets` check what they are given,
//! and all else here makes sound matrices of sound ones. Columns are `u32`, rows are counted in `usize`.
//!
//! What a matrix can do stands beside this file: `row` (numbers of one row), `columns` (numbers of every
//! column), `select`, `stack`, `scale`, `transpose`, `convert`, `product` and `row_search`.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use sprs::{CsMatI, CsMatViewI};

use crate::error::{Error, Result, check_limit, check_shape};
use crate::parallel;
use crate::vector::value::Value;

/// Entries that one task checks.
const ENTRIES_PER_TASK: usize = 1 << 16;

/// A sparse `rows × columns` matrix with ascending columns in every row.
///
/// # Examples
/// ```
/// use wordmill::vector::SparseBuilder;
/// let mut builder = SparseBuilder::<f32>::new(4);
/// builder.push_row([(0, 1.0), (3, 2.0)])?;
/// builder.push_row([])?;
/// let matrix = builder.finish();
/// assert_eq!((matrix.rows(), matrix.columns(), matrix.stored()), (2, 4, 2));
/// assert_eq!(matrix.row(0).columns, [0, 3]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(
    try_from = "Parts<V>",
    into = "Parts<V>",
    bound = "V: Value + Serialize + serde::de::DeserializeOwned"
)]
pub struct SparseMatrix<V: Value = f32> {
    columns: usize,
    offsets: Vec<usize>,
    indices: Vec<u32>,
    values: Vec<V>,
}

/// One row: its columns, ascending, and the values beside them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row<'a, V: Value = f32> {
    /// Column numbers, ascending.
    pub columns: &'a [u32],
    /// Values, one a column.
    pub values: &'a [V],
}

impl<'a, V: Value> Row<'a, V> {
    /// `(column, value)` pairs.
    pub fn iter(self) -> impl ExactSizeIterator<Item = (u32, V)> + 'a {
        self.columns.iter().copied().zip(self.values.iter().copied())
    }

    /// How many entries are stored.
    #[must_use]
    pub fn stored(self) -> usize {
        self.columns.len()
    }
}

impl<V: Value> SparseMatrix<V> {
    /// From the three arrays of CSR.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where offsets do not ascend from 0 to the number of entries, columns do not
    /// ascend within a row or lie past `columns`, or a value is not finite.
    pub fn from_parts(
        columns: usize,
        offsets: Vec<usize>,
        indices: Vec<u32>,
        values: Vec<V>,
    ) -> Result<Self> {
        check_limit("columns of a sparse matrix", u64::from(u32::MAX), columns as u64)?;
        check_shape("values of a sparse matrix", indices.len(), values.len())?;
        check_finite(&values)?;
        if offsets.is_empty() {
            return Err(Error::corrupt("sparse matrix", "there are no row offsets"));
        }
        let (offsets, indices, values) =
            CsMatI::try_new((offsets.len() - 1, columns), offsets, indices, values)
                .map_err(|(_, _, _, error)| Error::corrupt("sparse matrix", error.to_string()))?
                .into_raw_storage();
        Ok(SparseMatrix { columns, offsets, indices, values })
    }

    /// Rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Entries that are stored, zeros among them included.
    #[must_use]
    pub fn stored(&self) -> usize {
        self.indices.len()
    }

    /// Row `i`.
    ///
    /// # Panics
    /// If there is no such row.
    #[must_use]
    pub fn row(&self, i: usize) -> Row<'_, V> {
        let range = self.offsets[i]..self.offsets[i + 1];
        Row { columns: &self.indices[range.clone()], values: &self.values[range] }
    }

    /// All rows in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Row<'_, V>> {
        (0..self.rows()).map(|i| self.row(i))
    }

    /// Where each row starts, and the end of the last: `rows + 1` numbers.
    #[must_use]
    pub fn offsets(&self) -> &[usize] {
        &self.offsets
    }

    /// The columns of all rows, one after the other.
    #[must_use]
    pub fn indices(&self) -> &[u32] {
        &self.indices
    }

    /// The values of all rows, one after the other.
    #[must_use]
    pub fn values(&self) -> &[V] {
        &self.values
    }

    /// sprs's view of the same matrix, whose columns it goes through once to check them.
    #[must_use]
    pub fn as_sprs(&self) -> CsMatViewI<'_, V, u32, usize> {
        CsMatViewI::new((self.rows(), self.columns), &self.offsets, &self.indices, &self.values)
    }

    /// Offsets, columns and values, the last to write; they must stay finite.
    pub(super) fn parts_mut(&mut self) -> (&[usize], &[u32], &mut [V]) {
        (&self.offsets, &self.indices, &mut self.values)
    }

    /// From arrays that already hold what [`SparseMatrix::from_parts`] asks of them.
    pub(crate) fn from_sound_parts(
        columns: usize,
        offsets: Vec<usize>,
        indices: Vec<u32>,
        values: Vec<V>,
    ) -> Self {
        debug_assert!(CsMatViewI::try_new((offsets.len() - 1, columns), &offsets, &indices, &values).is_ok());
        SparseMatrix { columns, offsets, indices, values }
    }
}

/// Builds a [`SparseMatrix`] row by row.
#[derive(Debug, Clone)]
pub struct SparseBuilder<V: Value = f32> {
    columns: usize,
    offsets: Vec<usize>,
    indices: Vec<u32>,
    values: Vec<V>,
}

impl<V: Value> SparseBuilder<V> {
    /// An empty matrix of `columns` columns, at most 2³² − 1: columns are `u32`, and a greater width counts as
    /// that one.
    #[must_use]
    pub fn new(columns: usize) -> Self {
        Self::with_capacity(columns, 0, 0)
    }

    /// The same, with room for `rows` rows and `stored` entries.
    #[must_use]
    pub fn with_capacity(columns: usize, rows: usize, stored: usize) -> Self {
        let mut offsets = Vec::with_capacity(rows.saturating_add(1));
        offsets.push(0);
        SparseBuilder {
            columns: columns.min(u32::MAX as usize),
            offsets,
            indices: Vec::with_capacity(stored),
            values: Vec::with_capacity(stored),
        }
    }

    /// Adds a row of `(column, value)` pairs with ascending columns.
    ///
    /// # Errors
    /// [`Error::Corrupt`] where columns do not ascend, lie past the width, or a value is not finite;
    /// the row is then left out.
    pub fn push_row(&mut self, entries: impl IntoIterator<Item = (u32, V)>) -> Result<()> {
        let start = self.indices.len();
        for (column, value) in entries {
            let ascends = self.indices[start..].last().is_none_or(|&last| last < column);
            if !ascends || column as usize >= self.columns || !value.into().is_finite() {
                self.indices.truncate(start);
                self.values.truncate(start);
                let reason = format!("column {column} with value {value:?} out of order, width or range");
                return Err(Error::corrupt("row of a sparse matrix", reason));
            }
            self.indices.push(column);
            self.values.push(value);
        }
        self.offsets.push(self.indices.len());
        Ok(())
    }

    /// The matrix.
    #[must_use]
    pub fn finish(self) -> SparseMatrix<V> {
        SparseMatrix::from_sound_parts(self.columns, self.offsets, self.indices, self.values)
    }
}

/// Refuses values that are not finite.
pub(crate) fn check_finite<V: Value>(values: &[V]) -> Result<()> {
    let finite = |range: &Range<usize>| are_finite(&values[range.clone()]);
    if parallel::map(&parallel::even_ranges(values.len(), ENTRIES_PER_TASK), finite).contains(&false) {
        return Err(not_finite());
    }
    Ok(())
}

/// Whether all values are finite.
#[inline]
pub(crate) fn are_finite<V: Value>(values: &[V]) -> bool {
    // No branch asks for a single one.
    values.iter().fold(true, |finite, &value| finite & value.into().is_finite())
}

/// What is said of values that are not.
pub(crate) fn not_finite() -> Error {
    Error::corrupt("sparse matrix", "a value is not finite")
}

/// What is written and read: the arrays, checked again on the way in.
#[derive(Serialize, Deserialize)]
struct Parts<V> {
    columns: usize,
    offsets: Vec<usize>,
    indices: Vec<u32>,
    values: Vec<V>,
}

impl<V: Value> From<SparseMatrix<V>> for Parts<V> {
    fn from(matrix: SparseMatrix<V>) -> Self {
        let SparseMatrix { columns, offsets, indices, values } = matrix;
        Parts { columns, offsets, indices, values }
    }
}

impl<V: Value> TryFrom<Parts<V>> for SparseMatrix<V> {
    type Error = Error;

    fn try_from(parts: Parts<V>) -> Result<Self> {
        SparseMatrix::from_parts(parts.columns, parts.offsets, parts.indices, parts.values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> SparseMatrix<f32> {
        SparseMatrix::from_parts(4, vec![0, 2, 2, 3], vec![0, 3, 1], vec![1.0, 2.0, 3.0]).unwrap()
    }

    #[test]
    fn parts_are_checked() {
        assert!(SparseMatrix::from_parts(4, vec![0, 2], vec![3, 0], vec![1.0f32, 2.0]).is_err());
        assert!(SparseMatrix::from_parts(4, vec![0, 2], vec![1, 1], vec![1.0f32, 2.0]).is_err());
        assert!(SparseMatrix::from_parts(2, vec![0, 1], vec![2], vec![1.0f32]).is_err());
        assert!(SparseMatrix::from_parts(2, vec![0, 1], vec![0], vec![f32::NAN]).is_err());
        assert!(SparseMatrix::<f32>::from_parts(2, vec![], vec![], vec![]).is_err());
        assert!(SparseMatrix::from_parts(2, vec![0, 2, 1], vec![0, 1], vec![1.0f32, 1.0]).is_err());
    }

    #[test]
    fn reads_back_and_refuses_damage() {
        let json = serde_json::to_string(&sample()).unwrap();
        assert_eq!(serde_json::from_str::<SparseMatrix>(&json).unwrap(), sample());
        let damaged = json.replace("\"columns\":4", "\"columns\":2");
        assert!(serde_json::from_str::<SparseMatrix>(&damaged).is_err());
    }

    #[test]
    fn builder_refuses_what_breaks_the_order() {
        let mut builder = SparseBuilder::<f64>::new(3);
        assert!(builder.push_row([(1, 1.0), (0, 1.0)]).is_err());
        assert!(builder.push_row([(3, 1.0)]).is_err());
        assert!(builder.push_row([(0, f64::INFINITY)]).is_err());
        builder.push_row([(0, 1.0)]).unwrap();
        let matrix = builder.finish();
        assert_eq!((matrix.rows(), matrix.stored()), (1, 1));
        assert_eq!(SparseBuilder::<f64>::new(usize::MAX).finish().columns(), u32::MAX as usize);
    }
}
