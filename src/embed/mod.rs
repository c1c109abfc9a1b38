//! Words as vectors: looking at them, reading and writing them, training and judging them.

pub mod corpus_files;
pub(crate) mod corpus_mark;
pub mod embeddings;
pub mod format;
pub mod huffman;
pub(crate) mod ids_file;
pub(crate) mod ranking;
pub(crate) mod sampling;
pub mod sentences;
pub mod word2vec;
pub mod word_corpus;

pub use corpus_files::CorpusFiles;
pub use embeddings::{Embeddings, Found};
pub use huffman::{Branch, HuffmanTree};
pub use sentences::Sentences;
pub use word_corpus::WordCorpus;
pub use word2vec::Checkpoint;
pub use word2vec::{Word2Vec, Word2VecParams};
