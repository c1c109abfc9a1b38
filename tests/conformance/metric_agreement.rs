//! `metrics/golden/dev/segmentation.json`, `agreement_distance.json` and `perplexity.json`: NLTK 3.10.4, segeval 2.0.11,
//! krippendorff 0.9.0, within 1e-14, and perplexities within 1e-14 of them.
//!
//! A figure of an entry is a case. Of the second file, the distances of strings are no matter of agreement and left out.

use wordmill::Result;
use wordmill::metric::{Codings, LabelDistance, Perplexity, Segmentation, ShiftCosts, UnknownWords};
use wordmill::prob::LogProb;

use crate::harness::area::Area;
use crate::harness::compare::{Tolerance, same, same_numbers};
use crate::harness::json::{self, Value};
use crate::harness::tally::{Miss, Tally, Verdict};

const TOLERANCE: Tolerance = Tolerance::Absolute(1e-14);

pub(crate) fn check(area: &mut Area) {
    set(area, "segmentation", &["seg1", "seg2", "masses1", "masses2"], segmentation);
    set(area, "agreement_distance", &["data"], agreement);
    set(area, "perplexity", &["file", "line", "tokens", "logprobs"], perplexity);
}

/// Compares every figure of the entries of a file.
fn set(area: &mut Area, name: &str, inputs: &[&str], figure: impl Fn(&Value, &str) -> Option<Result<f64>>) {
    let mut tally = Tally::new(format!("metrics/{}", name.replace('_', "-")));
    for file in area.take(|file| file.name() == format!("{name}.json")) {
        for (number, case) in json::array(&json::read(file.path())["cases"]).iter().enumerate() {
            // Distances of two strings are answered by `metric_edit`.
            if name == "agreement_distance" && case.get("data").is_none() {
                continue;
            }
            for (key, expected) in case.as_object().unwrap() {
                if !inputs.contains(&key.as_str()) {
                    let verdict = compare(figure(case, key), key, expected);
                    tally.count(verdict.map_err(|miss| miss.in_case(&format!("case {number}, {key}"))));
                }
            }
        }
    }
    area.print(tally);
}

fn compare(got: Option<Result<f64>>, key: &str, expected: &Value) -> Verdict {
    let Some(got) = got else { return Err(Miss::unanswered(key)) };
    match (got, expected.get("error")) {
        (Err(_), Some(_)) => Ok(()),
        (Ok(got), None) if got.abs() > 1.0 => {
            same_numbers(key, &[got], &json::numbers(expected), Tolerance::Relative(1e-14))
        }
        (Ok(got), None) => same_numbers(key, &[got], &json::numbers(expected), TOLERANCE),
        (got, error) => same("error", &got.map_err(|error| error.to_string()).is_err(), &error.is_some()),
    }
}

fn segmentation(case: &Value, key: &str) -> Option<Result<f64>> {
    let [here, there] = ["seg1", "seg2"].map(|side| {
        let flags: Vec<bool> = json::string(&case[side]).bytes().map(|flag| flag == b'1').collect();
        Segmentation::from_boundaries(flags)
    });
    if let Some((figure, window)) = key.rsplit_once("_k") {
        let window = window.parse().unwrap();
        return match figure {
            "windowdiff" => Some(here.window_diff(&there, window)),
            "windowdiff_weighted" => Some(here.weighted_window_diff(&there, window)),
            "pk" => Some(here.pk(&there, window)),
            _ => None,
        };
    }
    let masses = |side: &str| Segmentation::from_masses(&json::counts(&case[side])).unwrap();
    let (hypothesis, reference) = (masses("masses1"), masses("masses2"));
    let costs = ShiftCosts { insertion: 1.1, deletion: 1.1, shift: 0.5 };
    Some(match key {
        "pk_default" => here.pk(&there, here.half_segment()),
        "ghd" => here.hamming(&there, ShiftCosts::default()),
        "ghd_costs" => here.hamming(&there, costs),
        "segeval_boundary_similarity" => hypothesis.boundary_similarity(&reference, 2),
        "segeval_windowdiff" => reference.window_diff(&hypothesis, reference.half_mass()),
        "segeval_pk" => reference.pk(&hypothesis, reference.half_mass()),
        _ => return None,
    })
}

fn agreement(case: &Value, key: &str) -> Option<Result<f64>> {
    let codings = json::array(case.get("data")?).iter().map(|coding| {
        (json::string(&coding[0]).to_owned(), json::string(&coding[1]).to_owned(), json::number(&coding[2]))
    });
    let codings = Codings::from_numbers(codings).unwrap();
    Some(match key {
        "avg_Ao" => codings.observed_agreement(),
        "S" => codings.s(),
        "pi" => codings.pi(),
        "kappa" => codings.kappa(),
        "multi_kappa" => codings.multi_kappa(),
        "weighted_kappa" => codings.weighted_kappa(LabelDistance::Nominal),
        "alpha" | "krippendorff_nominal" => codings.alpha(LabelDistance::Nominal),
        "alpha_interval" | "krippendorff_interval" => codings.alpha(LabelDistance::Interval),
        "krippendorff_ordinal" => codings.alpha(LabelDistance::Ordinal),
        "krippendorff_ratio" => codings.alpha(LabelDistance::Ratio),
        _ => return None,
    })
}

/// Where the probabilities themselves are not at hand, one token of their mean stands for all.
fn perplexity(case: &Value, key: &str) -> Option<Result<f64>> {
    let given = case["logprobs"].as_array().map(|_| json::numbers(&case["logprobs"]));
    if given.is_none() && key == "nll_mean" {
        return None;
    }
    let logarithms = given.unwrap_or_else(|| vec![-json::number(&case["nll_mean"])]);
    let tokens: Perplexity =
        logarithms.into_iter().map(|logarithm| LogProb::from_ln(logarithm).unwrap()).collect();
    match key {
        "nll_mean" => Some(tokens.cross_entropy(UnknownWords::Counted)),
        "bits_per_token" => Some(tokens.bits(UnknownWords::Counted)),
        "perplexity" => Some(tokens.perplexity(UnknownWords::Counted)),
        _ => None,
    }
}
