//! Judging embeddings: by what people say how alike words are, and by analogies.
//!
//! | set | read by | judged by | in gensim |
//! |---|---|---|---|
//! | word pairs with a score (WordSim-353, SimLex-999, MEN …) | [`WordPairs`] | [`PairEvaluation`] | `evaluate_word_pairs` |
//! | questions *a b c d* in sections (Google analogies …) | [`AnalogyQuestions`] | [`AnalogyEvaluation`] | `evaluate_word_analogies` |
//!
//! Counts and coefficients are those of gensim 4.4.0, whose knobs these have under the same or plainer names. It skips
//! lines that it cannot read; here they are errors that name the line, unless one asks to skip them too.

pub mod analogies;
pub mod analogy_scores;
mod analogy_search;
mod best;
mod lookup;
pub mod pair_scores;
pub mod pairs;
pub mod questions;
pub mod sets;
pub mod unknown;

pub use analogies::AnalogyEvaluation;
pub use analogy_scores::{AnalogyScores, Answer, SectionScore};
pub use pair_scores::PairScores;
pub use pairs::PairEvaluation;
pub use questions::{AnalogyQuestions, AnalogySection};
pub use sets::{ScoredPair, WordPairs};
pub use unknown::Unknown;
