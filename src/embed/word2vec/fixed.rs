//! [`FixedRows`]: rows of the input matrix that training leaves as they are.
//!
//! After each step that moved them they are put back. Other rows still learn from them.

use crate::embed::word2vec::padded::PaddedRows;

/// Stands for a row that may move.
const FREE: u32 = u32::MAX;

/// Some rows of a matrix, as they shall stay.
#[derive(Debug)]
pub(crate) struct FixedRows {
    /// Which of the values belong to each row of the matrix.
    places: Vec<u32>,
    values: Vec<[f32; 8]>,
    width: usize,
}

impl FixedRows {
    /// These rows of a matrix, as they are now.
    pub(crate) fn new(matrix: &PaddedRows, rows: &[usize]) -> Self {
        let width = matrix.width();
        let (mut places, mut values) = (vec![FREE; matrix.rows()], Vec::new());
        for &row in rows {
            if places[row] == FREE {
                places[row] = (values.len() / width) as u32;
                values.extend_from_slice(&matrix.eights()[row * width..(row + 1) * width]);
            }
        }
        FixedRows { places, values, width }
    }

    /// A number for each row of the matrix, by which other choices of rows are told apart.
    pub(crate) fn places(&self) -> impl Iterator<Item = u32> {
        self.places.iter().copied()
    }

    /// Whether a row shall stay.
    #[inline]
    pub(crate) fn contains(&self, row: u32) -> bool {
        self.places[row as usize] != FREE
    }

    /// Puts back those of some rows that shall stay; `matrix` begins with the row `first`.
    #[inline]
    pub(crate) fn restore(&self, matrix: &mut [[f32; 8]], first: u32, touched: &[u32]) {
        for &row in touched {
            let place = self.places[row as usize];
            if place != FREE {
                let values = &self.values[place as usize * self.width..][..self.width];
                matrix[(row - first) as usize * self.width..][..self.width].copy_from_slice(values);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_chosen_rows_are_put_back() {
        let mut matrix = PaddedRows::zeros(3, 9);
        (0..3).for_each(|row| matrix.row_mut(row)[8] = row as f32);
        let fixed = FixedRows::new(&matrix, &[2, 0, 2]);
        (0..3).for_each(|row| matrix.row_mut(row)[8] = 7.0);
        fixed.restore(matrix.eights_mut(), 0, &[2, 1]);
        assert_eq!([0, 1, 2].map(|row| matrix.row(row)[8]), [7.0, 7.0, 2.0]);
        (0..3).for_each(|row| matrix.row_mut(row)[8] = 7.0);
        fixed.restore(&mut matrix.eights_mut()[2..], 1, &[2, 1]);
        assert_eq!([0, 1, 2].map(|row| matrix.row(row)[8]), [7.0, 7.0, 2.0]);
        assert_eq!([0, 1, 2].map(|row| fixed.contains(row)), [true, false, true]);
    }
}
