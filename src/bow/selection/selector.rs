//! [`Selection`]: the columns that tell most about the classes, learnt once and kept of any rows.

use serde::{Deserialize, Serialize};

use crate::bow::selection::anova::anova_f;
use crate::bow::selection::any_number::AnyNumber;
use crate::bow::selection::chi_squared::chi_squared;
use crate::bow::selection::column_test::ColumnTest;
use crate::bow::selection::keep::Keep;
use crate::bow::selection::mutual_information::mutual_information;
use crate::error::{Error, Result, check_shape};
use crate::fit::{Fit, Transform};
use crate::label::Labels;
use crate::progress::{Progress, report};
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// What columns are judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Score {
    /// χ² of sums over the classes ([`chi_squared`]): for counts.
    ChiSquared,
    /// The F statistic of an analysis of variance ([`anova_f`]): for any numbers.
    #[default]
    AnovaF,
    /// Mutual information of values and classes, in nats ([`mutual_information`]); it has no p-values.
    MutualInformation,
    /// In how many rows the column has an entry; it has no p-values, and classes do not matter.
    DocumentFrequency,
}

/// What to judge columns by, and which of them to keep.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SelectionParams {
    score: Score,
    keep: Keep,
}

impl Default for SelectionParams {
    fn default() -> Self {
        SelectionParams { score: Score::default(), keep: Keep::Best(10) }
    }
}

impl SelectionParams {
    /// What columns are judged by. Default: the F statistic.
    #[must_use]
    pub fn score(mut self, score: Score) -> Self {
        self.score = score;
        self
    }

    /// Which columns stay. Default: the ten best.
    #[must_use]
    pub fn keep(mut self, keep: Keep) -> Self {
        self.keep = keep;
        self
    }
}

impl<V: Value> Fit<(&SparseMatrix<V>, &Labels)> for SelectionParams {
    type Model = Selection;

    /// Scores every column of the rows by their labels, and chooses.
    ///
    /// # Errors
    /// [`Error::Parameter`] for a rule out of range, for a rule of p-values where the score has none, for weighted
    /// labels, and for negative values under χ²; [`Error::Shape`] unless there is a label for each row;
    /// [`Error::Empty`] without rows or columns; [`Error::Interrupted`].
    fn fit_with(
        &self,
        &(rows, labels): &(&SparseMatrix<V>, &Labels),
        progress: &mut dyn Progress,
    ) -> Result<Selection> {
        self.keep.check()?;
        report(progress, "score columns", 0, Some(1), &[])?;
        let (scores, p_values) = match self.score {
            Score::ChiSquared => tested(chi_squared(rows, labels)?),
            Score::AnovaF => tested(anova_f(rows, labels)?),
            Score::MutualInformation => (mutual_information(rows, labels)?, None),
            Score::DocumentFrequency => (document_frequencies(rows, labels)?, None),
        };
        let columns = self.keep.columns(&scores, p_values.as_deref())?;
        Ok(Selection { params: self.clone(), columns, scores, p_values })
    }
}

fn tested(test: ColumnTest) -> (Vec<f64>, Option<Vec<f64>>) {
    (test.scores, Some(test.p_values))
}

fn document_frequencies<V: Value>(rows: &SparseMatrix<V>, labels: &Labels) -> Result<Vec<f64>> {
    check_shape("labels of rows", rows.rows(), labels.len())?;
    if rows.rows() == 0 || rows.columns() == 0 {
        return Err(Error::Empty { what: "matrix to select from" });
    }
    Ok(rows.column_counts().into_iter().map(f64::from).collect())
}

/// The columns that stay, and the score of every column.
///
/// # Examples
/// ```
/// use wordmill::bow::selection::{Keep, Score, Selection};
/// use wordmill::{Count, Fit, Labels, Transform};
/// let documents = ["a good film", "a bad film", "so good", "so bad"];
/// let (count, rows) = Count::params().fit_transform::<_, f32>(&documents, &mut ())?;
/// let labels = Labels::from_names(["+", "-", "+", "-"])?;
/// let selection = Selection::params().score(Score::ChiSquared).keep(Keep::Best(2)).fit(&(&rows, &labels))?;
/// let names: Vec<_> = selection.columns().iter().map(|&column| count.terms().term(column)).collect();
/// assert_eq!(names, ["bad", "good"]);
/// assert_eq!(selection.transform(&rows)?.columns(), 2);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawSelection", into = "RawSelection")]
pub struct Selection {
    params: SelectionParams,
    columns: Vec<u32>,
    scores: Vec<f64>,
    p_values: Option<Vec<f64>>,
}

