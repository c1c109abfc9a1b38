//! [`Ranking`]: how well scores put positive rows before negative ones; ROC and precision–recall curves.
//!
//! Rows are sorted by score once, highest first. At each distinct score, taken as a threshold, *tp* and *fp* are
//! the positive and negative rows at or above it, *P* and *N* those of all rows:
//!
//! - ROC: tp/P over fp/N (Fawcett, "An introduction to ROC analysis", 2006); its area, by trapezoids, is the
//!   chance that a positive row outranks a negative one, ties counting one half;
//! - precision tp/(tp + fp) over recall tp/P; average precision is Σ (Rₙ − Rₙ₋₁) Pₙ, a sum of steps:
//!   trapezoids would be too hopeful (Davis & Goadrich 2006).
//!
//! Rows of equal score share one threshold, so their order does not matter. Not here: the partial area under
//! the ROC curve. Several classes: `multiclass_auc`.

use serde::Serialize;

use crate::error::{Error, Result};
use crate::label::{ClassId, Labels};
use crate::metric::check::{check_scores, check_weights};

/// Positive and negative rows counted down the distinct scores.
///
/// # Examples
/// ```
/// use wordmill::metric::Ranking;
/// let ranking = Ranking::from_scores(&[false, false, true, true], &[0.1, 0.4, 0.35, 0.8])?;
/// assert_eq!(ranking.roc_auc()?, 0.75);
/// assert!((ranking.average_precision()? - 5.0 / 6.0).abs() < 1e-12);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// Distinct scores, descending, and beside each the weight of the rows at or above it.
    thresholds: Vec<f64>,
    true_positives: Vec<f64>,
    false_positives: Vec<f64>,
}

/// The points of a receiver operating characteristic, from (0, 0) to (1, 1).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RocCurve {
    /// fp/N, ascending.
    pub false_positive_rate: Vec<f64>,
    /// tp/P, ascending.
    pub true_positive_rate: Vec<f64>,
    /// Rows at or above count as positive; the first is +∞, at which none does.
    pub thresholds: Vec<f64>,
}

/// The points of precision over recall, from the lowest threshold up.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PrecisionRecallCurve {
    /// tp/(tp + fp); at the end a 1 that no threshold gives.
    pub precision: Vec<f64>,
    /// tp/P, descending; at the end a 0 that no threshold gives.
    pub recall: Vec<f64>,
    /// Ascending; one fewer than there are points.
    pub thresholds: Vec<f64>,
}

/// Which thresholds a curve keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CurvePoints {
    /// Every distinct score.
    #[default]
    All,
    /// Those at which the curve bends (`drop_intermediate=True`): the same line, fewer points.
    Corners,
}

impl Ranking {
    /// Ranks rows by score; `truth` says which are positive.
    ///
    /// # Errors
    /// [`Error::Shape`] for unequal lengths, [`Error::Empty`] without rows, [`Error::Parameter`] for a score
    /// that is not finite.
    pub fn from_scores(truth: &[bool], scores: &[f64]) -> Result<Self> {
        Self::new(truth.iter().copied(), scores, None)
    }

