//! The classification metrics against what scikit-learn 1.9.0 printed, read from the folder that
//! `WORDMILL_REFERENCE` names: scores within 1e-12, reports byte for byte. Without the variable, nothing is asked for.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test")]

use std::path::Path;

use serde_json::Value;
use wordmill::label::{ClassId, Classes, Labels};
use wordmill::metric::{
    AucAverage, Average, ClassScores, ClassificationReport, ConfusionMatrix, CurvePoints, KappaWeighting,
    Ranking, ScoreParams, ZeroDivision, brier, log_loss, roc_auc_one_vs_one, roc_auc_one_vs_rest,
    top_k_accuracy,
};

const FOLDER: &str = "features/golden/dev/models";

#[test]
fn metrics() {
    type Set = fn(&Path) -> (usize, usize, usize);
    let sets: [(&str, Set); 2] = [
        ("features/metrics_classification", metrics_classification),
        ("features/metrics_report", metrics_report),
    ];
    let Some(root) = std::env::var_os("WORDMILL_REFERENCE") else {
        sets.iter().for_each(|(name, _)| println!("conformance {name} not asked for"));
        return;
    };
    let mut all_equal = true;
    for (name, set) in sets {
        let (cases, equal, different) = set(Path::new(&root));
        println!("conformance {name} {cases} {equal} {different}");
        all_equal &= cases > 0 && equal == cases && different == 0;
    }
    assert!(all_equal, "some metrics differ");
}

/// Every case of `metrics_classification.json`.
fn metrics_classification(root: &Path) -> (usize, usize, usize) {
    let cases = read(root, "metrics_classification.json");
    let different = |(number, case): (usize, &Value)| {
        let differences = differences(case);
        differences.iter().for_each(|difference| println!("case {number}: {difference}"));
        !differences.is_empty()
    };
    let cases = cases.as_array().unwrap();
    let different = cases.iter().enumerate().filter(|case| different(*case)).count();
    (cases.len(), cases.len() - different, different)
}

/// Both texts of every `metrics_report_*.json`.
fn metrics_report(root: &Path) -> (usize, usize, usize) {
    let mut files: Vec<String> = std::fs::read_dir(root.join(FOLDER))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("metrics_report_"))
        .collect();
    files.sort();
    let (mut cases, mut equal) = (0, 0);
    for file in files {
        let case = read(root, &file);
        let (truth, predicted) = (strings(&case["y"]), strings(&case["p"]));
        let classes = Classes::from_names(truth.iter().chain(&predicted)).unwrap();
        let truth = Labels::with_classes(classes.clone(), truth).unwrap();
        let predicted = Labels::with_classes(classes, predicted).unwrap();
        let matrix = ConfusionMatrix::from_labels(&truth, &predicted).unwrap();
        for (key, digits) in [("report", 2), ("report3", 3)] {
            let report = ClassificationReport::params().digits(digits).report(&matrix).unwrap().to_string();
            cases += 1;
            equal += usize::from(case[key] == report);
        }
    }
    (cases, equal, cases - equal)
}

/// What a case holds, taken apart.
struct Case {
    truth: Labels,
    plain: ConfusionMatrix,
    weighted: ConfusionMatrix,
    labels: Vec<ClassId>,
    rows: Vec<Vec<f64>>,
}

impl Case {
    fn new(case: &Value) -> Self {
        let classes = Classes::from_names(strings(&case["labels"])).unwrap();
        let truth = Labels::with_classes(classes.clone(), strings(&case["y"])).unwrap();
        let predicted = Labels::with_classes(classes.clone(), strings(&case["p"])).unwrap();
        let labels = strings(&case["labels"]).iter().map(|name| classes.id(name).unwrap()).collect();
        let rows = case.get("score").map(|rows| rows.as_array().unwrap().iter().map(numbers).collect());
        let weights = numbers(&case["w"]);
        Case {
            plain: ConfusionMatrix::from_labels(&truth, &predicted).unwrap(),
            weighted: ConfusionMatrix::from_weighted_labels(&truth, &predicted, &weights).unwrap(),
            truth,
            labels,
            rows: rows.unwrap_or_default(),
        }
    }

