//! English, as spaCy's blank pipeline cuts it: rules for the ends and the insides of words, and exceptions.

mod address;
mod affixes;
mod characters;
mod cut;
mod exceptions;
mod infixes;
mod patterns;
mod rejoin;
pub mod spacy_english;
mod word_map;

pub use spacy_english::SpacyEnglish;
