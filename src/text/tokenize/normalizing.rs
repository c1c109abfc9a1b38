//! [`Normalizing`]: a tokenizer behind a normaliser.

use serde::{Deserialize, Serialize};

use crate::text::normalize::normalizer::Normalizer;
use crate::text::token::Token;
use crate::text::tokenizer::Tokenizer;

/// Normalises text, then cuts it; spans point at the original text.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, normalize::StripAccents, tokenize::{Normalizing, PatternWords}};
/// let text = "Ma\u{302}che, déjà vu";
/// let tokens = Normalizing::of(StripAccents::Unicode, PatternWords).tokens(text);
/// assert_eq!((tokens[0].text.as_str(), tokens[0].span.slice(text)), ("Mache", "Ma\u{302}che"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Normalizing<N, T> {
    normalizer: N,
    tokenizer: T,
}

impl<N, T> Normalizing<N, T> {
    /// `normalizer`, then `tokenizer`.
    pub fn of(normalizer: N, tokenizer: T) -> Self {
        Normalizing { normalizer, tokenizer }
    }
}

impl<N: Normalizer, T: Tokenizer> Tokenizer for Normalizing<N, T> {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let normalized = self.normalizer.normalize(text);
        if normalized.is_unchanged() {
            return self.tokenizer.tokenize(text, sink);
        }
        self.tokenizer.tokenize(normalized.text(), &mut |token| {
            sink(Token { text: token.text, span: normalized.original(token.span) });
        });
    }
}
