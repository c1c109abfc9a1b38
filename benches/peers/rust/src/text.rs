//! Crates at the work of rooms of `text/`.

use charabia::Segment;
use icu_segmenter::options::{SentenceBreakInvariantOptions, WordBreakInvariantOptions};
use icu_segmenter::{SentenceSegmenter, WordSegmenter};
use unicode_segmentation::UnicodeSegmentation;
use vtext::tokenize::{Tokenizer, VTextTokenizerParams};

/// Counts what it finds in a line.
pub(crate) type Count = Box<dyn Fn(&str) -> usize>;

/// Names, and how each is made ready.
pub(crate) const PEERS: [(&str, fn() -> Count); 11] = [
    ("words/unicode-segmentation", || Box::new(|line| line.unicode_words().count())),
    ("words/icu", icu_words),
    ("words/charabia", || Box::new(|line| line.segment_str().count())),
    ("words/vtext", vtext_words),
    ("segments/unicode-segmentation", || Box::new(|line| line.split_word_bounds().count())),
    ("segments/icu", icu_segments),
    ("sentences/unicode-segmentation", || Box::new(|line| line.split_sentence_bounds().count())),
    ("sentences/icu", icu_sentences),
    ("graphemes/unicode-segmentation", || Box::new(|line| line.graphemes(true).count())),
    ("graphemes/icu", icu_graphemes),
    ("whitespace/std", || Box::new(|line| line.split_whitespace().count())),
];

fn icu_words() -> Count {
    // Without dictionaries, as ours: no words of Thai or Chinese.
    let segmenter = WordSegmenter::new_for_non_complex_scripts(WordBreakInvariantOptions::default());
    Box::new(move |line| {
        let segments = segmenter.segment_str(line).iter_with_word_type();
        segments.filter(|(_, kind)| kind.is_word_like()).count()
    })
}

fn icu_segments() -> Count {
    let segmenter = WordSegmenter::new_for_non_complex_scripts(WordBreakInvariantOptions::default());
    Box::new(move |line| boundaries(segmenter.segment_str(line)))
}

fn icu_sentences() -> Count {
    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    Box::new(move |line| boundaries(segmenter.segment_str(line)))
}

fn icu_graphemes() -> Count {
    let segmenter = icu_segmenter::GraphemeClusterSegmenter::new();
    Box::new(move |line| boundaries(segmenter.segment_str(line)))
}

/// Segments are one fewer than the boundaries around them.
fn boundaries(places: impl Iterator<Item = usize>) -> usize {
    places.count().saturating_sub(1)
}

fn vtext_words() -> Count {
    let tokenizer = VTextTokenizerParams::default().lang("en").build().expect("English is known");
    Box::new(move |line| tokenizer.tokenize(line).count())
}
