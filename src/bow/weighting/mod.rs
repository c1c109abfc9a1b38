//! Weightings: a matrix of counts becomes one of weights, its entries in their places.
//!
//! | you want | take | as in |
//! |---|---|---|
//! | TF-IDF of counts that stand already | [`TfIdfWeighting`] | scikit-learn's `TfidfTransformer` |
//! | rows whose product with a query is its BM25 score | [`Bm25`] | bm25s, rank_bm25 |
//! | lengths that do not punish long documents | [`Pivoted`] | Singhal et al. 1996, gensim's `TfidfModel` |
//! | what latent semantic analysis is fed with | [`LogEntropy`] | gensim's `LogEntropyModel` |
//!
//! Each learns from counts (`params → fit → model`) and weighs any counts of as many columns (`rows`).
//!
//! **SMART notation** (Salton and Buckley, 1988; Singhal et al., 1996) names a weighting by three letters: what a count
//! weighs, what the collection says of the term, what the row is divided by. `ddd.qqq` names one for documents and one
//! for queries (`lnc.ltc`: fit two models).
//!
//! | letter | meaning | here |
//! |---|---|---|
//! | `n__` | count | all defaults |
//! | `b__` | 1 | `CountParams::binary` |
//! | `l__` | 1 + log count | [`TfIdfWeightingParams::sublinear`], [`CountWeight::Logarithm`] |
//! | `L__` | (1 + log count) / (1 + log mean count) | [`CountWeight::LogAverage`] |
//! | `_n_` | 1 | [`TfIdfWeightingParams::idf`] off |
//! | `_t_` | log(n / df) | [`PivotedParams::idf`]; [`TfIdfWeighting`] smooths it and adds 1 |
//! | `__n` | 1 | [`Norm::None`](crate::bow::Norm::None) |
//! | `__c` | Euclidean length | [`Norm::L2`](crate::bow::Norm::L2) |
//! | `__u` | pivoted number of distinct terms | [`PivotedLength::DistinctTerms`] |
//!
//! So `lnc` is `TfIdfWeighting::params().sublinear(true).idf(false)`, `ltc` (with scikit-learn's idf) is
//! `TfIdfWeighting::params().sublinear(true)`, and `Lnu` is `Pivoted::params()`.

pub mod bm25;
pub mod log_entropy;
pub mod pivoted;
pub mod tfidf;

mod counts;

pub use bm25::{Bm25, Bm25Params, Bm25Variant};
pub use log_entropy::{LogEntropy, LogEntropyParams};
pub use pivoted::{CountWeight, Pivoted, PivotedLength, PivotedParams};
pub use tfidf::{TfIdfWeighting, TfIdfWeightingParams};
