//! The harness itself, since one that cannot fail proves nothing.

use std::fs;

use crate::harness::area::{Area, Unit};
use crate::harness::compare::{Tolerance, same, same_list, same_numbers};
use crate::harness::json;
use crate::harness::known::Known;
use crate::harness::tally::{Miss, Tally};

const TABLE: &str = "set\tkind\tat most\treason\narea/one\told\t2\tof another age\n";

/// A folder of an area with one file of cases of each form.
fn area(table: &'static str) -> (tempfile::TempDir, Area) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("SOURCES.md", "notes"),
        ("dev/lines.jsonl", "1\n2\n3\n"),
        ("dev/deep/rows.tsv", "header\na\nb"),
        ("dev/deep/case_001.json", r#"{"cases": [1, 2], "meta": {}}"#),
        ("dev/deep/case_002.json", r#"{"one": [], "two": {}, "seed": 7}"#),
    ] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let area = Area::read("area", folder.path(), Known::of(table)).unwrap();
    (folder, area)
}

fn different(kind: &str, cases: usize) -> Tally {
    let mut tally = Tally::new("area/one");
    (0..cases).for_each(|_| tally.count(Err(Miss::different(kind, "so"))));
    tally
}

#[test]
fn lines_hold_all_cases_and_what_differed() {
    let mut tally = different("old", 2);
    tally.count(Ok(()));
    tally.count(Err(Miss::unanswered("mood").in_case("one")));
    tally.leave("tense", 3);
    let text = tally.text(&Known::of(TABLE));
    let expected = [
        "conformance area/one 7 1 2",
        "  2 different, old (known, 2 at most: of another age)",
        "    so",
        "    so",
        "  (4 not answered yet: 1 mood, 3 tense)",
    ];
    assert_eq!(text, expected.join("\n"));
}

#[test]
fn only_known_differences_pass_and_no_more_of_them() {
    for (tally, passes) in
        [(different("old", 2), true), (different("old", 3), false), (different("new", 1), false)]
    {
        let (_folder, mut area) = area(TABLE);
        area.judge(&tally);
        assert_eq!(area.failures().is_empty(), passes, "{tally:?}");
    }
}

#[test]
fn sets_without_cases_and_rows_without_sets_fail() {
    let (_folder, mut nothing) = area(TABLE);
    nothing.judge(&Tally::new("area/one"));
    assert_eq!(nothing.failures(), ["area/one: there are no cases"]);
    let (_folder, stale) = area(TABLE);
    assert_eq!(stale.failures(), ["known.tsv speaks of area/one, and there is no such set"]);
}

#[test]
fn files_that_nobody_takes_are_shown() {
    let (_folder, mut area) = area("");
    let taken = area.take(|file| file.is("deep", "rows", ".tsv"));
    assert_eq!(taken.len(), 1);
    let left = area.left();
    let shown: Vec<_> = left.iter().map(|tally| (tally.set(), tally.cases())).collect();
    assert_eq!(shown, [("area/deep-case", 4), ("area/lines", 3)]);
    area.gap("none", Unit::File, |_| true);
    assert!(area.failures().is_empty());
}

#[test]
fn missing_data_fail() {
    let empty = tempfile::tempdir().unwrap();
    for folder in [empty.path(), &empty.path().join("nothing")] {
        assert!(Area::read("area", folder, Known::of("")).is_err());
    }
}

#[test]
fn numbers_are_read_to_the_last_bit_and_compared() {
    let value = serde_json::from_str(r#"[0.30000000000000004, ["inf", "-inf"], {"float": "nan"}, null, 1]"#);
    let numbers = json::numbers(&value.unwrap());
    assert_eq!(numbers[..3], [0.1 + 0.2, f64::INFINITY, f64::NEG_INFINITY]);
    assert!(numbers[3].is_nan());
    assert_eq!(numbers.len(), 5);
    // One that serde_json reads one unit off without its feature.
    let value: json::Value = serde_json::from_str("0.008456962603122782").unwrap();
    assert_eq!(json::number(&value), "0.008456962603122782".parse::<f64>().unwrap());
    for (got, expected, tolerance, allowed) in [
        (f64::NAN, f64::NAN, Tolerance::Exact, true),
        (f64::INFINITY, f64::NEG_INFINITY, Tolerance::Absolute(1.0), false),
        (f64::INFINITY, f64::NEG_INFINITY, Tolerance::Relative(1.0), false),
        (1.0, f64::INFINITY, Tolerance::Relative(1e-9), false),
        (1.0, f64::NAN, Tolerance::Absolute(1.0), false),
        (f64::INFINITY, 1.0, Tolerance::Relative(1.0), false),
        (100.0, 101.0, Tolerance::Relative(0.01), true),
        (100.0, 102.0, Tolerance::Relative(0.01), false),
        (100.0, 102.0, Tolerance::Absolute(2.0), true),
        (1.0, 1.0 + f64::EPSILON, Tolerance::Exact, false),
    ] {
        assert_eq!(tolerance.allows(got, expected), allowed, "{got} {expected} {tolerance:?}");
    }
}

#[test]
fn lists_of_other_lengths_differ() {
    assert!(same_numbers("n", &[1.0], &[1.0, 2.0], Tolerance::Absolute(9.0)).is_err());
    assert!(same_list("l", &["a".into()], &["a".into(), "b".into()]).is_err());
    assert!(same_list("l", &["a".into(), "b".into()], &["a".into()]).is_err());
    assert!(same("s", "a", "b").is_err());
    assert!(same_list("l", &["a".into()], &["a".into()]).is_ok());
}
