//! Some rows or columns of a sparse matrix.
//!
//! Columns are counted row by row first and written after that, so that every row goes straight to its place;
//! where the wanted order turns columns round, each row is sorted again.

use crate::error::{Error, Result, check_shape};
use crate::parallel;
use crate::vector::assemble::{assemble, offsets_of};
use crate::vector::sparse::{Row, SparseMatrix};
use crate::vector::value::Value;

/// Entries that one task looks through.
const ENTRIES_PER_TASK: usize = 1 << 16;
/// The new number of a column that is left out.
const LEFT_OUT: u32 = u32::MAX;

impl<V: Value> SparseMatrix<V> {
    /// Only the given rows, in the given order; a row may be asked for more than once.
    ///
    /// # Panics
    /// If there is no such row.
    #[must_use]
    pub fn select_rows(&self, rows: &[usize]) -> Self {
        let offsets = offsets_of(rows.iter().map(|&row| self.row(row).stored()));
        assemble(self.columns(), offsets, |place, columns, values| {
            let row = self.row(rows[place]);
            columns.copy_from_slice(row.columns);
            values.copy_from_slice(row.values);
        })
    }

    /// Only the given columns, in the given order: column `columns[j]` becomes column *j*.
    ///
    /// # Errors
    /// [`Error::Limit`] for a column that there is not, [`Error::Parameter`] for one that is listed twice.
    ///
    /// # Examples
    /// ```
    /// use wordmill::vector::SparseMatrix;
    /// let matrix = SparseMatrix::from_parts(4, vec![0, 3], vec![0, 1, 3], vec![1.0f32, 2.0, 3.0])?;
    /// let fewer = matrix.select_columns(&[3, 2, 0])?;
    /// assert_eq!((fewer.columns(), fewer.row(0).columns, fewer.row(0).values), (3, &[0, 2][..], &[3.0, 1.0][..]));
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn select_columns(&self, columns: &[u32]) -> Result<Self> {
        let mut new_columns = vec![LEFT_OUT; self.columns()];
        for (new, &old) in columns.iter().enumerate() {
            let Some(place) = new_columns.get_mut(old as usize) else {
                let last = (self.columns() as u64).saturating_sub(1);
                return Err(Error::Limit { what: "selected column", limit: last, got: u64::from(old) });
            };
            if *place != LEFT_OUT {
                return Err(Error::parameter("columns", format!("column {old} twice"), "each column once"));
            }
            *place = new as u32;
        }
        Ok(self.renumbered(&new_columns, columns.len(), columns.is_sorted()))
    }

    /// Only the columns that the mask says, in their order.
    ///
    /// # Errors
    /// [`Error::Shape`] for a mask of another length than there are columns.
    ///
    /// # Examples
    /// ```
    /// use wordmill::vector::SparseMatrix;
    /// let matrix = SparseMatrix::from_parts(3, vec![0, 2], vec![0, 2], vec![1.0f32, 2.0])?;
    /// assert_eq!(matrix.mask_columns(&[false, true, true])?.row(0).columns, [1]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn mask_columns(&self, mask: &[bool]) -> Result<Self> {
        check_shape("mask of columns", self.columns(), mask.len())?;
        let mut kept = 0;
        let number = |&keep: &bool| {
            kept += u32::from(keep);
            if keep { kept - 1 } else { LEFT_OUT }
        };
        let new_columns: Vec<u32> = mask.iter().map(number).collect();
        Ok(self.renumbered(&new_columns, kept as usize, true))
    }

    /// The entries whose columns have a number among `new_columns`, under that number.
    fn renumbered(&self, new_columns: &[u32], columns: usize, in_order: bool) -> Self {
        let kept = |row: Row<'_, V>| {
            row.columns.iter().filter(|&&column| new_columns[column as usize] != LEFT_OUT).count()
        };
        let tasks = parallel::ranges_of_rows(self.offsets(), ENTRIES_PER_TASK);
        let lengths = parallel::map(&tasks, |rows| -> Vec<usize> {
            rows.clone().map(|row| kept(self.row(row))).collect()
        });
        let offsets = offsets_of(lengths.into_iter().flatten());
        assemble(columns, offsets, |row, indices, values| {
            let entries = self.row(row).iter().map(|(column, value)| (new_columns[column as usize], value));
            let kept = entries.filter(|&(column, _)| column != LEFT_OUT);
            if in_order {
                write(kept, indices, values);
            } else {
                let mut kept: Vec<(u32, V)> = kept.collect();
                kept.sort_unstable_by_key(|&(column, _)| column);
                write(kept.into_iter(), indices, values);
            }
        })
    }
}

fn write<V>(entries: impl Iterator<Item = (u32, V)>, columns: &mut [u32], values: &mut [V]) {
    for ((column, value), entry) in columns.iter_mut().zip(values).zip(entries) {
        (*column, *value) = entry;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_is_refused() {
        let matrix =
            SparseMatrix::from_parts(4, vec![0, 2, 2, 3], vec![0, 3, 1], vec![1.0f32, 2.0, 3.0]).unwrap();
        assert_eq!(matrix.select_rows(&[2, 0]).row(0), Row { columns: &[1], values: &[3.0] });
        assert!(matrix.select_columns(&[4]).is_err());
        assert!(matrix.select_columns(&[1, 1]).is_err());
        assert!(matrix.mask_columns(&[true; 3]).is_err());
        let none = matrix.select_columns(&[]).unwrap();
        assert_eq!((none.rows(), none.columns(), none.stored()), (3, 0, 0));
        assert_eq!(matrix.mask_columns(&[true; 4]).unwrap(), matrix);
    }
}
