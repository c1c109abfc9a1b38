//! [`Logistic`]: logistic regression under an L2 penalty, as scikit-learn's `LogisticRegression`.
//!
//! Minimises `C · Σ_i s_i · loss_i + ‖W‖² / 2` (the objective and its gradient: `logistic_loss`); the
//! intercept is not penalised. Two classes have one score, more have a score each (softmax). The minimum
//! is unique and any solver must come to it; ours is [L-BFGS](crate::solve::lbfgs), for which the weights of rare features are
//! told by their sum in each row (`logistic_loss`).

use serde::{Deserialize, Serialize};

use crate::classify::classifier::Classifier;
use crate::classify::examples::Examples;
use crate::classify::linear::{LinearModel, check_classes, check_weights};
use crate::classify::logistic_loss::LogisticLoss;
use crate::error::{Error, Result, check_parameter};
use crate::fit::Fit;
use crate::label::Labels;
use crate::parallel;
use crate::progress::{Progress, report};
use crate::solve::lbfgs::Lbfgs;
use crate::vector::value::Value;

/// Two gigabytes; the solver remembers some thirty vectors of that many.
const MOST_WEIGHTS: u64 = 1 << 28;
/// Features whose weights one task puts in order.
const FEATURES_PER_TASK: usize = 1 << 12;

/// What the rows of a class count.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub enum ClassWeight {
    /// 1.
    #[default]
    Uniform,
    /// As much as makes all classes count the same: rows / (classes · rows of the class).
    Balanced,
    /// Weights by name, at least 0; classes that are not named count 1.
    Named(Vec<(String, f64)>),
}

/// How to learn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LogisticParams {
    c: f64,
    class_weight: ClassWeight,
    intercept: bool,
    tolerance: f64,
    max_iterations: usize,
}

impl Default for LogisticParams {
    fn default() -> Self {
        LogisticParams {
            c: 1.0,
            class_weight: ClassWeight::Uniform,
            intercept: true,
            tolerance: 1e-4,
            max_iterations: 1000,
        }
    }
}

impl LogisticParams {
    /// How much the rows count against the penalty (C, the inverse of its strength), above 0. Default: 1.
    #[must_use]
    pub fn c(mut self, c: f64) -> Self {
        self.c = c;
        self
    }

    /// What the rows of each class count. Default: all the same.
    #[must_use]
    pub fn class_weight(mut self, class_weight: ClassWeight) -> Self {
        self.class_weight = class_weight;
        self
    }

    /// Whether there is an intercept. Default: yes.
    #[must_use]
    pub fn intercept(mut self, intercept: bool) -> Self {
        self.intercept = intercept;
        self
    }

    /// The largest absolute entry that the gradient of the objective, divided by the sum of the rows'
    /// weights, may have at the end; above 0. Default: 1e-4, as in scikit-learn.
    #[must_use]
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// The most steps. Default: 1,000 (scikit-learn stops after 100, often before the tolerance is
    /// reached).
    #[must_use]
    pub fn max_iterations(mut self, iterations: usize) -> Self {
        self.max_iterations = iterations;
        self
    }

    fn check(&self) -> Result<()> {
        check_parameter(self.c > 0.0 && self.c.is_finite(), "c", self.c, "a finite number above 0")?;
        let positive = self.tolerance > 0.0 && self.tolerance.is_finite();
        check_parameter(positive, "tolerance", self.tolerance, "a finite number above 0")
    }

    /// The weight of each row: its own times its class's.
    fn row_weights(&self, labels: &Labels) -> Result<Vec<f64>> {
        let classes = labels.classes();
        let mut of_class = vec![1.0; classes.len()];
        match &self.class_weight {
            ClassWeight::Uniform => {}
            ClassWeight::Balanced => {
                let mut counts = vec![0.0; classes.len()];
                labels.ids().iter().for_each(|id| counts[id.index()] += 1.0);
                for (weight, count) in of_class.iter_mut().zip(counts) {
                    *weight =
                        if count > 0.0 { labels.len() as f64 / (classes.len() as f64 * count) } else { 0.0 };
                }
            }
            ClassWeight::Named(named) => {
                for (name, weight) in named {
                    let allowed = *weight >= 0.0 && weight.is_finite();
                    check_parameter(allowed, "class_weight", weight, "finite and at least 0")?;
                    of_class[classes.id(name)?.index()] = *weight;
                }
            }
        }
        Ok(labels
            .ids()
            .iter()
            .enumerate()
            .map(|(row, id)| labels.weight(row) * of_class[id.index()])
            .collect())
    }
}

