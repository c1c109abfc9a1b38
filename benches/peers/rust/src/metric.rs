//! Crates at the work of `metric/`.

use bleuscore::RefLenMethod;
use rougers::RougeScorer;
use sacrebleu_rs::{Bleu, Chrf, Ter};
use serde_json::Value;

/// Hypotheses of systems and columns of references, a line a segment; or pairs of summaries.
pub(crate) struct Input {
    systems: Vec<Vec<String>>,
    references: Vec<Vec<String>>,
    /// Target and prediction.
    summaries: Vec<(String, String)>,
}

impl Input {
    pub(crate) fn read(arguments: &[&str]) -> Self {
        let listed = |option: &str| -> Vec<&str> {
            let values = arguments.iter().skip_while(|argument| **argument != option).skip(1);
            values.take_while(|value| !value.starts_with("--")).copied().collect()
        };
        let lines = |file: &&str| -> Vec<String> {
            let text = std::fs::read_to_string(file).expect("a file of UTF-8");
            text.strip_suffix('\n').unwrap_or(&text).split('\n').map(str::to_owned).collect()
        };
        let pair = |line: String| {
            let value: Value = serde_json::from_str(&line).expect("JSON");
            let text = |key: &str| value[key].as_str().expect("text").to_owned();
            (text("target"), text("prediction"))
        };
        Input {
            systems: listed("--systems").iter().map(lines).collect(),
            references: listed("--references").iter().map(lines).collect(),
            summaries: listed("--summaries").iter().flat_map(lines).map(pair).collect(),
        }
    }

    /// The references of each segment.
    fn rows(&self) -> Vec<Vec<String>> {
        let row = |at: usize| self.references.iter().map(|column| column[at].clone()).collect();
        (0..self.references[0].len()).map(row).collect()
    }
}

/// Names, and one pass: the sum of all figures.
pub(crate) const PEERS: [(&str, fn(&Input) -> f64); 7] = [
    ("bleu/bleuscore", bleuscore_13a),
    ("bleu/sacrebleu-rs", |input| {
        input.systems.iter().map(|system| Bleu::default().corpus_score(system, &input.references).score).sum()
    }),
    ("chrf/sacrebleu-rs", |input| {
        input.systems.iter().map(|system| Chrf::default().corpus_score(system, &input.references).score).sum()
    }),
    ("ter/sacrebleu-rs", |input| {
        input.systems.iter().map(|system| Ter::default().corpus_score(system, &input.references).score).sum()
    }),
    ("wer/rwer", word_error_rate),
    ("rouge/rougers", |input| rouge(input, false)),
    ("rouge-stem/rougers", |input| rouge(input, true)),
];

/// It works on rayon's pool: run with RAYON_NUM_THREADS=1.
fn bleuscore_13a(input: &Input) -> f64 {
    let references = input.rows();
    let score = |system: &Vec<String>| {
        100.0 * bleuscore::compute_score(&references, system, 4, false, RefLenMethod::Closest).bleu
    };
    input.systems.iter().map(score).sum()
}

/// The sum of the rates of single lines.
fn word_error_rate(input: &Input) -> f64 {
    let of_system = |system: &Vec<String>| -> f64 {
        system.iter().zip(&input.references[0]).map(|(line, reference)| rwer::wer(reference, line)).sum()
    };
    input.systems.iter().map(of_system).sum()
}

fn rouge(input: &Input, stem: bool) -> f64 {
    let scorer = RougeScorer::new(["rouge1", "rouge2", "rougeL", "rougeLsum"], stem).expect("known types");
    let pair = |(target, prediction): &(String, String)| -> f64 {
        scorer.score(target, prediction).iter().map(|(_, score)| score.fmeasure).sum()
    };
    input.summaries.iter().map(pair).sum()
}
