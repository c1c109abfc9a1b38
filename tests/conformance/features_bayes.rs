//! `models/*_nb.json`: multinomial naive Bayes against `MultinomialNB`, learnt from the features in the files, in `f64`
//! and rounded to `f32`. `ComplementNB` and `BernoulliNB` have no counterpart yet.

use wordmill::Fit;
use wordmill::classify::{Classifier, Examples, NaiveBayes, NaiveBayesParams, Prior};
use wordmill::label::ClassId;
use wordmill::vector::SparseMatrix;
use wordmill::vector::Value as Number;

use crate::features_models::DataSet;
use crate::harness::compare::{Tolerance, same, same_list, same_numbers};
use crate::harness::json::{self, Value};
use crate::harness::sparse::rounded;
use crate::harness::tally::{Miss, Tally, Verdict};

/// The tallies of all data sets.
pub(crate) struct Bayes {
    double: Tally,
    single: Tally,
    complement: Tally,
    bernoulli: Tally,
}

impl Default for Bayes {
    fn default() -> Self {
        let tally = |name: &str| Tally::new(format!("features/models-{name}"));
        Bayes {
            double: tally("naive-bayes"),
            single: tally("naive-bayes-f32"),
            complement: tally("complement-bayes"),
            bernoulli: tally("bernoulli-bayes"),
        }
    }
}

impl Bayes {
    /// Takes the models of one data set.
    pub(crate) fn check(&mut self, set: &str, data: &DataSet, models: &Value) {
        let (train, test) = (rounded(&data.train), rounded(&data.test));
        for (name, model) in models.as_object().unwrap() {
            let params = model.get("params");
            if params.is_some_and(|params| params.get("norm").is_some()) {
                self.complement.leave("", 1);
            } else if params.is_some_and(|params| params.get("binarize").is_some()) {
                self.bernoulli.leave("", 1);
            } else {
                let case = Case { data, name, model };
                let name = format!("{name} of {set}");
                let double = case.compare(&data.train, &data.test, Precision::DOUBLE);
                self.double.count(double.map_err(|miss| miss.in_case(&name)));
                let single = case.compare(&train, &test, Precision::SINGLE);
                self.single.count(single.map_err(|miss| miss.in_case(&name)));
            }
        }
    }

    pub(crate) fn tallies(self) -> [Tally; 4] {
        [self.double, self.single, self.complement, self.bernoulli]
    }
}

/// How near numbers must come.
#[derive(Clone, Copy)]
struct Precision {
    logarithms: Tolerance,
    /// An error of a logarithm is a relative error of the probability: a sum of thousands of rounded features is far
    /// from its reference in these terms.
    probabilities: Tolerance,
}

impl Precision {
    const DOUBLE: Precision =
        Precision { logarithms: Tolerance::Relative(1e-10), probabilities: Tolerance::Relative(1e-9) };
    const SINGLE: Precision =
        Precision { logarithms: Tolerance::Relative(2e-6), probabilities: Tolerance::Absolute(2e-6) };
}

struct Case<'c> {
    data: &'c DataSet,
    name: &'c str,
    model: &'c Value,
}

impl Case<'_> {
    fn compare<V: Number>(
        &self,
        train: &SparseMatrix<V>,
        test: &SparseMatrix<V>,
        precision: Precision,
    ) -> Verdict {
        let mut labels = self.data.train_labels.clone();
        if let Some(weights) = self.model.get("sample_weight") {
            labels = labels.weighted(json::numbers(weights)).unwrap();
        }
        let examples = Examples::new(train, &labels).unwrap();
        let model = match self.params()?.fit(&examples) {
            Ok(model) => model,
            Err(error) => return Err(Miss::different("error", error.to_string())),
        };
        if let Some(classes) = self.model.get("classes") {
            let ours: Vec<_> = self.data.classes().iter().map(str::to_owned).collect();
            same_list("classes", &ours, &json::strings(classes))?;
        }
        let width = self.data.classes().len();
        let features: Vec<f64> = (0..width)
            .flat_map(|class| {
                let model = &model;
                (0..train.columns()).map(move |column| model.feature_log_probabilities(column as u32)[class])
            })
            .collect();
        self.numbers("class_log_prior", model.class_log_prior(), precision.logarithms)?;
        self.numbers("feature_log_prob", &features, precision.logarithms)?;
        self.numbers("jll", &model.joint_log_probabilities(test).unwrap(), precision.logarithms)?;
        self.numbers("proba", &model.probabilities(test).unwrap(), precision.probabilities)?;
        self.predictions(&model.predict(test).unwrap())
    }

    /// The params of the model, told by its arguments, or by its name where the file keeps none.
    fn params(&self) -> Result<NaiveBayesParams, Miss> {
        let Some(arguments) = self.model.get("params") else {
            if self.name.contains("partial") {
                return Err(Miss::unanswered("learning in parts"));
            }
            return Ok(NaiveBayes::params());
        };
        let prior = match &arguments["class_prior"] {
            Value::Null if arguments["fit_prior"].as_bool().unwrap() => Prior::Learnt,
            Value::Null => Prior::Uniform,
            given => Prior::Given(json::numbers(given)),
        };
        Ok(NaiveBayes::params().alpha(json::number(&arguments["alpha"])).prior(prior))
    }

    /// Compares numbers, if the file has any of this name.
    fn numbers(&self, name: &str, got: &[f64], tolerance: Tolerance) -> Verdict {
        match self.model.get(name) {
            Some(expected) => same_numbers(name, got, &json::numbers(expected), tolerance),
            None => Ok(()),
        }
    }

    fn predictions(&self, predicted: &[ClassId]) -> Verdict {
        let names: Vec<String> =
            predicted.iter().map(|&class| self.data.classes().name(class).to_owned()).collect();
        if let Some(expected) = self.model.get("pred") {
            same_list("predictions", &names, &json::strings(expected))?;
        }
        match self.model.get("accuracy") {
            Some(expected) => same("accuracy", &self.data.accuracy(&names), &json::number(expected)),
            None => Ok(()),
        }
    }
}
