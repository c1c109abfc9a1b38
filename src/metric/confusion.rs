//! [`ConfusionMatrix`]: how often each class was taken for each, the statistics under every score of classes.
//!
//! `cells[t][p]` is the weight (1 each, unless weights are given) of the rows of class *t* that were predicted
//! as *p*. Matrices add up: that of two batches is the sum of theirs, so that evaluation can be cut anywhere.
//! The scores are methods of their own rooms: agreement as a whole in `agreement`, class by class
//! in `class_scores`. A matrix covers all classes of its labels; "present" are those that occur in truth or
//! prediction, which is what scikit-learn takes where it is not told `labels`.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_limit};
use crate::label::{ClassId, Classes, Labels};
use crate::metric::check::{check_same_classes, check_weights};
use crate::metric::sum::pairwise_sum;

/// Cells grow with the square of the classes: this many take 2 GiB.
const MAX_CLASSES: u64 = 1 << 14;

/// Rows counted by true and predicted class.
///
/// Counts are `f64`, exact up to 2⁵³ rows.
///
/// # Examples
/// ```
/// use wordmill::label::Labels;
/// use wordmill::metric::ConfusionMatrix;
/// let truth = Labels::from_names(["spam", "ham", "spam", "ham"])?;
/// let predicted = Labels::with_classes(truth.classes().clone(), ["spam", "ham", "ham", "ham"])?;
/// let matrix = ConfusionMatrix::from_labels(&truth, &predicted)?;
/// let (ham, spam) = (truth.classes().id("ham")?, truth.classes().id("spam")?);
/// assert_eq!(matrix.count(spam, ham), 1.0);
/// assert_eq!(matrix.accuracy()?, 0.75);
/// assert_eq!(matrix.to_string(), "\
/// truth \\ predicted  ham  spam
/// ham                  2     0
/// spam                 1     1
/// ");
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct ConfusionMatrix {
    classes: Classes,
    /// Row = truth, column = prediction.
    cells: Vec<f64>,
    /// Row and column sums, added up in the order of the data as `numpy.bincount` does: a weighted report
    /// prints them in full.
    truth: Vec<f64>,
    predicted: Vec<f64>,
    /// Which classes occur, be it with weight 0.
    occurs: Vec<bool>,
    weighted: bool,
}

impl ConfusionMatrix {
    /// A matrix without rows, to merge others into.
    ///
    /// # Errors
    /// [`Error::Limit`] past 16,384 classes.
    pub fn new(classes: Classes) -> Result<Self> {
        let size = classes.len();
        check_limit("classes of a confusion matrix", MAX_CLASSES, size as u64)?;
        Ok(ConfusionMatrix {
            classes,
            cells: vec![0.0; size * size],
            truth: vec![0.0; size],
            predicted: vec![0.0; size],
            occurs: vec![false; size],
            weighted: false,
        })
    }

    /// Counts rows of true and predicted labels over the same classes.
    ///
    /// # Errors
    /// [`Error::Shape`] for unequal lengths, [`Error::Parameter`] for other classes, [`Error::Limit`] past
    /// 16,384 classes.
    pub fn from_labels(truth: &Labels, predicted: &Labels) -> Result<Self> {
        check_same_classes(truth, predicted)?;
        let mut matrix = Self::new(truth.classes().clone())?;
        for (&truth, &predicted) in truth.ids().iter().zip(predicted.ids()) {
            matrix.add(truth, predicted, 1.0);
        }
        Ok(matrix)
    }

