//! Words as vectors: looking at them, reading and writing them, training and judging them.

pub mod embeddings;
#[cfg(feature = "plot")]
pub mod plot;
pub mod sentences;
pub mod word_corpus;

pub use embeddings::{Embeddings, Found};
pub use sentences::Sentences;
pub use word_corpus::WordCorpus;
