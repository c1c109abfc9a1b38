//! [`DetectPhrases`]: what fitted and frozen phrases can do with a sentence.

use std::ops::Range;

use crate::text::phrases::analyze::analyze;
use crate::text::stopword::StopWords;

/// A word or a phrase of a sentence, lent for the duration of one call.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece<'a> {
    /// The word, or the words of the phrase with the delimiter between them.
    pub text: &'a str,
    /// The words of the sentence that it stands for.
    pub words: Range<usize>,
    /// The score of a phrase.
    pub score: Option<f64>,
}

/// Detects phrases.
pub trait DetectPhrases {
    /// Words that may stand inside a phrase but not at its ends.
    fn connector_words(&self) -> &StopWords;

    /// What stands between the words of a phrase.
    fn delimiter(&self) -> &str;

    /// The score of a candidate, given its first and last words and all its words joined; nothing if it is no phrase.
    fn score_candidate(&self, first: &str, last: &str, joined: &str) -> Option<f64>;

    /// Hands the words and phrases of a sentence to `sink`, from left to right.
    ///
    /// A word that is no connector may begin a phrase, which reaches to the next such word; where it is one, both are
    /// used up, else the second may begin another. Empty words are dropped unless a phrase ends with them, as by gensim.
    fn analyze<S: AsRef<str>>(&self, sentence: &[S], mut sink: impl FnMut(Piece<'_>)) {
        let (mut joined, mut candidate) = (String::new(), String::new());
        let score = |words: &[S]| {
            let [first, rest @ ..] = words else { return None };
            let last = rest.last()?.as_ref();
            candidate.clear();
            candidate.push_str(first.as_ref());
            for word in rest {
                candidate.push_str(self.delimiter());
                candidate.push_str(word.as_ref());
            }
            self.score_candidate(first.as_ref(), last, &candidate)
        };
        let piece = |words: Range<usize>, score: Option<f64>| {
            if words.len() == 1 {
                return sink(Piece { text: sentence[words.start].as_ref(), words, score });
            }
            joined.clear();
            for (place, word) in sentence[words.clone()].iter().enumerate() {
                if place > 0 {
                    joined.push_str(self.delimiter());
                }
                joined.push_str(word.as_ref());
            }
            sink(Piece { text: &joined, words, score });
        };
        analyze(sentence, |word| self.connector_words().contains(word), score, piece);
    }

    /// The words and phrases of a sentence.
    fn apply<S: AsRef<str>>(&self, sentence: &[S]) -> Vec<String> {
        let mut pieces = Vec::with_capacity(sentence.len());
        self.analyze(sentence, |piece| pieces.push(piece.text.to_owned()));
        pieces
    }
}
