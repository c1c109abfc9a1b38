//! `metrics/golden/dev/seqeval.json`: entities and tags against seqeval 1.2.2, exactly.
//!
//! A figure of an entry is a case. Where seqeval gives a report with NaN in it, ours is an error, as the crate's manner is;
//! such a pair counts as equal. What the file records as "seqeval has no such function" is left out; so are the scores of
//! schemes, of which it has the failures alone.

use std::collections::BTreeMap;

use wordmill::metric::{
    ClassScores, ClassificationReport, Entity, EntityParams, EntityRules, EntityScoreParams, TagCounts,
    TagScheme,
};

use crate::harness::area::Area;
use crate::harness::compare::{Tolerance, same, same_numbers};
use crate::harness::json::{self, Value};
use crate::harness::tally::{Miss, Tally, Verdict};

type Tags = Vec<Vec<String>>;

pub(crate) fn check(area: &mut Area) {
    let mut tally = Tally::new("metrics/seqeval");
    for file in area.take(|file| file.name() == "seqeval.json") {
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
}

/// Keys of an entry that hold no figure.
const INPUTS: [&str; 6] = ["file", "first_sentences", "converted_to", "y_true", "y_pred", "suffix"];

struct Case<'c> {
    value: &'c Value,
    truth: Tags,
    predicted: Tags,
    params: EntityParams,
}

impl<'c> Case<'c> {
    fn new(value: &'c Value, area: &Area) -> Self {
        let (truth, predicted) = match value.get("file") {
            Some(file) => {
                let sentences =
                    value.get("first_sentences").and_then(Value::as_u64).map_or(usize::MAX, |n| n as usize);
                let scheme = value.get("converted_to").map(json::string);
                let [truth, predicted] = columns(area, json::string(file), sentences);
                (converted(truth, scheme), converted(predicted, scheme))
            }
            None => (tags(&value["y_true"]), tags(&value["y_pred"])),
        };
        let suffix = value.get("suffix").is_some_and(|suffix| suffix.as_bool().unwrap());
        Case { value, truth, predicted, params: EntityParams::default().suffix(suffix) }
    }

    fn compare(&self, key: &str, expected: &Value) -> Verdict {
        let message = expected.get("error").map(json::string);
        if message.is_some_and(|message| message.starts_with("AttributeError")) {
            return Err(Miss::unanswered("figures that seqeval does not have"));
        }
        let fails = |failed: bool| same("error", &failed, &message.is_some());
        if let Some(scheme) = key.strip_prefix("strict_") {
            let rules = EntityRules::Strict(scheme_of(scheme));
            return fails(self.params.rules(rules).compare(&self.truth, &self.predicted).is_err());
        }
        let report = || {
            let counts = self.params.compare(&self.truth, &self.predicted)?;
            counts.report(&EntityScoreParams::default().digits(4))
        };
        match key {
            "accuracy" | "performance_measure" => self.compare_tags(key, expected),
            "entities_true" => entities(&self.params, &self.truth, expected),
            "entities_pred" => entities(&self.params, &self.predicted, expected),
            "report" | "report_text" => match report() {
                Err(_) if json_nan(expected) => Ok(()),
                Err(_) => fails(true),
                Ok(_) if message.is_some() => fails(false),
                Ok(report) if key == "report" => same_report(&report, expected),
                Ok(report) => same(key, report.to_string().as_str(), json::string(expected)),
            },
            _ => Err(Miss::unanswered(key)),
        }
    }

    fn compare_tags(&self, key: &str, expected: &Value) -> Verdict {
        let counts = TagCounts::compare(&self.truth, &self.predicted);
        if key == "accuracy" {
            return match counts.accuracy() {
                Ok(accuracy) => same_numbers(key, &[accuracy], &json::numbers(expected), Tolerance::Exact),
                Err(_) => same("error", &true, &expected.get("error").is_some()),
            };
        }
        let got =
            [counts.true_positives, counts.false_positives, counts.false_negatives, counts.true_negatives];
        let expected = ["TP", "FP", "FN", "TN"].map(|name| expected[name].as_u64().unwrap());
        same(key, &got, &expected)
    }
}

