//! `metrics/`: classification metrics against scikit-learn's, scores within 1e-12, reports byte for byte. Everything
//! else of the area has a file of its own, or no counterpart yet.
//!
//! A figure of a file's entry is a case. Where scikit-learn warns and goes on with NaN the crate gives an error, which
//! is what its documentation promises; such a pair counts as equal.

use std::collections::BTreeSet;

use wordmill::Result;

use crate::classification::{Verdicts, report_numbers};
use crate::harness::area::Area;
use crate::harness::compare::{Tolerance, same, same_numbers};
use crate::harness::json::{self, Value};
use crate::harness::tally::{Miss, Tally, Verdict};

const TOLERANCE: Tolerance = Tolerance::Absolute(1e-12);

pub(crate) fn check(area: &mut Area) {
    let mut tally = Tally::new("metrics/classification");
    for file in area.take(|file| file.name() == "classification.json") {
        for (number, case) in json::array(&json::read(file.path())["cases"]).iter().enumerate() {
            let case = Case::new(case, area);
            for (key, expected) in case.value.as_object().unwrap() {
                if !INPUTS.contains(&key.as_str()) {
                    let verdict = case.compare(key, expected);
                    tally.count(verdict.map_err(|miss| miss.in_case(&format!("case {number}, {key}"))));
                }
            }
        }
    }
    area.print(tally);
    // Texts, labels and tags that the cases of other files name.
    let corpora = area.path("corpora");
    area.inputs(|file| file.path().starts_with(&corpora));
}

/// Keys of an entry that hold no figure.
const INPUTS: [&str; 7] = ["file", "y_true", "y_pred", "sample_weight", "label_subset", "labels", "name"];

/// One entry of `classification.json`.
struct Case<'c> {
    value: &'c Value,
    /// Of all classes, and of those that precision, recall and the report are about.
    all: Verdicts,
    chosen: Verdicts,
}

impl<'c> Case<'c> {
    fn new(value: &'c Value, area: &Area) -> Self {
        let (truth, predicted) = match value.get("file") {
            Some(file) => pairs(area, json::string(file)),
            None => (json::strings(&value["y_true"]), json::strings(&value["y_pred"])),
        };
        let all: BTreeSet<String> = truth.iter().chain(&predicted).cloned().collect();
        let all: Vec<String> = all.into_iter().collect();
        let chosen = value.get("label_subset").map_or_else(|| all.clone(), json::strings);
        let weights = value.get("sample_weight").map(json::numbers);
        let verdicts =
            |labels: &[String]| Verdicts::new(&truth, &predicted, labels, weights.as_deref()).unwrap();
        Case { value, all: verdicts(&all), chosen: verdicts(&chosen) }
    }

    fn compare(&self, key: &str, expected: &Value) -> Verdict {
        let digits = match key {
            "report_text" => Some(4),
            "report_text_2" => Some(2),
            _ => None,
        };
        if let Some(digits) = digits {
            let report = self.chosen.report(digits).map(|report| report.to_string());
            return same("report", report.unwrap().as_str(), json::string(expected));
        }
        if key == "report" {
            let got = report_numbers(&self.chosen.report(4).unwrap(), expected);
            return same_numbers(key, &got, &json::numbers(expected), TOLERANCE);
        }
        let got = self.figures(key).ok_or_else(|| Miss::unanswered(key))?;
        let expected = json::numbers(expected);
        match got {
            Ok(got) => same_numbers(key, &got, &expected, TOLERANCE),
            Err(_) if expected.iter().all(|number| number.is_nan()) => Ok(()),
            Err(error) => Err(Miss::different("error", error.to_string())),
        }
    }

    /// The numbers of a key, if anything gives them.
    fn figures(&self, key: &str) -> Option<Result<Vec<f64>>> {
        if key == "confusion" {
            return Some(self.all.confusion());
        }
        if let Some(choice) = key.strip_prefix("prf_") {
            let [average, beta, zero] = choice.split('_').collect::<Vec<_>>()[..] else { return None };
            let beta = beta.strip_prefix("beta")?.parse().ok()?;
            return self.chosen.class_scores(average, beta, zero.strip_prefix("zd")?);
        }
        if let Some(average) = key.strip_prefix("jaccard_") {
            return self.chosen.jaccard(average);
        }
        if let Some(over) = key.strip_prefix("confusion_") {
            return self.all.normalized(over);
        }
        Some(self.all.figure(key)?.map(|figure| vec![figure]))
    }
}

/// True and predicted classes of a file of two columns.
fn pairs(area: &Area, file: &str) -> (Vec<String>, Vec<String>) {
    let text = std::fs::read_to_string(area.path("corpora").join(file)).unwrap();
    let pair = |line: &str| {
        let (truth, predicted) = line.split_once('\t').unwrap();
        (truth.to_owned(), predicted.to_owned())
    };
    text.split_terminator('\n').map(pair).unzip()
}
