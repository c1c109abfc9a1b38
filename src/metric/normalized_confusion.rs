//! Confusion matrices as shares: [`Normalization`].

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::label::ClassId;
use crate::metric::confusion::ConfusionMatrix;
use crate::metric::sum::pairwise_sum;

/// What cells are shares of; `normalize` of scikit-learn's `confusion_matrix` (1.9.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Normalization {
    /// Of the rows of their true class: `"true"`.
    Truth,
    /// Of the rows predicted as their class: `"pred"`.
    Predicted,
    /// Of all rows: `"all"`.
    All,
}

impl ConfusionMatrix {
    /// The counts of [`ConfusionMatrix::table`] as shares; those of nothing are 0.
    ///
    /// # Errors
    /// As [`ConfusionMatrix::table`].
    ///
    /// # Examples
    /// ```
    /// # use wordmill::{label::Labels, metric::{ConfusionMatrix, Normalization}};
    /// let truth = Labels::from_names(["ham", "ham", "spam"])?;
    /// let predicted = Labels::with_classes(truth.classes().clone(), ["ham", "spam", "spam"])?;
    /// let matrix = ConfusionMatrix::from_labels(&truth, &predicted)?;
    /// let shares = matrix.normalized(&matrix.present(), Normalization::Truth)?;
    /// assert_eq!(shares, [[0.5, 0.5], [0.0, 1.0]]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn normalized(&self, labels: &[ClassId], over: Normalization) -> Result<Vec<Vec<f64>>> {
        let table = self.table(labels)?;
        let rows: Vec<f64> = table.iter().map(|row| pairwise_sum(row)).collect();
        let column = |at: usize| pairwise_sum(&table.iter().map(|row| row[at]).collect::<Vec<_>>());
        let columns: Vec<f64> = (0..labels.len()).map(column).collect();
        let all = pairwise_sum(&rows);
        let share = |row: usize, column: usize| {
            let whole = match over {
                Normalization::Truth => rows[row],
                Normalization::Predicted => columns[column],
                Normalization::All => all,
            };
            if whole == 0.0 { 0.0 } else { table[row][column] / whole }
        };
        Ok((0..labels.len())
            .map(|row| (0..labels.len()).map(|column| share(row, column)).collect())
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::Labels;

    /// scikit-learn 1.9.1: `confusion_matrix(["a", "a", "b"], ["a", "c", "c"], normalize=…)`.
    #[test]
    fn shares_of_nothing_are_zero() {
        let truth = Labels::from_names(["a", "a", "b", "c"]).unwrap();
        let classes = truth.classes().clone();
        let truth = Labels::with_classes(classes.clone(), ["a", "a", "b"]).unwrap();
        let predicted = Labels::with_classes(classes, ["a", "c", "c"]).unwrap();
        let matrix = ConfusionMatrix::from_labels(&truth, &predicted).unwrap();
        let shares = |over| matrix.normalized(&matrix.present(), over).unwrap().concat();
        assert_eq!(shares(Normalization::Truth), [0.5, 0.0, 0.5, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0]);
        assert_eq!(shares(Normalization::Predicted), [1.0, 0.0, 0.5, 0.0, 0.0, 0.5, 0.0, 0.0, 0.0]);
        let third = 1.0 / 3.0;
        assert_eq!(shares(Normalization::All), [third, 0.0, third, 0.0, 0.0, third, 0.0, 0.0, 0.0]);
        assert!(matrix.normalized(&[], Normalization::All).is_err());
    }
}