    /// The same, each row counting as much as its weight; rows of weight 0 are left out.
    ///
    /// # Errors
    /// As [`Ranking::from_scores`], and [`Error::Parameter`] for a weight that is not a finite number ≥ 0;
    /// [`Error::Empty`] where all weights are 0.
    ///
    /// # Examples
    /// ```
    /// use wordmill::metric::Ranking;
    /// let (truth, scores) = ([false, false, true], [0.9, 0.1, 0.5]);
    /// let ranking = Ranking::from_weighted_scores(&truth, &scores, &[1.0, 3.0, 1.0])?;
    /// assert_eq!(ranking.roc_auc()?, 0.75);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn from_weighted_scores(truth: &[bool], scores: &[f64], weights: &[f64]) -> Result<Self> {
        Self::new(truth.iter().copied(), scores, Some(weights))
    }

    /// Ranks the rows of class `positive` against all others.
    ///
    /// # Errors
    /// As [`Ranking::from_scores`].
    ///
    /// # Examples
    /// ```
    /// use wordmill::{label::Labels, metric::Ranking};
    /// let truth = Labels::from_names(["ham", "spam", "ham", "spam"])?;
    /// let ranking = Ranking::from_labels(&truth, truth.classes().id("spam")?, &[0.2, 0.9, 0.4, 0.4])?;
    /// assert_eq!(ranking.roc_auc()?, 0.875);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn from_labels(truth: &Labels, positive: ClassId, scores: &[f64]) -> Result<Self> {
        Self::new(truth.ids().iter().map(|&class| class == positive), scores, None)
    }

    /// The same with weights.
    ///
    /// # Errors
    /// As [`Ranking::from_weighted_scores`].
    ///
    /// # Examples
    /// ```
    /// use wordmill::{label::Labels, metric::Ranking};
    /// let truth = Labels::from_names(["ham", "spam", "ham"])?;
    /// let spam = truth.classes().id("spam")?;
    /// let ranking = Ranking::from_weighted_labels(&truth, spam, &[0.2, 0.5, 0.9], &[3.0, 1.0, 1.0])?;
    /// assert_eq!(ranking.roc_auc()?, 0.75);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn from_weighted_labels(
        truth: &Labels,
        positive: ClassId,
        scores: &[f64],
        weights: &[f64],
    ) -> Result<Self> {
        Self::new(truth.ids().iter().map(|&class| class == positive), scores, Some(weights))
    }

    fn new(
        truth: impl ExactSizeIterator<Item = bool>,
        scores: &[f64],
        weights: Option<&[f64]>,
    ) -> Result<Self> {
        let rows = truth.len();
        check_scores(scores, rows)?;
        if let Some(weights) = weights {
            check_weights(weights, rows)?;
        }
        let weight = |row: usize| weights.map_or(1.0, |weights| weights[row]);
        let mut sorted: Vec<Row> = truth
            .zip(scores)
            .enumerate()
            .map(|(row, (positive, &score))| Row { positive, score, weight: weight(row) })
            .filter(|row| row.weight > 0.0)
            .collect();
        // Stable, so that the weights of a tie are added up in the order of the data.
        sorted.sort_by(|a, b| b.score.total_cmp(&a.score));
        Self::accumulate(&sorted)
    }

    fn accumulate(sorted: &[Row]) -> Result<Self> {
        if sorted.is_empty() {
            return Err(Error::Empty { what: "list of scores (of weight above 0)" });
        }
        let mut ranking =
            Ranking { thresholds: Vec::new(), true_positives: Vec::new(), false_positives: Vec::new() };
        let (mut true_positives, mut false_positives) = (0.0, 0.0);
        for tie in sorted.chunk_by(|a, b| a.score == b.score) {
            for row in tie {
                *(if row.positive { &mut true_positives } else { &mut false_positives }) += row.weight;
            }
            ranking.thresholds.extend(tie.last().map(|row| row.score));
            ranking.true_positives.push(true_positives);
            ranking.false_positives.push(false_positives);
        }
        Ok(ranking)
    }

    /// The area under the ROC curve: 1 where every positive row outranks every negative one, ½ by chance.
    ///
    /// # Errors
    /// [`Error::Empty`] without positive, or without negative rows (of weight above 0): the area is undefined.
    pub fn roc_auc(&self) -> Result<f64> {
        let curve = self.roc_curve(CurvePoints::Corners)?;
        let steps = curve.false_positive_rate.windows(2).zip(curve.true_positive_rate.windows(2));
        Ok(steps.map(|(x, y)| (x[1] - x[0]) * (y[1] + y[0]) / 2.0).sum())
    }

    /// The ROC curve.
    ///
    /// # Errors
    /// As [`Ranking::roc_auc`].
    ///
    /// # Examples
    /// ```
    /// use wordmill::metric::{CurvePoints, Ranking};
    /// let ranking = Ranking::from_scores(&[false, false, true, true], &[0.1, 0.4, 0.35, 0.8])?;
    /// let curve = ranking.roc_curve(CurvePoints::Corners)?;
    /// assert_eq!(curve.false_positive_rate, [0.0, 0.0, 0.5, 0.5, 1.0]);
    /// assert_eq!(curve.true_positive_rate, [0.0, 0.5, 0.5, 1.0, 1.0]);
    /// assert_eq!(curve.thresholds, [f64::INFINITY, 0.8, 0.4, 0.35, 0.1]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn roc_curve(&self, points: CurvePoints) -> Result<RocCurve> {
        let positives = self.positives()?;
        let negatives = self.false_positives[self.false_positives.len() - 1];
        if negatives <= 0.0 {
            return Err(Error::Empty { what: "set of negative rows" });
        }
        // Where neither count bends, the point lies on the line between its neighbours.
        let kept = self.kept(points, |before, here, after| {
            let bends =
                |counts: &[f64]| (counts[after] - counts[here]) - (counts[here] - counts[before]) != 0.0;
            bends(&self.false_positives) || bends(&self.true_positives)
        });
        let from = |start: f64, values: &[f64], scale: f64| {
            std::iter::once(start).chain(kept.iter().map(|&at| values[at] / scale)).collect()
        };
        Ok(RocCurve {
            false_positive_rate: from(0.0, &self.false_positives, negatives),
            true_positive_rate: from(0.0, &self.true_positives, positives),
            thresholds: from(f64::INFINITY, &self.thresholds, 1.0),
        })
    }

    /// The precision–recall curve.
    ///
    /// # Errors
    /// [`Error::Empty`] without positive rows (of weight above 0): recall is undefined.
    ///
    /// # Examples
    /// ```
    /// use wordmill::metric::{CurvePoints, Ranking};
    /// let ranking = Ranking::from_scores(&[false, false, true, true], &[0.1, 0.4, 0.35, 0.8])?;
    /// let curve = ranking.precision_recall_curve(CurvePoints::All)?;
    /// assert_eq!(curve.precision, [0.5, 2.0 / 3.0, 0.5, 1.0, 1.0]);
    /// assert_eq!(curve.recall, [1.0, 1.0, 0.5, 0.5, 0.0]);
    /// assert_eq!(curve.thresholds, [0.1, 0.35, 0.4, 0.8]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn precision_recall_curve(&self, points: CurvePoints) -> Result<PrecisionRecallCurve> {
        let positives = self.positives()?;
        // Points of equal recall stand above each other: the first and last of them are the line.
        let counts = &self.true_positives;
        let kept = self.kept(points, |before, here, after| {
            counts[here] != counts[before] || counts[after] != counts[here]
        });
        let down = || kept.iter().rev().copied();
        Ok(PrecisionRecallCurve {
            precision: down().map(|at| self.precision(at)).chain([1.0]).collect(),
            recall: down().map(|at| counts[at] / positives).chain([0.0]).collect(),
            thresholds: down().map(|at| self.thresholds[at]).collect(),
        })
    }

    /// Average precision: the area under the steps of precision over recall.
    ///
    /// # Errors
    /// As [`Ranking::precision_recall_curve`].
    ///
    /// # Examples
    /// ```
    /// use wordmill::metric::Ranking;
    /// let ranking = Ranking::from_scores(&[true, false, true], &[0.9, 0.8, 0.7])?;
    /// assert!((ranking.average_precision()? - (1.0 + 2.0 / 3.0) / 2.0).abs() < 1e-12);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn average_precision(&self) -> Result<f64> {
        let positives = self.positives()?;
        let mut recall_before = 0.0;
        let steps = self.true_positives.iter().enumerate().map(|(at, &true_positives)| {
            let recall = true_positives / positives;
            (recall - std::mem::replace(&mut recall_before, recall)) * self.precision(at)
        });
        Ok(steps.sum())
    }

    fn precision(&self, at: usize) -> f64 {
        self.true_positives[at] / (self.true_positives[at] + self.false_positives[at])
    }

    fn positives(&self) -> Result<f64> {
        match self.true_positives.last() {
            Some(&positives) if positives > 0.0 => Ok(positives),
            _ => Err(Error::Empty { what: "set of positive rows" }),
        }
    }

    /// The thresholds to keep: the first, the last, and between them all or the corners.
    fn kept(&self, points: CurvePoints, is_corner: impl Fn(usize, usize, usize) -> bool) -> Vec<usize> {
        let last = self.thresholds.len() - 1;
        let keeps = |&at: &usize| {
            points == CurvePoints::All || at == 0 || at == last || is_corner(at - 1, at, at + 1)
        };
        (0..=last).filter(keeps).collect()
    }
}

