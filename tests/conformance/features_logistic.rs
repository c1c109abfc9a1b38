//! `models/*_linear.json`: logistic regression against `LogisticRegression` (L-BFGS). liblinear's, which penalises the
//! intercept, support vectors and ridge have no counterpart yet.
//!
//! The minimum is unique, but a solver only comes near it. Under a tight tolerance all numbers may be [`BOUND`] of the
//! largest of their kind off; scikit-learn's own repeat themselves to about half of that on the hardest set. Under its
//! default tolerance scikit-learn's coefficients are up to 2 % from its minimum, and ours as far off on another side, so
//! comparing these would tell nothing. There the minimum is taken from the model of the same file that was learnt with a
//! tight tolerance and else the same arguments: our objective must come within [`LOOSE_BOUND`] of it, and predictions
//! must agree wherever both of scikit-learn's models do; where scikit-learn ran out of steps, nothing is compared. The
//! largest differences of coefficients are printed for all.

use std::collections::BTreeMap;

use wordmill::Fit;
use wordmill::classify::{ClassWeight, Classifier, Examples, Logistic, LogisticParams};
use wordmill::metric::log_loss;

use crate::features_models::DataSet;
use crate::harness::compare::{Tolerance, largest, largest_distance, same, same_list, same_numbers};
use crate::harness::json::{self, Value};
use crate::harness::tally::{Miss, Tally, Verdict};

/// How far weights, scores, probabilities and loss may be off, against the largest of their kind.
const BOUND: f64 = 1e-4;
/// How far the objective may be from its minimum under a loose tolerance, against the minimum.
const LOOSE_BOUND: f64 = 1e-3;
/// Tolerances up to here are tight.
const TIGHT: f64 = 1e-8;

/// The tallies of all data sets, and the largest differences of coefficients.
pub(crate) struct Linear {
    logistic: Tally,
    liblinear: Tally,
    support_vectors: Tally,
    ridge: Tally,
    seen: BTreeMap<String, Seen>,
}

/// For one model, the largest relative difference of a coefficient, where it was seen, and scikit-learn's own.
#[derive(Default)]
struct Seen {
    difference: f64,
    set: String,
    own: f64,
}

impl Default for Linear {
    fn default() -> Self {
        let tally = |name: &str| Tally::new(format!("features/models-{name}"));
        Linear {
            logistic: tally("logistic"),
            liblinear: tally("logistic-liblinear"),
            support_vectors: tally("linear-svm"),
            ridge: tally("ridge"),
            seen: BTreeMap::new(),
        }
    }
}

impl Linear {
    /// Takes the models of one data set.
    pub(crate) fn check(&mut self, set: &str, data: &DataSet, models: &Value) {
        let models = models.as_object().unwrap();
        for (name, model) in models {
            let arguments = &model["params"];
            if arguments.get("loss").is_some() {
                self.support_vectors.leave("", 1);
            } else if arguments.get("l1_ratio").is_none() {
                self.ridge.leave("", 1);
            } else if arguments["solver"] != "lbfgs" {
                self.liblinear.leave("", 1);
            } else {
                let minimum = if json::number(&arguments["tol"]) <= TIGHT {
                    Some(model)
                } else {
                    models.values().find(|other| is_minimum_of(arguments, &other["params"]))
                };
                let case = minimum.map(|minimum| Case { data, reference: model, minimum });
                let verdict = case.map_or_else(
                    || Err(Miss::unanswered("minimum (the reference's tolerance is loose)")),
                    |case| case.compare(self.seen.entry(name.clone()).or_default(), set),
                );
                self.logistic.count(verdict.map_err(|miss| miss.in_case(&format!("{name} of {set}"))));
            }
        }
    }

    pub(crate) fn tallies(mut self) -> [Tally; 4] {
        for (name, Seen { difference, set, own }) in &self.seen {
            let mut note = format!(
                "coefficients of {name}: {difference:.1e} of the largest off in {set}, no more elsewhere"
            );
            if *own > 0.0 {
                note += &format!(" (scikit-learn's own: {own:.1e})");
            }
            self.logistic.note(note);
        }
        [self.logistic, self.liblinear, self.support_vectors, self.ridge]
    }
}

/// Whether a model with the `other` arguments minimises the same objective, tightly.
fn is_minimum_of(arguments: &Value, other: &Value) -> bool {
    let of_solver = ["tol", "max_iter"];
    let differs = |(name, value): (&String, &Value)| {
        !of_solver.contains(&name.as_str()) && arguments.get(name) != Some(value)
    };
    let is_tight = other.get("tol").is_some_and(|tolerance| json::number(tolerance) <= TIGHT);
    is_tight && !other.as_object().unwrap().iter().any(differs)
}

struct Case<'c> {
    data: &'c DataSet,
    reference: &'c Value,
    /// The reference's model under a tight tolerance; the same one, if its own is.
    minimum: &'c Value,
}

