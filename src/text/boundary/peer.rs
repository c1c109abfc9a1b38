//! The crate `unicode-segmentation` beside the machines: it has tables of its own of the same Unicode.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::boundary::grapheme::GRAPHEME_CLASSES;
use crate::text::boundary::grapheme_scan::grapheme_segments;
use crate::text::boundary::machine::Segment;
use crate::text::boundary::sentence::SENTENCE_CLASSES;
use crate::text::boundary::sentence_scan::sentence_segments;
use crate::text::boundary::standard::tricky;
use crate::text::boundary::word::{CLASSES as WORD, Class, WORD_CLASSES};
use crate::text::boundary::word_scan::word_segments;

fn pieces(text: &str, scan: impl FnOnce(&mut dyn FnMut(Segment))) -> Vec<&str> {
    let mut pieces = Vec::new();
    scan(&mut |(start, end, _)| pieces.push(&text[start..end]));
    pieces
}

fn words(text: &str) -> Vec<&str> {
    pieces(text, |mut sink| word_segments(text, false, &mut sink))
}

fn word_segmentation(text: &str) -> Vec<&str> {
    pieces(text, |mut sink| word_segments(text, true, &mut sink))
}

fn sentences(text: &str) -> Vec<&str> {
    pieces(text, |mut sink| sentence_segments(text, &mut sink))
}

fn graphemes(text: &str, extended: bool) -> Vec<&str> {
    pieces(text, |mut sink| grapheme_segments(text, extended, &mut sink))
}

/// Where a joiner binds a pictograph (WB3c), the crate parts from the annex: it forgets that ℹ and its like are
/// letters, and it opens no segment before `.` in `a.` + joiner + pictograph. `standard.rs` has the annex's answer,
/// and so has `regex` 2026.11.19 for Python.
fn binds_a_pictograph(text: &str) -> bool {
    let pictograph = |c: char| {
        let class = WORD[usize::from(WORD_CLASSES.get(c) % 32)];
        matches!(class, Class::Pictograph | Class::LetterPictograph)
    };
    text.match_indices('\u{200d}').any(|(at, joiner)| text[at + joiner.len()..].starts_with(pictograph))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn tricky_text_is_cut_the_same_way(text in tricky(16)) {
        if !binds_a_pictograph(&text) {
            prop_assert_eq!(word_segmentation(&text), text.split_word_bounds().collect::<Vec<_>>());
            prop_assert_eq!(words(&text), text.unicode_words().collect::<Vec<_>>());
        }
        prop_assert_eq!(sentences(&text), text.split_sentence_bounds().collect::<Vec<_>>());
        for extended in [true, false] {
            prop_assert_eq!(graphemes(&text, extended), text.graphemes(extended).collect::<Vec<_>>());
        }
    }
}

/// Every character between others that tell its class; characters of planes that hold none are checked as such.
#[test]
fn every_character_is_of_the_same_class() {
    for c in (0..=0x10_FFFF).filter_map(char::from_u32) {
        if matches!(u32::from(c) >> 16, 4..=13 | 15..) {
            assert_eq!(
                [&WORD_CLASSES, &SENTENCE_CLASSES, &GRAPHEME_CLASSES].map(|table| table.get(c)),
                [0; 3]
            );
            continue;
        }
        let text = format!(
            "a{c}a\n1{c}1\n\u{5d0}{c}\u{5d0}\n{c}\u{30a2}{c}_{c}\n {c} \n\u{1f1e6}{c}\u{1f1e6}\n\u{263a}\u{200d}{c}"
        );
        assert_eq!(word_segmentation(&text), text.split_word_bounds().collect::<Vec<_>>(), "{c:?}");
        assert_eq!(words(&text), text.unicode_words().collect::<Vec<_>>(), "{c:?}");
        let text = format!("a.{c}B\na!{c}B\na. {c} b\n{c}.C\n{c} d");
        assert_eq!(sentences(&text), text.split_sentence_bounds().collect::<Vec<_>>(), "{c:?}");
        let text = format!(
            "\u{1100}{c}\u{11a8}{c}\u{1f1e6}{c}\u{915}\u{94d}{c}\u{94d}\u{915}{c}\u{263a}{c}\u{200d}{c}"
        );
        for extended in [true, false] {
            assert_eq!(graphemes(&text, extended), text.graphemes(extended).collect::<Vec<_>>(), "{c:?}");
        }
    }
}
