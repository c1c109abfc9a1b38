//! [`Packed`] and [`Packed::times_into`]: the inner loops of dense matrix products.
//!
//! The scheme of Goto and van de Geijn ("Anatomy of High-Performance Matrix Multiplication", 2008). The right
//! factor is packed once into panels of 64 columns, so that its numbers come in the order in which they
//! are needed; a block of rows of the left factor is packed into slivers of six rows. Six rows by 64 columns of
//! the result then stay in registers while a sliver and a panel stream by.
//!
//! An element is one chain of multiply-adds in the order of the depth, **fused where the instruction set
//! has that: its bits depend on the set**, but not on the other rows and columns or on threads. The error is
//! at most about `depth · ε · Σ|terms|`.

use std::ops::Range;

use super::dispatch::{Kernel, dispatch};
use super::lanes::{InstructionSet, LANES, Lanes};
use crate::parallel;

/// Columns of a panel.
const PANEL: usize = 4 * LANES;
/// Rows of a sliver.
const SLIVER: usize = 6;

/// A factor that lies row after row, read as it is or transposed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Factor<'a> {
    pub(crate) values: &'a [f32],
    /// Numbers in a stored row.
    pub(crate) stride: usize,
    pub(crate) transposed: bool,
}

impl Factor<'_> {
    /// Copies rows `rows` of the (perhaps transposed) factor, columns `columns`, so that number (r, c) comes to
    /// `out[c · width + r]`; what is beyond the rows stays.
    fn pack_columns(self, rows: Range<usize>, columns: Range<usize>, width: usize, out: &mut [f32]) {
        if self.transposed {
            for (out, column) in out.chunks_exact_mut(width).zip(columns) {
                let from = &self.values[column * self.stride..][rows.clone()];
                out[..from.len()].copy_from_slice(from);
            }
            return;
        }
        // Sixteen columns at a time: what is written stays in the nearest cache until all rows have come.
        for (block, out) in out.chunks_mut(LANES * width).enumerate() {
            let first = columns.start + block * LANES;
            let count = LANES.min(columns.end - first);
            for (place, row) in rows.clone().enumerate() {
                let from = &self.values[row * self.stride + first..][..count];
                for (out, &value) in out.chunks_exact_mut(width).zip(from) {
                    out[place] = value;
                }
            }
        }
    }
}

/// The right factor of a product, depth × columns, in panels.
#[derive(Debug)]
pub(crate) struct Packed {
    panels: Vec<f32>,
    depth: usize,
    columns: usize,
}

impl Packed {
    /// Packs rows `depth` of the first `columns` columns of `right`, on all threads.
    pub(crate) fn of(right: Factor<'_>, depth: Range<usize>, columns: usize) -> Self {
        let mut panels = vec![0.0; columns.div_ceil(PANEL) * PANEL * depth.len()];
        let size = PANEL * depth.len();
        // The transpose of what a panel holds: its rows are columns here.
        let right = Factor { transposed: !right.transposed, ..right };
        parallel::fill_chunks(&mut panels, size, |first, panel| {
            let first = first / size.max(1) * PANEL;
            right.pack_columns(first..columns.min(first + PANEL), depth.clone(), PANEL, panel);
        });
        Packed { panels, depth: depth.len(), columns }
    }

    /// `out ← out + left[rows, from..from + depth] · packed`; `out` begins at the first number of the result, and its
    /// rows are `stride` apart.
    pub(crate) fn times_into(
        &self,
        left: Factor<'_>,
        rows: Range<usize>,
        from: usize,
        out: &mut [f32],
        stride: usize,
    ) {
        let mut slivers = vec![0.0; rows.len().div_ceil(SLIVER) * SLIVER * self.depth];
        let starts = rows.clone().step_by(SLIVER);
        for (start, sliver) in starts.zip(slivers.chunks_exact_mut((SLIVER * self.depth).max(1))) {
            let rows = start..rows.end.min(start + SLIVER);
            left.pack_columns(rows, from..from + self.depth, SLIVER, sliver);
        }
        dispatch(Block { packed: self, slivers: &slivers, out, stride });
    }
}

/// All slivers times all panels.
struct Block<'k> {
    packed: &'k Packed,
    slivers: &'k [f32],
    out: &'k mut [f32],
    stride: usize,
}

impl Kernel for Block<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: InstructionSet>(self, set: S) {
        let Packed { panels, depth, columns } = self.packed;
        if *depth == 0 || *columns == 0 || self.out.is_empty() {
            return;
        }
        for (index, panel) in panels.chunks_exact(PANEL * depth).enumerate() {
            let first = index * PANEL;
            let width = PANEL.min(columns - first);
            let rows = self.out.chunks_mut(SLIVER * self.stride);
            for (sliver, out) in self.slivers.chunks_exact(SLIVER * depth).zip(rows) {
                sliver_times_panel(set, sliver, panel, width, &mut out[first..], self.stride);
            }
        }
    }
}

/// A sliver times a panel, as many registers of columns at a time as there are.
#[inline(always)]
fn sliver_times_panel<L: Lanes<f32>>(
    lanes: L,
    sliver: &[f32],
    panel: &[f32],
    width: usize,
    out: &mut [f32],
    stride: usize,
) {
    let mut column = 0;
    while column < width {
        let registers = (width - column).div_ceil(LANES).min(L::STRIP);
        let columns = (width - column).min(registers * LANES);
        let (panel, out) = (&panel[column..], &mut out[column..]);
        match registers {
            4 => strip::<L, 4>(lanes, sliver, panel, columns, out, stride),
            3 => strip::<L, 3>(lanes, sliver, panel, columns, out, stride),
            2 => strip::<L, 2>(lanes, sliver, panel, columns, out, stride),
            _ => strip::<L, 1>(lanes, sliver, panel, columns, out, stride),
        }
        column += columns;
    }
}

/// A sliver times V registers of columns. Rows of `out` are `stride` apart; the last may be missing.
#[inline(always)]
fn strip<L: Lanes<f32>, const V: usize>(
    lanes: L,
    sliver: &[f32],
    panel: &[f32],
    columns: usize,
    out: &mut [f32],
    stride: usize,
) {
    let mut sums = [[lanes.splat(0.0f32); V]; SLIVER];
    for (factors, row) in sliver.as_chunks::<SLIVER>().0.iter().zip(panel.chunks(PANEL)) {
        let Some(row) = row.as_chunks::<LANES>().0.first_chunk::<V>() else { return };
        let numbers = row.each_ref().map(|numbers| lanes.load(numbers));
        for (sums, &factor) in sums.iter_mut().zip(factors) {
            let factor = lanes.splat(factor);
            for (sum, &numbers) in sums.iter_mut().zip(&numbers) {
                *sum = lanes.fused(factor, numbers, *sum);
            }
        }
    }
    for (sums, out) in sums.into_iter().zip(out.chunks_mut(stride)) {
        let (chunks, part) = out[..columns].as_chunks_mut::<LANES>();
        for (chunk, &sum) in chunks.iter_mut().zip(&sums) {
            lanes.store(lanes.add(lanes.load(chunk), sum), chunk);
        }
        if !part.is_empty() {
            lanes.store_part(lanes.add(lanes.load_part(part), sums[V - 1]), part);
        }
    }
}
