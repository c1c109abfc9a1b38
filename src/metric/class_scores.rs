//! Precision, recall and F of each class and their averages: [`ClassScores`].
//!
//! With *tp* the rows of a class that were predicted as it, *p* all rows predicted as it and *t* all rows
//! of it:
//!
//! - precision = tp / p, recall = tp / t;
//! - F = (1 + β²) tp / (β² t + p), the weighted harmonic mean of the two (van Rijsbergen, *Information
//!   Retrieval*, 1979); β = 1 is F1, β > 1 leans to recall.
//!
//! As `precision_recall_fscore_support` of scikit-learn, labels that never occur included.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_parameter};
use crate::label::ClassId;
use crate::metric::confusion::ConfusionMatrix;
use crate::metric::sum::{mean, pairwise_sum};

/// From this β on, F is recall to the last digit, and β² soon past what an `f64` holds.
const LARGE_BETA: f64 = 1e50;

/// How the scores of several classes become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Average {
    /// The scores of one class, the positive one.
    Binary(ClassId),
    /// tp, p and t are summed over classes first: rows weigh equally.
    Micro,
    /// The plain mean over classes: classes weigh equally, rare ones included.
    Macro,
    /// The mean over classes weighted by support. Where no class has any, the plain mean.
    Weighted,
}

/// The value of 0/0: precision of a class never predicted, recall of a class that never occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum ZeroDivision {
    /// 0.
    #[default]
    Zero,
    /// 1.
    One,
    /// NaN; averages of precision, recall and F leave it out, and are NaN where nothing is left.
    Undefined,
}

impl ZeroDivision {
    fn divide(self, numerator: f64, denominator: f64) -> f64 {
        match self {
            _ if denominator != 0.0 => numerator / denominator,
            ZeroDivision::Zero => 0.0,
            ZeroDivision::One => 1.0,
            ZeroDivision::Undefined => f64::NAN,
        }
    }
}

/// Precision, recall and F of one class, or of an average.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ClassScores {
    /// Of the rows predicted as the class, the share that is of it.
    pub precision: f64,
    /// Of the rows of the class, the share that was found.
    pub recall: f64,
    /// The weighted harmonic mean of the two.
    pub f_score: f64,
    /// Rows (or their weight) of the class; of an average, of all its classes.
    pub support: f64,
}

impl fmt::Display for ClassScores {
    /// `precision 0.8721, recall 0.9375, F 0.9036, support 80`, with 4 digits or as many as the format asks.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = f.precision().unwrap_or(4);
        let ClassScores { precision, recall, f_score, support } = self;
        write!(
            f,
            "precision {precision:.digits$}, recall {recall:.digits$}, F {f_score:.digits$}, support {support}"
        )
    }
}

/// Which classes are scored, and how.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScoreParams {
    labels: Option<Vec<ClassId>>,
    beta: f64,
    zero_division: ZeroDivision,
}

impl Default for ScoreParams {
    fn default() -> Self {
        ScoreParams { labels: None, beta: 1.0, zero_division: ZeroDivision::Zero }
    }
}

impl ScoreParams {
    /// The classes to score, in this order; averages run over them alone. Default: those present in truth or
    /// prediction, ascending.
    #[must_use]
    pub fn labels(mut self, labels: impl Into<Vec<ClassId>>) -> Self {
        self.labels = Some(labels.into());
        self
    }

    /// How many times recall weighs as much as precision; ≥ 0, infinity is recall alone; default 1; β.
    #[must_use]
    pub fn beta(mut self, beta: f64) -> Self {
        self.beta = beta;
        self
    }

    /// The value of 0/0; default [`ZeroDivision::Zero`].
    #[must_use]
    pub fn zero_division(mut self, zero_division: ZeroDivision) -> Self {
        self.zero_division = zero_division;
        self
    }

    /// The classes that these params score in `matrix`, checked.
    pub(crate) fn scored(&self, matrix: &ConfusionMatrix) -> Result<Vec<ClassId>> {
        self.check()?;
        if matrix.total() == 0.0 {
            return Err(Error::Empty { what: "confusion matrix" });
        }
        let labels = self.labels.clone().unwrap_or_else(|| matrix.present());
        matrix.check_labels(&labels)?;
        Ok(labels)
    }

    /// Refuses a β out of range.
    pub(crate) fn check(&self) -> Result<()> {
        check_parameter(self.beta >= 0.0, "beta", self.beta, "at least 0")
    }

    /// A share, or what stands for 0/0.
    pub(crate) fn divide(&self, part: f64, whole: f64) -> f64 {
        self.zero_division.divide(part, whole)
    }

