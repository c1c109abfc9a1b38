//! `text/dev/normalize`: Python's functions and Unicode's own tests of its normal forms.

use wordmill::text::normalize::{Lowercase, Normalizer};

use crate::harness::area::{Area, Unit};
use crate::harness::compare::same;
use crate::harness::json;
use crate::harness::tally::Tally;

pub(crate) fn check(area: &mut Area) {
    python(area);
    area.gap("normalize-unicode", Unit::Line, |file| file.is("normalize", "normalization_test", ".jsonl"));
}

/// What Python makes of lines of text; each of its functions on each line is a case.
fn python(area: &mut Area) {
    let mut tally = Tally::new("text/normalize-python");
    for file in area.take(|file| file.is("normalize", "py_unicodedata_lines", ".jsonl")) {
        for case in json::read_lines(file.path()) {
            let text = json::string(&case["text"]);
            for (function, expected) in case.as_object().unwrap().iter().filter(|(key, _)| *key != "text") {
                match function.as_str() {
                    "lower" => {
                        let lower = Lowercase.normalize(text);
                        tally.count(same("lower", lower.text(), json::string(expected)));
                    }
                    other => tally.leave(other, 1),
                }
            }
        }
    }
    area.print(tally);
}
