//! Bag of words: documents become sparse rows of counts and weights, with scikit-learn's semantics.
//!
//! | you want | take |
//! |---|---|
//! | how often each term occurs | [`Count`] |
//! | how much each term tells | [`TfIdf`] |
//! | to learn either from documents that do not fit in memory, or on many machines | [`CountState`], [`TfIdfState`] |
//!
//! Both learn their [`Terms`] from documents (`params → fit → model`) and turn any documents into rows of
//! a [`SparseMatrix`](crate::vector::SparseMatrix). `fit_transform` does both in one pass.

pub mod count;
pub mod count_params;
pub mod state;
pub mod terms;
pub mod tfidf;

mod choose;
mod counted;
mod fixed_vocabulary;
mod grams;
mod known;
mod limit;
mod locate;
mod occurrences;
mod repeated;
mod rows;
mod tally;
mod units;

pub use count::Count;
pub use count_params::CountParams;
pub use state::{CountState, TfIdfState};
pub use terms::Terms;
pub use tfidf::{Norm, TfIdf, TfIdfParams};
