//! `chrf_corpus.json`, `chrf_sentence.json`: chrF and chrF++ against sacreBLEU 2.6.0, to the last bit; the chrF keys of
//! `nltk_sentence.json` and `nltk_corpus.json` against NLTK 3.10.4, a score of one segment to the last bit, of many
//! within 1e-12, since NLTK adds up floats one by one.
//!
//! A score with its name, signatures and counts is a case.

use wordmill::metric::{Chrf, MacroChrf, Metric, Signature};

use crate::harness::area::Area;
use crate::harness::compare::{Tolerance, same, same_numbers};
use crate::harness::json::{self, Value};
use crate::harness::tally::{Tally, Verdict};
use crate::metric_ter::{Segments, flag, same_signature, texts};

pub(crate) fn check(area: &mut Area) {
    let mut corpora = Tally::new("metrics/chrf-corpus");
    for file in area.take(|file| file.name() == "chrf_corpus.json") {
        for (number, case) in json::array(&json::read(file.path())["cases"]).iter().enumerate() {
            corpora.count(corpus(area, case).map_err(|miss| miss.in_case(&format!("case {number}"))));
        }
    }
    area.print(corpora);
    let mut sentences = Tally::new("metrics/chrf-sentence");
    for file in area.take(|file| file.name() == "chrf_sentence.json") {
        for (number, case) in json::array(&json::read(file.path())["cases"]).iter().enumerate() {
            for (at, result) in json::array(&case["results"]).iter().enumerate() {
                let verdict = sentence(case, result);
                sentences.count(verdict.map_err(|miss| miss.in_case(&format!("case {number}, result {at}"))));
            }
        }
    }
    area.print(sentences);
    area.print(nltk(area));
}

fn metric(case: &Value) -> Chrf {
    let order = |key: &str| case[key].as_u64().unwrap() as usize;
    Chrf::new()
        .character_order(order("char_order"))
        .word_order(order("word_order"))
        .beta(json::number(&case["beta"]))
        .whitespace(flag(case, "whitespace"))
        .lowercase(flag(case, "lowercase"))
        .epsilon_smoothing(flag(case, "eps_smoothing"))
}

fn corpus(area: &Area, case: &Value) -> Verdict {
    let Segments { hypotheses, references } = Segments::read(area, case);
    let score = metric(case).corpus(&hypotheses, &references).unwrap();
    let orders = score.statistics.characters.iter().chain(&score.statistics.words);
    let counts: Vec<u64> =
        orders.flat_map(|counts| [counts.hypothesis, counts.reference, counts.matches]).collect();
    let expected: Vec<u64> = json::counts(&case["stats"]).into_iter().map(|count| count as u64).collect();
    same("counts", &counts, &expected)?;
    same_numbers("score", &[score.score], &[json::number(&case["score"])], Tolerance::Exact)?;
    same("name", &metric(case).name(), &json::string(&case["name"]))?;
    same("text", &score.to_string(), &json::string(&case["text"]))?;
    let signature: Signature = metric(case).signature();
    same_signature(case, signature)
}

fn sentence(case: &Value, result: &Value) -> Verdict {
    let references = json::strings(&case["refs"]);
    let references: Vec<&str> = references.iter().map(String::as_str).collect();
    let score = metric(result).sentence(json::string(&case["hyp"]), &references).unwrap();
    same_numbers("score", &[score.score], &[json::number(&result["score"])], Tolerance::Exact)
}

/// Files that other metrics answer from, too: none is taken here.
fn nltk(area: &Area) -> Tally {
    let mut tally = Tally::new("metrics/nltk-chrf");
    for case in json::array(&json::read(&area.path("golden/dev/nltk_sentence.json"))["cases"]) {
        for beta in [1.0, 3.0] {
            for (whitespace, ignored) in [(false, "True"), (true, "False")] {
                let metric = MacroChrf::new().beta(beta).whitespace(whitespace);
                let reference = json::strings(&case["refs"]).swap_remove(0);
                let score = metric.sentence(json::string(&case["hyp"]), &[&reference]).unwrap().score;
                let key = format!("chrf_beta{beta:.1}_ignorews{ignored}");
                tally.count(same_numbers(&key, &[score], &[json::number(&case[&key])], Tolerance::Exact));
            }
        }
    }
    for case in json::array(&json::read(&area.path("golden/dev/nltk_corpus.json"))["cases"]) {
        let lines = case["lines"].as_u64().unwrap() as usize;
        let hypotheses = texts(area, &case["hyp"], lines);
        let references: Vec<[String; 1]> =
            texts(area, &case["refs"][0], lines).into_iter().map(|text| [text]).collect();
        let score = MacroChrf::new().corpus(&hypotheses, &references).unwrap().score;
        let expected = json::number(&case["corpus_chrf"]);
        tally.count(same_numbers("corpus_chrf", &[score], &[expected], Tolerance::Relative(1e-12)));
    }
    tally
}
