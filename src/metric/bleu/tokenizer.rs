//! [`BleuTokenizer`]: the tokenizers that BLEU can name, as a choice that can be saved.

use serde::{Deserialize, Serialize};

use crate::text::token::Token;
use crate::text::tokenize::mteval::chinese::MtevalChinese;
use crate::text::tokenize::mteval::international::MtevalInternational;
use crate::text::tokenize::mteval::mteval_13a::Mteval13a;
use crate::text::tokenize::mteval::nonblank_characters::NonblankCharacters;
use crate::text::tokenize::mteval::str_split::StrSplit;
use crate::text::tokenizer::Tokenizer;

/// A tokenizer of sacreBLEU. Others are handed to [`Bleu::tokenized_by`](crate::metric::bleu::sacrebleu::Bleu::tokenized_by).
///
/// # Examples
/// ```
/// use wordmill::metric::BleuTokenizer;
/// use wordmill::text::Tokenizer;
/// assert_eq!(BleuTokenizer::default().name(), "13a");
/// assert_eq!(BleuTokenizer::Character.tokens("ab c").len(), 3);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum BleuTokenizer {
    /// `13a`, WMT's.
    #[default]
    Mteval13a,
    /// `intl`: all punctuation and symbols of Unicode are cut off.
    International,
    /// `zh`: every Chinese character is a word.
    Chinese,
    /// `char`: every character is a word.
    Character,
    /// `none`: text is tokenised already.
    None,
}

impl BleuTokenizer {
    /// What signatures call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            BleuTokenizer::Mteval13a => "13a",
            BleuTokenizer::International => "intl",
            BleuTokenizer::Chinese => "zh",
            BleuTokenizer::Character => "char",
            BleuTokenizer::None => "none",
        }
    }
}

impl Tokenizer for BleuTokenizer {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        match self {
            BleuTokenizer::Mteval13a => Mteval13a.tokenize(text, sink),
            BleuTokenizer::International => MtevalInternational.tokenize(text, sink),
            BleuTokenizer::Chinese => MtevalChinese.tokenize(text, sink),
            BleuTokenizer::Character => NonblankCharacters.tokenize(text, sink),
            BleuTokenizer::None => StrSplit.tokenize(text, sink),
        }
    }
}
