//! `metrics/golden/dev/rouge_*.json`: ROUGE against rouge-score 0.1.2, exactly; `rouge155.json` against ROUGE-1.5.5 within
//! one of its last digits.
//!
//! A text (or pair of lists of texts) with and without stems is two cases; so is a file of the means, whose entries of
//! `bootstrap` are cases, too. The tokens of the edge cases show in the scores and are not compared for themselves. Of
//! ROUGE-1.5.5, every example is a case, and every file its means.

use std::collections::BTreeMap;
use std::path::PathBuf;

use wordmill::metric::{
    Metric, Rouge, Rouge155, Rouge155Score, RougeInterval, RougeScores, RougeStatistics, RougeType,
};
use wordmill::statistics::Mt19937;

use crate::harness::area::Area;
use crate::harness::compare::{Tolerance, same, same_numbers};
use crate::harness::json::{self, Value};
use crate::harness::tally::{Tally, Verdict};

pub(crate) fn check(area: &mut Area) {
    let mut corpora = Corpora { folder: area.path("corpora"), read: BTreeMap::new() };
    let scorers = [false, true].map(Scorer::new);
    for set in ["examples", "edge", "multi"] {
        let name = format!("rouge_{set}.json");
        let mut tally = Tally::new(format!("metrics/rouge-{set}"));
        for file in area.take(|file| file.name() == name) {
            for (number, case) in json::array(&json::read(file.path())["cases"]).iter().enumerate() {
                let (references, hypothesis) = corpora.pair(case);
                for scorer in &scorers {
                    let verdict = scorer.compare(&references, &hypothesis, case);
                    tally.count(verdict.map_err(|miss| miss.in_case(&format!("case {number}"))));
                }
            }
        }
        area.print(tally);
    }
    let mut tally = Tally::new("metrics/rouge-aggregate");
    for file in area.take(|file| file.name() == "rouge_aggregate.json") {
        for case in json::array(&json::read(file.path())["cases"]) {
            aggregate(&mut corpora, case, &mut tally);
        }
    }
    area.print(tally);
    let mut tally = Tally::new("metrics/rouge155");
    for file in area.take(|file| file.name() == "rouge155.json") {
        for case in json::array(&json::read(file.path())["cases"]) {
            perl(&mut corpora, case, &mut tally);
        }
    }
    area.print(tally);
}

/// The examples of a file by ROUGE-1.5.5, and their means, drawn in the order of their numbers as strings.
fn perl(corpora: &mut Corpora, case: &Value, tally: &mut Tally) {
    const DIGITS: Tolerance = Tolerance::Absolute(1.1e-5);
    let rouge = Rouge155::params().stemming(case["stem"].as_bool().unwrap()).build().unwrap();
    let name = json::string(&case["file"]);
    // The program was given HTML.
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let examples = case["per_example_PRF"].as_object().unwrap();
    let mut segments = BTreeMap::new();
    for (number, expected) in examples {
        let (target, prediction) = &corpora.records(name)[number.parse::<usize>().unwrap()];
        let scores = rouge.score(&escaped(prediction), &[&escaped(target)]).unwrap();
        let verdict = same("number of measures", &scores.len(), &expected.as_object().unwrap().len());
        let verdict = verdict.and_then(|()| {
            scores.iter().try_for_each(|score| {
                let got = [score.precision, score.recall, score.f_measure];
                same_numbers(&score.name, &got, &json::numbers(&expected[&score.name]), DIGITS)
            })
        });
        tally.count(verdict.map_err(|miss| miss.in_case(&format!("{name}, {number}"))));
        segments.insert(number.as_str(), scores);
    }
    let segments: Vec<Vec<Rouge155Score>> = segments.into_values().collect();
    let verdict = rouge.mean(&segments, 0.95, 1_000).unwrap().into_iter().try_for_each(|mean| {
        let expected = &case["aggregate"][&mean.name];
        let expected = ["P", "R", "F"].map(|part| json::number(&expected[part]));
        let got = [mean.precision, mean.recall, mean.f_measure].map(|part| part.mid);
        same_numbers(&format!("mean {}", mean.name), &got, &expected, DIGITS)
    });
    tally.count(verdict.map_err(|miss| miss.in_case(name)));
}

/// All types that rouge-score has.
fn types() -> Vec<RougeType> {
    (1..=9).map(RougeType::N).chain([RougeType::L, RougeType::Lsum]).collect()
}

