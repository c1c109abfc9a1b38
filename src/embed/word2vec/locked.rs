//! [`Locked`]: a matrix that many threads read and change.

use std::ops::Range;
use std::sync::{Mutex, PoisonError, TryLockError};

use crate::embed::word2vec::fixed::FixedRows;
use crate::embed::word2vec::panel::{Panel, Places};
use crate::embed::word2vec::shares::start_of;
use crate::embed::word2vec::step::Matrix;
use crate::parallel::split_at_ranges;
use crate::vector::kernel::block::{Block, Lines};
use crate::vector::kernel::block_sums::{Factors, add_combined};
use crate::vector::kernel::scattered::{Scattered, ScatteredMut};

/// A matrix in shares, each under a lock.
#[derive(Debug)]
pub(crate) struct Locked<'a> {
    shares: Vec<Mutex<&'a mut [[f32; 8]]>>,
    ends: &'a [u32],
    /// Eights in a row.
    width: usize,
    /// Where the rows lie.
    pub(crate) places: Places,
    /// Rows that stay as they are.
    fixed: Option<&'a FixedRows>,
}

/// A thread's view of it. Rows must come share by share.
#[derive(Debug)]
pub(crate) struct Shared<'a> {
    matrix: &'a Locked<'a>,
    /// Numbers of rows, from the first of their share on.
    numbers: Vec<u32>,
    /// Shares that others hold, and which of the rows are in them.
    busy: Vec<(usize, Range<usize>)>,
}

impl<'a> Locked<'a> {
    /// A matrix in these shares, some of whose rows may have to stay.
    pub(crate) fn new(matrix: &'a mut Panel, ends: &'a [u32], fixed: Option<&'a FixedRows>) -> Self {
        let (width, places) = (matrix.width(), matrix.places());
        let lengths = (0..ends.len()).map(|share| (ends[share] - start_of(ends, share)) as usize * width);
        let shares = split_at_ranges(matrix.eights_mut(), lengths).into_iter().map(Mutex::new).collect();
        Locked { shares, ends, width, places, fixed }
    }

    /// For a thread.
    pub(crate) fn shared(&'a self) -> Shared<'a> {
        Shared { matrix: self, numbers: Vec::new(), busy: Vec::new() }
    }
}

impl Shared<'_> {
    /// Lends every share of these rows under its lock: its first row, what it holds, which of the rows are in it, and their
    /// numbers in it. Shares that others hold come last.
    #[inline(always)]
    fn for_each_share(
        &mut self,
        rows: &[u32],
        mut work: impl FnMut(u32, &mut [[f32; 8]], Range<usize>, &[u32]),
    ) {
        let Shared { matrix: Locked { shares, ends, .. }, numbers, busy } = self;
        let mut lend = |share: usize, lent: &mut [[f32; 8]], range: Range<usize>| {
            let first = start_of(ends, share);
            numbers.clear();
            numbers.extend(rows[range.clone()].iter().map(|row| row - first));
            work(first, lent, range, numbers);
        };
        let mut start = 0;
        for (share, (lock, &end)) in shares.iter().zip(*ends).enumerate() {
            let len = rows[start..].iter().take_while(|&&row| row < end).count();
            let range = start..start + len;
            start += len;
            if len == 0 {
                continue;
            }
            match lock.try_lock() {
                Ok(mut lent) => lend(share, &mut lent, range),
                // A thread that panicked left whole numbers behind, if not all of them.
                Err(TryLockError::Poisoned(error)) => lend(share, &mut error.into_inner(), range),
                Err(TryLockError::WouldBlock) => busy.push((share, range)),
            }
        }
        for (share, range) in busy.drain(..) {
            lend(share, &mut shares[share].lock().unwrap_or_else(PoisonError::into_inner), range);
        }
    }
}

impl Matrix for Shared<'_> {
    #[inline(always)]
    fn gather<'l>(&mut self, rows: &[u32], to: &'l mut Lines) -> Block<'l> {
        let width = self.matrix.width;
        to.resize(rows.len(), width);
        self.for_each_share(rows, |_, matrix, range, rows| {
            to.gather_from(range.start, Scattered { matrix, width, rows });
        });
        to.block().first(rows.len())
    }

    #[inline(always)]
    fn add(&mut self, rows: &[u32], factors: Factors<'_>, y: Block<'_>) {
        let (width, fixed) = (self.matrix.width, self.matrix.fixed);
        self.for_each_share(rows, |first, matrix, range, numbers| {
            let x = ScatteredMut { matrix: &mut *matrix, width, rows: numbers };
            add_combined(x, factors.from(range.start), y);
            if let Some(fixed) = fixed {
                fixed.restore(0, matrix, width, first, &rows[range]);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embed::word2vec::padded::PaddedRows;

    #[test]
    fn rows_are_read_and_moved_share_by_share() {
        let mut matrix = PaddedRows::zeros(6, 9, 1);
        (0..6).for_each(|row| matrix.whole_mut().row_mut(row)[8] = row as f32);
        let fixed = FixedRows::new(&matrix, &[3]);
        let matrix = matrix.whole_mut();
        let (ends, rows) = ([1, 1, 4, 6], [0, 3, 2, 5]);
        let (mut lines, mut ones) = (Lines::default(), Lines::default());
        let y = ones.gather(Scattered { matrix: &[[1.0; 8]; 2], width: 2, rows: &[0] });
        let locked = Locked::new(matrix, &ends, Some(&fixed));
        let mut shared = locked.shared();
        let block = shared.gather(&rows, &mut lines);
        assert_eq!([0, 1, 2, 3].map(|place| block.row(place)[1][0]), [0.0, 3.0, 2.0, 5.0]);
        shared.add(&rows, Factors::ByRow(&[10.0, 20.0, 30.0, 40.0], 1), y);
        shared.add(&rows, Factors::ByColumn(&[100.0, 200.0, 300.0, 400.0], 4), y);
        assert_eq!([0, 1, 2, 3, 4, 5].map(|row| matrix.row(row)[8]), [110.0, 1.0, 332.0, 3.0, 4.0, 445.0]);
    }
}