impl Selection {
    /// The choices to fit with.
    #[must_use]
    pub fn params() -> SelectionParams {
        SelectionParams::default()
    }

    /// The columns that stay, ascending: column *j* of what is kept was column `columns()[j]`.
    #[must_use]
    pub fn columns(&self) -> &[u32] {
        &self.columns
    }

    /// The score of every column, those that go included; NaN where there is none.
    #[must_use]
    pub fn scores(&self) -> &[f64] {
        &self.scores
    }

    /// The p-value of every column, if the score has any.
    #[must_use]
    pub fn p_values(&self) -> Option<&[f64]> {
        self.p_values.as_deref()
    }

    /// Puts the columns that stayed back in their places, among columns of nothing.
    ///
    /// # Errors
    /// [`Error::Shape`] for another number of columns than stayed.
    ///
    /// # Examples
    /// ```
    /// use wordmill::bow::selection::{Keep, Selection};
    /// use wordmill::{Fit, Labels, Transform, vector::SparseMatrix};
    /// let rows = SparseMatrix::from_parts(3, vec![0, 2, 4], vec![0, 2, 1, 2], vec![1.0, 4.0, 1.0, 9.0])?;
    /// let labels = Labels::from_names(["a", "b"])?;
    /// let selection = Selection::params().keep(Keep::All).fit(&(&rows, &labels))?;
    /// assert_eq!(selection.inverse_transform(&selection.transform(&rows)?)?, rows);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn inverse_transform<V: Value>(&self, rows: &SparseMatrix<V>) -> Result<SparseMatrix<V>> {
        check_shape("columns to put back", self.columns.len(), rows.columns())?;
        let columns = rows.indices().iter().map(|&column| self.columns[column as usize]).collect();
        SparseMatrix::from_parts(self.scores.len(), rows.offsets().to_vec(), columns, rows.values().to_vec())
    }
}

impl<V: Value> Transform<SparseMatrix<V>> for Selection {
    type Output = SparseMatrix<V>;

    /// Keeps the columns that were chosen, in their order.
    ///
    /// # Errors
    /// [`Error::Shape`] for another number of columns than were scored.
    fn transform(&self, rows: &SparseMatrix<V>) -> Result<SparseMatrix<V>> {
        check_shape("columns to select from", self.scores.len(), rows.columns())?;
        rows.select_columns(&self.columns)
    }
}

/// What is written and read.
#[derive(Serialize, Deserialize)]
struct RawSelection {
    params: SelectionParams,
    columns: Vec<u32>,
    scores: Vec<AnyNumber>,
    p_values: Option<Vec<AnyNumber>>,
}

impl From<Selection> for RawSelection {
    fn from(selection: Selection) -> Self {
        let raw = |numbers: Vec<f64>| numbers.into_iter().map(AnyNumber).collect();
        RawSelection {
            params: selection.params,
            columns: selection.columns,
            scores: raw(selection.scores),
            p_values: selection.p_values.map(raw),
        }
    }
}

impl TryFrom<RawSelection> for Selection {
    type Error = Error;

    fn try_from(raw: RawSelection) -> Result<Self> {
        let corrupt = |reason: &str| Err(Error::corrupt("selection", reason));
        let ascend = raw.columns.windows(2).all(|pair| pair[0] < pair[1]);
        if !ascend || raw.columns.last().is_some_and(|&last| last as usize >= raw.scores.len()) {
            return corrupt("columns do not ascend, or have no score");
        }
        if raw.p_values.as_ref().is_some_and(|p_values| p_values.len() != raw.scores.len()) {
            return corrupt("there are more or fewer p-values than scores");
        }
        let numbers = |raw: Vec<AnyNumber>| raw.into_iter().map(|number| number.0).collect();
        Ok(Selection {
            params: raw.params,
            columns: raw.columns,
            scores: numbers(raw.scores),
            p_values: raw.p_values.map(numbers),
        })
    }
}

#[cfg(test)]
mod tests;
