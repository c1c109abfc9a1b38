//! `models/metrics_*.json`: classification metrics against scikit-learn's, scores within 1e-12, reports byte for byte.

use wordmill::label::ClassId;
use wordmill::metric::{
    AucAverage, CurvePoints, Ranking, brier, log_loss, roc_auc_one_vs_one, roc_auc_one_vs_rest,
    top_k_accuracy,
};

use crate::classification::{Verdicts, report_numbers};
use crate::harness::area::Area;
use crate::harness::compare::{Tolerance, same, same_numbers};
use crate::harness::json::{self, Value};
use crate::harness::tally::{Miss, Tally, Verdict};
use crate::metric_clustering;

const FOLDER: &str = "models";
const TOLERANCE: Tolerance = Tolerance::Absolute(1e-12);

pub(crate) fn check(area: &mut Area) {
    let mut scores = Tally::new("features/metrics-classification");
    for file in area.take(|file| file.is(FOLDER, "metrics_classification", ".json")) {
        for (number, case) in json::array(&json::read(file.path())).iter().enumerate() {
            scores
                .count(Case::new(case).compare(case).map_err(|miss| miss.in_case(&format!("case {number}"))));
        }
    }
    area.print(scores);
    let mut reports = Tally::new("features/metrics-report");
    for file in area.take(|file| file.is(FOLDER, "metrics_report_", ".json")) {
        let case = json::read(file.path());
        let (truth, predicted) = (json::strings(&case["y"]), json::strings(&case["p"]));
        let labels: std::collections::BTreeSet<String> = truth.iter().chain(&predicted).cloned().collect();
        let labels: Vec<String> = labels.into_iter().collect();
        let verdicts = Verdicts::new(&truth, &predicted, &labels, None).unwrap();
        for (key, digits) in [("report", 2), ("report3", 3)] {
            let report = verdicts.report(digits).unwrap().to_string();
            let verdict = same("report", report.as_str(), json::string(&case[key]));
            reports.count(verdict.map_err(|miss| miss.in_case(file.stem())));
        }
    }
    area.print(reports);
    let mut groupings = Tally::new("features/metrics-clustering");
    for file in area.take(|file| file.is(FOLDER, "metrics_clustering", ".json")) {
        for (number, case) in json::array(&json::read(file.path())).iter().enumerate() {
            let table = metric_clustering::table(case, "a", "b");
            for (key, expected) in case.as_object().unwrap() {
                if !["a", "b"].contains(&key.as_str()) {
                    let verdict = metric_clustering::clustering(&table, key, expected);
                    groupings.count(verdict.map_err(|miss| miss.in_case(&format!("case {number}, {key}"))));
                }
            }
        }
    }
    area.print(groupings);
}

/// One entry of `metrics_classification.json`, taken apart.
struct Case {
    plain: Verdicts,
    weighted: Verdicts,
    /// Probabilities, a row each; none where a class never occurs.
    rows: Vec<Vec<f64>>,
}

impl Case {
    fn new(case: &Value) -> Self {
        let [truth, predicted, labels] = ["y", "p", "labels"].map(|key| json::strings(&case[key]));
        let verdicts = |weights| Verdicts::new(&truth, &predicted, &labels, weights).unwrap();
        let rows = case.get("score").map(|rows| json::array(rows).iter().map(json::numbers).collect());
        Case {
            plain: verdicts(None),
            weighted: verdicts(Some(&json::numbers(&case["w"]))),
            rows: rows.unwrap_or_default(),
        }
    }

    /// Compares every key of the entry.
    fn compare(&self, case: &Value) -> Verdict {
        for (key, expected) in case.as_object().unwrap() {
            let got = match key.as_str() {
                "y" | "p" | "w" | "labels" | "score" => continue,
                "report" => {
                    let report = self.plain.report(4).unwrap().to_string();
                    same(key, report.as_str(), json::string(expected))?;
                    continue;
                }
                "report_dict" => report_numbers(&self.plain.report(4).unwrap(), expected),
                "confusion" => self.plain.confusion().unwrap(),
                "roc_curve" => {
                    let curve = self.ranking().roc_curve(CurvePoints::Corners).unwrap();
                    [curve.false_positive_rate, curve.true_positive_rate, curve.thresholds].concat()
                }
                "pr_curve" => {
                    let curve = self.ranking().precision_recall_curve(CurvePoints::All).unwrap();
                    [curve.precision, curve.recall, curve.thresholds].concat()
                }
                _ => match key.strip_prefix("prf_").and_then(|rest| rest.split_once('_')) {
                    Some((average, zero)) => self.class_scores(average, 1.0, zero)?,
                    None => vec![self.number(key)?],
                },
            };
            same_numbers(key, &got, &json::numbers(expected), TOLERANCE)?;
        }
        Ok(())
    }

    fn number(&self, key: &str) -> Result<f64, Miss> {
        let (name, verdicts) = match key.strip_suffix("_w") {
            Some(name) => (name, &self.weighted),
            None => (key, &self.plain),
        };
        if let Some(figure) = verdicts.figure(name) {
            return Ok(figure.unwrap());
        }
        let (truth, rows) = (&self.plain.truth, self.rows.as_slice());
        Ok(match key {
            "fbeta2_macro" => return Ok(self.class_scores("macro", 2.0, "0")?[2]),
            "log_loss" => log_loss(truth, rows),
            "roc_auc" => self.ranking().roc_auc(),
            "avg_precision" => self.ranking().average_precision(),
            "brier" => {
                let positive: Vec<bool> = truth.ids().iter().map(|&class| class == ClassId(1)).collect();
                brier(&positive, &self.second())
            }
            "roc_auc_ovr_macro" => roc_auc_one_vs_rest(truth, rows, AucAverage::Macro),
            "roc_auc_ovr_weighted" => roc_auc_one_vs_rest(truth, rows, AucAverage::Weighted),
            "roc_auc_ovo_macro" => roc_auc_one_vs_one(truth, rows, AucAverage::Macro),
            "roc_auc_ovo_weighted" => roc_auc_one_vs_one(truth, rows, AucAverage::Weighted),
            "top2" => top_k_accuracy(truth, rows, 2),
            other => return Err(Miss::unanswered(other)),
        }
        .unwrap())
    }

    fn class_scores(&self, average: &str, beta: f64, zero_division: &str) -> Result<Vec<f64>, Miss> {
        match self.plain.class_scores(average, beta, zero_division) {
            Some(scores) => Ok(scores.unwrap()),
            None => Err(Miss::unanswered(format!("average {average}, zero_division {zero_division}"))),
        }
    }

    /// The probability of the second class in each row.
    fn second(&self) -> Vec<f64> {
        self.rows.iter().map(|row| row[1]).collect()
    }

    fn ranking(&self) -> Ranking {
        Ranking::from_labels(&self.plain.truth, ClassId(1), &self.second()).unwrap()
    }
}
