//! Rust crates at the work of rooms of `text/`, each on one thread, from strings in memory.
//!
//!     cargo build --release --manifest-path benches/peers/rust/Cargo.toml
//!     benches/peers/rust/target/release/peers list
//!     benches/peers/rust/target/release/peers pace NAME FILE [--megabytes N]
//!
//! `pace` prints `seconds count`, the least of three passes over the lines of FILE, as `cargo bench --bench text -- pace`
//! does for ours. The counts of `unicode-segmentation` are the same as ours. So are those of `icu`, but for words and
//! segments of Han, kana, Thai and their like, whose runs it leaves whole without its dictionaries, and for a word in
//! fifty thousand. `charabia` and `vtext` cut by rules of their own.
//!
//! This is a workspace of its own: nothing here is built or tested with the crate, and its lock file pins the versions.

use std::time::Instant;

use charabia::Segment;
use icu_segmenter::options::{SentenceBreakInvariantOptions, WordBreakInvariantOptions};
use icu_segmenter::{SentenceSegmenter, WordSegmenter};
use unicode_segmentation::UnicodeSegmentation;
use vtext::tokenize::{Tokenizer, VTextTokenizerParams};

/// Passes over the text; the least time counts.
const PASSES: usize = 3;

/// Counts what it finds in a line.
type Count = Box<dyn Fn(&str) -> usize>;

/// Names, and how each is made ready.
const PEERS: [(&str, fn() -> Count); 11] = [
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

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["list"] => PEERS.iter().for_each(|(name, _)| println!("{name}")),
        ["pace", name, file] => pace(name, file, usize::MAX),
        ["pace", name, file, "--megabytes", count] => pace(name, file, count.parse().expect("a number")),
        _ => panic!("list, or pace NAME FILE [--megabytes N]"),
    }
}

fn pace(name: &str, file: &str, megabytes: usize) {
    let (_, prepare) = PEERS.iter().find(|peer| peer.0 == name).expect("a name that `list` knows");
    let text = std::fs::read_to_string(file).expect("a file of UTF-8");
    let text = first(&text, megabytes.saturating_mul(1_000_000));
    let lines: Vec<&str> = text.strip_suffix('\n').unwrap_or(text).split('\n').collect();
    let count = prepare();
    let pass = |_| {
        let start = Instant::now();
        let found: usize = lines.iter().map(|line| count(line)).sum();
        (start.elapsed().as_secs_f64(), found)
    };
    let passes: Vec<(f64, usize)> = (0..PASSES).map(pass).collect();
    let least = passes.iter().map(|pass| pass.0).fold(f64::INFINITY, f64::min);
    println!("{least} {}", passes[0].1);
}

/// The whole lines among the first `bytes`.
fn first(text: &str, bytes: usize) -> &str {
    if text.len() <= bytes {
        return text;
    }
    let end = text.as_bytes()[..bytes].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    &text[..end]
}
