//! Products of a sparse matrix, or of its transpose, with dense numbers, on all threads.
//!
//! The arithmetic is that of the dense factor. With `f64` every output is an `f64` sum; with `f32` it is an
//! `f32` sum of n products, off from the exact one by at most about `(n + 1) · 2⁻²⁴ · Σ|aᵢbᵢ|` (Higham, "Accuracy
//! and Stability of Numerical Algorithms", 2002, section 3.1; with n/4 + 4 in place of n + 1 for a single column, which has
//! four sums side by side), and takes half the memory and time.

use std::ops::Range;

use crate::error::{Result, check_shape};
use crate::parallel;
use crate::vector::dense::DenseMatrix;
use crate::vector::kernel::sparse::{Entries, gather_rows, gram_rows, row_products, scatter_rows};
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Multiplications of one task.
const PRODUCTS_PER_TASK: usize = 1 << 16;
/// The fewest entries of one task.
const ENTRIES_PER_TASK: usize = 1 << 12;
/// The most tasks, each with an output of its own, of a product with the transpose.
const TASKS_OF_TRANSPOSE: usize = 8;
/// The fewest entries that such a task holds for each column.
const ENTRIES_PER_COLUMN: usize = 16;

/// `matrix · dense` for a dense `matrix.columns() × width` that lies row after row, as `matrix.rows() ×
/// width` in the same layout.
///
/// For products with the transpose see [`transpose_product`], or hand in [`SparseMatrix::transpose`].
///
/// # Errors
/// [`Error::Shape`](crate::Error::Shape) where lengths do not fit.
///
/// # Determinism
/// The sum of each output has one order: entry by entry, or, for a width of 1, four sums (entry i of a row goes to sum
/// i mod 4), then (sum 0 + sum 1) + (sum 2 + sum 3) + the last one to three products. So the bits depend neither on the
/// number of threads nor on the instruction set.
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
    product_of_rows(matrix, 0..matrix.rows(), dense, width, out)
}

/// The same with some rows of the matrix.
pub(crate) fn product_of_rows<V: Value, D: Value>(
    matrix: &SparseMatrix<V>,
    rows: Range<usize>,
    dense: &[D],
    width: usize,
    out: &mut [D],
) -> Result<()> {
    check_shape("dense factor of a product", matrix.columns().saturating_mul(width), dense.len())?;
    check_shape("output of a product", rows.len().saturating_mul(width), out.len())?;
    let per_task = (PRODUCTS_PER_TASK / width.max(1)).max(ENTRIES_PER_TASK);
    let tasks = tasks_of(matrix, &rows, per_task);
    let parts = parallel::split_at_ranges(out, tasks.iter().map(|task| task.len() * width));
    parallel::for_each_part(parts, |task, part| {
        let rows = tasks[task].clone();
        if width == 1 {
            row_products(entries(matrix, rows), dense, part);
        } else {
            gather_rows(entries(matrix, rows), dense, width, part);
        }
    });
    Ok(())
}

/// `matrixᵀ · dense` for a dense `matrix.rows() × width` that lies row after row, as `matrix.columns() ×
/// width` in the same layout. What lies there may as well be read as `denseᵀ · matrix`, column after column.
///
/// The transpose is not made: every task adds the products of its rows to an output of its own, and these are
/// added up. There are at most eight such outputs, and only one where the rows hold few entries a column.
/// Where the output is much longer than the dense factor, or there are many threads, [`SparseMatrix::transpose`]
/// (which costs about as much as a product of width 50) and [`product`] may be faster.
///
/// # Errors
/// [`Error::Shape`](crate::Error::Shape) where lengths do not fit.
///
/// # Determinism
/// Sums go row by row within a task and then task by task, and the tasks depend on the matrix alone. So the
/// bits do not depend on the number of threads.
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
    transpose_product_of_rows(matrix, 0..matrix.rows(), dense, width, out)
}

/// The same with some rows of the matrix, and a dense factor that has a row for each of them.
pub(crate) fn transpose_product_of_rows<V: Value, D: Value>(
    matrix: &SparseMatrix<V>,
    rows: Range<usize>,
    dense: &[D],
    width: usize,
    out: &mut [D],
) -> Result<()> {
    check_shape("dense factor of a product", rows.len().saturating_mul(width), dense.len())?;
    check_shape("output of a product", matrix.columns().saturating_mul(width), out.len())?;
    sum_of_tasks(matrix, rows.clone(), out, |task, sums| {
        let factors = &dense[(task.start - rows.start) * width..(task.end - rows.start) * width];
        scatter_rows(entries(matrix, task), factors, width, sums);
    });
    Ok(())
}

