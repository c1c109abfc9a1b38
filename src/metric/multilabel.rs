//! [`MultilabelScores`]: rows that may be of several classes at once, as scikit-learn 1.9.1 scores matrices of 0s and 1s.
//!
//! Of each class and of each row it counts what is true and predicted, predicted alone, true alone, and neither.
//! Averages over rows (`average="samples"`) are those of [`MultilabelScores::sample_scores`].

use crate::error::{Error, Result, check_shape};
use crate::metric::class_scores::{ClassScores, ScoreParams, Sums, average_of};
use crate::metric::sum::mean;

/// How the scores of classes become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MultilabelAverage {
    /// All cells weigh equally.
    Micro,
    /// Classes weigh equally.
    Macro,
    /// Classes weigh as much as they occur.
    Weighted,
    /// Rows weigh equally.
    Samples,
}

/// True and predicted classes of many rows, counted.
///
/// # Examples
/// ```
/// use wordmill::metric::{MultilabelAverage, MultilabelScores, ScoreParams};
/// let truth = [[true, true, false], [false, true, false]];
/// let predicted = [[true, false, false], [false, true, true]];
/// let scores = MultilabelScores::of(&truth, &predicted)?;
/// assert_eq!((scores.subset_accuracy(), scores.hamming_loss()), (0.0, 1.0 / 3.0));
/// assert_eq!(scores.confusions()[1], [[0, 0], [1, 1]]);
/// let micro = scores.average_scores(MultilabelAverage::Micro, &ScoreParams::default())?;
/// assert_eq!((micro.precision, micro.recall), (2.0 / 3.0, 2.0 / 3.0));
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MultilabelScores {
    classes: Vec<Counts>,
    rows: Vec<Counts>,
    exact: usize,
}

/// True and predicted, predicted alone, true alone, neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Counts {
    both: u64,
    predicted: u64,
    truth: u64,
    neither: u64,
}

impl Counts {
    fn note(&mut self, truth: bool, predicted: bool) {
        match (truth, predicted) {
            (true, true) => self.both += 1,
            (false, true) => self.predicted += 1,
            (true, false) => self.truth += 1,
            (false, false) => self.neither += 1,
        }
    }

    fn sums(&self) -> Sums {
        Sums {
            correct: self.both as f64,
            predicted: (self.both + self.predicted) as f64,
            truth: (self.both + self.truth) as f64,
        }
    }
}

impl MultilabelScores {
    /// Counts rows, each saying of every class whether it is true and whether it was predicted.
    ///
    /// # Errors
    /// [`Error::Shape`] for unequal numbers of rows or of classes, [`Error::Empty`] for no row or no class.
    pub fn of<T: AsRef<[bool]>, P: AsRef<[bool]>>(truth: &[T], predicted: &[P]) -> Result<Self> {
        check_shape("predicted rows", truth.len(), predicted.len())?;
        let width = truth.first().map_or(0, |row| row.as_ref().len());
        if width == 0 {
            return Err(Error::Empty { what: "matrix of labels" });
        }
        let mut scores =
            MultilabelScores { classes: vec![Counts::default(); width], rows: Vec::new(), exact: 0 };
        for (truth, predicted) in truth.iter().map(AsRef::as_ref).zip(predicted.iter().map(AsRef::as_ref)) {
            check_shape("classes of a true row", width, truth.len())?;
            check_shape("classes of a predicted row", width, predicted.len())?;
            let mut row = Counts::default();
            for (class, (&truth, &predicted)) in scores.classes.iter_mut().zip(truth.iter().zip(predicted)) {
                class.note(truth, predicted);
                row.note(truth, predicted);
            }
            scores.exact += usize::from(truth == predicted);
            scores.rows.push(row);
        }
        Ok(scores)
    }

    /// The share of rows whose classes were all predicted right.
    #[must_use]
    pub fn subset_accuracy(&self) -> f64 {
        self.exact as f64 / self.rows.len() as f64
    }

    /// The share of cells that were predicted wrong.
    #[must_use]
    pub fn hamming_loss(&self) -> f64 {
        let wrong: u64 = self.classes.iter().map(|class| class.predicted + class.truth).sum();
        wrong as f64 / (self.rows.len() * self.classes.len()) as f64
    }

