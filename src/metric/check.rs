//! What every score asks of its input before it counts: equal lengths, finite numbers, rows that sum to one.
//!
//! Each refusal names the row, counted from 0.

use crate::error::{Error, Result, check_parameter, check_shape};
use crate::label::Labels;

/// How far a row of probabilities may be from 1: `rtol + atol` of scikit-learn's check in `log_loss`,
/// √ε of an `f64` and 1e-8.
pub(crate) const LOG_LOSS_TOLERANCE: f64 = 1.490_116_119_384_765_6e-8 + 1e-8;

/// The same in its multi-class ROC AUC: `numpy.allclose` with its defaults, 1e-5 and 1e-8.
pub(crate) const AUC_TOLERANCE: f64 = 1e-5 + 1e-8;

/// Refuses two label lists of other classes or lengths.
pub(crate) fn check_same_classes(truth: &Labels, predicted: &Labels) -> Result<()> {
    check_shape("predicted labels", truth.len(), predicted.len())?;
    if truth.classes() == predicted.classes() {
        return Ok(());
    }
    let names = predicted.classes().iter().take(20).collect::<Vec<_>>().join(", ");
    Err(Error::parameter("classes of the predicted labels", names, "the classes of the true labels"))
}

/// Refuses weights of another length, below 0 or not finite, and weights whose sum is not finite.
pub(crate) fn check_weights(weights: &[f64], rows: usize) -> Result<()> {
    check_shape("sample weights", rows, weights.len())?;
    let fits = |weight: f64| weight.is_finite() && weight >= 0.0;
    check_each("sample weights", weights, fits, "finite numbers ≥ 0")?;
    let total: f64 = weights.iter().sum();
    check_parameter(total.is_finite(), "sum of the sample weights", total, "a finite number")
}

/// Refuses no rows, scores of another length, and scores that are not finite.
pub(crate) fn check_scores(scores: &[f64], rows: usize) -> Result<()> {
    check_shape("scores", rows, scores.len())?;
    if rows == 0 {
        return Err(Error::Empty { what: "list of scores" });
    }
    check_each("scores", scores, f64::is_finite, "finite numbers")
}

/// Refuses probabilities outside of 0 to 1.
pub(crate) fn check_probabilities(probabilities: &[f64], rows: usize) -> Result<()> {
    check_scores(probabilities, rows)?;
    check_each("probabilities", probabilities, |value| (0.0..=1.0).contains(&value), "0 to 1")
}

/// Refuses rows of scores that are not one finite number for each class of the labels.
pub(crate) fn check_score_rows<R: AsRef<[f64]>>(truth: &Labels, rows: &[R]) -> Result<()> {
    check_shape("rows of scores", truth.len(), rows.len())?;
    if rows.is_empty() {
        return Err(Error::Empty { what: "list of scores" });
    }
    for (row, scores) in rows.iter().map(AsRef::as_ref).enumerate() {
        check_shape("scores in a row (one for each class)", truth.classes().len(), scores.len())?;
        let offending = scores.iter().find(|score| !score.is_finite());
        refuse(offending, row, "scores", "finite numbers")?;
    }
    Ok(())
}

/// The same for probabilities: each 0 to 1, each row summing to 1 within `tolerance`.
pub(crate) fn check_probability_rows<R: AsRef<[f64]>>(
    truth: &Labels,
    rows: &[R],
    tolerance: f64,
) -> Result<()> {
    check_score_rows(truth, rows)?;
    for (row, probabilities) in rows.iter().map(AsRef::as_ref).enumerate() {
        let offending = probabilities.iter().find(|value| !(0.0..=1.0).contains(*value));
        refuse(offending, row, "probabilities", "0 to 1")?;
    }
    check_probability_sums(rows, tolerance)
}

/// Refuses rows that do not sum to 1 within `tolerance`.
pub(crate) fn check_probability_sums<R: AsRef<[f64]>>(rows: &[R], tolerance: f64) -> Result<()> {
    for (row, scores) in rows.iter().map(AsRef::as_ref).enumerate() {
        let sum: f64 = scores.iter().sum();
        let offending = ((sum - 1.0).abs() > tolerance).then_some(&sum);
        refuse(offending, row, "sum of a row of probabilities", "1")?;
    }
    Ok(())
}

/// Refuses values that do not fit.
fn check_each(
    name: &'static str,
    values: &[f64],
    fits: impl Fn(f64) -> bool,
    expected: &'static str,
) -> Result<()> {
    match values.iter().enumerate().find(|&(_, &value)| !fits(value)) {
        Some((row, value)) => refuse(Some(value), row, name, expected),
        None => Ok(()),
    }
}

/// The refusal itself, where there is something to refuse.
fn refuse(offending: Option<&f64>, row: usize, name: &'static str, expected: &'static str) -> Result<()> {
    match offending {
        Some(value) => Err(Error::parameter(name, format_args!("{value} in row {row}"), expected)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels() -> Labels {
        Labels::from_names(["a", "b", "a"]).unwrap()
    }

    #[test]
    fn refusals_name_the_row() {
        let error = check_scores(&[0.5, f64::NAN], 2).unwrap_err();
        assert_eq!(error.to_string(), "parameter scores: expected finite numbers, got NaN in row 1");
        let error = check_weights(&[1.0, -2.0], 2).unwrap_err();
        assert_eq!(
            error.to_string(),
            "parameter sample weights: expected finite numbers ≥ 0, got -2 in row 1"
        );
        let rows = [[0.5, 0.5], [0.5, 0.6], [1.0, 0.0]];
        let error = check_probability_rows(&labels(), &rows, LOG_LOSS_TOLERANCE).unwrap_err();
        assert!(error.to_string().ends_with("expected 1, got 1.1 in row 1"), "{error}");
    }

    #[test]
    fn shapes_must_agree() {
        assert!(check_scores(&[], 0).is_err());
        assert!(check_scores(&[1.0], 2).is_err());
        assert!(check_weights(&[f64::MAX, f64::MAX], 2).is_err());
        assert!(check_probabilities(&[1.1], 1).is_err());
        assert!(check_score_rows(&labels(), &[[0.0, 1.0]]).is_err());
        assert!(check_score_rows(&labels(), &[[0.0], [0.0], [0.0]]).is_err());
        assert!(check_score_rows(&labels(), &[[0.0, 1.0], [0.0, f64::INFINITY], [0.0, 1.0]]).is_err());
        assert!(check_same_classes(&labels(), &Labels::from_names(["a", "a", "a"]).unwrap()).is_err());
    }
}
