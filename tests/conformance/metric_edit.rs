//! `metrics/golden/dev/wer_*.json` and the pairs of `agreement_distance.json`: error rates, alignments and transforms
//! against jiwer's, distances against NLTK's.
//!
//! An entry's set of figures for one way to look at it (words, characters, joined sentences) is a case, and so is a
//! figure of a pair. Alignments are rapidfuzz's choice among equals, and compared as such.

use std::collections::BTreeSet;

use wordmill::metric::Metric;
use wordmill::metric::edit::{
    AlignedTexts, Cer, EditCosts, EditOperation, ErrorRates, JaroWinkler, Transform, Transforms, Wer,
    jaccard_distance, jaro, levenshtein, masi_distance,
};

use crate::harness::area::Area;
use crate::harness::compare::{Tolerance, same, same_numbers};
use crate::harness::json::{self, Value};
use crate::harness::tally::{Miss, Tally, Verdict};

const TOLERANCE: Tolerance = Tolerance::Relative(1e-12);

pub(crate) fn check(area: &mut Area) {
    let mut rates = Tally::new("metrics/wer-cer");
    for file in area.take(|file| file.name() == "wer_cer.json") {
        for case in json::array(&json::read(file.path())["cases"]) {
            let name = json::string(&case["name"]);
            for view in ["words_default", "words_lower+nopunct", "words_contiguous", "chars"] {
                if let Some(expected) = case.get(view) {
                    rates.count(
                        transcripts(case, view, expected)
                            .map_err(|miss| miss.in_case(&format!("{name}, {view}"))),
                    );
                }
            }
        }
    }
    area.print(rates);
    let mut corpora = Tally::new("metrics/wer-cer-corpus");
    for file in area.take(|file| file.name() == "wer_cer_corpus.json") {
        for case in json::array(&json::read(file.path())["cases"]) {
            for view in ["words", "chars"] {
                corpora.count(
                    corpus(area, case, view).map_err(|miss| miss.in_case(json::string(&case["hypothesis"]))),
                );
            }
        }
    }
    area.print(corpora);
    let mut transforms = Tally::new("metrics/wer-transforms");
    for file in area.take(|file| file.name() == "wer_transforms.json") {
        for case in json::array(&json::read(file.path())["cases"]) {
            let name = json::string(&case["transform"]);
            transforms.count(transform(case, name).map_err(|miss| miss.in_case(name)));
        }
    }
    area.print(transforms);
    let mut distances = Tally::new("metrics/distances");
    for case in json::array(&json::read(&area.path("golden/dev/agreement_distance.json"))["cases"]) {
        let (Some(first), Some(second)) = (case.get("a"), case.get("b")) else { continue };
        let pair = [json::string(first), json::string(second)];
        for (key, expected) in case.as_object().unwrap() {
            if !["a", "b"].contains(&key.as_str()) {
                distances.count(
                    distance(pair, key, expected).map_err(|miss| miss.in_case(&format!("{pair:?}, {key}"))),
                );
            }
        }
    }
    area.print(distances);
}

/// A text or a list of texts.
fn texts(value: &Value) -> Vec<String> {
    if value.is_array() { json::strings(value) } else { vec![json::string(value).to_owned()] }
}

fn transcripts(case: &Value, view: &str, expected: &Value) -> Verdict {
    let (references, hypotheses) = (texts(&case["reference"]), texts(&case["hypothesis"]));
    let folded = Transforms::of([
        Transform::LowerCase,
        Transform::RemovePunctuation,
        Transform::RemoveMultipleSpaces,
        Transform::Strip,
    ]);
    let aligned = match view {
        "words_default" => Wer::new().align(&references, &hypotheses),
        "words_lower+nopunct" => Wer::new().transforms(folded).align(&references, &hypotheses),
        "words_contiguous" => {
            Wer::new().transforms(Transforms::contiguous_words()).align(&references, &hypotheses)
        }
        _ => Cer::new().align(&references, &hypotheses),
    };
    if expected.get("error").is_some() {
        return same("error", &aligned.is_err(), &true);
    }
    let aligned = aligned.map_err(|error| Miss::different("error", error.to_string()))?;
    figures(aligned.rates(), expected)?;
    if let Some(alignments) = expected.get("alignments").filter(|alignments| !alignments.is_null()) {
        same("alignments", &chunks(&aligned), alignments)?;
    }
    if view == "words_default" && references.len() == hypotheses.len() {
        let segments: Vec<[&String; 1]> = references.iter().map(|reference| [reference]).collect();
        let rates = Wer::new().corpus(&hypotheses, &segments).unwrap();
        same("counts of the metric", &rates.counts, &aligned.counts())?;
    }
    Ok(())
}