    /// The same, each row counting as much as its weight.
    ///
    /// # Errors
    /// As [`ConfusionMatrix::from_labels`], and [`Error::Parameter`] for a weight that is not a finite
    /// number ≥ 0, or where their sum is not finite.
    ///
    /// # Examples
    /// ```
    /// use wordmill::label::Labels;
    /// use wordmill::metric::ConfusionMatrix;
    /// let truth = Labels::from_names(["a", "b"])?;
    /// let predicted = Labels::with_classes(truth.classes().clone(), ["a", "a"])?;
    /// let matrix = ConfusionMatrix::from_weighted_labels(&truth, &predicted, &[3.0, 1.0])?;
    /// assert_eq!(matrix.accuracy()?, 0.75);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn from_weighted_labels(truth: &Labels, predicted: &Labels, weights: &[f64]) -> Result<Self> {
        check_same_classes(truth, predicted)?;
        check_weights(weights, truth.len())?;
        let mut matrix = Self::new(truth.classes().clone())?;
        matrix.weighted = true;
        for ((&truth, &predicted), &weight) in truth.ids().iter().zip(predicted.ids()).zip(weights) {
            matrix.add(truth, predicted, weight);
        }
        Ok(matrix)
    }

    /// Adds the rows of `other`: the same as having counted both together (weights: up to rounding).
    ///
    /// # Errors
    /// [`Error::Parameter`] for other classes or where the sum of weights is no longer finite; `self` is then as before.
    ///
    /// # Examples
    /// ```
    /// use wordmill::label::Labels;
    /// use wordmill::metric::ConfusionMatrix;
    /// let truth = Labels::from_names(["a", "b"])?;
    /// let predicted = Labels::with_classes(truth.classes().clone(), ["b", "b"])?;
    /// let mut matrix = ConfusionMatrix::new(truth.classes().clone())?;
    /// matrix.merge(&ConfusionMatrix::from_labels(&truth, &truth)?)?;
    /// matrix.merge(&ConfusionMatrix::from_labels(&truth, &predicted)?)?;
    /// assert_eq!(matrix.accuracy()?, 0.75);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        if self.classes != other.classes {
            let names = other.classes.iter().take(20).collect::<Vec<_>>().join(", ");
            return Err(Error::parameter("classes of the merged matrix", names, "the classes of this one"));
        }
        let total = self.total() + other.total();
        if !total.is_finite() {
            return Err(Error::parameter("sum of the sample weights", total, "a finite number"));
        }
        add_to(&mut self.cells, &other.cells);
        add_to(&mut self.truth, &other.truth);
        add_to(&mut self.predicted, &other.predicted);
        for (occurs, &other) in self.occurs.iter_mut().zip(&other.occurs) {
            *occurs |= other;
        }
        self.weighted |= other.weighted;
        Ok(())
    }

    /// The classes of the labels, whether they occur or not.
    #[must_use]
    pub fn classes(&self) -> &Classes {
        &self.classes
    }

    /// The classes that occur in truth or prediction, ascending.
    #[must_use]
    pub fn present(&self) -> Vec<ClassId> {
        self.classes.ids().filter(|class| self.occurs[class.index()]).collect()
    }

    /// Whether rows were counted by weight.
    #[must_use]
    pub fn is_weighted(&self) -> bool {
        self.weighted
    }

    /// Rows of class `truth` that were predicted as `predicted`.
    ///
    /// # Panics
    /// If an id is not one of the classes.
    #[must_use]
    pub fn count(&self, truth: ClassId, predicted: ClassId) -> f64 {
        assert!(predicted.index() < self.classes.len(), "no such class: {}", predicted.0);
        self.cells[truth.index() * self.classes.len() + predicted.index()]
    }

    /// Rows whose true class is `class`.
    ///
    /// # Panics
    /// If the id is not one of the classes.
    #[must_use]
    pub fn support(&self, class: ClassId) -> f64 {
        self.truth[class.index()]
    }

    /// Rows that were predicted as `class`.
    ///
    /// # Panics
    /// If the id is not one of the classes.
    #[must_use]
    pub fn predicted(&self, class: ClassId) -> f64 {
        self.predicted[class.index()]
    }

    /// All rows.
    #[must_use]
    pub fn total(&self) -> f64 {
        pairwise_sum(&self.truth)
    }

    /// The counts with rows and columns in the order of `labels`, which may leave classes out; the rows
    /// of data that concern a class left out are left out too (`confusion_matrix(labels=…)`).
    ///
    /// # Errors
    /// [`Error::Empty`] for no labels, [`Error::Parameter`] for one twice, [`Error::Unknown`] for one that is no class.
    ///
    /// # Examples
    /// ```
    /// use wordmill::label::Labels;
    /// use wordmill::metric::ConfusionMatrix;
    /// let truth = Labels::from_names(["a", "b", "c"])?;
    /// let matrix = ConfusionMatrix::from_labels(&truth, &truth)?;
    /// let (a, c) = (truth.classes().id("a")?, truth.classes().id("c")?);
    /// assert_eq!(matrix.table(&[c, a])?, [[1.0, 0.0], [0.0, 1.0]]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn table(&self, labels: &[ClassId]) -> Result<Vec<Vec<f64>>> {
        self.check_labels(labels)?;
        let row = |&truth: &ClassId| labels.iter().map(|&predicted| self.count(truth, predicted)).collect();
        Ok(labels.iter().map(row).collect())
    }

    /// Refuses a choice of labels that is empty, names one twice or names one that is no class.
    pub(crate) fn check_labels(&self, labels: &[ClassId]) -> Result<()> {
        if labels.is_empty() {
            return Err(Error::Empty { what: "list of labels to score" });
        }
        let mut listed = vec![false; self.classes.len()];
        for label in labels {
            let Some(listed) = listed.get_mut(label.index()) else {
                return Err(Error::unknown("class", format!("number {}", label.0), self.classes.iter()));
            };
            if std::mem::replace(listed, true) {
                return Err(Error::parameter("labels", self.classes.name(*label), "each class once"));
            }
        }
        Ok(())
    }

    fn add(&mut self, truth: ClassId, predicted: ClassId, weight: f64) {
        let (truth, predicted) = (truth.index(), predicted.index());
        self.cells[truth * self.classes.len() + predicted] += weight;
        self.truth[truth] += weight;
        self.predicted[predicted] += weight;
        self.occurs[truth] = true;
        self.occurs[predicted] = true;
    }
}

