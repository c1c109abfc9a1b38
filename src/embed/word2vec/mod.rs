//! Word2vec.

pub mod textbook;
