//! Stems of running text: the words of scikit-learn's pattern in lower case, each stemmed; counts the bytes of the stems.
//!
//! `stem` is the classic algorithm, `stem-today` that of today's Snowball: ours with a memory that is empty at the start of
//! each pass, the crate behind it word by word.

use wordmill::text::Tokenizer;
use wordmill::text::normalize::{Lowercase, Normalizer};
use wordmill::text::stem::{ClassicSnowball, Lancaster, MemoizedStemmer, Porter, Snowball, Stemmer};
use wordmill::text::tokenize::PatternWords;

use crate::work::{Input, Run, Work};

pub(crate) fn works() -> Vec<Work> {
    vec![
        Work { name: "stem/ours", prepare: || remembering(ClassicSnowball::English) },
        Work { name: "stem/rust-stemmers", prepare: || word_by_word(ClassicSnowball::English) },
        Work { name: "stem-today/ours", prepare: || remembering(Snowball::English) },
        Work { name: "stem-today/frostem", prepare: || word_by_word(Snowball::English) },
        Work { name: "stem-porter/ours", prepare: || remembering(Porter::Nltk) },
        Work { name: "stem-porter/plain", prepare: || word_by_word(Porter::Nltk) },
        Work { name: "stem-lancaster/ours", prepare: || remembering(Lancaster::default()) },
        Work { name: "stem-lancaster/plain", prepare: || word_by_word(Lancaster::default()) },
    ]
}

fn word_by_word(stemmer: impl Stemmer + 'static) -> Run {
    Box::new(move |input| bytes_of_stems(input, |word| stemmer.stem(word).len()))
}

fn remembering(stemmer: impl Stemmer + Clone + 'static) -> Run {
    Box::new(move |input| {
        let mut memo = MemoizedStemmer::new(stemmer.clone());
        bytes_of_stems(input, |word| memo.stem(word).len())
    })
}

fn bytes_of_stems(input: &Input<'_>, mut length: impl FnMut(&str) -> usize) -> u64 {
    let mut bytes = 0;
    for line in &input.lines {
        let lower = Lowercase.normalize(line);
        PatternWords.tokenize(lower.text(), &mut |word| bytes += length(word.text));
    }
    bytes as u64
}
