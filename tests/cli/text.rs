//! `tokenize` and `stem`.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use serde_json::{Value, json};
use wordmill::text::{Analyzer, Corpus, Tokenizer};

use super::process::{REVIEWS, command, folder, wordmill, wordmill_on, write};

fn tokens(input: &str, options: &[&str]) -> String {
    wordmill_on(input, &[&["tokenize"], options].concat()).good()
}

#[test]
fn tokens_come_a_document_a_line() {
    assert_eq!(tokens("The ACTORS weren't bad\n\n!?\nlast", &[]), "the actors weren bad\n\n\nlast\n");
    assert_eq!(tokens("", &[]), "");
    assert_eq!(tokens("I can't", &["--words", "unicode", "--no-lowercase"]), "I can't\n");
    assert_eq!(tokens("Not bad,\tno!", &["--words", "whitespace"]), "not bad, no!\n");
    assert_eq!(tokens("Big Cat", &["--no-lowercase", "--lowercase"]), "big cat\n");
    assert_eq!(tokens("so very good", &["--ngrams", "2,3"]), "so very very good so very good\n");
    let options = ["--stop-words", "english-snowball", "--stem", "english"];
    assert_eq!(tokens("The actors were acting", &options), "actor act\n");
}

#[test]
fn stop_words_may_stand_in_a_file() {
    let folder = folder();
    let list = write(&folder, "stop.txt", "acting\n\n  weren \n");
    assert_eq!(tokens("actors weren't ACTING", &["--stop-words", &list]), "actors\n");
}

#[test]
fn json_tells_the_bytes_of_each_token() {
    let line = tokens("ÇA va\n", &["--json"]);
    let expected = json!({"line": 1, "tokens": [
        {"text": "ça", "start": 0, "end": 3},
        {"text": "va", "start": 4, "end": 6},
    ]});
    assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), expected);
}

#[test]
fn every_format_is_read() {
    let folder = folder();
    let csv = write(&folder, "a.csv", "stars,review\n5,\"so good,\nreally\"\n1,bad\n");
    let columns = ["--text-column", "review", "--label-column", "stars"];
    let read = |more: &[&str]| wordmill(&[&["tokenize", &csv][..], &columns, more].concat()).good();
    assert_eq!(read(&[]), "so good really\nbad\n");
    assert_eq!(read(&["--only", "stars=1"]), "bad\n");
    assert_eq!(tokens("{\"text\": \"one two\"}\n", &["--format", "jsonl"]), "one two\n");
    assert_eq!(tokens("pos\tgood\n", &["--format", "tsv"]), "good\n");
    assert_eq!(tokens("pos\tgood\n", &[]), "pos good\n");
    let stems = wordmill(&[&["stem", "-l", "english", "--running", &csv][..], &columns].concat()).good();
    assert_eq!(stems, "so good, realli\nbad\n");
}

#[test]
fn reviews_are_cut_as_the_library_cuts_them_on_any_number_of_threads() {
    let line = |text: String| -> String {
        let tokens = Analyzer::default().tokens(&text).into_iter().map(|token| token.text);
        tokens.collect::<Vec<_>>().join(" ") + "\n"
    };
    let expected: String = Corpus::new(REVIEWS).read_texts().unwrap().into_iter().map(line).collect();
    for threads in ["1", "3"] {
        assert!(wordmill(&["tokenize", REVIEWS, "--threads", threads]).good() == expected);
    }
    let folder = folder();
    let path = write(&folder, "tokens.txt", "old");
    assert_eq!(wordmill(&["tokenize", REVIEWS, "-o", &path]).good(), "");
    assert!(std::fs::read_to_string(path).unwrap() == expected);
}

/// Whoever types gets an answer to each line, before the end of the input.
#[test]
fn input_is_worked_on_as_it_comes() {
    let mut child = command(&["tokenize"]).stdin(Stdio::piped()).spawn().unwrap();
    let (mut input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut answers = BufReader::new(output).lines();
    for word in ["first", "second"] {
        writeln!(input, "{word}!").unwrap();
        assert_eq!(answers.next().unwrap().unwrap(), word);
    }
    drop(input);
    assert!(answers.next().is_none());
    assert!(child.wait().unwrap().success());
}

#[test]
fn words_become_stems_line_by_line() {
    let stem = |input: &str, options: &[&str]| {
        wordmill_on(input, &[&["stem", "--language", "english"], options].concat()).good()
    };
    assert_eq!(stem("Running\n\n runs \nflies", &[]), "run\n\nrun\nfli\n");
    assert_eq!(stem("Cats, (DOGS)\tran!\n", &["--running"]), "cat, (dog)\tran!\n");
    assert_eq!(stem("Cats\n", &["--json"]), "{\"text\":\"Cats\",\"stem\":\"cat\"}\n");
    let german = wordmill_on("Häusern\n", &["stem", "-l", "german"]).good();
    assert_eq!(german, "haus\n");
    let reviews = wordmill(&["stem", "-l", "english", "--running", REVIEWS]).good();
    assert_eq!(reviews.lines().count(), Corpus::new(REVIEWS).read_texts().unwrap().len());
}