#[derive(Clone, Copy)]
struct Row {
    positive: bool,
    score: f64,
    weight: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRUTH: [bool; 8] = [true, false, true, true, false, false, true, false];
    const SCORES: [f64; 8] = [0.9, 0.8, 0.8, 0.7, 0.7, 0.4, 0.4, 0.1];
    const WEIGHTS: [f64; 8] = [0.5, 1.0, 2.0, 0.25, 1.0, 3.0, 0.1, 0.0];

    fn near(got: f64, expected: f64) {
        assert!((got - expected).abs() < 1e-12, "got {got}, expected {expected}");
    }

    /// Printed by scikit-learn 1.9.1 for these arrays.
    #[test]
    fn areas_are_those_of_scikit_learn() {
        let plain = Ranking::from_scores(&TRUTH, &SCORES).unwrap();
        near(plain.roc_auc().unwrap(), 0.71875);
        near(plain.average_precision().unwrap(), 0.7095238095238094);
        let weighted = Ranking::from_weighted_scores(&TRUTH, &SCORES, &WEIGHTS).unwrap();
        near(weighted.roc_auc().unwrap(), 0.8789473684210526);
        near(weighted.average_precision().unwrap(), 0.7402154397055327);
    }

    /// Rows in any order, and scores under any rising function, rank the same.
    #[test]
    fn only_the_order_of_scores_counts() {
        let plain = Ranking::from_scores(&TRUTH, &SCORES).unwrap();
        let truth: Vec<bool> = TRUTH.into_iter().rev().collect();
        let scores: Vec<f64> = SCORES.iter().rev().map(|score| score.exp()).collect();
        let other = Ranking::from_scores(&truth, &scores).unwrap();
        assert_eq!(plain.roc_auc().unwrap(), other.roc_auc().unwrap());
        let flipped: Vec<f64> = SCORES.iter().map(|score| -score).collect();
        let flipped = Ranking::from_scores(&TRUTH, &flipped).unwrap();
        near(flipped.roc_auc().unwrap(), 1.0 - plain.roc_auc().unwrap());
        let zeros = Ranking::from_scores(&[true, false], &[0.0, -0.0]).unwrap();
        assert_eq!(zeros.roc_auc().unwrap(), 0.5);
    }

