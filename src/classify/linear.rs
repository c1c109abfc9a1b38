//! [`LinearModel`]: scores that are sums of weights, and what follows from them: verdicts, probabilities
//! and explanations.
//!
//! A row *x* scores `b_c + Σ_j x_j · w_jc` for class *c*. Two classes need one score only, which speaks
//! for the second class; the first then scores 0. Probabilities are the softmax of the scores (for one
//! score: the logistic function).

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_limit, check_shape};
use crate::label::{ClassId, Classes};
use crate::parallel;
use crate::prob::log_sum_exp;
use crate::vector::product::product;
use crate::vector::sparse::{Row, SparseMatrix};
use crate::vector::value::Value;

/// Features that one task ranks.
const FEATURES_PER_TASK: usize = 1 << 14;

/// Weights and intercepts of a linear classifier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawLinearModel")]
pub struct LinearModel {
    classes: Classes,
    /// `features × scores`, feature after feature.
    weights: Vec<f64>,
    /// One a score: as many as classes, or one for two classes.
    intercepts: Vec<f64>,
}

impl LinearModel {
    /// A model of weights that lie feature after feature.
    pub(crate) fn new(classes: Classes, weights: Vec<f64>, intercepts: Vec<f64>) -> Result<Self> {
        LinearModel::try_from(RawLinearModel { classes, weights, intercepts })
    }

    /// The classes.
    #[must_use]
    pub fn classes(&self) -> &Classes {
        &self.classes
    }

    /// Scores of a row: the number of classes, or 1 for two classes in a model that needs but one.
    #[must_use]
    pub fn scores(&self) -> usize {
        self.intercepts.len()
    }

    /// Features of a row.
    #[must_use]
    pub fn features(&self) -> usize {
        self.weights.len() / self.scores()
    }

    /// The intercept of each score.
    #[must_use]
    pub fn intercepts(&self) -> &[f64] {
        &self.intercepts
    }

    /// The weights of a feature, one a score.
    ///
    /// # Panics
    /// If there is no such feature.
    #[must_use]
    pub fn weights(&self, feature: u32) -> &[f64] {
        let width = self.scores();
        &self.weights[feature as usize * width..(feature as usize + 1) * width]
    }

    /// The scores of each row, `rows × scores`, row after row (scikit-learn's `decision_function`).
    ///
    /// # Errors
    /// [`Error::Shape`] where rows have another number of columns than at fit.
    pub fn decide<V: Value>(&self, rows: &SparseMatrix<V>) -> Result<Vec<f64>> {
        check_shape("columns of rows to classify", self.features(), rows.columns())?;
        let mut scores = vec![0.0; rows.rows() * self.scores()];
        product(rows, &self.weights, self.scores(), &mut scores)?;
        for row in scores.chunks_mut(self.scores()) {
            row.iter_mut().zip(&self.intercepts).for_each(|(score, intercept)| *score += intercept);
        }
        Ok(scores)
    }

    /// The class of each row.
    ///
    /// # Errors
    /// As [`LinearModel::decide`].
    pub fn predict<V: Value>(&self, rows: &SparseMatrix<V>) -> Result<Vec<ClassId>> {
        Ok(self.decide(rows)?.chunks(self.scores()).map(best).collect())
    }

    /// The probability of each class for each row, `rows × classes`, row after row.
    ///
    /// # Errors
    /// As [`LinearModel::decide`].
    pub fn probabilities<V: Value>(&self, rows: &SparseMatrix<V>) -> Result<Vec<f64>> {
        let scores = self.decide(rows)?;
        Ok(scores.chunks(self.scores()).flat_map(probabilities).collect())
    }

