//! `cli.json`: the command `sacrebleu` (2.6.0) beside `wordmill score`, whose output must be the same but for the name and
//! version in the signature; where one fails, so must the other.

#[cfg(feature = "cli")]
use std::process::Command;

use crate::harness::area::Area;
#[cfg(feature = "cli")]
use crate::harness::compare::same;
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
    same("output", out.replace(&ours, "2.6.0").as_str(), json::string(&case["stdout"]))
}
