//! Every fitted model: saved, loaded and equal; damaged files are told from good ones.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use wordmill::bow::{Count, TfIdf};
use wordmill::classify::{ClassWeight, Examples, Logistic, NaiveBayes};
use wordmill::label::Labels;
use wordmill::solve::{Pca, Svd};
use wordmill::task::{LabelledTexts, TextClassifier, TextClassifierParams};
use wordmill::text::counted::CountedVocabulary;
use wordmill::text::phrases::Phrases;
use wordmill::text::stem::ClassicSnowball;
use wordmill::text::{Analyzer, StopWords, Vocabulary};
use wordmill::vector::{ClusterDistance, DenseMatrix, KMeans};
use wordmill::{Error, Fit};

const TEXTS: [&str; 4] = ["a good film", "a bad film", "good acting", "bad acting"];

fn labels() -> Labels {
    Labels::from_names(["+", "-", "+", "-"]).unwrap()
}

/// Through a binary format and a text format.
fn reads_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(model: &T) {
    let bytes = postcard::to_stdvec(model).unwrap();
    assert_eq!(&postcard::from_bytes::<T>(&bytes).unwrap(), model);
    let json = serde_json::to_string(model).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), model);
    for cut in 0..bytes.len() {
        assert!(postcard::from_bytes::<T>(&bytes[..cut]).is_err(), "cut at {cut} of {}", bytes.len());
    }
}

#[test]
fn every_model_reads_back_and_refuses_a_cut() {
    let analyzer =
        Analyzer::default().stop_words(StopWords::english_snowball()).stemmer(ClassicSnowball::English);
    let count = Count::params().analyzer(analyzer.ngrams(1, 3));
    reads_back(&count.fit(TEXTS.as_slice()).unwrap());
    let (tfidf, rows) = TfIdf::params().count(count).fit_transform::<_, f32>(&TEXTS, &mut ()).unwrap();
    reads_back(&tfidf);
    reads_back(&rows);
    reads_back(&Vocabulary::sorted(TEXTS).unwrap());
    let words = || [TEXTS, TEXTS].concat().into_iter().map(|text| text.split(' '));
    reads_back(&CountedVocabulary::of_documents(words()).unwrap());
    let phrases = Phrases::params().min_count(1).threshold(0.1).fit(words()).unwrap();
    reads_back(&phrases);
    reads_back(&phrases.freeze().unwrap());
    let labels = labels();
    let examples = Examples::new(&rows, &labels).unwrap();
    reads_back(&NaiveBayes::params().fit(&examples).unwrap());
    let named = ClassWeight::Named(vec![("+".into(), 2.0)]);
    reads_back(&Logistic::params().class_weight(named).fit(&examples).unwrap());
    for params in [TextClassifierParams::sentiment(), TextClassifierParams::naive_bayes()] {
        reads_back(&params.fit(&LabelledTexts::new(&TEXTS, &labels).unwrap()).unwrap());
    }
}

#[test]
fn every_decomposition_and_clustering_reads_back_and_refuses_a_cut() {
    let rows = DenseMatrix::from_rows(2, vec![1.0, 2.0, 0.5, -1.0, 4.0, 0.0]).unwrap();
    reads_back(&Svd::params().components(2).fit(&rows).unwrap());
    reads_back(&Svd::params().components(1).left(false).fit(&rows).unwrap());
    reads_back(&Svd::params().fit(&DenseMatrix::zeros(2, 3)).unwrap());
    reads_back(&Pca::params().whiten(true).fit(&rows).unwrap());
    reads_back(&Pca::params().fit(&DenseMatrix::zeros(2, 3)).unwrap());
    reads_back(&KMeans::params().clusters(2).distance(ClusterDistance::Cosine).fit(&rows).unwrap());
}

#[test]
fn a_damaged_file_is_corrupt_wherever_the_damage_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sentiment.model");
    let labels = labels();
    let model = TextClassifier::params().fit(&LabelledTexts::new(&TEXTS, &labels).unwrap()).unwrap();
    model.save(&path).unwrap();
    assert_eq!(TextClassifier::load(&path).unwrap(), model);
    let good = std::fs::read(&path).unwrap();
    for place in 0..good.len() {
        let mut bad = good.clone();
        bad[place] = !bad[place];
        std::fs::write(&path, bad).unwrap();
        assert!(matches!(TextClassifier::load(&path), Err(Error::Corrupt { .. })), "changed at {place}");
        std::fs::write(&path, &good[..place]).unwrap();
        let error = TextClassifier::load(&path).unwrap_err();
        assert!(error.to_string().contains("sentiment.model"), "{error}");
    }
}
