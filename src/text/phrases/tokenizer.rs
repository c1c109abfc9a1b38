//! [`PhraseTokenizer`]: a tokenizer whose neighbouring tokens are joined where they are a phrase.

use crate::text::phrases::detect::DetectPhrases;
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenizer::Tokenizer;

/// The tokens of `words`, phrases as one token whose span reaches from its first word to its last.
///
/// The whole text is one sentence to the model. Phrases of phrases come from a second tokenizer around the first.
///
/// # Examples
/// ```
/// use wordmill::text::phrases::{PhraseTokenizer, Phrases};
/// use wordmill::text::{Tokenizer, tokenize::Whitespace};
/// let sentences = ["new york is big", "he left new york", "a new day"].map(|text| text.split(' '));
/// let phrases = Phrases::params().min_count(1).threshold(1.0).fit(sentences)?.freeze()?;
/// let tokens = PhraseTokenizer::new(Whitespace, phrases).tokens("to new  york");
/// assert_eq!(tokens[1].text, "new_york");
/// assert_eq!(tokens[1].span.slice("to new  york"), "new  york");
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct PhraseTokenizer<T, D> {
    words: T,
    phrases: D,
}

impl<T, D> PhraseTokenizer<T, D> {
    /// Joins the tokens of `words` that are phrases to `phrases`.
    pub fn new(words: T, phrases: D) -> Self {
        PhraseTokenizer { words, phrases }
    }
}

impl<T: Tokenizer, D: DetectPhrases + Send + Sync> Tokenizer for PhraseTokenizer<T, D> {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        // Tokens are lent, and may be written otherwise than the text: they are kept end to end.
        let (mut words, mut places) = (String::new(), Vec::new());
        self.words.tokenize(text, &mut |token| {
            let start = words.len();
            words.push_str(token.text);
            places.push((start..words.len(), token.span));
        });
        let sentence: Vec<&str> = places.iter().map(|(place, _)| &words[place.clone()]).collect();
        let span = |place: usize| -> Span { places[place].1 };
        self.phrases.analyze(&sentence, |piece| {
            let span = span(piece.words.start).through(span(piece.words.end - 1));
            sink(Token { text: piece.text, span });
        });
    }
}
