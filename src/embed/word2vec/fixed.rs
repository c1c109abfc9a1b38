//! [`FixedRows`]: rows of the input matrix that training leaves as they are.
//!
//! After each step that moved them they are put back. Other rows still learn from them.

use crate::embed::word2vec::padded::PaddedRows;
use crate::embed::word2vec::panel::Panel;

/// Stands for a row that may move.
const FREE: u32 = u32::MAX;

/// Some rows of a matrix, as they shall stay.
#[derive(Debug)]
pub(crate) struct FixedRows {
    /// Which of the values belong to each row of the matrix.
    places: Vec<u32>,
    /// Of each panel.
    values: Vec<Vec<[f32; 8]>>,
}

impl FixedRows {
    /// These rows of a matrix, as they are now.
    pub(crate) fn new(matrix: &PaddedRows, rows: &[usize]) -> Self {
        let (mut places, mut kept) = (vec![FREE; matrix.rows()], Vec::new());
        for &row in rows {
            if places[row] == FREE {
                places[row] = kept.len() as u32;
                kept.push(row);
            }
        }
        let values = |panel: &Panel| {
            let width = panel.width();
            kept.iter().flat_map(|row| &panel.eights()[row * width..(row + 1) * width]).copied().collect()
        };
        FixedRows { values: matrix.panels().iter().map(values).collect(), places }
    }

    /// A number for each row of the matrix, by which other choices of rows are told apart.
    pub(crate) fn places(&self) -> impl Iterator<Item = u32> {
        self.places.iter().copied()
    }

    /// Puts back those of some rows that shall stay, in one panel; `matrix` begins with the row `first` of it, and `width` eights
    /// are a row.
    #[inline]
    pub(crate) fn restore(
        &self,
        panel: usize,
        matrix: &mut [[f32; 8]],
        width: usize,
        first: u32,
        touched: &[u32],
    ) {
        for &row in touched {
            let place = self.places[row as usize];
            if place != FREE {
                let values = &self.values[panel][place as usize * width..][..width];
                matrix[(row - first) as usize * width..][..width].copy_from_slice(values);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_chosen_rows_are_put_back() {
        let mut matrix = PaddedRows::zeros(3, 17, 2);
        (0..3).for_each(|row| matrix.set_row(row, &[row as f32; 17]));
        let fixed = FixedRows::new(&matrix, &[2, 0, 2]);
        for (number, panel) in matrix.panels_mut().iter_mut().enumerate() {
            let width = panel.width();
            let put_back = |first: usize, touched: &[u32]| {
                let mut rows = panel.eights().to_vec();
                rows[first * width..].fill([7.0; 8]);
                fixed.restore(number, &mut rows[first * width..], width, first as u32, touched);
                rows.iter().step_by(width).map(|eight| eight[0]).collect::<Vec<_>>()
            };
            assert_eq!(put_back(0, &[2, 1]), [7.0, 7.0, 2.0]);
            assert_eq!(put_back(0, &[2, 0]), [0.0, 7.0, 2.0]);
            assert_eq!(put_back(1, &[2, 1]), [0.0, 7.0, 2.0]);
        }
    }
}
