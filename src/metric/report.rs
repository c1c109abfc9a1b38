//! [`ClassificationReport`]: precision, recall and F1 of every class and their averages, as one table.
//!
//! Its text is that of scikit-learn's `classification_report`, byte for byte: names to the right in a column as
//! wide as the longest (at least `weighted avg`), an `accuracy` line where the labels cover every class that
//! occurs and a `micro avg` line where they do not.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::error::{Result, check_parameter};
use crate::label::ClassId;
use crate::metric::class_scores::{Average, ClassScores, ScoreParams, ZeroDivision};
use crate::metric::confusion::ConfusionMatrix;

/// The scores of every class, their averages, and accuracy.
///
/// # Examples
/// ```
/// use wordmill::label::Labels;
/// use wordmill::metric::{ClassificationReport, ConfusionMatrix};
/// let truth = Labels::from_names(["ham", "ham", "ham", "spam", "spam"])?;
/// let predicted = Labels::with_classes(truth.classes().clone(), ["ham", "ham", "spam", "spam", "spam"])?;
/// let matrix = ConfusionMatrix::from_labels(&truth, &predicted)?;
/// let report = ClassificationReport::from_matrix(&matrix)?;
/// assert_eq!(report.accuracy, Some(0.8));
/// assert_eq!(report.to_string(), "              precision    recall  f1-score   support
///
///          ham       1.00      0.67      0.80         3
///         spam       0.67      1.00      0.80         2
///
///     accuracy                           0.80         5
///    macro avg       0.83      0.83      0.80         5
/// weighted avg       0.87      0.80      0.80         5
/// ");
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ClassificationReport {
    /// The classes, in the order they were asked for.
    pub rows: Vec<ReportRow>,
    /// The share of rows that were predicted right, where the labels cover every class that occurs.
    pub accuracy: Option<f64>,
    /// The scores of all rows together.
    pub micro_average: ClassScores,
    /// The plain mean over classes.
    pub macro_average: ClassScores,
    /// The mean weighted by support.
    pub weighted_average: ClassScores,
    /// Digits after the point in the text.
    pub digits: usize,
    /// How the text shows supports.
    supports: Supports,
}

/// One class of a report.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ReportRow {
    /// The name of the class.
    pub class: String,
    /// Its scores; `f_score` is F1.
    pub scores: ClassScores,
}

/// What a report covers and how it is printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReportParams {
    scores: ScoreParams,
    digits: usize,
}

impl Default for ReportParams {
    fn default() -> Self {
        ReportParams { scores: ScoreParams::default(), digits: 2 }
    }
}

impl ReportParams {
    /// As [`ScoreParams::labels`].
    #[must_use]
    pub fn labels(mut self, labels: impl Into<Vec<ClassId>>) -> Self {
        self.scores = self.scores.labels(labels);
        self
    }

    /// As [`ScoreParams::zero_division`].
    #[must_use]
    pub fn zero_division(mut self, zero_division: ZeroDivision) -> Self {
        self.scores = self.scores.zero_division(zero_division);
        self
    }

    /// Digits after the point; 0 to 100; default 2.
    #[must_use]
    pub fn digits(mut self, digits: usize) -> Self {
        self.digits = digits;
        self
    }

    /// The report on a matrix.
    ///
    /// # Errors
    /// [`Error::Empty`](crate::Error::Empty) without rows, [`Error::Parameter`](crate::Error::Parameter) for
    /// more than 100 digits, and as [`ConfusionMatrix::table`].
    pub fn report(&self, matrix: &ConfusionMatrix) -> Result<ClassificationReport> {
        check_parameter(self.digits <= 100, "digits", self.digits, "0 to 100")?;
        let labels = self.scores.scored(matrix)?;
        let scores = matrix.class_scores(&self.scores)?;
        let row = |(class, scores): (&ClassId, ClassScores)| ReportRow {
            class: matrix.classes().name(*class).to_owned(),
            scores,
        };
        let micro_average = matrix.average_scores(Average::Micro, &self.scores)?;
        let covered = matrix.present().iter().all(|class| labels.contains(class));
        Ok(ClassificationReport {
            rows: labels.iter().zip(scores).map(row).collect(),
            accuracy: covered.then_some(micro_average.precision),
            micro_average,
            macro_average: matrix.average_scores(Average::Macro, &self.scores)?,
            weighted_average: matrix.average_scores(Average::Weighted, &self.scores)?,
            digits: self.digits,
            supports: Supports::of(matrix),
        })
    }
}

