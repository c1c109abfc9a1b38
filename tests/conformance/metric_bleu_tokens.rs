//! The keys of `nltk_sentence.json` and `nltk_corpus.json` that are BLEU, GLEU and NIST, within 1e-13 of NLTK 3.10.4, and
//! what `independent_mt.json` holds of mteval and multi-bleu, to the digits that they print.
//!
//! A key of an entry is a case. The files belong to other sets too, so they are read without being taken.

use wordmill::Result;
use wordmill::metric::{
    Bleu, BleuSmoothing, BleuTokenizer, Gleu, Metric, Nist, NistReferences, NltkBleu, NltkSmoothing,
};
use wordmill::text::{Span, Token, Tokenizer};

use crate::harness::area::Area;
use crate::harness::compare::{Tolerance, same, same_numbers};
use crate::harness::json::{self, Value};
use crate::harness::tally::{Miss, Tally, Verdict};
use crate::metric_bleu::{python_words, segments};

const NLTK: Tolerance = Tolerance::Relative(1e-13);
/// mteval prints four decimals.
const MTEVAL: Tolerance = Tolerance::Absolute(5.1e-5);

pub(crate) fn check(area: &mut Area) {
    let cases = |name: &str| match json::read(&area.path("golden/dev").join(name))["cases"].take() {
        Value::Array(cases) => cases,
        other => panic!("{other} is no array"),
    };
    let mut tally = Tally::new("metrics/nltk-bleu-gleu-nist-sentences");
    for (number, case) in cases("nltk_sentence.json").iter().enumerate() {
        let words = |text: &str| python_words(text).map(str::to_owned).collect::<Vec<_>>();
        let references: Vec<_> = json::strings(&case["refs"]).iter().map(|text| words(text)).collect();
        let segment = (vec![words(json::string(&case["hyp"]))], vec![references]);
        count(&mut tally, &format!("entry {number}"), case, &segment);
    }
    let mut of_corpora = Tally::new("metrics/nltk-bleu-gleu-nist-corpora");
    for case in cases("nltk_corpus.json") {
        let (hypotheses, references) = segments(area, &case, json::string(&case["hyp"]));
        let words = |text: &String| python_words(text).map(str::to_owned).collect::<Vec<_>>();
        let hypotheses = hypotheses.iter().map(words).collect();
        let references = references.iter().map(|texts| texts.iter().map(words).collect()).collect();
        count(&mut of_corpora, &case["hyp"].to_string(), &case, &(hypotheses, references));
    }
    let mut mteval = Tally::new("metrics/mteval-multi-bleu");
    for case in cases("independent_mt.json") {
        let program = json::string(&case["program"]);
        let name = format!("{} {program} {}", case["hyp"], case["flags"]);
        match program {
            "multi-bleu.perl" | "multi-bleu-detok.perl" => {
                mteval.count(multi_bleu(area, &case).map_err(|miss| miss.in_case(&name)));
            }
            "mteval-v13a.pl" | "mteval-v14.pl" => {
                mteval.count(mteval_case(area, &case).map_err(|miss| miss.in_case(&name)));
            }
            _ => {}
        }
    }
    [tally, of_corpora, mteval].into_iter().for_each(|tally| area.print(tally));
}

/// Hypotheses as words, and the references of each.
type Words = (Vec<Vec<String>>, Vec<Vec<Vec<String>>>);

fn count(tally: &mut Tally, name: &str, case: &Value, words: &Words) {
    for (key, expected) in case.as_object().unwrap() {
        if let Some(got) = figure(key, words) {
            let verdict = compare(key, got, expected);
            tally.count(verdict.map_err(|miss| miss.in_case(&format!("{name}, {key}"))));
        }
    }
}

/// The figure of a key, if it belongs to this set.
fn figure(key: &str, (hypotheses, references): &Words) -> Option<Result<f64>> {
    let bleu = |bleu: NltkBleu| Some(bleu.corpus(hypotheses, references));
    let nist =
        |order| Some(Nist::new().max_order(order).corpus(hypotheses, references).map(|nist| nist.score));
    let gleu = |gleu: Gleu| Some(gleu.corpus(hypotheses, references));
    let key = key.trim_start_matches("sentence_").trim_start_matches("corpus_");
    match key {
        "bleu_w3" => bleu(NltkBleu::new().weights([1.0 / 3.0; 3]).smoothing(NltkSmoothing::Epsilon(0.1))),
        "bleu_w2" => bleu(NltkBleu::new().weights([0.5; 2])),
        "bleu_autoreweigh" => bleu(NltkBleu::new().auto_reweigh(true)),
        "gleu" => gleu(Gleu::new()),
        "gleu_1_2" => gleu(Gleu::new().orders(1, 2)),
        "nist" => nist(5),
        "nist_n3" => nist(3),
        _ => bleu(NltkBleu::new().smoothing(match key.strip_prefix("bleu_method")? {
            "0" => NltkSmoothing::None,
            "1" => NltkSmoothing::Epsilon(0.1),
            "2" => NltkSmoothing::AddOne,
            "3" => NltkSmoothing::Exponential,
            "4" => NltkSmoothing::ShortTranslations { k: 5.0 },
            "5" => NltkSmoothing::Neighbours,
            "6" => NltkSmoothing::Interpolated { alpha: 5.0 },
            "7" => NltkSmoothing::ShortTranslationsAndNeighbours { k: 5.0 },
            other => panic!("method {other}"),
        })),
    }
}

