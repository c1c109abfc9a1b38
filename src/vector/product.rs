//! Products of a sparse matrix, or of its transpose, with dense numbers, on all threads.
//!
//! The arithmetic is that of the dense factor. With `f64` every output is an `f64` sum; with `f32` it is an
//! `f32` sum of n products, off from the exact one by at most about `(n + 1) · 2⁻²⁴ · Σ|aᵢbᵢ|` (Higham, "Accuracy
//! and Stability of Numerical Algorithms", 2002, section 3.1; a fourth of it for a single column, which has
//! four sums side by side), and takes half the memory and time.

use crate::error::{Result, check_shape};
use crate::parallel;
use crate::vector::dense::DenseMatrix;
use crate::vector::kernel::sparse::{Entries, combine_rows, dot};
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Multiplications of one task.
const PRODUCTS_PER_TASK: usize = 1 << 16;
/// The fewest entries of one task.
const ENTRIES_PER_TASK: usize = 1 << 12;

/// `matrix · dense` for a dense `matrix.columns() × width` that lies row after row, as `matrix.rows() ×
/// width` in the same layout.
///
/// For many products with the transpose, hand in [`SparseMatrix::transpose`]: one pass makes it, and every
/// product after that reads memory in order.
///
/// # Errors
/// [`Error::Shape`](crate::Error::Shape) where lengths do not fit.
///
/// # Determinism
/// The sum of each output has one order: entry by entry, or, for a width of 1, that of
/// [`Row::dot`](crate::vector::Row::dot). So the bits do not depend on the number of threads.
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
pub fn product<V: Value, D: Value>(
    matrix: &SparseMatrix<V>,
    dense: &[D],
    width: usize,
    out: &mut [D],
) -> Result<()> {
    check_shape("dense factor of a product", matrix.columns().saturating_mul(width), dense.len())?;
    check_shape("output of a product", matrix.rows().saturating_mul(width), out.len())?;
    let per_task = (PRODUCTS_PER_TASK / width.max(1)).max(ENTRIES_PER_TASK);
    let tasks = parallel::ranges_of_rows(matrix.offsets(), per_task);
    let parts = parallel::split_at_ranges(out, tasks.iter().map(|task| task.len() * width));
    parallel::for_each_part(parts, |task, part| {
        let rows = tasks[task].clone();
        if width == 1 {
            for (out, row) in part.iter_mut().zip(rows) {
                let row = matrix.row(row);
                *out = dot(row.columns, row.values, dense);
            }
        } else {
            let offsets = &matrix.offsets()[rows.start..=rows.end];
            let entries = Entries { offsets, columns: matrix.indices(), values: matrix.values() };
            combine_rows(entries, dense, width, part);
        }
    });
    Ok(())
}

/// `matrixᵀ · dense` for a dense `matrix.rows() × width` that lies row after row, as `matrix.columns() ×
/// width` in the same layout. What lies there may as well be read as `denseᵀ · matrix`, column after column.
///
/// The transpose is made on the way, which costs about as much as a product of width 20: keep it
/// ([`SparseMatrix::transpose`]) where there are more products to come.
///
/// # Errors
/// [`Error::Shape`](crate::Error::Shape) where lengths do not fit, [`Error::Limit`](crate::Error::Limit) past
/// 2³² − 1 rows.
///
/// # Determinism
/// As for [`product`].
///
/// # Examples
/// ```
/// use wordmill::vector::{SparseMatrix, transpose_product};
/// let matrix = SparseMatrix::from_parts(3, vec![0, 2, 3], vec![0, 2, 1], vec![1.0f32, 2.0, 3.0])?;
/// let mut out = [0.0; 3];
/// transpose_product(&matrix, &[1.0, 10.0], 1, &mut out)?;
/// assert_eq!(out, [1.0, 30.0, 2.0]);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn transpose_product<V: Value, D: Value>(
    matrix: &SparseMatrix<V>,
    dense: &[D],
    width: usize,
    out: &mut [D],
) -> Result<()> {
    check_shape("dense factor of a product", matrix.rows().saturating_mul(width), dense.len())?;
    check_shape("output of a product", matrix.columns().saturating_mul(width), out.len())?;
    product(&matrix.transpose()?, dense, width, out)
}