/// The rates and counts that the file has.
fn figures(rates: ErrorRates, expected: &Value) -> Verdict {
    let counts = rates.counts;
    for (key, got) in [
        ("wer", rates.error_rate),
        ("cer", rates.error_rate),
        ("mer", rates.match_error_rate),
        ("wil", rates.information_lost),
        ("wip", rates.information_preserved),
        ("hits", counts.hits as f64),
        ("substitutions", counts.substitutions as f64),
        ("deletions", counts.deletions as f64),
        ("insertions", counts.insertions as f64),
    ] {
        if !expected[key].is_null() {
            same_numbers(key, &[got], &[json::number(&expected[key])], TOLERANCE)?;
        }
    }
    Ok(())
}

/// The alignments in the form of the file.
fn chunks(aligned: &AlignedTexts) -> Value {
    let of_text = |alignment: &wordmill::metric::edit::Alignment| {
        let chunk = |chunk: &wordmill::metric::edit::AlignmentChunk| {
            let operation = match chunk.operation {
                EditOperation::Equal => "equal",
                EditOperation::Substitute => "substitute",
                EditOperation::Delete => "delete",
                EditOperation::Insert => "insert",
            };
            let (reference, hypothesis) = (&chunk.reference, &chunk.hypothesis);
            serde_json::json!([operation, reference.start, reference.end, hypothesis.start, hypothesis.end])
        };
        alignment.chunks().iter().map(chunk).collect::<Value>()
    };
    aligned.alignments().iter().map(of_text).collect()
}

fn corpus(area: &Area, case: &Value, view: &str) -> Verdict {
    let lines = |key: &str| {
        let text = std::fs::read_to_string(area.path("corpora").join(json::string(&case[key]))).unwrap();
        text.split_terminator('\n').map(str::to_owned).collect::<Vec<_>>()
    };
    let pairs = lines("reference").into_iter().zip(lines("hypothesis"));
    let (references, hypotheses): (Vec<_>, Vec<_>) =
        pairs.filter(|(reference, _)| !reference.trim().is_empty()).map(|(r, h)| ([r], h)).unzip();
    same_numbers("n", &[references.len() as f64], &[json::number(&case["n"])], Tolerance::Exact)?;
    let rates = match view {
        "words" => Wer::new().corpus(&hypotheses, &references),
        _ => Cer::new().corpus(&hypotheses, &references),
    }
    .unwrap();
    figures(rates, &case[view])
}

fn transform(case: &Value, name: &str) -> Verdict {
    let step = match name {
        "ToLowerCase" => Transform::LowerCase,
        "ToUpperCase" => Transform::UpperCase,
        "Strip" => Transform::Strip,
        "RemoveMultipleSpaces" => Transform::RemoveMultipleSpaces,
        "RemovePunctuation" => Transform::RemovePunctuation,
        "RemoveWhiteSpace" => Transform::SpaceForWhiteSpace,
        "RemoveEmptyStrings" => Transform::RemoveEmptyTexts,
        "ExpandCommonEnglishContractions" => Transform::ExpandContractions,
        "RemoveKaldiNonWords" => Transform::RemoveKaldiNonWords,
        _ if name.starts_with("SubstituteWords") => {
            let word = |from: &str, to: &str| (from.to_owned(), to.to_owned());
            Transform::SubstituteWords(vec![word("hello", "hi"), word("world", "earth")])
        }
        other => return Err(Miss::unanswered(other)),
    };
    let steps = Transforms::of([step]);
    if case["input"].is_array() {
        return same(name, &steps.apply(&json::strings(&case["input"])), &json::strings(&case["output"]));
    }
    same(name, steps.apply_to_text(json::string(&case["input"])).as_str(), json::string(&case["output"]))
}

fn distance([first, second]: [&str; 2], key: &str, expected: &Value) -> Verdict {
    let characters = |text: &str| text.chars().collect::<BTreeSet<char>>();
    let sets = [characters(first), characters(second)];
    let got = match key {
        "edit_distance" => {
            same(key, &levenshtein(first, second), &(EditCosts::new().distance(first, second) as usize))?;
            Ok(levenshtein(first, second) as f64)
        }
        "edit_distance_transpositions" => {
            Ok(EditCosts::new().transpositions(true).distance(first, second).into())
        }
        "edit_distance_sub2" => Ok(EditCosts::new().substitution(2).distance(first, second).into()),
        "align" => {
            let places = EditCosts::new().align(first, second).unwrap();
            let got: Vec<f64> = places.into_iter().flat_map(|(from, to)| [from as f64, to as f64]).collect();
            return same_numbers(key, &got, &json::numbers(expected), Tolerance::Exact);
        }
        "jaro" => Ok(jaro(first, second)),
        "jaro_winkler" => JaroWinkler::new().similarity(first, second),
        "jaccard" => jaccard_distance(&sets[0], &sets[1]),
        "masi" => masi_distance(&sets[0], &sets[1]),
        other => return Err(Miss::unanswered(other)),
    };
    match got {
        Err(_) if expected.get("error").is_some() => Ok(()),
        Err(error) => Err(Miss::different("error", error.to_string())),
        Ok(got) => same_numbers(key, &[got], &[json::number(expected)], TOLERANCE),
    }
}
