//! [`Lemmatizer`]: what every lemmatiser can do.

use std::borrow::Cow;

use crate::text::lemma::part_of_speech::PartOfSpeech;

/// Finds the word that a dictionary lists for a form.
pub trait Lemmatizer: Send + Sync {
    /// The lemma of `word`, used as `part_of_speech` where that is known. A word that the lemmatiser does
    /// not know comes back as it is; a borrowed result is the word or its beginning.
    fn lemmatize<'w>(&self, word: &'w str, part_of_speech: Option<PartOfSpeech>) -> Cow<'w, str>;
}
