//! Concordance: every place of a word or phrase, in its context.
//!
//! [`ConcordanceIndex`] finds the places and prints lines as NLTK does; [`context_in_text`] cuts the surroundings of a
//! span out of the original text, character by character.

mod cut;
pub mod in_text;
pub mod index;
pub mod line;

pub use in_text::{TextContext, context_in_text};
pub use index::ConcordanceIndex;
pub use line::ConcordanceLine;
