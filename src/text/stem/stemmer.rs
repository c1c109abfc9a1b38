//! [`Stemmer`]: what every stemmer can do.

use std::borrow::Cow;

/// Bytes of the longest word that the Snowball stemmers look at.
///
/// Some of them copy the word for every letter they mark, so that their time grows with the square of its length. No
/// word of any language comes near the limit; longer ones are returned as they are.
pub(crate) const LONGEST_WORD: usize = 1_000;

/// Cuts a word down to its stem.
pub trait Stemmer: Send + Sync {
    /// The stem of `word`, which must be in lower case unless the stemmer says that it lower-cases. The result is
    /// borrowed where no new text is needed: an unchanged word, the beginning of one, an exception out of a list.
    fn stem<'t>(&self, word: &'t str) -> Cow<'t, str>;
}
