//! [`PaddedRows`]: a matrix of a model while it learns, in one or more panels of columns.
//!
//! One thread likes rows whole. Several threads that would train on the same rows at once spend most of their time on waiting
//! for each other's writes: a line of cache that another core has changed takes five times as long to come. So each of them gets
//! columns of its own ([`rounds`](super::rounds)).

use crate::embed::word2vec::panel::Panel;
use crate::error::{Result, check_shape};
use crate::vector::dense::DenseMatrix;

/// Times that panels give memory back while they become one matrix.
const PIECES: usize = 16;

/// *n* rows of *d* numbers, cut into panels.
#[derive(Debug)]
pub(crate) struct PaddedRows {
    panels: Vec<Panel>,
}

impl PaddedRows {
    /// Zeros, in so many panels of about the same number of eights.
    pub(crate) fn zeros(rows: usize, dimension: usize, panels: usize) -> Self {
        let eights = dimension.div_ceil(8);
        let end = |panel: usize| (8 * (eights * panel).div_ceil(panels)).min(dimension);
        let panels = (0..panels).map(|panel| Panel::zeros(rows, end(panel + 1) - end(panel))).collect();
        PaddedRows { panels }
    }

    /// A copy of a matrix, in so many panels.
    #[cfg(test)]
    pub(crate) fn from_dense(matrix: &DenseMatrix, panels: usize) -> Self {
        let mut padded = PaddedRows::zeros(matrix.rows(), matrix.columns(), panels);
        matrix.iter().enumerate().for_each(|(row, values)| padded.set_row(row, values));
        padded
    }

    /// How many rows there are.
    pub(crate) fn rows(&self) -> usize {
        self.panels[0].rows()
    }

    /// Numbers in a row.
    pub(crate) fn dimension(&self) -> usize {
        self.panels.iter().map(Panel::dimension).sum()
    }

    /// The numbers of a row.
    pub(crate) fn row(&self, row: usize) -> impl Iterator<Item = f32> {
        self.panels.iter().flat_map(move |panel| panel.row(row)).copied()
    }

    /// Puts numbers in the place of a row's.
    pub(crate) fn set_row(&mut self, row: usize, mut values: &[f32]) {
        for panel in &mut self.panels {
            let (own, rest) = values.split_at(panel.dimension());
            panel.row_mut(row).copy_from_slice(own);
            values = rest;
        }
    }

    /// The panels, from left to right.
    pub(crate) fn panels(&self) -> &[Panel] {
        &self.panels
    }

    /// The panels, to write.
    pub(crate) fn panels_mut(&mut self) -> &mut [Panel] {
        &mut self.panels
    }

    /// The first panel: the whole matrix, where there is no other.
    pub(crate) fn whole_mut(&mut self) -> &mut Panel {
        debug_assert_eq!(self.panels.len(), 1, "a matrix in several panels is no whole");
        &mut self.panels[0]
    }

    /// A copy without the padding.
    ///
    /// # Errors
    /// None; a matrix checks its shape.
    pub(crate) fn to_dense(&self) -> Result<DenseMatrix> {
        let values = (0..self.rows()).flat_map(|row| self.row(row)).collect();
        DenseMatrix::from_rows(self.dimension(), values)
    }

    /// The matrix without its padding. It grows from its end while the panels shrink, so there are never two of it.
    ///
    /// # Errors
    /// None in practice: the shape is right by construction.
    pub(crate) fn into_dense(mut self) -> Result<DenseMatrix> {
        let (rows, dimension) = (self.rows(), self.dimension());
        // The system gives memory of zeros page by page, when they are written.
        let mut values = vec![0.0; rows * dimension];
        let piece = rows.div_ceil(PIECES).max(1);
        for row in (0..rows).rev() {
            let mut to = &mut values[row * dimension..(row + 1) * dimension];
            for panel in &mut self.panels {
                let (own, rest) = to.split_at_mut(panel.dimension());
                own.copy_from_slice(panel.row(row));
                to = rest;
                if row.is_multiple_of(piece) {
                    panel.truncate(row);
                }
            }
        }
        check_shape("values of a matrix", rows * dimension, values.len())?;
        DenseMatrix::from_rows(dimension, values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_comes_and_goes() {
        for (dimension, panels) in [(1, 1), (7, 1), (8, 1), (9, 2), (33, 2), (100, 1), (100, 2), (100, 4)] {
            for rows in [0, 1, 3, 50] {
                let values = (0..rows * dimension).map(|x| x as f32 + 1.0).collect();
                let matrix = DenseMatrix::from_rows(dimension, values).unwrap();
                let padded = PaddedRows::from_dense(&matrix, panels);
                assert_eq!(
                    (padded.rows(), padded.dimension(), padded.panels().len()),
                    (rows, dimension, panels)
                );
                let eights = padded.panels().iter().flat_map(Panel::eights);
                let sum: f32 = eights.flatten().sum();
                assert_eq!(sum, matrix.as_slice().iter().sum::<f32>());
                assert_eq!(padded.to_dense().unwrap(), matrix);
                assert_eq!(padded.into_dense().unwrap(), matrix);
            }
        }
    }
}
