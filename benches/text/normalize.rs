//! Normalisers, Hugging Face's pre-tokenizers and character n-grams; normalisers count the bytes they leave.

use regex::Regex;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;
use wordmill::text::normalize::{
    CaseFold, NormalForm, Normalizer, StripAccents, hugging_face as normalizers,
};
use wordmill::text::tokenize::{CharNgrams, hugging_face as tokenizers};

use crate::work::{Run, Work, tokens};

pub(crate) fn works() -> Vec<Work> {
    vec![
        Work { name: "nfc/ours", prepare: || bytes(NormalForm::Nfc) },
        Work { name: "nfc/unicode-normalization", prepare: || bytes_of(|line| line.nfc().collect()) },
        Work { name: "nfkd/ours", prepare: || bytes(NormalForm::Nfkd) },
        Work { name: "nfkd/unicode-normalization", prepare: || bytes_of(|line| line.nfkd().collect()) },
        Work { name: "casefold/ours", prepare: || bytes(CaseFold) },
        Work { name: "strip-accents/ours", prepare: || bytes(StripAccents::Unicode) },
        Work { name: "strip-accents/naive", prepare: || bytes_of(without_accents) },
        Work { name: "hf-norm-bert/ours", prepare: || bytes(normalizers::Bert::default()) },
        Work { name: "hf-whitespace/ours", prepare: || tokens(tokenizers::Whitespace) },
        Work { name: "hf-whitespace/regex", prepare: words_by_regex },
        Work { name: "hf-bert/ours", prepare: || tokens(tokenizers::Bert) },
        Work { name: "hf-bytelevel/ours", prepare: || tokens(byte_level()) },
        Work { name: "hf-metaspace/ours", prepare: || tokens(tokenizers::Metaspace::default()) },
        Work { name: "hf-punctuation/ours", prepare: || tokens(tokenizers::Punctuation::default()) },
        Work { name: "hf-digits/ours", prepare: || tokens(tokenizers::Digits::default()) },
        Work { name: "hf-scripts/ours", prepare: || tokens(tokenizers::UnicodeScripts) },
        Work { name: "char-ngrams/ours", prepare: || tokens(CharNgrams::of(3, 3).unwrap()) },
        Work {
            name: "char-wb-ngrams/ours",
            prepare: || tokens(CharNgrams::of(3, 3).unwrap().within_words(true)),
        },
    ]
}

fn byte_level() -> tokenizers::ByteLevel {
    tokenizers::ByteLevel::default().add_prefix_space(false)
}

fn bytes(normalizer: impl Normalizer + 'static) -> Run {
    Box::new(move |input| input.lines.iter().map(|line| normalizer.normalize(line).text().len() as u64).sum())
}

fn bytes_of(normalize: fn(&str) -> String) -> Run {
    Box::new(move |input| input.lines.iter().map(|line| normalize(line).len() as u64).sum())
}

/// What the name of scikit-learn's function says, without its way out for ASCII.
fn without_accents(line: &str) -> String {
    line.nfkd().filter(|&character| canonical_combining_class(character) == 0).collect()
}

fn words_by_regex() -> Run {
    let words = Regex::new(r"\w+|[^\w\s]+").unwrap();
    Box::new(move |input| input.lines.iter().map(|line| words.find_iter(line).count() as u64).sum())
}
