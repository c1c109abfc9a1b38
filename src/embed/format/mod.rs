//! Files of word vectors: read and written as gensim, word2vec, GloVe, fastText and NumPy do.
//!
//! | file | [`EmbeddingsFormat`] | as in |
//! |---|---|---|
//! | word2vec, text: a header, then a word and its numbers a line | `Word2VecText` | gensim's `load_word2vec_format` |
//! | word2vec, binary | `Word2VecBinary` | the same with `binary=True` |
//! | GloVe: text without a header | `Glove` | the same with `no_header=True` |
//! | fastText's `.vec` | `FastText` | fastText's `.vec`; read as word2vec's text |
//! | NumPy's `.npy` beside a file of words | `Npy` | `numpy.load`, `numpy.save` |
//! | safetensors | `Safetensors` | `safetensors.numpy.load_file`, `save_file` |
//! | our own, rows ready to be mapped | `Mappable` | |
//!
//! [`EmbeddingsReader`] reads all of them, plain or packed (gzip, Zstandard), as a stream: what is held is the rows
//! themselves and a block of some megabytes. It is strict: a broken word, a word that stands twice, a row of other
//! length, a number that is not finite, a file that ends early or goes on too long are errors that name the file,
//! the line or word, and the value; [`lossy`](EmbeddingsReader::lossy) passes over what gensim passes over.
//! What a header promises reserves no more memory than the file can fill. [`EmbeddingsWriter`] writes the very
//! bytes of gensim, or of the original programs. [`Embeddings::load`](crate::embed::Embeddings::load) and
//! [`Embeddings::save`](crate::embed::Embeddings::save) are the short ways.
//!
//! Left out: fastText's binary models (with subwords), gensim's pickles, word2vec's output layer.

mod binary;
mod counts;
mod digits;
mod intake;
mod lines;
mod npy;
mod number;
mod number_kind;
mod safetensors;
mod text;
mod words;

pub mod embeddings_format;
pub mod mappable;
pub mod reader;
pub mod writer;

pub use embeddings_format::EmbeddingsFormat;
pub use intake::Skipped;
pub use mappable::MappableFile;
pub use reader::EmbeddingsReader;
pub use writer::{Dialect, EmbeddingsWriter};

#[cfg(test)]
mod tests;
