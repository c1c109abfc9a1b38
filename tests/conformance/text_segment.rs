//! `text/dev/segment`: Unicode's own tests of its boundaries.

use serde_json::Value;
use wordmill::text::Tokenizer;
use wordmill::text::sentence::UnicodeSentences;
use wordmill::text::tokenize::{Graphemes, UnicodeSegments, UnicodeWords};

use crate::harness::area::Area;
use crate::harness::compare::same_list;
use crate::harness::json;
use crate::harness::tally::{Tally, Verdict};

pub(crate) fn check(area: &mut Area) {
    set(area, "text/segment-words", "_word.jsonl", words);
    set(area, "text/segment-sentences", "_sentence.jsonl", |text, case| {
        same_list("sentences", &pieces(&UnicodeSentences::default(), text), &expected(case, 0))
    });
    set(area, "text/segment-graphemes", "_same.jsonl", |text, case| graphemes(text, case, 0));
    set(area, "text/segment-graphemes-legacy", "_diff.jsonl", |text, case| graphemes(text, case, 1));
}

fn set(area: &mut Area, name: &'static str, ending: &str, compare: impl Fn(&str, &Value) -> Verdict) {
    let mut tally = Tally::new(name);
    for file in area.take(|file| file.folder() == "segment" && file.name().ends_with(ending)) {
        for case in json::read_lines(file.path()) {
            let text = json::string(&case["text"]);
            tally.count(compare(text, &case).map_err(|miss| miss.in_case(&format!("{text:?}"))));
        }
    }
    area.print(tally);
}

/// All segments, and the words: those that hold a letter or a number.
fn words(text: &str, case: &Value) -> Verdict {
    let mut segments = expected(case, 0);
    same_list("segments", &pieces(&UnicodeSegments, text), &segments)?;
    segments.retain(|segment| segment.contains(char::is_alphanumeric));
    same_list("words", &pieces(&UnicodeWords, text), &segments)
}

/// Extended clusters are the first list, legacy ones the list `legacy`.
fn graphemes(text: &str, case: &Value, legacy: usize) -> Verdict {
    same_list("extended clusters", &pieces(&Graphemes::default(), text), &expected(case, 0))?;
    let clusters = pieces(&Graphemes::default().legacy(true), text);
    same_list("legacy clusters", &clusters, &expected(case, legacy))
}

fn expected(case: &Value, list: usize) -> Vec<String> {
    json::strings(&case["expect"][list])
}

/// The tokens, which must also be what their spans slice.
fn pieces(tokenizer: &dyn Tokenizer, text: &str) -> Vec<String> {
    let token = |token: wordmill::text::OwnedToken| {
        assert_eq!(token.span.slice(text), token.text);
        token.text
    };
    tokenizer.tokens(text).into_iter().map(token).collect()
}
