//! `cli.json`: the command `sacrebleu` (2.6.0) beside `wordmill score`, whose output must be the same but for the name and
//! version in the signature; where one fails, so must the other. Means and intervals of resamples that are written in full
//! are compared within 2e-5: the tool rounds resampled scores to 24 bits under NumPy 2.

#[cfg(feature = "cli")]
use std::process::Command;

use crate::harness::area::Area;
#[cfg(feature = "cli")]
use crate::harness::compare::{Tolerance, same, same_numbers};
#[cfg(feature = "cli")]
use crate::harness::json::{self, Value};
#[cfg(feature = "cli")]
use crate::harness::tally::{Tally, Verdict};

#[cfg(not(feature = "cli"))]
pub(crate) fn check(_: &mut Area) {}

#[cfg(feature = "cli")]
pub(crate) fn check(area: &mut Area) {
    let corpora = area.path("corpora");
    let mut tally = Tally::new("metrics/cli");
    for file in area.take(|file| file.name() == "cli.json") {
        for case in json::array(&json::read(file.path())["cases"]) {
            let arguments = json::strings(&case["args"]);
            let mut command = Command::new(env!("CARGO_BIN_EXE_wordmill"));
            command.arg("score").args(&arguments).arg("--quiet").current_dir(&corpora).env("NO_COLOR", "1");
            let ran = command.output().unwrap();
            let out = String::from_utf8(ran.stdout).unwrap();
            tally.count(
                compare(case, ran.status.success(), &out).map_err(|miss| miss.in_case(&arguments.join(" "))),
            );
        }
    }
    area.print(tally);
}

#[cfg(feature = "cli")]
fn compare(case: &Value, succeeded: bool, out: &str) -> Verdict {
    same("success", &succeeded, &(json::number(&case["rc"]) == 0.0))?;
    if !succeeded {
        return Ok(());
    }
    let ours = format!("wordmill-{}", env!("CARGO_PKG_VERSION"));
    let (out, expected) = (out.replace(&ours, "2.6.0"), json::string(&case["stdout"]));
    let in_full = |text: &str| text.contains("\"p_value\"");
    if !in_full(expected) {
        return same("output", out.as_str(), expected);
    }
    let without_digits = |text: &str| -> String { text.chars().filter(|c| !c.is_ascii_digit()).collect() };
    same("output but for its digits", without_digits(&out).as_str(), without_digits(expected).as_str())?;
    same_numbers("numbers", &numbers(&out), &numbers(expected), Tolerance::Absolute(2e-5))
}

/// The numbers behind the colons of a text.
#[cfg(feature = "cli")]
fn numbers(text: &str) -> Vec<f64> {
    let behind_colon = |line: &str| line.split_once("\": ")?.1.trim_end_matches(',').parse().ok();
    text.lines().filter_map(behind_colon).collect()
}
