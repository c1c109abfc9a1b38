//! [`mutual_information`]: how many nats the value of a column tells about the class, as scikit-learn's
//! `mutual_info_classif(discrete_features=True)` (1.9.1).
//!
//! Every distinct value of a column is a symbol of its own, zero included. With n_vc rows of value *v* and class *c*:
//!
//! ```text
//! I = Σ_vc n_vc/n · (ln n_vc − ln n + ln(n·n / (n_v·n_c)))
//! ```
//!
//! (Cover and Thomas, "Elements of Information Theory", 2006, section 2.3.) Terms, their order and NumPy's pairwise
//! sum are scikit-learn's, so that what should be nothing comes to the same rounding errors. Estimates for
//! continuous values (by neighbours) are left out.

use std::ops::Range;

use crate::bow::selection::class_rows::ClassRows;
use crate::error::Result;
use crate::label::Labels;
use crate::parallel;
use crate::vector::sparse::{Row, SparseMatrix};
use crate::vector::value::Value;

/// Entries whose columns one task takes.
const ENTRIES_PER_TASK: usize = 1 << 14;

/// Mutual information, in nats, of the values of every column and the classes of its rows; never below 0.
///
/// For counts that is the information of *how often* a term occurs; of whether it occurs at all, take binary rows.
///
/// # Errors
/// [`Error::Shape`](crate::Error::Shape) unless there is a label for each row, [`Error::Empty`](crate::Error::Empty)
/// without rows or columns, [`Error::Parameter`](crate::Error::Parameter) for weighted labels,
/// [`Error::Limit`](crate::Error::Limit) past 2³² − 1 rows.
///
/// # Determinism
/// The same bits on any number of threads.
///
/// # Examples
/// ```
/// use wordmill::bow::selection::mutual_information;
/// use wordmill::{Labels, vector::SparseMatrix};
/// let rows = SparseMatrix::from_parts(2, vec![0, 2, 3, 3, 4], vec![0, 1, 0, 1], vec![1.0, 1.0, 2.0, 1.0])?;
/// let labels = Labels::from_names(["good", "good", "bad", "bad"])?;
/// let information = mutual_information(&rows, &labels)?;
/// assert!((information[0] - 2f64.ln()).abs() < 1e-15);
/// assert_eq!(information[1], 0.0);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn mutual_information<V: Value>(rows: &SparseMatrix<V>, labels: &Labels) -> Result<Vec<f64>> {
    let classes = ClassRows::of(rows, labels)?;
    let columns = rows.transpose()?;
    let table = Table { class_of: classes.class_of_rows(), sizes: classes.sizes() };
    if table.sizes.len() == 1 {
        return Ok(vec![0.0; columns.rows()]);
    }
    let tasks = parallel::ranges_of_rows(columns.offsets(), ENTRIES_PER_TASK);
    let parts = parallel::map(&tasks, |task| table.of_columns(&columns, task.clone()));
    Ok(parallel::concat(parts))
}

/// The classes of all rows.
struct Table {
    class_of: Vec<u32>,
    sizes: Vec<usize>,
}

/// Rows of one value and one class.
#[derive(Clone, Copy)]
struct Cell {
    value: f64,
    class: u32,
    rows: usize,
}

impl Table {
    fn of_columns<V: Value>(&self, columns: &SparseMatrix<V>, range: Range<usize>) -> Vec<f64> {
        let (mut entries, mut cells, mut terms) = (Vec::new(), Vec::new(), Vec::new());
        range
            .map(|column| {
                self.count(columns.row(column), &mut entries, &mut cells);
                self.information(&cells, &mut terms)
            })
            .collect()
    }

    /// The cells of a column that have rows, by value and then class.
    fn count<V: Value>(&self, column: Row<'_, V>, entries: &mut Vec<(f64, u32)>, cells: &mut Vec<Cell>) {
        entries.clear();
        cells.clear();
        let stored = column.iter().map(|(row, value)| (value.into(), self.class_of[row as usize]));
        entries.extend(stored.filter(|&(value, _)| value != 0.0));
        entries.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let runs = entries.chunk_by(|a, b| a == b);
        cells.extend(runs.map(|run| Cell { value: run[0].0, class: run[0].1, rows: run.len() }));
        let mut zeros = self.sizes.clone();
        cells.iter().for_each(|cell| zeros[cell.class as usize] -= cell.rows);
        let zeros = zeros.into_iter().enumerate().filter(|&(_, rows)| rows > 0);
        let zeros = zeros.map(|(class, rows)| Cell { value: 0.0, class: class as u32, rows });
        let place = cells.partition_point(|cell| cell.value < 0.0);
        cells.splice(place..place, zeros);
    }

    fn information(&self, cells: &[Cell], terms: &mut Vec<f64>) -> f64 {
        let rows = self.class_of.len() as f64;
        terms.clear();
        if cells.first().map(|cell| cell.value) == cells.last().map(|cell| cell.value) {
            return 0.0;
        }
        for same_value in cells.chunk_by(|a, b| a.value == b.value) {
            let of_value: usize = same_value.iter().map(|cell| cell.rows).sum();
            terms.extend(same_value.iter().map(|cell| {
                let (count, of_class) = (cell.rows as f64, self.sizes[cell.class as usize]);
                let share = count / rows;
                let ln_marginals = -((of_value * of_class) as f64).ln() + rows.ln() + rows.ln();
                let term = share * (count.ln() - rows.ln()) + share * ln_marginals;
                if term.abs() < f64::EPSILON { 0.0 } else { term }
            }));
        }
        pairwise_sum(terms).max(0.0)
    }
}

/// The sum of a list as NumPy adds it up: eight sums side by side, halves of more than 128 numbers by themselves.
fn pairwise_sum(terms: &[f64]) -> f64 {
    if terms.len() < 8 {
        return terms.iter().fold(0.0, |sum, term| sum + term);
    }
    if terms.len() > 128 {
        let half = terms.len() / 2;
        let (first, second) = terms.split_at(half - half % 8);
        return pairwise_sum(first) + pairwise_sum(second);
    }
    let (eights, rest) = terms.as_chunks::<8>();
    let mut sums = eights[0];
    for eight in &eights[1..] {
        sums.iter_mut().zip(eight).for_each(|(sum, term)| *sum += term);
    }
    let [a, b, c, d, e, f, g, h] = sums;
    rest.iter().fold(((a + b) + (c + d)) + ((e + f) + (g + h)), |sum, term| sum + term)
}