    /// How much one unit of a feature speaks for a class: its weight for the class less its mean weight
    /// for the others. For two classes this is the change of the log-odds.
    ///
    /// # Panics
    /// If there is no such feature or class.
    #[must_use]
    pub fn evidence(&self, feature: u32, class: ClassId) -> f64 {
        let evidence = match self.weights(feature) {
            [weight] if class.0 == 0 => -weight,
            [weight] => *weight,
            weights => {
                let others = weights.iter().enumerate().filter(|(other, _)| *other != class.index());
                let sum: f64 = others.map(|(_, weight)| weight).sum();
                weights[class.index()] - sum / (weights.len() - 1).max(1) as f64
            }
        };
        // A feature that no class ever showed weighs −∞ for all of them, and speaks for none.
        if evidence.is_nan() { 0.0 } else { evidence }
    }

    /// What each entry of a row contributed to a class, in the order of the row.
    ///
    /// # Errors
    /// [`Error::Shape`] for a column past the features.
    pub fn contributions<V: Value>(&self, row: Row<'_, V>, class: ClassId) -> Result<Vec<f64>> {
        if let Some(&last) = row.columns.last() {
            check_shape(
                "columns of a row to explain",
                self.features(),
                self.features().max(last as usize + 1),
            )?;
        }
        Ok(row.iter().map(|(column, value)| value.into() * self.evidence(column, class)).collect())
    }

    /// The `count` features that speak most for a class, the strongest first, and their evidence.
    ///
    /// # Panics
    /// If there is no such class.
    #[must_use]
    pub fn most_telling(&self, class: ClassId, count: usize) -> Vec<(u32, f64)> {
        // The strongest of each chunk, then the strongest of those: no list as long as the features.
        let chunks = parallel::even_ranges(self.features(), FEATURES_PER_TASK);
        let of_chunk = |chunk: &std::ops::Range<usize>| {
            let features = chunk.clone().map(|feature| feature as u32);
            strongest(features.map(|feature| (feature, self.evidence(feature, class))).collect(), count)
        };
        let best = parallel::map(&chunks, of_chunk).concat();
        let mut ranked = strongest(best, count);
        ranked.sort_unstable_by(stronger);
        ranked
    }
}

/// Features and what they say, the strongest first; equal ones in the order of the features.
fn stronger(a: &(u32, f64), b: &(u32, f64)) -> std::cmp::Ordering {
    b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
}

/// The `count` strongest, in any order.
fn strongest(mut features: Vec<(u32, f64)>, count: usize) -> Vec<(u32, f64)> {
    if (1..features.len()).contains(&count) {
        features.select_nth_unstable_by(count - 1, stronger);
    }
    features.truncate(count);
    features
}

/// Refuses labels that are all the same.
pub(crate) fn check_classes(classes: &Classes) -> Result<()> {
    match classes.len() {
        0 | 1 => {
            Err(Error::Shape { what: "classes to tell apart (at least)", expected: 2, got: classes.len() })
        }
        _ => Ok(()),
    }
}

/// Refuses more weights than `limit`: what looks like very many classes is mostly text in the label column,
/// and should not end in an allocation that nothing can meet.
pub(crate) fn check_weights(features: usize, scores: usize, limit: u64) -> Result<()> {
    let weights = (features as u64).saturating_mul(scores as u64);
    check_limit("weights of a classifier (features times classes)", limit, weights)
}

/// The class with the highest score; the first of equal ones.
pub(crate) fn best(scores: &[f64]) -> ClassId {
    if let [score] = scores {
        return ClassId(u32::from(*score > 0.0));
    }
    let mut best = 0;
    for (class, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = class;
        }
    }
    ClassId(best as u32)
}

/// The probabilities of a row's scores.
pub(crate) fn probabilities(scores: &[f64]) -> Vec<f64> {
    if let [score] = scores {
        let second = 1.0 / (1.0 + (-score).exp());
        return vec![1.0 - second, second];
    }
    let all = log_sum_exp(scores);
    scores.iter().map(|score| (score - all).exp()).collect()
}

/// What is read back, before its parts are held against each other.
#[derive(Deserialize)]
struct RawLinearModel {
    classes: Classes,
    weights: Vec<f64>,
    intercepts: Vec<f64>,
}

