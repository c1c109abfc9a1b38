//! `models/*_nmf.json`: what scikit-learn's `NMF` made of TF-IDF rows.
//!
//! The calls are `NMF(5, init='nndsvda', solver=…, beta_loss=…, random_state=0, max_iter=200, tol=1e-6)`.

use wordmill::bow::topics::top_columns;
use wordmill::solve::{Nmf, NmfLoss, NmfParams, NmfSolver, NmfStart};

use crate::features_models::DataSet;
use crate::harness::compare::{Tolerance, same, same_numbers};
use crate::harness::json::{self, Value};
use crate::harness::tally::{Miss, Tally, Verdict};

/// Takes the factorisations of one data set, whose columns mean `vocabulary`.
pub(crate) fn check(set: &str, data: &DataSet, vocabulary: &[String], factors: &Value, tally: &mut Tally) {
    for (name, reference) in factors.as_object().unwrap() {
        let Some((params, parts)) = params_of(name) else {
            tally.leave(format!("the run {name:?}"), 1);
            continue;
        };
        let verdict = compare(&params.components(parts), data, vocabulary, reference);
        tally.count(verdict.map_err(|miss| miss.in_case(&format!("{name} of {set}"))));
    }
}

/// What a name such as `mu_kullback-leibler_5` stands for.
fn params_of(name: &str) -> Option<(NmfParams, usize)> {
    let mut words = name.split('_');
    let solver = match words.next()? {
        "cd" => NmfSolver::CoordinateDescent,
        "mu" => NmfSolver::MultiplicativeUpdate,
        _ => return None,
    };
    let loss = match words.next()? {
        "frobenius" => NmfLoss::Frobenius,
        "kullback-leibler" => NmfLoss::KullbackLeibler,
        "itakura-saito" => NmfLoss::ItakuraSaito,
        _ => return None,
    };
    let params = Nmf::params().solver(solver).loss(loss).start(NmfStart::NndsvdMean).tolerance(1e-6);
    Some((params, words.next()?.parse().ok()?))
}

fn compare(params: &NmfParams, data: &DataSet, vocabulary: &[String], reference: &Value) -> Verdict {
    let fitted = params.fit_transform(&data.train, &mut ());
    let (nmf, weights) = fitted.map_err(|error| Miss::different("error", error.to_string()))?;
    let error = [json::number(&reference["reconstruction_err"])];
    same_numbers("reconstruction error", &[nmf.reconstruction_error()], &error, Tolerance::Relative(1e-9))?;
    same("iterations", &(nmf.iterations() as u64), &reference["n_iter"].as_u64().unwrap())?;
    let expected = json::numbers(&reference["W_first20"]);
    let first: Vec<f64> = weights.iter().take(20).flatten().copied().collect();
    same_numbers("weights of rows", &first, &expected, Tolerance::Absolute(1e-6))?;
    for (top, expected) in top_columns(nmf.components(), 10).iter().zip(json::array(&reference["top_terms"]))
    {
        // Of terms that weigh the same, either may come first.
        let mut names: Vec<&str> = top.iter().map(|top| vocabulary[top.column as usize].as_str()).collect();
        let mut expected = json::strings(expected);
        names.sort_unstable();
        expected.sort_unstable();
        same("top terms", &names, &expected)?;
    }
    Ok(())
}
