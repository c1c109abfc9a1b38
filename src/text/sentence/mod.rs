//! Sentence splitters: text becomes sentences. Each is a [`Tokenizer`](crate::text::Tokenizer) whose tokens are
//! sentences.
//!
//! | splitter | sentences end | use it for |
//! |---|---|---|
//! | [`Punkt`] | at full stops that belong to no abbreviation, as learnt from plain text | the sentences of NLTK; running text |
//! | [`UnicodeSentences`] | by Unicode's UAX #29 | text in any language, at the speed of memory |

pub mod punkt;
pub mod unicode_sentences;

pub use punkt::{Punkt, PunktLanguage, PunktParameters, PunktTrainer, PunktTrainerParams};
pub use unicode_sentences::UnicodeSentences;
