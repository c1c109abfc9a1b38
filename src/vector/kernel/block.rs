//! [`Lines`]: rows side by side, each from the start of a line of cache, and a [`Block`] of them to read.
//!
//! Rows are copied here before they are multiplied ([`block_sums`](super::block_sums)), since a register of AVX-512 that crosses
//! two lines of cache takes twice the time.

use super::dispatch::kernel;
use super::eight::Eight;
use super::scattered::Scattered;

/// Two eights: a line of cache.
pub(crate) type Line = [[f32; 8]; 2];

/// Rows side by side, each in lines of cache of its own. Where a row ends within a line, zeros follow.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    values: Vec<f32>,
    /// Where the first line begins.
    offset: usize,
    /// Eights in a row.
    width: usize,
}

/// Numbers in a line.
const LINE: usize = 16;

/// Products take so many rows at a time: there is room for a multiple of that, whatever stands in the last ones.
const ROWS: usize = 4;

impl Lines {
    /// Makes room for rows of so many eights, and for what a part of them may read past its end. What stood there is kept, if
    /// the width is.
    pub(crate) fn resize(&mut self, rows: usize, width: usize) {
        let len = (rows + ROWS - 1) * width.div_ceil(2) * LINE;
        if self.width == width && len + self.offset <= self.values.len() {
            return;
        }
        let mut values = vec![0.0; 2 * len + LINE];
        let offset = values.as_ptr().align_offset(4 * LINE);
        // Where the system cannot say, any place is right, and only slower.
        let offset = if offset <= LINE { offset } else { 0 };
        if self.width == width {
            let old = &self.values[self.offset..];
            values[offset..][..old.len()].copy_from_slice(old);
        }
        *self = Lines { values, offset, width };
    }

    /// All rows that there is room for.
    #[inline(always)]
    pub(crate) fn block(&self) -> Block<'_> {
        let lines = self.values[self.offset..].as_chunks().0.as_chunks().0;
        Block { lines, rows: lines.len() / self.width.div_ceil(2).max(1), width: self.width }
    }

    /// Copies some rows of a matrix.
    #[inline(always)]
    pub(crate) fn gather(&mut self, from: Scattered<'_>) -> Block<'_> {
        self.resize(from.rows.len(), from.width);
        self.gather_from(0, from);
        self.block().first(from.rows.len())
    }

    /// Copies some rows of a matrix to the places from one on; there must be room for them.
    #[inline(always)]
    pub(crate) fn gather_from(&mut self, place: usize, from: Scattered<'_>) {
        let lines: &mut [Line] = self.values[self.offset..].as_chunks_mut().0.as_chunks_mut().0;
        gather(from, &mut lines[place * from.width.div_ceil(2)..]);
    }

    /// All rows as eights, and how many a row has: an even number.
    #[inline(always)]
    pub(crate) fn eights_mut(&mut self) -> (&mut [[f32; 8]], usize) {
        (self.values[self.offset..].as_chunks_mut().0, self.width.next_multiple_of(2))
    }
}

/// Rows side by side.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Block<'a> {
    /// With room for whole [`ROWS`].
    pub(super) lines: &'a [Line],
    pub(super) rows: usize,
    /// Eights in a row; it takes up whole lines.
    pub(super) width: usize,
}

impl<'a> Block<'a> {
    /// The first of its rows.
    #[inline(always)]
    pub(crate) fn first(self, rows: usize) -> Self {
        self.part(0, rows)
    }

    /// So many of its rows, from one on.
    #[inline(always)]
    pub(crate) fn part(self, start: usize, rows: usize) -> Self {
        let end = start + rows.next_multiple_of(ROWS);
        Block { lines: &self.lines[start * self.stride()..end * self.stride()], rows, ..self }
    }

    /// Eights in a row.
    #[inline(always)]
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Lines in a row.
    #[inline(always)]
    pub(super) fn stride(&self) -> usize {
        self.width.div_ceil(2)
    }

    /// The eights of a row.
    #[inline(always)]
    pub(crate) fn row(&self, row: usize) -> &'a [[f32; 8]] {
        &self.lines[row * self.stride()..(row + 1) * self.stride()].as_flattened()[..self.width]
    }
}

kernel! {
    /// Copies rows to lines of their own.
    fn gather(from: Scattered<'k>, to: &'k mut [Line]) => gather_on
}

/// Two rows at a time: their misses of the caches overlap more than those of calls that copy one.
#[inline(always)]
fn gather_on<E: Eight>(eight: E, from: Scattered<'_>, to: &mut [Line]) {
    let stride = from.width.div_ceil(2);
    let (twos, one) = from.rows.as_chunks();
    if let [number] = one {
        let to = to[2 * twos.len() * stride..][..stride].as_flattened_mut();
        to[..from.width].copy_from_slice(from.numbered(*number));
    }
    for (two, to) in twos.iter().zip(to.chunks_exact_mut(2 * stride)) {
        let (first, second) = to.split_at_mut(stride);
        let [a, b]: [_; 2] = two.map(|number| from.numbered(number).as_chunks());
        for (((first, second), a), b) in first.iter_mut().zip(&mut *second).zip(a.0).zip(b.0) {
            eight.write_pair(eight.read_pair(a), first);
            eight.write_pair(eight.read_pair(b), second);
        }
        if let ([a], [b]) = (a.1, b.1) {
            first[stride - 1][0] = *a;
            second[stride - 1][0] = *b;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_room_keeps_what_is_there() {
        let mut lines = Lines::default();
        lines.gather(Scattered { matrix: &[[1.0; 8], [2.0; 8], [3.0; 8]], width: 3, rows: &[0] });
        lines.resize(100, 3);
        assert_eq!(lines.block().row(0), [[1.0; 8], [2.0; 8], [3.0; 8]]);
        assert_eq!(lines.block().row(99), [[0.0; 8]; 3]);
    }
}
