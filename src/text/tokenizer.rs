//! [`Tokenizer`]: what every tokenizer can do.

use crate::text::token::{OwnedToken, Token};

/// Cuts text into tokens.
///
/// Tokens come in the order of their starts (n-grams: all of one length, then the next) and their
/// spans slice the original text. Tokens are lent to a sink, so that no token costs an allocation.
pub trait Tokenizer: Send + Sync {
    /// Hands every token of `text` to `sink`.
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>));

    /// All tokens of `text`, collected.
    fn tokens(&self, text: &str) -> Vec<OwnedToken> {
        let mut tokens = Vec::new();
        self.tokenize(text, &mut |token| tokens.push(token.to_owned()));
        tokens
    }
}
