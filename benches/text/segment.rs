//! UAX #29 words and what is simpler.

use unicode_segmentation::UnicodeSegmentation;
use wordmill::text::tokenize::{PatternWords, UnicodeWords, Whitespace};

use crate::work::{Run, Work, tokens};

pub(crate) fn works() -> Vec<Work> {
    vec![
        Work { name: "words/ours", prepare: || tokens(UnicodeWords) },
        Work { name: "words/unicode-segmentation", prepare: words_of_unicode_segmentation },
        Work { name: "whitespace/ours", prepare: || tokens(Whitespace) },
        Work { name: "whitespace/std", prepare: whitespace_of_std },
        Work { name: "sklearn-words/ours", prepare: || tokens(PatternWords) },
        Work { name: "sklearn-words/naive", prepare: runs_of_word_characters },
    ]
}

fn words_of_unicode_segmentation() -> Run {
    Box::new(|input| input.lines.iter().map(|line| line.unicode_words().count() as u64).sum())
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
