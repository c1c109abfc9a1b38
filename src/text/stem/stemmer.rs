//! [`Stemmer`]: what every stemmer can do.

use std::borrow::Cow;

/// Cuts a word down to its stem.
pub trait Stemmer: Send + Sync {
    /// The stem of `word`, which must be in lower case. A borrowed result is an unchanged word.
    fn stem<'t>(&self, word: &'t str) -> Cow<'t, str>;
}
