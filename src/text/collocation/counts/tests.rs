//! Counts against counting by the book; scores against those that NLTK printed.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

const TEXT: &str = "the old dog saw the old cat and the young dog saw the old dog";

fn words() -> impl Iterator<Item = &'static str> + Clone {
    TEXT.split(' ')
}

/// Every choice of words behind each word, one after another.
fn naive<'w, const N: usize>(words: &[&'w str], window: usize) -> BTreeMap<[&'w str; N], u64> {
    let mut counts = BTreeMap::new();
    for start in 0..words.len() {
        let seen = &words[start..words.len().min(start + window)];
        for bits in 0..1u32 << (seen.len() - 1) {
            if bits.count_ones() as usize == N - 1 {
                let others = (1..seen.len()).filter(|place| bits >> (place - 1) & 1 == 1);
                let gram: Vec<&str> = std::iter::once(0).chain(others).map(|place| seen[place]).collect();
                *counts.entry(gram.try_into().unwrap()).or_insert(0) += 1;
            }
        }
    }
    counts
}

fn agree<const N: usize>(words: &[&str], window: usize)
where
    NgramCounts<N>: Collocation<N>,
{
    let counts = NgramCounts::<N>::of_words(words, window).unwrap();
    assert!(counts.iter().eq(naive::<N>(words, window)), "{words:?}, window {window}");
}

proptest! {
    #[test]
    fn counts_are_those_of_all_choices(
        words in prop::collection::vec("[ab\u{e9}]{0,2}", 0..12),
        more in 0usize..4,
    ) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        agree::<2>(&words, 2 + more);
        agree::<3>(&words, 3 + more);
        agree::<4>(&words, 4 + more);
    }

    #[test]
    fn merged_counts_are_those_of_all_documents(
        documents in prop::collection::vec(prop::collection::vec("[a-d]", 0..8), 2..4),
    ) {
        let of = |documents: &[Vec<String>]| TrigramCounts::of_documents(documents, 4).unwrap();
        let merged = of(&documents[1..]).merged(&of(&documents[..1])).unwrap();
        prop_assert_eq!(merged, of(&documents));
    }
}

/// NLTK 3.10.4: `score_ngram` of the finders `from_words(TEXT.split())`, measures in the order of `ALL`.
#[test]
fn scores_are_those_of_nltk() {
    let pairs = BigramCounts::of_words(words(), 2).unwrap();
    let expected = [
        0.2,
        1.2701705922171769,
        10.3125,
        2.25,
        1.9068905956085187,
        10.51339154919517,
        2.720671786825555,
        0.75,
        0.6875,
        0.8571428571428571,
    ];
    assert_eq!(Association::ALL.map(|measure| pairs.score(measure, ["the", "old"]).unwrap()), expected);
    let triples = TrigramCounts::of_words(words(), 3).unwrap();
    let scores = Association::ALL.map(|measure| triples.score(measure, ["the", "old", "dog"]));
    let expected = [
        0.13333333333333333,
        1.3010764773832475,
        30.312500000000004,
        0.2222222222222222,
        3.6438561897747253,
        21.70637924557193,
        5.28771237954945,
        0.5,
    ];
    assert_eq!(scores[..8], expected.map(Some));
    assert_eq!(scores[8..], [None, None]);
    let quadruples = QuadgramCounts::of_words(words(), 4).unwrap();
    let scores = Association::ALL.map(|measure| quadruples.score(measure, ["dog", "saw", "the", "old"]));
    let expected = [
        0.13333333333333333,
        1.399128617707782,
        191.79906031468528,
        0.1111111111111111,
        6.550746785383243,
        26.784619120715256,
        11.101493570766486,
        0.4,
    ];
    assert_eq!(scores[..8], expected.map(Some));
}

/// NLTK 3.10.4, `from_words(TEXT.split(), window_size=4)`: the pair is found three times, which counts as one.
#[test]
fn a_wider_window_divides_counts() {
    let pairs = BigramCounts::of_words(words(), 4).unwrap();
    assert_eq!(pairs.count(["the", "dog"]), 3);
    let score = |measure| pairs.score(measure, ["the", "dog"]);
    assert_eq!(score(Association::LikelihoodRatio), Some(0.08232666192274729));
    assert_eq!(score(Association::MutualInformationLike), Some(0.08333333333333333));
}

/// NLTK 3.10.4, `score_ngrams(BigramAssocMeasures.pmi)`.
#[test]
fn rankings_are_those_of_nltk() {
    let pairs = BigramCounts::of_words(words(), 2).unwrap();
    let measure = Association::PointwiseMutualInformation;
    let ranked = pairs.ranked(measure).unwrap();
    let first = [["cat", "and"], ["dog", "saw"], ["old", "cat"], ["young", "dog"], ["and", "the"]];
    assert_eq!(ranked.iter().take(5).map(|scored| scored.words).collect::<Vec<_>>(), first);
    assert_eq!(pairs.best(measure, 5).unwrap(), ranked[..5]);
    assert_eq!(pairs.above(measure, ranked[1].score).unwrap(), ranked[..1]);
    let triples = TrigramCounts::of_words(words(), 3).unwrap();
    assert!(triples.ranked(Association::Dice).is_err());
    assert_eq!(triples.bigrams().count(["the", "old"]), 3);
}

#[test]
fn filters_remove_ngrams_and_leave_words() {
    let mut pairs = BigramCounts::of_words(words(), 2).unwrap();
    let score = pairs.score(Association::StudentT, ["dog", "saw"]);
    pairs.retain(|_, count| count >= 2);
    pairs.retain_words(|word| word != "old");
    assert_eq!(pairs.iter().collect::<Vec<_>>(), [(["dog", "saw"], 2), (["saw", "the"], 2)]);
    assert_eq!(pairs.score(Association::StudentT, ["dog", "saw"]), score);
    assert_eq!(pairs.score(Association::StudentT, ["old", "dog"]), None);
    assert_eq!((pairs.word_count("old"), pairs.total(), pairs.len()), (3, 15, 2));
}

#[test]
fn ids_count_as_their_words_and_unknown_ones_are_gaps() {
    let vocabulary = Vocabulary::first_seen(["so", "a", "good"]).unwrap();
    let ids = [0, 1, u32::MAX, 2, 0, 1].map(TokenId).to_vec();
    let documents = Encoded::from_parts(ids, vec![4, 6]).unwrap();
    let pairs = BigramCounts::of_encoded(&vocabulary, &documents, 3).unwrap();
    let expected = [(["a", "good"], 1), (["so", "a"], 2)];
    assert_eq!(pairs.iter().collect::<Vec<_>>(), expected);
    assert!(BigramCounts::of_encoded(&vocabulary, &documents, 1).is_err());
    assert!(BigramCounts::of_encoded(&vocabulary, &documents, 1_001).is_err());
    let narrow = BigramCounts::of_encoded(&vocabulary, &documents, 2).unwrap();
    assert!(narrow.merged(&pairs).is_err());
}

/// A text of one word: NLTK's contingency table gets a negative cell and the logarithm none.
#[test]
fn measures_without_a_value_say_nothing() {
    let pairs = BigramCounts::of_words(["a", "a", "a"], 2).unwrap();
    assert_eq!(pairs.score(Association::LikelihoodRatio, ["a", "a"]), None);
    assert_eq!(pairs.ranked(Association::PhiSquared).unwrap(), []);
    assert!(BigramCounts::of_words([""; 0], 2).unwrap().is_empty());
}
