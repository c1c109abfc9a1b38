//! Documents become ids: each distinct word is stemmed once, where the baseline stems every word where it stands.

use wordmill::text::encode::encode;
use wordmill::text::stem::{ClassicSnowball, Stemmer};
use wordmill::text::{Analyzer, Tokenizer};

use crate::work::{Run, Work};

pub(crate) fn works() -> Vec<Work> {
    vec![
        Work {
            name: "encode-stems/ours",
            prepare: || ids(Analyzer::default().stemmer(ClassicSnowball::English)),
        },
        Work { name: "encode-stems/naive", prepare: stems_one_by_one },
        Work { name: "encode-words/ours", prepare: || ids(Analyzer::default()) },
    ]
}

fn ids(analyzer: Analyzer) -> Run {
    Box::new(move |input| encode(&analyzer, &input.lines).unwrap().1.ids().len() as u64)
}

fn stems_one_by_one() -> Run {
    Box::new(|input| {
        let mut count = 0;
        for line in &input.lines {
            Analyzer::default().tokenize(line, &mut |word| {
                count += u64::from(!ClassicSnowball::English.stem(word.text).is_empty());
            });
        }
        count
    })
}