/// Whether a report has NaN in it.
fn json_nan(report: &Value) -> bool {
    report.as_object().is_some_and(|rows| {
        !rows.contains_key("error") && json::numbers(report).iter().any(|number| number.is_nan())
    })
}

fn entities(params: &EntityParams, sentences: &Tags, expected: &Value) -> Verdict {
    let expected: Vec<Entity> = json::array(expected)
        .iter()
        .map(|entity| {
            let [start, last] = [1, 2].map(|at| entity[at].as_u64().unwrap() as usize);
            Entity::new(json::string(&entity[0]), start, last + 1)
        })
        .collect();
    same("entities", &params.entities(sentences).unwrap(), &expected)
}

fn same_report(report: &ClassificationReport, expected: &Value) -> Verdict {
    let averages = [
        ("micro avg", report.micro_average),
        ("macro avg", report.macro_average),
        ("weighted avg", report.weighted_average),
    ];
    let rows = report.rows.iter().map(|row| (row.class.as_str(), row.scores)).chain(averages);
    let rows: Vec<(&str, ClassScores)> = rows.collect();
    same("number of rows", &rows.len(), &expected.as_object().unwrap().len())?;
    for (name, scores) in rows {
        let expected = &expected[name];
        let expected =
            ["precision", "recall", "f1-score", "support"].map(|part| json::number(&expected[part]));
        let got = [scores.precision, scores.recall, scores.f_score, scores.support];
        same_numbers("report", &got, &expected, Tolerance::Exact)?;
    }
    Ok(())
}

fn tags(value: &Value) -> Tags {
    json::array(value).iter().map(json::strings).collect()
}

fn scheme_of(name: &str) -> TagScheme {
    match name {
        "IOB1" => TagScheme::Iob1,
        "IOB2" => TagScheme::Iob2,
        "IOE1" => TagScheme::Ioe1,
        "IOE2" => TagScheme::Ioe2,
        "IOBES" => TagScheme::Iobes,
        "BILOU" => TagScheme::Bilou,
        other => panic!("scheme {other}"),
    }
}

/// The true and predicted tags of the first sentences of a file.
fn columns(area: &Area, file: &str, sentences: usize) -> [Tags; 2] {
    let text = std::fs::read_to_string(area.path("corpora").join(file)).unwrap();
    let mut columns = [Tags::new(), Tags::new()];
    for sentence in text.split("\n\n").filter(|sentence| !sentence.is_empty()).take(sentences) {
        let pairs = sentence.lines().map(|line| line.split_once('\t').unwrap());
        let (truth, predicted): (Vec<&str>, Vec<&str>) = pairs.unzip();
        for (column, tags) in columns.iter_mut().zip([truth, predicted]) {
            column.push(tags.into_iter().map(str::to_owned).collect());
        }
    }
    columns
}

/// Tags of the scheme IOB2, written in another.
fn converted(sentences: Tags, scheme: Option<&str>) -> Tags {
    let Some(scheme) = scheme else { return sentences };
    let convert = |sentence: Vec<String>| {
        let entities = EntityParams::default().entities(&[&sentence]).unwrap();
        let mut tags = vec!["O".to_owned(); sentence.len()];
        let mut before = BTreeMap::new();
        for Entity { kind, start, end } in entities {
            for (place, tag) in tags.iter_mut().enumerate().take(end).skip(start) {
                let (first, last) = (place == start, place + 1 == end);
                let touches = first && before.get(&start) == Some(&kind);
                let letter = match scheme {
                    "IOBES" if first && last => 'S',
                    "IOBES" if first => 'B',
                    "IOBES" | "IOE2" if last => 'E',
                    "IOB1" if touches => 'B',
                    "IOBES" | "IOE2" | "IOB1" => 'I',
                    other => panic!("scheme {other}"),
                };
                *tag = format!("{letter}-{kind}");
            }
            before.insert(end, kind);
        }
        tags
    };
    sentences.into_iter().map(convert).collect()
}
