//! Collocations: words that stand together more often than chance would have them.
//!
//! [`BigramCounts`], [`TrigramCounts`] and [`QuadgramCounts`] count n-grams within a window, filter and merge them, and
//! rank them by an [`Association`]. Counts, scores and order are those of `nltk.collocations` and
//! `nltk.metrics.association` (NLTK 3.10.4), to the last bit.
//!
//! What NLTK calls a finder is a value here: n-grams never cross documents, and counts of two corpora add up.

pub mod association;
mod bigram;
pub mod counts;
mod gram_counts;
mod quadgram;
pub mod scored;
mod tally;
mod trigram;

pub use association::{Association, BigramMarginals, QuadgramMarginals, TrigramMarginals};
pub use counts::{BigramCounts, Collocation, NgramCounts, QuadgramCounts, TrigramCounts};
pub use scored::Scored;
