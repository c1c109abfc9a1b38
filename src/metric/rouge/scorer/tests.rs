//! Scores of rouge-score, and laws of the scorer.

use proptest::prelude::*;

use super::*;
use crate::metric::additive::Additive;
use crate::parallel::with_threads;
use crate::statistics::mt19937::Mt19937;
use crate::text::span::Span;
use crate::text::token::Token;

const TYPES: [RougeType; 5] =
    [RougeType::N(1), RougeType::N(2), RougeType::N(3), RougeType::L, RougeType::Lsum];

/// References, then hypotheses.
const PAIRS: [[&str; 2]; 3] = [
    [
        "The committee approved the budget on Monday.\nCritics called the plan reckless, and 2 members resigned.",
        "On Monday the committee approved its budgets.\nTwo members were resigning; critics called it reckless.",
    ],
    ["a b a c a b d", "b a c b a d a"],
    [
        "Rain fell all night.\nRivers rose.\nVillages were flooded by morning.",
        "By morning villages flooded as rivers rose.\nIt had rained all night long.",
    ],
];

fn scorer(stemming: bool) -> Rouge {
    Rouge::params().types(TYPES).stemming(stemming).build().unwrap()
}

fn triples(scores: &RougeScores) -> Vec<[f64; 3]> {
    scores.scores.iter().map(|score| [score.precision, score.recall, score.f_measure]).collect()
}

/// rouge-score 0.1.2 with NLTK 3.10.4: `RougeScorer(types, use_stemmer).score(reference, hypothesis)`.
#[test]
fn scores_are_those_of_rouge_score() {
    let thirds = [0.714_285_714_285_714_3; 3];
    let [three, fifths] = [[1.0 / 3.0; 3], [0.2, 0.2, 0.200_000_000_000_000_04]];
    let letters = [[1.0; 3], three, fifths, thirds, thirds];
    let bigrams = [[0.2857142857142857, 0.26666666666666666, 0.2758620689655172]];
    let trigrams = [[0.07692307692307693, 0.07142857142857142, 0.07407407407407408]];
    let plain_l = [[0.4, 0.375, 0.38709677419354843]; 2];
    let stemmed_l = [[0.4666666666666667, 0.4375, 0.45161290322580644]; 2];
    let plain = [
        [&[[0.6, 0.5625, 0.5806451612903225]][..], &bigrams, &trigrams, &plain_l].concat(),
        letters.to_vec(),
        vec![
            [0.6153846153846154, 0.7272727272727273, 0.6666666666666667],
            [0.25, 0.3, 0.2727272727272727],
            [0.0; 3],
            [0.15384615384615385, 0.18181818181818182, 0.16666666666666669],
            [0.46153846153846156, 0.5454545454545454, 0.4999999999999999],
        ],
    ];
    let stemmed = [
        [&[[0.7333333333333333, 0.6875, 0.7096774193548386]][..], &bigrams, &trigrams, &stemmed_l].concat(),
        letters.to_vec(),
        vec![
            [0.6923076923076923, 0.8181818181818182, 0.7500000000000001],
            [0.25, 0.3, 0.2727272727272727],
            [0.0; 3],
            [0.23076923076923078, 0.2727272727272727, 0.24999999999999994],
            [0.5384615384615384, 0.6363636363636364, 0.5833333333333334],
        ],
    ];
    for (stemming, expected) in [(false, plain), (true, stemmed)] {
        for ([reference, hypothesis], expected) in PAIRS.iter().zip(expected) {
            let scores = scorer(stemming).sentence(hypothesis, &[reference]).unwrap();
            assert_eq!(triples(&scores), expected, "{reference}");
        }
    }
}

/// The same: `np.random.seed(7)`, then `BootstrapAggregator(0.9, 200)` over the three pairs with stems.
#[test]
fn intervals_are_those_of_rouge_score() {
    let rouge = scorer(true);
    let references = rouge.references(&PAIRS.map(|[reference, _]| [reference])).unwrap();
    let segments = rouge.segments(&PAIRS.map(|[_, hypothesis]| hypothesis), &references).unwrap();
    let intervals = rouge.bootstrap(&segments, 0.9, 200, &mut Mt19937::new(7)).unwrap();
    let ends = |interval: Interval| [interval.low, interval.mid, interval.high];
    assert_eq!(ends(intervals[0].precision), [0.6923076923076922, 0.8085470085470085, 0.915555555555554]);
    assert_eq!(ends(intervals[0].f_measure), [0.7231182795698925, 0.8198924731182795, 0.9208333333333318]);
    assert_eq!(ends(intervals[4].recall), [0.5004734848484846, 0.5960497835497836, 0.6883116883116883]);
    assert_eq!(ends(intervals[4].f_measure), [0.4933243727598565, 0.5830773169482847, 0.6706349206349206]);
    assert!(rouge.bootstrap(&segments, f64::NAN, 200, &mut Mt19937::new(7)).is_err());
    assert!(rouge.bootstrap(&segments, 0.9, 0, &mut Mt19937::new(7)).is_err());
    assert!(rouge.bootstrap(&[], 0.9, 10, &mut Mt19937::new(7)).is_err());
}

