//! Numbers are those of NLTK 3.10.4 (`PunktTrainer`) on the same texts.

use std::collections::BTreeSet;

use super::*;

const TEXT: &str = "Dr. Ada met J. S. Bach and Dr. Bell on Jan. 5. Dr. Ada left early. She came back in Jan. and met \
    J. S. Bach again.\n\nThe house was old. The cat saw dr. Bell, who paid approx. five. The dog slept. The end came \
    at 12. The cat went, etc., and so on.";

fn trained(params: PunktTrainerParams, texts: &[&str]) -> PunktTrainer {
    let mut trainer = PunktTrainer::new(params).unwrap();
    texts.iter().for_each(|text| trainer.train(text).unwrap());
    trainer
}

fn set<const N: usize>(words: [&str; N]) -> BTreeSet<String> {
    words.map(str::to_owned).into()
}

fn pairs<const N: usize>(words: [(&str, &str); N]) -> BTreeSet<(String, String)> {
    words.map(|(first, second)| (first.to_owned(), second.to_owned())).into()
}

#[test]
fn counts_and_scores_are_those_of_nltk() {
    let trainer = trained(PunktTrainerParams::default(), &[TEXT]);
    assert_eq!((trainer.tokens(), trainer.stops(), trainer.sentence_breaks()), (58, 20, 12));
    assert_eq!(trainer.type_counts()[..4], [("the", 5), ("dr.", 4), ("and", 3), (",", 3)]);
    let scores = trainer.abbreviation_scores();
    let first: Vec<_> = scores.iter().take(4).map(|row| (row.word_type.as_str(), row.score)).collect();
    let expected = [
        ("j", 1.551_951_473_312_536_1),
        ("s", 1.551_951_473_312_536_1),
        ("dr", 1.141_862_081_454_824_8),
        ("jan", 0.210_033_792_210_230_44),
    ];
    assert_eq!(first, expected);
}

#[test]
fn parameters_are_those_of_nltk() {
    let params = PunktTrainerParams::default().sentence_starter_threshold(3.0).collocation_threshold(2.0);
    let learnt = trained(params, &[TEXT]).finish();
    assert_eq!(learnt.abbreviations, set(["dr", "etc", "j", "s"]));
    assert_eq!(learnt.sentence_starters, set(["she", "the"]));
    assert!(learnt.collocations.is_empty());
    let seen = |word: &str| learnt.orthography.get(word).copied().unwrap_or_default();
    assert_eq!(["the", "ada", "she", "dr", "bell", "jan"].map(seen), [10, 8, 2, 0, 8, 4]);
    assert_eq!(learnt.orthography.len(), 34);
    let params = PunktTrainerParams::default().include_all_collocations(true).collocation_threshold(1.0);
    let text = "He met J. Bach on 3. March. Then J. Bach met J. Bach. On 3. March it ended.";
    let learnt = trained(params, &[text]).finish();
    assert_eq!(learnt.collocations, pairs([("j", "bach"), ("##number##", "march")]));
}

#[test]
fn an_abbreviation_that_stands_without_its_stop_is_none_any_more() {
    let first = "Dr. Ada met Dr. Bell. Dr. Curie left.";
    let second = "The dr sat. A dr ate, the dr slept. What did dr or dr do?";
    let trainer = trained(PunktTrainerParams::default(), &[first]);
    assert_eq!(trainer.finish().abbreviations, set(["dr"]));
    let trainer = trained(PunktTrainerParams::default(), &[first, second]);
    assert!(trainer.finish().abbreviations.is_empty());
    assert_eq!((trainer.tokens(), trainer.stops(), trainer.sentence_breaks()), (25, 7, 5));
}

#[test]
fn merging_adds_the_counts_whatever_the_order() {
    let other = "The dr sat. Ca. five dr. came, ca. ten went. In Jan. it ended. J. S. Bach slept.";
    let [one, two] = [TEXT, other].map(|text| trained(PunktTrainerParams::default(), &[text]));
    let both = trained(PunktTrainerParams::default(), &[TEXT, other]);
    let (mut ahead, mut behind) = (one.clone(), two.clone());
    ahead.merge(&two).unwrap();
    behind.merge(&one).unwrap();
    assert_eq!(ahead.type_counts(), both.type_counts());
    assert_eq!((ahead.tokens(), ahead.stops()), (both.tokens(), both.stops()));
    assert_eq!(ahead.finish(), behind.finish());
    assert_eq!(ahead.sentence_breaks(), one.sentence_breaks() + two.sentence_breaks());
    let mut empty = PunktTrainer::default();
    empty.merge(&one).unwrap();
    assert_eq!(empty.finish(), one.finish());
    assert_eq!(empty.abbreviation_scores(), one.abbreviation_scores());
}

#[test]
fn settings_are_checked() {
    assert!(PunktTrainer::new(PunktTrainerParams::default().collocation_threshold(f64::NAN)).is_err());
    let mut other = PunktTrainer::new(PunktTrainerParams::default().rare_abbreviation_below(2)).unwrap();
    assert!(other.merge(&PunktTrainer::default()).is_err());
}

#[test]
fn nothing_is_learnt_from_nothing() {
    let trainer = trained(PunktTrainerParams::default(), &["", " \n\n ", "\0", ". . . ."]);
    assert_eq!(trainer.finish(), PunktParameters::default());
    assert_eq!(trainer.tokens(), 2);
}
