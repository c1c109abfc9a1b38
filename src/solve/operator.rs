//! [`LinearOperator`]: a matrix that is known by its products, so that solvers never copy one.
//!
//! A sparse matrix ([`SparseOperator`]) keeps its transpose beside it, and each product reads memory in
//! order. A dense one multiplies as it stands. [`Centred`] is a matrix less a row that is subtracted from
//! each of its rows, without ever being written out:
//!
//! ```text
//! (A − 1 μᵀ) X = A X − 1 (μᵀ X)        (A − 1 μᵀ)ᵀ Y = Aᵀ Y − μ (1ᵀ Y)
//! ```
//!
//! All products are summed in `f64`. Not here: products of two sparse matrices.

use crate::error::{Result, check_shape};
use crate::parallel;
use crate::vector::dense::DenseMatrix;
use crate::vector::product::product;
use crate::vector::short::add_scaled;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Multiplications that a task should have.
const PRODUCTS_PER_TASK: usize = 1 << 18;
/// Rows that are summed at a time.
const ROWS_PER_SUM: usize = 1 << 10;

/// A `rows × columns` matrix A, known by what it makes of others.
///
/// Dense factors and products lie row after row, `width` numbers a row.
pub trait LinearOperator: Sync {
    /// Rows of A.
    fn rows(&self) -> usize;

    /// Columns of A.
    fn columns(&self) -> usize;

    /// Writes A · `dense` (`columns × width`) to `out` (`rows × width`).
    ///
    /// # Errors
    /// [`Error::Shape`](crate::Error::Shape) where lengths do not fit.
    fn times(&self, dense: &[f64], width: usize, out: &mut [f64]) -> Result<()>;

    /// Writes Aᵀ · `dense` (`rows × width`) to `out` (`columns × width`).
    ///
    /// # Errors
    /// [`Error::Shape`](crate::Error::Shape) where lengths do not fit.
    fn transposed_times(&self, dense: &[f64], width: usize, out: &mut [f64]) -> Result<()>;
}

/// A sparse matrix and its transpose.
#[derive(Debug)]
pub struct SparseOperator<'m, V: Value> {
    matrix: &'m SparseMatrix<V>,
    transposed: SparseMatrix<V>,
}

impl<'m, V: Value> SparseOperator<'m, V> {
    /// Makes the transpose, which needs as much memory as the matrix.
    ///
    /// # Errors
    /// [`Error::Limit`](crate::Error::Limit) past 2³² − 1 rows.
    pub fn new(matrix: &'m SparseMatrix<V>) -> Result<Self> {
        Ok(SparseOperator { matrix, transposed: matrix.transpose()? })
    }
}

impl<V: Value> LinearOperator for SparseOperator<'_, V> {
    fn rows(&self) -> usize {
        self.matrix.rows()
    }

    fn columns(&self) -> usize {
        self.matrix.columns()
    }

    fn times(&self, dense: &[f64], width: usize, out: &mut [f64]) -> Result<()> {
        product(self.matrix, dense, width, out)
    }

    fn transposed_times(&self, dense: &[f64], width: usize, out: &mut [f64]) -> Result<()> {
        product(&self.transposed, dense, width, out)
    }
}

impl LinearOperator for DenseMatrix {
    fn rows(&self) -> usize {
        self.rows()
    }

    fn columns(&self) -> usize {
        self.columns()
    }

    fn times(&self, dense: &[f64], width: usize, out: &mut [f64]) -> Result<()> {
        check_lengths((self.columns(), dense.len()), (self.rows(), out.len()), width)?;
        if width == 0 {
            return Ok(());
        }
        let per_task = (PRODUCTS_PER_TASK / (self.columns() * width).max(1)).max(1);
        parallel::fill_chunks(out, per_task * width, |first, part| {
            for (place, sums) in part.chunks_mut(width).enumerate() {
                sums.fill(0.0);
                let row = self.row(first / width + place);
                for (&value, factors) in row.iter().zip(dense.chunks(width)) {
                    add_scaled(f64::from(value), factors, sums);
                }
            }
        });
        Ok(())
    }

    fn transposed_times(&self, dense: &[f64], width: usize, out: &mut [f64]) -> Result<()> {
        check_lengths((self.rows(), dense.len()), (self.columns(), out.len()), width)?;
        if width == 0 {
            return Ok(());
        }
        // A task owns some columns and walks down all rows.
        let per_task = (PRODUCTS_PER_TASK / (self.rows() * width).max(1)).max(16);
        parallel::fill_chunks(out, per_task * width, |first, part| {
            part.fill(0.0);
            let columns = first / width..first / width + part.len() / width;
            for (row, factors) in dense.chunks(width).enumerate() {
                for (&value, sums) in self.row(row)[columns.clone()].iter().zip(part.chunks_mut(width)) {
                    add_scaled(f64::from(value), factors, sums);
                }
            }
        });
        Ok(())
    }
}

/// A matrix less the same row everywhere, usually the mean of its rows.
#[derive(Debug)]
pub struct Centred<'o, O: ?Sized> {
    operator: &'o O,
    centre: &'o [f64],
}

