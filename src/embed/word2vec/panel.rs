//! [`Panel`]: neighbouring columns of a matrix, each row padded with zeros to whole registers, as the kernels of training want
//! them.

use std::hint::black_box;
use std::ptr::without_provenance;

use crate::vector::kernel::eight::prefetch;
use crate::vector::kernel::scattered::Scattered;

/// Numbers in a page of memory.
const PAGE: usize = 1024;

/// Numbers in a line of cache.
const LINE: usize = 16;

/// *n* rows of *d* numbers, each followed by zeros up to a multiple of eight.
#[derive(Debug)]
pub(crate) struct Panel {
    values: Vec<f32>,
    /// Where the first row begins: at the start of a line of cache.
    offset: usize,
    rows: usize,
    dimension: usize,
}

impl Panel {
    /// Zeros.
    pub(crate) fn zeros(rows: usize, dimension: usize) -> Self {
        let mut values = vec![0.0f32; rows * dimension.next_multiple_of(8) + LINE];
        // The system gives a page when it is first written. If it were read before, it would have to be taken from all threads first.
        values.iter_mut().step_by(PAGE).for_each(|value| *value = black_box(0.0));
        let offset = values.as_ptr().align_offset(4 * LINE);
        // Where the system cannot say, any place is right, and only slower.
        Panel { offset: if offset <= LINE { offset } else { 0 }, values, rows, dimension }
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

    /// Forgets the rows from one on, and gives most of their memory back.
    pub(super) fn truncate(&mut self, rows: usize) {
        self.rows = rows;
        self.values.truncate(self.offset + rows * 8 * self.width());
        self.values.shrink_to_fit();
    }
}

/// Where the rows of a panel lie: enough to ask memory for those that somebody else may be changing.
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
