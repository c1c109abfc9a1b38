//! `wordmill score` and its kin over small files.

use super::process::{folder, wordmill, wordmill_on, write};

const REFERENCE: &str = "The cat sat on the mat.\nIt is raining in the north.\nNobody came.\n";
const FIRST: &str = "The cat sat on a mat.\nIt rains in the north.\nNobody came.\n";
const SECOND: &str = "A cat is on the mat.\nIt is raining up north.\nNo one came.\n";

/// The version that signatures end with.
fn version() -> String {
    format!("wordmill-{}", env!("CARGO_PKG_VERSION"))
}

/// sacreBLEU 2.6.0: `sacrebleu reference.txt -i first.txt -m bleu chrf ter -f text -w 2`.
#[test]
fn one_system_is_scored_as_by_sacrebleu() {
    let folder = folder();
    let (reference, first) = (write(&folder, "reference.txt", REFERENCE), write(&folder, "first.txt", FIRST));
    let metrics = ["-m", "ter", "bleu", "chrf", "-f", "text", "-w", "2"];
    let out = wordmill(&[&["score", &reference, "-i", &first][..], &metrics].concat()).good();
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 3, "{out}");
    let equals: Vec<usize> = lines.iter().map(|line| line.find(" = ").unwrap()).collect();
    assert!(equals.iter().all(|&at| at == equals[0]), "{out}");
    for (line, beginning) in
        lines.iter().zip(["BLEU|nrefs:1|case:mixed|", "chrF2|nrefs:1|", "TER|nrefs:1|case:lc|"])
    {
        assert!(line.trim_start().starts_with(beginning) && line.contains(&version()), "{line}");
    }
}

#[test]
fn short_commands_and_sentences() {
    let folder = folder();
    let (reference, first) = (write(&folder, "reference.txt", REFERENCE), write(&folder, "first.txt", FIRST));
    let score = |arguments: &[&str]| wordmill(arguments).good();
    let by_name = score(&["ter", &reference, "-i", &first, "-b", "-w", "2"]);
    assert_eq!(by_name, score(&["score", &reference, "-i", &first, "-m", "ter", "-b", "-w", "2"]));
    let sentences = score(&["bleu", &reference, "-i", &first, "-sl", "-b"]);
    assert_eq!(sentences.lines().count(), 3);
    assert_eq!(sentences.lines().last(), Some("100.0"));
    assert_eq!(wordmill_on(FIRST, &["ter", &reference, "-b", "-w", "2"]).good(), by_name);
}

#[test]
fn several_systems_stand_in_a_table() {
    let folder = folder();
    let reference = write(&folder, "reference.txt", REFERENCE);
    let (first, second) = (write(&folder, "first.txt", FIRST), write(&folder, "second.txt", SECOND));
    let systems = ["score", &reference, "-i", &first, &second, "-m", "chrf", "ter"];
    let json = wordmill(&systems).good();
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    assert_eq!(rows.len(), 2);
    assert!(rows[0]["chrF2"].is_string() && rows[1]["system"] == second.as_str());
    let table = wordmill(&[&systems[..], &["-f", "text", "-pbs", "-pbsn", "50"]].concat()).good();
    assert!(table.contains("Baseline: ") && table.contains("(p = ") && table.contains("bs:50|seed:12345"));
    assert!(table.starts_with('╒') && !table.contains('\u{1b}'));
    let latex = wordmill(&[&systems[..], &["-f", "latex", "-par", "-parn", "50"]].concat()).good();
    assert!(latex.starts_with("\\begin{tabular}{rcc}") && latex.contains("ar:50|seed:12345"));
}

#[test]
fn wrong_files_and_options_are_refused() {
    let folder = folder();
    let (reference, first) =
        (write(&folder, "reference.txt", REFERENCE), write(&folder, "first.txt", "one\ntwo\n"));
    let said = wordmill(&["score", &reference, "-i", &first]).bad(1);
    assert!(said.contains("first.txt") && said.contains("2 lines") && said.contains('3'), "{said}");
    wordmill(&["score", &reference, "-i", "missing.txt"]).bad(1);
    let whole = write(&folder, "whole.txt", FIRST);
    for wrong in [
        &["-sl", "-m", "bleu", "chrf"][..],
        &["-sl", "--confidence"],
        &["-pbs"],
        &["-pbs", "-par"],
        &["-m", "rouge"],
        &["-nr", "0"],
        &["--smooth-method", "floor", "-sv", "nan"],
    ] {
        wordmill(&[&["score", &reference, "-i", &whole], wrong].concat()).bad(2);
    }
    let said = wordmill(&["score", &reference, "-nr", "2", "-i", &whole]).bad(1);
    assert!(said.contains("line 1") && said.contains("expected 2"), "{said}");
}

#[test]
fn transcripts_summaries_probabilities_and_tags() {
    let folder = folder();
    let (reference, first) = (write(&folder, "reference.txt", REFERENCE), write(&folder, "first.txt", FIRST));
    let wer = wordmill(&["wer", &reference, "-i", &first, "--json"]).good();
    let wer: serde_json::Value = serde_json::from_str(&wer).unwrap();
    assert_eq!((wer["substitutions"].as_u64(), wer["deletions"].as_u64()), (Some(2), Some(1)));
    assert!(wordmill(&["cer", &reference, "-i", &first, "--show"]).good().contains("=== SENTENCE 2 ==="));
    let rouge = wordmill(&["rouge", &reference, "-i", &reference, "--confidence"]).good();
    assert!(rouge.starts_with("rouge1\t1.0000 (1.0000 to 1.0000)\t"), "{rouge}");
    assert_eq!(wordmill(&["meteor", &reference, "-i", &first]).good().lines().count(), 1);
    let said = wordmill_on("-1\nx\n", &["perplexity"]).bad(1);
    assert!(said.contains("standard input, line 2") && said.contains('x'), "{said}");
    wordmill_on("", &["perplexity"]).bad(1);
    let said = wordmill_on("a B-X B-X\nb\n", &["seqeval"]).bad(1);
    assert!(said.contains("line 2"), "{said}");
    assert!(wordmill_on("a B-X B-X\n\nb O O\n", &["seqeval"]).good().contains("1.0000"));
}
