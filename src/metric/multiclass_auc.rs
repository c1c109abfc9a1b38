//! The area under the ROC curve for several classes, from a row of class probabilities for each row of data.
//!
//! - One versus rest: each class against all others, its own column as the score (Provost & Domingos 2000).
//! - One versus one: each pair of classes among the rows of the two, once with either as positive; the mean of
//!   all (Hand & Till 2001). Weighted, a pair counts as much as the share of its rows; it does not depend on
//!   how common a class is otherwise.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::label::{ClassId, Labels};
use crate::metric::check::{AUC_TOLERANCE, check_probability_sums, check_score_rows, check_weights};
use crate::metric::ranking::Ranking;
use crate::metric::sum::mean;

/// How the areas of several classes become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum AucAverage {
    /// The plain mean.
    #[default]
    Macro,
    /// The mean weighted by the rows of a class, or of a pair.
    Weighted,
}

/// The area under the ROC curve of each class against the rest.
///
/// `scores[i][c]` is the probability of class *c* for row *i*: *n* × classes, each row summing to 1.
///
/// # Errors
/// [`Error::Shape`] and [`Error::Parameter`] for scores of another shape, not finite or not summing to 1;
/// [`Error::Empty`] without rows, where a class has no rows (weighted: such classes are left out), or
/// where one has them all.
///
/// # Examples
/// ```
/// use wordmill::{label::Labels, metric::{AucAverage, roc_auc_one_vs_rest}};
/// let truth = Labels::from_names(["a", "b", "c", "b"])?;
/// let scores = [[0.6, 0.3, 0.1], [0.2, 0.7, 0.1], [0.1, 0.2, 0.7], [0.7, 0.2, 0.1]];
/// let area = roc_auc_one_vs_rest(&truth, &scores, AucAverage::Macro)?;
/// assert!((area - (2.0 / 3.0 + 0.625 + 1.0) / 3.0).abs() < 1e-12);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn roc_auc_one_vs_rest<R: AsRef<[f64]>>(
    truth: &Labels,
    scores: &[R],
    average: AucAverage,
) -> Result<f64> {
    one_vs_rest(truth, scores, average, None)
}

/// The same, each row counting as much as its weight.
///
/// # Errors
/// As [`roc_auc_one_vs_rest`], and [`Error::Parameter`] for a weight that is not a finite number ≥ 0.
///
/// # Examples
/// ```
/// use wordmill::{label::Labels, metric::{AucAverage, weighted_roc_auc_one_vs_rest}};
/// let truth = Labels::from_names(["a", "b", "c", "b"])?;
/// let scores = [[0.6, 0.3, 0.1], [0.2, 0.7, 0.1], [0.1, 0.2, 0.7], [0.7, 0.2, 0.1]];
/// let weights = [1.0, 2.0, 0.5, 1.5];
/// let area = weighted_roc_auc_one_vs_rest(&truth, &scores, AucAverage::Weighted, &weights)?;
/// assert!((area - 0.675).abs() < 1e-12);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn weighted_roc_auc_one_vs_rest<R: AsRef<[f64]>>(
    truth: &Labels,
    scores: &[R],
    average: AucAverage,
    weights: &[f64],
) -> Result<f64> {
    one_vs_rest(truth, scores, average, Some(weights))
}

/// The area under the ROC curve of each pair of classes that occur.
///
/// # Errors
/// As [`roc_auc_one_vs_rest`]; classes without rows are left out, and fewer than two others are an
/// [`Error::Shape`].
///
/// # Examples
/// ```
/// use wordmill::{label::Labels, metric::{AucAverage, roc_auc_one_vs_one}};
/// let truth = Labels::from_names(["a", "b", "c", "b"])?;
/// let scores = [[0.6, 0.3, 0.1], [0.2, 0.7, 0.1], [0.1, 0.2, 0.7], [0.7, 0.2, 0.1]];
/// let area = roc_auc_one_vs_one(&truth, &scores, AucAverage::Macro)?;
/// assert!((area - (0.5 + 1.0 + 0.875) / 3.0).abs() < 1e-12);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn roc_auc_one_vs_one<R: AsRef<[f64]>>(truth: &Labels, scores: &[R], average: AucAverage) -> Result<f64> {
    check_score_rows(truth, scores)?;
    check_probability_sums(scores, AUC_TOLERANCE)?;
    let supports = supports(truth, None);
    let present: Vec<ClassId> = truth.classes().ids().filter(|class| supports[class.index()] > 0.0).collect();
    if present.len() < 2 {
        return Err(Error::Shape {
            what: "classes that occur, for a ROC AUC",
            expected: 2,
            got: present.len(),
        });
    }
    let (mut areas, mut shares) = (Vec::new(), Vec::new());
    for (at, &a) in present.iter().enumerate() {
        for &b in &present[at + 1..] {
            areas.push((area_of_pair(truth, scores, a, b)? + area_of_pair(truth, scores, b, a)?) / 2.0);
            shares.push((supports[a.index()] + supports[b.index()]) / truth.len() as f64);
        }
    }
    Ok(average_of(&areas, &shares, average))
}

/// Among the rows of two classes.
fn area_of_pair<R: AsRef<[f64]>>(
    truth: &Labels,
    scores: &[R],
    positive: ClassId,
    negative: ClassId,
) -> Result<f64> {
    let rows = truth.ids().iter().zip(scores).filter(|&(&class, _)| class == positive || class == negative);
    let (truth, scores): (Vec<bool>, Vec<f64>) =
        rows.map(|(&class, row)| (class == positive, row.as_ref()[positive.index()])).unzip();
    Ranking::from_scores(&truth, &scores)?.roc_auc()
}

