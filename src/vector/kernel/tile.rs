//! [`Tile`]: small products of rows, the shapes of embedding training.
//!
//! A tile is *m* rows beside *n* rows of *d* numbers, all in cache (m, n ≤ 32 and d ≤ 1,024 is what it is
//! made for; any shape is right). Training with shared negatives (Ji et al., "Parallelizing Word2Vec in
//! Shared and Distributed Memory", 2016) needs three products of it:
//!
//! ```text
//! products              P  = A·Bᵀ      pᵢⱼ = aᵢ·bⱼ             m×n
//! combine               A += F·B       aᵢ += Σⱼ fᵢⱼ·bⱼ          m×d
//! combine_transposed    B += Fᵀ·A      bⱼ += Σᵢ fᵢⱼ·aᵢ          n×d
//! ```
//!
//! Blocks of up to 4 × 4 sums (or 6 × 4 registers of a result) stay in registers while memory streams by.
//! Sums use **fused multiply-add where the set has it, so bits differ between instruction sets**; on one
//! machine they are the same on every run. An element's error is at most about `(k/16 + 5) · ε · Σ|terms|` for
//! `products` and `k · ε · Σ|terms|` for the others, with *k* terms.

use super::dispatch::kernel;
use super::lanes::{Float, LANES, Lanes};
use super::reduce::sum_of_pairs;

/// The shape of a tile: *m* rows, *n* other rows, *d* numbers in each.
///
/// # Examples
/// ```
/// use wordmill::vector::kernel::Tile;
/// let tile = Tile { m: 2, n: 1, d: 3 };
/// let (mut a, b) = ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [1.0, 0.0, -1.0]);
/// let mut products = [0.0; 2];
/// tile.products(&a, &b, &mut products);
/// assert_eq!(products, [-2.0, -2.0]);
/// tile.combine(&[10.0, 100.0], &b, &mut a);
/// assert_eq!(a, [11.0, 2.0, -7.0, 104.0, 5.0, -94.0]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tile {
    /// Rows of A.
    pub m: usize,
    /// Rows of B.
    pub n: usize,
    /// Numbers in every row of A and B.
    pub d: usize,
}

impl Tile {
    /// `products ← A·Bᵀ`: every row of A (m×d) times every row of B (n×d), as m×n.
    ///
    /// # Panics
    /// If a slice is not as long as its shape.
    pub fn products(self, a: &[f32], b: &[f32], products: &mut [f32]) {
        self.check(a, b, products);
        products_of(self, a, b, products);
    }

    /// `A ← A + F·B`: each row of A (m×d) takes the rows of B (n×d), weighed by its row of F (m×n).
    ///
    /// # Panics
    /// If a slice is not as long as its shape.
    pub fn combine(self, factors: &[f32], b: &[f32], a: &mut [f32]) {
        self.check(a, b, factors);
        combine(self, factors, b, a);
    }

    /// `B ← B + Fᵀ·A`: each row of B (n×d) takes the rows of A (m×d), weighed by its column of F (m×n).
    ///
    /// # Panics
    /// If a slice is not as long as its shape.
    pub fn combine_transposed(self, factors: &[f32], a: &[f32], b: &mut [f32]) {
        self.check(a, b, factors);
        combine_transposed(self, factors, a, b);
    }

    #[track_caller]
    fn check(self, a: &[f32], b: &[f32], factors: &[f32]) {
        assert_eq!(a.len(), self.m * self.d, "A of a tile is not m × d");
        assert_eq!(b.len(), self.n * self.d, "B of a tile is not n × d");
        assert_eq!(factors.len(), self.m * self.n, "products or factors of a tile are not m × n");
    }
}

