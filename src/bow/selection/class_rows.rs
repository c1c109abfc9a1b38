//! [`ClassRows`]: rows by their class, and sums of columns over the rows of each.
//!
//! A sum goes through its rows in order, one by one, as scikit-learn's does, so that differences of sums that nearly
//! cancel come to the same bits. Threads share the work by classes; the sums of a few classes are held at a time.

use crate::error::{Error, Result, check_parameter, check_shape};
use crate::label::Labels;
use crate::parallel;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// States of columns that are held at a time, unless two classes alone need more.
const STATES_AT_ONCE: usize = 1 << 24;

/// The rows of every class that has any, in their order.
pub(super) struct ClassRows {
    classes: Vec<Vec<usize>>,
    rows: usize,
}

impl ClassRows {
    /// Groups the rows of a matrix; labels must not be weighted.
    pub(super) fn of<V: Value>(matrix: &SparseMatrix<V>, labels: &Labels) -> Result<Self> {
        check_shape("labels of rows", matrix.rows(), labels.len())?;
        if matrix.rows() == 0 || matrix.columns() == 0 {
            return Err(Error::Empty { what: "matrix to select from" });
        }
        let mut classes = vec![Vec::new(); labels.classes().len()];
        for (row, id) in labels.ids().iter().enumerate() {
            let weight = labels.weight(row);
            check_parameter(weight == 1.0, "labels", format_args!("a weight of {weight}"), "no weights")?;
            classes[id.index()].push(row);
        }
        classes.retain(|rows| !rows.is_empty());
        Ok(ClassRows { classes, rows: labels.len() })
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// How many rows each class has.
    pub(super) fn sizes(&self) -> Vec<usize> {
        self.classes.iter().map(Vec::len).collect()
    }

    /// The class of every row, numbered among those that have rows.
    pub(super) fn class_of_rows(&self) -> Vec<u32> {
        let mut class_of = vec![0; self.rows];
        for (class, rows) in self.classes.iter().enumerate() {
            rows.iter().for_each(|&row| class_of[row] = class as u32);
        }
        class_of
    }

    /// A state a column for the rows of each class, in the order of the classes: `add(state, value)` for every entry,
    /// row by row, and `take(states)` for the states of a class.
    pub(super) fn fold<V: Value, T: Copy + Default + Send + Sync>(
        &self,
        matrix: &SparseMatrix<V>,
        add: impl Fn(&mut T, f64) + Sync + Send,
        mut take: impl FnMut(&[T]),
    ) {
        let at_once = (STATES_AT_ONCE / matrix.columns().max(1)).clamp(2, 1 << 10);
        for classes in self.classes.chunks(at_once) {
            let states = parallel::map(classes, |rows| fold_rows(matrix, rows.iter().copied(), &add));
            states.iter().for_each(|states| take(states));
        }
    }
}

/// A state a column: `add(state, value)` for every entry of the rows, row by row.
pub(super) fn fold_rows<V: Value, T: Copy + Default>(
    matrix: &SparseMatrix<V>,
    rows: impl Iterator<Item = usize>,
    add: impl Fn(&mut T, f64),
) -> Vec<T> {
    let mut states = vec![T::default(); matrix.columns()];
    for row in rows {
        for (column, value) in matrix.row(row).iter() {
            add(&mut states[column as usize], value.into());
        }
    }
    states
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::Classes;

    #[test]
    fn classes_without_rows_are_left_out() {
        let matrix =
            SparseMatrix::from_parts(2, vec![0, 1, 2, 3], vec![0, 1, 0], vec![1.0, 2.0, 4.0]).unwrap();
        let classes = Classes::from_names(["a", "b", "c"]).unwrap();
        let labels = Labels::with_classes(classes, ["c", "a", "c"]).unwrap();
        let rows = ClassRows::of(&matrix, &labels).unwrap();
        assert_eq!((rows.sizes(), rows.class_of_rows()), (vec![1, 2], vec![1, 0, 1]));
        let mut sums = Vec::new();
        rows.fold(&matrix, |sum: &mut f64, value| *sum += value, |states| sums.push(states.to_vec()));
        assert_eq!(sums, [[0.0, 2.0], [5.0, 0.0]]);
    }

    #[test]
    fn rows_and_labels_must_fit() {
        let matrix = |columns, rows: usize| {
            SparseMatrix::<f64>::from_parts(columns, vec![0; rows + 1], vec![], vec![]).unwrap()
        };
        let labels = Labels::from_names(["a", "b"]).unwrap();
        assert!(matches!(ClassRows::of(&matrix(1, 3), &labels), Err(Error::Shape { .. })));
        assert!(matches!(ClassRows::of(&matrix(0, 2), &labels), Err(Error::Empty { .. })));
        let weighted = labels.weighted(vec![1.0, 0.5]).unwrap();
        assert!(matches!(ClassRows::of(&matrix(1, 2), &weighted), Err(Error::Parameter { .. })));
        let nothing = Labels::from_names::<&str>([]).unwrap();
        assert!(matches!(ClassRows::of(&matrix(1, 0), &nothing), Err(Error::Empty { .. })));
    }
}
