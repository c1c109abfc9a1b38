//! UAX #29 words, sentences and graphemes, and what is simpler.

use unicode_segmentation::UnicodeSegmentation;
use wordmill::text::sentence::UnicodeSentences;
use wordmill::text::tokenize::{Graphemes, PatternWords, UnicodeSegments, UnicodeWords, Whitespace};

use crate::work::{Run, Work, tokens};

pub(crate) fn works() -> Vec<Work> {
    vec![
        Work { name: "words/ours", prepare: || tokens(UnicodeWords) },
        Work { name: "words/unicode-segmentation", prepare: || pieces(|line| line.unicode_words().count()) },
        Work { name: "segments/ours", prepare: || tokens(UnicodeSegments) },
        Work {
            name: "segments/unicode-segmentation",
            prepare: || pieces(|line| line.split_word_bounds().count()),
        },
        Work { name: "sentences/ours", prepare: || tokens(UnicodeSentences::default()) },
        Work {
            name: "sentences/unicode-segmentation",
            prepare: || pieces(|line| line.split_sentence_bounds().count()),
        },
        Work { name: "graphemes/ours", prepare: || tokens(Graphemes::default()) },
        Work {
            name: "graphemes/unicode-segmentation",
            prepare: || pieces(|line| line.graphemes(true).count()),
        },
        Work { name: "whitespace/ours", prepare: || tokens(Whitespace) },
        Work { name: "whitespace/std", prepare: whitespace_of_std },
        Work { name: "sklearn-words/ours", prepare: || tokens(PatternWords) },
        Work { name: "sklearn-words/naive", prepare: runs_of_word_characters },
    ]
}

fn pieces(count: fn(&str) -> usize) -> Run {
    Box::new(move |input| input.lines.iter().map(|line| count(line) as u64).sum())
}

fn whitespace_of_std() -> Run {
    Box::new(|input| input.text.split_whitespace().count() as u64)
}

fn runs_of_word_characters() -> Run {
    let count = |line: &str| {
        let runs = line.split(|c: char| !c.is_alphanumeric() && c != '_');
        runs.filter(|run| run.chars().nth(1).is_some()).count() as u64
    };
    Box::new(move |input| input.lines.iter().map(|line| count(line)).sum())
}
