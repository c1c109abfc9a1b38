//! [`chi_squared`]: whether the sums of a column over the classes are as large as the classes, as scikit-learn's
//! `chi2` (1.9.1).
//!
//! With O_c the sum of the column over the rows of class *c*, its total N = Σ_c O_c and P_c the share of rows that
//! are of class *c*:
//!
//! ```text
//! χ² = Σ_c (O_c − P_c·N)² / (P_c·N)
//! ```
//!
//! with as many degrees of freedom as there are classes, less one (Pearson, "On the criterion …", 1900; Manning,
//! Raghavan and Schütze, "Introduction to Information Retrieval", 2008, section 13.5.2, for a table of sums instead
//! of rows). Everything is computed in `f64`: of an `f32` matrix, scikit-learn sums in `f32`.

use crate::bow::selection::class_rows::{ClassRows, fold_rows};
use crate::bow::selection::column_test::ColumnTest;
use crate::error::{Error, Result};
use crate::label::Labels;
use crate::parallel;
use crate::statistics::tail::chi_squared_tails;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Columns whose p-values one task computes.
const COLUMNS_PER_TASK: usize = 1 << 10;

/// χ² of every column and the classes of its rows; values must not be negative, counts best.
///
/// A column without entries has NaN, and so has every column where all rows are of one class.
///
/// # Errors
/// [`Error::Shape`] unless there is a label for each row, [`Error::Empty`] without rows or columns,
/// [`Error::Parameter`] for a negative value and for weighted labels.
///
/// # Determinism
/// The same bits on any number of threads.
///
/// # Examples
/// ```
/// use wordmill::bow::selection::chi_squared;
/// use wordmill::{Labels, vector::SparseMatrix};
/// let rows = SparseMatrix::from_parts(2, vec![0, 2, 3, 4], vec![0, 1, 1, 1], vec![3.0, 1.0, 1.0, 1.0])?;
/// let labels = Labels::from_names(["good", "bad", "bad"])?;
/// let test = chi_squared(&rows, &labels)?;
/// assert_eq!(test.scores, [6.0, 0.0]);
/// assert_eq!(test.p_values[1], 1.0);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn chi_squared<V: Value>(rows: &SparseMatrix<V>, labels: &Labels) -> Result<ColumnTest> {
    let classes = ClassRows::of(rows, labels)?;
    if let Some(&value) = rows.values().iter().find(|&&value| value.into() < 0.0) {
        return Err(Error::parameter("rows", format_args!("{value:?}"), "values of at least 0 for χ²"));
    }
    let shares = shares(&classes);
    if shares.len() == 1 {
        // scikit-learn expects nothing of a second class, and divides by it.
        let nothing = vec![f64::NAN; rows.columns()];
        return Ok(ColumnTest { scores: nothing.clone(), p_values: nothing });
    }
    // The total has an order of its own: that of all rows.
    let totals = fold_rows(rows, 0..rows.rows(), |sum: &mut f64, value| *sum += value);
    let (mut scores, mut class) = (vec![0.0; rows.columns()], 0);
    classes.fold(
        rows,
        |sum: &mut f64, value| *sum += value,
        |observed| {
            let share = shares[class];
            class += 1;
            for ((score, &observed), &total) in scores.iter_mut().zip(observed).zip(&totals) {
                let expected = share * total;
                let distance = observed - expected;
                *score += distance * distance / expected;
            }
        },
    );
    let p_values = p_values(&scores, (shares.len() - 1) as f64);
    Ok(ColumnTest { scores, p_values })
}

/// The share of rows that each class has, to the bits that scikit-learn gets.
fn shares(classes: &ClassRows) -> Vec<f64> {
    let rows = classes.rows() as f64;
    let sizes = classes.sizes();
    if sizes.len() == 2 {
        return sizes.into_iter().map(|size| size as f64 / rows).collect();
    }
    // More than two stand in a sparse matrix there, whose mean adds up a share for each row.
    let share = 1.0 / rows;
    sizes.into_iter().map(|size| (0..size).fold(0.0, |sum, _| sum + share)).collect()
}

fn p_values(scores: &[f64], degrees_of_freedom: f64) -> Vec<f64> {
    let mut p_values = vec![f64::NAN; scores.len()];
    parallel::fill_chunks(&mut p_values, COLUMNS_PER_TASK, |first, part| {
        for (p_value, &score) in part.iter_mut().zip(&scores[first..]) {
            if !score.is_nan() {
                *p_value = chi_squared_tails(score, degrees_of_freedom).1;
            }
        }
    });
    p_values
}
