//! Classic natural language processing: text in; tokens, stems, counts, TF-IDF, word vectors, classifiers
//! and evaluation scores out, with the very numbers that the reference tools print.
//!
//! ```
//! use wordmill::{Fit, label::Labels, task::{LabelledTexts, TextClassifier}, text::Corpus};
//!
//! let (texts, names) = Corpus::new("corpora/reviews.tsv").only("split", "train").read_labelled()?;
//! let labels = Labels::from_names(&names)?;
//! let model = TextClassifier::params().fit(&LabelledTexts::new(&texts, &labels)?)?;
//! let verdict = model.predict(&["Friendly staff and a great breakfast."])?[0];
//! assert_eq!(model.classes().name(verdict.class), "positive");
//! # Ok::<(), wordmill::Error>(())
//! ```
//!
//! # Where things are
//!
//! The crate is a house of floors; each imports only floors below it.
//!
//! | floor | rooms | what for |
//! |---|---|---|
//! | 5 | [`task`] | whole tasks: a text classifier that explains itself and is saved as one file |
//! | 4 | [`bow`] · [`embed`] · [`classify`] · [`metric`] | counts and weights · word vectors · verdicts · scores |
//! | 3 | [`text`] | tokenizers, stemmers, stop words, n-grams, corpora, vocabularies |
//! | 2 | [`vector`] · [`solve`] · [`statistics`] · [`fit`] · [`label`] | sparse and dense rows, search, clusters · L-BFGS, decompositions · correlations, tails, resampling · the learning traits · classes |
//! | 1 | [`error`] · [`prob`] · [`seed`] · [`parallel`] · [`persist`] · [`progress`] | one idea each |
//!
//! # Habits
//!
//! - **Params → fit → model.** `TfIdf::params().min_df(2).fit(&documents)?` gives a [`TfIdf`];
//!   what is not fitted has no `transform`.
//! - **Same input, same bits,** on any number of threads.
//! - **Errors are values** that hold the numbers; absence is `Option`; nothing panics over data.
//! - Work runs on rayon's global pool unless [`parallel::with_threads`] says otherwise.

#![cfg_attr(doctest, doc = include_str!("../README.md"))]

pub mod error;
mod pages;
pub mod parallel;
pub mod persist;
pub mod prob;
pub mod progress;
mod radix;
pub mod seed;

pub mod fit;
pub mod label;
pub mod solve;
pub mod statistics;
pub mod vector;

pub mod text;

pub mod bow;
pub mod classify;
pub mod embed;
pub mod metric;

pub mod task;

pub use bow::{Count, TfIdf};
pub use classify::{Logistic, NaiveBayes};
pub use embed::{Embeddings, Word2Vec};
pub use error::{Error, Result};
pub use fit::{Fit, Transform};
pub use label::Labels;
pub use task::TextClassifier;
pub use text::{Analyzer, Corpus, Tokenizer};
