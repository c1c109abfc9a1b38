//! [`Separated`]: what stands between single separators, empty tokens too.
//!
//! Source: NLTK 3.10.4, `SpaceTokenizer` and `TabTokenizer`, that is, Python's `str.split(separator)`.

use serde::{Deserialize, Serialize};

use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenizer::Tokenizer;

/// What stands before, between and after the separators. Two separators side by side have an empty token between them.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::Separated};
/// let cells = Separated::by_tab().tokens("a\tb c\t\t");
/// let texts: Vec<_> = cells.iter().map(|cell| cell.text.as_str()).collect();
/// assert_eq!(texts, ["a", "b c", "", ""]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Separated {
    separator: char,
}

impl Separated {
    /// By any one character.
    #[must_use]
    pub fn by(separator: char) -> Self {
        Separated { separator }
    }

    /// By spaces: NLTK's `SpaceTokenizer`.
    #[must_use]
    pub fn by_space() -> Self {
        Separated::by(' ')
    }

    /// By tabs: NLTK's `TabTokenizer`.
    #[must_use]
    pub fn by_tab() -> Self {
        Separated::by('\t')
    }
}

impl Tokenizer for Separated {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let mut start = 0;
        for piece in text.split(self.separator) {
            let end = start + piece.len();
            sink(Token { text: piece, span: Span { start, end } });
            start = end + self.separator.len_utf8();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_separator_cuts() {
        let text = " a  b";
        let tokens = Separated::by_space().tokens(text);
        let texts: Vec<_> = tokens.iter().map(|token| token.text.as_str()).collect();
        assert_eq!(texts, ["", "a", "", "b"]);
        assert!(tokens.iter().all(|token| token.span.slice(text) == token.text));
        assert_eq!(Separated::by('·').tokens("x·y")[1].span, Span { start: 3, end: 4 });
        assert_eq!(Separated::by_space().tokens("").len(), 1);
    }
}
