//! `text/dev/tokenize/sacremoses_*`: tokens, lines put together again, and punctuation of Moses as sacremoses prints them.

use wordmill::text::normalize::{MosesPunctNormalizer, Normalizer};
use wordmill::text::tokenize::moses::{Moses, MosesDetokenizer};
use wordmill::text::{Span, Tokenizer};

use crate::harness::area::Area;
use crate::harness::compare::{same, same_list};
use crate::harness::json::{self, Value};
use crate::harness::tally::Verdict;
use crate::text_tokenize::{Lines, same_tokens};

pub(crate) fn check(area: &mut Area, lines: &Lines) {
    let moses = Moses::new("en");
    lines.compare(area, "sacremoses_en", |text, expected| escaped(&moses, text, expected));
    lines.compare(area, "sacremoses_en_detok", |text, expected| {
        let line = MosesDetokenizer::new("en").detokenize(moses.tokens(text).iter().map(|token| &token.text));
        same("text", line.as_str(), json::string(expected))
    });
    let plain = moses.clone().escape(false);
    lines.tokens(area, "sacremoses_en_noescape", |text| plain.tokens(text));
    let hyphens = plain.split_hyphens(true);
    lines.compare(area, "sacremoses_en_aggressive_dash", |text, expected| {
        let mut tokens = hyphens.tokens(text);
        for token in tokens.iter_mut().filter(|token| token.text == "@-@") {
            same("hyphen", token.span.slice(text), "-")?;
        }
        same_list(
            "tokens",
            &tokens.drain(..).map(|token| token.text).collect::<Vec<_>>(),
            &json::strings(expected),
        )
    });
    let normalizer = MosesPunctNormalizer::new("en");
    lines.compare(area, "sacremoses_punctnorm", |text, expected| {
        let normalized = normalizer.normalize(text);
        let whole = normalized.original(Span { start: 0, end: normalized.text().len() });
        same("place of the whole", whole.slice(text).trim(), text.trim())?;
        same("text", normalized.text(), json::string(expected))
    });
}

/// Tokens with entities, and the same places as without.
fn escaped(moses: &Moses, text: &str, expected: &Value) -> Verdict {
    let tokens = moses.tokens(text);
    let texts: Vec<String> = tokens.iter().map(|token| token.text.clone()).collect();
    same_list("tokens", &texts, &json::strings(expected))?;
    let slices = tokens.iter().map(|token| Value::from(token.span.slice(text))).collect();
    same_tokens(&moses.clone().escape(false).tokens(text), text, &Value::Array(slices))
}
