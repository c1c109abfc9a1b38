//! Measures of association: how far the count of an n-gram is from what independent words would give.
//!
//! One enum names the measures ([`Association`]), one type per length holds the numbers that they are made of
//! ([`BigramMarginals`], [`TrigramMarginals`], [`QuadgramMarginals`]). The operations and their order are those of
//! `nltk.metrics.association` (NLTK 3.10.4), so that scores are equal to the last bit.

mod bigram;
mod longer;
pub(super) mod marginals;
pub(super) mod measure;
mod whole;

pub use marginals::{BigramMarginals, QuadgramMarginals, TrigramMarginals};
pub use measure::Association;
