//! Scores of probabilities: log loss, the Brier score, top-*k* accuracy.
//!
//! With *pᵢ* the probability that row *i* was given for its true class, out of *n* rows:
//!
//! - log loss = −Σ ln pᵢ / n, each *p* first kept within ε and 1 − ε, ε = 2⁻⁵² (that of an `f64`): a class held
//!   impossible costs 36.04, not infinity;
//! - Brier = the mean squared distance to 0 and 1 (Brier, "Verification of forecasts expressed in terms of
//!   probability", 1950); over several classes, of the whole row;
//! - top-*k* accuracy = the share of rows whose true class is among the *k* of highest score.
//!
//! Rows are taken as they are, never normalised. `f32` rows are to be widened first; scikit-learn, given `float32`, clips at
//! that type's wider ε.

use crate::error::{Error, Result, check_parameter};
use crate::label::Labels;
use crate::metric::check::{
    LOG_LOSS_TOLERANCE, check_probabilities, check_probability_rows, check_score_rows, check_weights,
};
use crate::metric::sum::{mean, pairwise_sum};

/// The mean negative log-probability of the true classes: 0 for certainty, ln *k* for *k* equal chances.
///
/// `rows[i][c]` is the probability of class *c* for row *i*: *n* × classes.
///
/// # Errors
/// [`Error::Shape`] for other lengths or fewer than two classes, [`Error::Empty`] without rows,
/// [`Error::Parameter`] for a probability outside of 0 to 1 or a row that does not sum to 1 within 2.5e-8.
///
/// # Examples
/// ```
/// use wordmill::{label::Labels, metric::log_loss};
/// let truth = Labels::from_names(["ham", "spam"])?;
/// let loss = log_loss(&truth, &[[0.5, 0.5], [0.75, 0.25]])?;
/// assert!((loss - (2f64.ln() + 4f64.ln()) / 2.0).abs() < 1e-12);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn log_loss<R: AsRef<[f64]>>(truth: &Labels, rows: &[R]) -> Result<f64> {
    mean_of_rows(&log_losses(truth, rows)?, None)
}

/// The same, each row counting as much as its weight.
///
/// # Errors
/// As [`log_loss`]; [`Error::Parameter`] for a weight that is not a finite number ≥ 0, [`Error::Empty`] where
/// all are 0.
///
/// # Examples
/// ```
/// use wordmill::{label::Labels, metric::weighted_log_loss};
/// let truth = Labels::from_names(["ham", "spam"])?;
/// let loss = weighted_log_loss(&truth, &[[0.5, 0.5], [0.75, 0.25]], &[3.0, 1.0])?;
/// assert!((loss - (3.0 * 2f64.ln() + 4f64.ln()) / 4.0).abs() < 1e-12);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn weighted_log_loss<R: AsRef<[f64]>>(truth: &Labels, rows: &[R], weights: &[f64]) -> Result<f64> {
    mean_of_rows(&log_losses(truth, rows)?, Some(weights))
}

/// The mean squared error of the probability that a row is positive: 0 is best, ¼ is a constant ½.
///
/// # Errors
/// [`Error::Shape`] for unequal lengths, [`Error::Empty`] without rows, [`Error::Parameter`] for a
/// probability outside of 0 to 1.
///
/// # Examples
/// ```
/// use wordmill::metric::brier;
/// assert_eq!(brier(&[true, false], &[0.5, 0.25])?, (0.25 + 0.0625) / 2.0);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn brier(truth: &[bool], probabilities: &[f64]) -> Result<f64> {
    mean_of_rows(&squared_errors(truth, probabilities)?, None)
}

/// The same, each row counting as much as its weight.
///
/// # Errors
/// As [`brier`], and for weights as [`weighted_log_loss`].
///
/// # Examples
/// ```
/// use wordmill::metric::weighted_brier;
/// assert_eq!(weighted_brier(&[true, false], &[0.5, 0.0], &[1.0, 3.0])?, 0.0625);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn weighted_brier(truth: &[bool], probabilities: &[f64], weights: &[f64]) -> Result<f64> {
    mean_of_rows(&squared_errors(truth, probabilities)?, Some(weights))
}

/// The mean squared distance between a row of probabilities and the true class as 0s and 1s: 0 to 2.
///
/// Over two classes it is halved, which makes it equal to [`brier`] of either (`scale_by_half="auto"`).
///
/// # Errors
/// As [`log_loss`].
///
/// # Examples
/// ```
/// use wordmill::{label::Labels, metric::brier_multiclass};
/// let truth = Labels::from_names(["a", "b", "c"])?;
/// let score = brier_multiclass(&truth, &[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.5, 0.0, 0.5]])?;
/// assert_eq!(score, 0.5 / 3.0);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn brier_multiclass<R: AsRef<[f64]>>(truth: &Labels, rows: &[R]) -> Result<f64> {
    mean_of_rows(&squared_distances(truth, rows)?, None)
}

