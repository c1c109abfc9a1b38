//! Tokenizers, lower-casing and stop lists: `text/dev/tokenize`, `segment` and `normalize`, `text/stopwords`. The other
//! goldens of the area have no counterpart yet.

use wordmill::text::normalize::Lowercase;
use wordmill::text::tokenize::{PatternWords, UnicodeWords, Whitespace};
use wordmill::text::{OwnedToken, StopWords, Tokenizer};

use crate::harness::area::{Area, Unit};
use crate::harness::compare::{same, same_list};
use crate::harness::json::{self, Value};
use crate::harness::tally::{Miss, Tally, Verdict};

pub(crate) fn check(area: &mut Area) {
    tokenizers(area);
    segments(area);
    normalization(area);
    stop_words(area);
    // A text that a trained model cut is a case, and so is the model itself.
    for (set, beginning) in [
        ("subword-bpe", "bpe_"),
        ("subword-wordpiece", "wordpiece_"),
        ("subword-unigram", "unigram_"),
        ("subword-sentencepiece", "spm_"),
    ] {
        area.gap(set, Unit::Line, |file| file.is("subword", beginning, ".jsonl"));
        area.gap(&format!("{set}-training"), Unit::File, |file| file.is("subword", beginning, ""));
    }
    area.gap("lemma", Unit::Row, |file| file.folder() == "lemma");
    area.inputs(|file| file.is("subword", "corpus_", ".txt"));
    area.inputs(|file| file.is("sentences", "punkt_train_en", ".txt"));
    area.inputs(|file| file.is("colloc", "tokens", ".txt"));
}

/// Lines of text, and the tokens that other tools made of each.
fn tokenizers(area: &mut Area) {
    let inputs = area.take(|file| file.is("tokenize", "lines", ".jsonl"));
    assert!(!inputs.is_empty(), "there are no lines to tokenize");
    for file in &inputs {
        let texts: Vec<String> =
            json::read_lines(file.path()).iter().map(|line| json::string(&line["text"]).to_owned()).collect();
        for (name, tokenizer) in [
            ("nltk_whitespace", &Whitespace as &dyn Tokenizer),
            ("hf_whitespace_split", &Whitespace),
            ("sklearn_token_pattern", &PatternWords),
        ] {
            let path = file.beside(&format!("{name}.jsonl"));
            let mut tally = Tally::new(format!("text/tokenize-{}", name.replace('_', "-")));
            for golden in area.take(|other| other.path() == path) {
                let lines = json::read_lines(golden.path());
                assert_eq!(lines.len(), texts.len(), "lines of {name}");
                for (number, (text, expected)) in texts.iter().zip(&lines).enumerate() {
                    let verdict = same_tokens(&tokenizer.tokens(text), text, expected);
                    tally.count(verdict.map_err(|miss| miss.in_case(&format!("line {number}"))));
                }
            }
            area.print(tally);
        }
    }
}

/// Compares tokens with an array of their texts or of `[text, [start, end]]`, places counted in characters.
fn same_tokens(tokens: &[OwnedToken], text: &str, expected: &Value) -> Verdict {
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

/// The official tests of Unicode's word boundaries: the segments that hold a letter or a number are the words.
fn segments(area: &mut Area) {
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
    area.gap("segment-sentences", Unit::Line, |file| {
        file.folder() == "segment" && file.name().ends_with("_sentence.jsonl")
    });
    area.gap("segment-graphemes", Unit::Line, |file| file.folder() == "segment");
}

/// What Python makes of lines of text; each of its functions on each line is a case.
fn normalization(area: &mut Area) {
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
    area.gap("normalize-unicode", Unit::Line, |file| file.is("normalize", "normalization_test", ".jsonl"));
}

/// Snowball's stop lists; a word is a case.
fn stop_words(area: &mut Area) {
    let mut tally = Tally::new("text/stopwords-snowball");
    for file in area.take(|file| file.is("snowball", "", ".txt")) {
        let text = std::fs::read_to_string(file.path()).unwrap();
        let expected: std::collections::BTreeSet<&str> = text.lines().collect();
        if file.stem() != "english" {
            tally.leave(file.stem(), expected.len());
            continue;
        }
        let ours = StopWords::english_snowball();
        for word in &expected {
            let missing = Miss::different("english: missing", *word);
            tally.count(if ours.contains(word) { Ok(()) } else { Err(missing) });
        }
        for word in ours.to_sorted().into_iter().filter(|word| !expected.contains(word)) {
            tally.count(Err(Miss::different("english: too many", word)));
        }
    }
    area.print(tally);
}