impl TryFrom<RawLinearModel> for LinearModel {
    type Error = Error;

    fn try_from(raw: RawLinearModel) -> Result<Self> {
        let RawLinearModel { classes, weights, intercepts } = raw;
        let scores = intercepts.len();
        let fits = scores > 0 && (scores == classes.len() || (scores == 1 && classes.len() == 2));
        let no_nan = !weights.iter().chain(&intercepts).any(|weight| weight.is_nan());
        if !fits || weights.len() % scores != 0 || !no_nan {
            return Err(Error::corrupt("linear model", "weights, intercepts and classes do not fit"));
        }
        Ok(LinearModel { classes, weights, intercepts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(classes: &[&str], weights: &[f64], intercepts: &[f64]) -> LinearModel {
        let classes = Classes::from_names(classes).unwrap();
        LinearModel::new(classes, weights.to_vec(), intercepts.to_vec()).unwrap()
    }

    fn rows() -> SparseMatrix<f64> {
        SparseMatrix::from_parts(2, vec![0, 2, 2, 3], vec![0, 1, 0], vec![1.0, 2.0, 3.0]).unwrap()
    }

    #[test]
    fn one_score_and_two_say_the_same() {
        let one = model(&["a", "b"], &[0.5, -1.0], &[0.25]);
        let two = model(&["a", "b"], &[0.0, 0.5, 0.0, -1.0], &[0.0, 0.25]);
        assert_eq!(one.predict(&rows()).unwrap(), [ClassId(0), ClassId(1), ClassId(1)]);
        assert_eq!(two.predict(&rows()).unwrap(), one.predict(&rows()).unwrap());
        let (p, q) = (one.probabilities(&rows()).unwrap(), two.probabilities(&rows()).unwrap());
        assert!(p.iter().zip(&q).all(|(p, q)| (p - q).abs() < 1e-15));
        for class in [ClassId(0), ClassId(1)] {
            assert_eq!(
                one.contributions(rows().row(0), class).unwrap(),
                two.contributions(rows().row(0), class).unwrap()
            );
            assert_eq!(one.most_telling(class, 9), two.most_telling(class, 9));
        }
        assert_eq!(one.most_telling(ClassId(0), 1), [(1, 1.0)]);
    }

    #[test]
    fn the_most_telling_are_those_of_a_full_sort() {
        let draws = crate::seed::Seed(9).stream("weights");
        let weights: Vec<f64> = (0..50_000).map(|feature| draws.below(feature, 1_000) as f64).collect();
        let model = model(&["a", "b"], &weights, &[0.0]);
        let mut sorted: Vec<(u32, f64)> =
            (0..50_000).map(|feature| (feature, weights[feature as usize])).collect();
        sorted.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        for count in [0, 1, 70, 20_000, 60_000] {
            assert_eq!(model.most_telling(ClassId(1), count), sorted[..count.min(50_000)]);
        }
    }

    #[test]
    fn absurdly_many_weights_are_refused() {
        assert!(check_weights(1_500_000, 20, 1 << 28).is_ok());
        let error = check_weights(1_500_000, 25_000, 1 << 28).unwrap_err().to_string();
        assert!(error.ends_with("37500000000 is past the limit of 268435456"), "{error}");
        assert!(check_weights(usize::MAX, usize::MAX, 1 << 28).is_err());
    }

    #[test]
    fn wrong_widths_and_damage_are_errors() {
        let three = model(&["a", "b", "c"], &[1.0; 9], &[0.0; 3]);
        assert!(three.predict(&rows()).is_err());
        let classes = Classes::from_names(["a", "b"]).unwrap();
        assert!(LinearModel::new(classes.clone(), vec![1.0; 3], vec![0.0; 2]).is_err());
        assert!(LinearModel::new(classes.clone(), vec![f64::NAN], vec![0.0]).is_err());
        assert!(LinearModel::new(classes, vec![], vec![]).is_err());
    }
}
