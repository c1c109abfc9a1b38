//! `models/*_svd.json`: singular triplets against `TruncatedSVD(algorithm='arpack')`.
//!
//! The reference's `randomized` values are approximations of the same numbers, off by what its draws give: only numpy's
//! generator could repeat them, so they are left out.

use wordmill::solve::{SparseOperator, Svd};
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
        match name.strip_prefix("arpack_") {
            Some(components) => {
                let verdict = compare(data, components.parse().unwrap(), reference);
                tally.count(verdict.map_err(|miss| miss.in_case(&format!("{name} of {set}"))));
            }
            None => tally.leave("numpy's random draws", 1),
        }
    }
}

fn compare(data: &DataSet, components: usize, reference: &Value) -> Verdict {
    let operator = SparseOperator::new(&data.train).unwrap();
    let fitted = Svd::params().components(components).tolerance(1e-13).fit(&operator);
    let svd = fitted.map_err(|error| Miss::different("error", error.to_string()))?;
    same("whether the solver arrived", &svd.converged(), &true)?;
    let (relative, absolute) = (Tolerance::Relative(BOUND), Tolerance::Absolute(BOUND));
    let numbers = |name: &str| json::numbers(&reference[name]);
    same_numbers("singular values", svd.singular_values(), &numbers("singular_values"), relative)?;
    let variances = svd.explained_variance().unwrap();
    same_numbers("explained variance", &variances, &numbers("explained_variance"), relative)?;
    let total: f64 = data.train.column_moments().unwrap().variances.iter().sum();
    let shares: Vec<f64> = variances.iter().map(|variance| variance / total).collect();
    same_numbers("explained variance ratio", &shares, &numbers("explained_variance_ratio"), relative)?;
    let first: Vec<f64> = svd.right().iter().take(3).flatten().copied().collect();
    same_numbers("components", &first, &numbers("components_first3"), absolute)?;
    let coordinates = svd.transform(&data.test).unwrap();
    let coordinates: Vec<f64> = coordinates.iter().take(50).flatten().copied().collect();
    same_numbers("coordinates", &coordinates, &numbers("transform_test"), absolute)
}