impl<V: Value> SparseMatrix<V> {
    /// `self · dense`, in `f32`; see [`product`].
    ///
    /// # Errors
    /// [`Error::Shape`](crate::Error::Shape) where the dense matrix has other than `self.columns()` rows.
    ///
    /// # Determinism
    /// As for [`product`].
    ///
    /// # Examples
    /// ```
    /// use wordmill::vector::{DenseMatrix, SparseMatrix};
    /// let matrix = SparseMatrix::from_parts(2, vec![0, 1, 3], vec![1, 0, 1], vec![2.0f32, 1.0, 1.0])?;
    /// let dense = DenseMatrix::from_rows(2, vec![1.0, 10.0, 2.0, 20.0])?;
    /// assert_eq!(matrix.times(&dense)?.as_slice(), [4.0, 40.0, 3.0, 30.0]);
    /// assert_eq!(matrix.transpose_times(&dense)?.as_slice(), [2.0, 20.0, 4.0, 40.0]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn times(&self, dense: &DenseMatrix) -> Result<DenseMatrix> {
        check_shape("rows of the dense factor", self.columns(), dense.rows())?;
        let mut out = vec![0.0; self.rows() * dense.columns()];
        product(self, dense.as_slice(), dense.columns(), &mut out)?;
        with_rows(self.rows(), dense.columns(), out)
    }

    /// `selfᵀ · dense`, in `f32`; see [`transpose_product`].
    ///
    /// # Errors
    /// [`Error::Shape`](crate::Error::Shape) where the dense matrix has other than `self.rows()` rows,
    /// [`Error::Limit`](crate::Error::Limit) past 2³² − 1 rows.
    ///
    /// # Determinism
    /// As for [`product`].
    pub fn transpose_times(&self, dense: &DenseMatrix) -> Result<DenseMatrix> {
        check_shape("rows of the dense factor", self.rows(), dense.rows())?;
        let mut out = vec![0.0; self.columns() * dense.columns()];
        transpose_product(self, dense.as_slice(), dense.columns(), &mut out)?;
        with_rows(self.columns(), dense.columns(), out)
    }
}

/// Rows of no columns have no numbers that could tell how many there are.
fn with_rows(rows: usize, columns: usize, numbers: Vec<f32>) -> Result<DenseMatrix> {
    if columns == 0 { Ok(DenseMatrix::zeros(rows, 0)) } else { DenseMatrix::from_rows(columns, numbers) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;
    use crate::vector::builder::SparseBuilder;

    #[test]
    fn equals_the_dense_sum_on_any_pool() {
        let draws = Seed(5).stream("product");
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
        for width in [1, 3] {
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

    #[test]
    fn shapes_without_numbers_are_products_too() {
        let matrix = SparseMatrix::from_parts(2, vec![0, 1], vec![1], vec![1.0f32]).unwrap();
        let out = matrix.times(&DenseMatrix::zeros(2, 0)).unwrap();
        assert_eq!((out.rows(), out.columns()), (1, 0));
        let none = SparseMatrix::<f32>::from_parts(0, vec![0, 0, 0], vec![], vec![]).unwrap();
        assert_eq!(none.times(&DenseMatrix::zeros(0, 3)).unwrap(), DenseMatrix::zeros(2, 3));
        let out = none.transpose_times(&DenseMatrix::zeros(2, 3)).unwrap();
        assert_eq!((out.rows(), out.columns()), (0, 3));
        assert!(product::<f32, f64>(&matrix, &[], usize::MAX, &mut []).is_err());
        assert!(product::<f32, f64>(&matrix, &[], 0, &mut []).is_ok());
    }
}
