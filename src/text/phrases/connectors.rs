//! [`english_connector_words`]: words that may stand inside a phrase, not at its ends.

use crate::text::stopword::StopWords;

/// English articles, prepositions and conjunctions, the list of gensim 4.4.0 (`ENGLISH_CONNECTOR_WORDS`).
///
/// # Examples
/// ```
/// use wordmill::text::phrases::english_connector_words;
/// assert!(english_connector_words().contains("of"));
/// ```
#[must_use]
pub fn english_connector_words() -> StopWords {
    StopWords::from_words([
        "a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with", "without",
    ])
}
