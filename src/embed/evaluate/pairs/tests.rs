//! Word pairs beside gensim.

use super::*;
use crate::embed::evaluate::sets::ScoredPair;
use crate::text::vocabulary::Vocabulary;
use crate::vector::dense::DenseMatrix;

const WORDS: &str =
    "king queen man woman prince princess boy girl Rome Italy Paris France Oslo Norway tea cup";
const PAIRS: &str = "king queen 9/Man woman 8.5/boy Girl 8.5/rome italy 6/tea cup 7/tea Norway 1/king cup 1.5/\
                     Oslo paris 5/tea coffee 9";

/// Word i, number j: ((7i² + 3j² + 5ij + i + 2j) mod 19 − 9) / 4.
fn embeddings() -> Embeddings {
    let number = |i: usize, j: usize| ((i * i * 7 + j * j * 3 + i * j * 5 + i + 2 * j) % 19) as f32;
    let numbers = (0..16).flat_map(|i| (0..6).map(move |j| (number(i, j) - 9.0) / 4.0)).collect();
    let words = Vocabulary::first_seen(WORDS.split(' ')).unwrap();
    Embeddings::new(words, DenseMatrix::from_rows(6, numbers).unwrap()).unwrap()
}

fn set() -> WordPairs {
    let pair = |line: &str| {
        let fields: Vec<&str> = line.split(' ').collect();
        ScoredPair { words: [fields[0].into(), fields[1].into()], score: fields[2].parse().unwrap() }
    };
    WordPairs::new("pairs", PAIRS.split('/').map(pair).collect()).unwrap()
}

#[test]
fn equals_gensim() {
    // gensim 4.4.0, scipy 1.17.1: evaluate_word_pairs(file, …): Pearson and p, Spearman and p, ratio
    let evaluation = PairEvaluation::default();
    let cases = [
        (
            evaluation.clone(),
            [0.14121171207244718, 0.7387268173187891, 0.15569141404872366, 0.7127617079991629, 11.1111],
        ),
        // dummy4unknown=True
        (
            evaluation.clone().unknown(Unknown::Count),
            [0.1200027723617133, 0.758447127916865, 0.1596695032950434, 0.6815555031835357, 11.1111],
        ),
        // case_insensitive=False
        (evaluation.clone().ignore_case(false), [0.2649404952481802, 0.7350595047518198, 0.0, 1.0, 55.5556]),
        // restrict_vocab=12
        (
            evaluation.clone().restrict(12),
            [0.49786412555990217, 0.5021358744400979, 0.316227766016838, 0.683772233983162, 55.5556],
        ),
    ];
    for (evaluation, expected) in cases {
        let scores = evaluation.evaluate(&embeddings(), &set()).unwrap();
        let (pearson, spearman) = (scores.pearson, scores.spearman);
        let found = [pearson.coefficient, pearson.p_value, spearman.coefficient, spearman.p_value];
        assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-6), "{found:?} {expected:?}");
        assert!((scores.unknown_ratio() - expected[4]).abs() < 1e-4);
    }
}

#[test]
fn prints_what_gensim_logs() {
    let scores = PairEvaluation::default().restrict(None).evaluate(&embeddings(), &set()).unwrap();
    let expected = "Pearson correlation coefficient against pairs: 0.1412\n\
                    Spearman rank-order correlation coefficient against pairs: 0.1557\n\
                    Pairs with unknown words ratio: 11.1%";
    assert_eq!(scores.to_string(), expected);
}

#[test]
fn what_cannot_be_judged_is_an_error() {
    let evaluation = PairEvaluation::default();
    assert!(evaluation.clone().restrict(0).evaluate(&embeddings(), &set()).is_err());
    let none = WordPairs::new("none", Vec::new()).unwrap();
    assert!(evaluation.evaluate(&embeddings(), &none).unwrap_err().to_string().contains("known words"));
    let one = WordPairs::new("one", set().pairs()[..1].to_vec()).unwrap();
    assert!(!evaluation.evaluate(&embeddings(), &one).unwrap().spearman.is_defined());
}
