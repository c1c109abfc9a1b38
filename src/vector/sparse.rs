//! [`SparseMatrix`]: documents × vocabulary, with only what occurs.
//!
//! Compressed sparse rows (CSR): `indices[offsets[i]..offsets[i + 1]]` are the columns of row *i*,
//! `values` its entries beside them. The type owns the invariant that columns ascend within a row and
//! that values are finite; it is built only through [`SparseBuilder`] or [`SparseMatrix::from_parts`],
//! which check it. Columns are `u32`, rows are counted in `usize`.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use sprs::CsMatI;

use crate::error::{Error, Result, check_limit, check_shape};
use crate::parallel;
use crate::vector::transpose::transposed;
use crate::vector::value::Value;

/// Entries that one task copies.
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
pub struct SparseMatrix<V: Value = f32>(CsMatI<V, u32, usize>);

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
        let finite =
            |range: &Range<usize>| values[range.clone()].iter().all(|&value| value.into().is_finite());
        if parallel::map(&parallel::even_ranges(values.len(), ENTRIES_PER_TASK), finite).contains(&false) {
            return Err(Error::corrupt("sparse matrix", "a value is not finite"));
        }
        if offsets.is_empty() {
            return Err(Error::corrupt("sparse matrix", "there are no row offsets"));
        }
        CsMatI::try_new((offsets.len() - 1, columns), offsets, indices, values)
            .map(SparseMatrix)
            .map_err(|(_, _, _, error)| Error::corrupt("sparse matrix", error.to_string()))
    }

    /// Rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.0.rows()
    }

    /// Columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.0.cols()
    }

    /// Entries that are stored, zeros among them included.
    #[must_use]
    pub fn stored(&self) -> usize {
        self.0.nnz()
    }

    /// Row `i`.
    ///
    /// # Panics
    /// If there is no such row.
    #[must_use]
    pub fn row(&self, i: usize) -> Row<'_, V> {
        let offsets = self.offsets();
        let range = offsets[i]..offsets[i + 1];
        Row { columns: &self.0.indices()[range.clone()], values: &self.0.data()[range] }
    }

    /// All rows in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Row<'_, V>> {
        (0..self.rows()).map(|i| self.row(i))
    }

    /// Where each row starts, and the end of the last: `rows + 1` numbers.
    #[must_use]
    pub fn offsets(&self) -> &[usize] {
        self.0.indptr().into_raw_storage()
    }

    /// The columns of all rows, one after the other.
    #[must_use]
    pub fn indices(&self) -> &[u32] {
        self.0.indices()
    }

    /// The values of all rows, one after the other.
    #[must_use]
    pub fn values(&self) -> &[V] {
        self.0.data()
    }

    /// sprs's view of the same matrix.
    #[must_use]
    pub fn as_sprs(&self) -> &CsMatI<V, u32, usize> {
        &self.0
    }

    /// The matrix with rows and columns exchanged.
    ///
    /// # Errors
    /// [`Error::Limit`] past 2³² − 1 rows, which would be columns.
    pub fn transpose(&self) -> Result<Self> {
        check_limit("rows of a matrix to transpose", u64::from(u32::MAX), self.rows() as u64)?;
        let (offsets, indices, values) =
            transposed(self.offsets(), self.indices(), self.values(), &self.column_counts());
        Ok(SparseMatrix(CsMatI::new((self.columns(), self.rows()), offsets, indices, values)))
    }

    /// How many rows hold an entry in each column.
    #[must_use]
    pub fn column_counts(&self) -> Vec<u32> {
        // Each task has a list as long as the columns: it must have more to count than to add up.
        let per_task = (4 * self.columns()).max(ENTRIES_PER_TASK);
        let tasks = parallel::even_ranges(self.stored(), per_task);
        let mut partial = parallel::map(&tasks, |task| {
            let mut counts = vec![0u32; self.columns()];
            for &column in &self.indices()[task.clone()] {
                counts[column as usize] += 1;
            }
            counts
        });
        let mut counts = partial.pop().unwrap_or_else(|| vec![0; self.columns()]);
        parallel::fill_chunks(&mut counts, ENTRIES_PER_TASK, |first, part| {
            for other in &partial {
                part.iter_mut().zip(&other[first..]).for_each(|(sum, count)| *sum += count);
            }
        });
        counts
    }

    /// Only the given rows, in the given order.
    ///
    /// # Panics
    /// If there is no such row.
    #[must_use]
    pub fn select_rows(&self, rows: &[usize]) -> Self {
        let mut offsets = Vec::with_capacity(rows.len() + 1);
        offsets.push(0);
        for &row in rows {
            offsets.push(offsets[offsets.len() - 1] + self.row(row).stored());
        }
        let stored = offsets[rows.len()];
        let (mut indices, mut values) = (vec![0u32; stored], vec![V::default(); stored]);
        let tasks = parallel::ranges_of_rows(&offsets, ENTRIES_PER_TASK);
        let lengths = || tasks.iter().map(|task| offsets[task.end] - offsets[task.start]);
        let parts = parallel::split_at_ranges(&mut indices, lengths());
        let parts = parts.into_iter().zip(parallel::split_at_ranges(&mut values, lengths())).collect();
        parallel::for_each_part(parts, |task, (indices, values): (&mut [u32], &mut [V])| {
            let mut at = 0;
            for &row in &rows[tasks[task].clone()] {
                let Row { columns, values: from } = self.row(row);
                indices[at..at + columns.len()].copy_from_slice(columns);
                values[at..at + columns.len()].copy_from_slice(from);
                at += columns.len();
            }
        });
        SparseMatrix(CsMatI::new((rows.len(), self.columns()), offsets, indices, values))
    }

    /// Puts matrices of equal width on top of each other, the first uppermost.
    ///
    /// # Errors
    /// [`Error::Empty`] without matrices, [`Error::Shape`] for unequal widths.
    pub fn stacked(matrices: &[&SparseMatrix<V>]) -> Result<Self> {
        let first = matrices.first().ok_or(Error::Empty { what: "list of matrices" })?;
        let mut builder = SparseBuilder::new(first.columns());
        for matrix in matrices {
            check_shape("columns of stacked matrices", first.columns(), matrix.columns())?;
            let base = builder.indices.len();
            builder.indices.extend_from_slice(matrix.indices());
            builder.values.extend_from_slice(matrix.values());
            builder.offsets.extend(matrix.offsets()[1..].iter().map(|offset| base + offset));
        }
        Ok(builder.finish())
    }

    /// Puts matrices of equal height side by side.
    ///
    /// # Errors
    /// [`Error::Empty`] without matrices, [`Error::Shape`] for unequal heights, [`Error::Limit`] past 2³² − 1 columns.
    pub fn beside(matrices: &[SparseMatrix<V>]) -> Result<Self> {
        let first = matrices.first().ok_or(Error::Empty { what: "list of matrices" })?;
        let mut shifts = vec![0u64];
        for matrix in matrices {
            check_shape("rows of matrices side by side", first.rows(), matrix.rows())?;
            shifts.push(shifts[shifts.len() - 1] + matrix.columns() as u64);
        }
        let columns = shifts[matrices.len()];
        check_limit("columns of a sparse matrix", u64::from(u32::MAX), columns)?;
        let stored = matrices.iter().map(SparseMatrix::stored).sum();
        let mut builder = SparseBuilder::with_capacity(columns as usize, first.rows(), stored);
        for row in 0..first.rows() {
            for (matrix, &shift) in matrices.iter().zip(&shifts) {
                let part = matrix.row(row);
                builder.indices.extend(part.columns.iter().map(|&column| column + shift as u32));
                builder.values.extend_from_slice(part.values);
            }
            builder.offsets.push(builder.indices.len());
        }
        Ok(builder.finish())
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
    /// An empty matrix of `columns` columns.
    #[must_use]
    pub fn new(columns: usize) -> Self {
        Self::with_capacity(columns, 0, 0)
    }

    /// The same, with room for `rows` rows and `stored` entries.
    #[must_use]
    pub fn with_capacity(columns: usize, rows: usize, stored: usize) -> Self {
        let mut offsets = Vec::with_capacity(rows + 1);
        offsets.push(0);
        SparseBuilder {
            columns,
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
        let shape = (self.offsets.len() - 1, self.columns);
        SparseMatrix(CsMatI::new(shape, self.offsets, self.indices, self.values))
    }
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
        let columns = matrix.columns();
        let (offsets, indices, values) = matrix.0.into_raw_storage();
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
    }

    #[test]
    fn rows_are_selected_mapped_and_joined() {
        let selected = sample().select_rows(&[2, 0]);
        assert_eq!(selected.row(0), Row { columns: &[1], values: &[3.0] });
        let joined = SparseMatrix::beside(&[sample(), sample()]).unwrap();
        assert_eq!(joined.row(0).columns, [0, 3, 4, 7]);
        let stacked = SparseMatrix::stacked(&[&sample(), &selected]).unwrap();
        assert_eq!(stacked.select_rows(&[0, 1, 2]), sample());
        assert_eq!(stacked.select_rows(&[3, 4]), selected);
        assert!(SparseMatrix::stacked(&[&sample(), &sample().transpose().unwrap()]).is_err());
        assert_eq!(sample().column_counts(), [1, 1, 0, 1]);
        let transposed = sample().transpose().unwrap();
        assert_eq!((transposed.rows(), transposed.columns()), (4, 3));
        assert_eq!(transposed.row(1), Row { columns: &[2], values: &[3.0] });
        assert_eq!(transposed.transpose().unwrap(), sample());
    }
}