    pub(crate) fn score(&self, sums: Sums) -> ClassScores {
        let Sums { correct, predicted, truth } = sums;
        let precision = self.divide(correct, predicted);
        let recall = self.divide(correct, truth);
        let square = self.beta * self.beta;
        let f_score = if self.beta >= LARGE_BETA {
            recall
        } else if self.beta == 0.0 {
            precision
        } else {
            self.divide((1.0 + square) * correct, square * truth + predicted)
        };
        ClassScores { precision, recall, f_score, support: truth }
    }
}

impl ConfusionMatrix {
    /// Precision, recall, F and support of every class that `params` name.
    ///
    /// # Errors
    /// [`Error::Empty`] without rows of weight above 0, [`Error::Parameter`] for β < 0, and as [`ConfusionMatrix::table`].
    ///
    /// # Examples
    /// ```
    /// # use wordmill::{label::Labels, metric::{ConfusionMatrix, ScoreParams}};
    /// let truth = Labels::from_names(["ham", "ham", "spam", "spam"])?;
    /// let predicted = Labels::with_classes(truth.classes().clone(), ["ham", "spam", "spam", "spam"])?;
    /// let matrix = ConfusionMatrix::from_labels(&truth, &predicted)?;
    /// let scores = matrix.class_scores(&ScoreParams::default())?;
    /// assert_eq!((scores[0].precision, scores[0].recall, scores[0].support), (1.0, 0.5, 2.0));
    /// assert_eq!(scores[1].to_string(), "precision 0.6667, recall 1.0000, F 0.8000, support 2");
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn class_scores(&self, params: &ScoreParams) -> Result<Vec<ClassScores>> {
        let labels = params.scored(self)?;
        Ok(labels.into_iter().map(|class| params.score(Sums::of(self, class))).collect())
    }

    /// The average over the classes that `params` name; [`Average::Binary`] looks at its own class instead.
    ///
    /// # Errors
    /// As [`ConfusionMatrix::class_scores`].
    ///
    /// # Examples
    /// ```
    /// # use wordmill::{label::Labels, metric::{Average, ConfusionMatrix, ScoreParams}};
    /// let truth = Labels::from_names(["ham", "ham", "spam", "spam"])?;
    /// let predicted = Labels::with_classes(truth.classes().clone(), ["ham", "spam", "spam", "spam"])?;
    /// let matrix = ConfusionMatrix::from_labels(&truth, &predicted)?;
    /// let f2 = matrix.average_scores(Average::Macro, &ScoreParams::default().beta(2.0))?;
    /// assert_eq!(f2.recall, 0.75);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn average_scores(&self, average: Average, params: &ScoreParams) -> Result<ClassScores> {
        let labels = match average {
            Average::Binary(class) => params.clone().labels([class]).scored(self)?,
            Average::Micro | Average::Macro | Average::Weighted => params.scored(self)?,
        };
        let sums: Vec<Sums> = labels.into_iter().map(|class| Sums::of(self, class)).collect();
        let truth: Vec<f64> = sums.iter().map(|sums| sums.truth).collect();
        let weights = match average {
            Average::Binary(_) | Average::Micro => return Ok(params.score(Sums::total(&sums))),
            Average::Macro => None,
            Average::Weighted => Some(truth.as_slice()),
        };
        let scores: Vec<ClassScores> = sums.into_iter().map(|sums| params.score(sums)).collect();
        Ok(average_of(&scores, weights))
    }

    /// Precision, averaged over the present classes; 0/0 is 0.
    ///
    /// # Errors
    /// [`Error::Empty`] without rows, [`Error::Unknown`] for a binary average of no known class.
    ///
    /// # Examples
    /// ```
    /// # use wordmill::{label::Labels, metric::{Average, ConfusionMatrix}};
    /// let truth = Labels::from_names(["ham", "ham", "spam", "spam"])?;
    /// let predicted = Labels::with_classes(truth.classes().clone(), ["ham", "spam", "spam", "spam"])?;
    /// let matrix = ConfusionMatrix::from_labels(&truth, &predicted)?;
    /// let spam = truth.classes().id("spam")?;
    /// assert_eq!(matrix.precision(Average::Binary(spam))?, 2.0 / 3.0);
    /// assert_eq!(matrix.recall(Average::Macro)?, 0.75);
    /// assert_eq!(matrix.f1(Average::Binary(spam))?, 0.8);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn precision(&self, average: Average) -> Result<f64> {
        Ok(self.average_scores(average, &ScoreParams::default())?.precision)
    }

    /// Recall, averaged over the present classes; 0/0 is 0.
    ///
    /// # Errors
    /// As [`ConfusionMatrix::precision`], whose example shows it.
    pub fn recall(&self, average: Average) -> Result<f64> {
        Ok(self.average_scores(average, &ScoreParams::default())?.recall)
    }

    /// F1, averaged over the present classes; 0/0 is 0.
    ///
    /// # Errors
    /// As [`ConfusionMatrix::precision`], whose example shows it.
    pub fn f1(&self, average: Average) -> Result<f64> {
        self.f_beta(1.0, average)
    }

    /// F of another β, averaged over the present classes; 0/0 is 0.
    ///
    /// # Errors
    /// As [`ConfusionMatrix::precision`], and [`Error::Parameter`] for β < 0.
    ///
    /// # Examples
    /// ```
    /// # use wordmill::{label::Labels, metric::{Average, ConfusionMatrix}};
    /// let truth = Labels::from_names(["ham", "ham", "spam", "spam"])?;
    /// let predicted = Labels::with_classes(truth.classes().clone(), ["ham", "spam", "spam", "spam"])?;
    /// let matrix = ConfusionMatrix::from_labels(&truth, &predicted)?;
    /// let spam = truth.classes().id("spam")?;
    /// assert_eq!(matrix.f_beta(2.0, Average::Binary(spam))?, 10.0 / 11.0);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn f_beta(&self, beta: f64, average: Average) -> Result<f64> {
        Ok(self.average_scores(average, &ScoreParams::default().beta(beta))?.f_score)
    }
}