/// The same, each row counting as much as its weight.
///
/// # Errors
/// As [`weighted_log_loss`].
///
/// # Examples
/// ```
/// use wordmill::{label::Labels, metric::weighted_brier_multiclass};
/// let truth = Labels::from_names(["a", "b", "c"])?;
/// let rows = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.5, 0.0, 0.5]];
/// assert_eq!(weighted_brier_multiclass(&truth, &rows, &[1.0, 1.0, 2.0])?, 0.25);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn weighted_brier_multiclass<R: AsRef<[f64]>>(
    truth: &Labels,
    rows: &[R],
    weights: &[f64],
) -> Result<f64> {
    mean_of_rows(&squared_distances(truth, rows)?, Some(weights))
}

/// The share of rows whose true class is among the `k` of highest score; from as many as there are classes on, 1.
///
/// Scores need not be probabilities. Of equal scores, the class with the higher id comes first, as in
/// scikit-learn's multi-class case.
///
/// # Errors
/// [`Error::Parameter`] for `k` = 0 or a score that is not finite, [`Error::Shape`] for other lengths,
/// [`Error::Empty`] without rows.
///
/// # Examples
/// ```
/// use wordmill::{label::Labels, metric::top_k_accuracy};
/// let truth = Labels::from_names(["a", "b", "c"])?;
/// let scores = [[0.5, 0.3, 0.2], [0.5, 0.3, 0.2], [0.5, 0.3, 0.2]];
/// assert_eq!(top_k_accuracy(&truth, &scores, 1)?, 1.0 / 3.0);
/// assert_eq!(top_k_accuracy(&truth, &scores, 2)?, 2.0 / 3.0);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn top_k_accuracy<R: AsRef<[f64]>>(truth: &Labels, scores: &[R], k: usize) -> Result<f64> {
    mean_of_rows(&hits(truth, scores, k)?, None)
}

/// The same, each row counting as much as its weight.
///
/// # Errors
/// As [`top_k_accuracy`], and for weights as [`weighted_log_loss`].
///
/// # Examples
/// ```
/// use wordmill::{label::Labels, metric::weighted_top_k_accuracy};
/// let truth = Labels::from_names(["a", "b"])?;
/// assert_eq!(weighted_top_k_accuracy(&truth, &[[0.9, 0.1], [0.6, 0.4]], 1, &[3.0, 1.0])?, 0.75);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn weighted_top_k_accuracy<R: AsRef<[f64]>>(
    truth: &Labels,
    scores: &[R],
    k: usize,
    weights: &[f64],
) -> Result<f64> {
    mean_of_rows(&hits(truth, scores, k)?, Some(weights))
}

/// −ln of the clipped probability of the true class, for each row.
fn log_losses<R: AsRef<[f64]>>(truth: &Labels, rows: &[R]) -> Result<Vec<f64>> {
    check_class_probabilities(truth, rows)?;
    let loss = |(class, row): (usize, &R)| -row.as_ref()[class].clamp(f64::EPSILON, 1.0 - f64::EPSILON).ln();
    Ok(true_classes(truth).zip(rows).map(loss).collect())
}

/// (y − p)², for each row.
fn squared_errors(truth: &[bool], probabilities: &[f64]) -> Result<Vec<f64>> {
    check_probabilities(probabilities, truth.len())?;
    Ok(truth.iter().zip(probabilities).map(|(&positive, p)| (f64::from(positive) - p).powi(2)).collect())
}

/// Σ (yⱼ − pⱼ)², for each row; halved for two classes.
fn squared_distances<R: AsRef<[f64]>>(truth: &Labels, rows: &[R]) -> Result<Vec<f64>> {
    check_class_probabilities(truth, rows)?;
    let scale = if truth.classes().len() < 3 { 0.5 } else { 1.0 };
    let distance = |(class, row): (usize, &R)| {
        let target = |column: usize| f64::from(column == class);
        let squares = row.as_ref().iter().enumerate().map(|(column, p)| (target(column) - p).powi(2));
        scale * squares.sum::<f64>()
    };
    Ok(true_classes(truth).zip(rows).map(distance).collect())
}

/// 1 for each row whose true class is among the `k` best, else 0.
fn hits<R: AsRef<[f64]>>(truth: &Labels, scores: &[R], k: usize) -> Result<Vec<f64>> {
    check_parameter(k > 0, "k", k, "at least 1")?;
    check_score_rows(truth, scores)?;
    let hit = |(class, row): (usize, &R)| {
        let own = row.as_ref()[class];
        let before = |&(column, &score): &(usize, &f64)| score > own || (score == own && column > class);
        f64::from(row.as_ref().iter().enumerate().filter(before).count() < k)
    };
    Ok(true_classes(truth).zip(scores).map(hit).collect())
}

fn check_class_probabilities<R: AsRef<[f64]>>(truth: &Labels, rows: &[R]) -> Result<()> {
    let classes = truth.classes().len();
    if classes < 2 {
        return Err(Error::Shape { what: "classes of a row of probabilities", expected: 2, got: classes });
    }
    check_probability_rows(truth, rows, LOG_LOSS_TOLERANCE)
}

fn true_classes(truth: &Labels) -> impl Iterator<Item = usize> + '_ {
    truth.ids().iter().map(|class| class.index())
}