    /// For each class `[[neither, predicted alone], [true alone, both]]`.
    #[must_use]
    pub fn confusions(&self) -> Vec<[[u64; 2]; 2]> {
        self.classes
            .iter()
            .map(|class| [[class.neither, class.predicted], [class.truth, class.both]])
            .collect()
    }

    /// Precision, recall, F and support of each class; the labels of `params` have no part in it.
    ///
    /// # Errors
    /// [`Error::Parameter`] for β < 0.
    pub fn class_scores(&self, params: &ScoreParams) -> Result<Vec<ClassScores>> {
        scores_of(&self.classes, params)
    }

    /// The same of each row, whose support is the number of its classes.
    ///
    /// # Errors
    /// As [`MultilabelScores::class_scores`].
    pub fn sample_scores(&self, params: &ScoreParams) -> Result<Vec<ClassScores>> {
        scores_of(&self.rows, params)
    }

    /// The average of them.
    ///
    /// # Errors
    /// As [`MultilabelScores::class_scores`].
    pub fn average_scores(&self, average: MultilabelAverage, params: &ScoreParams) -> Result<ClassScores> {
        let classes = self.class_scores(params)?;
        let supports: Vec<f64> = classes.iter().map(|scores| scores.support).collect();
        Ok(match average {
            MultilabelAverage::Micro => {
                params.score(Sums::total(&self.classes.iter().map(Counts::sums).collect::<Vec<_>>()))
            }
            MultilabelAverage::Macro => average_of(&classes, None),
            MultilabelAverage::Weighted => average_of(&classes, Some(&supports)),
            MultilabelAverage::Samples => average_of(&self.sample_scores(params)?, None),
        })
    }

    /// The Jaccard score of each row, averaged.
    ///
    /// # Errors
    /// As [`MultilabelScores::class_scores`].
    ///
    /// # Examples
    /// ```
    /// use wordmill::metric::{MultilabelScores, ScoreParams};
    /// let scores = MultilabelScores::of(&[[true, true, false]], &[[true, false, true]])?;
    /// assert_eq!(scores.sample_jaccard(&ScoreParams::default())?, 1.0 / 3.0);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn sample_jaccard(&self, params: &ScoreParams) -> Result<f64> {
        params.check()?;
        let score =
            |row: &Counts| params.divide(row.both as f64, (row.both + row.predicted + row.truth) as f64);
        Ok(mean(&self.rows.iter().map(score).collect::<Vec<_>>(), None))
    }
}

fn scores_of(counts: &[Counts], params: &ScoreParams) -> Result<Vec<ClassScores>> {
    params.check()?;
    Ok(counts.iter().map(|counts| params.score(counts.sums())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// scikit-learn 1.9.1: `precision_recall_fscore_support(truth, predicted, average=…)`.
    #[test]
    fn scores_are_those_of_scikit_learn() {
        let rows = |bits: [[u8; 3]; 4]| bits.map(|row| row.map(|bit| bit == 1));
        let truth = rows([[1, 1, 1], [0, 1, 0], [0, 0, 1], [0, 0, 0]]);
        let predicted = rows([[0, 1, 1], [0, 1, 0], [1, 1, 0], [0, 0, 0]]);
        let scores = MultilabelScores::of(&truth, &predicted).unwrap();
        let average = |average| {
            let scores = scores.average_scores(average, &ScoreParams::default()).unwrap();
            [scores.precision, scores.recall, scores.f_score]
        };
        assert_eq!(average(MultilabelAverage::Micro), [0.6, 0.6, 0.6]);
        assert_eq!(average(MultilabelAverage::Macro), [0.5555555555555555, 0.5, 0.48888888888888893]);
        assert_eq!(average(MultilabelAverage::Weighted), [0.6666666666666666, 0.6, 0.5866666666666667]);
        assert_eq!(average(MultilabelAverage::Samples), [0.5, 0.41666666666666663, 0.45]);
        assert_eq!(scores.sample_jaccard(&ScoreParams::default()).unwrap(), 0.41666666666666663);
        assert!(scores.class_scores(&ScoreParams::default().beta(-1.0)).is_err());
        assert!(MultilabelScores::of(&truth, &predicted[..3]).is_err());
        assert!(MultilabelScores::of(&[[true, false]], &[[true]]).is_err());
        assert!(MultilabelScores::of::<[bool; 0], [bool; 0]>(&[], &[]).is_err());
    }
}
