//! Corpora of words out of text files, in memory or in a file of ids.
//!
//! [`files`] says what is read and into what; `words` cuts plain text, `numbering` gives words their numbers and
//! counts them, in bounded memory if it must, `store` keeps the ids meanwhile, and `fingerprint` tells whether a file of
//! ids still is what the text would give.

pub(crate) mod encoder;
pub mod files;
pub(crate) mod fingerprint;
pub(crate) mod numbering;
pub(crate) mod store;
pub(crate) mod words;

pub use files::CorpusFiles;
