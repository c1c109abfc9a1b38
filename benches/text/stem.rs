//! Stems of running text: the words of scikit-learn's pattern in lower case, each stemmed; counts their bytes.

use wordmill::text::Tokenizer;
use wordmill::text::normalize::{Lowercase, Normalizer};
use wordmill::text::stem::{ClassicSnowball, Stemmer};
use wordmill::text::tokenize::PatternWords;

use crate::work::{Run, Work};

pub(crate) fn works() -> Vec<Work> {
    vec![Work { name: "stem/rust-stemmers", prepare: || running_text(ClassicSnowball::English) }]
}

fn running_text(stemmer: impl Stemmer + 'static) -> Run {
    Box::new(move |input| {
        let mut bytes = 0;
        for line in &input.lines {
            let lower = Lowercase.normalize(line);
            PatternWords.tokenize(lower.text(), &mut |word| bytes += stemmer.stem(word.text).len() as u64);
        }
        bytes
    })
}
