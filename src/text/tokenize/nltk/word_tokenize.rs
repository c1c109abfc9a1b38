//! [`WordTokenize`]: sentences first, then the words of each, as NLTK's `word_tokenize` does.
//!
//! Source: NLTK 3.10.4, `nltk.tokenize.word_tokenize`. NLTK splits sentences by Punkt; any [`Tokenizer`] whose tokens are
//! sentences serves here.

use serde::{Deserialize, Serialize};

use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenize::nltk::nltk_words::NltkWords;
use crate::text::tokenizer::Tokenizer;

/// The words of [`NltkWords`] in each sentence that `S` finds, so that the period of every sentence is a token.
///
/// With NLTK's Punkt for `S` this is `word_tokenize`.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::{Lines, WordTokenize}};
/// // A text with a sentence on each line.
/// let words = WordTokenize::new(Lines::default()).tokens("I agree.\nDon't you?");
/// let texts: Vec<_> = words.iter().map(|word| word.text.as_str()).collect();
/// assert_eq!(texts, ["I", "agree", ".", "Do", "n't", "you", "?"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WordTokenize<S> {
    sentences: S,
    preserve_line: bool,
}

impl<S> WordTokenize<S> {
    /// Of a tokenizer whose tokens are sentences.
    #[must_use]
    pub fn new(sentences: S) -> Self {
        WordTokenize { sentences, preserve_line: false }
    }

    /// Whether the whole text is taken for one sentence.
    #[must_use]
    pub fn preserve_line(mut self, preserve: bool) -> Self {
        self.preserve_line = preserve;
        self
    }
}

impl<S: Tokenizer> Tokenizer for WordTokenize<S> {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let words = NltkWords::new();
        if self.preserve_line {
            return words.tokenize(text, sink);
        }
        self.sentences.tokenize(text, &mut |sentence| {
            let offset = sentence.span.start;
            words.tokenize(sentence.span.slice(text), &mut |word| {
                let span = Span { start: offset + word.span.start, end: offset + word.span.end };
                sink(Token { text: word.text, span });
            });
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize::nltk::lines::Lines;

    #[test]
    fn places_are_those_of_the_whole_text() {
        let text = "He said \"no.\"\nI can't.";
        let words = WordTokenize::new(Lines::default()).tokens(text);
        let slices: Vec<_> = words.iter().map(|word| word.span.slice(text)).collect();
        assert_eq!(slices, ["He", "said", "\"", "no", ".", "\"", "I", "ca", "n't", "."]);
    }

    #[test]
    fn a_line_that_is_preserved_has_one_final_period() {
        let words = WordTokenize::new(Lines::default()).preserve_line(true).tokens("I agree.\nI do.");
        let texts: Vec<_> = words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(texts, ["I", "agree.", "I", "do", "."]);
    }
}
