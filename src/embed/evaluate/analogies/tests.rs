//! Analogies beside gensim.

use super::*;
use crate::embed::evaluate::questions::AnalogySection;
use crate::text::vocabulary::Vocabulary;
use crate::vector::dense::DenseMatrix;

const WORDS: &str =
    "king queen man woman prince princess boy girl Rome Italy Paris France Oslo Norway tea cup";
const FAMILY: [[&str; 2]; 4] = [["king", "queen"], ["man", "woman"], ["prince", "princess"], ["boy", "girl"]];
const CAPITALS: [[&str; 2]; 4] =
    [["rome", "italy"], ["paris", "france"], ["oslo", "norway"], ["bern", "switzerland"]];

/// Word i, number j: n = ((7i² + 3j² + 5ij + i + 2j) mod 19 − 9) / 4; but for the last two, every second word is the one
/// before it, plus (3, −3, 0, 0, 1.5, 0), plus n/2.
fn embeddings() -> Embeddings {
    let number =
        |i: usize, j: usize| (((i * i * 7 + j * j * 3 + i * j * 5 + i + 2 * j) % 19) as f32 - 9.0) / 4.0;
    let offset = [3.0, -3.0, 0.0, 0.0, 1.5, 0.0];
    let row = |i: usize, j: usize| match i {
        14.. => number(i, j),
        _ if i.is_multiple_of(2) => number(i, j),
        _ => number(i - 1, j) + offset[j] + number(i, j) / 2.0,
    };
    let numbers = (0..16).flat_map(|i| (0..6).map(move |j| row(i, j))).collect();
    let words = Vocabulary::first_seen(WORDS.split(' ')).unwrap();
    Embeddings::new(words, DenseMatrix::from_rows(6, numbers).unwrap()).unwrap()
}

fn section(name: &str, pairs: [[&str; 2]; 4]) -> AnalogySection {
    let mut questions = Vec::new();
    for (first, [a, b]) in pairs.iter().enumerate() {
        for (_, [c, d]) in pairs.iter().enumerate().filter(|(second, _)| *second != first) {
            questions.push([a, b, c, d].map(|word| (*word).to_owned()));
        }
    }
    AnalogySection { name: name.to_owned(), questions }
}

fn questions() -> AnalogyQuestions {
    AnalogyQuestions::new(vec![section("family", FAMILY), section("capitals", CAPITALS)])
}

#[test]
fn equals_gensim() {
    // gensim 4.4.0: evaluate_word_analogies(file, …): right and wrong of each section
    let evaluation = AnalogyEvaluation::default();
    let cases = [
        (evaluation.clone(), [12, 0, 5, 1], 6),
        // dummy4unknown=True
        (evaluation.clone().unknown(Unknown::Count), [12, 0, 5, 7], 6),
        // case_insensitive=False
        (evaluation.clone().ignore_case(false), [12, 0, 0, 0], 12),
        // restrict_vocab=8
        (evaluation.clone().restrict(8), [12, 0, 0, 0], 12),
        // most_similar_cosmul in place of most_similar
        (evaluation.clone().objective(Objective::Multiplicative), [5, 7, 2, 4], 6),
    ];
    for (evaluation, expected, unknown) in cases {
        let scores = evaluation.evaluate(&embeddings(), &questions()).unwrap();
        let [family, capitals] = &scores.sections[..] else { panic!("two sections") };
        let found = [family.correct, family.incorrect, capitals.correct, capitals.incorrect];
        assert_eq!(found, expected);
        assert_eq!(scores.total.unknown, unknown);
        assert_eq!(scores.total.correct, found[0] + found[2]);
    }
}

#[test]
fn prints_what_gensim_logs() {
    let scores = AnalogyEvaluation::default().evaluate(&embeddings(), &questions()).unwrap();
    let expected = "family: 100.0% (12/12)\ncapitals: 83.3% (5/6)\n\
                    Quadruplets with out-of-vocabulary words: 25.0%\nTotal accuracy: 94.4% (17/18)";
    assert_eq!(scores.to_string(), expected);
    let few = AnalogyEvaluation::default().restrict(1).evaluate(&embeddings(), &questions()).unwrap();
    assert_eq!(few.to_string(), "Quadruplets with out-of-vocabulary words: 100.0%");
    assert_eq!(few.accuracy(), 0.0);
}

#[test]
fn words_in_another_case_are_no_answer() {
    // "B" lies nearest to b + c - a; without regard to case it is passed over.
    let vocabulary = Vocabulary::first_seen(["a", "b", "c", "B", "d"]).unwrap();
    let rows = vec![1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.9, 0.1, 0.0, 1.0, 0.02, 0.0, 1.0, 0.4];
    let words = Embeddings::new(vocabulary, DenseMatrix::from_rows(3, rows).unwrap()).unwrap();
    let question = |d: &str| {
        let questions = vec![["a", "b", "c", d].map(str::to_owned)];
        AnalogyQuestions::new(vec![AnalogySection { name: "s".to_owned(), questions }])
    };
    let right = |evaluation: AnalogyEvaluation, d: &str| {
        evaluation.evaluate(&words, &question(d)).unwrap().sections[0].answers[0] == Answer::Right
    };
    let evaluation = AnalogyEvaluation::default();
    assert!(right(evaluation.clone(), "d") && !right(evaluation.clone(), "B"));
    assert!(right(evaluation.clone().ignore_case(false), "B"));
    // Among four words, what is left differs from b in case alone, and is the answer for want of a better one.
    assert!(right(evaluation.restrict(4), "B"));
}

#[test]
fn what_cannot_be_judged_is_an_error() {
    let evaluation = AnalogyEvaluation::default();
    assert!(evaluation.clone().restrict(0).evaluate(&embeddings(), &questions()).is_err());
    assert!(evaluation.evaluate(&embeddings(), &AnalogyQuestions::new(Vec::new())).is_err());
}
