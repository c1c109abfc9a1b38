//! chrF beside numbers that sacreBLEU and NLTK printed.

use std::ops::RangeInclusive;

use crate::metric::chrf::chrf::Chrf;
use crate::metric::chrf::macro_chrf::MacroChrf;
use crate::metric::metric::Metric;

/// sacreBLEU 2.6.0, `CHRF(…).sentence_score`.
#[test]
fn scores_are_those_of_sacrebleu() {
    let hypothesis = "(Yes), the CAT sat\u{2028}there!";
    let references = ["Yes, the cat sat there.", "The cats sat (there)!"];
    for (metric, expected) in [
        (Chrf::new(), 46.27645693626251),
        (Chrf::plus_plus(), 46.034388949965475),
        (Chrf::new().character_order(3).word_order(1).beta(1.0), 61.355482998574104),
        (Chrf::new().whitespace(true), 39.41062630320204),
        (Chrf::plus_plus().lowercase(true), 76.57310926495646),
        (Chrf::new().epsilon_smoothing(true), 46.27564033754436),
        (Chrf::plus_plus().character_order(0), 45.238095238095234),
        (Chrf::new().character_order(10).word_order(3).beta(3.0), 30.36775151790173),
    ] {
        assert_eq!(metric.sentence(hypothesis, &references).unwrap().score, expected, "{metric:?}");
    }
    for (hypothesis, reference) in [("", "a b"), ("a", ""), ("", "")] {
        assert_eq!(Chrf::new().sentence(hypothesis, &[reference]).unwrap().score, 0.0);
    }
    let smoothed = Chrf::new().epsilon_smoothing(true).sentence("", &["a"]).unwrap();
    assert_eq!(smoothed.score, 8.333333333333334e-15);
}

#[test]
fn names_and_signatures_tell_the_choices() {
    assert_eq!(Chrf::plus_plus().name(), "chrF2++");
    assert_eq!(Chrf::new().beta(0.5).word_order(1).name(), "chrF0.5+");
    let signature = Chrf::new().lowercase(true).signature().to_string();
    assert!(signature.starts_with("case:lc|eff:yes|nc:6|nw:0|space:no|version:"), "{signature}");
}

#[test]
fn parameters_out_of_range_are_refused() {
    let wrong = [
        Chrf::new().character_order(0),
        Chrf::new().character_order(usize::MAX),
        Chrf::new().word_order(usize::MAX),
        Chrf::new().beta(f64::NAN),
        Chrf::new().beta(-1.0),
        Chrf::new().beta(1e200),
    ];
    for metric in wrong {
        assert!(metric.sentence("a", &["a"]).is_err(), "{metric:?}");
        assert!(metric.name().len() < 2000);
    }
    let wrong = [
        MacroChrf::new().orders(0..=6),
        MacroChrf::new().orders(RangeInclusive::new(3, 2)),
        MacroChrf::new().orders(1..=usize::MAX),
        MacroChrf::new().beta(f64::INFINITY),
    ];
    for metric in wrong {
        assert!(metric.sentence("a", &["a"]).is_err(), "{metric:?}");
    }
    assert!(Chrf::new().sentence("a", &[]).is_err() && MacroChrf::new().sentence("a", &[]).is_err());
}

/// NLTK 3.10.4, `sentence_chrf` and `corpus_chrf`.
#[test]
fn macro_scores_are_those_of_nltk() {
    let hypothesis =
        "It is a guide to action which ensures that the military always obeys the commands of the party";
    let reference = "It is a guide to action that ensures that the military will forever heed Party commands";
    for (metric, expected) in [
        (MacroChrf::new(), 0.6349903001842703),
        (MacroChrf::new().orders(2..=3), 0.6617070872390021),
        (MacroChrf::new().beta(1.0).whitespace(true), 0.6531073824337373),
    ] {
        assert_eq!(metric.sentence(hypothesis, &[reference]).unwrap().score, expected, "{metric:?}");
    }
    let (hypotheses, references) = ([hypothesis, reference, ""], [[reference], [hypothesis], ["a"]]);
    let score = MacroChrf::new().corpus(&hypotheses, &references).unwrap();
    assert!((score.score - 0.41193214216366675).abs() < 1e-15);
    assert_eq!((score.orders.len(), score.segments), (6, 3));
}