#[test]
fn means_are_of_segments() {
    let rouge = scorer(false);
    let references = rouge.references(&PAIRS.map(|[reference, _]| [reference])).unwrap();
    let segments = rouge.segments(&PAIRS.map(|[_, hypothesis]| hypothesis), &references).unwrap();
    let mean = rouge.mean(&segments).unwrap();
    let corpus = rouge.score(&RougeStatistics::sum(&segments));
    assert_eq!(corpus.segments, 3);
    for (mean, corpus) in triples(&mean).concat().iter().zip(triples(&corpus).concat()) {
        assert!((mean - corpus).abs() < 1e-15);
    }
    assert!(rouge.mean(&[]).is_err());
    assert_eq!(rouge.figure(&segments[1]), 1.0);
}

#[test]
fn the_best_reference_counts_for_each_type() {
    let rouge = scorer(false);
    let scores = rouge.sentence("a b c", &["c b a", "a b x y z", "a b x y z"]).unwrap();
    assert_eq!(triples(&scores)[0], [1.0; 3]);
    assert_eq!(triples(&scores)[1], [0.5, 0.25, 1.0 / 3.0]);
    assert_eq!(triples(&rouge.sentence("", &["", "a"]).unwrap()), [[0.0; 3]; 5]);
    assert!(rouge.sentence("a", &[]).is_err());
}

#[test]
fn params_are_checked() {
    let build = |types: &[RougeType]| Rouge::params().types(types).build().map(|rouge| rouge.name());
    assert!(build(&[]).is_err());
    assert!(build(&[RougeType::N(0)]).is_err());
    assert!(build(&[RougeType::N(10)]).is_err());
    assert!(build(&[RougeType::L, RougeType::L]).is_err());
    assert_eq!(build(&[RougeType::N(9), RougeType::L]).unwrap(), "rouge9+rougeL");
    let signature = scorer(true).signature().to_short_string();
    assert!(signature.starts_with("t:rouge1+rouge2+rouge3+rougeL+rougeLsum|st:porter|tok:ascii|sp:lines|v:"));
    let params = Rouge::params().stemming(true).words(RougeWords::Unicode);
    let text = serde_json::to_string(&params).unwrap();
    assert_eq!(serde_json::from_str::<RougeParams>(&text).unwrap(), params);
}

#[test]
fn other_scripts_need_other_words() {
    let figure = |words: RougeWords| {
        let rouge = Rouge::params().words(words).build().unwrap();
        rouge.sentence("Кошки спят", &["кошки едят"]).unwrap().scores[0].f_measure
    };
    assert_eq!((figure(RougeWords::Ascii), figure(RougeWords::Unicode)), (0.0, 0.5));
}

#[test]
fn results_are_the_same_on_any_number_of_threads() {
    let hypotheses: Vec<String> =
        (0..500).map(|n| format!("a text of {n} words\nand {} more", n * n % 17)).collect();
    let references: Vec<[String; 2]> =
        (0..500).map(|n| [format!("{} words and a text", n % 7), format!("more\nof {n}")]).collect();
    let rouge = scorer(true);
    let run = || rouge.corpus(&hypotheses, &references).unwrap();
    assert_eq!(with_threads(1, run).unwrap(), with_threads(5, run).unwrap());
}

struct Lines;

impl Tokenizer for Lines {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let mut start = 0;
        for line in text.split('\n') {
            sink(Token { text: line, span: Span { start, end: start + line.len() } });
            start += line.len() + 1;
        }
    }
}

fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[abc]{1,2}",
        Just("\n".to_owned()),
        Just("running".to_owned()),
        Just("extraordinarilylongword".to_owned()),
        "[.,é漢 ]{1,2}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// A splitter that finds lines takes the other way through the code.
    #[test]
    fn lines_by_a_splitter_are_lines(reference in texts(), hypothesis in texts(), stemming in any::<bool>()) {
        let plain = scorer(stemming);
        let split = plain.clone().split_by(Lines);
        prop_assert_eq!(
            plain.sentence(&hypothesis, &[&reference]).unwrap(),
            split.sentence(&hypothesis, &[&reference]).unwrap()
        );
    }

    /// Types do not depend on which others are asked for.
    #[test]
    fn types_stand_alone(reference in texts(), hypothesis in texts()) {
        let all = scorer(true).sentence(&hypothesis, &[&reference]).unwrap();
        for score in all.scores {
            let alone = Rouge::params().types([score.kind]).stemming(true).build().unwrap();
            prop_assert_eq!(alone.sentence(&hypothesis, &[&reference]).unwrap().scores, [score]);
        }
    }

    #[test]
    fn a_text_is_all_of_itself(text in texts()) {
        let scores = scorer(true).sentence(&text, &[&text]).unwrap();
        prop_assert!(scores.scores.iter().all(|score| score.f_measure == 1.0 || score.f_measure == 0.0));
    }
}