/// `rowsᵀ · (rows · dense)` for some rows of the matrix, and a dense factor and an output that are `matrix.columns() × width`
/// numbers; gives the largest entry of `rows · dense`, without its sign. In one pass, for what stands in the middle is not kept.
///
/// # Errors
/// [`Error::Shape`](crate::Error::Shape) where lengths do not fit.
///
/// # Determinism
/// As for [`transpose_product`].
pub(crate) fn gram_product<V: Value>(
    matrix: &SparseMatrix<V>,
    rows: Range<usize>,
    dense: &[f64],
    width: usize,
    out: &mut [f64],
) -> Result<f64> {
    check_shape("dense factor of a product", matrix.columns().saturating_mul(width), dense.len())?;
    check_shape("output of a product", dense.len(), out.len())?;
    let largest =
        sum_of_tasks(matrix, rows, out, |task, sums| gram_rows(entries(matrix, task), dense, width, sums));
    Ok(largest.into_iter().fold(0.0, f64::max))
}

/// Cuts some rows into tasks that each add to an output of their own, adds these up, and tells what the tasks gave.
fn sum_of_tasks<V: Value, D: Value, R: Send>(
    matrix: &SparseMatrix<V>,
    rows: Range<usize>,
    out: &mut [D],
    add: impl Fn(Range<usize>, &mut [D]) -> R + Sync + Send,
) -> Vec<R> {
    // A task must have more to multiply than its output is long.
    let stored = matrix.offsets()[rows.end] - matrix.offsets()[rows.start];
    let most = stored.div_ceil(TASKS_OF_TRANSPOSE);
    let per_task = matrix.columns().saturating_mul(ENTRIES_PER_COLUMN).max(ENTRIES_PER_TASK).max(most);
    let (partial, given): (Vec<_>, Vec<_>) = parallel::map(&tasks_of(matrix, &rows, per_task), |task| {
        let mut sums = vec![D::default(); out.len()];
        let given = add(task.clone(), &mut sums);
        (sums, given)
    })
    .into_iter()
    .unzip();
    parallel::fill_chunks(out, PRODUCTS_PER_TASK, |first, out| {
        out.fill(D::default());
        for sums in &partial {
            out.iter_mut().zip(&sums[first..]).for_each(|(out, &sum)| *out = *out + sum);
        }
    });
    given
}

/// Cuts some rows into ranges of about so many entries.
fn tasks_of<V: Value>(matrix: &SparseMatrix<V>, rows: &Range<usize>, entries: usize) -> Vec<Range<usize>> {
    let tasks = parallel::ranges_of_rows(&matrix.offsets()[rows.start..=rows.end], entries);
    tasks.into_iter().map(|task| rows.start + task.start..rows.start + task.end).collect()
}

/// The entries of some rows.
fn entries<V: Value>(matrix: &SparseMatrix<V>, rows: Range<usize>) -> Entries<'_, V> {
    let offsets = &matrix.offsets()[rows.start..=rows.end];
    Entries { offsets, columns: matrix.indices(), values: matrix.values() }
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
    /// [`Error::Shape`](crate::Error::Shape) where the dense matrix has other than `self.rows()` rows.
    ///
    /// # Determinism
    /// As for [`transpose_product`].
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
    use crate::vector::sparse::SparseBuilder;

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

    /// Some rows by themselves, and both products in one pass, against matrices of these rows.
    #[test]
    fn some_rows_are_a_matrix_of_these_rows() {
        let draws = Seed(8).stream("rows");
        let mut builder = SparseBuilder::<f32>::new(30);
        for row in 0..40_000u64 {
            let columns = (0..30).filter(|column| draws.below(row * 30 + column, 5) == 0);
            builder
                .push_row(columns.map(|column| (column as u32, draws.uniform(column * row) as f32)))
                .unwrap();
        }
        let matrix = builder.finish();
        let range = 9_000..39_000;
        let mut part = SparseBuilder::<f32>::new(30);
        range.clone().for_each(|row| part.push_row(matrix.row(row).iter()).unwrap());
        let part = part.finish();
        for width in [1, 3] {
            let dense: Vec<f64> =
                (0..30 * width as u64).map(|index| draws.uniform(1 << 40 | index)).collect();
            let mut middle = vec![0.0; part.rows() * width];
            product(&part, &dense, width, &mut middle).unwrap();
            let mut of_rows = middle.clone();
            of_rows.fill(0.0);
            product_of_rows(&matrix, range.clone(), &dense, width, &mut of_rows).unwrap();
            assert!(of_rows == middle);
            let (mut expected, mut out) = (vec![0.0; 30 * width], vec![0.0; 30 * width]);
            transpose_product(&part, &middle, width, &mut expected).unwrap();
            transpose_product_of_rows(&matrix, range.clone(), &middle, width, &mut out).unwrap();
            assert!(out == expected);
            let run = |threads| {
                let mut out = out.clone();
                let gram = || gram_product(&matrix, range.clone(), &dense, width, &mut out).unwrap();
                let largest = parallel::with_threads(threads, gram).unwrap();
                (out, largest)
            };
            let (gram, largest) = run(1);
            assert!(gram.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-12 * b.abs()));
            assert!((largest - middle.iter().copied().fold(0.0, f64::max)).abs() < 1e-12 * largest);
            assert_eq!(run(3), (gram, largest));
        }
        assert!(gram_product(&matrix, 0..1, &[0.0; 29], 1, &mut [0.0; 29]).is_err());
    }
}
