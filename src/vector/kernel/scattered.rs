//! Products and updates of rows that lie scattered in matrices: what training embeddings is made of.
//!
//! A matrix here is a slice of eights; a row is `width` of them (the last padded with zeros), and a [`Scattered`] names
//! *m* or *n* of its rows by number. As in a [`Tile`](super::tile::Tile), whose rows must lie end to end:
//!
//! ```text
//! products        pᵢⱼ = aᵢ·bⱼ
//! add_combined    xᵢ += Σⱼ fᵢⱼ·yⱼ
//! add_scaled      xᵢ += f·y        for a list of (i, f, y)
//! ```
//!
//! Three rows by four (products) or four rows by three registers (updates) fill the sixteen registers of AVX2; what is
//! left over is cut so that no block is too small to keep both multipliers busy.

use super::dispatch::kernel;
use super::eight::{Eight, prefetch};

/// Some rows of a matrix.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scattered<'a> {
    /// The matrix.
    pub(crate) matrix: &'a [[f32; 8]],
    /// Eights in a row.
    pub(crate) width: usize,
    /// The numbers of the rows.
    pub(crate) rows: &'a [u32],
}

impl<'a> Scattered<'a> {
    #[inline(always)]
    fn row(&self, index: usize) -> &'a [[f32; 8]] {
        let start = self.rows[index] as usize * self.width;
        &self.matrix[start..start + self.width]
    }

    /// Asks memory for every row, which will be read soon.
    #[inline(always)]
    pub(crate) fn prefetch(&self) {
        for index in 0..self.rows.len() {
            self.row(index).iter().step_by(2).for_each(|part| prefetch(part));
        }
    }
}

/// The distance between rows of products of `n` columns: a multiple of four.
#[inline(always)]
pub(crate) fn stride_of(n: usize) -> usize {
    n.next_multiple_of(4)
}

