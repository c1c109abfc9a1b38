//! The loops under products of sparse rows with dense numbers.
//!
//! Each is stated once, in safe Rust. [`dot`] and [`row_products`] multiply rows with a vector, one number at a time: its
//! numbers lie scattered, and instructions that gather them load them one by one, too. [`gather_rows`] and
//! [`scatter_rows`] multiply rows with a matrix, up to 32 of its columns at a time, so that half of the registers hold
//! what stays the same while the entries of a row go by. No fused multiply-add is used and each sum has one order, so
//! every instruction set gives the same bits.

use super::dispatch::kernel;
use super::lanes::InstructionSet;
use crate::vector::value::Value;

/// Sums side by side in a product of one row: enough to hide the latency of an addition.
const FEW: usize = 4;

/// `Σ value · dense[column]`, computed in `f64`, in the order of [`row_products`].
///
/// # Panics
/// If a column lies past the end of `dense`.
#[inline]
pub(in crate::vector) fn dot<V: Value, D: Value>(columns: &[u32], values: &[V], dense: &[D]) -> f64 {
    sum_of_products(columns, values, dense)
}

/// The same in the arithmetic of `A`.
#[inline(always)]
fn sum_of_products<V: Value, D: Value, A: Value>(columns: &[u32], values: &[V], dense: &[D]) -> A {
    let product = |column: u32, value: V| number::<V, A>(value) * number::<D, A>(dense[column as usize]);
    let (columns, columns_tail) = columns.as_chunks::<FEW>();
    let (values, values_tail) = values.as_chunks::<FEW>();
    let mut sums = [A::default(); FEW];
    for (columns, values) in columns.iter().zip(values) {
        for lane in 0..FEW {
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

kernel! {
    /// Number i of `out` becomes `Σ value · dense[column]` over the entries of row i, in the arithmetic of `D`.
    ///
    /// Entry i goes to sum i mod 4; then (sum 0 + sum 1) + (sum 2 + sum 3) + the last one to three products,
    /// which are added up from zero.
    ///
    /// # Panics
    /// If a column lies past the end of `dense`.
    pub(in crate::vector) fn row_products<V: Value, D: Value>(
        rows: Entries<'k, V>, dense: &'k [D], out: &'k mut [D]
    ) => row_products_on
}

#[inline(always)]
fn row_products_on<S: InstructionSet, V: Value, D: Value>(
    _: S,
    rows: Entries<'_, V>,
    dense: &[D],
    out: &mut [D],
) {
    for (ends, out) in rows.offsets.windows(2).zip(out) {
        *out = sum_of_products(&rows.columns[ends[0]..ends[1]], &rows.values[ends[0]..ends[1]], dense);
    }
}

kernel! {
    /// Row i of `out` becomes `Σ value · dense row of the column` over the entries of row i, in their order and
    /// in the arithmetic of `D`. Rows of `dense` and `out` are `width` numbers long.
    pub(in crate::vector) fn gather_rows<V: Value, D: Value>(
        rows: Entries<'k, V>, dense: &'k [D], width: usize, out: &'k mut [D]
    ) => gather_on
}

kernel! {
    /// For every entry, row after row, `value · dense row i` is added to the row of `out` that its column says,
    /// in the arithmetic of `D`. Rows of `dense` and `out` are `width` numbers long.
    pub(in crate::vector) fn scatter_rows<V: Value, D: Value>(
        rows: Entries<'k, V>, dense: &'k [D], width: usize, out: &'k mut [D]
    ) => scatter_on
}

kernel! {
    /// For each row x of the entries, `x · (x · dense)` is added to `out`; gives the largest `|x · dense|`. Rows of `dense` and
    /// `out` are `width` numbers long.
    ///
    /// # Panics
    /// If a column lies past the end of `dense` or `out`.
    pub(in crate::vector) fn gram_rows<V: Value>(
        rows: Entries<'k, V>, dense: &'k [f64], width: usize, out: &'k mut [f64]
    ) -> f64 => gram_on
}

#[inline(always)]
fn gather_on<S: InstructionSet, V: Value, D: Value>(
    _: S,
    rows: Entries<'_, V>,
    dense: &[D],
    width: usize,
    out: &mut [D],
) {
    let mut at = 0;
    while at < width {
        at += match width - at {
            32.. => gather_block::<V, D, 32>(rows, dense, width, at, out),
            16.. => gather_block::<V, D, 16>(rows, dense, width, at, out),
            8.. => gather_block::<V, D, 8>(rows, dense, width, at, out),
            4.. => gather_block::<V, D, 4>(rows, dense, width, at, out),
            2.. => gather_block::<V, D, 2>(rows, dense, width, at, out),
            _ => gather_block::<V, D, 1>(rows, dense, width, at, out),
        };
    }
}

/// The places `at..at + N` of every row, which stay in registers while the row's entries go by; gives `N`.
#[inline(always)]
fn gather_block<V: Value, D: Value, const N: usize>(
    rows: Entries<'_, V>,
    dense: &[D],
    width: usize,
    at: usize,
    out: &mut [D],
) -> usize {
    for (ends, out) in rows.offsets.windows(2).zip(out.chunks_exact_mut(width)) {
        let mut sums = [D::default(); N];
        let values = &rows.values[ends[0]..ends[1]];
        for (&column, &value) in rows.columns[ends[0]..ends[1]].iter().zip(values) {
            let (value, start) = (number::<_, D>(value), column as usize * width + at);
            let factors: &[D] = &dense[start..start + N];
            for lane in 0..N {
                sums[lane] = sums[lane] + value * factors[lane];
            }
        }
        out[at..at + N].copy_from_slice(&sums);
    }
    N
}

#[inline(always)]
fn scatter_on<S: InstructionSet, V: Value, D: Value>(
    _: S,
    rows: Entries<'_, V>,
    dense: &[D],
    width: usize,
    out: &mut [D],
) {
    let mut at = 0;
    while at < width {
        at += match width - at {
            32.. => scatter_block::<V, D, 32>(rows, dense, width, at, out),
            16.. => scatter_block::<V, D, 16>(rows, dense, width, at, out),
            8.. => scatter_block::<V, D, 8>(rows, dense, width, at, out),
            4.. => scatter_block::<V, D, 4>(rows, dense, width, at, out),
            2.. => scatter_block::<V, D, 2>(rows, dense, width, at, out),
            _ => scatter_block::<V, D, 1>(rows, dense, width, at, out),
        };
    }
}

/// The places `at..at + N` of every row, whose factors stay in registers while its entries go by; gives `N`.
#[inline(always)]
fn scatter_block<V: Value, D: Value, const N: usize>(
    rows: Entries<'_, V>,
    dense: &[D],
    width: usize,
    at: usize,
    out: &mut [D],
) -> usize {
    for (ends, dense) in rows.offsets.windows(2).zip(dense.chunks_exact(width)) {
        let mut factors = [D::default(); N];
        factors.copy_from_slice(&dense[at..at + N]);
        let values = &rows.values[ends[0]..ends[1]];
        for (&column, &value) in rows.columns[ends[0]..ends[1]].iter().zip(values) {
            let (value, start) = (number::<_, D>(value), column as usize * width + at);
            let sums: &mut [D] = &mut out[start..start + N];
            for lane in 0..N {
                sums[lane] = sums[lane] + value * factors[lane];
            }
        }
    }
    N
}

#[inline(always)]
fn gram_on<S: InstructionSet, V: Value>(
    _: S,
    rows: Entries<'_, V>,
    dense: &[f64],
    width: usize,
    out: &mut [f64],
) -> f64 {
    let (mut largest, mut at) = (0.0f64, 0);
    while at < width {
        let (of_block, taken) = match width - at {
            8.. => (gram_block::<V, 8>(rows, dense, width, at, out), 8),
            4.. => (gram_block::<V, 4>(rows, dense, width, at, out), 4),
            2.. => (gram_block::<V, 2>(rows, dense, width, at, out), 2),
            _ => (gram_block::<V, 1>(rows, dense, width, at, out), 1),
        };
        largest = largest.max(of_block);
        at += taken;
    }
    largest
}

/// The same for the places `at..at + N`.
#[inline(always)]
fn gram_block<V: Value, const N: usize>(
    rows: Entries<'_, V>,
    dense: &[f64],
    width: usize,
    at: usize,
    out: &mut [f64],
) -> f64 {
    let mut largest = 0.0f64;
    for ends in rows.offsets.windows(2) {
        let entries = || {
            let columns = rows.columns[ends[0]..ends[1]].iter();
            columns.zip(&rows.values[ends[0]..ends[1]]).map(|(&column, &value)| {
                let value: f64 = value.into();
                (column as usize * width + at, value)
            })
        };
        let mut sums = [0.0; N];
        for (place, value) in entries() {
            let factors: &[f64] = &dense[place..place + N];
            for lane in 0..N {
                sums[lane] += value * factors[lane];
            }
        }
        for (place, value) in entries() {
            let out: &mut [f64] = &mut out[place..place + N];
            for lane in 0..N {
                out[lane] += value * sums[lane];
            }
        }
        largest = sums.iter().fold(largest, |largest, sum| largest.max(sum.abs()));
    }
    largest
}

#[cfg(test)]
mod tests {
    use super::super::dispatch::tests::on_every_set;
    use super::super::lanes::Portable;
    use super::*;
    use crate::seed::Seed;

    /// Rows of every length up to twelve blocks, in all pairs of precisions.
    #[test]
    fn row_products_equal_the_stated_order_on_every_set() {
        fn check<V: Value, D: Value>() {
            let draws = Seed(3).stream("rows");
            let number = |at: u64| draws.uniform(at) - 0.5;
            let dense: Vec<D> = (0..97).map(|at| D::from_f64(number(at))).collect();
            let offsets: Vec<usize> = (0..50).map(|row| row * (row + 1) / 2).collect();
            let count = offsets[49] as u64;
            let columns: Vec<u32> = (0..count).map(|at| draws.below(1 << 20 | at, 97) as u32).collect();
            let values: Vec<V> = (0..count).map(|at| V::from_f64(number(1 << 30 | at))).collect();
            let mut expected = Vec::new();
            for ends in offsets.windows(2) {
                let tail = ends[1] - (ends[1] - ends[0]) % 4;
                let mut sums = [D::default(); 5];
                for at in ends[0]..ends[1] {
                    let lane = if at < tail { (at - ends[0]) % 4 } else { 4 };
                    sums[lane] = sums[lane] + D::from_f64(values[at].into()) * dense[columns[at] as usize];
                }
                expected.push((sums[0] + sums[1]) + (sums[2] + sums[3]) + sums[4]);
            }
            let rows = Entries { offsets: &offsets, columns: &columns, values: &values };
            on_every_set(|set| {
                let mut out = vec![D::default(); 49];
                row_products(rows, &dense, &mut out);
                assert!(out == expected, "{set}");
            });
        }
        check::<f32, f32>();
        check::<f64, f64>();
        check::<f32, f64>();
        check::<f64, f32>();
    }

    #[test]
    #[should_panic(expected = "out of bounds")]
    fn a_column_past_the_end_panics() {
        let rows = Entries { offsets: &[0, 2], columns: &[1, 5], values: &[1.0f64, 1.0] };
        row_products(rows, &[1.0f64; 5], &mut [0.0]);
    }

    /// The compiled variants against the portable ones and against the plain sums, which have the same order.
    #[test]
    fn every_width_equals_the_portable_lanes_and_the_plain_sum() {
        let draws = Seed(9).stream("combine");
        let (offsets, columns) = ([0, 3, 3, 8], [0, 2, 4, 0, 1, 2, 3, 4]);
        let values: Vec<f32> = (0..8).map(|index| draws.uniform(index) as f32).collect();
        let rows = Entries { offsets: &offsets, columns: &columns, values: &values };
        for width in (1..70).chain([100, 300]) {
            let numbers = |count: usize| -> Vec<f64> {
                (0..(count * width) as u64).map(|index| draws.uniform(1 << 40 | index) - 0.5).collect()
            };
            let (mut plain, mut ours, mut portable) =
                (vec![0.0; 3 * width], vec![0.0; 3 * width], vec![0.0; 3 * width]);
            let dense = numbers(5);
            gather_rows(rows, &dense, width, &mut ours);
            gather_on(Portable, rows, &dense, width, &mut portable);
            for (row, entry) in
                (0..3).flat_map(|row| (offsets[row]..offsets[row + 1]).map(move |at| (row, at)))
            {
                for at in 0..width {
                    let factor = dense[columns[entry] as usize * width + at];
                    plain[row * width + at] += f64::from(values[entry]) * factor;
                }
            }
            assert!(ours == plain && portable == plain, "gathered at width {width}");

            let (mut plain, mut ours, mut portable) =
                (vec![1.0; 5 * width], vec![1.0; 5 * width], vec![1.0; 5 * width]);
            let dense = numbers(3);
            scatter_rows(rows, &dense, width, &mut ours);
            scatter_on(Portable, rows, &dense, width, &mut portable);
            for (row, entry) in
                (0..3).flat_map(|row| (offsets[row]..offsets[row + 1]).map(move |at| (row, at)))
            {
                for at in 0..width {
                    let factor = dense[row * width + at];
                    plain[columns[entry] as usize * width + at] += f64::from(values[entry]) * factor;
                }
            }
            assert!(ours == plain && portable == plain, "scattered at width {width}");
        }
    }

    #[test]
    fn gram_rows_equal_two_products_on_every_set() {
        let draws = Seed(7).stream("gram");
        let (offsets, columns) = ([0, 3, 3, 8, 9], [0, 2, 4, 0, 1, 2, 3, 4, 3]);
        let values: Vec<f32> = (0..9).map(|index| draws.uniform(index) as f32 - 0.5).collect();
        let rows = Entries { offsets: &offsets, columns: &columns, values: &values };
        for width in 1..20 {
            let numbers = |from: u64| -> Vec<f64> {
                (0..5 * width as u64).map(|index| draws.uniform(from + index) - 0.5).collect()
            };
            let (dense, start) = (numbers(1 << 30), numbers(1 << 31));
            let (mut middle, mut expected) = (vec![0.0; 4 * width], start.clone());
            gather_on(Portable, rows, &dense, width, &mut middle);
            scatter_on(Portable, rows, &middle, width, &mut expected);
            let largest = middle.iter().fold(0.0f64, |largest, number| largest.max(number.abs()));
            on_every_set(|set| {
                let mut out = start.clone();
                assert_eq!(gram_rows(rows, &dense, width, &mut out), largest, "{set}");
                assert!(out == expected, "{set}");
            });
        }
    }
}
