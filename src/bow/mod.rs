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
//!
//! Both learn their [`Terms`] from documents (`params → fit → model`) and turn any documents into rows of
//! a [`SparseMatrix`](crate::vector::SparseMatrix). `fit_transform` does both in one pass.

pub mod count;
pub mod scaling;
pub mod selection;
pub mod term_list;
pub mod terms;
pub mod tfidf;
pub mod topics;

mod locate;
mod occurrences;
mod rows;
mod tally;

pub use count::{Count, CountParams};
pub use scaling::{MaxAbsScaler, MaxAbsScalerParams, RowNormalizer};
pub use selection::{Keep, Score, Selection, SelectionParams};
pub use term_list::TermList;
pub use terms::Terms;
pub use tfidf::{Norm, TfIdf, TfIdfParams};
