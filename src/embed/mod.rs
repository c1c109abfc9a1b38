//! Words as vectors: looking at them, reading and writing them, training and judging them.

pub mod embeddings;

pub use embeddings::{Embeddings, Found};
