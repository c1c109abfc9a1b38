//! Phrases: words that are found together so often that they are one term, as `new_york`.
//!
//! [`PhrasesParams`] fits [`Phrases`], which learns on, merges, and exports [`FrozenPhrases`]; both detect phrases in
//! sentences ([`DetectPhrases`]). Scores and sentences are those of `gensim.models.phrases` (gensim 4.4.0). Longer
//! phrases come from a second model, fitted on the output of the first. [`PhraseTokenizer`] joins the tokens of any
//! tokenizer.

mod analyze;
pub mod connectors;
pub mod detect;
pub mod frozen;
mod learner;
pub mod model;
pub mod params;
pub mod scoring;
pub mod tokenizer;

pub use connectors::english_connector_words;
pub use detect::{DetectPhrases, Piece};
pub use frozen::FrozenPhrases;
pub use model::Phrases;
pub use params::PhrasesParams;
pub use scoring::PhraseScoring;
pub use tokenizer::PhraseTokenizer;
