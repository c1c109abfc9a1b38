//! `text/dev/segment`: Unicode's own tests of its boundaries.

use wordmill::text::Tokenizer;
use wordmill::text::tokenize::UnicodeWords;

use crate::harness::area::{Area, Unit};
use crate::harness::compare::same;
use crate::harness::json;
use crate::harness::tally::Tally;

pub(crate) fn check(area: &mut Area) {
    words(area);
    area.gap("segment-sentences", Unit::Line, |file| {
        file.folder() == "segment" && file.name().ends_with("_sentence.jsonl")
    });
    area.gap("segment-graphemes", Unit::Line, |file| file.folder() == "segment");
}

/// The official tests of Unicode's word boundaries: the segments that hold a letter or a number are the words.
fn words(area: &mut Area) {
    let mut tally = Tally::new("text/segment-words");
    for file in area.take(|file| file.folder() == "segment" && file.name().ends_with("_word.jsonl")) {
        for case in json::read_lines(file.path()) {
            let text = json::string(&case["text"]);
            let mut at = 0;
            let mut expected = Vec::new();
            for segment in json::strings(&case["expect"][0]) {
                if segment.contains(char::is_alphanumeric) {
                    expected.push((segment.clone(), at));
                }
                at += segment.len();
            }
            let words: Vec<(String, usize)> =
                UnicodeWords.tokens(text).into_iter().map(|word| (word.text, word.span.start)).collect();
            tally.count(same("words", &words, &expected).map_err(|miss| miss.in_case(&format!("{text:?}"))));
        }
    }
    area.print(tally);
}
