//! Every tokenizer, normaliser, stemmer and lemmatiser over arbitrary text.
#![no_main]

#[path = "../../tests/every/tokenizers.rs"]
mod every;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use wordmill::text::lemma::{EnglishLemmatizer, Lemmatizer};
use wordmill::text::normalize::{
    AsciiPunctuation, CaseFold, CollapseWhitespace, Lowercase, MosesPunctNormalizer, NormalForm, Normalizer,
    RemoveControls, ShortenRepeats, StripAccents,
};
use wordmill::text::stem::{ClassicSnowball, Lancaster, Porter, Snowball, Stemmer};
use wordmill::text::{Span, Token};

static TOKENIZERS: LazyLock<Vec<every::Every>> = LazyLock::new(every::tokenizers);

fuzz_target!(|text: &str| {
    for every in TOKENIZERS.iter() {
        every.check(text);
    }
    let normalizers: [&dyn Normalizer; 12] = [
        &Lowercase,
        &CaseFold,
        &NormalForm::Nfc,
        &NormalForm::Nfd,
        &NormalForm::Nfkc,
        &NormalForm::Nfkd,
        &StripAccents::Unicode,
        &CollapseWhitespace::default(),
        &RemoveControls::default(),
        &ShortenRepeats::default(),
        &AsciiPunctuation,
        &MosesPunctNormalizer::new("en"),
    ];
    for normalizer in normalizers {
        let normalized = normalizer.normalize(text);
        for (start, character) in normalized.text().char_indices() {
            let original = normalized.original(Span { start, end: start + character.len_utf8() });
            let _ = Token { text: original.slice(text), span: original };
        }
    }
    for algorithm in Snowball::all() {
        let _ = algorithm.stem(text);
    }
    for (_, algorithm) in ClassicSnowball::ALL {
        let _ = algorithm.stem(text);
    }
    let _ = (Porter::Original.stem(text), Porter::Nltk.stem(text), Lancaster::default().strip_prefix(true).stem(text));
    let _ = EnglishLemmatizer.lemmatize(text, None);
});
