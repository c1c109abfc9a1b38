//! `metrics/golden/dev/correlation.json` and `rng_streams.json`: correlations against SciPy's within 1e-14, and the draws
//! of NumPy's two generators, exactly.
//!
//! A figure of an entry of the first is a case, an entry of the second. The files hold no p-values; those are in the
//! unit tests, as SciPy printed them.

use wordmill::metric::{mean_absolute_error, mean_squared_error, r_squared};
use wordmill::statistics::{Alternative, Mt19937, Pcg64, Tau, kendall, pearson, spearman};

use crate::harness::area::Area;
use crate::harness::compare::{Tolerance, same, same_numbers};
use crate::harness::json::{self, Value};
use crate::harness::tally::{Miss, Tally, Verdict};

const TOLERANCE: Tolerance = Tolerance::Absolute(1e-14);

pub(crate) fn check(area: &mut Area) {
    let mut correlations = Tally::new("metrics/correlation");
    for file in area.take(|file| file.name() == "correlation.json") {
        for (number, case) in json::array(&json::read(file.path())["cases"]).iter().enumerate() {
            for (key, expected) in case.as_object().unwrap() {
                if !["x", "y"].contains(&key.as_str()) {
                    let verdict = correlation(case, key, expected);
                    correlations
                        .count(verdict.map_err(|miss| miss.in_case(&format!("case {number}, {key}"))));
                }
            }
        }
    }
    area.print(correlations);
    let mut streams = Tally::new("metrics/rng-streams");
    for file in area.take(|file| file.name() == "rng_streams.json") {
        for (number, case) in json::array(&json::read(file.path())["cases"]).iter().enumerate() {
            streams.count(stream(case).map_err(|miss| miss.in_case(&format!("case {number}"))));
        }
    }
    area.print(streams);
}

fn correlation(case: &Value, key: &str, expected: &Value) -> Verdict {
    let [x, y] = ["x", "y"].map(|side| json::numbers(&case[side]));
    let got = match key {
        "pearson" => pearson(&x, &y, Alternative::TwoSided),
        "spearman" => spearman(&x, &y, Alternative::TwoSided),
        "kendall_b" => kendall(&x, &y, Tau::B, Alternative::TwoSided),
        "kendall_c" => kendall(&x, &y, Tau::C, Alternative::TwoSided),
        _ => return regression(key, &x, &y, expected),
    };
    same_numbers(key, &[got.unwrap().coefficient], &[json::number(expected)], TOLERANCE)
}

/// Errors of y as a prediction of x, against scikit-learn's.
fn regression(key: &str, truth: &[f64], predicted: &[f64], expected: &Value) -> Verdict {
    let got = match key {
        "mse" => mean_squared_error(truth, predicted),
        "mae" => mean_absolute_error(truth, predicted),
        "r2" => r_squared(truth, predicted),
        _ => return Err(Miss::unanswered(key)),
    };
    same_numbers(key, &[got.unwrap()], &[json::number(expected)], Tolerance::Relative(1e-14))
}

/// All draws of an entry; its call says which.
fn stream(case: &Value) -> Verdict {
    let call = json::string(&case["call"]);
    let seed = case["seed"].as_u64().unwrap();
    let name = call.split(['(', ' ']).next().unwrap();
    if json::string(&case["rng"]).starts_with("MT19937") {
        let drawn = Mt19937::new(u32::try_from(seed).unwrap()).choice(100, 100);
        return same("MT19937", &drawn, &whole_numbers(&case["values"]));
    }
    let mut generator = Pcg64::new(seed.into());
    match name {
        "choice" => {
            let drawn = generator.choice(case["n"].as_u64().unwrap(), 3 * 20);
            same(name, &drawn, &whole_numbers(&case["values"]))
        }
        "integers" => {
            let mut coins = [false; 3 * 101];
            generator.coins(&mut coins);
            same(name, &coins.map(u64::from).to_vec(), &whole_numbers(&case["values"]))
        }
        "random" => {
            let drawn = [(); 10].map(|()| generator.random());
            same_numbers(name, &drawn, &json::numbers(&case["values"]), Tolerance::Exact)
        }
        "bit_generator.random_raw" => {
            let drawn = [(); 10].map(|()| generator.random_raw().to_string());
            same(name, &drawn.to_vec(), &json::strings(&case["values"]))
        }
        other => Err(Miss::unanswered(other)),
    }
}

/// Whole numbers within nested arrays.
fn whole_numbers(value: &Value) -> Vec<u64> {
    match value {
        Value::Array(values) => values.iter().flat_map(whole_numbers).collect(),
        number => vec![number.as_u64().unwrap()],
    }
}
