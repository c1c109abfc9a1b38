//! [`PaddedRows`]: a matrix whose rows are padded with zeros to whole registers, as the kernels of training want them.

use std::ptr::without_provenance;

use crate::error::{Result, check_shape};
use crate::vector::dense::DenseMatrix;
use crate::vector::kernel::eight::prefetch;
use crate::vector::kernel::scattered::Scattered;

/// Numbers in a line of cache.
const LINE: usize = 16;

/// *n* rows of *d* numbers, each followed by zeros up to a multiple of eight.
#[derive(Debug)]
pub(crate) struct PaddedRows {
    values: Vec<f32>,
    /// Where the first row begins: at the start of a line of cache.
    offset: usize,
    rows: usize,
    dimension: usize,
}

impl PaddedRows {
    /// Zeros.
    pub(crate) fn zeros(rows: usize, dimension: usize) -> Self {
        let values = vec![0.0f32; rows * dimension.next_multiple_of(8) + LINE];
        let offset = values.as_ptr().align_offset(4 * LINE);
        // Where the system cannot say, any place is right, and only slower.
        PaddedRows { offset: if offset <= LINE { offset } else { 0 }, values, rows, dimension }
    }

    /// A copy of a matrix.
    #[cfg(test)]
    pub(crate) fn from_dense(matrix: &DenseMatrix) -> Self {
        let mut padded = PaddedRows::zeros(matrix.rows(), matrix.columns());
        matrix.iter().enumerate().for_each(|(row, values)| padded.row_mut(row).copy_from_slice(values));
        padded
    }

    /// How many rows there are.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// Eights in a row.
    pub(crate) fn width(&self) -> usize {
        self.dimension.div_ceil(8)
    }

    /// All rows, end to end.
    pub(crate) fn eights(&self) -> &[[f32; 8]] {
        let values = &self.values[self.offset..];
        &values.as_chunks().0[..self.rows * self.dimension.div_ceil(8)]
    }

    /// All rows, end to end, to write. Whoever writes keeps the padding zero.
    pub(crate) fn eights_mut(&mut self) -> &mut [[f32; 8]] {
        let len = self.rows * self.width();
        &mut self.values[self.offset..].as_chunks_mut().0[..len]
    }

    /// Rows of these numbers, as kernels take them.
    #[inline(always)]
    pub(crate) fn scattered<'a>(&'a self, rows: &'a [u32]) -> Scattered<'a> {
        Scattered { matrix: self.eights(), width: self.width(), rows }
    }

    /// Where the rows lie.
    #[inline(always)]
    pub(crate) fn places(&self) -> Places {
        Places { first: self.eights().as_ptr().addr(), width: self.width() }
    }

    /// Numbers in a row.
    pub(crate) fn dimension(&self) -> usize {
        self.dimension
    }

    /// A row.
    pub(crate) fn row(&self, row: usize) -> &[f32] {
        let start = self.offset + row * 8 * self.width();
        &self.values[start..start + self.dimension]
    }

    /// A row, to write.
    pub(crate) fn row_mut(&mut self, row: usize) -> &mut [f32] {
        let start = self.offset + row * 8 * self.width();
        &mut self.values[start..start + self.dimension]
    }

    /// A copy without the padding.
    ///
    /// # Errors
    /// None; a matrix checks its shape.
    pub(crate) fn to_dense(&self) -> Result<DenseMatrix> {
        let values = (0..self.rows).flat_map(|row| self.row(row)).copied().collect();
        DenseMatrix::from_rows(self.dimension, values)
    }

    /// The matrix without its padding, in the same memory.
    ///
    /// # Errors
    /// None in practice: the shape is right by construction.
    pub(crate) fn into_dense(self) -> Result<DenseMatrix> {
        let (stride, dimension) = (8 * self.width(), self.dimension);
        let mut values = self.values;
        for row in 0..self.rows {
            let start = self.offset + row * stride;
            values.copy_within(start..start + dimension, row * dimension);
        }
        values.truncate(self.rows * dimension);
        values.shrink_to_fit();
        check_shape("values of a matrix", self.rows * dimension, values.len())?;
        DenseMatrix::from_rows(dimension, values)
    }
}

/// Where the rows of a matrix lie: enough to ask memory for those that somebody else may be changing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Places {
    /// The address of the first row.
    first: usize,
    /// Eights in a row.
    width: usize,
}

impl Places {
    /// Asks memory for some rows, which will be read soon.
    #[inline(always)]
    pub(crate) fn prefetch(self, numbers: &[u32]) {
        for &number in numbers {
            let start = self.first + number as usize * self.width * size_of::<[f32; 8]>();
            for part in (0..self.width).step_by(2) {
                prefetch(without_provenance::<[f32; 8]>(start).wrapping_add(part));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_comes_and_goes() {
        for dimension in [1, 7, 8, 9, 100] {
            let values = (0..3 * dimension).map(|x| x as f32 + 1.0).collect();
            let matrix = DenseMatrix::from_rows(dimension, values).unwrap();
            let padded = PaddedRows::from_dense(&matrix);
            assert_eq!(padded.eights().len(), 3 * dimension.div_ceil(8));
            let sum: f32 = padded.eights().as_flattened().iter().sum();
            assert_eq!(sum, matrix.as_slice().iter().sum::<f32>());
            assert_eq!(padded.into_dense().unwrap(), matrix);
        }
    }
}
