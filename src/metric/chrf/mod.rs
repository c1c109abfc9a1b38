//! chrF and chrF++: F-scores of character n-grams, and of word n-grams if asked.
//!
//! | as in | take |
//! |---|---|
//! | sacreBLEU, `CHRF` | [`Chrf`] |
//! | NLTK, `sentence_chrf` and `corpus_chrf` | [`MacroChrf`] |
//!
//! Both count the n-grams that hypothesis and reference share; they differ in what they average, and when.

mod alphabet;
#[expect(clippy::module_inception, reason = "the metric is the room's central idea")]
pub mod chrf;
mod grams;
mod long_grams;
pub mod macro_chrf;
mod packed_grams;
pub mod reference;
pub mod score;
#[cfg(test)]
mod tests;
mod words;

pub use chrf::Chrf;
pub use macro_chrf::{MacroChrf, MacroChrfScore, MacroChrfStatistics};
pub use reference::ChrfReference;
pub use score::{ChrfScore, ChrfStatistics, GramCounts};
