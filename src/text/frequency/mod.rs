//! Frequency distributions: how often each outcome was seen.
//!
//! [`FrequencyDistribution`] counts anything that can be told apart; [`ConditionalFrequencyDistribution`] keeps one
//! distribution for each condition. Counts and orders are those of NLTK's `FreqDist` and `ConditionalFreqDist`
//! (NLTK 3.10.4).

pub mod conditional;
pub mod distribution;
mod first_seen;

pub use conditional::ConditionalFrequencyDistribution;
pub use distribution::FrequencyDistribution;
