//! `text/dev/sentences`: what NLTK's Punkt learnt from a text, and how it split others.
//!
//! `ud_gold_*` holds sentences that people marked, no answers of a tool: they are set aside here, and how often the
//! splitter agrees with the English ones is printed below the set.

use wordmill::text::sentence::{Punkt, PunktParameters, PunktTrainer, punkt::PunktTrainerParams};
use wordmill::text::{Span, Tokenizer};

use crate::harness::area::{Area, File};
use crate::harness::compare::{same, same_list};
use crate::harness::json::{self, Value};
use crate::harness::tally::{Tally, Verdict};

pub(crate) fn check(area: &mut Area) {
    let mut texts = area.take(|file| file.is("sentences", "punkt_train_en", ".txt"));
    let text = texts.pop().expect("a text to train on");
    let text = std::fs::read_to_string(text.path()).unwrap();
    let trainer = trained(&text, PunktTrainerParams::default());
    let all =
        PunktTrainerParams::default().include_all_collocations(true).include_abbreviation_collocations(true);
    let all = trained(&text, all).finish();
    parameters(area, &trainer.finish(), &all);
    internals(area, &trainer);
    splits(area, &trainer.finish(), &all);
    gold(area, &trainer.finish());
}

fn trained(text: &str, params: PunktTrainerParams) -> PunktTrainer {
    let mut trainer = PunktTrainer::new(params).unwrap();
    trainer.train(text).unwrap();
    trainer
}

/// Every abbreviation, collocation, beginning of sentences and orthographic context is a case.
fn parameters(area: &mut Area, default: &PunktParameters, all: &PunktParameters) {
    for (name, ours) in [("default", default), ("allcollocs", all)] {
        let mut tally = Tally::new(format!("text/punkt-params-{name}"));
        for file in area.take(|file| file.is("sentences", &format!("punkt_params_{name}"), ".json")) {
            let golden = &json::read(file.path())["params"];
            let read: PunktParameters = serde_json::from_value(golden.clone()).unwrap();
            let ours = serde_json::to_value(ours).unwrap();
            assert_eq!(
                &serde_json::to_value(&read).unwrap(),
                golden,
                "the parameters read and written again"
            );
            for kind in ["abbrev_types", "collocations", "sent_starters"] {
                let [ours, golden] = [&ours, golden].map(|value| json::strings(&value[kind]));
                tally.count(same_list(kind, &ours, &golden));
            }
            let [ours, golden] = [&ours, golden].map(|value| value["ortho_context"].as_object().unwrap());
            tally.count(same("number of contexts", &ours.len(), &golden.len()));
            for (word, context) in golden {
                tally.count(
                    same("context", &ours.get(word), &Some(context)).map_err(|miss| miss.in_case(word)),
                );
            }
        }
        area.print(tally);
    }
}

fn internals(area: &mut Area, trainer: &PunktTrainer) {
    let mut tally = Tally::new("text/punkt-internals");
    for file in area.take(|file| file.is("sentences", "punkt_train_internals", ".json")) {
        let golden = json::read(file.path());
        for (name, ours) in [
            ("num_period_toks", trainer.stops()),
            ("N", trainer.tokens()),
            ("sentbreak_count", trainer.sentence_breaks()),
        ] {
            tally.count(same(name, &golden[name].as_u64(), &Some(ours)));
        }
        let counts = trainer.type_counts();
        for ((word, count), golden) in counts.iter().zip(json::array(&golden["type_fdist_top"])) {
            tally.count(same("type count", &serde_json::json!([word, count]), golden));
        }
        abbreviation_scores(&mut tally, trainer, json::array(&golden["abbrev_scores"]));
    }
    area.print(tally);
}

/// Entries of one score and type stand in any order, and the list is cut amid equal scores.
fn abbreviation_scores(tally: &mut Tally, trainer: &PunktTrainer, golden: &[Value]) {
    let mut ours = trainer.abbreviation_scores();
    ours.truncate(golden.len());
    let rows = ours.iter().map(|row| (row.word_type.clone(), row.score, row.with_stop)).collect::<Vec<_>>();
    for (at, golden) in golden.iter().enumerate() {
        let golden =
            (json::string(&golden[0]).to_owned(), json::number(&golden[1]), golden[2].as_bool().unwrap());
        tally.count(same("score", &(&rows[at].0, rows[at].1), &(&golden.0, golden.1)));
        let both = rows.contains(&golden);
        assert!(both || golden.1 == rows[rows.len() - 1].1, "{golden:?} is not judged");
    }
}

/// Each document, split in each of four ways, is a case.
fn splits(area: &mut Area, default: &PunktParameters, all: &PunktParameters) {
    let ways = [
        ("untrained", Punkt::default()),
        ("default", Punkt::new(default.clone())),
        ("allcollocs", Punkt::new(all.clone())),
        ("untrained_norealign", Punkt::default().realign_boundaries(false)),
    ];
    let mut tally = Tally::new("text/punkt-split");
    for file in area.take(|file| file.is("sentences", "punkt_split", ".jsonl")) {
        for case in json::read_lines(file.path()) {
            for (way, splitter) in &ways {
                let name = format!("{} {way}", json::string(&case["doc"]));
                tally.count(same_spans(splitter, &case, way).map_err(|miss| miss.in_case(&name)));
            }
        }
    }
    area.print(tally);
}

fn same_spans(splitter: &Punkt, case: &Value, way: &str) -> Verdict {
    let text = json::string(&case["text"]);
    let tokens: Vec<Span> = splitter.tokens(text).iter().map(|token| token.span).collect();
    same("tokens and spans", &tokens, &splitter.spans(text))?;
    let (mut characters, mut bytes, mut ours) = (0, 0, Vec::new());
    for place in tokens.iter().flat_map(|span| [span.start, span.end]) {
        characters += text[bytes..place].chars().count();
        bytes = place;
        ours.push(characters);
    }
    let golden: Vec<usize> = json::array(&case[way]).iter().flat_map(json::counts).collect();
    same("spans", &ours, &golden)
}

/// Prints how well sentences of people are found: the share of our ends that are theirs, and of theirs that are ours.
fn gold(area: &mut Area, trained: &PunktParameters) {
    let files = area.take(|file| file.is("sentences", "ud_gold_", ".jsonl"));
    let english: Vec<&File> = files.iter().filter(|file| file.stem() == "ud_gold_en").collect();
    for (name, splitter) in [
        ("untrained", Punkt::default()),
        ("english", Punkt::english()),
        ("trained", Punkt::new(trained.clone())),
    ] {
        let [mut ours, mut theirs, mut both] = [0_usize; 3];
        for case in english.iter().flat_map(|file| json::read_lines(file.path())) {
            let text = json::string(&case["text"]);
            let found: Vec<usize> = splitter.spans(text).iter().map(|span| span.end).collect();
            let mut end = 0;
            for sentence in json::strings(&case["sents"]) {
                end += sentence.len();
                theirs += 1;
                both += usize::from(found.contains(&end));
                end += 1;
            }
            ours += found.len();
        }
        let (precision, recall) = (both as f64 / ours as f64, both as f64 / theirs as f64);
        let f1 = 2.0 * precision * recall / (precision + recall);
        println!(
            "  sentence ends of ud_gold_en, {name}: precision {precision:.4}, recall {recall:.4}, F1 {f1:.4}"
        );
    }
}