impl<'o, O: LinearOperator + ?Sized> Centred<'o, O> {
    /// `operator` less `centre` in each row.
    ///
    /// # Errors
    /// [`Error::Shape`](crate::Error::Shape) where `centre` is not as long as a row.
    pub fn new(operator: &'o O, centre: &'o [f64]) -> Result<Self> {
        check_shape("centre of the rows", operator.columns(), centre.len())?;
        Ok(Centred { operator, centre })
    }
}

impl<O: LinearOperator + ?Sized> LinearOperator for Centred<'_, O> {
    fn rows(&self) -> usize {
        self.operator.rows()
    }

    fn columns(&self) -> usize {
        self.operator.columns()
    }

    fn times(&self, dense: &[f64], width: usize, out: &mut [f64]) -> Result<()> {
        self.operator.times(dense, width, out)?;
        let shift = weighted_sum_of_rows(dense, width, |row| self.centre[row]);
        parallel::fill_chunks(out, ROWS_PER_SUM * width, |_, part| {
            for row in part.chunks_mut(width.max(1)) {
                row.iter_mut().zip(&shift).for_each(|(value, shift)| *value -= shift);
            }
        });
        Ok(())
    }

    fn transposed_times(&self, dense: &[f64], width: usize, out: &mut [f64]) -> Result<()> {
        self.operator.transposed_times(dense, width, out)?;
        let total = weighted_sum_of_rows(dense, width, |_| 1.0);
        parallel::fill_chunks(out, ROWS_PER_SUM * width, |first, part| {
            for (place, row) in part.chunks_mut(width.max(1)).enumerate() {
                add_scaled(-self.centre[first / width.max(1) + place], &total, row);
            }
        });
        Ok(())
    }
}

/// `Σ weight(row) · row` over rows of `width` numbers.
fn weighted_sum_of_rows(dense: &[f64], width: usize, weight: impl Fn(usize) -> f64 + Sync) -> Vec<f64> {
    let rows = dense.len().checked_div(width).unwrap_or(0);
    let partial = parallel::map(&parallel::even_ranges(rows, ROWS_PER_SUM), |rows| {
        let mut sums = vec![0.0; width];
        for row in rows.clone() {
            add_scaled(weight(row), &dense[row * width..(row + 1) * width], &mut sums);
        }
        sums
    });
    let mut sums = vec![0.0; width];
    partial.iter().for_each(|part| add_scaled(1.0, part, &mut sums));
    sums
}

fn check_lengths(dense: (usize, usize), out: (usize, usize), width: usize) -> Result<()> {
    check_shape("dense factor of a product", dense.0 * width, dense.1)?;
    check_shape("output of a product", out.0 * width, out.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vector::sparse::SparseBuilder;

    /// 3 × 2, as a dense and a sparse matrix.
    fn both() -> (DenseMatrix, SparseMatrix<f32>) {
        let dense = DenseMatrix::from_rows(2, vec![1.0, 0.0, 2.0, 3.0, 0.0, 4.0]).unwrap();
        let mut builder = SparseBuilder::new(2);
        builder.push_row([(0, 1.0)]).unwrap();
        builder.push_row([(0, 2.0), (1, 3.0)]).unwrap();
        builder.push_row([(1, 4.0)]).unwrap();
        (dense, builder.finish())
    }

    fn products(operator: &dyn LinearOperator) -> (Vec<f64>, Vec<f64>) {
        let (mut right, mut left) = (vec![f64::NAN; 6], vec![f64::NAN; 4]);
        operator.times(&[1.0, 10.0, 2.0, 20.0], 2, &mut right).unwrap();
        operator.transposed_times(&[1.0, 0.0, 0.0, 1.0, 1.0, 0.0], 2, &mut left).unwrap();
        (right, left)
    }

    #[test]
    fn dense_and_sparse_make_the_same_products() {
        let (dense, sparse) = both();
        let expected = (vec![1.0, 10.0, 8.0, 80.0, 8.0, 80.0], vec![1.0, 2.0, 4.0, 3.0]);
        assert_eq!(products(&dense), expected);
        assert_eq!(products(&SparseOperator::new(&sparse).unwrap()), expected);
        assert!(LinearOperator::times(&dense, &[0.0; 3], 2, &mut [0.0; 6]).is_err());
        assert!(LinearOperator::transposed_times(&dense, &[0.0; 6], 2, &mut [0.0; 5]).is_err());
    }

    #[test]
    fn a_centred_matrix_is_the_difference() {
        let (dense, sparse) = both();
        let centre = [1.0, 2.0];
        let difference = DenseMatrix::from_rows(2, vec![0.0, -2.0, 1.0, 1.0, -1.0, 2.0]).unwrap();
        let sparse = SparseOperator::new(&sparse).unwrap();
        assert_eq!(products(&Centred::new(&sparse, &centre).unwrap()), products(&difference));
        assert_eq!(products(&Centred::new(&dense, &centre).unwrap()), products(&difference));
        assert!(Centred::new(&dense, &centre[..1]).is_err());
    }
}
