//! `wordmill embed train`: what it starts with, what stays, what it tells between epochs, and how it goes on.

use std::fs;

use super::process::{folder, text, wordmill, write};

/// The rows of a file of vectors by their words.
fn rows(path: &str) -> Vec<(String, String)> {
    let read = fs::read_to_string(path).unwrap();
    let pairs = read.lines().skip(1).map(|line| line.split_once(' ').unwrap());
    pairs.map(|(word, row)| (word.to_owned(), row.to_owned())).collect()
}

#[test]
fn a_training_starts_with_vectors_freezes_words_and_tells_scores_between_epochs() {
    let folder = folder();
    let corpus = write(&folder, "corpus", "a b c d a c\nb d a e\n".repeat(40));
    let vectors = write(&folder, "start.txt", "2 3\na 1 2 3\nb 4 5 6\n");
    let (frozen, pairs) =
        (write(&folder, "frozen", "b\n"), write(&folder, "pairs", "a\tb\t1\nb\tc\t2\na\tc\t0\n"));
    let questions = write(&folder, "questions", ": letters\na b c d\n");
    let (output, state) = (text(&folder.path().join("out.txt")), text(&folder.path().join("state")));
    let start = ["embed", "train", &corpus, "-o", &output, "--size", "3", "--sample", "0", "--iter", "2"];
    let start = [&start[..], &["--start", &vectors, "--freeze", &frozen, "--checkpoint", &state]].concat();
    let ran = wordmill(&[&start[..], &["--pairs", &pairs, "--analogies", &questions]].concat());
    for epoch in [1, 2] {
        assert!(ran.err.contains(&format!("epoch {epoch}: {pairs}: Spearman ")), "{ran:?}");
        assert!(ran.err.contains(&format!("epoch {epoch}: {questions}: ")), "{ran:?}");
    }
    ran.good();
    let trained = rows(&output);
    let row = |word: &str| &trained.iter().find(|row| row.0 == word).unwrap().1;
    assert_eq!(row("b").split(' ').map(|x| x.parse::<f32>().unwrap()).collect::<Vec<_>>(), [4.0, 5.0, 6.0]);
    assert!(!row("a").starts_with("1 2 3"));

    // The end of a training is a place to go on from, with the same start alone.
    fs::remove_file(&output).unwrap();
    wordmill(&[&start[..], &["--resume"]].concat()).good();
    assert_eq!(rows(&output), trained);
    let other = write(&folder, "other", "a\n");
    let error = wordmill(&[&start[..], &["--resume", "--freeze", &other]].concat());
    error.bad(2);
    let changed: Vec<&str> =
        start.iter().map(|&argument| if argument == frozen { &other } else { argument }).collect();
    let error = wordmill(&[&changed[..], &["--resume"]].concat()).bad(1);
    assert!(error.contains("started with other vectors"), "{error}");
}

#[test]
fn what_is_missing_is_told_before_training() {
    let folder = folder();
    let corpus = write(&folder, "corpus", "a b a b a b a b a b\n");
    let output = text(&folder.path().join("out.txt"));
    for option in ["--start", "--freeze", "--pairs", "--analogies"] {
        let error = wordmill(&["embed", "train", &corpus, "-o", &output, option, "no/such/file"]).bad(1);
        assert!(error.contains("no/such/file"), "{option}: {error}");
    }
    let unknown = write(&folder, "unknown", "z\n");
    let error = wordmill(&["embed", "train", &corpus, "-o", &output, "--freeze", &unknown]).bad(1);
    assert!(error.contains("word to freeze"), "{error}");
    assert!(!folder.path().join("out.txt").exists());
}