impl<V: Value> Fit<Examples<'_, V>> for LogisticParams {
    type Model = Logistic;

    /// Learns the weights. Reports loss and gradient at every step.
    ///
    /// # Errors
    /// [`Error::Parameter`] for params out of range, [`Error::Unknown`] for a class weight of no class,
    /// [`Error::Shape`] where there are fewer than two classes, [`Error::Empty`] where all rows weigh
    /// nothing, [`Error::Limit`] past 2²⁸ weights.
    ///
    /// # Determinism
    /// The same bits on any number of threads.
    fn fit_with(&self, examples: &Examples<'_, V>, progress: &mut dyn Progress) -> Result<Logistic> {
        self.check()?;
        let labels = examples.labels();
        let classes = labels.classes();
        check_classes(classes)?;
        let width = if classes.len() == 2 { 1 } else { classes.len() };
        check_weights(examples.rows().columns(), width, MOST_WEIGHTS)?;
        let mut shares = self.row_weights(labels)?;
        let all: f64 = shares.iter().sum();
        if all <= 0.0 {
            return Err(Error::Empty { what: "training set (every row weighs 0)" });
        }
        shares.iter_mut().for_each(|share| *share /= all);
        report(progress, "sort features", 0, None, &[])?;
        let (columns, numbers) = examples.rows().transpose_by_frequency()?;
        let classes_of_rows = labels.ids().iter().map(|id| id.0).collect();
        let shape = (width, self.intercept);
        let mut loss = LogisticLoss::new(&columns, classes_of_rows, shares, 1.0 / (self.c * all), shape);
        let solver =
            Lbfgs { tolerance: self.tolerance, max_iterations: self.max_iterations, ..Lbfgs::default() };
        let minimum = solver.minimize(&mut loss, progress)?;
        let (weights, intercepts) = loss.all_weights()?;
        let mut of_features = vec![0.0; weights.len()];
        parallel::fill_chunks(&mut of_features, width * FEATURES_PER_TASK, |first, part| {
            for (slots, &number) in part.chunks_exact_mut(width).zip(&numbers[first / width..]) {
                slots.copy_from_slice(&weights[number as usize * width..][..width]);
            }
        });
        let linear = LinearModel::new(classes.clone(), of_features, intercepts)?;
        Ok(Logistic {
            params: self.clone(),
            linear,
            iterations: minimum.iterations,
            converged: minimum.converged,
            objective: minimum.value * all * self.c,
        })
    }
}

/// The weights of the best linear verdict.
///
/// # Examples
/// ```
/// use wordmill::{Fit, bow::TfIdf, classify::{Classifier, Examples, Logistic}, label::Labels};
/// let texts = ["good film", "bad film", "so good", "so bad"];
/// let (tfidf, rows) = TfIdf::params().fit_transform::<_, f64>(&texts, &mut ())?;
/// let labels = Labels::from_names(["+", "-", "+", "-"])?;
/// let model = Logistic::params().c(10.0).fit(&Examples::new(&rows, &labels)?)?;
/// let verdict = model.probabilities(&tfidf.rows::<_, f64>(&["good"])?)?;
/// assert!(verdict[0] > 0.9);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Logistic {
    params: LogisticParams,
    linear: LinearModel,
    iterations: usize,
    converged: bool,
    objective: f64,
}

impl Logistic {
    /// Params with scikit-learn's defaults, but for `max_iterations`.
    #[must_use]
    pub fn params() -> LogisticParams {
        LogisticParams::default()
    }

    /// How the model was told to learn.
    #[must_use]
    pub fn fitted_params(&self) -> &LogisticParams {
        &self.params
    }

    /// Steps that were taken.
    #[must_use]
    pub fn iterations(&self) -> usize {
        self.iterations
    }

    /// Whether the tolerance was reached; otherwise allow more iterations.
    #[must_use]
    pub fn converged(&self) -> bool {
        self.converged
    }

    /// The value of `C · Σ loss + ‖W‖² / 2` at the end.
    #[must_use]
    pub fn objective(&self) -> f64 {
        self.objective
    }
}

