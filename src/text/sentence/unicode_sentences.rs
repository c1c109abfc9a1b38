//! [`UnicodeSentences`]: the sentences of Unicode Standard Annex #29 (default sentence boundaries, Unicode 17).
//!
//! The rules know no abbreviations: a full stop ends a sentence unless a lower case letter, a number or a comma goes
//! on. Nothing is tailored to a language.

use serde::{Deserialize, Serialize};

use crate::text::boundary::sentence_scan::sentence_segments;
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenizer::Tokenizer;

/// Cuts text at sentence boundaries.
///
/// White space after a sentence belongs to it, as the annex has it, so the sentences together are the text;
/// [`trimmed`](UnicodeSentences::trimmed) leaves it out of the spans. A line end always ends a sentence.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, sentence::UnicodeSentences};
/// let text = "It cost $3.50 (approx. two pounds). “Too much!” Really?  Yes.\n";
/// let texts = |splitter: UnicodeSentences| -> Vec<String> {
///     splitter.tokens(text).into_iter().map(|sentence| sentence.text).collect()
/// };
/// let sentences = texts(UnicodeSentences::default());
/// assert_eq!(sentences, ["It cost $3.50 (approx. two pounds). ", "“Too much!” ", "Really?  ", "Yes.\n"]);
/// let sentences = texts(UnicodeSentences::default().trimmed(true));
/// assert_eq!(sentences, ["It cost $3.50 (approx. two pounds).", "“Too much!”", "Really?", "Yes."]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct UnicodeSentences {
    trimmed: bool,
}

impl UnicodeSentences {
    /// Whether white space at both ends of a sentence is left out, and with it sentences that are nothing else. Default:
    /// no.
    #[must_use]
    pub fn trimmed(mut self, trimmed: bool) -> Self {
        self.trimmed = trimmed;
        self
    }
}

impl Tokenizer for UnicodeSentences {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        sentence_segments(text, &mut |(start, end, _)| {
            let span = if self.trimmed { trim(text, start, end) } else { Span { start, end } };
            if span.start < span.end {
                sink(Token { text: span.slice(text), span });
            }
        });
    }
}

fn trim(text: &str, start: usize, end: usize) -> Span {
    let rest = text[start..end].trim_start();
    let start = end - rest.len();
    Span { start, end: start + rest.trim_end().len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(splitter: UnicodeSentences, text: &str) -> Vec<String> {
        splitter.tokens(text).into_iter().map(|sentence| sentence.text).collect()
    }

    #[test]
    fn trimmed_sentences_are_the_sentences_without_white_space() {
        let text = " \u{a0}One. \r\n\r\n\u{2029}Two!\u{3000} three";
        let whole = sentences(UnicodeSentences::default(), text);
        assert_eq!(whole.concat(), text);
        let trimmed: Vec<_> =
            whole.iter().map(|sentence| sentence.trim()).filter(|s| !s.is_empty()).collect();
        let tokens = UnicodeSentences::default().trimmed(true).tokens(text);
        assert!(tokens.iter().all(|token| token.span.slice(text) == token.text));
        assert_eq!(tokens.iter().map(|token| token.text.as_str()).collect::<Vec<_>>(), trimmed);
        assert_eq!(trimmed, ["One.", "Two!", "three"]);
    }

    #[test]
    fn a_place_is_held_until_a_letter_decides() {
        let cut = |text| sentences(UnicodeSentences::default(), text);
        assert_eq!(cut("etc. (1, 2) and").len(), 1);
        assert_eq!(cut("etc. (1, 2) And"), ["etc. ", "(1, 2) And"]);
        assert_eq!(cut("etc. (1, 2)"), ["etc. ", "(1, 2)"]);
        assert!(cut("").is_empty());
    }
}