    #[test]
    fn corners_are_the_same_line() {
        let truth = [true, true, true, false, false];
        let ranking = Ranking::from_scores(&truth, &[0.9, 0.8, 0.7, 0.6, 0.5]).unwrap();
        let all = ranking.roc_curve(CurvePoints::All).unwrap();
        let corners = ranking.roc_curve(CurvePoints::Corners).unwrap();
        assert_eq!((all.thresholds.len(), corners.thresholds.len()), (6, 4));
        let truth = [true, false, false, false, true];
        let ranking = Ranking::from_scores(&truth, &[0.9, 0.8, 0.7, 0.6, 0.5]).unwrap();
        let corners = ranking.precision_recall_curve(CurvePoints::Corners).unwrap();
        assert_eq!(corners.thresholds, [0.5, 0.6, 0.9]);
        assert_eq!(corners.precision, [0.4, 0.25, 1.0, 1.0]);
    }

    #[test]
    fn one_class_and_bad_scores_are_errors() {
        let negatives = Ranking::from_scores(&[false, false], &[0.1, 0.2]).unwrap();
        assert_eq!(negatives.roc_auc().unwrap_err().to_string(), "set of positive rows is empty");
        assert!(negatives.average_precision().is_err());
        let positives = Ranking::from_scores(&[true, true], &[0.1, 0.2]).unwrap();
        assert_eq!(positives.roc_auc().unwrap_err().to_string(), "set of negative rows is empty");
        assert_eq!(positives.average_precision().unwrap(), 1.0);
        assert!(Ranking::from_scores(&[], &[]).is_err());
        assert!(Ranking::from_scores(&[true], &[0.1, 0.2]).is_err());
        assert!(Ranking::from_weighted_scores(&[true], &[0.1], &[0.0]).is_err());
        let error = Ranking::from_scores(&[true, false], &[0.1, f64::NAN]).unwrap_err();
        assert_eq!(error.to_string(), "parameter scores: expected finite numbers, got NaN in row 1");
    }
}
