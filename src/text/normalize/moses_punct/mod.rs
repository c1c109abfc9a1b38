//! The punctuation normalizer of the Moses toolkit, as sacremoses 0.2.0 ported it.
//!
//! `rules` states its substitutions, `rewrite` makes them over a stretch of characters, `candidates` tells
//! with which bytes one may begin, and `normalizer` the stretches that need them.

mod candidates;
mod rewrite;
mod rules;

pub mod normalizer;

pub use normalizer::MosesPunctNormalizer;
