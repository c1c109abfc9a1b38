//! Classic natural language processing: text in; tokens, counts, TF-IDF, classifiers and evaluation scores out.
pub mod error;
pub mod parallel;
pub mod persist;
pub mod prob;
pub mod progress;
pub mod seed;

pub mod fit;
pub mod label;
pub mod solve;
pub mod vector;

pub mod text;

pub mod bow;
pub mod classify;
pub mod metric;

pub mod task;

pub use error::{Error, Result};
pub use fit::{Fit, Transform};
