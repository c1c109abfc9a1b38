//! The two loops under products of sparse rows with dense numbers.
//!
//! Each is stated once, in safe Rust. [`dot`] waits for its scattered loads, on any instruction set, and is
//! compiled once. [`combine_rows`] gains from wide registers: it keeps up to [`BLOCK`] sums of a row in them
//! while it goes through the row's entries, and is compiled per instruction set. No fused multiply-add is
//! used and each sum has one order, so every instruction set gives the same bits.
#![expect(
    unsafe_code,
    reason = "a function compiled for more features may only be called where they are found"
)]

use crate::vector::value::Value;

/// Sums that stay in registers while a row is read: half of the registers of AVX-512 or AVX2.
const BLOCK: usize = 32;
/// Sums side by side in a dot product: enough to hide the latency of an addition.
const LANES: usize = 4;

/// `Σ value · dense[column]`, computed in `A`.
///
/// Entry i goes to sum i mod 4; then (sum 0 + sum 1) + (sum 2 + sum 3) + the last one to three products,
/// which are added up from zero.
///
/// # Panics
/// If a column lies past the end of `dense`.
#[inline]
pub(in crate::vector) fn dot<V: Value, D: Value, A: Value>(columns: &[u32], values: &[V], dense: &[D]) -> A {
    let product = |column: u32, value: V| number::<_, A>(value) * number(dense[column as usize]);
    let (columns, columns_tail) = columns.as_chunks::<LANES>();
    let (values, values_tail) = values.as_chunks::<LANES>();
    let mut sums = [A::default(); LANES];
    for (columns, values) in columns.iter().zip(values) {
        for lane in 0..LANES {
            sums[lane] = sums[lane] + product(columns[lane], values[lane]);
        }
    }
    let tail = columns_tail.iter().zip(values_tail);
    let tail = tail.fold(A::default(), |sum, (&column, &value)| sum + product(column, value));
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + tail
}

/// A value in another precision.
#[inline(always)]
fn number<V: Value, A: Value>(value: V) -> A {
    A::from_f64(value.into())
}

/// Some rows of a sparse matrix: row i holds the entries `offsets[i]..offsets[i + 1]`.
#[derive(Clone, Copy)]
pub(in crate::vector) struct Entries<'a, V> {
    pub(in crate::vector) offsets: &'a [usize],
    pub(in crate::vector) columns: &'a [u32],
    pub(in crate::vector) values: &'a [V],
}

/// Writes `Σ value · dense row of the column` for each row, `width` numbers each; every sum goes through the
/// entries one by one, in the arithmetic of `D`.
pub(in crate::vector) fn combine_rows<V: Value, D: Value>(
    rows: Entries<'_, V>,
    dense: &[D],
    width: usize,
    out: &mut [D],
) {
    #[cfg(target_arch = "x86_64")]
    {
        #[target_feature(enable = "avx512f,avx512vl,avx512dq,avx512bw")]
        fn avx512<V: Value, D: Value>(rows: Entries<'_, V>, dense: &[D], width: usize, out: &mut [D]) {
            combine_in_lanes(rows, dense, width, out);
        }
        #[target_feature(enable = "avx2")]
        fn avx2<V: Value, D: Value>(rows: Entries<'_, V>, dense: &[D], width: usize, out: &mut [D]) {
            combine_in_lanes(rows, dense, width, out);
        }
        if is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512vl")
            && is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512bw")
        {
            // SAFETY: the four features that the function was compiled for were found just above.
            return unsafe { avx512(rows, dense, width, out) };
        }
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the feature that the function was compiled for was found just above.
            return unsafe { avx2(rows, dense, width, out) };
        }
    }
    combine_in_lanes(rows, dense, width, out);
}

/// A row's outputs in blocks of 32, and what is left in blocks of 16, 8, 4, 2 and 1, each at most once.
#[inline(always)]
fn combine_in_lanes<V: Value, D: Value>(rows: Entries<'_, V>, dense: &[D], width: usize, out: &mut [D]) {
    for (ends, out) in rows.offsets.windows(2).zip(out.chunks_exact_mut(width.max(1))) {
        let entries = (&rows.columns[ends[0]..ends[1]], &rows.values[ends[0]..ends[1]]);
        let (blocks, mut left) = out.as_chunks_mut::<BLOCK>();
        let mut at = 0;
        for block in blocks {
            *block = combine(entries, dense, width, at);
            at += BLOCK;
        }
        left = combine_if_fits::<V, D, 16>(entries, dense, width, left);
        left = combine_if_fits::<V, D, 8>(entries, dense, width, left);
        left = combine_if_fits::<V, D, 4>(entries, dense, width, left);
        left = combine_if_fits::<V, D, 2>(entries, dense, width, left);
        combine_if_fits::<V, D, 1>(entries, dense, width, left);
    }
}

/// Fills the first `N` of the outputs that are `left` at the end of a row, if there are so many, and gives
/// the others back.
#[inline(always)]
fn combine_if_fits<'o, V: Value, D: Value, const N: usize>(
    entries: (&[u32], &[V]),
    dense: &[D],
    width: usize,
    left: &'o mut [D],
) -> &'o mut [D] {
    if left.len() < N {
        return left;
    }
    let at = width - left.len();
    let (block, left) = left.split_at_mut(N);
    block.copy_from_slice(&combine::<V, D, N>(entries, dense, width, at));
    left
}

/// The outputs `at..at + N` of one row.
#[inline(always)]
fn combine<V: Value, D: Value, const N: usize>(
    (columns, values): (&[u32], &[V]),
    dense: &[D],
    width: usize,
    at: usize,
) -> [D; N] {
    let mut sums = [D::default(); N];
    for (&column, &value) in columns.iter().zip(values) {
        let value: D = number(value);
        let start = column as usize * width + at;
        let factors = &dense[start..start + N];
        for lane in 0..N {
            sums[lane] = sums[lane] + value * factors[lane];
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;

    /// The compiled variant against the portable one and against the plain sum, which has the same order.
    #[test]
    fn every_width_equals_the_portable_lanes_and_the_plain_sum() {
        let draws = Seed(9).stream("combine");
        let (offsets, columns) = ([0, 3, 3, 8], [0, 2, 4, 0, 1, 2, 3, 4]);
        let values: Vec<f32> = (0..8).map(|index| draws.uniform(index) as f32).collect();
        for width in (1..70).chain([100, 300]) {
            let dense: Vec<f64> =
                (0..5 * width as u64).map(|index| draws.uniform(1 << 40 | index) - 0.5).collect();
            let rows = Entries { offsets: &offsets, columns: &columns, values: &values };
            let (mut ours, mut portable) = (vec![0.0; 3 * width], vec![0.0; 3 * width]);
            combine_rows(rows, &dense, width, &mut ours);
            combine_in_lanes(rows, &dense, width, &mut portable);
            assert_eq!(ours, portable);
            for (place, &sum) in ours.iter().enumerate() {
                let (row, at) = (place / width, place % width);
                let entries = offsets[row]..offsets[row + 1];
                let plain = entries.fold(0.0, |sum, entry| {
                    sum + f64::from(values[entry]) * dense[columns[entry] as usize * width + at]
                });
                assert_eq!(sum.to_bits(), plain.to_bits());
            }
        }
    }
}
