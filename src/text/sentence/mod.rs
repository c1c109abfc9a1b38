//! Sentence splitters, one a folder: text becomes sentences, and a token is a sentence.

pub mod punkt;

pub use punkt::{Punkt, PunktLanguage, PunktParameters, PunktTrainer};
