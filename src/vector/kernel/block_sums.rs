//! Products and updates of rows that lie side by side, each from the start of a line of cache: what training embeddings is made of.
//!
//! With *m* or *n* rows in [`Lines`](super::block::Lines), and rows *xᵢ* that are named by number ([`ScatteredMut`]):
//!
//! ```text
//! products        pᵢⱼ = aᵢ·bⱼ
//! add_combined    xᵢ += Σⱼ fᵢⱼ·yⱼ
//! set_combined    xᵢ  = Σⱼ fᵢⱼ·yⱼ
//! ```
//!
//! Each is made of blocks of sums that stay in registers. A product is summed over one eight of lanes, an update in the order of
//! *j*: on AVX-512, products put two rows side by side into a register, and updates two eights of a row, and the bits are those
//! of AVX2.

use super::block::Block;
use super::dispatch::kernel;
use super::eight::Eight;
use super::scattered::ScatteredMut;

/// The distance between rows of products of `n` columns: a multiple of four.
#[inline(always)]
pub(crate) fn stride_of(n: usize) -> usize {
    n.next_multiple_of(4)
}

kernel! {
    /// `out[i·stride + j] ← aᵢ·bⱼ`, with `stride = stride_of(n)`; what columns past *n* hold has no meaning.
    pub(crate) fn products(a: Block<'k>, b: Block<'k>, out: &'k mut [f32]) => products_on
}

#[inline(always)]
fn products_on<E: Eight>(eight: E, a: Block<'_>, b: Block<'_>, out: &mut [f32]) {
    let (m, stride) = (a.rows, stride_of(b.rows));
    let mut i = 0;
    while E::IS_PAIR_ONE && i < m {
        let pairs = share((m - i).div_ceil(2), 3);
        let rows = (m - i).min(2 * pairs);
        let out = &mut out[i * stride..(i + rows) * stride];
        match pairs {
            3 => pairs_of_products::<E, 3>(eight, a, i, b, out, stride),
            2 => pairs_of_products::<E, 2>(eight, a, i, b, out, stride),
            _ => pairs_of_products::<E, 1>(eight, a, i, b, out, stride),
        }
        i += rows;
    }
    while i < m {
        let rows = share(m - i, 3);
        let out = &mut out[i * stride..(i + rows) * stride];
        match rows {
            3 => rows_of_products::<E, 3>(eight, a, i, b, out, stride),
            2 => rows_of_products::<E, 2>(eight, a, i, b, out, stride),
            _ => rows_of_products::<E, 1>(eight, a, i, b, out, stride),
        }
        i += rows;
    }
}

/// How many of `left` the next block takes, of at most `most`, so that none is left alone.
#[inline(always)]
fn share(left: usize, most: usize) -> usize {
    if left == most + 1 && most > 2 { most - 1 } else { left.min(most) }
}

#[inline(always)]
fn rows_of_products<E: Eight, const R: usize>(
    eight: E,
    a: Block<'_>,
    first: usize,
    b: Block<'_>,
    out: &mut [f32],
    stride: usize,
) {
    let width = a.width;
    let a: [&[[f32; 8]]; R] = std::array::from_fn(|row| &a.row(first + row)[..width]);
    for j in (0..stride).step_by(4) {
        let b: [&[[f32; 8]]; 4] = std::array::from_fn(|column| &b.row(j + column)[..width]);
        let mut sums = [[eight.repeat(0.0); 4]; R];
        for part in 0..width {
            let y: [E::Register; 4] = std::array::from_fn(|column| eight.read(&b[column][part]));
            for row in 0..R {
                let x = eight.read(&a[row][part]);
                for column in 0..4 {
                    sums[row][column] = eight.multiply_add(x, y[column], sums[row][column]);
                }
            }
        }
        for row in 0..R {
            out[row * stride + j..][..4].copy_from_slice(&eight.four_sums(sums[row]));
        }
    }
}

/// The same for two rows side by side in each register. The partner of a row that is left over stands for nothing.
#[inline(always)]
fn pairs_of_products<E: Eight, const P: usize>(
    eight: E,
    a: Block<'_>,
    first: usize,
    b: Block<'_>,
    out: &mut [f32],
    stride: usize,
) {
    let width = a.width;
    let row = |pair: usize, side: usize| &a.row(first + 2 * pair + side)[..width];
    let a: [[&[[f32; 8]]; 2]; P] = std::array::from_fn(|pair| [row(pair, 0), row(pair, 1)]);
    for j in (0..stride).step_by(4) {
        let b: [&[[f32; 8]]; 4] = std::array::from_fn(|column| &b.row(j + column)[..width]);
        let mut sums = [[eight.repeat_twice(0.0); 4]; P];
        for part in 0..width {
            let x: [E::Pair; P] =
                std::array::from_fn(|pair| eight.pair(&a[pair][0][part], &a[pair][1][part]));
            for column in 0..4 {
                let y = eight.pair(&b[column][part], &b[column][part]);
                for pair in 0..P {
                    sums[pair][column] = eight.multiply_add_pair(x[pair], y, sums[pair][column]);
                }
            }
        }
        for (pair, sums) in sums.into_iter().enumerate() {
            for (side, sums) in eight.four_sums_of_pairs(sums).iter().enumerate() {
                if let Some(out) = out.get_mut((2 * pair + side) * stride + j..).filter(|out| out.len() >= 4)
                {
                    out[..4].copy_from_slice(sums);
                }
            }
        }
    }
}

/// Where the factors of an update lie.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Factors<'a> {
    /// `fᵢⱼ` at `i·stride + j`.
    ByRow(&'a [f32], usize),
    /// `fᵢⱼ` at `j·stride + i`.
    ByColumn(&'a [f32], usize),
}

impl Factors<'_> {
    /// Those of the rows from one on.
    #[inline(always)]
    pub(crate) fn from(self, row: usize) -> Self {
        match self {
            Factors::ByRow(factors, stride) => Factors::ByRow(&factors[row * stride..], stride),
            // Without rows of y there are no factors.
            Factors::ByColumn(factors, stride) => {
                Factors::ByColumn(factors.get(row..).unwrap_or_default(), stride)
            }
        }
    }

    /// `fⱼᵢ` in the place of `fᵢⱼ`.
    #[inline(always)]
    pub(crate) fn turned(self) -> Self {
        match self {
            Factors::ByRow(factors, stride) => Factors::ByColumn(factors, stride),
            Factors::ByColumn(factors, stride) => Factors::ByRow(factors, stride),
        }
    }
}

kernel! {
    /// `xᵢ ← xᵢ + Σⱼ fᵢⱼ·yⱼ`.
    /// A row has as many eights as those of *y*, or one more, which fills a line.
    pub(crate) fn add_combined(x: ScatteredMut<'k>, factors: Factors<'k>, y: Block<'k>) => add_combined_on
}

kernel! {
    /// `xᵢ ← Σⱼ fᵢⱼ·yⱼ`.
    /// A row has as many eights as those of *y*, or one more, which fills a line.
    pub(crate) fn set_combined(x: ScatteredMut<'k>, factors: Factors<'k>, y: Block<'k>) => set_combined_on
}

#[inline(always)]
fn add_combined_on<E: Eight>(eight: E, x: ScatteredMut<'_>, factors: Factors<'_>, y: Block<'_>) {
    combine::<E, true>(eight, x, factors, y);
}

#[inline(always)]
fn set_combined_on<E: Eight>(eight: E, x: ScatteredMut<'_>, factors: Factors<'_>, y: Block<'_>) {
    combine::<E, false>(eight, x, factors, y);
}

/// `ADDS` to what stands in the rows, or puts the sums in its place.
#[inline(always)]
fn combine<E: Eight, const ADDS: bool>(
    eight: E,
    mut x: ScatteredMut<'_>,
    factors: Factors<'_>,
    y: Block<'_>,
) {
    let mut i = 0;
    while i < x.rows.len() {
        let count = share(x.rows.len() - i, E::BLOCK.0);
        match count {
            6 if E::BLOCK.0 >= 6 => combine_rows::<E, ADDS, 6>(eight, &mut x, factors, i, y),
            5 if E::BLOCK.0 >= 5 => combine_rows::<E, ADDS, 5>(eight, &mut x, factors, i, y),
            4 if E::BLOCK.0 >= 4 => combine_rows::<E, ADDS, 4>(eight, &mut x, factors, i, y),
            3 => combine_rows::<E, ADDS, 3>(eight, &mut x, factors, i, y),
            2 => combine_rows::<E, ADDS, 2>(eight, &mut x, factors, i, y),
            _ => combine_rows::<E, ADDS, 1>(eight, &mut x, factors, i, y),
        }
        i += count;
    }
}

#[inline(always)]
fn combine_rows<E: Eight, const ADDS: bool, const R: usize>(
    eight: E,
    x: &mut ScatteredMut<'_>,
    factors: Factors<'_>,
    first: usize,
    y: Block<'_>,
) {
    let n = y.rows;
    match factors {
        Factors::ByRow(factors, stride) => {
            let factors: [&[f32]; R] = std::array::from_fn(|row| &factors[(first + row) * stride..][..n]);
            strips::<E, ADDS, R>(eight, x, first, |j| std::array::from_fn(|row| factors[row][j]), y);
        }
        Factors::ByColumn(factors, stride) => {
            // Without rows of y there are no factors either.
            let factors = factors.get(first..).unwrap_or_default();
            let factor = |j: usize| -> [f32; R] {
                let column = &factors[j * stride..j * stride + R];
                std::array::from_fn(|row| column[row])
            };
            strips::<E, ADDS, R>(eight, x, first, factor, y);
        }
    }
}

#[inline(always)]
fn strips<E: Eight, const ADDS: bool, const R: usize>(
    eight: E,
    x: &mut ScatteredMut<'_>,
    first: usize,
    factor: impl Fn(usize) -> [f32; R],
    y: Block<'_>,
) {
    let starts: [usize; R] = std::array::from_fn(|row| x.rows[first + row] as usize * x.width);
    let mut line = 0;
    while line < y.stride() {
        let lines = share(y.stride() - line, E::BLOCK.1);
        let rows = starts.map(|start| start + 2 * line..start + (2 * (line + lines)).min(x.width));
        match lines {
            7 if E::BLOCK.1 >= 7 => strip::<E, ADDS, R, 7>(eight, x.matrix, rows, &factor, y, line),
            6 if E::BLOCK.1 >= 6 => strip::<E, ADDS, R, 6>(eight, x.matrix, rows, &factor, y, line),
            5 if E::BLOCK.1 >= 5 => strip::<E, ADDS, R, 5>(eight, x.matrix, rows, &factor, y, line),
            4 if E::BLOCK.1 >= 4 => strip::<E, ADDS, R, 4>(eight, x.matrix, rows, &factor, y, line),
            3 if E::BLOCK.1 >= 3 => strip::<E, ADDS, R, 3>(eight, x.matrix, rows, &factor, y, line),
            2 if E::BLOCK.1 >= 2 => strip::<E, ADDS, R, 2>(eight, x.matrix, rows, &factor, y, line),
            _ => strip::<E, ADDS, R, 1>(eight, x.matrix, rows, &factor, y, line),
        }
        line += lines;
    }
}

#[inline(always)]
fn strip<E: Eight, const ADDS: bool, const R: usize, const V: usize>(
    eight: E,
    matrix: &mut [[f32; 8]],
    rows: [std::ops::Range<usize>; R],
    factor: &impl Fn(usize) -> [f32; R],
    y: Block<'_>,
    line: usize,
) {
    // Of the last line, a row may have a half.
    let is_half = |at: usize| at + 1 == V && rows[0].len() < 2 * V;
    let mut sums = [[eight.repeat_twice(0.0); V]; R];
    if ADDS {
        sums = std::array::from_fn(|row| {
            let (lines, half) = matrix[rows[row].clone()].as_chunks();
            std::array::from_fn(|at| {
                if is_half(at) { eight.read_half(&half[0]) } else { eight.read_pair(&lines[at]) }
            })
        });
    }
    for (j, row) in y.lines.chunks_exact(y.stride()).take(y.rows).enumerate() {
        let row = &row[line..line + V];
        let row: [E::Pair; V] = std::array::from_fn(|at| eight.read_pair(&row[at]));
        let factors = factor(j);
        for x in 0..R {
            let factor = eight.repeat_twice(factors[x]);
            for at in 0..V {
                sums[x][at] = eight.multiply_add_pair(factor, row[at], sums[x][at]);
            }
        }
    }
    for (sums, row) in sums.into_iter().zip(&rows) {
        let (lines, half) = matrix[row.clone()].as_chunks_mut();
        for (at, sum) in sums.into_iter().enumerate() {
            if is_half(at) {
                eight.write_half(sum, &mut half[0]);
            } else {
                eight.write_pair(sum, &mut lines[at]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use crate::vector::kernel::block::Lines;
    use crate::vector::kernel::dispatch::tests::on_every_set;
    use crate::vector::kernel::scattered::Scattered;
    use crate::vector::kernel::scattered::tests::{matrix, row};

    fn to_write<'a>(matrix: &'a mut [[f32; 8]], width: usize, rows: &'a [u32]) -> ScatteredMut<'a> {
        ScatteredMut { matrix, width, rows }
    }

    #[test]
    fn products_and_updates_equal_plain_loops() {
        on_every_set(|set| {
            for (m, n) in (0..15u32).flat_map(|m| (1..10u32).map(move |n| (m, n))) {
                let width = (m + 3 * n) as usize % 23 + 1;
                let (a, b) = (matrix(16, width, 1), matrix(12, width, 2));
                let a_rows: Vec<u32> = (0..m).map(|i| (i * 5 + 3) % 16).collect();
                let b_rows: Vec<u32> = (0..n).map(|j| (j * 7 + 1) % 12).collect();
                let (mut from, mut to) = (Lines::default(), Lines::default());
                let from = from.gather(Scattered { matrix: &a, width, rows: &a_rows });
                let to = to.gather(Scattered { matrix: &b, width, rows: &b_rows });
                let stride = stride_of(n as usize);
                let mut out = vec![0.0; m as usize * stride];
                products(from, to, &mut out);
                for (i, &x) in a_rows.iter().enumerate() {
                    for (j, &y) in b_rows.iter().enumerate() {
                        let pairs = row(&a, width, x).into_iter().zip(row(&b, width, y));
                        let expected: f32 = pairs.map(|(x, y)| x * y).sum();
                        assert_eq!(out[i * stride + j], expected, "{set} {m}×{n}×{width}");
                    }
                }
                let factors: Vec<f32> = (0..m as usize * stride).map(|at| (at % 5) as f32 - 2.0).collect();
                let (mut forward, mut backward) = (a.clone(), b.clone());
                let by_row = Factors::ByRow(&factors, stride);
                add_combined(to_write(&mut forward, width, &a_rows), by_row, to);
                add_combined(to_write(&mut backward, width, &b_rows), by_row.turned(), from);
                let (mut a_plain, mut b_plain) = (a.clone(), b.clone());
                for (i, &x) in a_rows.iter().enumerate() {
                    for (j, &y) in b_rows.iter().enumerate() {
                        for part in 0..width {
                            for lane in 0..8 {
                                let factor = factors[i * stride + j];
                                let (x, y) = (x as usize * width + part, y as usize * width + part);
                                a_plain[x][lane] += factor * b[y][lane];
                                b_plain[y][lane] += factor * a[x][lane];
                            }
                        }
                    }
                }
                assert_eq!((&forward, &backward), (&a_plain, &b_plain), "{set} {m}×{n}×{width}");
                // The same onto nothing, in lines.
                let mut lines = Lines::default();
                lines.resize(16, width);
                let (matrix, lines_width) = lines.eights_mut();
                set_combined(to_write(matrix, lines_width, &a_rows), by_row, to);
                for &x in &a_rows {
                    let sums = lines.block().row(x as usize).as_flattened().iter().zip(row(&a, width, x));
                    let sums: Vec<f32> = sums.map(|(sum, start)| start + sum).collect();
                    assert_eq!(sums, row(&a_plain, width, x), "{set} {m}×{n}×{width}");
                }
            }
        });
    }

    /// Numbers whose sums are rounded: sets with fused multiply-add agree to the bit, however they cut the work.
    #[test]
    fn sets_that_fuse_give_the_same_bits() {
        let results = RefCell::new(Vec::new());
        on_every_set(|set| {
            let mut all = Vec::new();
            for (m, n, width) in [(11, 12, 13), (3, 5, 2), (7, 9, 29), (12, 12, 7), (1, 1, 1)] {
                let third = |matrix: Vec<[f32; 8]>| matrix.into_iter().map(|x| x.map(|x| x / 3.0)).collect();
                let (a, b): (Vec<_>, Vec<_>) = (third(matrix(m, width, 1)), third(matrix(n, width, 2)));
                let numbers: Vec<u32> = (0..16).collect();
                let (mut from, mut to) = (Lines::default(), Lines::default());
                let from = from.gather(Scattered { matrix: &a, width, rows: &numbers[..m] });
                let to = to.gather(Scattered { matrix: &b, width, rows: &numbers[..n] });
                let stride = stride_of(n);
                let mut out = vec![0.0; m * stride];
                products(from, to, &mut out);
                let (mut x, factors) = (a.clone(), Factors::ByRow(&out, stride));
                add_combined(to_write(&mut x, width, &numbers[..m]), factors, to);
                let mut y = b.clone();
                set_combined(to_write(&mut y, width, &numbers[..n]), factors.turned(), from);
                let sums = x.into_iter().chain(y).flatten().chain(out);
                all.extend(sums.map(f32::to_bits));
            }
            if set != "portable" {
                results.borrow_mut().push(all);
            }
        });
        assert!(results.into_inner().windows(2).all(|pair| pair[0] == pair[1]));
    }
}