fn add_to(sums: &mut [f64], values: &[f64]) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += value;
    }
}

impl fmt::Display for ConfusionMatrix {
    /// A table for a terminal, a true class a line; weights with 4 digits, or as many as the format asks.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const CORNER: &str = "truth \\ predicted";
        let digits = f.precision().unwrap_or(if self.weighted { 4 } else { 0 });
        let length = |text: &str| text.chars().count();
        let first = self.classes.iter().map(length).fold(length(CORNER), usize::max);
        let widest = self.cells.iter().copied().fold(0.0, f64::max);
        let number = length(&format!("{widest:.digits$}"));
        let widths: Vec<usize> = self.classes.iter().map(|name| length(name).max(number)).collect();
        write!(f, "{CORNER:<first$}")?;
        for (name, width) in self.classes.iter().zip(&widths) {
            write!(f, "  {name:>width$}")?;
        }
        writeln!(f)?;
        for (truth, name) in self.classes.ids().zip(self.classes.iter()) {
            write!(f, "{name:<first$}")?;
            for (predicted, width) in self.classes.ids().zip(&widths) {
                write!(f, "  {:>width$.digits$}", self.count(truth, predicted))?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

/// What is written and read; the sums are checked against the cells on the way in.
#[derive(Serialize, Deserialize)]
struct Parts {
    classes: Classes,
    cells: Vec<f64>,
    truth: Vec<f64>,
    predicted: Vec<f64>,
    occurs: Vec<bool>,
    weighted: bool,
}

impl From<ConfusionMatrix> for Parts {
    fn from(matrix: ConfusionMatrix) -> Self {
        let ConfusionMatrix { classes, cells, truth, predicted, occurs, weighted } = matrix;
        Parts { classes, cells, truth, predicted, occurs, weighted }
    }
}

impl TryFrom<Parts> for ConfusionMatrix {
    type Error = Error;

    fn try_from(parts: Parts) -> Result<Self> {
        let Parts { classes, cells, truth, predicted, occurs, weighted } = parts;
        let size = classes.len();
        let lengths = [cells.len(), truth.len(), predicted.len(), occurs.len()];
        if lengths != [size * size, size, size, size] {
            return Err(Error::corrupt("confusion matrix", "its lengths do not fit its classes"));
        }
        if !cells.iter().all(|cell| cell.is_finite() && *cell >= 0.0) {
            return Err(Error::corrupt("confusion matrix", "a cell is not a finite number ≥ 0"));
        }
        let total: f64 = cells.iter().sum();
        let agrees = |sum: f64, cells: f64| (sum - cells).abs() <= 1e-9 * total;
        let sums_agree = (0..size).all(|class| {
            let row = cells[class * size..(class + 1) * size].iter().sum();
            let column = cells.iter().skip(class).step_by(size).sum();
            let occurs = occurs[class] || (truth[class] == 0.0 && predicted[class] == 0.0);
            agrees(truth[class], row) && agrees(predicted[class], column) && occurs
        });
        if !total.is_finite() || !sums_agree {
            return Err(Error::corrupt("confusion matrix", "its sums do not fit its cells"));
        }
        Ok(ConfusionMatrix { classes, cells, truth, predicted, occurs, weighted })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(names: &[&str]) -> Labels {
        let classes = Classes::from_names(["a", "b", "c", "never"]).unwrap();
        Labels::with_classes(classes, names).unwrap()
    }

    #[test]
    fn merging_is_counting_both() {
        let (truth, predicted) = (["a", "b", "c", "a", "b"], ["a", "c", "c", "b", "b"]);
        let whole = ConfusionMatrix::from_labels(&labels(&truth), &labels(&predicted)).unwrap();
        for cut in 0..=truth.len() {
            let part = |range: std::ops::Range<usize>| {
                ConfusionMatrix::from_labels(&labels(&truth[range.clone()]), &labels(&predicted[range]))
            };
            let mut sum = part(0..cut).unwrap();
            sum.merge(&part(cut..truth.len()).unwrap()).unwrap();
            assert_eq!(sum, whole);
        }
        let other = ConfusionMatrix::new(Classes::from_names(["x"]).unwrap()).unwrap();
        assert!(whole.clone().merge(&other).is_err());
    }

    #[test]
    fn weights_are_summed_and_weightless_classes_are_present() {
        let (truth, predicted) = (labels(&["a", "a", "b"]), labels(&["a", "b", "b"]));
        let matrix = ConfusionMatrix::from_weighted_labels(&truth, &predicted, &[0.5, 2.0, 0.0]).unwrap();
        assert_eq!((matrix.support(ClassId(0)), matrix.support(ClassId(1))), (2.5, 0.0));
        assert_eq!((matrix.predicted(ClassId(1)), matrix.total()), (2.0, 2.5));
        assert_eq!(matrix.present(), [ClassId(0), ClassId(1)]);
        for weights in [&[1.0][..], &[1.0, 1.0, f64::NAN], &[1.0, 1.0, -1.0]] {
            assert!(ConfusionMatrix::from_weighted_labels(&truth, &predicted, weights).is_err());
        }
        let huge = ConfusionMatrix::from_weighted_labels(&truth, &predicted, &[f64::MAX, 0.0, 0.0]).unwrap();
        assert!(huge.clone().merge(&huge).is_err());
    }

    #[test]
    fn labels_to_score_are_checked() {
        let matrix = ConfusionMatrix::from_labels(&labels(&["a"]), &labels(&["b"])).unwrap();
        assert_eq!(matrix.table(&[ClassId(1), ClassId(0)]).unwrap(), [[0.0, 0.0], [1.0, 0.0]]);
        assert!(matches!(matrix.table(&[]), Err(Error::Empty { .. })));
        assert!(matches!(matrix.table(&[ClassId(4)]), Err(Error::Unknown { .. })));
        assert!(matches!(matrix.table(&[ClassId(1); 2]), Err(Error::Parameter { .. })));
        assert!(ConfusionMatrix::from_labels(&labels(&["a"]), &labels(&["a", "b"])).is_err());
    }

    #[test]
    fn reads_back_and_refuses_damage() {
        let matrix =
            ConfusionMatrix::from_weighted_labels(&labels(&["a", "b"]), &labels(&["b", "b"]), &[0.5, 1.0])
                .unwrap();
        let json = serde_json::to_string(&matrix).unwrap();
        assert_eq!(serde_json::from_str::<ConfusionMatrix>(&json).unwrap(), matrix);
        for (from, to) in [("\"truth\":[0.5", "\"truth\":[0.6"), ("[true", "[false"), ("0.5,", "0.5,1.0,")] {
            let damaged = json.replacen(from, to, 1);
            assert_ne!(damaged, json);
            assert!(serde_json::from_str::<ConfusionMatrix>(&damaged).is_err(), "{damaged}");
        }
    }

    #[test]
    fn the_table_is_aligned() {
        let classes = Classes::from_names(["a rather long name", "é"]).unwrap();
        let truth = Labels::with_classes(classes, ["é"; 3]).unwrap();
        let matrix = ConfusionMatrix::from_weighted_labels(&truth, &truth, &[10.0, 0.25, 2.0]).unwrap();
        let expected = "truth \\ predicted   a rather long name      é\n\
                        a rather long name                0.00   0.00\n\
                        é                                 0.00  12.25\n";
        assert_eq!(format!("{matrix:.2}"), expected);
        let empty = ConfusionMatrix::new(Classes::from_names::<&str>([]).unwrap()).unwrap();
        assert_eq!(empty.to_string(), "truth \\ predicted\n");
    }
}
