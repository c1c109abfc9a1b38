//! Classifiers over sparse rows: `params → fit → model`.
//!
//! | classifier | learns | use it for |
//! |---|---|---|
//! | [`NaiveBayes`] | counts, in one pass | a first baseline; very little data |
//! | [`Logistic`] | weights, by minimising | the best linear verdict, with probabilities that mean something |
//!
//! Both are linear: a [`LinearModel`] scores, predicts and explains for both.

pub mod classifier;
pub mod examples;
pub mod linear;
pub mod logistic;
pub mod naive_bayes;

mod logistic_loss;

pub use classifier::Classifier;
pub use examples::Examples;
pub use linear::LinearModel;
pub use logistic::{ClassWeight, Logistic, LogisticParams};
pub use naive_bayes::{NaiveBayes, NaiveBayesParams, Prior};
