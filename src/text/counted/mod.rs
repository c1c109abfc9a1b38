//! Counted vocabularies: words with their numbers, their counts and the documents that hold them.
//!
//! A [`VocabularyCounter`] reads documents, in bounded memory if it must; a [`CountedVocabulary`] is what it found, to be
//! put in another order, cut down by a [`VocabularyFilter`], merged, and written to a file and read back.

pub mod counter;
mod file;
pub mod filter;
pub mod vocabulary;

pub use counter::VocabularyCounter;
pub use filter::VocabularyFilter;
pub use vocabulary::CountedVocabulary;
