//! `text/dev/tokenize`: lines of text, and what the tokenizers of many tools made of each.

use wordmill::text::tokenize::{PatternWords, Whitespace};
use wordmill::text::{OwnedToken, Tokenizer};

use crate::harness::area::{Area, File};
use crate::harness::compare::{same, same_list};
use crate::harness::json::{self, Value};
use crate::harness::tally::{Tally, Verdict};

pub(crate) fn check(area: &mut Area, lines: &Lines) {
    lines.tokens(area, "nltk_whitespace", |text| Whitespace.tokens(text));
    lines.tokens(area, "hf_whitespace_split", |text| Whitespace.tokens(text));
    lines.tokens(area, "sklearn_token_pattern", |text| PatternWords.tokens(text));
}

/// The lines that all goldens of the folder are about.
#[derive(Debug)]
pub(crate) struct Lines {
    file: File,
    texts: Vec<String>,
}

impl Lines {
    pub(crate) fn take(area: &mut Area) -> Self {
        let mut files = area.take(|file| file.is("tokenize", "lines", ".jsonl"));
        let file = files.pop().expect("lines to tokenize");
        let texts =
            json::read_lines(file.path()).iter().map(|line| json::string(&line["text"]).to_owned()).collect();
        Lines { file, texts }
    }

    /// Holds the tokens of every line against the golden `name`.
    pub(crate) fn tokens(&self, area: &mut Area, name: &str, tokens: impl Fn(&str) -> Vec<OwnedToken>) {
        self.compare(area, name, |text, expected| same_tokens(&tokens(text), text, expected));
    }

    /// Judges every line beside its line of the golden `name`.
    pub(crate) fn compare(&self, area: &mut Area, name: &str, judge: impl Fn(&str, &Value) -> Verdict) {
        let path = self.file.beside(&format!("{name}.jsonl"));
        let mut tally = Tally::new(format!("text/tokenize-{}", name.replace('_', "-")));
        for golden in area.take(|other| other.path() == path) {
            let lines = json::read_lines(golden.path());
            assert_eq!(lines.len(), self.texts.len(), "lines of {name}");
            for (number, (text, expected)) in self.texts.iter().zip(&lines).enumerate() {
                tally.count(judge(text, expected).map_err(|miss| miss.in_case(&format!("line {number}"))));
            }
        }
        area.print(tally);
    }
}

/// Compares tokens with an array of their texts or of `[text, [start, end]]`, places counted in characters.
pub(crate) fn same_tokens(tokens: &[OwnedToken], text: &str, expected: &Value) -> Verdict {
    let expected = json::array(expected);
    let words: Vec<String> = tokens.iter().map(|token| token.text.clone()).collect();
    let word = |token: &Value| json::string(token.get(0).unwrap_or(token)).to_owned();
    same_list("tokens", &words, &expected.iter().map(word).collect::<Vec<_>>())?;
    let (mut characters, mut bytes) = (0, 0);
    for (token, expected) in tokens.iter().zip(expected) {
        same("slice", token.span.slice(text), token.text.as_str())?;
        characters += text[bytes..token.span.start].chars().count();
        let length = token.span.slice(text).chars().count();
        if let Some(place) = expected.get(1) {
            same("place", &[characters, characters + length][..], json::counts(place).as_slice())?;
        }
        characters += length;
        bytes = token.span.end;
    }
    Ok(())
}
