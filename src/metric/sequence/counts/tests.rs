//! Scores of seqeval in every scheme, and laws of counts.

use proptest::prelude::*;

use super::*;
use crate::metric::sequence::params::{EntityParams, EntityRules};
use crate::metric::sequence::scheme::TagScheme;

/// Sentences of true and of predicted tags.
type Texts = [&'static [&'static str]; 2];

/// A type or an average, and its precision, recall, F and support.
type Row = (&'static str, [f64; 4]);

/// Sentences, whether the letter ends a tag, and what entities there are.
type Broken = (&'static [&'static str], bool, &'static [(&'static str, usize, usize)]);

const STRICT: &[(TagScheme, Texts, &[Row])] = &[
    (
        TagScheme::Iob1,
        [
            &["I-PER I-PER O I-LOC B-LOC I-ORG", "B-PER O I-LOC I-LOC"],
            &["I-PER O O I-LOC I-LOC I-ORG", "I-PER O I-LOC B-LOC"],
        ],
        &[
            ("LOC", [0.0, 0.0, 0.0, 3.0]),
            ("ORG", [1.0, 1.0, 1.0, 1.0]),
            ("PER", [0.0, 0.0, 0.0, 1.0]),
            ("micro avg", [0.16666666666666666, 0.2, 0.1818181818181818, 5.0]),
            ("macro avg", [0.3333333333333333, 0.3333333333333333, 0.3333333333333333, 5.0]),
            ("weighted avg", [0.2, 0.2, 0.2, 5.0]),
        ],
    ),
    (
        TagScheme::Iob2,
        [
            &["B-PER I-PER O B-LOC B-LOC I-ORG", "B-PER O B-LOC I-LOC"],
            &["B-PER O O I-LOC B-LOC I-LOC", "B-PER O B-LOC I-LOC"],
        ],
        &[
            ("LOC", [0.5, 0.3333333333333333, 0.4, 3.0]),
            ("PER", [0.5, 0.5, 0.5, 2.0]),
            ("micro avg", [0.5, 0.4, 0.4444444444444445, 5.0]),
            ("macro avg", [0.5, 0.41666666666666663, 0.45, 5.0]),
            ("weighted avg", [0.5, 0.4, 0.44000000000000006, 5.0]),
        ],
    ),
    (
        TagScheme::Ioe1,
        [
            &["I-PER E-PER I-PER O I-LOC I-ORG", "E-PER I-PER O I-LOC"],
            &["I-PER I-PER I-PER O I-LOC I-ORG", "I-PER E-PER O E-LOC"],
        ],
        &[
            ("LOC", [1.0, 0.5, 0.6666666666666666, 2.0]),
            ("ORG", [1.0, 1.0, 1.0, 1.0]),
            ("PER", [0.0, 0.0, 0.0, 3.0]),
            ("micro avg", [0.6666666666666666, 0.3333333333333333, 0.4444444444444444, 6.0]),
            ("macro avg", [0.6666666666666666, 0.5, 0.5555555555555555, 6.0]),
            ("weighted avg", [0.5, 0.3333333333333333, 0.38888888888888884, 6.0]),
        ],
    ),
    (
        TagScheme::Ioe2,
        [
            &["I-PER E-PER E-PER O I-LOC E-ORG", "E-PER I-PER O E-LOC"],
            &["I-PER E-PER O O I-LOC E-LOC", "E-PER E-PER O E-LOC"],
        ],
        &[
            ("LOC", [0.5, 1.0, 0.6666666666666666, 1.0]),
            ("ORG", [0.0, 0.0, 0.0, 1.0]),
            ("PER", [0.6666666666666666, 0.6666666666666666, 0.6666666666666666, 3.0]),
            ("micro avg", [0.6, 0.6, 0.6, 5.0]),
            ("macro avg", [0.38888888888888884, 0.5555555555555555, 0.4444444444444444, 5.0]),
            ("weighted avg", [0.5, 0.6, 0.5333333333333333, 5.0]),
        ],
    ),
    (
        TagScheme::Iobes,
        [
            &["B-PER E-PER S-PER O B-LOC I-LOC E-LOC", "S-ORG B-PER O S-LOC"],
            &["B-PER E-PER O S-PER B-LOC E-LOC S-LOC", "S-ORG B-PER E-PER S-LOC"],
        ],
        &[
            ("LOC", [0.3333333333333333, 0.5, 0.4, 2.0]),
            ("ORG", [1.0, 1.0, 1.0, 1.0]),
            ("PER", [0.3333333333333333, 0.5, 0.4, 2.0]),
            ("micro avg", [0.42857142857142855, 0.6, 0.5, 5.0]),
            ("macro avg", [0.5555555555555555, 0.6666666666666666, 0.6, 5.0]),
            ("weighted avg", [0.4666666666666666, 0.6, 0.52, 5.0]),
        ],
    ),
    (
        TagScheme::Bilou,
        [
            &["B-PER L-PER U-PER O B-LOC I-LOC L-LOC", "U-ORG B-PER O U-LOC"],
            &["B-PER L-PER O U-PER B-LOC L-LOC U-LOC", "U-ORG B-PER L-PER U-LOC"],
        ],
        &[
            ("LOC", [0.3333333333333333, 0.5, 0.4, 2.0]),
            ("ORG", [1.0, 1.0, 1.0, 1.0]),
            ("PER", [0.3333333333333333, 0.5, 0.4, 2.0]),
            ("micro avg", [0.42857142857142855, 0.6, 0.5, 5.0]),
            ("macro avg", [0.5555555555555555, 0.6666666666666666, 0.6, 5.0]),
            ("weighted avg", [0.4666666666666666, 0.6, 0.52, 5.0]),
        ],
    ),
];

