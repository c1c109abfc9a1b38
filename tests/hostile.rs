//! Input that nobody writes: no tokenizer, stemmer, normaliser or trainer panics or takes more than linear time (a
//! quadratic one would take minutes here), and no metric gives a score outside of its range.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test")]

#[path = "every/tokenizers.rs"]
mod every;
#[path = "every/metrics.rs"]
mod metrics;

use proptest::prelude::*;
use wordmill::text::sentence::{PunktTrainer, PunktTrainerParams};
use wordmill::text::stem::{Lancaster, Porter, Snowball, Stemmer};

/// Bytes of each text.
const LENGTH: usize = 200_000;

/// One piece again and again, after a word.
fn hostile_texts() -> impl Iterator<Item = String> {
    let pieces = [
        "a",
        "A",
        "1",
        ".",
        "'",
        "\"",
        "-",
        "_",
        "@",
        "#",
        "&",
        "<",
        "(",
        "/",
        ":",
        "!",
        "?",
        " ",
        "\t",
        "\n",
        "\0",
        "\u{301}",
        "\u{200d}",
        "\u{202e}",
        "\u{feff}",
        "😀",
        "👩\u{200d}",
        "🇩",
        "ß",
        "İ",
        "中",
        "ไ",
        "\u{ad}",
        "a.",
        "A.",
        "1.",
        "a'",
        "n't",
        "http://",
        "a@",
        "&amp;",
        "&#1",
        "<b",
        ":-",
        "a-",
        "(a",
        "...",
        "a.b",
        "$1,",
        "'s",
        "``",
        "--",
        "x\u{301}",
        "\u{1100}",
        "e.g. ",
        "A. B ",
        "aA",
        "can't ",
        "@a ",
        "\r\n",
    ];
    pieces.into_iter().map(|piece| "word ".to_owned() + &piece.repeat(LENGTH / piece.len()))
}

#[test]
fn every_tokenizer_walks_through_endless_repetition() {
    for every in every::tokenizers() {
        for text in hostile_texts() {
            every.check(&text);
        }
    }
}

#[test]
fn stemmers_walk_through_endless_words() {
    for text in hostile_texts() {
        for algorithm in Snowball::all() {
            let _ = algorithm.stem(&text);
        }
        let _ = (Porter::Nltk.stem(&text), Lancaster::default().stem(&text));
    }
}

#[test]
fn punkt_learns_from_endless_repetition() {
    for text in hostile_texts() {
        let mut trainer = PunktTrainer::new(PunktTrainerParams::default()).unwrap();
        trainer.train(&text).unwrap();
        let _ = trainer.finish();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Arbitrary Unicode, and text of the pieces that rules look at.
    #[test]
    fn spans_are_ordered_disjoint_and_on_boundaries(
        any in "\\PC{0,40}",
        rules in "(([a-cA-C0-2é中😀]|n't|'s|can|not|gonna|http://|www\\.|[.,;:!?'\"()&<>@#$%*/_-]|\\.\\.\\.|--|``|\u{301}|\u{200d}|\u{2019}|\u{201c}| |\t|\n|\0){0,24})",
    ) {
        for every in every::tokenizers() {
            every.check(&any);
            every.check(&rules);
        }
    }

    /// Arbitrary bytes, and segments of the pieces that scoring looks at: tabs before references, line feeds between
    /// segments.
    #[test]
    fn scores_keep_to_their_ranges_whatever_the_texts(
        bytes in prop::collection::vec(any::<u8>(), 0..60),
        rules in "((the|cats?|runn?ing|internationalisation|[a-c.,中1é😀\u{301}\u{85}]|[BIESUL]-(X|YZ)|O|&quot;|-\n|<skipped>)[ \t\n]?){0,30}",
    ) {
        metrics::check(&bytes);
        metrics::check(rules.as_bytes());
    }
}