impl ClassificationReport {
    /// The params of a report: labels, the value of 0/0, digits.
    ///
    /// # Examples
    /// ```
    /// # use wordmill::{label::Labels, metric::{ClassificationReport, ConfusionMatrix}};
    /// let truth = Labels::from_names(["a", "b", "c"])?;
    /// let matrix = ConfusionMatrix::from_labels(&truth, &truth)?;
    /// let a = truth.classes().id("a")?;
    /// let report = ClassificationReport::params().labels([a]).digits(4).report(&matrix)?;
    /// assert!(report.to_string().contains("micro avg     1.0000    1.0000    1.0000         1\n"));
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    #[must_use]
    pub fn params() -> ReportParams {
        ReportParams::default()
    }

    /// The report on the present classes, to two digits.
    ///
    /// # Errors
    /// [`Error::Empty`](crate::Error::Empty) without rows.
    pub fn from_matrix(matrix: &ConfusionMatrix) -> Result<Self> {
        Self::params().report(matrix)
    }

    /// A report on things that are found or not, of which there is no accuracy: `averages` are micro, macro and weighted.
    pub(crate) fn without_accuracy(
        rows: Vec<ReportRow>,
        [micro_average, macro_average, weighted_average]: [ClassScores; 3],
        digits: usize,
    ) -> Self {
        let (accuracy, supports) = (None, Supports::Counts);
        ClassificationReport {
            rows,
            accuracy,
            micro_average,
            macro_average,
            weighted_average,
            digits,
            supports,
        }
    }

    fn write_row(&self, f: &mut fmt::Formatter<'_>, name: &str, scores: &ClassScores) -> fmt::Result {
        let (width, digits) = (self.name_width(), self.digits);
        let ClassScores { precision, recall, f_score, support } = scores;
        let support = self.supports.text(*support);
        writeln!(
            f,
            "{name:>width$}  {precision:>9.digits$} {recall:>9.digits$} {f_score:>9.digits$} {support:>9}"
        )
    }

    fn name_width(&self) -> usize {
        let names = self.rows.iter().map(|row| row.class.chars().count());
        names.fold("weighted avg".len().max(self.digits), usize::max)
    }
}

impl fmt::Display for ClassificationReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (width, digits) = (self.name_width(), self.digits);
        writeln!(
            f,
            "{:>width$}  {:>9} {:>9} {:>9} {:>9}\n",
            "", "precision", "recall", "f1-score", "support"
        )?;
        for row in &self.rows {
            self.write_row(f, &row.class, &row.scores)?;
        }
        writeln!(f)?;
        if self.accuracy.is_some() {
            let ClassScores { f_score, support, .. } = self.micro_average;
            let support = self.supports.text(support);
            writeln!(f, "{:>width$}  {:>9} {:>9} {f_score:>9.digits$} {support:>9}", "accuracy", "", "")?;
        } else {
            self.write_row(f, "micro avg", &self.micro_average)?;
        }
        self.write_row(f, "macro avg", &self.macro_average)?;
        self.write_row(f, "weighted avg", &self.weighted_average)
    }
}

/// How supports are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
enum Supports {
    /// `80`.
    Counts,
    /// `80.0`: weights; and, as scikit-learn happens to do, counts where no row at all was predicted right.
    Decimals,
}

impl Supports {
    fn of(matrix: &ConfusionMatrix) -> Self {
        let any_right = matrix.classes().ids().any(|class| matrix.count(class, class) > 0.0);
        if any_right && !matrix.is_weighted() { Supports::Counts } else { Supports::Decimals }
    }

    fn text(self, support: f64) -> String {
        match self {
            Supports::Counts => format!("{support:.0}"),
            Supports::Decimals => python_repr(support),
        }
    }
}

