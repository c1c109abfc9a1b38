//! `select`, `topics`, `cluster` and the formats of `vectorize` over the bundled reviews.

use std::fs;

use wordmill::vector::SparseMatrix;
use wordmill::vector::format::{MatrixMarket, Npz, Svmlight, Targets};

use super::process::{REVIEWS, folder, text, wordmill, wordmill_on};

const FEW: [&str; 4] = ["--stop-words", "english", "--min-df", "5"];

#[test]
fn rows_are_the_same_in_every_format() {
    let folder = folder();
    let path = |name: &str| text(&folder.path().join(name));
    let write = |name: &str| {
        let file = path(name);
        let arguments = [&["vectorize", "count", REVIEWS, "-o", &file][..], &FEW].concat();
        assert_eq!(wordmill(&arguments).good(), "");
    };
    ["rows.mtx", "rows.npz", "rows.svm", "rows.csv", "rows.jsonl"].into_iter().for_each(write);
    let rows: SparseMatrix<f64> = MatrixMarket::load(path("rows.mtx")).unwrap();
    assert_eq!(Npz::load::<f64>(path("rows.npz")).unwrap(), rows);
    let svmlight = Svmlight::new().columns(rows.columns()).load::<f64>(path("rows.svm")).unwrap();
    assert_eq!(svmlight.rows, rows);
    let Targets::Single(targets) = svmlight.targets else { panic!("one target a row") };
    assert!(targets.contains(&0.0) && targets.contains(&1.0));
    assert_eq!(fs::read_to_string(path("rows.csv")).unwrap().lines().count(), rows.rows() + 1);
    assert_eq!(fs::read_to_string(path("rows.jsonl")).unwrap().lines().count(), rows.rows());
    wordmill(&["vectorize", "count", REVIEWS, "--to", "xml"]).bad(2);
}

#[test]
fn a_vocabulary_that_was_written_can_be_counted_again() {
    let folder = folder();
    for name in ["terms.tsv", "terms.json"] {
        let terms = text(&folder.path().join(name));
        let count =
            |more: &[&str]| wordmill(&[&["vectorize", "count", REVIEWS, "--quiet"], more].concat()).good();
        let first = count(&["--min-df", "9", "--vocabulary", &terms]);
        assert_eq!(count(&["--fixed-vocabulary", &terms]), first);
    }
    wordmill(&["vectorize", "count", REVIEWS, "--fixed-vocabulary", "missing.tsv"]).bad(1);
}

#[test]
fn hashing_and_bm25() {
    let hashed =
        wordmill_on("good film\nbad\n", &["vectorize", "hashing", "--columns", "1000", "--norm", "none"]);
    assert!(hashed.good().contains("\n2 1000 3\n"));
    let weights = wordmill_on("good film\nbad film\n", &["vectorize", "bm25", "--json"]).good();
    let lines: Vec<serde_json::Value> =
        weights.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lines[0]["good"].as_f64() > lines[0]["film"].as_f64());
    wordmill_on("a\n", &["vectorize", "hashing", "--columns", "0"]).bad(2);
    wordmill_on("aa\n", &["vectorize", "bm25", "--b", "2"]).bad(2);
    let chars = [
        "vectorize",
        "count",
        "--analyzer",
        "char-wb",
        "--ngrams",
        "2,2",
        "--strip-accents",
        "ascii",
        "--json",
    ];
    assert_eq!(wordmill_on("é\n", &chars).good(), "{\" e\":1,\"e \":1}\n");
    let pattern = ["vectorize", "count", "--token-pattern", "<(\\w)>", "--json"];
    assert_eq!(wordmill_on("<x> y\n", &pattern).good(), "{\"x\":1}\n");
    wordmill_on("x\n", &["vectorize", "count", "--token-pattern", "(", "--json"]).bad(2);
}

#[test]
fn the_terms_that_tell_most() {
    let list = wordmill(&[&["select", REVIEWS, "--keep", "7"][..], &FEW].concat()).good();
    let scores: Vec<f64> =
        list.lines().map(|line| line.split('\t').next().unwrap().parse().unwrap()).collect();
    assert!(scores.len() == 7 && scores.is_sorted_by(|a, b| a >= b));
    let rows =
        wordmill(&[&["select", REVIEWS, "--keep", "7", "--rows", "--score", "f"][..], &FEW].concat()).good();
    assert!(rows.lines().nth(1).unwrap().contains(" 7 "));
    assert!(wordmill(&["select", REVIEWS, "--keep", "1", "--json"]).good().starts_with("{\"term\":"));
    wordmill_on("no label\n", &["select"]).bad(1);
}

#[test]
fn topics_and_clusters() {
    let folder = folder();
    let weights = text(&folder.path().join("weights.csv"));
    for model in ["lsa", "nmf", "lda"] {
        let arguments = ["topics", model, REVIEWS, "--topics", "3", "--top", "4", "--weights", &weights];
        let topics = wordmill(&[&arguments[..], &FEW].concat()).good();
        assert_eq!(topics.lines().count(), 3, "{topics}");
        assert!(topics.lines().all(|line| line.split('\t').nth(1).unwrap().split(' ').count() == 4));
        let table = fs::read_to_string(&weights).unwrap();
        assert!(table.lines().all(|line| line.split(',').count() == 3));
    }
    let coherent = ["topics", "nmf", REVIEWS, "--topics", "2", "--coherence", "u-mass", "--json"];
    let topics = wordmill(&[&coherent[..], &FEW].concat()).good();
    assert!(topics.starts_with("{\"topic\":1,\"coherence\":-"), "{topics}");
    let assignments = text(&folder.path().join("clusters.txt"));
    let ran = wordmill(
        &[&["cluster", REVIEWS, "--clusters", "3", "--assignments", &assignments][..], &FEW].concat(),
    );
    assert!(ran.err.contains("mean silhouette"), "{ran:?}");
    assert_eq!(ran.good().lines().count(), 3);
    let numbers = fs::read_to_string(assignments).unwrap();
    assert!(numbers.lines().all(|number| ["1", "2", "3"].contains(&number)));
    wordmill(&["topics", "lda", REVIEWS, "--topics", "0"]).bad(2);
    wordmill(&["cluster", REVIEWS, "--clusters", "0"]).bad(2);
}
