//! [`NaiveBayes`]: multinomial naive Bayes, as scikit-learn's `MultinomialNB`.
//!
//! With N_cj the sum of feature *j* over the rows of class *c*, N_c = Σ_j N_cj, *d* features and
//! smoothing α:
//!
//! ```text
//! ln P(c)     = ln(rows of c) − ln(rows)
//! ln P(j | c) = ln(N_cj + α) − ln(N_c + α·d)
//! score(c, x) = ln P(c) + Σ_j x_j · ln P(j | c)
//! ```
//!
//! (Manning, Raghavan and Schütze, "Introduction to Information Retrieval", 2008, chapter 13.) Features
//! must not be negative; weights of TF-IDF work as well as counts.

use serde::{Deserialize, Serialize};

use crate::classify::classifier::Classifier;
use crate::classify::examples::Examples;
use crate::classify::linear::{LinearModel, check_classes, check_weights};
use crate::error::{Error, Result, check_parameter, check_shape};
use crate::fit::Fit;
use crate::parallel;
use crate::progress::{Progress, report};
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Eight gigabytes.
const MOST_WEIGHTS: u64 = 1 << 30;

/// How to learn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NaiveBayesParams {
    alpha: f64,
    prior: Prior,
}

/// How probable classes are before anything is seen.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub enum Prior {
    /// As frequent as they were among the rows.
    #[default]
    Learnt,
    /// All the same.
    Uniform,
    /// These probabilities, in the order of the classes; they need not sum to 1.
    Given(Vec<f64>),
}

impl Default for NaiveBayesParams {
    fn default() -> Self {
        NaiveBayesParams { alpha: 1.0, prior: Prior::Learnt }
    }
}

impl NaiveBayesParams {
    /// What is added to every sum (α), 0 or more. At 0, a class that never showed a feature rules itself
    /// out wherever the feature stands. Default: 1 (Laplace).
    #[must_use]
    pub fn alpha(mut self, alpha: f64) -> Self {
        self.alpha = alpha;
        self
    }

    /// How probable classes are before anything is seen. Default: as frequent as they were.
    #[must_use]
    pub fn prior(mut self, prior: Prior) -> Self {
        self.prior = prior;
        self
    }

    /// The logarithm of each class's prior probability; `counts` are the sums of its rows' weights.
    fn log_prior(&self, counts: &[f64]) -> Result<Vec<f64>> {
        match &self.prior {
            Prior::Learnt => {
                let all: f64 = counts.iter().sum();
                Ok(counts.iter().map(|count| count.ln() - all.ln()).collect())
            }
            Prior::Uniform => Ok(vec![-(counts.len() as f64).ln(); counts.len()]),
            Prior::Given(probabilities) => {
                check_shape("prior probabilities", counts.len(), probabilities.len())?;
                for &probability in probabilities {
                    let allowed = (0.0..=1.0).contains(&probability);
                    check_parameter(allowed, "prior", probability, "probabilities of 0 to 1")?;
                }
                Ok(probabilities.iter().map(|probability| probability.ln()).collect())
            }
        }
    }
}

impl<V: Value> Fit<Examples<'_, V>> for NaiveBayesParams {
    type Model = NaiveBayes;

    /// Learns the sums of each class. Rows count as often as the labels' weights say.
    ///
    /// # Errors
    /// [`Error::Parameter`] for an α out of range or a negative feature; [`Error::Shape`] where there are
    /// fewer than two classes; [`Error::Limit`] past 2³⁰ weights.
    fn fit_with(&self, examples: &Examples<'_, V>, progress: &mut dyn Progress) -> Result<NaiveBayes> {
        check_parameter(
            self.alpha >= 0.0 && self.alpha.is_finite(),
            "alpha",
            self.alpha,
            "finite and at least 0",
        )?;
        let (rows, labels) = (examples.rows(), examples.labels());
        let classes = labels.classes();
        check_classes(classes)?;
        check_weights(rows.columns(), classes.len(), MOST_WEIGHTS)?;
        let prior = self.log_prior(&labels.class_weights())?;
        report(progress, "sum features", 0, Some(1), &[])?;
        let sums = class_sums(*examples)?;
        let width = classes.len();
        let totals: Vec<f64> = (0..width)
            .map(|class| sums[class..].iter().step_by(width).map(|sum| sum + self.alpha).sum())
            .collect();
        let mut weights = sums;
        parallel::fill_chunks(&mut weights, width << 12, |_, part| {
            for row in part.chunks_mut(width) {
                for (weight, total) in row.iter_mut().zip(&totals) {
                    *weight = (*weight + self.alpha).ln() - total.ln();
                    // Without smoothing, a class without any feature has 0/0.
                    if weight.is_nan() {
                        *weight = f64::NEG_INFINITY;
                    }
                }
            }
        });
        let linear = LinearModel::new(classes.clone(), weights, prior)?;
        debug_assert_eq!(linear.features(), rows.columns());
        Ok(NaiveBayes { params: self.clone(), linear })
    }
}

/// The sum of each feature over the rows of each class, `features × classes`.
fn class_sums<V: Value>(examples: Examples<'_, V>) -> Result<Vec<f64>> {
    let (rows, labels) = (examples.rows(), examples.labels());
    let width = labels.classes().len();
    let mut sums = vec![0.0; rows.columns() * width];
    for (row, id) in labels.ids().iter().enumerate() {
        let weight = labels.weight(row);
        for (column, value) in rows.row(row).iter() {
            let value: f64 = value.into();
            if value < 0.0 {
                return Err(Error::parameter("feature", value, "at least 0 for multinomial naive Bayes"));
            }
            sums[column as usize * width + id.index()] += weight * value;
        }
    }
    Ok(sums)
}

