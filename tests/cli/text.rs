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

#[test]
fn stemmers_are_chosen_by_language_and_algorithm() {
    let stem = |word: &str, options: &[&str]| wordmill_on(word, &[&["stem", "-l"], options].concat());
    assert_eq!(stem("added", &["en"]).good(), "add\n");
    assert_eq!(stem("added", &["eng", "-a", "classic"]).good(), "ad\n");
    assert_eq!(stem("Relational", &["english", "-a", "porter"]).good(), "relat\n");
    assert_eq!(stem("provision", &["en", "-a", "lancaster"]).good(), "provid\n");
    assert_eq!(stem("ισαισα", &["el"]).good(), "ισα\n");
    assert!(stem("Wort", &["de", "-a", "porter"]).bad(2).contains("not for de"));
    assert!(stem("word", &["klingon"]).bad(2).contains("klingon"));
}

#[test]
fn sentences_know_their_places_and_what_was_learnt() {
    let text = "He met Dr. Lee. It rained.";
    assert_eq!(wordmill_on(text, &["sentences"]).good(), "He met Dr. Lee.\nIt rained.\n");
    let json = wordmill_on(text, &["sentences", "--json"]).good();
    let expected = json!({"line": 1, "sentences": [
        {"text": "He met Dr. Lee.", "start": 0, "end": 15},
        {"text": "It rained.", "start": 16, "end": 26},
    ]});
    assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), expected);
    let folder = folder();
    let model = folder.path().join("punkt.model").to_str().unwrap().to_owned();
    let learnt = wordmill_on(text, &["sentences", "--learn", REVIEWS, "--save", &model]).good();
    assert_eq!(wordmill_on(text, &["sentences", "--parameters", &model]).good(), learnt);
    assert!(
        wordmill_on(text, &["sentences", "--by", "unicode", "--parameters", &model]).bad(2).contains("punkt")
    );
    let damaged = write(&folder, "damaged", "no model");
    assert!(wordmill_on(text, &["sentences", "--parameters", &damaged]).bad(1).contains("damaged"));
}

#[test]
fn steps_of_normalisation_go_in_order_and_words_know_their_places() {
    let normalize = |text: &str, steps: &str| wordmill_on(text, &["normalize", "--steps", steps]).good();
    assert_eq!(normalize("E\u{301}", "nfc"), "É\n");
    assert_eq!(normalize("É", "strip-accents,lowercase"), "e\n");
    assert_eq!(normalize("soooo  ﬁne", "spaces,repeats,nfkc"), "sooo fine\n");
    let json = wordmill_on("ﬁne  Straße", &["normalize", "--steps", "nfkc,casefold,spaces", "--json"]).good();
    let expected = json!({"line": 1, "normalized": "fine strasse", "words": [
        {"text": "fine", "start": 0, "end": 5},
        {"text": "strasse", "start": 7, "end": 14},
    ]});
    assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), expected);
}

#[test]
fn lemmas_come_from_rules_tables_and_wordnet() {
    assert_eq!(wordmill_on("geese\nhoping", &["lemmatize"]).good(), "goose\nhope\n");
    assert_eq!(wordmill_on("meeting", &["lemmatize", "-p", "VERB"]).good(), "meet\n");
    let folder = folder();
    let table = write(&folder, "table.tsv", "Häuser\tHaus\n");
    assert_eq!(
        wordmill_on("Alte Häuser", &["lemmatize", "--running", "--table", &table]).good(),
        "Alte Haus\n"
    );
    let broken = write(&folder, "broken.tsv", "one\n");
    assert!(wordmill_on("x", &["lemmatize", "--table", &broken]).bad(1).contains("broken.tsv, line 1"));
    let nowhere = folder.path().join("wordnet").to_str().unwrap().to_owned();
    assert!(wordmill_on("x", &["lemmatize", "--wordnet", &nowhere]).bad(1).contains("index.noun"));
}

#[test]
fn words_of_running_text_keep_their_places() {
    let expected = json!({"line": 1, "text": "é cat, dog!", "words": [
        {"text": "é", "start": 0, "end": 2},
        {"text": "cat", "start": 3, "end": 7},
        {"text": "dog", "start": 9, "end": 13},
    ]});
    for command in [&["stem", "-l", "en"][..], &["lemmatize"]] {
        let options = [command, &["--running", "--json"]].concat();
        let line = wordmill_on("é cats, dogs!", &options).good();
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), expected);
    }
}

#[test]
fn ngrams_collocations_and_phrases() {
    let grams = |options: &[&str]| wordmill_on("a1 b1 c1\na1 b1", &[&["ngrams"], options].concat()).good();
    assert_eq!(grams(&[]), "a1 b1\tb1 c1\na1 b1\n");
    assert_eq!(grams(&["--count"]), "2\ta1 b1\n1\tb1 c1\n");
    assert_eq!(grams(&["--ngrams", "3", "--pad"]).lines().next().unwrap().split('\t').count(), 5);
    let file = folder();
    let york = write(&file, "york.txt", "new york is big\nhe left new york\n");
    let best = wordmill(&["collocations", &york, "--measure", "raw_freq", "--top", "1"]).good();
    assert_eq!(best, "0.25\t2\tnew york\n");
    assert!(wordmill(&["collocations", &york, "--size", "3", "--measure", "dice"]).bad(2).contains("dice"));
    let learn = ["phrases", &york, "--min-count", "1", "--threshold", "1"];
    assert_eq!(wordmill(&learn).good(), "new_york is big\nhe left new_york\n");
    let model = file.path().join("phrases").to_str().unwrap().to_owned();
    wordmill(&[&learn[..], &["--save", &model]].concat()).good();
    assert_eq!(wordmill_on("to new york", &["phrases", "--model", &model]).good(), "to new_york\n");
    assert!(wordmill_on("x", &["phrases"]).bad(2).contains("--model"));
}

#[test]
fn tokens_of_other_tools() {
    let cut = |text: &str, name: &str| tokens(text, &["--tokenizer", name]);
    assert_eq!(cut("I can't :-)", "tweets"), "I can't :-)\n");
    assert_eq!(cut("I can't.", "treebank"), "I ca n't .\n");
    assert_eq!(cut("I can't.", "spacy"), "I ca n't .\n");
    assert_eq!(cut("a & b", "moses"), "a &amp; b\n");
    assert_eq!(cut("It is. So.", "nltk"), "It is . So .\n");
    assert!(
        wordmill_on("x", &["tokenize", "--tokenizer", "nltk", "--ngrams", "2"]).bad(2).contains("ngrams")
    );
}
