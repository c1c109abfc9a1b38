//! Products of sparse rows with dense numbers, on all threads, summed in `f64`.

use crate::error::{Result, check_shape};
use crate::parallel;
use crate::vector::sparse::{Row, SparseMatrix};
use crate::vector::value::Value;

/// Entries that one task multiplies.
const ENTRIES_PER_TASK: usize = 1 << 16;

/// `matrix · dense` for a dense `matrix.columns() × width` that lies row after row, as `matrix.rows() ×
/// width` in the same layout.
///
/// For the product with the transpose, hand in [`SparseMatrix::transpose`]: one pass makes it, and every
/// product after that reads memory in order.
///
/// # Errors
/// [`Error::Shape`](crate::Error::Shape) where lengths do not fit.
///
/// # Determinism
/// The sum of each output has one order, so the bits do not depend on the number of threads.
///
/// # Examples
/// ```
/// use wordmill::vector::{SparseMatrix, product};
/// let matrix = SparseMatrix::from_parts(3, vec![0, 2, 3], vec![0, 2, 1], vec![1.0f32, 2.0, 3.0])?;
/// let mut out = [0.0; 2];
/// product(&matrix, &[1.0, 10.0, 100.0], 1, &mut out)?;
/// assert_eq!(out, [201.0, 30.0]);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn product<V: Value>(
    matrix: &SparseMatrix<V>,
    dense: &[f64],
    width: usize,
    out: &mut [f64],
) -> Result<()> {
    check_shape("dense factor of a product", matrix.columns() * width, dense.len())?;
    check_shape("output of a product", matrix.rows() * width, out.len())?;
    let tasks = parallel::ranges_of_rows(matrix.offsets(), ENTRIES_PER_TASK);
    let parts = parallel::split_at_ranges(out, tasks.iter().map(|task| task.len() * width));
    parallel::for_each_part(parts, |task, part| {
        for (place, row) in tasks[task].clone().enumerate() {
            let row = matrix.row(row);
            match width {
                1 => part[place] = dot(row, dense),
                _ => combine(row, dense, &mut part[place * width..(place + 1) * width]),
            }
        }
    });
    Ok(())
}

/// `Σ value · dense[column]`, over four sums side by side.
#[inline]
fn dot<V: Value>(row: Row<'_, V>, dense: &[f64]) -> f64 {
    let (columns, columns_tail) = row.columns.as_chunks::<4>();
    let (values, values_tail) = row.values.as_chunks::<4>();
    let mut sums = [0.0; 4];
    for (columns, values) in columns.iter().zip(values) {
        for lane in 0..4 {
            sums[lane] += values[lane].into() * dense[columns[lane] as usize];
        }
    }
    let tail: f64 = columns_tail.iter().zip(values_tail).map(|(&c, &v)| v.into() * dense[c as usize]).sum();
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + tail
}

/// `out = Σ value · dense row of the column`.
#[inline]
fn combine<V: Value>(row: Row<'_, V>, dense: &[f64], out: &mut [f64]) {
    out.fill(0.0);
    let width = out.len();
    for (column, value) in row.iter() {
        let start = column as usize * width;
        for (sum, &factor) in out.iter_mut().zip(&dense[start..start + width]) {
            *sum += value.into() * factor;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;
    use crate::vector::sparse::SparseBuilder;

    #[test]
    fn equals_the_dense_sum_on_any_pool() {
        let (draws, width) = (Seed(5).stream("product"), 3);
        let mut builder = SparseBuilder::<f32>::new(40);
        for row in 0..9_000u64 {
            let columns = (0..40).filter(|column| draws.below(row * 40 + column, 4) == 0);
            builder
                .push_row(columns.map(|column| (column as u32, draws.uniform(column + row) as f32)))
                .unwrap();
        }
        let matrix = builder.finish();
        let dense: Vec<f64> = (0..120).map(|index| draws.uniform(1 << 40 | index)).collect();
        let run = |width: usize, threads| {
            let mut out = vec![0.0; 9_000 * width];
            parallel::with_threads(threads, || product(&matrix, &dense[..40 * width], width, &mut out))
                .unwrap()
                .unwrap();
            out
        };
        for width in [1, width] {
            let out = run(width, 1);
            for (row, sums) in matrix.iter().zip(out.chunks(width)) {
                for (place, sum) in sums.iter().enumerate() {
                    let expected: f64 =
                        row.iter().map(|(c, v)| f64::from(v) * dense[c as usize * width + place]).sum();
                    assert!((sum - expected).abs() < 1e-12);
                }
            }
            assert_eq!(run(width, 2), out);
            assert_eq!(run(width, 7), out);
        }
        assert!(product(&matrix, &dense[..39], 1, &mut vec![0.0; 9_000]).is_err());
    }
}