kernel! {
    /// [`Tile::products`] as a call that can be dispatched.
    fn products_of(tile: Tile, a: &'k [f32], b: &'k [f32], out: &'k mut [f32]) => products_on
}

kernel! {
    /// [`Tile::combine`].
    fn combine(tile: Tile, factors: &'k [f32], b: &'k [f32], a: &'k mut [f32]) => combine_on
}

kernel! {
    /// [`Tile::combine_transposed`].
    fn combine_transposed(tile: Tile, factors: &'k [f32], a: &'k [f32], b: &'k mut [f32]) => combine_transposed_on
}

/// `products ← A·Bᵀ`; the lengths fit the shape.
#[inline(always)]
pub(crate) fn products_on<L: Lanes<f32>>(lanes: L, tile: Tile, a: &[f32], b: &[f32], out: &mut [f32]) {
    let Tile { m, n, d } = tile;
    if n == 1 && d > 0 {
        // One row after the other: A may be long, and memory likes one stream best.
        for (out, row) in out.iter_mut().zip(a.chunks_exact(d)) {
            *out = sum_of_pairs(lanes, f32::STRIPS, row, b, |x, y| lanes.mul(x, y));
        }
        return;
    }
    let mut i = 0;
    while i < m {
        let rows = block(m - i, L::BLOCK);
        let (a, out) = (&a[i * d..], &mut out[i * n..]);
        match rows {
            4 => rows_of_products::<L, 4>(lanes, a, b, d, out, n),
            3 => rows_of_products::<L, 3>(lanes, a, b, d, out, n),
            2 => rows_of_products::<L, 2>(lanes, a, b, d, out, n),
            _ => rows_of_products::<L, 1>(lanes, a, b, d, out, n),
        }
        i += rows;
    }
}

/// How many of `left` rows the next block takes, so that no block is a sliver.
#[inline(always)]
fn block(left: usize, most: usize) -> usize {
    match left {
        5 | 6 if most == 4 => 3,
        _ => left.min(most),
    }
}

/// The products of R rows with all n.
#[inline(always)]
fn rows_of_products<L: Lanes<f32>, const R: usize>(
    lanes: L,
    a: &[f32],
    b: &[f32],
    d: usize,
    out: &mut [f32],
    n: usize,
) {
    let mut j = 0;
    while j < n {
        let columns = block(n - j, L::BLOCK);
        let (b, out) = (&b[j * d..], &mut out[j..]);
        match columns {
            4 => block_of_products::<L, R, 4>(lanes, a, b, d, out, n),
            3 => block_of_products::<L, R, 3>(lanes, a, b, d, out, n),
            2 => block_of_products::<L, R, 2>(lanes, a, b, d, out, n),
            _ => block_of_products::<L, R, 1>(lanes, a, b, d, out, n),
        }
        j += columns;
    }
}

/// R × C products, with a sum of sixteen lanes for each in registers. Rows of `out` are n apart.
#[inline(always)]
fn block_of_products<L: Lanes<f32>, const R: usize, const C: usize>(
    lanes: L,
    a: &[f32],
    b: &[f32],
    d: usize,
    out: &mut [f32],
    n: usize,
) {
    let (a, b) = (rows_of::<R>(a, d), rows_of::<C>(b, d));
    let full = d / LANES;
    let a_chunks = a.map(|row| &row.as_chunks::<LANES>().0[..full]);
    let b_chunks = b.map(|row| &row.as_chunks::<LANES>().0[..full]);
    let mut sums = [[lanes.splat(0.0f32); C]; R];
    for chunk in 0..full {
        let y = b_chunks.map(|row| lanes.load(&row[chunk]));
        for i in 0..R {
            let x = lanes.load(&a_chunks[i][chunk]);
            for j in 0..C {
                sums[i][j] = lanes.fused(x, y[j], sums[i][j]);
            }
        }
    }
    if !d.is_multiple_of(LANES) {
        let y = b.map(|row| lanes.load_part(&row[full * LANES..]));
        for i in 0..R {
            let x = lanes.load_part(&a[i][full * LANES..]);
            for j in 0..C {
                sums[i][j] = lanes.fused(x, y[j], sums[i][j]);
            }
        }
    }
    // Sixteen sums at once cost little more than one; the last stand in for those that are not there.
    let padded = std::array::from_fn(|i| std::array::from_fn(|j| sums[i.min(R - 1)][j.min(C - 1)]));
    let products = lanes.sums(padded);
    for (i, row) in products[..R].iter().enumerate() {
        out[i * n..i * n + C].copy_from_slice(&row[..C]);
    }
}

/// The first N rows of d numbers.
#[inline(always)]
fn rows_of<const N: usize>(rows: &[f32], d: usize) -> [&[f32]; N] {
    std::array::from_fn(|row| &rows[row * d..row * d + d])
}

/// `A ← A + F·B`; the lengths fit the shape.
#[inline(always)]
pub(crate) fn combine_on<L: Lanes<f32>>(lanes: L, tile: Tile, factors: &[f32], b: &[f32], a: &mut [f32]) {
    let Tile { m, n, d } = tile;
    let mut i = 0;
    while i < m {
        let rows = (m - i).min(4);
        let (factors, a) = (&factors[i * n..], &mut a[i * d..]);
        match rows {
            4 => combine_rows::<L, 4>(lanes, row_factors(factors, n), n, b, d, a),
            3 => combine_rows::<L, 3>(lanes, row_factors(factors, n), n, b, d, a),
            2 => combine_rows::<L, 2>(lanes, row_factors(factors, n), n, b, d, a),
            _ => combine_rows::<L, 1>(lanes, row_factors(factors, n), n, b, d, a),
        }
        i += rows;
    }
}

/// `B ← B + Fᵀ·A`; the lengths fit the shape.
#[inline(always)]
pub(crate) fn combine_transposed_on<L: Lanes<f32>>(
    lanes: L,
    tile: Tile,
    factors: &[f32],
    a: &[f32],
    b: &mut [f32],
) {
    let Tile { m, n, d } = tile;
    let mut j = 0;
    while j < n {
        let rows = (n - j).min(4);
        let (factors, b) = (factors.get(j..).unwrap_or_default(), &mut b[j * d..]);
        match rows {
            4 => combine_rows::<L, 4>(lanes, column_factors(factors, n), m, a, d, b),
            3 => combine_rows::<L, 3>(lanes, column_factors(factors, n), m, a, d, b),
            2 => combine_rows::<L, 2>(lanes, column_factors(factors, n), m, a, d, b),
            _ => combine_rows::<L, 1>(lanes, column_factors(factors, n), m, a, d, b),
        }
        j += rows;
    }
}

/// Factor `k` of each of R rows of n.
#[inline(always)]
fn row_factors<const R: usize>(factors: &[f32], n: usize) -> impl Fn(usize) -> [f32; R] {
    let rows = rows_of::<R>(factors, n);
    move |k| rows.map(|row| row[k])
}

/// The first R factors of row `k`, rows being n apart.
#[inline(always)]
fn column_factors<const R: usize>(factors: &[f32], n: usize) -> impl Fn(usize) -> [f32; R] {
    move |k| std::array::from_fn(|column| factors[k * n..k * n + R][column])
}

/// Each of R rows of `out` takes the `count` rows of `from`, weighed by `factors`.
#[inline(always)]
fn combine_rows<L: Lanes<f32>, const R: usize>(
    lanes: L,
    factors: impl Fn(usize) -> [f32; R],
    count: usize,
    from: &[f32],
    d: usize,
    out: &mut [f32],
) {
    let mut column = 0;
    while column < d && count > 0 {
        let registers = (d - column).div_ceil(LANES).min(L::STRIP);
        let last = (d - column - (registers - 1) * LANES).min(LANES);
        let (from, out) = (&from[column..], &mut out[column..]);
        match registers {
            4 => strip::<L, R, 4>(lanes, &factors, count, from, d, last, out),
            3 => strip::<L, R, 3>(lanes, &factors, count, from, d, last, out),
            2 => strip::<L, R, 2>(lanes, &factors, count, from, d, last, out),
            _ => strip::<L, R, 1>(lanes, &factors, count, from, d, last, out),
        }
        column += registers * LANES;
    }
}

/// The same for a strip of V registers, the last of which holds `last` columns. Rows are d apart.
#[inline(always)]
fn strip<L: Lanes<f32>, const R: usize, const V: usize>(
    lanes: L,
    factors: &impl Fn(usize) -> [f32; R],
    count: usize,
    from: &[f32],
    d: usize,
    last: usize,
    out: &mut [f32],
) {
    let width = (V - 1) * LANES + last;
    let mut sums = rows_apart::<R>(out, d, width).map(|row| load_strip::<L, V>(lanes, row));
    for k in 0..count {
        let y = load_strip::<L, V>(lanes, &from[k * d..k * d + width]);
        let factors = factors(k);
        for row in 0..R {
            let factor = lanes.splat(factors[row]);
            for register in 0..V {
                sums[row][register] = lanes.fused(factor, y[register], sums[row][register]);
            }
        }
    }
    for (row, sums) in sums.into_iter().enumerate() {
        let (chunks, part) = out[row * d..row * d + width].split_at_mut((V - 1) * LANES);
        for (chunk, sum) in chunks.as_chunks_mut::<LANES>().0.iter_mut().zip(sums) {
            lanes.store(sum, chunk);
        }
        lanes.store_part(sums[V - 1], part);
    }
}

/// The first `width` numbers of each of R rows that are d apart.
#[inline(always)]
fn rows_apart<const R: usize>(rows: &[f32], d: usize, width: usize) -> [&[f32]; R] {
    std::array::from_fn(|row| &rows[row * d..row * d + width])
}

/// V registers, the last one perhaps in part.
#[inline(always)]
fn load_strip<L: Lanes<f32>, const V: usize>(lanes: L, from: &[f32]) -> [L::Vector; V] {
    let (chunks, part) = from.split_at((V - 1) * LANES);
    let chunks = chunks.as_chunks::<LANES>().0;
    let mut registers = [lanes.load_part(part); V];
    for register in 0..V - 1 {
        registers[register] = lanes.load(&chunks[register]);
    }
    registers
}
