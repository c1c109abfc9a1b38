//! [`anova_f`]: whether the means of a column differ between classes, as scikit-learn's `f_classif` (1.9.1).
//!
//! One-way analysis of variance, with S_c and n_c the sum and the number of rows of class *c*, k classes, n rows,
//! and all zeros counted:
//!
//! ```text
//! between = Σ_c S_c²/n_c − (Σ_c S_c)²/n
//! within  = Σx² − (Σ_c S_c)²/n − between
//! F       = (between / (k − 1)) / (within / (n − k))
//! ```
//!
//! (Fisher, "Statistical Methods for Research Workers", 1925; Heiman, "Research Methods in Statistics", 2002, pp.
//! 394–397.) The differences cancel where a column is nearly constant within its classes: F then consists of
//! rounding errors, and they are scikit-learn's, term by term. Everything is computed in `f64`: of an `f32` matrix,
//! scikit-learn sums in `f32`.

use crate::bow::selection::class_rows::ClassRows;
use crate::bow::selection::column_test::ColumnTest;
use crate::error::Result;
use crate::label::Labels;
use crate::parallel;
use crate::statistics::tail::f_tails;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Columns whose statistics one task computes.
const COLUMNS_PER_TASK: usize = 1 << 10;

/// F of every column and the classes of its rows.
///
/// NaN where a column is constant (without entries, for example) or all rows are of one class, +∞ where it is
/// constant within each class only.
///
/// # Errors
/// [`Error::Shape`](crate::Error::Shape) unless there is a label for each row, [`Error::Empty`](crate::Error::Empty)
/// without rows or columns, [`Error::Parameter`](crate::Error::Parameter) for weighted labels.
///
/// # Determinism
/// The same bits on any number of threads.
///
/// # Examples
/// ```
/// use wordmill::bow::selection::anova_f;
/// use wordmill::{Labels, vector::SparseMatrix};
/// let rows = SparseMatrix::from_parts(1, vec![0, 1, 2, 3, 4], vec![0; 4], vec![1.0, 2.0, 4.0, 5.0])?;
/// let labels = Labels::from_names(["bad", "bad", "good", "good"])?;
/// let test = anova_f(&rows, &labels)?;
/// assert_eq!(test.scores, [18.0]);
/// assert!((test.p_values[0] - 0.051316701949486).abs() < 1e-14);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn anova_f<V: Value>(rows: &SparseMatrix<V>, labels: &Labels) -> Result<ColumnTest> {
    let classes = ClassRows::of(rows, labels)?;
    let sizes = classes.sizes();
    let add = |(sum, squares): &mut (f64, f64), value: f64| {
        *sum += value;
        *squares += value * value;
    };
    let (mut columns, mut class) = (vec![Sums::default(); rows.columns()], 0);
    classes.fold(rows, add, |states| {
        let size = sizes[class] as f64;
        class += 1;
        for (column, &(sum, squares)) in columns.iter_mut().zip(states) {
            column.sum += sum;
            column.squares += squares;
            column.classes += sum * sum / size;
        }
    });
    Ok(tested(&columns, rows.rows(), sizes.len()))
}

/// What the classes of a column add up to.
#[derive(Clone, Copy, Default)]
struct Sums {
    /// `Σx`.
    sum: f64,
    /// `Σx²`.
    squares: f64,
    /// `Σ_c S_c²/n_c`.
    classes: f64,
}

impl Sums {
    fn statistic(self, rows: f64, classes: f64) -> f64 {
        let correction = self.sum * self.sum / rows;
        let all = self.squares - correction;
        let between = self.classes - correction;
        let within = all - between;
        (between / (classes - 1.0)) / (within / (rows - classes))
    }
}

fn tested(columns: &[Sums], rows: usize, classes: usize) -> ColumnTest {
    let (rows, classes) = (rows as f64, classes as f64);
    let mut both = vec![(0.0, 0.0); columns.len()];
    parallel::fill_chunks(&mut both, COLUMNS_PER_TASK, |first, part| {
        for (slot, sums) in part.iter_mut().zip(&columns[first..]) {
            let score = sums.statistic(rows, classes);
            // Below 0 (by rounding) SciPy's function is not defined; no degrees of freedom give NaN by themselves.
            let p_value =
                if score >= 0.0 { f_tails(score, classes - 1.0, rows - classes).1 } else { f64::NAN };
            *slot = (score, p_value);
        }
    });
    let (scores, p_values) = both.into_iter().unzip();
    ColumnTest { scores, p_values }
}
