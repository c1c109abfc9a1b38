//! `vectorize count` and `vectorize tfidf`.

use std::fmt::Write;
use std::fs;

use wordmill::bow::{Count, Norm, TfIdf};
use wordmill::text::{Analyzer, Corpus, StopWords};
use wordmill::vector::SparseMatrix;

use super::process::{REVIEWS, folder, text, wordmill, wordmill_on};

const TWO: &str = "good film, good cast\nbad film\n";

/// The matrix as its file should be.
fn matrix_market(field: &str, rows: &SparseMatrix<f64>) -> String {
    let mut file = format!("%%MatrixMarket matrix coordinate {field} general\n");
    writeln!(file, "{} {} {}", rows.rows(), rows.columns(), rows.stored()).unwrap();
    for (row, entries) in rows.iter().enumerate() {
        for (column, value) in entries.iter() {
            writeln!(file, "{} {} {value}", row + 1, column + 1).unwrap();
        }
    }
    file
}

#[test]
fn two_documents_make_two_rows() {
    let ran = wordmill_on(TWO, &["vectorize", "count"]);
    assert_eq!(ran.err, "wordmill: 2 documents, 4 terms\n");
    let expected = "%%MatrixMarket matrix coordinate integer general
2 4 5
1 2 1
1 3 1
1 4 2
2 1 1
2 3 1
";
    assert_eq!(ran.good(), expected);
    let ran = wordmill_on(TWO, &["vectorize", "count", "--binary", "--quiet", "--json"]);
    assert_eq!(ran.err, "");
    assert_eq!(ran.good(), "{\"cast\":1,\"film\":1,\"good\":1}\n{\"bad\":1,\"film\":1}\n");
    // scikit-learn 1.9.1 prints 0.57973867 and 0.81480247 for these.
    let json = wordmill_on("good film\nbad film\n", &["vectorize", "tfidf", "--json"]).good();
    assert!(json.starts_with("{\"film\":0.57973867") && json.contains("\"good\":0.81480247"), "{json}");
}

#[test]
fn an_empty_document_is_an_empty_row() {
    let rows = wordmill_on("good\n\n", &["vectorize", "count"]).good();
    assert!(rows.ends_with("\n2 1 1\n1 1 1\n"), "{rows}");
    assert_eq!(wordmill_on("good\n\n", &["vectorize", "tfidf", "--json"]).good(), "{\"good\":1.0}\n{}\n");
}

#[test]
fn reviews_are_counted_as_the_library_counts_them() {
    let folder = folder();
    let (matrix, terms) = (text(&folder.path().join("a.mtx")), text(&folder.path().join("terms.tsv")));
    let options = ["--min-df", "2", "--max-df", "0.5", "--ngrams", "1,2", "--stop-words", "english"];
    let files = ["-o", &matrix, "--vocabulary", &terms];
    assert_eq!(wordmill(&[&["vectorize", "count", REVIEWS][..], &options, &files].concat()).good(), "");
    let texts = Corpus::new(REVIEWS).read_texts().unwrap();
    let analyzer = Analyzer::default().stop_words(StopWords::english()).ngrams(1, 2);
    let params = Count::params().analyzer(analyzer).min_df(2).max_df_share(0.5);
    let (model, rows) = params.fit_transform::<_, f64>(&texts, &mut ()).unwrap();
    assert!(fs::read_to_string(matrix).unwrap() == matrix_market("integer", &rows));
    let lines: String =
        (1..).zip(model.terms().to_strings()).map(|(column, term)| format!("{column}\t{term}\n")).collect();
    assert!(fs::read_to_string(terms).unwrap() == lines);
}

#[test]
fn reviews_are_weighed_as_the_library_weighs_them() {
    let folder = folder();
    let terms = text(&folder.path().join("terms.tsv"));
    let options = ["--sublinear", "--no-smooth", "--norm", "l1", "--max-features", "500"];
    let command = ["vectorize", "tfidf", REVIEWS, "--vocabulary", &terms, "--threads", "2"];
    let out = wordmill(&[&command[..], &options].concat()).good();
    let texts = Corpus::new(REVIEWS).read_texts().unwrap();
    let params = TfIdf::params().count(Count::params().max_features(500));
    let params = params.sublinear(true).smooth(false).norm(Norm::L1);
    let (model, rows) = params.fit_transform::<_, f64>(&texts, &mut ()).unwrap();
    assert!(out == matrix_market("real", &rows));
    let (first, idf) = (model.terms().term(0), model.idf().unwrap()[0]);
    let vocabulary = fs::read_to_string(terms).unwrap();
    assert_eq!(vocabulary.lines().next().unwrap(), format!("1\t{first}\t{idf}"));
    assert_eq!(vocabulary.lines().count(), 500);
}

#[test]
fn what_cannot_be_counted_is_told() {
    let fails =
        |options: &[&str], code| wordmill_on(TWO, &[&["vectorize", "count"], options].concat()).bad(code);
    assert!(fails(&["--min-df", "half"], 2).contains("share of all as in 0.5"));
    assert!(fails(&["--ngrams", "2,1"], 2).contains("1 ≤ shortest ≤ longest ≤ 16, got 2,1"));
    assert_eq!(
        fails(&["--max-df", "1.5"], 2),
        "wordmill: parameter max_df: expected a share of 0 to 1, got 1.5\n"
    );
    assert_eq!(
        fails(&["--max-features", "0"], 2),
        "wordmill: parameter max_features: expected 1 or more, got 0\n"
    );
    assert!(fails(&["--vocabulary", "-"], 2).contains("different files"));
    assert_eq!(fails(&["--stop-words", "none", "--ngrams", "5"], 1).lines().count(), 1);
    let nothing = wordmill(&["vectorize", "count"]).bad(1);
    assert_eq!(nothing, "wordmill: list of documents is empty\n");
}
