//! `text/dev/normalize`, and the goldens of Hugging Face's package in `text/dev/tokenize`: Python's functions, Unicode's
//! own tests of its normal forms, normalisers and pre-tokenizers.

use wordmill::text::normalize::hugging_face::{self as normalizers, OldNormalForm};
use wordmill::text::normalize::{CaseFold, Chain, Lowercase, NormalForm, Normalizer, StripAccents};
use wordmill::text::tokenize::hugging_face as tokenizers;
use wordmill::text::{OwnedToken, Tokenizer};

use crate::harness::area::Area;
use crate::harness::compare::{same, same_list};
use crate::harness::json::{self, Value};
use crate::harness::tally::{Tally, Verdict};
use crate::text_tokenize::Lines;

const FORMS: [(&str, NormalForm); 4] = [
    ("nfc", NormalForm::Nfc),
    ("nfd", NormalForm::Nfd),
    ("nfkc", NormalForm::Nfkc),
    ("nfkd", NormalForm::Nfkd),
];

pub(crate) fn check(area: &mut Area, lines: &Lines) {
    python(area);
    unicode(area);
    pre_tokenizers(area, lines);
    normalizers(area, lines);
}

/// What Python makes of lines of text; each of its functions on each line is a case.
fn python(area: &mut Area) {
    let mut tally = Tally::new("text/normalize-python");
    for file in area.take(|file| file.is("normalize", "py_unicodedata_lines", ".jsonl")) {
        for case in json::read_lines(file.path()) {
            let text = json::string(&case["text"]);
            for (function, expected) in case.as_object().unwrap().iter().filter(|(key, _)| *key != "text") {
                let normalizer: &dyn Normalizer = match function.as_str() {
                    "lower" => &Lowercase,
                    "casefold" => &CaseFold,
                    "sklearn_strip_accents_unicode" => &StripAccents::Unicode,
                    "sklearn_strip_accents_ascii" => &StripAccents::Ascii,
                    form => match FORMS.iter().find(|(name, _)| *name == form) {
                        Some((_, form)) => form,
                        None => {
                            tally.leave(form, 1);
                            continue;
                        }
                    },
                };
                tally.count(same("text", normalizer.normalize(text).text(), json::string(expected)));
            }
        }
    }
    area.print(tally);
}

/// Unicode's own tests: each form of each source is a case.
fn unicode(area: &mut Area) {
    let mut tally = Tally::new("text/normalize-unicode");
    for file in area.take(|file| file.is("normalize", "normalization_test", ".jsonl")) {
        for case in json::read_lines(file.path()) {
            let source = json::string(&case["source"]);
            for (name, form) in FORMS {
                let verdict = same(name, form.normalize(source).text(), json::string(&case[name]));
                tally.count(verdict.map_err(|miss| miss.in_case(&format!("{source:?}"))));
            }
        }
    }
    area.print(tally);
}

fn pre_tokenizers(area: &mut Area, lines: &Lines) {
    let mut pieces = |name: &str, tokenizer: &dyn Tokenizer| {
        lines.compare(area, name, |text, expected| same_pieces(&tokenizer.tokens(text), text, expected));
    };
    pieces("hf_bert", &tokenizers::Bert);
    pieces("hf_bytelevel", &tokenizers::ByteLevel::default().add_prefix_space(false));
    pieces("hf_digits", &tokenizers::Digits::default().individual(true));
    pieces("hf_metaspace", &tokenizers::Metaspace::default());
    pieces("hf_punctuation", &tokenizers::Punctuation::default());
    pieces("hf_unicode_scripts", &tokenizers::UnicodeScripts);
    pieces("hf_whitespace", &tokenizers::Whitespace);
}

fn normalizers(area: &mut Area, lines: &Lines) {
    let mut normal = |name: &str, normalizer: &dyn Normalizer| {
        lines.compare(area, name, |text, expected| {
            same("text", normalizer.normalize(text).text(), json::string(expected))
        });
    };
    normal("hf_norm_bert_cased", &normalizers::Bert::default().lowercase(false));
    normal("hf_norm_bert_uncased", &normalizers::Bert::default());
    let decomposed = Chain::of(OldNormalForm::of(NormalForm::Nfkd), normalizers::Lowercase);
    normal("hf_norm_nfkc_lower_strip", &decomposed.then(normalizers::StripAccents));
}

/// Compares texts and places, counted in characters, of pieces that need not be slices of the text.
fn same_pieces(pieces: &[OwnedToken], text: &str, expected: &Value) -> Verdict {
    let expected = json::array(expected);
    let texts: Vec<String> = pieces.iter().map(|piece| piece.text.clone()).collect();
    let text_of = |piece: &Value| json::string(&piece[0]).to_owned();
    same_list("pieces", &texts, &expected.iter().map(text_of).collect::<Vec<_>>())?;
    let (mut characters, mut bytes) = (0, 0);
    for (piece, expected) in pieces.iter().zip(expected) {
        characters += text[bytes..piece.span.start].chars().count();
        let end = characters + piece.span.slice(text).chars().count();
        same("place", &[characters, end][..], json::counts(&expected[1]).as_slice())?;
        (characters, bytes) = (end, piece.span.end);
    }
    Ok(())
}