/// A finite number as Python prints it: the shortest digits that read back, with an exponent of two digits
/// below 1e-4 and from 1e16.
fn python_repr(value: f64) -> String {
    let scientific = format!("{value:e}");
    let parts =
        scientific.split_once('e').and_then(|(digits, exponent)| Some((digits, exponent.parse().ok()?)));
    match parts {
        Some((digits, exponent)) if !(-4..16i32).contains(&exponent) => {
            let sign = if exponent < 0 { '-' } else { '+' };
            format!("{digits}e{sign}{:02}", exponent.abs())
        }
        _ => format!("{value:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::{Classes, Labels};

    fn matrix(truth: &[&str], predicted: &[&str], weights: Option<&[f64]>) -> ConfusionMatrix {
        let classes = Classes::from_names(["a", "b", "zz"]).unwrap();
        let truth = Labels::with_classes(classes.clone(), truth).unwrap();
        let predicted = Labels::with_classes(classes, predicted).unwrap();
        match weights {
            Some(weights) => ConfusionMatrix::from_weighted_labels(&truth, &predicted, weights).unwrap(),
            None => ConfusionMatrix::from_labels(&truth, &predicted).unwrap(),
        }
    }

    /// Printed by scikit-learn 1.9.1: `classification_report(…, labels=["a", "zz"], digits=14)`.
    #[test]
    fn many_digits_widen_the_first_column() {
        let report = ClassificationReport::params().labels([ClassId(0), ClassId(2)]).digits(14);
        let expected = "                precision    recall  f1-score   support

             a  1.00000000000000 1.00000000000000 1.00000000000000         1
            zz  0.00000000000000 0.00000000000000 0.00000000000000         0

     micro avg  1.00000000000000 1.00000000000000 1.00000000000000         1
     macro avg  0.50000000000000 0.50000000000000 0.50000000000000         1
  weighted avg  1.00000000000000 1.00000000000000 1.00000000000000         1
";
        let report = report.report(&matrix(&["a", "b"], &["a", "b"], None)).unwrap();
        assert_eq!(report.to_string(), expected);
        assert_eq!(report.accuracy, None);
    }

    /// The same with `digits=0`: halves go to the even digit.
    #[test]
    fn no_digits_round_half_to_even() {
        let params = ClassificationReport::params().labels([ClassId(0), ClassId(2)]).digits(0);
        let report = params.report(&matrix(&["a", "b"], &["a", "b"], None)).unwrap().to_string();
        assert!(report.contains("   macro avg          0         0         0         1\n"), "{report}");
    }

    /// scikit-learn 1.9.1, `sample_weight=[1e16, 1.5]`.
    #[test]
    fn weights_are_printed_in_full() {
        let report =
            ClassificationReport::from_matrix(&matrix(&["a", "b"], &["a", "b"], Some(&[1e16, 1.5]))).unwrap();
        let expected = "              precision    recall  f1-score   support

           a       1.00      1.00      1.00     1e+16
           b       1.00      1.00      1.00       1.5

    accuracy                           1.00 1.0000000000000002e+16
   macro avg       1.00      1.00      1.00 1.0000000000000002e+16
weighted avg       1.00      1.00      1.00 1.0000000000000002e+16
";
        assert_eq!(report.to_string(), expected);
    }

    /// scikit-learn 1.9.1 counts in floats where nothing was predicted right.
    #[test]
    fn nothing_right_prints_decimals() {
        let report = ClassificationReport::from_matrix(&matrix(&["a", "b"], &["b", "a"], None)).unwrap();
        assert!(report.to_string().contains("           a       0.00      0.00      0.00       1.0\n"));
        assert_eq!(report.accuracy, Some(0.0));
    }

    #[test]
    fn numbers_are_written_as_python_writes_them() {
        for (value, text) in [
            (0.0, "0.0"),
            (1e-4, "0.0001"),
            (1e-5, "1e-05"),
            (1.1000000000000001e-05, "1.1000000000000001e-05"),
            (1000000000000001.5, "1000000000000001.5"),
            (1e16, "1e+16"),
            (1e100, "1e+100"),
        ] {
            assert_eq!(python_repr(value), text);
        }
    }

    #[test]
    fn bad_params_are_refused_and_reports_are_serialised() {
        let matrix = matrix(&["a"], &["a"], None);
        assert!(ClassificationReport::params().digits(101).report(&matrix).is_err());
        assert!(ClassificationReport::params().labels([]).report(&matrix).is_err());
        let empty = ConfusionMatrix::new(matrix.classes().clone()).unwrap();
        assert!(ClassificationReport::from_matrix(&empty).is_err());
        let json = serde_json::to_value(ClassificationReport::from_matrix(&matrix).unwrap()).unwrap();
        assert_eq!(json["rows"][0]["scores"]["f_score"], 1.0);
    }
}