fn compare(key: &str, got: Result<f64>, expected: &Value) -> Verdict {
    let fails = expected.get("error").is_some();
    match got {
        Ok(got) if !fails => same_numbers(key, &[got], &[json::number(expected)], NLTK),
        Err(_) if fails => Ok(()),
        got => Err(Miss::different("error", format!("{got:?}, expected {expected}"))),
    }
}

/// The first so many segments, as the case says in words.
fn first_segments(area: &Area, case: &Value) -> (Vec<String>, Vec<Vec<String>>) {
    let (mut hypotheses, mut references) = segments(area, case, json::string(&case["hyp"]));
    let lines = case["n"].as_u64().unwrap() as usize;
    hypotheses.truncate(lines);
    references.truncate(lines);
    (hypotheses, references)
}

fn has_flag(case: &Value, flag: &str) -> bool {
    json::strings(&case["flags"]).iter().any(|other| other == flag)
}

fn mteval_case(area: &Area, case: &Value) -> Verdict {
    let (hypotheses, references) = first_segments(area, case);
    let choice = if has_flag(case, "--international-tokenization") {
        BleuTokenizer::International
    } else {
        BleuTokenizer::Mteval13a
    };
    // mteval-v13a lower-cases ASCII alone.
    let cased = |text: &String| match choice {
        _ if has_flag(case, "-c") => text.clone(),
        BleuTokenizer::International => text.to_lowercase(),
        _ => text.to_ascii_lowercase(),
    };
    let hypotheses: Vec<String> = hypotheses.iter().map(cased).collect();
    let references: Vec<Vec<String>> =
        references.iter().map(|texts| texts.iter().map(cased).collect()).collect();
    let words =
        |text: &String| -> Vec<String> { choice.tokens(text).into_iter().map(|token| token.text).collect() };
    let hypothesis_words: Vec<_> = hypotheses.iter().map(words).collect();
    let reference_words: Vec<Vec<_>> =
        references.iter().map(|texts| texts.iter().map(words).collect()).collect();
    let nist = Nist::new().references(NistReferences::All).max_order(9);
    let nist = nist.corpus(&hypothesis_words, &reference_words).unwrap();
    let penalized = |bits: f64| bits * nist.brevity_penalty;
    let alone: Vec<f64> = nist.information.iter().copied().map(penalized).collect();
    let together: Vec<f64> = (1..=9).map(|order| penalized(nist.information[..order].iter().sum())).collect();
    let bleu =
        |order| Bleu::new().tokenizer(choice).max_order(order).corpus(&hypotheses, &references).unwrap();
    let bleu_alone: Vec<f64> = bleu(9).precisions.iter().map(|precision| precision / 100.0).collect();
    let bleu_together: Vec<f64> = (1..=9).map(|order| bleu(order).score / 100.0).collect();
    let rows = json::array(&case["rows"]);
    let kinds = ["nist, individual", "bleu, individual", "nist, cumulative", "bleu, cumulative"];
    for ((kind, got), row) in kinds.iter().zip([&alone, &bleu_alone, &together, &bleu_together]).zip(rows) {
        same_numbers(kind, got, &json::numbers(&row[1]), MTEVAL)?;
    }
    same_numbers("nist", &together[4..5], &json::numbers(&case["nist"]), MTEVAL)?;
    same_numbers("bleu", &bleu_together[3..4], &json::numbers(&case["bleu"]), MTEVAL)
}

/// Words as Perl's `split` sees bytes: no white space but that of ASCII.
struct AsciiWords;

impl Tokenizer for AsciiWords {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        for word in text.split_ascii_whitespace() {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            sink(Token { text: word, span: Span { start, end: start + word.len() } });
        }
    }
}

fn multi_bleu(area: &Area, case: &Value) -> Verdict {
    let (hypotheses, references) = first_segments(area, case);
    let is_raw = json::string(&case["program"]).contains("detok");
    let bleu = Bleu::new().smoothing(BleuSmoothing::None).lowercase(has_flag(case, "-lc"));
    let score = if is_raw {
        bleu.corpus(&hypotheses, &references)
    } else {
        bleu.tokenized_by("split", AsciiWords).corpus(&hypotheses, &references)
    };
    let score = score.unwrap();
    let precisions: Vec<String> = score.precisions.iter().map(|p| format!("{p:.1}")).collect();
    let text = format!(
        "BLEU = {:.2}, {} (BP={:.3}, ratio={:.3}, hyp_len={}, ref_len={})",
        score.score,
        precisions.join("/"),
        score.brevity_penalty,
        score.length_ratio(),
        score.hypothesis_length,
        score.reference_length,
    );
    same("multi-bleu", text.as_str(), json::string(&case["text"]))
}
