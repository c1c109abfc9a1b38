//! `ter_corpus.json`, `ter_sentence.json`, `ter_tokenizer.json`: TER against sacreBLEU 2.6.0. Edits, words and texts are
//! the same; lengths of three references, whose mean is no whole number, agree within 1e-12, since sacreBLEU adds them up
//! one by one.
//!
//! The TERCOM entries of `independent_mt.json` are the original's numbers, from which sacreBLEU departs in ways of its
//! own: a segment is a case there, and `known.tsv` says how many differ.

use wordmill::metric::ter::TerStatistics;
use wordmill::metric::{Additive, Metric, Signature, Ter, Tercom};

use crate::harness::area::Area;
use crate::harness::compare::{Tolerance, same, same_numbers};
use crate::harness::json::{self, Value};
use crate::harness::tally::{Tally, Verdict};

pub(crate) fn check(area: &mut Area) {
    let mut corpora = Tally::new("metrics/ter-corpus");
    for file in area.take(|file| file.name() == "ter_corpus.json") {
        for (number, case) in json::array(&json::read(file.path())["cases"]).iter().enumerate() {
            corpora.count(corpus(area, case).map_err(|miss| miss.in_case(&format!("case {number}"))));
        }
    }
    area.print(corpora);
    let mut sentences = Tally::new("metrics/ter-sentence");
    for file in area.take(|file| file.name() == "ter_sentence.json") {
        for (number, case) in json::array(&json::read(file.path())["cases"]).iter().enumerate() {
            for (at, result) in json::array(&case["results"]).iter().enumerate() {
                let verdict = sentence(case, result);
                sentences.count(verdict.map_err(|miss| miss.in_case(&format!("case {number}, result {at}"))));
            }
        }
    }
    area.print(sentences);
    let mut words = Tally::new("metrics/ter-tokenizer");
    for file in area.take(|file| file.name() == "ter_tokenizer.json") {
        let file = json::read(file.path());
        for (number, case) in json::array(&file["cases"]).iter().enumerate() {
            for (flags, expected) in json::array(&file["meta"]["flags"]).iter().zip(json::array(&case["out"]))
            {
                let got = tokenizer(flags).tokenize(json::string(&case["line"]));
                let verdict = same("words", &got, &json::string(expected));
                words.count(verdict.map_err(|miss| miss.in_case(&format!("case {number}, {flags}"))));
            }
        }
    }
    area.print(words);
    area.print(tercom(area));
}

fn tokenizer(case: &Value) -> Tercom {
    Tercom::new()
        .normalized(flag(case, "normalized"))
        .keep_punctuation(!flag(case, "no_punct"))
        .asian_support(flag(case, "asian_support"))
        .case_sensitive(flag(case, "case_sensitive"))
}

fn corpus(area: &Area, case: &Value) -> Verdict {
    let Segments { hypotheses, references } = Segments::read(area, case);
    let metric = Ter::new().tokenizer(tokenizer(case));
    let segments = metric.segments(&hypotheses, &metric.references(&references).unwrap()).unwrap();
    if case["seg_edits"].is_array() {
        let edits: Vec<usize> = segments.iter().map(|segment| segment.edits as usize).collect();
        same("edits of segments", &edits, &json::counts(&case["seg_edits"]))?;
    }
    let score = metric.score(&TerStatistics::sum(&segments));
    same("edits", &Some(score.edits), &case["num_edits"].as_u64())?;
    let (got, expected) = ([score.reference_length, score.score], ["ref_length", "score"]);
    let expected = expected.map(|key| json::number(&case[key]));
    same_numbers("length and score", &got, &expected, Tolerance::Relative(1e-12))?;
    same("text", &score.to_string(), &json::string(&case["text"]))?;
    same_signature(case, metric.signature())
}

fn sentence(case: &Value, result: &Value) -> Verdict {
    let references = json::strings(&case["refs"]);
    let references: Vec<&str> = references.iter().map(String::as_str).collect();
    let metric = Ter::new().tokenizer(tokenizer(result));
    let score = metric.sentence(json::string(&case["hyp"]), &references).unwrap();
    let got = [score.score, score.edits as f64, score.reference_length];
    let expected = ["score", "num_edits", "ref_length"].map(|key| json::number(&result[key]));
    same_numbers("score, edits, length", &got, &expected, Tolerance::Exact)
}

/// The original's edits and lengths, segment by segment. The file is other metrics', too: it is not taken.
fn tercom(area: &Area) -> Tally {
    let mut tally = Tally::new("metrics/tercom");
    for case in json::array(&json::read(&area.path("golden/dev/independent_mt.json"))["cases"]) {
        if !json::string(&case["program"]).starts_with("TERCOM") {
            continue;
        }
        let flags = json::strings(&case["flags"]);
        let has = |flag: &str| flags.iter().any(|found| found == flag);
        let tokenizer =
            Tercom::new().normalized(has("-N")).keep_punctuation(!has("-P")).case_sensitive(has("-s"));
        let metric = Ter::new().tokenizer(tokenizer);
        let Segments { hypotheses, references } = Segments::read(area, case);
        let segments = metric.segments(&hypotheses, &metric.references(&references).unwrap()).unwrap();
        for (number, (ours, theirs)) in
            segments.iter().zip(json::array(&case["segments_edits_len_ter"])).enumerate()
        {
            let theirs = json::numbers(theirs);
            let same_figure = |kind, ours, theirs| same_numbers(kind, &[ours], &[theirs], Tolerance::Exact);
            let verdict = same_figure("length", ours.reference_length.value(), theirs[1])
                .and_then(|()| same_figure("edits", ours.edits as f64, theirs[0]));
            tally.count(verdict.map_err(|miss| miss.in_case(&format!("{flags:?}, segment {number}"))));
        }
    }
    tally
}

/// Hypotheses and references of a case that names files.
pub(crate) struct Segments {
    pub(crate) hypotheses: Vec<String>,
    pub(crate) references: Vec<Vec<String>>,
}

impl Segments {
    pub(crate) fn read(area: &Area, case: &Value) -> Self {
        let lines = case.get("n").unwrap_or(&case["lines"]).as_u64().unwrap() as usize;
        let columns: Vec<_> =
            json::array(&case["refs"]).iter().map(|file| texts(area, file, lines)).collect();
        let segment = |at: usize| columns.iter().map(|column| column[at].clone()).collect();
        Segments {
            hypotheses: texts(area, &case["hyp"], lines),
            references: (0..lines).map(segment).collect(),
        }
    }
}

/// The first lines of a file of the corpora.
pub(crate) fn texts(area: &Area, file: &Value, lines: usize) -> Vec<String> {
    let text = std::fs::read_to_string(area.path("corpora").join(json::string(file))).unwrap();
    text.split_terminator('\n').take(lines).map(str::to_owned).collect()
}

pub(crate) fn flag(case: &Value, key: &str) -> bool {
    case[key].as_bool().unwrap()
}

/// Compares both forms of a signature, but for the version.
pub(crate) fn same_signature(case: &Value, signature: Signature) -> Verdict {
    let references = json::array(&case["refs"]).len();
    let signature = Signature::new().with("nrefs", "#", references).followed_by(signature);
    let version = format!("wordmill-{}", env!("CARGO_PKG_VERSION"));
    for (got, key) in [(signature.to_string(), "signature"), (signature.to_short_string(), "signature_short")]
    {
        same(key, &got.replace(&version, "2.6.0"), &json::string(&case[key]))?;
    }
    Ok(())
}
