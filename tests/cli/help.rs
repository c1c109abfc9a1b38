//! Help and completions: the examples of the help are run, and give what they show.

use super::process::wordmill;

#[test]
fn completions_are_written_for_every_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = wordmill(&["completions", shell]).good();
        assert!(script.contains("wordmill") && script.contains("vocabulary"), "{shell}");
    }
    wordmill(&["completions", "cmd"]).bad(2);
    assert!(wordmill(&["completions", "zsh"]).good().contains("hungarian"));
}

#[test]
fn help_tells_the_exit_codes() {
    let help = wordmill(&["help"]).good();
    assert!(help.contains("130  interrupted") && help.contains("Examples:"), "{help}");
    assert_eq!(wordmill(&["--help"]).good(), help);
    assert!(wordmill(&["--version"]).good().starts_with("wordmill "));
}

/// The examples of every help, in a folder of their own with the corpora beside it.
#[cfg(unix)]
#[test]
fn examples_do_as_they_say() {
    const PAGES: [&[&str]; 42] = [
        &[],
        &["tokenize"],
        &["sentences"],
        &["normalize"],
        &["stem"],
        &["lemmatize"],
        &["ngrams"],
        &["collocations"],
        &["phrases"],
        &["vectorize"],
        &["vectorize", "count"],
        &["vectorize", "tfidf"],
        &["vectorize", "hashing"],
        &["vectorize", "bm25"],
        &["select"],
        &["topics"],
        &["cluster"],
        &["classify"],
        &["classify", "train"],
        &["classify", "predict"],
        &["classify", "eval"],
        &["classify", "explain"],
        &["classify", "terms"],
        &["score"],
        &["rouge"],
        &["meteor"],
        &["wer"],
        &["cer"],
        &["perplexity"],
        &["seqeval"],
        &["corpus"],
        &["corpus", "small-worlds"],
        // These go on with what the page before them made.
        &["embed"],
        &["embed", "train"],
        &["embed", "nearest"],
        &["embed", "analogy"],
        &["embed", "odd-one-out"],
        &["embed", "eval"],
        &["embed", "convert"],
        &["embed", "plot"],
        &["embed", "info"],
        &["completions"],
    ];
    let folder = super::process::folder();
    let corpora = std::fs::canonicalize("corpora").unwrap();
    std::os::unix::fs::symlink(corpora, folder.path().join("corpora")).unwrap();
    for page in PAGES {
        let help = wordmill(&[&["help"], page].concat()).good();
        let examples = examples(&help);
        assert!((2..=5).contains(&examples.len()), "{page:?} has {} examples", examples.len());
        for (line, shown) in examples {
            check(folder.path(), &line, &shown);
        }
    }
}

/// Each line behind a `$`, and the lines shown below it.
#[cfg(unix)]
fn examples(help: &str) -> Vec<(String, Vec<String>)> {
    let mut examples: Vec<(String, Vec<String>)> = Vec::new();
    let mut is_inside = false;
    for line in help.lines() {
        if let Some(command) = line.strip_prefix("  $ ") {
            examples.push((command.to_owned(), Vec::new()));
            is_inside = true;
        } else if let (true, Some(shown)) = (is_inside, line.strip_prefix("  ")) {
            examples.last_mut().unwrap().1.push(shown.to_owned());
        } else {
            is_inside = false;
        }
    }
    examples
}

#[cfg(unix)]
fn check(folder: &std::path::Path, line: &str, shown: &[String]) {
    let own = std::path::Path::new(super::process::WORDMILL).parent().unwrap();
    let path = format!("{}:{}", own.display(), std::env::var("PATH").unwrap());
    let mut command = std::process::Command::new("sh");
    command.args(["-c", line]).current_dir(folder).env("PATH", path);
    let ran = super::process::Ran::of(command.output().unwrap());
    assert!(!ran.err.contains("error") && !ran.err.contains("panicked"), "{line}\n{ran:?}");
    let out = ran.good();
    for (place, pattern) in shown.iter().enumerate() {
        let got = out.lines().nth(place).unwrap_or_default();
        assert!(fits(got.trim_start(), pattern.trim_start()), "{line}\n{pattern}\n{got}");
    }
}

/// Whether a line is as shown, where `…` stands for anything.
#[cfg(unix)]
fn fits(line: &str, pattern: &str) -> bool {
    let mut rest = line;
    for (place, piece) in pattern.split('…').enumerate() {
        match rest.find(piece) {
            Some(at) if place > 0 || at == 0 => rest = &rest[at + piece.len()..],
            _ => return false,
        }
    }
    rest.is_empty() || pattern.ends_with('…')
}
