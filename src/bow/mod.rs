//! Bag of words: documents become sparse rows of counts and weights, with scikit-learn's semantics.
//!
//! | you want | take |
//! |---|---|
//! | how often each term occurs | [`Count`] |
//! | how much each term tells | [`TfIdf`] |
//! | what documents are about | [`topics`] |
//! | the terms that tell most about classes | [`Selection`] |
//! | the terms of columns in a file | [`TermList`] |
//! | rows of length 1, columns between −1 and 1 | [`RowNormalizer`], [`MaxAbsScaler`] |
//! | the same without learning or keeping a vocabulary | [`Hashing`] |
//! | several of them side by side | [`Union`] |
//! | other weights of counts: BM25, pivoted, log-entropy | [`weighting`] |
//! | rows of named values rather than of text | [`records`] |
//! | to learn counts or TF-IDF from documents that do not fit in memory, or on many machines | [`CountState`], [`TfIdfState`] |
//!
//! [`Count`] and [`TfIdf`] learn their [`Terms`] from documents (`params → fit → model`) and turn any documents into rows
//! of a [`SparseMatrix`](crate::vector::SparseMatrix). `fit_transform` does both in one pass.

pub mod count;
pub mod count_params;
pub mod hashing;
pub mod murmur3;
pub mod norm;
pub mod records;
pub mod scaling;
pub mod selection;
pub mod state;
pub mod term_list;
pub mod terms;
pub mod tfidf;
pub mod topics;
pub mod union;
pub mod weighting;

mod ascending;
mod bags;
mod blocks;
mod choose;
mod column_tally;
mod counted;
mod fixed_vocabulary;
mod followers;
mod grams;
mod known;
mod known_pairs;
mod limit;
mod locate;
mod nodes;
mod occurrences;
mod pair_buckets;
mod pair_notes;
mod pair_places;
mod pair_rows;
mod pairs;
mod repeated;
mod row_sort;
mod rows;
mod sums;
mod tally;
mod units;
mod window_tally;
mod windows;
mod word_bags;

pub use count::Count;
pub use count_params::CountParams;
pub use hashing::Hashing;
pub use murmur3::murmur3_32;
pub use norm::Norm;
pub use records::{HashedRecords, Records, RecordsParams};
pub use scaling::{MaxAbsScaler, MaxAbsScalerParams, RowNormalizer};
pub use selection::{Keep, Score, Selection, SelectionParams};
pub use state::{CountState, TfIdfState};
pub use term_list::TermList;
pub use terms::Terms;
pub use tfidf::{TfIdf, TfIdfParams};
pub use union::{Union, UnionParams, Vectorizer};