impl Classifier for Logistic {
    fn linear(&self) -> &LinearModel {
        &self.linear
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::ClassId;
    use crate::vector::sparse::SparseMatrix;

    const GOLDEN_BINARY: (&[f64], &[f64]) = (
        &[-0.4697201680447323, -0.27485589907026137, -0.7095422007977895, -0.18819414153861186],
        &[0.4618905766186046],
    );
    const GOLDEN_THREE: (&[f64], &[f64]) = (
        &[
            0.42942856992661743,
            -0.9176472674730587,
            0.48821869754644137,
            0.7752019996827983,
            -0.5460566371960808,
            -0.2291453624867177,
            0.028165493950105824,
            -1.3770403700163671,
            1.3488748760662614,
            1.2070419130041348,
            -0.8114884891756697,
            -0.39555342382846503,
        ],
        &[-0.18507172692396331, 2.298476920783889, -2.113405193859924],
    );
    const GOLDEN_BALANCED: (&[f64], &[f64]) =
        (&[-0.4135149273294215, -0.01823846950690444, -0.5699196683435908, 0.009014136095491291], &[0.0]);

    fn rows() -> SparseMatrix<f64> {
        let values = vec![1.0, 2.0, 1.0, 1.0, 3.0, 0.5, 1.0, 1.0];
        SparseMatrix::from_parts(4, vec![0, 2, 3, 5, 6, 8], vec![0, 1, 1, 0, 2, 3, 2, 3], values).unwrap()
    }

    fn fit(params: LogisticParams, names: [&str; 5]) -> Result<Logistic> {
        let labels = Labels::from_names(names)?;
        params.tolerance(1e-10).fit(&Examples::new(&rows(), &labels)?)
    }

    #[test]
    fn weights_are_those_of_scikit_learn() {
        let check = |model: &Logistic, weights: &[f64], intercepts: &[f64]| {
            let ours: Vec<f64> =
                (0..4).flat_map(|feature| model.linear().weights(feature).to_vec()).collect();
            let close = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-6);
            assert!(model.converged());
            assert!(close(&ours, weights), "{ours:?}");
            assert!(close(model.linear().intercepts(), intercepts), "{:?}", model.linear().intercepts());
        };
        // scikit-learn 1.9.1: LogisticRegression(tol=1e-10, max_iter=20000, …).fit(rows, labels), coef_
        // transposed.
        check(&fit(Logistic::params(), ["a", "b", "a", "b", "a"]).unwrap(), GOLDEN_BINARY.0, GOLDEN_BINARY.1);
        check(
            &fit(Logistic::params().c(5.0), ["a", "b", "c", "b", "a"]).unwrap(),
            GOLDEN_THREE.0,
            GOLDEN_THREE.1,
        );
        let balanced = Logistic::params().class_weight(ClassWeight::Balanced).intercept(false);
        check(&fit(balanced, ["a", "b", "a", "b", "a"]).unwrap(), GOLDEN_BALANCED.0, &[0.0]);
    }

    #[test]
    fn named_weights_count_rows_as_often() {
        let named = ClassWeight::Named(vec![("b".into(), 2.0)]);
        let model = fit(Logistic::params().class_weight(named), ["a", "b", "a", "b", "a"]).unwrap();
        let labels = Labels::from_names(["a", "b", "a", "b", "a"]).unwrap();
        let labels = labels.weighted(vec![1.0, 2.0, 1.0, 2.0, 1.0]).unwrap();
        let params = Logistic::params().tolerance(1e-10);
        let same = params.fit(&Examples::new(&rows(), &labels).unwrap()).unwrap();
        assert_eq!(model.linear(), same.linear());
        assert_eq!(model.predict(&rows()).unwrap()[1], ClassId(1));
    }

    #[test]
    fn what_cannot_be_learnt_is_an_error() {
        let names = ["a", "b", "a", "b", "a"];
        for c in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(matches!(fit(Logistic::params().c(c), names), Err(Error::Parameter { name: "c", .. })));
        }
        assert!(matches!(fit(Logistic::params(), ["a"; 5]), Err(Error::Shape { .. })));
        let unknown = ClassWeight::Named(vec![("z".into(), 2.0)]);
        assert!(matches!(fit(Logistic::params().class_weight(unknown), names), Err(Error::Unknown { .. })));
        let nothing = ClassWeight::Named(vec![("a".into(), 0.0), ("b".into(), 0.0)]);
        assert!(matches!(fit(Logistic::params().class_weight(nothing), names), Err(Error::Empty { .. })));
    }
}