fn mean_of_rows(values: &[f64], weights: Option<&[f64]>) -> Result<f64> {
    if let Some(weights) = weights {
        check_weights(weights, values.len())?;
        if pairwise_sum(weights) == 0.0 {
            return Err(Error::Empty { what: "set of rows of weight above 0" });
        }
    }
    Ok(mean(values, weights))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::Classes;

    const ROWS: [[f64; 3]; 4] = [[0.6, 0.3, 0.1], [0.2, 0.7, 0.1], [0.1, 0.2, 0.7], [0.7, 0.2, 0.1]];
    const WEIGHTS: [f64; 4] = [1.0, 2.0, 0.5, 1.5];

    fn truth() -> Labels {
        Labels::from_names(["a", "b", "c", "b"]).unwrap()
    }

    fn near(got: f64, expected: f64) {
        assert!((got - expected).abs() < 1e-12, "got {got}, expected {expected}");
    }

    /// Printed by scikit-learn 1.9.1 for these rows.
    #[test]
    fn scores_are_those_of_scikit_learn() {
        near(log_loss(&truth(), &ROWS).unwrap(), 0.708403356019389);
        near(weighted_log_loss(&truth(), &ROWS, &WEIGHTS).unwrap(), 0.7633339704527945);
        near(brier_multiclass(&truth(), &ROWS).unwrap(), 0.42000000000000004);
        near(weighted_brier_multiclass(&truth(), &ROWS, &WEIGHTS).unwrap(), 0.4640000000000001);
        near(top_k_accuracy(&truth(), &ROWS, 1).unwrap(), 0.75);
        near(weighted_top_k_accuracy(&truth(), &ROWS, 1, &WEIGHTS).unwrap(), 0.7);
        let (positive, probabilities) = ([true, false, true], [0.9, 0.2, 0.4]);
        near(brier(&positive, &probabilities).unwrap(), 0.13666666666666666);
        near(weighted_brier(&positive, &probabilities, &[1.0, 2.0, 3.0]).unwrap(), 0.19500000000000003);
    }

    /// scikit-learn 1.9.1: `log_loss(["a", "b"], [[1, 0], [1, 0]])`.
    #[test]
    fn impossible_costs_as_much_as_epsilon() {
        let truth = Labels::from_names(["a", "b"]).unwrap();
        near(log_loss(&truth, &[[1.0, 0.0], [1.0, 0.0]]).unwrap(), 18.021826694558577);
    }

    /// scikit-learn 1.9.1 gives 0.25 and 1 for these rows.
    #[test]
    fn of_equal_scores_the_later_class_is_first() {
        let truth = Labels::from_names(["a", "b", "c", "a"]).unwrap();
        let rows = [[0.4, 0.4, 0.2], [0.3, 0.3, 0.4], [0.2, 0.4, 0.4], [0.5, 0.0, 0.5]];
        assert_eq!(top_k_accuracy(&truth, &rows, 1).unwrap(), 0.25);
        assert_eq!(top_k_accuracy(&truth, &rows, 2).unwrap(), 1.0);
        assert_eq!(top_k_accuracy(&truth, &rows, 9).unwrap(), 1.0);
    }

    #[test]
    fn two_classes_are_the_binary_score() {
        let truth = Labels::from_names(["n", "p", "n"]).unwrap();
        let rows = [[0.9, 0.1], [0.2, 0.8], [0.4, 0.6]];
        let binary = brier(&[false, true, false], &[0.1, 0.8, 0.6]).unwrap();
        near(brier_multiclass(&truth, &rows).unwrap(), binary);
    }

    #[test]
    fn degenerate_input_is_an_error() {
        let rows = [[0.6, 0.3, 0.1], [0.2, 0.7, 0.1], [0.1, 0.2, 0.6], [0.7, 0.2, 0.1]];
        assert!(log_loss(&truth(), &rows).unwrap_err().to_string().ends_with("in row 2"));
        let rows = [[0.6, 0.5, -0.1], [0.2, 0.7, 0.1], [0.1, 0.2, 0.7], [0.7, 0.2, 0.1]];
        assert!(brier_multiclass(&truth(), &rows).is_err());
        assert!(top_k_accuracy(&truth(), &rows, 1).is_ok());
        assert!(top_k_accuracy(&truth(), &rows, 0).is_err());
        assert!(log_loss(&truth(), &[[f64::NAN; 3]; 4]).is_err());
        assert!(weighted_log_loss(&truth(), &ROWS, &[0.0; 4]).is_err());
        assert!(weighted_log_loss(&truth(), &ROWS, &[1.0]).is_err());
        assert!(brier(&[], &[]).is_err());
        assert!(brier(&[true], &[1.5]).is_err());
        let one = Labels::from_names(["a"]).unwrap();
        assert!(matches!(log_loss(&one, &[[1.0]]), Err(Error::Shape { .. })));
        let none: [[f64; 2]; 0] = [];
        let classes = Classes::from_names(["a", "b"]).unwrap();
        let empty = Labels::with_classes(classes, [""; 0]).unwrap();
        assert!(matches!(log_loss(&empty, &none), Err(Error::Empty { .. })));
    }
}
