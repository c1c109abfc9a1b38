//! `wordmill corpus`: sentences of small worlds, from the bundled grammar and from others.

use super::process::{folder, text, wordmill, wordmill_on, write};

#[test]
fn sentences_are_as_many_as_asked_for_and_the_same_again() {
    let folder = folder();
    let path = text(&folder.path().join("worlds.txt"));
    let arguments = ["corpus", "small-worlds", "--tokens", "5000", "--seed", "3"];
    let ran = wordmill(&[&arguments[..], &["-o", &path]].concat());
    assert!(ran.err.ends_with(" sentences\n"), "{ran:?}");
    assert_eq!(ran.good(), "");
    let written = std::fs::read_to_string(&path).unwrap();
    assert!((5_000..5_040).contains(&written.split_whitespace().count()));
    assert_eq!(wordmill(&[&arguments[..], &["--quiet"]].concat()).good(), written);
    assert_ne!(wordmill(&["corpus", "small-worlds", "--tokens", "5000", "--seed", "4"]).good(), written);
}

#[test]
fn questions_come_with_the_grammar() {
    let folder = folder();
    let questions = text(&folder.path().join("questions"));
    wordmill(&["corpus", "small-worlds", "--tokens", "1", "--questions", &questions]).good();
    let questions = std::fs::read_to_string(questions).unwrap();
    assert!(questions.starts_with(": capitals\nfrance paris italy rome\n"), "{questions:.80}");
    assert!(questions.contains("\nman woman king queen\n"));
}

#[test]
fn other_grammars_are_taken_or_refused_with_their_line() {
    let folder = folder();
    let good = write(&folder, "good.grammar", "rule sentence:\n  hello world\n");
    let arguments = ["corpus", "small-worlds", "--tokens", "3", "--grammar"];
    assert_eq!(wordmill(&[&arguments[..], &[&good]].concat()).good(), "hello world\nhello world\n");
    let error = wordmill_on("rule sentence:\n  <who>\n", &[&arguments[..], &["-"]].concat()).bad(1);
    assert_eq!(error, "wordmill: grammar, line 2: no rule of this name further below: \"who\"\n");
    let error = wordmill_on(b"\xff", &[&arguments[..], &["-"]].concat()).bad(1);
    assert!(error.starts_with("wordmill: standard input: "), "{error}");
    let error = wordmill(&[&arguments[..], &["no/such/file"]].concat()).bad(1);
    assert!(error.starts_with("wordmill: no/such/file: "), "{error}");
    wordmill(&["corpus", "small-worlds", "--tokens", "0"]).bad(2);
}