    fn scores(&self, zero_division: &str) -> ScoreParams {
        let zero_division = if zero_division == "1" { ZeroDivision::One } else { ZeroDivision::Zero };
        ScoreParams::default().labels(self.labels.as_slice()).zero_division(zero_division)
    }

    /// The rows ranked by the probability of the second class.
    fn ranking(&self) -> Ranking {
        let scores: Vec<f64> = self.rows.iter().map(|row| row[1]).collect();
        Ranking::from_labels(&self.truth, ClassId(1), &scores).unwrap()
    }

    fn number(&self, key: &str) -> f64 {
        let (key, matrix) = match key.strip_suffix("_w") {
            Some(key) => (key, &self.weighted),
            None => (key, &self.plain),
        };
        match key {
            "accuracy" => matrix.accuracy(),
            "balanced_accuracy" => matrix.balanced_accuracy(),
            "mcc" => matrix.matthews(),
            "kappa" => matrix.cohen_kappa(KappaWeighting::Unweighted),
            "kappa_linear" => matrix.cohen_kappa(KappaWeighting::Linear),
            "kappa_quadratic" => matrix.cohen_kappa(KappaWeighting::Quadratic),
            "hamming" => matrix.hamming_loss(),
            "fbeta2_macro" => matrix
                .average_scores(Average::Macro, &self.scores("0").beta(2.0))
                .map(|scores| scores.f_score),
            "log_loss" => log_loss(&self.truth, &self.rows),
            "roc_auc" => self.ranking().roc_auc(),
            "avg_precision" => self.ranking().average_precision(),
            "brier" => {
                let positive: Vec<bool> = self.truth.ids().iter().map(|&class| class == ClassId(1)).collect();
                let probabilities: Vec<f64> = self.rows.iter().map(|row| row[1]).collect();
                brier(&positive, &probabilities)
            }
            "roc_auc_ovr_macro" => roc_auc_one_vs_rest(&self.truth, &self.rows, AucAverage::Macro),
            "roc_auc_ovr_weighted" => roc_auc_one_vs_rest(&self.truth, &self.rows, AucAverage::Weighted),
            "roc_auc_ovo_macro" => roc_auc_one_vs_one(&self.truth, &self.rows, AucAverage::Macro),
            "roc_auc_ovo_weighted" => roc_auc_one_vs_one(&self.truth, &self.rows, AucAverage::Weighted),
            "top2" => top_k_accuracy(&self.truth, &self.rows, 2),
            other => panic!("nothing computes {other}"),
        }
        .unwrap()
    }

    /// Precision, recall, F and, class by class, support, flattened.
    fn class_scores(&self, average: &str, zero_division: &str) -> Vec<f64> {
        let params = self.scores(zero_division);
        let average = match average {
            "micro" => Average::Micro,
            "macro" => Average::Macro,
            "weighted" => Average::Weighted,
            _ => {
                let scores = self.plain.class_scores(&params).unwrap();
                let column = |part: fn(&ClassScores) -> f64| scores.iter().map(part).collect::<Vec<_>>();
                return [
                    column(|scores| scores.precision),
                    column(|scores| scores.recall),
                    column(|scores| scores.f_score),
                    column(|scores| scores.support),
                ]
                .concat();
            }
        };
        let scores = self.plain.average_scores(average, &params).unwrap();
        vec![scores.precision, scores.recall, scores.f_score]
    }

    fn report(&self) -> ClassificationReport {
        ClassificationReport::params().labels(self.labels.as_slice()).digits(4).report(&self.plain).unwrap()
    }

