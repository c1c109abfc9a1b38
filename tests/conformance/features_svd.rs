//! `models/*_svd.json`: topics by decomposition against `TruncatedSVD`.
//!
//! `arpack_K` are the exact triplets, `randomized_20_seed42` the approximate ones that NumPy's draws give.

use wordmill::bow::topics::{Lsa, LsaParams};
use wordmill::{Fit, Transform};

use crate::features_models::DataSet;
use crate::harness::compare::{Tolerance, same, same_numbers};
use crate::harness::json::{self, Value};
use crate::harness::tally::{Miss, Tally, Verdict};

/// How far numbers may be off; components and coordinates are at most 1 and the length of a row.
const BOUND: f64 = 1e-9;

/// Takes the decompositions of one data set.
pub(crate) fn check(set: &str, data: &DataSet, decompositions: &Value, tally: &mut Tally) {
    for (name, reference) in decompositions.as_object().unwrap() {
        let verdict = match name.strip_prefix("arpack_") {
            Some(components) => {
                compare(data, &Lsa::params().components(components.parse().unwrap()), reference)
            }
            None if name == "randomized_20_seed42" => compare_approximate(data, reference),
            None => Err(Miss::unanswered(format!("the run {name:?}"))),
        };
        tally.count(verdict.map_err(|miss| miss.in_case(&format!("{name} of {set}"))));
    }
}

/// Values of `TruncatedSVD(20, random_state=42)`, which stops long before they are exact.
fn compare_approximate(data: &DataSet, reference: &Value) -> Verdict {
    let params = Lsa::params().components(20).randomized(5).seed(42);
    let lsa = params.fit(&data.train).map_err(|error| Miss::different("error", error.to_string()))?;
    let expected = json::numbers(&reference["singular_values"]);
    same_numbers("singular values", lsa.singular_values(), &expected, Tolerance::Relative(1e-9))
}

fn compare(data: &DataSet, params: &LsaParams, reference: &Value) -> Verdict {
    let fitted = params.clone().tolerance(1e-13).fit(&data.train);
    let lsa = fitted.map_err(|error| Miss::different("error", error.to_string()))?;
    same("whether the solver arrived", &lsa.converged(), &true)?;
    let (relative, absolute) = (Tolerance::Relative(BOUND), Tolerance::Absolute(BOUND));
    let numbers = |name: &str| json::numbers(&reference[name]);
    same_numbers("singular values", lsa.singular_values(), &numbers("singular_values"), relative)?;
    same_numbers("explained variance", lsa.explained_variance(), &numbers("explained_variance"), relative)?;
    let (shares, expected) = (lsa.explained_variance_ratio(), numbers("explained_variance_ratio"));
    same_numbers("explained variance ratio", shares, &expected, relative)?;
    let first: Vec<f64> = lsa.components().iter().take(3).flatten().copied().collect();
    same_numbers("components", &first, &numbers("components_first3"), absolute)?;
    let coordinates = lsa.transform(&data.test).unwrap();
    let coordinates: Vec<f64> = coordinates.iter().take(50).flatten().copied().collect();
    same_numbers("coordinates", &coordinates, &numbers("transform_test"), absolute)
}