/// The mean of scores, undefined ones left out; their supports summed.
pub(crate) fn average_of(scores: &[ClassScores], weights: Option<&[f64]>) -> ClassScores {
    let supports: Vec<f64> = scores.iter().map(|scores| scores.support).collect();
    let mean_of = |part: fn(&ClassScores) -> f64| {
        let values: Vec<f64> = scores.iter().map(part).collect();
        let defined = |at: &usize| !values[*at].is_nan();
        let kept: Vec<usize> = (0..values.len()).filter(defined).collect();
        if kept.is_empty() {
            return f64::NAN;
        }
        let chosen = |all: &[f64]| kept.iter().map(|&at| all[at]).collect::<Vec<_>>();
        mean(&chosen(&values), weights.map(chosen).as_deref())
    };
    ClassScores {
        precision: mean_of(|scores| scores.precision),
        recall: mean_of(|scores| scores.recall),
        f_score: mean_of(|scores| scores.f_score),
        support: pairwise_sum(&supports),
    }
}

/// tp, p and t.
#[derive(Clone, Copy)]
pub(crate) struct Sums {
    pub(crate) correct: f64,
    pub(crate) predicted: f64,
    pub(crate) truth: f64,
}

impl Sums {
    /// The sums are taken apart and put together again as scikit-learn does by way of false positives and
    /// negatives: with weights, this is the last digit of a printed support.
    fn of(matrix: &ConfusionMatrix, class: ClassId) -> Self {
        let correct = matrix.count(class, class);
        Sums {
            correct,
            predicted: correct + (matrix.predicted(class) - correct),
            truth: correct + (matrix.support(class) - correct),
        }
    }

