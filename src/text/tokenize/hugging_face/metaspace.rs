//! [`Metaspace`]: spaces made visible, as in SentencePiece (`Metaspace` of the package).

use serde::{Deserialize, Serialize};

use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenizer::Tokenizer;

/// Writes a sign for every space, mostly ▁, and begins a piece at each.
///
/// A piece's span covers the space that became the sign; a sign that is only put before the text has no width.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::hugging_face::Metaspace};
/// let pieces = Metaspace::default().tokens("Hey  you");
/// let texts: Vec<_> = pieces.iter().map(|piece| piece.text.as_str()).collect();
/// assert_eq!(texts, ["▁Hey", "▁", "▁you"]);
/// assert_eq!((pieces[2].span.start, pieces[2].span.end), (4, 8));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metaspace {
    replacement: char,
    prepend_scheme: PrependScheme,
    split: bool,
}

/// When the sign is put before a text that does not begin with one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PrependScheme {
    /// Before the first piece only; the same as `Always` where, as here, texts come whole.
    First,
    /// Never.
    Never,
    /// Before every text.
    Always,
}

impl Default for Metaspace {
    /// ▁, before every text, splitting.
    fn default() -> Self {
        Metaspace { replacement: '▁', prepend_scheme: PrependScheme::Always, split: true }
    }
}

impl Metaspace {
    /// The sign. Default: ▁ (U+2581).
    #[must_use]
    pub fn replacement(mut self, replacement: char) -> Self {
        self.replacement = replacement;
        self
    }

    /// When the sign is put before a text. Default: always.
    #[must_use]
    pub fn prepend_scheme(mut self, scheme: PrependScheme) -> Self {
        self.prepend_scheme = scheme;
        self
    }

    /// Whether text is split before each sign. Default: yes; otherwise it is one piece.
    #[must_use]
    pub fn split(mut self, split: bool) -> Self {
        self.split = split;
        self
    }

    fn is_sign(self, character: char) -> bool {
        character == ' ' || character == self.replacement
    }
}

impl Tokenizer for Metaspace {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let mut piece = String::new();
        let prepends = self.prepend_scheme != PrependScheme::Never;
        if prepends && text.chars().next().is_some_and(|first| !self.is_sign(first)) {
            piece.push(self.replacement);
        }
        let mut start = 0;
        while start < text.len() {
            let first = text[start..].chars().next().map_or(0, char::len_utf8);
            let next = if self.split { text[start + first..].find(|c| self.is_sign(c)) } else { None };
            let end = next.map_or(text.len(), |length| start + first + length);
            let mut rest = start;
            for (offset, _) in text[start..end].match_indices(' ') {
                piece.push_str(&text[rest..start + offset]);
                piece.push(self.replacement);
                rest = start + offset + 1;
            }
            piece.push_str(&text[rest..end]);
            sink(Token { text: &piece, span: Span { start, end } });
            piece.clear();
            start = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// tokenizers 0.23.3: `Metaspace(…).pre_tokenize_str(…)`.
    #[test]
    fn pieces_and_places_are_those_of_the_package() {
        let pieces = |metaspace: Metaspace, text| -> Vec<(String, usize, usize)> {
            let tokens = metaspace.tokens(text).into_iter();
            tokens.map(|token| (token.text, token.span.start, token.span.end)).collect()
        };
        let piece = |text: &str, start, end| (text.to_owned(), start, end);
        assert_eq!(
            pieces(Metaspace::default(), " a ▁b"),
            [piece("▁a", 0, 2), piece("▁", 2, 3), piece("▁b", 3, 7)]
        );
        let never = Metaspace::default().prepend_scheme(PrependScheme::Never).replacement('_');
        assert_eq!(pieces(never, "a b_c"), [piece("a", 0, 1), piece("_b", 1, 3), piece("_c", 3, 5)]);
        assert_eq!(pieces(Metaspace::default().split(false), "a b "), [piece("▁a▁b▁", 0, 4)]);
        assert!(pieces(Metaspace::default(), "").is_empty());
    }
}
