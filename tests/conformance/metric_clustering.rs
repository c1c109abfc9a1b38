//! `clustering.json` and `classification_multilabel_scores.json` against scikit-learn's, a figure a case.

use wordmill::Labels;
use wordmill::metric::{
    ClassScores, Contingency, CurvePoints, EntropyMean, MultilabelAverage, MultilabelScores, Ranking,
    ScoreParams, brier, log_loss,
};

use crate::harness::area::Area;
use crate::harness::compare::{Tolerance, same_numbers};
use crate::harness::json::{self, Value};
use crate::harness::tally::{Miss, Tally, Verdict};

const TOLERANCE: Tolerance = Tolerance::Absolute(1e-12);
/// Expected information sums many logarithms of factorials.
const ADJUSTED: Tolerance = Tolerance::Absolute(1e-10);

pub(crate) fn check(area: &mut Area) {
    let mut groupings = Tally::new("metrics/clustering");
    for file in area.take(|file| file.name() == "clustering.json") {
        for (number, case) in json::array(&json::read(file.path())["cases"]).iter().enumerate() {
            let table = table(case, "labels_true", "labels_pred");
            for (key, expected) in case.as_object().unwrap() {
                if !key.starts_with("labels_") {
                    groupings.count(
                        clustering(&table, key, expected)
                            .map_err(|miss| miss.in_case(&format!("case {number}, {key}"))),
                    );
                }
            }
        }
    }
    area.print(groupings);
    let mut scores = Tally::new("metrics/classification-multilabel-scores");
    for file in area.take(|file| file.name() == "classification_multilabel_scores.json") {
        for (number, case) in json::array(&json::read(file.path())["cases"]).iter().enumerate() {
            for (key, expected) in case.as_object().unwrap() {
                if !["y_true", "y_pred", "score"].contains(&key.as_str()) {
                    let verdict = if case.get("score").is_some() {
                        scored(case, key, expected)
                    } else {
                        multilabel(case, key, expected)
                    };
                    scores.count(verdict.map_err(|miss| miss.in_case(&format!("case {number}, {key}"))));
                }
            }
        }
    }
    area.print(scores);
}

/// Two groupings of a case.
pub(crate) fn table(case: &Value, truth: &str, predicted: &str) -> Contingency {
    Contingency::of(&json::strings(&case[truth]), &json::strings(&case[predicted])).unwrap()
}

/// One figure by its name.
pub(crate) fn clustering(table: &Contingency, key: &str, expected: &Value) -> Verdict {
    let got = match key {
        "ari" => table.adjusted_rand(),
        "rand" => table.rand(),
        "nmi" => table.normalized_mutual_information(EntropyMean::Arithmetic),
        "ami" => table.adjusted_mutual_information(EntropyMean::Arithmetic),
        "mi" => table.mutual_information(),
        "homogeneity" => table.homogeneity(),
        "completeness" => table.completeness(),
        "v" => table.v_measure(1.0).unwrap(),
        "fowlkes_mallows" | "fmi" => table.fowlkes_mallows(),
        other => return Err(Miss::unanswered(other)),
    };
    let tolerance = if key == "ami" { ADJUSTED } else { TOLERANCE };
    same_numbers(key, &[got], &[json::number(expected)], tolerance)
}

fn multilabel(case: &Value, key: &str, expected: &Value) -> Verdict {
    let rows = |key: &str| -> Vec<Vec<bool>> {
        let row = |row: &Value| json::numbers(row).into_iter().map(|bit| bit == 1.0).collect();
        json::array(&case[key]).iter().map(row).collect()
    };
    let scores = MultilabelScores::of(&rows("y_true"), &rows("y_pred")).unwrap();
    let params = ScoreParams::default();
    let average = |average| {
        let ClassScores { precision, recall, f_score, .. } = scores.average_scores(average, &params).unwrap();
        vec![precision, recall, f_score]
    };
    let got = match key {
        "subset_accuracy" => vec![scores.subset_accuracy()],
        "hamming" => vec![scores.hamming_loss()],
        "multilabel_confusion" => {
            scores.confusions().as_flattened().as_flattened().iter().map(|&n| n as f64).collect()
        }
        "prf_None" => crate::classification::columns(&scores.class_scores(&params).unwrap()),
        "prf_micro" => average(MultilabelAverage::Micro),
        "prf_macro" => average(MultilabelAverage::Macro),
        "prf_weighted" => average(MultilabelAverage::Weighted),
        "prf_samples" => average(MultilabelAverage::Samples),
        other => return Err(Miss::unanswered(other)),
    };
    same_numbers(key, &got, &json::numbers(expected), TOLERANCE)
}

fn scored(case: &Value, key: &str, expected: &Value) -> Verdict {
    let truth: Vec<bool> = json::numbers(&case["y_true"]).into_iter().map(|bit| bit == 1.0).collect();
    let scores = json::numbers(&case["score"]);
    let ranking = Ranking::from_scores(&truth, &scores).unwrap();
    let got = match key {
        "roc_auc" => vec![ranking.roc_auc().unwrap()],
        "average_precision" => vec![ranking.average_precision().unwrap()],
        "brier" => vec![brier(&truth, &scores).unwrap()],
        "log_loss" => {
            // Taken on scores clipped so, as the notes on the data say.
            let row = |score: &f64| [1.0 - score.clamp(0.01, 0.99), score.clamp(0.01, 0.99)];
            let rows: Vec<[f64; 2]> = scores.iter().map(row).collect();
            let labels = Labels::from_names(truth.iter().map(|&bit| if bit { "1" } else { "0" })).unwrap();
            vec![log_loss(&labels, &rows).unwrap()]
        }
        "roc" => {
            let curve = ranking.roc_curve(CurvePoints::Corners).unwrap();
            [curve.false_positive_rate, curve.true_positive_rate, curve.thresholds].concat()
        }
        "pr" => {
            let curve = ranking.precision_recall_curve(CurvePoints::All).unwrap();
            [curve.precision, curve.recall, curve.thresholds].concat()
        }
        other => return Err(Miss::unanswered(other)),
    };
    same_numbers(key, &got, &json::numbers(expected), TOLERANCE)
}
