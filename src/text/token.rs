//! [`Token`]: a piece of text as a tokenizer hands it over, and where it came from.

use crate::text::span::Span;

/// A token, lent for the duration of one call.
///
/// `text` may be normalised (lower-cased, stemmed, joined into an n-gram); `span` always points at the
/// original. The span of an n-gram runs from the start of its first word to the end of its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// The text after normalisation.
    pub text: &'a str,
    /// The bytes of the original that it stands for.
    pub span: Span,
}

/// A [`Token`] that owns its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnedToken {
    /// The text after normalisation.
    pub text: String,
    /// The bytes of the original that it stands for.
    pub span: Span,
}

impl Token<'_> {
    /// The same token with a text of its own.
    #[must_use]
    pub fn to_owned(self) -> OwnedToken {
        OwnedToken { text: self.text.to_owned(), span: self.span }
    }
}