fn one_vs_rest<R: AsRef<[f64]>>(
    truth: &Labels,
    scores: &[R],
    average: AucAverage,
    weights: Option<&[f64]>,
) -> Result<f64> {
    check_score_rows(truth, scores)?;
    check_probability_sums(scores, AUC_TOLERANCE)?;
    if let Some(weights) = weights {
        check_weights(weights, truth.len())?;
    }
    let supports = supports(truth, weights);
    let mut areas = vec![0.0; supports.len()];
    for class in truth.classes().ids() {
        // A class of no weight adds nothing to a weighted mean, though its area is undefined.
        if average == AucAverage::Weighted && supports[class.index()] == 0.0 {
            continue;
        }
        let column: Vec<f64> = scores.iter().map(|row| row.as_ref()[class.index()]).collect();
        let ranking = match weights {
            Some(weights) => Ranking::from_weighted_labels(truth, class, &column, weights)?,
            None => Ranking::from_labels(truth, class, &column)?,
        };
        areas[class.index()] = ranking.roc_auc()?;
    }
    if supports.iter().all(|&support| support == 0.0) {
        return Err(Error::Empty { what: "set of rows of weight above 0" });
    }
    Ok(average_of(&areas, &supports, average))
}

fn average_of(areas: &[f64], shares: &[f64], average: AucAverage) -> f64 {
    match average {
        AucAverage::Macro => mean(areas, None),
        AucAverage::Weighted => mean(areas, Some(shares)),
    }
}

/// The rows, or their weight, of each class.
fn supports(truth: &Labels, weights: Option<&[f64]>) -> Vec<f64> {
    let mut supports = vec![0.0; truth.classes().len()];
    for (row, class) in truth.ids().iter().enumerate() {
        supports[class.index()] += weights.map_or(1.0, |weights| weights[row]);
    }
    supports
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::Classes;

    const ROWS: [[f64; 3]; 4] = [[0.6, 0.3, 0.1], [0.2, 0.7, 0.1], [0.1, 0.2, 0.7], [0.7, 0.2, 0.1]];

    fn truth() -> Labels {
        Labels::from_names(["a", "b", "c", "b"]).unwrap()
    }

    fn near(got: f64, expected: f64) {
        assert!((got - expected).abs() < 1e-12, "got {got}, expected {expected}");
    }

    /// Printed by scikit-learn 1.9.1 for these rows.
    #[test]
    fn areas_are_those_of_scikit_learn() {
        let truth = truth();
        near(roc_auc_one_vs_rest(&truth, &ROWS, AucAverage::Macro).unwrap(), 0.763888888888889);
        near(roc_auc_one_vs_rest(&truth, &ROWS, AucAverage::Weighted).unwrap(), 0.7291666666666667);
        near(roc_auc_one_vs_one(&truth, &ROWS, AucAverage::Macro).unwrap(), 0.7916666666666666);
        near(roc_auc_one_vs_one(&truth, &ROWS, AucAverage::Weighted).unwrap(), 0.765625);
        let weights = [1.0, 2.0, 0.5, 1.5];
        let weighted = |average| weighted_roc_auc_one_vs_rest(&truth, &ROWS, average, &weights).unwrap();
        near(weighted(AucAverage::Macro), 0.7559523809523809);
        near(weighted(AucAverage::Weighted), 0.675);
    }

    /// scikit-learn 1.9.1 gives NaN for the first and these values for the others.
    #[test]
    fn a_class_without_rows_has_no_area() {
        let classes = Classes::from_names(["a", "b", "c", "d"]).unwrap();
        let truth = Labels::with_classes(classes, truth().names()).unwrap();
        let rows: Vec<Vec<f64>> = ROWS.iter().map(|row| [row, &[0.0][..]].concat()).collect();
        assert!(matches!(roc_auc_one_vs_rest(&truth, &rows, AucAverage::Macro), Err(Error::Empty { .. })));
        near(roc_auc_one_vs_rest(&truth, &rows, AucAverage::Weighted).unwrap(), 0.7291666666666667);
        near(roc_auc_one_vs_one(&truth, &rows, AucAverage::Macro).unwrap(), 0.7916666666666666);
        near(roc_auc_one_vs_one(&truth, &rows, AucAverage::Weighted).unwrap(), 0.765625);
    }

    #[test]
    fn degenerate_input_is_an_error() {
        let one = Labels::with_classes(truth().classes().clone(), ["a", "a"]).unwrap();
        let rows = [[0.6, 0.3, 0.1], [0.2, 0.7, 0.1]];
        assert!(matches!(roc_auc_one_vs_one(&one, &rows, AucAverage::Macro), Err(Error::Shape { .. })));
        assert!(roc_auc_one_vs_rest(&one, &rows, AucAverage::Weighted).is_err());
        let error =
            roc_auc_one_vs_one(&one, &[[0.6, 0.3, 0.1], [0.2, 0.7, 0.2]], AucAverage::Macro).unwrap_err();
        assert!(error.to_string().ends_with("in row 1"), "{error}");
        let none: [[f64; 3]; 0] = [];
        let empty = Labels::with_classes(truth().classes().clone(), [""; 0]).unwrap();
        assert!(matches!(roc_auc_one_vs_one(&empty, &none, AucAverage::Macro), Err(Error::Empty { .. })));
        let weights = [0.0; 4];
        assert!(weighted_roc_auc_one_vs_rest(&truth(), &ROWS, AucAverage::Weighted, &weights).is_err());
    }
}
