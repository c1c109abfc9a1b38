//! Words as vectors: looking at them, reading and writing them, training and judging them.

pub(crate) mod ranking;

pub mod embeddings;
pub mod format;

pub mod sentences;
pub mod word_corpus;

pub mod corpus_files;
pub(crate) mod corpus_mark;
pub(crate) mod ids_file;

pub mod huffman;
pub(crate) mod sampling;
pub mod word2vec;

pub mod document;
pub mod query;
pub mod refine;

pub mod evaluate;
#[cfg(feature = "plot")]
pub mod plot;

pub use corpus_files::CorpusFiles;
pub use document::{EmbeddedDocuments, MeanVectors, Sif, SifParams};
pub use embeddings::{Embeddings, Found};
pub use evaluate::{
    AnalogyEvaluation, AnalogyQuestions, AnalogyScores, AnalogySection, Answer, PairEvaluation, PairScores,
    ScoredPair, SectionScore, Unknown, WordPairs,
};
pub use huffman::{Branch, HuffmanTree};
pub use query::{MostSimilar, Objective, SimilarWord, WordMover};
pub use refine::{AllButTheTop, AllButTheTopParams};
pub use sentences::Sentences;
pub use word_corpus::WordCorpus;
pub use word2vec::{Checkpoint, Word2Vec, Word2VecParams};
