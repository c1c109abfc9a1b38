//! The punctuation normalizer of the Moses toolkit, as sacremoses 0.2.0 ported it.
//!
//! `rules` states its substitutions, `rewrite` makes them over a stretch of characters, and `normalizer` finds the
//! stretches that need them.

mod rewrite;
mod rules;

pub mod normalizer;

pub use normalizer::MosesPunctNormalizer;
