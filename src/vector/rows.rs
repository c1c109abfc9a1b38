//! [`Rows`]: a borrowed view of dense rows, whoever keeps them.
//!
//! Algorithms take this view, so the numbers may lie in a [`DenseMatrix`], in a mapped file
//! ([`StoredRows`](crate::vector::StoredRows)) or in a plain slice.

use std::ops::Range;

use crate::error::{Result, check_shape};
use crate::vector::dense::DenseMatrix;

/// Rows of `f32`, all of one length, that lie end to end in memory.
///
/// # Examples
/// ```
/// use wordmill::vector::Rows;
/// let rows = Rows::new(2, &[1.0, 2.0, 3.0, 4.0])?;
/// assert_eq!((rows.len(), rows.row(1)), (2, &[3.0, 4.0][..]));
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rows<'a> {
    values: &'a [f32],
    columns: usize,
    len: usize,
}

impl<'a> Rows<'a> {
    /// Cuts a slice into rows of `columns` numbers.
    ///
    /// # Errors
    /// [`Error::Shape`](crate::Error::Shape) where its length is no multiple of `columns`.
    pub fn new(columns: usize, values: &'a [f32]) -> Result<Self> {
        let len = values.len().checked_div(columns).unwrap_or(0);
        check_shape("values of dense rows", len * columns, values.len())?;
        Ok(Rows { values, columns, len })
    }

    /// The same for a slice that is known to hold whole rows; without columns, it holds none.
    pub(crate) fn of_whole_rows(values: &'a [f32], columns: usize) -> Self {
        Rows { values, columns, len: values.len().checked_div(columns).unwrap_or(0) }
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(self) -> usize {
        self.len
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len == 0
    }

    /// Numbers in a row.
    #[must_use]
    pub fn columns(self) -> usize {
        self.columns
    }

    /// Row `i`.
    ///
    /// # Panics
    /// If there is no such row.
    #[must_use]
    pub fn row(self, i: usize) -> &'a [f32] {
        assert!(i < self.len, "row {i} of {}", self.len);
        &self.values[i * self.columns..(i + 1) * self.columns]
    }

    /// Some of the rows.
    ///
    /// # Panics
    /// If there are not as many.
    #[must_use]
    pub fn slice(self, range: Range<usize>) -> Rows<'a> {
        assert!(range.start <= range.end && range.end <= self.len, "rows {range:?} of {}", self.len);
        let values = &self.values[range.start * self.columns..range.end * self.columns];
        Rows { values, columns: self.columns, len: range.len() }
    }

    /// All rows in order.
    pub fn iter(self) -> impl ExactSizeIterator<Item = &'a [f32]> {
        (0..self.len).map(move |i| self.row(i))
    }

    /// The numbers, row after row.
    #[must_use]
    pub fn as_slice(self) -> &'a [f32] {
        self.values
    }
}

impl<'a> From<&'a DenseMatrix> for Rows<'a> {
    fn from(matrix: &'a DenseMatrix) -> Self {
        Rows { values: matrix.as_slice(), columns: matrix.columns(), len: matrix.rows() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_without_columns_still_count() {
        let matrix = DenseMatrix::zeros(3, 0);
        let rows = Rows::from(&matrix);
        assert_eq!((rows.len(), rows.iter().count(), rows.row(2)), (3, 3, &[][..]));
        assert!(Rows::new(0, &[1.0]).is_err());
        assert!(Rows::new(2, &[1.0]).is_err());
        assert!(Rows::new(2, &[]).unwrap().is_empty());
    }
}