const LENIENT: &[Row] = &[
    ("LOC", [0.0, 0.0, 0.0, 3.0]),
    ("ORG", [1.0, 1.0, 1.0, 1.0]),
    ("PER", [0.5, 0.5, 0.5, 2.0]),
    ("micro avg", [0.3333333333333333, 0.3333333333333333, 0.3333333333333333, 6.0]),
    ("macro avg", [0.5, 0.5, 0.5, 6.0]),
    ("weighted avg", [0.3333333333333333, 0.3333333333333333, 0.3333333333333333, 6.0]),
];

const BROKEN: &[Broken] = &[
    (
        &["B-A I-B . I-B", "X X B-A", "X-A X-B O"],
        false,
        &[("A", 0, 1), ("B", 1, 2), ("B", 3, 4), ("_", 3, 7), ("A", 7, 8), ("A", 9, 10), ("B", 10, 11)],
    ),
    (
        &["E-A E-A I-A S-A I-A", "I B I I-_ O", "BA-B IA-B B-A-B I-A-B"],
        false,
        &[
            ("A", 0, 1),
            ("A", 1, 2),
            ("A", 2, 3),
            ("A", 3, 4),
            ("A", 4, 5),
            ("_", 6, 7),
            ("_", 7, 10),
            ("B", 12, 14),
            ("A-B", 14, 16),
        ],
    ),
    (
        &["A-B A-I O B", "PER-S AB-I A-B-I"],
        true,
        &[("A", 0, 2), ("_", 3, 4), ("PER", 5, 6), ("AB", 6, 7), ("A-B", 7, 8)],
    ),
    (&["X-Q", "X O B-A"], false, &[("Q", 0, 1), ("A", 4, 5)]),
    (&[". .-A O E-A"], false, &[("A", 3, 4)]),
];

