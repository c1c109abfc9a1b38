//! Sentence splitters, one a folder: text becomes sentences, and a token is a sentence.

pub mod punkt;

pub use punkt::{Punkt, PunktLanguage, PunktParameters, PunktTrainer};
//! Sentence splitters, one a file: text becomes sentences. Each is a [`Tokenizer`](crate::text::Tokenizer) whose tokens
//! are sentences.
//!
//! | splitter | sentences are | use it for |
//! |---|---|---|
//! | [`UnicodeSentences`] | the sentences of Unicode's UAX #29 | text in any language, at the speed of memory |

pub mod unicode_sentences;

pub use unicode_sentences::UnicodeSentences;
