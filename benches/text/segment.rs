//! UAX #29 words and what is simpler.

use unicode_segmentation::UnicodeSegmentation;
use wordmill::text::tokenize::{PatternWords, UnicodeWords, Whitespace};

use crate::work::{Run, Work, tokens};

pub(crate) fn works() -> Vec<Work> {
    vec![
        Work { name: "words/ours", prepare: || tokens(UnicodeWords) },
        Work { name: "words/unicode-segmentation", prepare: words_of_unicode_segmentation },
        Work { name: "whitespace/ours", prepare: || tokens(Whitespace) },
        Work { name: "sklearn-words/ours", prepare: || tokens(PatternWords) },
    ]
}

fn words_of_unicode_segmentation() -> Run {
    Box::new(|input| input.lines.iter().map(|line| line.unicode_words().count() as u64).sum())
}
