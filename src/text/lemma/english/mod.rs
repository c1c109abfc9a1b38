//! English, with nothing to install: a table of what must be known, rules for the rest.

pub mod english_lemmatizer;

pub(crate) mod inflection;
pub(crate) mod rules;
pub(crate) mod table;

pub use english_lemmatizer::EnglishLemmatizer;
