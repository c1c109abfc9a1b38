//! Lemmas of running text: the words of scikit-learn's pattern, each lemmatised without a part of speech; counts them.

use wordmill::text::Tokenizer;
use wordmill::text::lemma::{EnglishLemmatizer, Lemmatizer, WordNetLemmatizer};
use wordmill::text::tokenize::PatternWords;

use crate::work::{Run, Work};

/// WordNet takes part where its dictionary is: the folder that `WORDMILL_WORDNET` names.
pub(crate) fn works() -> Vec<Work> {
    let mut works = vec![Work { name: "lemmas-english/ours", prepare: || lemmas(EnglishLemmatizer) }];
    if wordnet().is_some() {
        let prepare = || lemmas(WordNetLemmatizer::open(wordnet().unwrap()).unwrap());
        works.push(Work { name: "lemmas-wordnet/ours", prepare });
    }
    works
}

fn wordnet() -> Option<std::ffi::OsString> {
    std::env::var_os("WORDMILL_WORDNET")
}

fn lemmas(lemmatizer: impl Lemmatizer + 'static) -> Run {
    Box::new(move |input| {
        let mut count = 0;
        for line in &input.lines {
            PatternWords.tokenize(line, &mut |word| {
                count += u64::from(!lemmatizer.lemmatize(word.text, None).is_empty());
            });
        }
        count
    })
}
