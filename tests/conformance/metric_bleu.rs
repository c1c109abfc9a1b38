//! `metrics/golden/dev/bleu_*.json` and `tokenizers.json`: BLEU and its tokenizers against sacreBLEU 2.6.0, to the last
//! bit.
//!
//! A score with all its fields is a case, and so is the line of a tokenizer. Of the signature only the version may
//! differ. `none` and `char` keep white space in sacreBLEU's lines; the words between it are compared.

use std::collections::HashMap;

use wordmill::metric::{
    Additive, Bleu, BleuScore, BleuSmoothing, BleuStatistics, BleuTokenizer, Metric, Signature,
};
use wordmill::text::Tokenizer;

use crate::harness::area::Area;
use crate::harness::compare::{Tolerance, same, same_list, same_numbers};
use crate::harness::json::{self, Value};
use crate::harness::tally::{Miss, Tally, Verdict};

pub(crate) fn check(area: &mut Area) {
    tokenizers(area);
    for (set, name) in [
        ("metrics/bleu-systems", "bleu_corpus_systems.json"),
        ("metrics/bleu-matrix", "bleu_corpus_matrix.json"),
        ("metrics/bleu-documents", "bleu_document_varrefs.json"),
    ] {
        let mut tally = Tally::new(set);
        let mut known = HashMap::new();
        for file in area.take(|file| file.name() == name) {
            for case in json::array(&json::read(file.path())["cases"]) {
                tally.count(corpus(area, case, &mut known).map_err(|miss| miss.in_case(&name_of(case))));
            }
        }
        area.print(tally);
    }
    let mut tally = Tally::new("metrics/bleu-sentences");
    for file in area.take(|file| file.name() == "bleu_sentence.json") {
        for case in json::array(&json::read(file.path())["cases"]) {
            for expected in json::array(&case["results"]) {
                tally.count(sentence(case, expected).map_err(|miss| miss.in_case(&expected.to_string())));
            }
        }
    }
    area.print(tally);
}

fn tokenizers(area: &mut Area) {
    let mut tally = Tally::new("metrics/tokenizers");
    for file in area.take(|file| file.name() == "tokenizers.json") {
        for case in json::array(&json::read(file.path())["cases"]) {
            let line = json::string(&case["line"]);
            for (name, expected) in case.as_object().unwrap() {
                if name != "line" {
                    tally.count(cut(name, line, json::string(expected)));
                }
            }
        }
    }
    area.print(tally);
}

fn cut(name: &str, line: &str, expected: &str) -> Verdict {
    let tokens = tokenizer(name)?.tokens(line);
    let texts: Vec<String> = tokens.into_iter().map(|token| token.text).collect();
    let expected: Vec<String> = python_words(expected).map(str::to_owned).collect();
    same_list(name, &texts, &expected)
}

/// `str.split()` of Python.
pub(crate) fn python_words(text: &str) -> impl Iterator<Item = &str> {
    let is_space = |character: char| character.is_whitespace() || matches!(character, '\x1c'..='\x1f');
    text.split(is_space).filter(|word| !word.is_empty())
}

fn tokenizer(name: &str) -> Result<BleuTokenizer, Miss> {
    Ok(match name {
        "13a" => BleuTokenizer::Mteval13a,
        "intl" => BleuTokenizer::International,
        "zh" => BleuTokenizer::Chinese,
        "char" => BleuTokenizer::Character,
        "none" => BleuTokenizer::None,
        other => return Err(Miss::unanswered(format!("{other}, which needs a dictionary"))),
    })
}

/// The metric that a case asks for; what it does not name has its default.
fn metric(case: &Value) -> Result<Bleu, Miss> {
    let value = |otherwise: f64| case["smooth_value"].as_f64().unwrap_or(otherwise);
    let smoothing = match case["smooth_method"].as_str() {
        Some("none") => BleuSmoothing::None,
        Some("floor") => BleuSmoothing::Floor(value(0.1)),
        Some("add-k") => BleuSmoothing::AddK(value(1.0)),
        Some("exp") | None => BleuSmoothing::Exponential,
        Some(other) => panic!("smoothing {other}"),
    };
    let is_set = |key: &str| case[key].as_bool().unwrap_or(false);
    Ok(Bleu::new()
        .tokenizer(tokenizer(case["tokenize"].as_str().unwrap_or("13a"))?)
        .lowercase(is_set("lowercase"))
        .max_order(case["max_ngram_order"].as_u64().unwrap_or(4) as usize)
        .smoothing(smoothing)
        .effective_order(is_set("effective_order")))
}

