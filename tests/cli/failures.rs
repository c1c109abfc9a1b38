//! Everything that can go wrong: one line on standard error, and the exit code that the help promises.

use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use super::process::{REVIEWS, command, folder, reviews_model, text, wordmill, wordmill_on, write};

#[test]
fn wrong_usage_is_two() {
    wordmill(&[]).bad(2);
    wordmill(&["tokenise"]).bad(2);
    wordmill(&["stem"]).bad(2);
    let greek = wordmill(&["stem", "--language", "greek", "--algorithm", "classic"]).bad(2);
    assert!(greek.contains("the classic Greek stemmer panics on real words"), "{greek}");
    let klingon = wordmill(&["tokenize", "--stem", "klingon"]).bad(2);
    assert!(klingon.contains("known: arabic, armenian"), "{klingon}");
    assert!(wordmill(&["tokenize", "--only", "split"]).bad(2).contains("expected COLUMN=VALUE"));
    let threads = wordmill(&["tokenize", "--threads", "0"]).bad(2);
    assert_eq!(threads, "wordmill: parameter threads: expected 1 to 1024, got 0\n");
}

#[test]
fn bad_parameters_of_training_are_told() {
    let folder = folder();
    let model = text(&folder.path().join("a.model"));
    let train = |options: &[&str]| {
        let ran = wordmill(&[&["classify", "train", REVIEWS, "-o", &model][..], options].concat());
        assert!(!folder.path().join("a.model").exists());
        ran.bad(2)
    };
    for c in ["nan", "0", "-1", "inf"] {
        assert!(train(&["--c", c]).starts_with("wordmill: parameter c: expected a finite number above 0"));
    }
    assert!(train(&["--tolerance", "0"]).contains("parameter tolerance"));
    assert!(train(&["--model", "nb", "--alpha", "-1"]).contains("parameter alpha"));
    assert_eq!(train(&["--model", "nb", "--c", "1"]), "wordmill: --c is for --model lr\n");
    assert_eq!(train(&["--alpha", "1"]), "wordmill: --alpha is for --model nb\n");
    assert!(train(&["--c", "much"]).contains("invalid value 'much'"));
    let stdout = wordmill(&["classify", "train", REVIEWS, "-o", "-"]).bad(2);
    assert!(stdout.contains("needs a file"), "{stdout}");
}

#[test]
fn bad_input_names_file_line_and_value() {
    let folder = folder();
    let latin = write(&folder, "latin.txt", b"fine\ncaf\xe9 noir\nnever read\n");
    let ran = wordmill(&["tokenize", &latin]);
    assert_eq!(ran.out, "fine\n", "what is good before the error is written");
    assert!(ran.bad(1).contains("latin.txt, line 2: invalid UTF-8 near: \"caf\u{fffd} noir\""));
    assert_eq!(wordmill(&["tokenize", &latin, "--lossy"]).good(), "fine\ncaf noir\nnever read\n");
    let kept = write(&folder, "kept.txt", "old");
    wordmill(&["tokenize", &latin, "-o", &kept]).bad(1);
    assert_eq!(std::fs::read_to_string(kept).unwrap(), "old", "a failed command leaves the old file");
    let stdin = wordmill_on(b"ok\n\xff\n", &["stem", "-l", "english"]).bad(1);
    assert!(stdin.starts_with("wordmill: standard input, line 2: invalid UTF-8"), "{stdin}");
    let short = write(&folder, "short.tsv", "text\tlabel\ngood\t+\nbad\n");
    assert!(wordmill(&["tokenize", &short]).bad(1).ends_with("line 3: missing column in: \"bad\"\n"));
    let error = wordmill(&["tokenize", REVIEWS, "--text-column", "opinion"]).bad(1);
    assert_eq!(error, "wordmill: corpora/reviews.tsv, line 1: no such column: \"opinion\"\n");
    let error = wordmill(&["tokenize", REVIEWS, "--only", "part=test"]).bad(1);
    assert_eq!(error, "wordmill: corpora/reviews.tsv, line 1: no such column: \"part\"\n");
    assert!(wordmill(&["tokenize", "no/such/file"]).bad(1).starts_with("wordmill: no/such/file: "));
    assert!(wordmill(&["tokenize", "--stop-words", "englich"]).bad(1).starts_with("wordmill: englich: "));
}

#[test]
fn what_cannot_be_learnt_from_is_told() {
    let folder = folder();
    let model = text(&folder.path().join("a.model"));
    let train = |content: &str| {
        let data = write(&folder, "data.tsv", content);
        wordmill(&["classify", "train", &data, "-o", &model]).bad(1)
    };
    assert_eq!(
        train("+\tgood\n+\tfine\n"),
        "wordmill: classes to tell apart (at least): expected 2, got 1\n"
    );
    assert!(train("").contains("is empty"));
    assert!(train("+\t\n-\t!\n").contains("vocabulary"));
    assert!(train("good\nbad\n").contains("data.tsv, line 1: no label"));
    assert!(!folder.path().join("a.model").exists());
}

#[test]
fn bad_models_are_told_from_good_ones() {
    let folder = folder();
    let bytes = std::fs::read(reviews_model()).unwrap();
    let cut = write(&folder, "cut.model", &bytes[..bytes.len() / 2]);
    let mut damaged = bytes;
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    let damaged = write(&folder, "damaged.model", damaged);
    for verb in ["predict", "eval", "explain", "terms"] {
        let error = wordmill(&["classify", verb, &cut]).bad(1);
        assert!(error.contains("cut.model is corrupt: the file is cut off"), "{error}");
        let error = wordmill(&["classify", verb, &damaged]).bad(1);
        assert!(error.contains("damaged.model is corrupt: the checksum does not match"), "{error}");
        let error = wordmill(&["classify", verb, REVIEWS]).bad(1);
        assert_eq!(error, "wordmill: corpora/reviews.tsv is corrupt: it is no wordmill file\n");
        assert!(wordmill(&["classify", verb, "no.model"]).bad(1).starts_with("wordmill: no.model: "));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let predict = ["classify", "predict", reviews_model(), REVIEWS];
    for arguments in [&["tokenize", REVIEWS][..], &["vectorize", "count", REVIEWS, "-q"], &predict] {
        let output = command(arguments).stdout(full()).output().unwrap();
        let error = super::process::Ran::of(output).bad(1);
        assert!(error.starts_with("wordmill: standard output: No space left on device"), "{error}");
    }
    let error = wordmill(&["tokenize", REVIEWS, "-o", "/dev/full"]).bad(1);
    assert!(error.starts_with("wordmill: /dev/full: No space left on device"), "{error}");
    let error = wordmill(&["classify", "train", REVIEWS, "-q", "-o", "/dev/full"]).bad(1);
    assert!(error.starts_with("wordmill: /dev/full: No space left on device"), "{error}");
}

/// As in `wordmill … | head -n 1`: the reader has enough, which is no failure and no noise.
#[test]
fn a_closed_pipe_ends_in_peace() {
    let explain = ["classify", "explain", reviews_model(), REVIEWS];
    for arguments in [&["tokenize", REVIEWS][..], &["vectorize", "count", REVIEWS, "-q"], &explain] {
        let mut child = command(arguments).spawn().unwrap();
        let mut line = String::new();
        BufReader::with_capacity(16, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""), "{arguments:?}");
        assert!(!line.is_empty());
    }
    let mut silent = command(&["tokenize", "no/such/file"]).stderr(Stdio::piped()).spawn().unwrap();
    drop(silent.stderr.take());
    assert_eq!(silent.wait().unwrap().code(), Some(1), "nobody hears the error, which still counts");
}
