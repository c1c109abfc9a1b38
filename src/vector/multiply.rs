//! Products of dense matrices: `A·B`, `A·Bᵀ` and `Aᵀ·B`, in `f32`, on all threads.
//!
//! Large products are packed and blocked ([`kernel::gemm`](crate::vector::kernel)); those with few rows on
//! one side of `A·Bᵀ` are tiles as they lie, since packing would cost more than it saves.

use crate::error::{Result, check_limit, check_shape};
use crate::parallel;
use crate::vector::dense::DenseMatrix;
use crate::vector::kernel::gemm::{Factor, Packed};
use crate::vector::kernel::tile::Tile;
use crate::vector::rows::Rows;

/// Depth that is packed at a time: a panel of it (64 columns) fits the second cache.
const DEPTH: usize = 512;
/// Columns that are packed at a time.
const COLUMNS: usize = 4096;
/// Rows of the result that one task computes.
const ROWS: usize = 96;
/// `A·Bᵀ` with fewer rows than this on a side is not packed.
const FEW: usize = 32;
/// Rows on the long side of such a product that one task takes.
const LONG: usize = 256;

impl DenseMatrix {
    /// `A·B`, `m × k` times `k × n`.
    ///
    /// # Errors
    /// [`Error::Shape`](crate::Error::Shape) where the columns of A are not as many as the rows of B.
    ///
    /// # Determinism
    /// The same bits on any number of threads; other bits on instruction sets with fused multiply-add
    /// ([`instruction_set`](crate::vector::kernel::instruction_set)) than without. An element's error is at most
    /// about `k · 6·10⁻⁸ · Σ|terms|`.
    ///
    /// # Examples
    /// ```
    /// use wordmill::vector::DenseMatrix;
    /// let a = DenseMatrix::from_rows(2, vec![1.0, 2.0, 3.0, 4.0])?;
    /// let b = DenseMatrix::from_rows(1, vec![10.0, 100.0])?;
    /// assert_eq!(a.times(&b)?.as_slice(), [210.0, 430.0]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn times(&self, right: &DenseMatrix) -> Result<DenseMatrix> {
        check_shape("rows of the right factor", self.columns(), right.rows())?;
        let shape = Shape { m: self.rows(), n: right.columns(), k: self.columns() };
        shape.product(factor(self.into(), false), factor(right.into(), false))
    }

    /// `A·Bᵀ`, `m × k` times the transpose of `n × k`: every row of A with every row of B.
    ///
    /// # Errors
    /// [`Error::Shape`](crate::Error::Shape) where the columns are not as many.
    ///
    /// # Determinism
    /// As [`DenseMatrix::times`].
    ///
    /// # Examples
    /// ```
    /// use wordmill::vector::DenseMatrix;
    /// let a = DenseMatrix::from_rows(2, vec![1.0, 2.0, 3.0, 4.0])?;
    /// assert_eq!(a.times_transposed(&a)?.as_slice(), [5.0, 11.0, 11.0, 25.0]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn times_transposed(&self, right: &DenseMatrix) -> Result<DenseMatrix> {
        products_of_rows(self.into(), right.into())
    }

    /// `Aᵀ·B`, the transpose of `k × m` times `k × n`.
    ///
    /// # Errors
    /// [`Error::Shape`](crate::Error::Shape) where the rows are not as many.
    ///
    /// # Determinism
    /// As [`DenseMatrix::times`].
    ///
    /// # Examples
    /// ```
    /// use wordmill::vector::DenseMatrix;
    /// let a = DenseMatrix::from_rows(2, vec![1.0, 2.0, 3.0, 4.0])?;
    /// assert_eq!(a.transposed_times(&a)?.as_slice(), [10.0, 14.0, 14.0, 20.0]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn transposed_times(&self, right: &DenseMatrix) -> Result<DenseMatrix> {
        check_shape("rows of the right factor", self.rows(), right.rows())?;
        let shape = Shape { m: self.columns(), n: right.columns(), k: self.rows() };
        shape.product(factor(self.into(), true), factor(right.into(), false))
    }
}

