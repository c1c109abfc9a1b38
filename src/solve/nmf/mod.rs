//! Non-negative matrix factorisation: X ≈ W H with nothing below 0, as scikit-learn's `NMF`.
//!
//! Rows of documents become sums of a few parts that people can read: each row of H weighs the terms of a topic, each row
//! of W the topics of a document. `start` guesses, `coordinate` or `multiplicative` improve, `divergence` measures.

pub mod model;
pub mod params;

mod coordinate;
mod divergence;
mod factor;
mod multiplicative;
mod start;
#[cfg(test)]
mod tests;
mod train;

pub use model::Nmf;
pub use params::{NmfLoss, NmfParams, NmfSolver, NmfStart};