/// Log-probabilities of features and classes.
///
/// # Examples
/// ```
/// use wordmill::{Fit, bow::Count, classify::{Classifier, Examples, NaiveBayes}, label::Labels};
/// let (count, rows) = Count::params().fit_transform::<_, f64>(&["good good", "bad"], &mut ())?;
/// let labels = Labels::from_names(["+", "-"])?;
/// let model = NaiveBayes::params().fit(&Examples::new(&rows, &labels)?)?;
/// let verdict = model.predict(&count.rows::<_, f64>(&["good"])?)?;
/// assert_eq!(labels.classes().name(verdict[0]), "+");
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NaiveBayes {
    params: NaiveBayesParams,
    linear: LinearModel,
}

impl NaiveBayes {
    /// Params with scikit-learn's defaults.
    #[must_use]
    pub fn params() -> NaiveBayesParams {
        NaiveBayesParams::default()
    }

    /// How the model was told to learn.
    #[must_use]
    pub fn fitted_params(&self) -> &NaiveBayesParams {
        &self.params
    }

    /// `ln P(c)` for each class.
    #[must_use]
    pub fn class_log_prior(&self) -> &[f64] {
        self.linear.intercepts()
    }

    /// `ln P(j | c)` of a feature, for each class.
    ///
    /// # Panics
    /// If there is no such feature.
    #[must_use]
    pub fn feature_log_probabilities(&self, feature: u32) -> &[f64] {
        self.linear.weights(feature)
    }

    /// `ln P(c) + ln P(x | c)` for each row and class, row after row.
    ///
    /// # Errors
    /// [`Error::Shape`] where rows have another number of columns than at fit.
    pub fn joint_log_probabilities<V: Value>(&self, rows: &SparseMatrix<V>) -> Result<Vec<f64>> {
        self.linear.decide(rows)
    }
}

impl Classifier for NaiveBayes {
    fn linear(&self) -> &LinearModel {
        &self.linear
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::{ClassId, Labels};

    fn rows() -> SparseMatrix<f64> {
        SparseMatrix::from_parts(3, vec![0, 2, 3, 4], vec![0, 1, 1, 2], vec![2.0, 1.0, 1.0, 4.0]).unwrap()
    }

    fn fit(params: NaiveBayesParams, labels: &Labels) -> Result<NaiveBayes> {
        params.fit(&Examples::new(&rows(), labels)?)
    }

    #[test]
    fn follows_the_formula() {
        let labels = Labels::from_names(["a", "a", "b"]).unwrap();
        let model = fit(NaiveBayes::params(), &labels).unwrap();
        assert!((model.class_log_prior()[0] - (2.0f64 / 3.0).ln()).abs() < 1e-15);
        assert!((model.feature_log_probabilities(0)[0] - (3.0f64 / 7.0).ln()).abs() < 1e-15);
        assert!((model.feature_log_probabilities(2)[1] - (5.0f64 / 7.0).ln()).abs() < 1e-15);
        assert_eq!(model.predict(&rows()).unwrap(), labels.ids());
        let twice = labels.clone().weighted(vec![2.0; 3]).unwrap();
        let uniform = fit(NaiveBayes::params().alpha(2.0).prior(Prior::Uniform), &twice).unwrap();
        assert!((uniform.feature_log_probabilities(0)[0] - (3.0f64 / 7.0).ln()).abs() < 1e-15);
        assert_eq!(uniform.class_log_prior(), [-(2.0f64.ln()); 2]);
        let given = NaiveBayes::params().prior(Prior::Given(vec![0.25, 0.75]));
        assert_eq!(fit(given, &labels).unwrap().class_log_prior(), [0.25f64.ln(), 0.75f64.ln()]);
    }

    #[test]
    fn without_smoothing_classes_rule_themselves_out() {
        let labels = Labels::from_names(["a", "a", "b"]).unwrap();
        let model = fit(NaiveBayes::params().alpha(0.0), &labels).unwrap();
        assert_eq!(model.feature_log_probabilities(2)[0], f64::NEG_INFINITY);
        assert_eq!(model.predict(&rows()).unwrap(), [ClassId(0), ClassId(0), ClassId(1)]);
        assert_eq!(model.linear().evidence(2, ClassId(1)), f64::INFINITY);
        assert_eq!(model.linear().evidence(2, ClassId(0)), f64::NEG_INFINITY);
    }

    #[test]
    fn what_cannot_be_learnt_is_an_error() {
        let labels = Labels::from_names(["a", "a", "a"]).unwrap();
        assert!(matches!(fit(NaiveBayes::params(), &labels), Err(Error::Shape { .. })));
        let labels = Labels::from_names(["a", "a", "b"]).unwrap();
        for alpha in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(matches!(fit(NaiveBayes::params().alpha(alpha), &labels), Err(Error::Parameter { .. })));
        }
        for prior in [vec![1.0], vec![0.5, f64::NAN], vec![2.0, 0.5]] {
            assert!(fit(NaiveBayes::params().prior(Prior::Given(prior)), &labels).is_err());
        }
        let negative = SparseMatrix::from_parts(1, vec![0, 1], vec![0], vec![-1.0f32]).unwrap();
        let one = Labels::with_classes(labels.classes().clone(), ["a"]).unwrap();
        assert!(NaiveBayes::params().fit(&Examples::new(&negative, &one).unwrap()).is_err());
    }
}
