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
///
/// # Examples
/// ```
/// use wordmill::text::phrases::{DetectPhrases, Phrases};
/// let sentences = ["new york is big", "he left new york", "a new day"].map(|text| text.split(' '));
/// let phrases = Phrases::params().min_count(1).threshold(1.0).fit(sentences)?;
/// let mut found = Vec::new();
/// phrases.analyze(&["to", "new", "york"], |piece| found.push((piece.words, piece.score)));
/// assert_eq!(found, [(0..1, None), (1..3, Some(2.5))]);
/// # Ok::<(), wordmill::Error>(())
/// ```
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
            let (first, last) = (words.first()?.as_ref(), words.last()?.as_ref());
            join(&mut candidate, words, self.delimiter());
            self.score_candidate(first, last, &candidate)
        };
        let piece = |words: Range<usize>, score: Option<f64>| {
            if words.len() == 1 {
                return sink(Piece { text: sentence[words.start].as_ref(), words, score });
            }
            join(&mut joined, &sentence[words.clone()], self.delimiter());
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

/// Makes `text` of the words with the delimiter between them.
fn join<S: AsRef<str>>(text: &mut String, words: &[S], delimiter: &str) {
    text.clear();
    for (place, word) in words.iter().enumerate() {
        if place > 0 {
            text.push_str(delimiter);
        }
        text.push_str(word.as_ref());
    }
}
