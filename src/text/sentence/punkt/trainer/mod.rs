//! Learning [`PunktParameters`](crate::text::sentence::PunktParameters) from plain text.

pub mod params;
pub mod scores;
pub mod training;

mod annotation;
mod counts;
mod orthography;
mod word_types;

pub use params::PunktTrainerParams;
pub use scores::AbbreviationScore;
pub use training::PunktTrainer;
