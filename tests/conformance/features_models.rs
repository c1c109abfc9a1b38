//! `models/`: features of nine data sets and what scikit-learn's models made of them.
//!
//! A data set comes as `SET_VIEW_data.json` and, beside it, one file for each family of models.

use wordmill::Result;
use wordmill::bow::{Count, TfIdf, TfIdfParams};
use wordmill::label::{Classes, Labels};
use wordmill::vector::SparseMatrix;

use crate::features_bayes::Bayes;
use crate::features_logistic::Linear;
use crate::features_select;
use crate::features_svd;
use crate::features_topics;
use crate::harness::area::{Area, File};
use crate::harness::compare::{Tolerance, same_list};
use crate::harness::json::{self, Value};
use crate::harness::sparse::{matrix, same_matrix};
use crate::harness::tally::{Miss, Tally, Verdict};

const FOLDER: &str = "models";

pub(crate) fn check(area: &mut Area) {
    let mut vectorizers = Tally::new("features/models-vectorizers");
    let mut svd = Tally::new("features/models-svd");
    let mut topics = Tally::new("features/models-nmf");
    let mut selection = Tally::new("features/models-selection");
    let (mut bayes, mut linear) = (Bayes::default(), Linear::default());
    for file in area.take(|file| file.is(FOLDER, "", "_data.json")) {
        let set = file.stem().strip_suffix("_data").unwrap().to_owned();
        let data = DataSet::read(&file);
        features(&set, &data, &mut vectorizers);
        let (bayes_file, linear_file) =
            (file.beside(&format!("{set}_nb.json")), file.beside(&format!("{set}_linear.json")));
        for models in area.take(|other| other.path() == bayes_file) {
            bayes.check(&set, &data, &json::read(models.path()));
        }
        for models in area.take(|other| other.path() == linear_file) {
            linear.check(&set, &data, &json::read(models.path()));
        }
        let svd_file = file.beside(&format!("{set}_svd.json"));
        for models in area.take(|other| other.path() == svd_file) {
            features_svd::check(&set, &data, &json::read(models.path()), &mut svd);
        }
        let nmf_file = file.beside(&format!("{set}_nmf.json"));
        for models in area.take(|other| other.path() == nmf_file) {
            features_topics::check(&set, &data, &data.vocabulary(), &json::read(models.path()), &mut topics);
        }
        let select_file = file.beside(&format!("{set}_select.json"));
        for scores in area.take(|other| other.path() == select_file) {
            features_select::check(&set, &data, &json::read(scores.path()), &mut selection);
        }
    }
    area.print(vectorizers);
    area.print(svd);
    area.print(topics);
    area.print(selection);
    bayes.tallies().into_iter().for_each(|tally| area.print(tally));
    linear.tallies().into_iter().for_each(|tally| area.print(tally));
}

/// Documents, their labels, and the features that scikit-learn made of them.
pub(crate) struct DataSet {
    value: Value,
    pub(crate) train: SparseMatrix<f64>,
    pub(crate) test: SparseMatrix<f64>,
    pub(crate) train_labels: Labels,
    pub(crate) test_labels: Vec<String>,
}

impl DataSet {
    fn read(file: &File) -> Self {
        let value = json::read(file.path());
        DataSet {
            train: matrix(&value["X_train"]),
            test: matrix(&value["X_test"]),
            train_labels: Labels::from_names(json::strings(&value["y_train"]).iter()).unwrap(),
            test_labels: json::strings(&value["y_test"]),
            value,
        }
    }

    pub(crate) fn classes(&self) -> &Classes {
        self.train_labels.classes()
    }

    /// The terms of the columns.
    fn vocabulary(&self) -> Vec<String> {
        json::strings(&self.value["vocabulary"])
    }

    /// The share of test documents whose class is the predicted one.
    pub(crate) fn accuracy(&self, predicted: &[String]) -> f64 {
        let right = self.test_labels.iter().zip(predicted).filter(|(label, predicted)| label == predicted);
        right.count() as f64 / self.test_labels.len() as f64
    }
}

/// Compares our features of the documents with the reference's; training and test documents are a case each.
fn features(set: &str, data: &DataSet, tally: &mut Tally) {
    let (train, test) = (json::strings(&data.value["train_docs"]), json::strings(&data.value["test_docs"]));
    let learnt = match set.rsplit('_').next() {
        Some("count") => rows_of_counts(&train, &test),
        Some("tfidf") => rows_of_weights(&TfIdf::params().min_df(2).sublinear(true), &train, &test),
        Some("tfidf12") => rows_of_weights(&TfIdf::params().min_df(3).ngrams(1, 2), &train, &test),
        view => return tally.leave(format!("the view {view:?}"), 2),
    };
    let Ok((terms, rows, queries)) = learnt else {
        return (0..2).for_each(|_| tally.count(Err(Miss::different("error", set))));
    };
    let tolerance = Tolerance::Relative(1e-12);
    let vocabulary = same_list("vocabulary", &terms, &json::strings(&data.value["vocabulary"]));
    let train: Verdict =
        vocabulary.and_then(|()| same_matrix("features to train on", &rows, &data.train, tolerance));
    tally.count(train.map_err(|miss| miss.in_case(set)));
    let test = same_matrix("features to test on", &queries, &data.test, tolerance);
    tally.count(test.map_err(|miss| miss.in_case(set)));
}

type Learnt = Result<(Vec<String>, SparseMatrix<f64>, SparseMatrix<f64>)>;

fn rows_of_counts(train: &[String], test: &[String]) -> Learnt {
    let (model, rows) = Count::params().min_df(2).fit_transform(train, &mut ())?;
    Ok((model.terms().to_strings(), rows, model.rows(test)?))
}

fn rows_of_weights(params: &TfIdfParams, train: &[String], test: &[String]) -> Learnt {
    let (model, rows) = params.fit_transform(train, &mut ())?;
    Ok((model.terms().to_strings(), rows, model.rows(test)?))
}