fn factor(rows: Rows<'_>, transposed: bool) -> Factor<'_> {
    Factor { values: rows.as_slice(), stride: rows.columns(), transposed }
}

/// The dot products of all rows of `a` with all rows of `b`: `A·Bᵀ`.
pub(crate) fn products_of_rows(a: Rows<'_>, b: Rows<'_>) -> Result<DenseMatrix> {
    check_shape("columns of the right factor", a.columns(), b.columns())?;
    let shape = Shape { m: a.len(), n: b.len(), k: a.columns() };
    if shape.m.min(shape.n) < FEW {
        return shape.product_of_few(a.as_slice(), b.as_slice());
    }
    shape.product(factor(a, false), factor(b, true))
}

/// m × k times k × n.
#[derive(Clone, Copy)]
struct Shape {
    m: usize,
    n: usize,
    k: usize,
}

impl Shape {
    /// The zeros that a product starts from.
    fn zeros(self) -> Result<DenseMatrix> {
        let cells = (self.m as u128 * self.n as u128).min(u128::from(u64::MAX)) as u64;
        check_limit("cells of a matrix product", isize::MAX as u64 / 4, cells)?;
        Ok(DenseMatrix::zeros(self.m, self.n))
    }

    fn product(self, left: Factor<'_>, right: Factor<'_>) -> Result<DenseMatrix> {
        let mut out = self.zeros()?;
        for columns in parallel::even_ranges(self.n, COLUMNS) {
            for depth in parallel::even_ranges(self.k, DEPTH) {
                let right = Factor { values: &right.values[first_of(right, columns.start)..], ..right };
                let packed = Packed::of(right, depth.clone(), columns.len());
                let rows = ROWS * self.n;
                parallel::fill_chunks(out.as_mut_slice(), rows, |first, part| {
                    let start = first / self.n.max(1);
                    let rows = start..start + part.len() / self.n.max(1);
                    if let Some(part) = part.get_mut(columns.start..) {
                        packed.times_into(left, rows, depth.start, part, self.n);
                    }
                });
            }
        }
        Ok(out)
    }

    /// `A·Bᵀ` where one side has few rows: tiles over the rows of the other.
    fn product_of_few(self, a: &[f32], b: &[f32]) -> Result<DenseMatrix> {
        let Shape { m, n, k } = self;
        let mut out = self.zeros()?;
        if m >= n {
            parallel::fill_chunks(out.as_mut_slice(), LONG * n, |first, part| {
                let (start, rows) = (first / n.max(1), part.len() / n.max(1));
                Tile { m: rows, n, d: k }.products(&a[start * k..(start + rows) * k], b, part);
            });
            return Ok(out);
        }
        // Rows of the result are few and long: each task computes a band of columns by itself.
        let bands = parallel::even_ranges(n, LONG);
        let parts = parallel::map(&bands, |band| {
            let mut part = vec![0.0; m * band.len()];
            Tile { m, n: band.len(), d: k }.products(a, &b[band.start * k..band.end * k], &mut part);
            part
        });
        for (band, part) in bands.into_iter().zip(parts) {
            for row in 0..m {
                let from = &part[row * band.len()..(row + 1) * band.len()];
                out.row_mut(row)[band.clone()].copy_from_slice(from);
            }
        }
        Ok(out)
    }
}

/// Where column `column` of a factor begins.
fn first_of(factor: Factor<'_>, column: usize) -> usize {
    if factor.transposed { column * factor.stride } else { column }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;

    fn matrix(seed: u64, rows: usize, columns: usize) -> DenseMatrix {
        let draws = Seed(seed).stream("multiply");
        let numbers = (0..(rows * columns) as u64).map(|i| (draws.uniform(i) * 2.0 - 1.0) as f32);
        let mut matrix = DenseMatrix::zeros(rows, columns);
        matrix.as_mut_slice().iter_mut().zip(numbers).for_each(|(cell, number)| *cell = number);
        matrix
    }

    fn transposed(matrix: &DenseMatrix) -> DenseMatrix {
        let mut out = DenseMatrix::zeros(matrix.columns(), matrix.rows());
        for i in 0..matrix.rows() {
            for j in 0..matrix.columns() {
                out.row_mut(j)[i] = matrix.row(i)[j];
            }
        }
        out
    }

    #[test]
    fn all_three_products_equal_the_naive_sums_on_any_pool() {
        let shapes = [
            (0, 3, 4),
            (3, 0, 4),
            (3, 4, 0),
            (1, 1, 1),
            (1, 300, 70),
            (300, 2, 65),
            (40, 35, 33),
            (97, 65, 530),
            (200, 129, 17),
            (33, 4100, 9),
        ];
        for (m, n, k) in shapes {
            let (a, b) = (matrix(1, m, k), matrix(2, n, k));
            let (a_transposed, b_transposed) = (transposed(&a), transposed(&b));
            let of_rows = a.times_transposed(&b).unwrap();
            assert_eq!((of_rows.rows(), of_rows.columns()), (m, n));
            for i in 0..m {
                for j in 0..n {
                    let terms = || a.row(i).iter().zip(b.row(j)).map(|(x, y)| f64::from(*x) * f64::from(*y));
                    let (sum, size) = (terms().sum::<f64>(), terms().map(f64::abs).sum::<f64>());
                    let bound = (k + 5) as f64 * 6e-8 * size;
                    assert!((f64::from(of_rows.row(i)[j]) - sum).abs() <= bound, "{m}×{k}×{n} at {i}, {j}");
                }
            }
            let plain = a.times(&b_transposed).unwrap();
            let other = a_transposed.transposed_times(&b_transposed).unwrap();
            assert_eq!(plain, other, "packed alike");
            let near = |x: &f32, y: &f32| (x - y).abs() <= 1e-3;
            assert!(plain.as_slice().iter().zip(of_rows.as_slice()).all(|(x, y)| near(x, y)));
            let again =
                parallel::with_threads(3, || (a.times(&b_transposed), a.times_transposed(&b))).unwrap();
            assert_eq!((again.0.unwrap(), again.1.unwrap()), (plain, of_rows));
        }
        assert!(matrix(1, 2, 3).times(&matrix(1, 2, 3)).is_err());
        assert!(matrix(1, 2, 3).times_transposed(&matrix(1, 2, 4)).is_err());
        assert!(matrix(1, 2, 3).transposed_times(&matrix(1, 3, 3)).is_err());
    }
}
