//! METEOR, RIBES, CIDEr and the error rate of alignments against NLTK's and pycocoevalcap's: the keys of
//! `nltk_sentence.json` and `nltk_corpus.json` that are theirs, `alignment_error_rate.json` and
//! `coco_meteor15_cider.json`.
//!
//! A figure is a case. Synonyms need the dictionary that `WORDMILL_WORDNET` names; without it their cases are left.

use std::sync::Arc;

use wordmill::metric::Metric;
use wordmill::metric::meteor::{CiderParams, Meteor, Ribes, WordLinks, alignment_error_rate};
use wordmill::text::lemma::WordNetSynonyms;

use crate::harness::area::Area;
use crate::harness::compare::{Tolerance, same, same_numbers};
use crate::harness::json::{self, Value};
use crate::harness::tally::{Miss, Tally, Verdict};

const TOLERANCE: Tolerance = Tolerance::Relative(1e-12);

pub(crate) fn check(area: &mut Area) {
    let synonyms =
        std::env::var_os("WORDMILL_WORDNET").map(|folder| Arc::new(WordNetSynonyms::open(folder).unwrap()));
    let (mut meteor, mut ribes) = (Tally::new("metrics/meteor"), Tally::new("metrics/ribes"));
    for (number, case) in
        json::array(&json::read(&area.path("golden/dev/nltk_sentence.json"))["cases"]).iter().enumerate()
    {
        for (key, expected) in case.as_object().unwrap() {
            let tally = match key.as_str() {
                "ribes" => &mut ribes,
                key if key.starts_with("meteor_") => &mut meteor,
                _ => continue,
            };
            tally.count(
                sentence(case, key, expected, &synonyms)
                    .map_err(|miss| miss.in_case(&format!("case {number}, {key}"))),
            );
        }
    }
    area.print(meteor);
    for case in json::array(&json::read(&area.path("golden/dev/nltk_corpus.json"))["cases"]) {
        let (hypotheses, references) = corpus(area, case);
        let got = Ribes::new().corpus(&hypotheses, &references).unwrap();
        let verdict = same_numbers("corpus", &[got], &[json::number(&case["corpus_ribes"])], TOLERANCE);
        ribes.count(verdict.map_err(|miss| miss.in_case(json::string(&case["hyp"]))));
    }
    area.print(ribes);
    let mut links = Tally::new("metrics/alignment-error-rate");
    for file in area.take(|file| file.name() == "alignment_error_rate.json") {
        for (number, case) in json::array(&json::read(file.path())["cases"]).iter().enumerate() {
            for key in ["aer", "aer_sure_only", "as_text"] {
                links.count(
                    word_links(case, key).map_err(|miss| miss.in_case(&format!("case {number}, {key}"))),
                );
            }
        }
    }
    area.print(links);
    let mut captions = Tally::new("metrics/coco-meteor15-cider");
    for file in area.take(|file| file.name() == "coco_meteor15_cider.json") {
        for case in json::array(&json::read(file.path())["cases"]) {
            for (key, expected) in case.as_object().unwrap() {
                if !["hyp", "refs", "lines", "preprocessing"].contains(&key.as_str()) {
                    let verdict = caption(area, case, key, expected);
                    captions.count(verdict.map_err(|miss| miss.in_case(json::string(&case["hyp"]))));
                }
            }
        }
    }
    area.print(captions);
}

fn sentence(case: &Value, key: &str, expected: &Value, synonyms: &Option<Arc<WordNetSynonyms>>) -> Verdict {
    let references = json::strings(&case["refs"]);
    let references: Vec<&str> = references.iter().map(String::as_str).collect();
    let hypothesis = json::string(&case["hyp"]);
    let got = match key {
        "ribes" => Ribes::new().sentence(hypothesis, &references),
        "meteor_exact_stem" => Meteor::new().sentence(hypothesis, &references),
        "meteor_exact_stem_a.5_b2_g.3" => {
            Meteor::new().alpha(0.5).beta(2.0).gamma(0.3).sentence(hypothesis, &references)
        }
        "meteor_wn30" => match synonyms {
            Some(synonyms) => Meteor::new().synonyms(synonyms.clone()).sentence(hypothesis, &references),
            None => return Err(Miss::unanswered("a WordNet")),
        },
        other => return Err(Miss::unanswered(other)),
    };
    same_numbers(key, &[got.unwrap()], &[json::number(expected)], TOLERANCE)
}

/// The first lines of a case's files: hypotheses, and the references of each.
fn corpus(area: &Area, case: &Value) -> (Vec<String>, Vec<Vec<String>>) {
    let count = case["lines"].as_u64().unwrap() as usize;
    let lines = |file: &str| -> Vec<String> {
        let text = std::fs::read_to_string(area.path("corpora").join(file)).unwrap();
        text.split_terminator('\n').take(count).map(str::to_owned).collect()
    };
    let columns: Vec<Vec<String>> = json::strings(&case["refs"]).iter().map(|file| lines(file)).collect();
    let references = (0..count).map(|at| columns.iter().map(|column| column[at].clone()).collect());
    (lines(json::string(&case["hyp"])), references.collect())
}

fn word_links(case: &Value, key: &str) -> Verdict {
    let links = |key: &str| -> WordLinks {
        let link = |link: &Value| {
            let ends = json::counts(link);
            (ends[0] as u32, ends[1] as u32)
        };
        json::array(&case[key]).iter().map(link).collect()
    };
    let (sure, hypothesis) = (links("sure"), links("hypothesis"));
    if key == "as_text" {
        same(key, hypothesis.to_string().as_str(), json::string(&case[key]))?;
        return same("read back", &hypothesis.to_string().parse::<WordLinks>().unwrap(), &hypothesis);
    }
    let possible = if key == "aer" { links("possible") } else { sure.clone() };
    let got = alignment_error_rate(&sure, &possible, &hypothesis).unwrap();
    same_numbers(key, &[got], &[json::number(&case[key])], TOLERANCE)
}

fn caption(area: &Area, case: &Value, key: &str, expected: &Value) -> Verdict {
    if !key.starts_with("cider") {
        let owner = if key.starts_with("meteor") { "METEOR 1.5" } else { "COCO's own BLEU and ROUGE" };
        return Err(Miss::unanswered(owner));
    }
    let (hypotheses, references) = corpus(area, case);
    let ready = |text: &String| text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let hypotheses: Vec<String> = hypotheses.iter().map(ready).collect();
    let references: Vec<Vec<String>> =
        references.iter().map(|texts| texts.iter().map(ready).collect()).collect();
    let scores = CiderParams::default().fit(&references).unwrap().score(&hypotheses).unwrap();
    let got = if key == "cider" { vec![scores.mean] } else { scores.segments };
    same_numbers(key, &got, &json::numbers(expected), TOLERANCE)
}