/// Hypotheses and their references, as files name them, at most `lines` of each.
pub(crate) fn segments(area: &Area, case: &Value, hypotheses: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let lines = case["lines"].as_u64().map_or(usize::MAX, |lines| lines as usize);
    let read = |file: &str| -> Vec<String> {
        let text = std::fs::read_to_string(area.path("corpora").join(file)).unwrap();
        text.split_terminator('\n').take(lines).map(str::to_owned).collect()
    };
    let columns: Vec<Vec<String>> = json::strings(&case["refs"]).iter().map(|file| read(file)).collect();
    let hypotheses = read(hypotheses);
    let segment = |at: usize| columns.iter().map(|column| column[at].clone()).collect();
    let references = (0..hypotheses.len()).map(segment).collect();
    (hypotheses, references)
}

/// The statistics of texts, tokenizers and lengths of n-grams, with the signature's word on references: most cases
/// differ in their smoothing only.
type Known = HashMap<String, (BleuStatistics, Signature)>;

fn corpus(area: &Area, case: &Value, known: &mut Known) -> Verdict {
    let metric = metric(case)?;
    let fields = ["hyp", "refs", "lines", "kind", "tokenize", "lowercase", "max_ngram_order"];
    let key: String = fields.iter().map(|field| format!("{} ", case[*field])).collect();
    let (statistics, references) = known.entry(key).or_insert_with(|| summed(area, case, &metric));
    let score = metric.score(statistics);
    compare(&score, case)?;
    same("text", score.to_string().as_str(), json::string(&case["text"]))?;
    let signature = references.clone().followed_by(metric.signature());
    same("signature", &signature.to_string(), &with_our_version(&case["signature"]))?;
    match case.get("signature_short") {
        Some(expected) => same("short signature", &signature.to_short_string(), &with_our_version(expected)),
        None => Ok(()),
    }
}

/// The statistics of a case, and how many references it has.
fn summed(area: &Area, case: &Value, metric: &Bleu) -> (BleuStatistics, Signature) {
    let (mut hypotheses, mut references) = segments(area, case, json::string(&case["hyp"]));
    match case["kind"].as_str() {
        Some(kind) if kind.starts_with("variable") => {
            let thirds = references.iter_mut().step_by(3);
            thirds.for_each(|references| references.truncate(1));
        }
        Some(kind) if kind.starts_with("document") => {
            let join = |tens: &[Vec<String>]| -> Vec<String> {
                let column = |at: usize| tens.iter().map(|one| one[at].as_str()).collect::<Vec<_>>();
                (0..tens[0].len()).map(|at| column(at).join(" ")).collect()
            };
            references = references.chunks(10).map(join).collect();
            hypotheses = hypotheses.chunks(10).map(|tens| tens.join(" ")).collect();
        }
        _ => {}
    }
    let segments = metric.segments(&hypotheses, &metric.references(&references).unwrap()).unwrap();
    (BleuStatistics::sum(&segments), Signature::of_references(references.iter().map(Vec::len)))
}

/// A signature of sacreBLEU's with our version in the place of its own.
pub(crate) fn with_our_version(signature: &Value) -> String {
    json::string(signature).replace("2.6.0", &format!("wordmill-{}", env!("CARGO_PKG_VERSION")))
}

fn sentence(case: &Value, expected: &Value) -> Verdict {
    let references = json::strings(&case["refs"]);
    let references: Vec<&str> = references.iter().map(String::as_str).collect();
    let score = metric(expected)?.sentence(json::string(&case["hyp"]), &references).unwrap();
    compare(&score, expected)
}

fn compare(score: &BleuScore, expected: &Value) -> Verdict {
    let lengths = [score.hypothesis_length as f64, score.reference_length as f64];
    for (key, got) in [
        ("sys_len", &lengths[..1]),
        ("ref_len", &lengths[1..]),
        ("counts", &score.counts),
        ("totals", &score.totals),
        ("precisions", &score.precisions),
        ("bp", &[score.brevity_penalty]),
        ("score", &[score.score]),
    ] {
        same_numbers(key, got, &json::numbers(&expected[key]), Tolerance::Exact)?;
    }
    Ok(())
}

fn name_of(case: &Value) -> String {
    let fields = ["hyp", "tokenize", "max_ngram_order", "smooth_method", "smooth_value", "kind"];
    fields.iter().filter_map(|field| case.get(*field)).map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