fn split(sentences: &[&'static str]) -> Vec<Vec<&'static str>> {
    sentences.iter().map(|sentence| sentence.split(' ').collect()).collect()
}

/// seqeval 1.2.2: for each scheme, `classification_report(…, mode="strict", scheme=…, output_dict=True)`: per type
/// precision, recall, F and support, then the three averages; for the first scheme in default mode, too.
#[test]
fn scores_are_those_of_seqeval() {
    let check = |rules: EntityRules,
                 [truth, predicted]: [&[&'static str]; 2],
                 expected: &[(&str, [f64; 4])]| {
        let params = EntityParams::default().rules(rules);
        let report =
            params.compare(&split(truth), &split(predicted)).unwrap().report(&EntityScoreParams::default());
        let report = report.unwrap();
        let rows = report.rows.iter().map(|row| (row.class.as_str(), row.scores));
        let averages = [report.micro_average, report.macro_average, report.weighted_average];
        let names = ["micro avg", "macro avg", "weighted avg"];
        let got: Vec<(&str, [f64; 4])> = rows
            .chain(names.into_iter().zip(averages))
            .map(|(name, scores)| (name, [scores.precision, scores.recall, scores.f_score, scores.support]))
            .collect();
        assert_eq!(got, expected, "{rules:?}");
    };
    for (scheme, texts, expected) in STRICT {
        check(EntityRules::Strict(*scheme), *texts, expected);
    }
    check(EntityRules::Lenient, STRICT[0].1, LENIENT);
}

/// seqeval's nonsense in, seqeval's nonsense out: `get_entities` of 1.2.2.
#[test]
fn lenient_rules_read_broken_tags() {
    let got = |sentences: &[&'static str], suffix: bool| {
        let entities = EntityParams::default().suffix(suffix).entities(&split(sentences)).unwrap();
        entities.into_iter().map(|entity| (entity.kind, entity.start, entity.end)).collect::<Vec<_>>()
    };
    for (sentences, suffix, expected) in BROKEN {
        let expected: Vec<_> =
            expected.iter().map(|&(kind, start, end)| (kind.to_owned(), start, end)).collect();
        assert_eq!(got(sentences, *suffix), expected, "{sentences:?}");
    }
}

#[test]
fn averages_where_nothing_is_divided_by_nothing() {
    let none = EntityCounts::default();
    let [zero, one] = [ZeroDivision::Zero, ZeroDivision::One]
        .map(|value| EntityScoreParams::default().zero_division(value));
    let parts = |scores: ClassScores| [scores.precision, scores.recall, scores.f_score];
    assert_eq!(parts(none.average_scores(Average::Micro, &one).unwrap()), [1.0; 3]);
    assert_eq!(parts(none.average_scores(Average::Weighted, &one).unwrap()), [1.0; 3]);
    assert_eq!(parts(none.average_scores(Average::Weighted, &zero).unwrap()), [0.0; 3]);
    assert!(none.average_scores(Average::Macro, &zero).is_err());
    assert!(none.report(&zero).is_err());
    let predicted = EntityParams::default().compare(&[["O"]], &[["B-X"]]).unwrap();
    assert_eq!(parts(predicted.average_scores(Average::Weighted, &one).unwrap()), [0.0, 1.0, 0.0]);
    assert!(predicted.type_scores(&EntityScoreParams::default().beta(f64::NAN)).is_err());
    assert!(predicted.report(&EntityScoreParams::default().digits(101)).is_err());
    let binary = Average::Binary(crate::label::ClassId(0));
    assert!(predicted.average_scores(binary, &zero).is_err());
    let recall_alone = EntityScoreParams::default().beta(f64::INFINITY);
    let half = EntityParams::default().compare(&[["B-X", "B-X"]], &[["B-X", "O"]]).unwrap();
    assert_eq!(half.average_scores(Average::Micro, &recall_alone).unwrap().f_score, 0.5);
}

#[test]
fn bad_tags_are_errors() {
    let strict = EntityParams::default().rules(EntityRules::Strict(TagScheme::Iob2));
    assert!(strict.entities(&[["E-X"]]).is_err());
    assert!(strict.entities(&[[""]]).is_err());
    assert!(strict.compare(&[["O"]], &[["O", "O"]]).is_err());
    let (one, two) = (vec![vec!["O"]], vec![vec!["O"]; 2]);
    assert!(strict.compare(&one, &two).is_err());
    assert!(TagScheme::detect(&[["O", "X-A"]], false).is_err());
    assert_eq!(TagScheme::detect(&[["A-B", "O"]], true).unwrap(), TagScheme::Iob2);
}

proptest! {
    /// What is written in a scheme is read back, by its strict rules and, but for IOB1's and IOE1's quirks, by the
    /// lenient ones; and counts of parts are counts of the whole.
    #[test]
    fn counts_add_up(tags in prop::collection::vec(prop::collection::vec("[BIOES]-[AB]|O", 0..8), 0..6)) {
        let other: Vec<Vec<String>> =
            tags.iter().map(|sentence| sentence.iter().rev().cloned().collect()).collect();
        let params = EntityParams::default();
        let whole = params.compare(&tags, &other).unwrap();
        let mut sum = EntityCounts::default();
        for (truth, predicted) in tags.iter().zip(&other) {
            sum.add(&params.compare(&[truth], &[predicted]).unwrap());
        }
        prop_assert_eq!(whole, sum);
    }
}
