//! `models/*_select.json`: scores of columns and the best of them against `sklearn.feature_selection`.

use wordmill::Fit;
use wordmill::bow::selection::{Keep, Score, Selection, anova_f, chi_squared, mutual_information};
use wordmill::vector::SparseMatrix;

use crate::features_models::DataSet;
use crate::harness::compare::{Tolerance, same, same_numbers};
use crate::harness::json::{self, Value};
use crate::harness::tally::{Miss, Tally, Verdict};

/// Takes the scores of one data set. A list of numbers is a case, and so is a set of columns with the word on ties.
pub(crate) fn check(set: &str, data: &DataSet, reference: &Value, tally: &mut Tally) {
    let entries = reference.as_object().unwrap();
    for (name, expected) in entries.iter().filter(|(name, _)| !name.ends_with("_tie")) {
        let verdict = match name.strip_prefix("kbest_chi2_") {
            Some(most) => best(data, most.parse().unwrap(), expected, entries.get(&format!("{name}_tie"))),
            None => scores(data, name, expected),
        };
        match verdict {
            Some(verdict) => tally.count(verdict.map_err(|miss| miss.in_case(&format!("{name} of {set}")))),
            None => tally.leave(name.as_str(), 1),
        }
    }
}

fn scores(data: &DataSet, name: &str, expected: &Value) -> Option<Verdict> {
    let (rows, labels) = (&data.train, &data.train_labels);
    let (score, p_value) = (Tolerance::Relative(1e-9), Tolerance::Relative(1e-8));
    let (got, tolerance) = match name {
        "chi2" => (chi_squared(rows, labels).map(|test| test.scores), score),
        "chi2_p" => (chi_squared(rows, labels).map(|test| test.p_values), p_value),
        "f_classif" => (anova_f(rows, labels).map(|test| test.scores), score),
        "f_p" => (anova_f(rows, labels).map(|test| test.p_values), p_value),
        "mutual_info_discrete" => (mutual_information(rows, labels), score),
        "mutual_info_binary" => (mutual_information(&binary(rows), labels), score),
        _ => return None,
    };
    let got = got.map_err(|error| Miss::different("error", error.to_string()));
    Some(got.and_then(|got| same_numbers(name, &got, &json::numbers(expected), tolerance)))
}

/// Ones in place of all values above 0.
fn binary(rows: &SparseMatrix<f64>) -> SparseMatrix<f64> {
    assert!(rows.values().iter().all(|&value| value > 0.0), "counts");
    let ones = vec![1.0; rows.stored()];
    SparseMatrix::from_parts(rows.columns(), rows.offsets().to_vec(), rows.indices().to_vec(), ones).unwrap()
}

fn best(data: &DataSet, most: usize, expected: &Value, tie: Option<&Value>) -> Option<Verdict> {
    let tie = tie?.as_bool()?;
    let params = Selection::params().score(Score::ChiSquared).keep(Keep::Best(most));
    let fitted = params.fit(&(&data.train, &data.train_labels));
    Some(fitted.map_err(|error| Miss::different("error", error.to_string())).and_then(|selection| {
        let columns: Vec<usize> = selection.columns().iter().map(|&column| column as usize).collect();
        same("best columns", &columns, &json::counts(expected))?;
        same("tie at the border", &is_tied(&selection), &tie)
    }))
}

/// Whether a column that went scores as much as one that stayed.
fn is_tied(selection: &Selection) -> bool {
    let kept = selection.columns();
    let score = |column: u32| selection.scores()[column as usize];
    let least = kept.iter().map(|&column| score(column)).fold(f64::INFINITY, f64::min);
    (0..selection.scores().len() as u32).any(|column| score(column) == least && !kept.contains(&column))
}