kernel! {
    /// `out[i·stride + j] ← aᵢ·bⱼ`, with `stride = stride_of(n)`; columns past *n* repeat the last one.
    pub(crate) fn products(a: Scattered<'k>, b: Scattered<'k>, out: &'k mut [f32]) => products_on
}

#[inline(always)]
fn products_on<E: Eight>(eight: E, a: Scattered<'_>, b: Scattered<'_>, out: &mut [f32]) {
    let (m, stride) = (a.rows.len(), stride_of(b.rows.len()));
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
    if left == most + 1 { most - 1 } else { left.min(most) }
}

#[inline(always)]
fn rows_of_products<E: Eight, const R: usize>(
    eight: E,
    a: Scattered<'_>,
    first: usize,
    b: Scattered<'_>,
    out: &mut [f32],
    stride: usize,
) {
    let (width, last) = (a.width, b.rows.len().saturating_sub(1));
    let a: [&[[f32; 8]]; R] = std::array::from_fn(|row| &a.row(first + row)[..width]);
    for j in (0..stride).step_by(4) {
        let b: [&[[f32; 8]]; 4] = std::array::from_fn(|column| &b.row((j + column).min(last))[..width]);
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

/// The same for two rows side by side in each register; a row that is left over is its own partner.
#[inline(always)]
fn pairs_of_products<E: Eight, const P: usize>(
    eight: E,
    a: Scattered<'_>,
    first: usize,
    b: Scattered<'_>,
    out: &mut [f32],
    stride: usize,
) {
    let (width, last, last_row) = (a.width, b.rows.len().saturating_sub(1), a.rows.len() - 1);
    let a: [[&[[f32; 8]]; 2]; P] = std::array::from_fn(|pair| {
        [0, 1].map(|side| &a.row((first + 2 * pair + side).min(last_row))[..width])
    });
    for j in (0..stride).step_by(4) {
        let b: [&[[f32; 8]]; 4] = std::array::from_fn(|column| &b.row((j + column).min(last))[..width]);
        let mut sums = [[eight.repeat_twice(0.0); 4]; P];
        for part in 0..width {
            let x: [E::Pair; P] = std::array::from_fn(|pair| eight.pair(&a[pair][0][part], &a[pair][1][part]));
            for column in 0..4 {
                let y = eight.pair(&b[column][part], &b[column][part]);
                for pair in 0..P {
                    sums[pair][column] = eight.multiply_add_pair(x[pair], y, sums[pair][column]);
                }
            }
        }
        let rows = sums.into_iter().flat_map(|sums| eight.four_sums_of_pairs(sums));
        for (out, sums) in out.chunks_exact_mut(stride).zip(rows) {
            out[j..j + 4].copy_from_slice(&sums);
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
    /// `xᵢ ← xᵢ + Σⱼ fᵢⱼ·yⱼ` for the rows of `matrix` that `rows` names, all different.
    pub(crate) fn add_combined(
        matrix: &'k mut [[f32; 8]], rows: &'k [u32], factors: Factors<'k>, y: Scattered<'k>
    ) => add_combined_on
}

kernel! {
    /// `xᵢ ← Σⱼ fᵢⱼ·yⱼ` for the rows of `matrix` that `rows` names, all different.
    pub(crate) fn set_combined(
        matrix: &'k mut [[f32; 8]], rows: &'k [u32], factors: Factors<'k>, y: Scattered<'k>
    ) => set_combined_on
}

/// A row of a matrix, and what is added to it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scaled<'a> {
    /// The number of the row.
    pub(crate) row: u32,
    /// What `by` is multiplied by.
    pub(crate) factor: f32,
    /// As many eights as a row has.
    pub(crate) by: &'a [[f32; 8]],
}

kernel! {
    /// `x_row ← x_row + factor·by` for one after the other; rows may come again.
    pub(crate) fn add_scaled(matrix: &'k mut [[f32; 8]], scaled: &'k [Scaled<'k>]) => add_scaled_on
}

kernel! {
    /// `x ← x + (after − before)`, all of one length.
    pub(crate) fn add_difference(
        x: &'k mut [[f32; 8]], after: &'k [[f32; 8]], before: &'k [[f32; 8]]
    ) => add_difference_on
}

#[inline(always)]
fn add_difference_on<E: Eight>(eight: E, x: &mut [[f32; 8]], after: &[[f32; 8]], before: &[[f32; 8]]) {
    let (plus, minus) = (eight.repeat(1.0), eight.repeat(-1.0));
    for ((x, after), before) in x.iter_mut().zip(after).zip(before) {
        let difference = eight.multiply_add(minus, eight.read(before), eight.read(after));
        eight.write(eight.multiply_add(plus, difference, eight.read(x)), x);
    }
}

/// How many rows ahead memory is asked for them.
const AHEAD: usize = 6;

#[inline(always)]
fn add_scaled_on<E: Eight>(eight: E, matrix: &mut [[f32; 8]], scaled: &[Scaled<'_>]) {
    let start = |row: u32, width: usize| row as usize * width;
    for (index, &Scaled { row, factor, by }) in scaled.iter().enumerate() {
        if let Some(ahead) = scaled.get(index + AHEAD) {
            let to = &matrix[start(ahead.row, by.len())..][..by.len()];
            for (to, by) in to.iter().zip(ahead.by).step_by(2) {
                prefetch(to);
                prefetch(by);
            }
        }
        let factor = eight.repeat(factor);
        for (to, by) in matrix[start(row, by.len())..][..by.len()].iter_mut().zip(by) {
            let sum = eight.multiply_add(factor, eight.read(by), eight.read(to));
            eight.write(sum, to);
        }
    }
}

#[inline(always)]
fn add_combined_on<E: Eight>(
    eight: E,
    matrix: &mut [[f32; 8]],
    rows: &[u32],
    factors: Factors<'_>,
    y: Scattered<'_>,
) {
    combine::<E, true>(eight, matrix, rows, factors, y);
}

#[inline(always)]
fn set_combined_on<E: Eight>(
    eight: E,
    matrix: &mut [[f32; 8]],
    rows: &[u32],
    factors: Factors<'_>,
    y: Scattered<'_>,
) {
    combine::<E, false>(eight, matrix, rows, factors, y);
}

/// `ADDS` to what stands in the rows, or puts the sums in its place.
#[inline(always)]
fn combine<E: Eight, const ADDS: bool>(
    eight: E,
    matrix: &mut [[f32; 8]],
    rows: &[u32],
    factors: Factors<'_>,
    y: Scattered<'_>,
) {
    // Blocks of about the same size: none is too small to keep the multipliers busy.
    let blocks = rows.len().div_ceil(6);
    for block in 0..blocks {
        let (first, end) = (rows.len() * block / blocks, rows.len() * (block + 1) / blocks);
        let rows = &rows[first..end];
        match rows.len() {
            6 => combine_rows::<E, ADDS, 6>(eight, matrix, rows, factors, first, y),
            5 => combine_rows::<E, ADDS, 5>(eight, matrix, rows, factors, first, y),
            4 => combine_rows::<E, ADDS, 4>(eight, matrix, rows, factors, first, y),
            3 => combine_rows::<E, ADDS, 3>(eight, matrix, rows, factors, first, y),
            2 => combine_rows::<E, ADDS, 2>(eight, matrix, rows, factors, first, y),
            _ => combine_rows::<E, ADDS, 1>(eight, matrix, rows, factors, first, y),
        }
    }
}

#[inline(always)]
fn combine_rows<E: Eight, const ADDS: bool, const R: usize>(
    eight: E,
    matrix: &mut [[f32; 8]],
    rows: &[u32],
    factors: Factors<'_>,
    first: usize,
    y: Scattered<'_>,
) {
    let n = y.rows.len();
    match factors {
        Factors::ByRow(factors, stride) => {
            let factors: [&[f32]; R] = std::array::from_fn(|row| &factors[(first + row) * stride..][..n]);
            strips::<E, ADDS, R>(eight, matrix, rows, |j| std::array::from_fn(|row| factors[row][j]), y);
        }
        Factors::ByColumn(factors, stride) => {
            // Without rows of y there are no factors either.
            let factors = factors.get(first..).unwrap_or_default();
            let factor = |j: usize| -> [f32; R] {
                let column = &factors[j * stride..j * stride + R];
                std::array::from_fn(|row| column[row])
            };
            strips::<E, ADDS, R>(eight, matrix, rows, factor, y);
        }
    }
}

#[inline(always)]
fn strips<E: Eight, const ADDS: bool, const R: usize>(
    eight: E,
    matrix: &mut [[f32; 8]],
    rows: &[u32],
    factor: impl Fn(usize) -> [f32; R],
    y: Scattered<'_>,
) {
    let starts: [usize; R] = std::array::from_fn(|row| rows[row] as usize * y.width);
    let mut part = 0;
    while part + 1 < y.width {
        let pairs = share((y.width - part) / 2, E::STRIP);
        match pairs {
            4 if E::STRIP >= 4 => strip::<E, ADDS, R, 4>(eight, matrix, starts, &factor, y, part),
            3 if E::STRIP >= 3 => strip::<E, ADDS, R, 3>(eight, matrix, starts, &factor, y, part),
            2 if E::STRIP >= 2 => strip::<E, ADDS, R, 2>(eight, matrix, starts, &factor, y, part),
            _ => strip::<E, ADDS, R, 1>(eight, matrix, starts, &factor, y, part),
        }
        part += 2 * pairs;
    }
    if part < y.width {
        last_eight::<E, ADDS, R>(eight, matrix, starts, &factor, y, part);
    }
}

#[inline(always)]
fn strip<E: Eight, const ADDS: bool, const R: usize, const V: usize>(
    eight: E,
    matrix: &mut [[f32; 8]],
    starts: [usize; R],
    factor: &impl Fn(usize) -> [f32; R],
    y: Scattered<'_>,
    part: usize,
) {
    let read = |row: &[[f32; 8]]| -> [E::Pair; V] {
        let pairs = &row[..2 * V].as_chunks().0[..V];
        std::array::from_fn(|at| eight.read_pair(&pairs[at]))
    };
    let mut sums = [[eight.repeat_twice(0.0); V]; R];
    if ADDS {
        sums = std::array::from_fn(|row| read(&matrix[starts[row] + part..starts[row] + part + 2 * V]));
    }
    for (j, &number) in y.rows.iter().enumerate() {
        let start = number as usize * y.width + part;
        let row = read(&y.matrix[start..start + 2 * V]);
        let factors = factor(j);
        for x in 0..R {
            let factor = eight.repeat_twice(factors[x]);
            for at in 0..V {
                sums[x][at] = eight.multiply_add_pair(factor, row[at], sums[x][at]);
            }
        }
    }
    for (start, sums) in starts.into_iter().zip(sums) {
        let to = matrix[start + part..start + part + 2 * V].as_chunks_mut().0;
        for (sum, to) in sums.into_iter().zip(to) {
            eight.write_pair(sum, to);
        }
    }
}

/// The last eight of rows that have an odd number of them.
#[inline(always)]
fn last_eight<E: Eight, const ADDS: bool, const R: usize>(
    eight: E,
    matrix: &mut [[f32; 8]],
    starts: [usize; R],
    factor: &impl Fn(usize) -> [f32; R],
    y: Scattered<'_>,
    part: usize,
) {
    let mut sums = [eight.repeat(0.0); R];
    if ADDS {
        sums = std::array::from_fn(|row| eight.read(&matrix[starts[row] + part]));
    }
    for (j, &number) in y.rows.iter().enumerate() {
        let row = eight.read(&y.matrix[number as usize * y.width + part]);
        let factors = factor(j);
        for x in 0..R {
            sums[x] = eight.multiply_add(eight.repeat(factors[x]), row, sums[x]);
        }
    }
    for (start, sum) in starts.into_iter().zip(sums) {
        eight.write(sum, &mut matrix[start + part]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vector::kernel::dispatch::tests::on_every_set;

    /// Whole numbers, so that every order of additions gives the same sum.
    fn matrix(rows: usize, width: usize, salt: usize) -> Vec<[f32; 8]> {
        let number = |at: usize| ((at * 7 + salt * 13) % 11) as f32 - 5.0;
        (0..rows * width).map(|part| std::array::from_fn(|lane| number(part * 8 + lane))).collect()
    }

    fn row(matrix: &[[f32; 8]], width: usize, number: u32) -> Vec<f32> {
        matrix[number as usize * width..][..width].as_flattened().to_vec()
    }

    #[test]
    fn products_and_updates_equal_plain_loops() {
        on_every_set(|set| {
            for (m, n) in (0..9u32).flat_map(|m| (1..10u32).map(move |n| (m, n))) {
                let width = (m + n) as usize % 7 + 1;
                let (a, b) = (matrix(12, width, 1), matrix(12, width, 2));
                let a_rows: Vec<u32> = (0..m).map(|i| (i * 5 + 3) % 12).collect();
                let b_rows: Vec<u32> = (0..n).map(|j| (j * 7 + 1) % 12).collect();
                let from = Scattered { matrix: &a, width, rows: &a_rows };
                let to = Scattered { matrix: &b, width, rows: &b_rows };
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
                add_combined(&mut forward, &a_rows, Factors::ByRow(&factors, stride), to);
                add_combined(&mut backward, &b_rows, Factors::ByColumn(&factors, stride), from);
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
                assert_eq!((forward, backward), (a_plain, b_plain), "{set} {m}×{n}×{width}");
            }
        });
    }

    #[test]
    fn scaled_rows_and_differences_equal_plain_loops() {
        on_every_set(|set| {
            for width in 1..5 {
                let (x, y) = (matrix(9, width, 3), matrix(20, width, 4));
                let scaled: Vec<_> = y
                    .chunks(width)
                    .zip(0..)
                    .map(|(by, place)| Scaled { row: place * 5 % 9, factor: (place % 3) as f32 - 1.0, by })
                    .collect();
                let (mut sums, mut plain) = (x.clone(), x.clone());
                add_scaled(&mut sums, &scaled);
                for Scaled { row, factor, by } in scaled {
                    let to = &mut plain[row as usize * width..][..width];
                    let pairs = to.as_flattened_mut().iter_mut().zip(by.as_flattened());
                    pairs.for_each(|(to, by)| *to += factor * by);
                }
                assert_eq!(sums, plain, "{set} {width}");
                let (after, before) = (&y[..x.len()], &y[x.len()..2 * x.len()]);
                add_difference(&mut sums, after, before);
                let sides = after.as_flattened().iter().zip(before.as_flattened());
                let pairs = plain.as_flattened_mut().iter_mut().zip(sides);
                pairs.for_each(|(to, (after, before))| *to += after - before);
                assert_eq!(sums, plain, "{set} {width}");
            }
        });
    }
}