    pub(crate) fn total(sums: &[Sums]) -> Self {
        let sum_of = |part: fn(&Sums) -> f64| pairwise_sum(&sums.iter().map(part).collect::<Vec<_>>());
        Sums {
            correct: sum_of(|sums| sums.correct),
            predicted: sum_of(|sums| sums.predicted),
            truth: sum_of(|sums| sums.truth),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::{Classes, Labels};

    fn matrix(truth: &str, predicted: &str, weights: Option<&[f64]>) -> ConfusionMatrix {
        let classes = Classes::from_names(["a", "b", "c", "d", "e", "z"]).unwrap();
        let labels =
            |letters: &str| Labels::with_classes(classes.clone(), letters.chars().map(String::from)).unwrap();
        match weights {
            Some(weights) => {
                ConfusionMatrix::from_weighted_labels(&labels(truth), &labels(predicted), weights).unwrap()
            }
            None => ConfusionMatrix::from_labels(&labels(truth), &labels(predicted)).unwrap(),
        }
    }

    fn near(got: ClassScores, expected: [f64; 4]) {
        let got = [got.precision, got.recall, got.f_score, got.support];
        let differs = |(got, expected): (&f64, &f64)| (got - expected).abs() > 1e-12;
        assert!(!got.iter().zip(&expected).any(differs), "got {got:?}, expected {expected:?}");
    }

    /// Printed by scikit-learn 1.9.1 for the same two lists, `beta=0.5, zero_division=1`.
    #[test]
    fn scores_are_those_of_scikit_learn() {
        let params = ScoreParams::default().beta(0.5).zero_division(ZeroDivision::One);
        let plain = matrix("aaabbcdab", "aabbacdce", None);
        let scores = plain.class_scores(&params).unwrap();
        assert_eq!(scores.len(), 5, "classes that do not occur are left out");
        near(scores[4], [0.0, 1.0, 0.0, 0.0]);
        let share = 5.0 / 9.0;
        near(plain.average_scores(Average::Micro, &params).unwrap(), [share, share, share, 9.0]);
        let expected = [0.5333333333333333, 0.7666666666666666, 0.527020202020202, 9.0];
        near(plain.average_scores(Average::Macro, &params).unwrap(), expected);
        let expected = [0.6296296296296295, 0.5555555555555556, 0.6021324354657688, 9.0];
        near(plain.average_scores(Average::Weighted, &params).unwrap(), expected);

        let weights = [0.5, 1.0, 2.0, 0.25, 1.0, 3.0, 0.1, 1.0, 0.7];
        let weighted = matrix("aaabbcdab", "aabbacdce", Some(&weights));
        let expected = [0.4922222222222222, 0.6923076923076923, 0.48417406293248477, 9.55];
        near(weighted.average_scores(Average::Macro, &params).unwrap(), expected);
        let expected = [0.5514834205933682, 0.5078534031413613, 0.5255089004454616, 9.55];
        near(weighted.average_scores(Average::Weighted, &params).unwrap(), expected);
    }

    /// The same with `labels=["z", "b", "a"]`, of which z never occurs.
    #[test]
    fn labels_choose_and_order() {
        let params = ScoreParams::default().labels([ClassId(5), ClassId(1), ClassId(0)]);
        let plain = matrix("aaabbcdab", "aabbacdce", None);
        let supports: Vec<f64> =
            plain.class_scores(&params).unwrap().iter().map(|scores| scores.support).collect();
        assert_eq!(supports, [0.0, 3.0, 4.0]);
        near(plain.average_scores(Average::Micro, &params).unwrap(), [0.6, 3.0 / 7.0, 0.5, 7.0]);
        let expected = [0.38888888888888884, 0.27777777777777773, 0.3238095238095238, 7.0];
        near(plain.average_scores(Average::Macro, &params).unwrap(), expected);
        let expected = [0.5952380952380951, 0.42857142857142855, 0.4979591836734694, 7.0];
        near(plain.average_scores(Average::Weighted, &params).unwrap(), expected);
    }

    #[test]
    fn classes_without_support_are_weighed_alike() {
        let plain = matrix("ab", "ab", None);
        let params = ScoreParams::default().labels([ClassId(5)]).zero_division(ZeroDivision::One);
        for average in [Average::Micro, Average::Macro, Average::Weighted] {
            near(plain.average_scores(average, &params).unwrap(), [1.0, 1.0, 1.0, 0.0]);
        }
    }

    /// scikit-learn 1.9.1: the same with `labels=list("abcdez"), zero_division=np.nan`.
    #[test]
    fn undefined_scores_are_left_out() {
        let all: Vec<ClassId> = (0..6).map(ClassId).collect();
        let params = ScoreParams::default().labels(all).zero_division(ZeroDivision::Undefined);
        let plain = matrix("aaabbcdab", "aabbacdce", None);
        assert!(plain.class_scores(&params).unwrap()[5].f_score.is_nan());
        near(
            plain.average_scores(Average::Macro, &params).unwrap(),
            [0.5333333333333333, 0.7083333333333333, 0.5276190476190477, 9.0],
        );
        near(
            plain.average_scores(Average::Weighted, &params).unwrap(),
            [0.6296296296296295, 0.5555555555555556, 0.5724867724867725, 9.0],
        );
        let none = params.labels([ClassId(5)]);
        assert!(plain.average_scores(Average::Macro, &none).unwrap().precision.is_nan());
    }

    #[test]
    fn beta_runs_from_precision_to_recall() {
        let plain = matrix("aaabbcdab", "aabbacdce", None);
        let a = Average::Binary(ClassId(0));
        let (precision, recall) = (plain.precision(a).unwrap(), plain.recall(a).unwrap());
        assert_eq!(plain.f_beta(0.0, a).unwrap(), precision);
        for beta in [1e20, 1e60, f64::MAX, f64::INFINITY] {
            assert!((plain.f_beta(beta, a).unwrap() - recall).abs() < 1e-12);
        }
        assert!(plain.f_beta(-1.0, a).is_err());
        assert!(plain.f_beta(f64::NAN, a).is_err());
        assert!(matches!(plain.f1(Average::Binary(ClassId(6))), Err(Error::Unknown { .. })));
        for empty in [matrix("", "", None), matrix("a", "a", Some(&[0.0]))] {
            assert!(matches!(empty.f1(Average::Macro), Err(Error::Empty { .. })));
        }
    }
}