    /// The numbers of a report in the order of `report_dict`'s keys when sorted.
    fn report_numbers(&self, expected: &Value) -> Vec<f64> {
        let report = self.report();
        let numbers_of = |name: &String| match name.as_str() {
            "accuracy" => vec![report.accuracy.unwrap()],
            "macro avg" => parts(&report.macro_average),
            "weighted avg" => parts(&report.weighted_average),
            "micro avg" => parts(&report.micro_average),
            class => parts(&report.rows.iter().find(|row| row.class == class).unwrap().scores),
        };
        expected.as_object().unwrap().keys().flat_map(numbers_of).collect()
    }
}

/// What differs between a case and what the crate computes for it.
fn differences(value: &Value) -> Vec<String> {
    let case = Case::new(value);
    let mut differences = Vec::new();
    for (key, expected) in value.as_object().unwrap() {
        let (got, expected) = match key.as_str() {
            "y" | "p" | "w" | "labels" | "score" => continue,
            "report" => {
                if *expected != case.report().to_string() {
                    differences.push(format!("{key}: {expected}\n{}", case.report()));
                }
                continue;
            }
            "report_dict" => (case.report_numbers(expected), numbers(expected)),
            "confusion" => (case.plain.table(&case.labels).unwrap().concat(), numbers(expected)),
            "roc_curve" => {
                let curve = case.ranking().roc_curve(CurvePoints::Corners).unwrap();
                let got = [curve.false_positive_rate, curve.true_positive_rate, curve.thresholds];
                (got.concat(), numbers(expected))
            }
            "pr_curve" => {
                let curve = case.ranking().precision_recall_curve(CurvePoints::All).unwrap();
                ([curve.precision, curve.recall, curve.thresholds].concat(), numbers(expected))
            }
            _ => match key.strip_prefix("prf_").and_then(|rest| rest.split_once('_')) {
                Some((average, zero)) => (case.class_scores(average, zero), numbers(expected)),
                None => (vec![case.number(key)], numbers(expected)),
            },
        };
        if got.len() != expected.len()
            || got.iter().zip(&expected).any(|(got, expected)| !near(*got, *expected))
        {
            differences.push(format!("{key}: expected {expected:?}, got {got:?}"));
        }
    }
    differences
}

fn near(got: f64, expected: f64) -> bool {
    got == expected || (got - expected).abs() <= 1e-12
}

fn parts(scores: &ClassScores) -> Vec<f64> {
    // In the order of the sorted keys: f1-score, precision, recall, support.
    vec![scores.f_score, scores.precision, scores.recall, scores.support]
}

fn read(root: &Path, file: &str) -> Value {
    let text = std::fs::read_to_string(root.join(FOLDER).join(file)).unwrap();
    serde_json::from_str(&quote_numbers(&text)).unwrap()
}

/// Puts every number of a JSON text into quotes. Without its feature `float_roundtrip`, serde_json reads some numbers
/// one unit in the last place off, and equal scores are then no longer ties; `str::parse` is exact.
fn quote_numbers(json: &str) -> String {
    let mut quoted = String::with_capacity(json.len() * 2);
    let (mut in_string, mut escaped, mut in_number) = (false, false, false);
    for letter in json.chars() {
        let numeric = !in_string
            && (letter.is_ascii_digit()
                || letter == '-'
                || (in_number && matches!(letter, '.' | 'e' | 'E' | '+')));
        if numeric != in_number {
            quoted.push('"');
            in_number = numeric;
        }
        in_string ^= letter == '"' && !escaped;
        escaped = in_string && letter == '\\' && !escaped;
        quoted.push(letter);
    }
    quoted
}

/// All numbers within a value, in order; absent ones (`null`) are left out.
fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Null => Vec::new(),
        Value::String(text) => vec![text.parse().unwrap()],
        Value::Array(values) => values.iter().flat_map(numbers).collect(),
        Value::Object(values) => values.values().flat_map(numbers).collect(),
        Value::Number(_) | Value::Bool(_) => panic!("{value} among numbers"),
    }
}

/// The names in an array, whole numbers as their digits.
fn strings(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}
