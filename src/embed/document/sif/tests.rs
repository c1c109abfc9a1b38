//! Smooth inverse frequencies beside the formula in NumPy.

use super::*;
use crate::embed::embeddings::Embeddings;
use crate::text::vocabulary::Vocabulary;

const WORDS: &str =
    "king queen man woman prince princess boy girl Rome Italy Paris France Oslo Norway tea cup";

/// Word i, number j: ((7i² + 3j² + 5ij + i + 2j) mod 19 − 9) / 4; counts (37i mod 50) + 1.
fn embeddings() -> Embeddings {
    let number = |i: usize, j: usize| ((i * i * 7 + j * j * 3 + i * j * 5 + i + 2 * j) % 19) as f32;
    let numbers = (0..16).flat_map(|i| (0..6).map(move |j| (number(i, j) - 9.0) / 4.0)).collect();
    let words = Vocabulary::first_seen(WORDS.split(' ')).unwrap();
    let words = Embeddings::new(words, DenseMatrix::from_rows(6, numbers).unwrap()).unwrap();
    words.with_counts((0..16).map(|i| i * 37 % 50 + 1).collect()).unwrap()
}

fn near(found: &[f32], expected: &[f64]) -> bool {
    found.len() == expected.len() && found.iter().zip(expected).all(|(a, b)| (f64::from(*a) - b).abs() < 1e-6)
}

#[test]
fn equals_the_formula_with_the_singular_vectors_of_numpy() {
    // numpy 2.4.6, numpy.linalg.svd of the documents' rows as float32, a = .01
    let words = embeddings();
    let texts = ["king queen tea", "man woman oov boy", "Rome Italy Rome", "tea cup", "oov"];
    let encoded = words.encode(texts.map(|text| text.split(' '))).unwrap();
    let documents = EmbeddedDocuments::new(&words, &encoded).unwrap();
    let sif = Sif::params().smoothing(0.01).fit(&documents).unwrap();
    let rows = sif.transform(&documents).unwrap();
    let first = [0.03027125, 0.24392217, 0.04196163, 0.11084074, 0.20215173, 0.26002875];
    let third = [-0.13971997, 0.05743785, -0.03963292, -0.16387636, 0.01260968, -0.09018452];
    assert!(near(rows.row(0), &first) && near(rows.row(2), &third), "{rows:?}");
    assert_eq!(rows.row(4), [0.0; 6]);
    let written = serde_json::to_string(&sif).unwrap();
    assert_eq!(serde_json::from_str::<Sif>(&written).unwrap(), sif);
    assert!(serde_json::from_str::<Sif>(&written.replacen("0.01", "-1", 1)).is_err());
}

#[test]
fn what_cannot_be_fitted_is_an_error() {
    let words = embeddings();
    let encoded = words.encode([["tea", "cup"]]).unwrap();
    let documents = EmbeddedDocuments::new(&words, &encoded).unwrap();
    for smoothing in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(Sif::params().smoothing(smoothing).fit(&documents).is_err());
    }
    assert!(Sif::params().components(2000).fit(&documents).is_err());
    let plain = Sif::params().components(0).fit(&documents).unwrap();
    assert_eq!(plain.common().rows(), 0);
    let none = words.encode(Vec::<Vec<&str>>::new()).unwrap();
    let none = EmbeddedDocuments::new(&words, &none).unwrap();
    assert_eq!(Sif::params().fit(&none).unwrap().transform(&none).unwrap().rows(), 0);
    let rows = DenseMatrix::from_rows(1, vec![1.0, 2.0]).unwrap();
    let uncounted = Embeddings::new(Vocabulary::first_seen(["tea", "cup"]).unwrap(), rows).unwrap();
    let documents = EmbeddedDocuments::new(&uncounted, &encoded);
    assert!(documents.is_err(), "ids 14 and 15 are none of two words");
    let encoded = uncounted.encode([["tea"]]).unwrap();
    let documents = EmbeddedDocuments::new(&uncounted, &encoded).unwrap();
    assert!(Sif::params().fit(&documents).unwrap_err().to_string().contains("counts"));
    assert!(plain.transform(&documents).is_err());
}
