//! Phrases against those that gensim found; laws of learning.

use proptest::prelude::*;

use super::*;
use crate::text::phrases::connectors::english_connector_words;
use crate::text::phrases::scoring::PhraseScoring;

const SENTENCES: [&str; 4] =
    ["bank of america is a bank", "the bank of america", "a bank in america", "bank of england"];

fn sentences() -> impl Iterator<Item = std::str::Split<'static, char>> {
    SENTENCES.into_iter().map(|sentence| sentence.split(' '))
}

/// gensim 4.4.0: `Phrases(SENTENCES, min_count=2, threshold=-0.5, scoring="npmi").export_phrases()`.
#[test]
fn normalized_information_is_that_of_gensim() {
    let scoring = PhraseScoring::NormalizedInformation;
    let phrases = Phrases::params().min_count(2).threshold(-0.5).scoring(scoring).fit(sentences()).unwrap();
    let expected =
        [("bank_of", 0.705508294152573), ("of_america", 0.6210723621313206), ("a_bank", 0.5718399984525749)];
    assert_eq!(phrases.export(), expected);
}

/// gensim 4.4.0: `Phrases(SENTENCES, min_count=1, threshold=0.1, max_vocab_size=8).vocab`.
#[test]
fn rare_entries_are_dropped_as_by_gensim() {
    let params = Phrases::params().min_count(1).threshold(0.1).max_entries(8);
    let counts = [("bank", 5), ("america", 3), ("of", 1), ("bank_of", 1), ("england", 1), ("of_england", 1)];
    assert_eq!(params.fit(sentences()).unwrap().iter().collect::<Vec<_>>(), counts);
}

#[test]
fn connectors_stand_inside_phrases_only() {
    let params = Phrases::params().min_count(1).threshold(0.1).connector_words(english_connector_words());
    let phrases = params.fit(sentences()).unwrap();
    let sentence: Vec<&str> = "the bank of america of".split(' ').collect();
    assert_eq!(phrases.apply(&sentence), ["the", "bank_of_america", "of"]);
    assert_eq!(phrases.freeze().unwrap().apply(&sentence), phrases.apply(&sentence));
    assert_eq!(phrases.count("of"), 0);
    let mut places = Vec::new();
    phrases.analyze(&sentence, |piece| places.push((piece.words, piece.score.is_some())));
    assert_eq!(places, [(0..1, false), (1..4, true), (4..5, false)]);
}

#[test]
fn models_read_back_and_bad_parameters_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("phrases.model");
    let phrases = Phrases::params().min_count(1).threshold(0.1).fit(sentences()).unwrap();
    phrases.save(&path).unwrap();
    assert_eq!(Phrases::load(&path).unwrap(), phrases);
    assert!(matches!(FrozenPhrases::load(&path), Err(Error::Corrupt { .. })));
    let frozen = phrases.freeze().unwrap();
    frozen.save(&path).unwrap();
    assert_eq!(FrozenPhrases::load(&path).unwrap(), frozen);
    let json = serde_json::to_string(&phrases).unwrap();
    let cut = json.replacen("\"counts\":[", "\"counts\":[1,", 1);
    assert!(serde_json::from_str::<Phrases>(&cut).is_err());
    let none = [[""; 0]; 0];
    assert!(Phrases::params().min_count(0).fit(none).is_err());
    assert!(Phrases::params().threshold(0.0).fit(none).is_err());
    assert!(Phrases::params().threshold(f64::NAN).fit(none).is_err());
    assert!(Phrases::params().delimiter("").fit(none).is_err());
    assert!(Phrases::params().fit(none).unwrap().is_empty());
    let mut other = Phrases::params().fit(none).unwrap();
    assert!(other.merge(&phrases).is_err());
}

/// Counts by strings, as gensim keeps them.
fn naive(sentences: &[Vec<String>], delimiter: &str, connectors: &StopWords) -> Vec<(String, u64)> {
    let mut counts: Vec<(String, u64)> = Vec::new();
    let mut add = |entry: String| match counts.iter_mut().find(|(known, _)| *known == entry) {
        Some((_, count)) => *count += 1,
        None => counts.push((entry, 1)),
    };
    for sentence in sentences {
        let mut open: Vec<&str> = Vec::new();
        for word in sentence {
            if !connectors.contains(word) {
                add(word.clone());
                if !open.is_empty() {
                    add(format!("{}{delimiter}{word}", open.join(delimiter)));
                }
                open = vec![word];
            } else if !open.is_empty() {
                open.push(word);
            }
        }
    }
    counts
}

proptest! {
    #[test]
    fn numbers_count_as_strings_do(
        sentences in prop::collection::vec(prop::collection::vec("[ab_]{0,3}", 0..6), 0..6),
        delimiter in "_{1,2}",
    ) {
        let connectors = StopWords::from_words(["a", "_"]);
        let params = Phrases::params().delimiter(&delimiter).connector_words(connectors.clone());
        let phrases = params.fit(&sentences).unwrap();
        let counts: Vec<(String, u64)> =
            phrases.iter().map(|(entry, count)| (entry.to_owned(), count)).collect();
        prop_assert_eq!(counts, naive(&sentences, &delimiter, &connectors));
    }

    #[test]
    fn pieces_cover_a_sentence_but_for_its_empty_words(
        sentence in prop::collection::vec("(bank|of|america|a|é)?", 0..12),
    ) {
        let params = Phrases::params().min_count(1).threshold(0.1).connector_words(english_connector_words());
        let phrases = params.fit(sentences()).unwrap();
        let mut covered = Vec::new();
        phrases.analyze(&sentence, |piece| {
            let words: Vec<&str> = sentence[piece.words.clone()].iter().map(String::as_str).collect();
            assert_eq!(piece.text, words.join("_"));
            covered.extend(piece.words);
        });
        prop_assert!(covered.is_sorted());
        let full = |place: &usize| !sentence[*place].is_empty();
        let expected: Vec<usize> = (0..sentence.len()).filter(full).collect();
        prop_assert_eq!(covered.into_iter().filter(full).collect::<Vec<_>>(), expected);
    }
}