impl Case<'_> {
    fn compare(&self, seen: &mut Seen, set: &str) -> Verdict {
        let data = self.data;
        let examples = Examples::new(&data.train, &data.train_labels).unwrap();
        let arguments = &self.reference["params"];
        let model = match params(arguments)?.fit(&examples) {
            Ok(model) => model,
            Err(error) => return Err(Miss::different("error", error.to_string())),
        };
        let linear = model.linear();
        let classes: Vec<String> = linear.classes().iter().map(str::to_owned).collect();
        same_list("classes", &classes, &json::strings(&self.reference["classes"]))?;
        let weights: Vec<f64> = (0..linear.scores())
            .flat_map(|score| {
                (0..linear.features()).map(move |feature| linear.weights(feature as u32)[score])
            })
            .collect();
        let coefficients = json::numbers(&self.minimum["coef"]);
        let difference = largest_distance(&weights, &coefficients) / largest(&coefficients);
        if difference >= seen.difference {
            *seen = Seen {
                difference,
                set: set.to_owned(),
                own: self.own_distance("coef") / largest(&coefficients),
            };
        }
        let predicted = model.predict(&data.test).unwrap();
        let predicted: Vec<String> =
            predicted.into_iter().map(|class| data.classes().name(class).to_owned()).collect();
        if !std::ptr::eq(self.reference, self.minimum) {
            let steps = json::numbers(&self.reference["n_iter"]);
            if steps.iter().any(|&steps| steps >= json::number(&arguments["max_iter"])) {
                return Err(Miss::unanswered("out of steps in the reference"));
            }
            let minimum = self.objective().ok_or_else(|| Miss::unanswered("minimum of weighted classes"))?;
            let bound = Tolerance::Relative(LOOSE_BOUND);
            same_numbers("objective", &[model.objective()], &[minimum], bound)?;
            return self.settled_predictions(&predicted);
        }
        same("whether the solver arrived", &model.converged(), &true)?;
        self.near("coef", &weights)?;
        self.near("intercept", linear.intercepts())?;
        self.near("decision", &linear.decide(&data.test).unwrap())?;
        self.near("proba", &model.probabilities(&data.test).unwrap())?;
        let probabilities = model.probabilities(&data.train).unwrap();
        let rows: Vec<&[f64]> = probabilities.chunks(classes.len()).collect();
        self.near("train_logloss", &[log_loss(&data.train_labels, &rows).unwrap()])?;
        if let Some(minimum) = self.objective() {
            same_numbers("objective", &[model.objective()], &[minimum], Tolerance::Relative(BOUND))?;
        }
        same_list("predictions", &predicted, &json::strings(&self.minimum["pred"]))?;
        same("accuracy", &data.accuracy(&predicted), &json::number(&self.minimum["accuracy"]))
    }

    /// C · Σ loss + ‖W‖² / 2 of the minimum, which the file lets us compute where all rows count the same.
    fn objective(&self) -> Option<f64> {
        let arguments = &self.minimum["params"];
        let loss = json::number(&self.minimum["train_logloss"]) * self.data.train_labels.len() as f64;
        let penalty =
            json::numbers(&self.minimum["coef"]).iter().map(|weight| weight * weight).sum::<f64>() / 2.0;
        arguments["class_weight"].is_null().then(|| json::number(&arguments["C"]) * loss + penalty)
    }

    /// How far the reference is from its minimum in the numbers of that name.
    fn own_distance(&self, name: &str) -> f64 {
        largest_distance(&json::numbers(&self.reference[name]), &json::numbers(&self.minimum[name]))
    }

    /// Compares numbers with the minimum's.
    fn near(&self, name: &str, got: &[f64]) -> Verdict {
        let expected = json::numbers(&self.minimum[name]);
        // An intercept is a weight: where it is all but nothing, the weights are its measure.
        let scale = match name {
            "intercept" => largest(&expected).max(largest(&json::numbers(&self.minimum["coef"]))),
            _ => largest(&expected),
        };
        same_numbers(name, got, &expected, Tolerance::Absolute(BOUND * scale))
    }

    /// Compares predictions where the reference's tolerance does not decide them.
    fn settled_predictions(&self, got: &[String]) -> Verdict {
        let (reference, minimum) =
            (json::strings(&self.reference["pred"]), json::strings(&self.minimum["pred"]));
        let settled = |predicted: &[String]| -> Vec<String> {
            let places = predicted.iter().zip(reference.iter().zip(&minimum));
            places.filter(|(_, (one, other))| one == other).map(|(name, _)| name.clone()).collect()
        };
        same_list("predictions", &settled(got), &settled(&reference))
    }
}

/// The params of a `LogisticRegression`.
fn params(arguments: &Value) -> Result<LogisticParams, Miss> {
    if json::number(&arguments["l1_ratio"]) != 0.0 {
        return Err(Miss::unanswered("L1 penalty"));
    }
    let class_weight = match &arguments["class_weight"] {
        Value::Null => ClassWeight::Uniform,
        Value::String(word) if word == "balanced" => ClassWeight::Balanced,
        Value::Object(weights) => ClassWeight::Named(
            weights.iter().map(|(class, weight)| (class.clone(), json::number(weight))).collect(),
        ),
        other => return Err(Miss::unanswered(format!("class_weight {other}"))),
    };
    Ok(Logistic::params()
        .c(json::number(&arguments["C"]))
        .class_weight(class_weight)
        .intercept(arguments["fit_intercept"].as_bool().unwrap())
        .tolerance(json::number(&arguments["tol"]))
        .max_iterations(json::number(&arguments["max_iter"]) as usize))
}
