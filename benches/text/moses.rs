//! Moses: words, lines put together again, punctuation. The naive peers make the rules one after the other.

use wordmill::text::normalize::{MosesPunctNormalizer, Normalizer};
use wordmill::text::tokenize::Moses;
use wordmill::text::tokenize::moses::MosesDetokenizer;

use crate::work::{Run, Work, tokens};

pub(crate) fn works() -> Vec<Work> {
    vec![
        Work { name: "moses/ours", prepare: || tokens(Moses::new("en")) },
        Work { name: "moses-fr/ours", prepare: || tokens(Moses::new("fr")) },
        Work { name: "moses-detokenize/ours", prepare: detokenize },
        Work { name: "moses-detokenize-tokens/ours", prepare: detokenize_tokens },
        Work { name: "moses-punctuation/ours", prepare: punctuation },
    ]
}

/// Joins what stands between white space; counts bytes.
fn detokenize() -> Run {
    let detokenizer = MosesDetokenizer::new("en");
    Box::new(move |input| input.lines.iter().map(|line| detokenizer.detokenize_line(line).len() as u64).sum())
}

/// The same token by token. White space beyond ASCII ends a token in any case.
fn detokenize_tokens() -> Run {
    let detokenizer = MosesDetokenizer::new("en");
    Box::new(move |input| {
        input
            .lines
            .iter()
            .map(|line| detokenizer.detokenize(line.split_ascii_whitespace()).len() as u64)
            .sum()
    })
}

/// Normalises; counts bytes.
fn punctuation() -> Run {
    let normalizer = MosesPunctNormalizer::new("en");
    Box::new(move |input| input.lines.iter().map(|line| normalizer.normalize(line).text().len() as u64).sum())
}