struct Scorer {
    key: &'static str,
    rouge: Rouge,
}

impl Scorer {
    fn new(stemming: bool) -> Self {
        let rouge = Rouge::params().types(types()).stemming(stemming).build().unwrap();
        Scorer { key: if stemming { "stem" } else { "nostem" }, rouge }
    }

    fn compare(&self, references: &[String], hypothesis: &str, case: &Value) -> Verdict {
        let references: Vec<&str> = references.iter().map(String::as_str).collect();
        compare(&self.rouge.sentence(hypothesis, &references).unwrap(), &case[self.key])
    }
}

/// Precision, recall and F of each type.
fn compare(scores: &RougeScores, expected: &Value) -> Verdict {
    same("number of types", &scores.scores.len(), &expected.as_object().unwrap().len())?;
    for score in &scores.scores {
        let kind = score.kind.to_string();
        let got = [score.precision, score.recall, score.f_measure];
        same_numbers(&kind, &got, &json::numbers(&expected[&kind]), Tolerance::Exact)?;
    }
    Ok(())
}

/// Means over a file, and their intervals.
fn aggregate(corpora: &mut Corpora, case: &Value, tally: &mut Tally) {
    let kinds = [RougeType::N(1), RougeType::N(2), RougeType::L, RougeType::Lsum];
    let rouge = Rouge::params().types(kinds).stemming(case["stem"].as_bool().unwrap()).build().unwrap();
    let name = json::string(&case["file"]);
    let records = &corpora.records(name)[..case["n"].as_u64().unwrap() as usize];
    let references: Vec<[&str; 1]> = records.iter().map(|(target, _)| [target.as_str()]).collect();
    let hypotheses: Vec<&str> = records.iter().map(|(_, prediction)| prediction.as_str()).collect();
    let segments = rouge.segments(&hypotheses, &rouge.references(&references).unwrap()).unwrap();
    let mean = compare(&rouge.mean(&segments).unwrap(), &case["arithmetic_mean"]);
    tally.count(mean.map_err(|miss| miss.in_case(name)));
    for expected in json::array(&case["bootstrap"]) {
        tally.count(bootstrap(&rouge, &segments, expected).map_err(|miss| miss.in_case(name)));
    }
}

fn bootstrap(rouge: &Rouge, segments: &[RougeStatistics], expected: &Value) -> Verdict {
    let number = |key: &str| expected[key].as_u64().unwrap();
    let mut draws = Mt19937::new(number("np_random_seed") as u32);
    let (confidence, resamples) = (json::number(&expected["ci"]), number("n_samples") as usize);
    for interval in rouge.bootstrap(segments, confidence, resamples, &mut draws).unwrap() {
        let RougeInterval { kind, precision, recall, f_measure, .. } = interval;
        let expected = &expected[kind.to_string()];
        let parts = [precision, recall, f_measure];
        for (end, got) in [
            ("low", parts.map(|part| part.low)),
            ("mid", parts.map(|part| part.mid)),
            ("high", parts.map(|part| part.high)),
        ] {
            same_numbers(&format!("{kind}, {end}"), &got, &json::numbers(&expected[end]), Tolerance::Exact)?;
        }
    }
    Ok(())
}

/// Pairs of target and prediction, by file.
struct Corpora {
    folder: PathBuf,
    read: BTreeMap<String, Vec<(String, String)>>,
}

impl Corpora {
    fn records(&mut self, file: &str) -> &[(String, String)] {
        self.read.entry(file.to_owned()).or_insert_with(|| {
            let text = |record: &Value, key: &str| json::string(&record[key]).to_owned();
            let records = json::read_lines(&self.folder.join(file)).into_iter();
            records.map(|record| (text(&record, "target"), text(&record, "prediction"))).collect()
        })
    }

    /// References and hypothesis of a case.
    fn pair(&mut self, case: &Value) -> (Vec<String>, String) {
        if let Some(file) = case.get("file") {
            let index = case["index"].as_u64().unwrap() as usize;
            let (target, prediction) = self.records(json::string(file))[index].clone();
            return (vec![target], prediction);
        }
        let targets = match case.get("targets") {
            Some(targets) => json::strings(targets),
            None => vec![json::string(&case["target"]).to_owned()],
        };
        (targets, json::string(&case["prediction"]).to_owned())
    }
}
