//! Translations and captions by what they match: METEOR, RIBES, CIDEr, and the error rate of word alignments.
//!
//! | question | answer |
//! |---|---|
//! | words matched by form, stem or synonym, and their order | [`Meteor`] (NLTK 3.10.4's `meteor_score`) |
//! | the order of words alone | [`Ribes`] (NLTK 3.10.4's `sentence_ribes`, `corpus_ribes`) |
//! | n-grams weighted by how rare they are among all references | [`CiderParams`], [`Cider`] (pycocoevalcap 1.2) |
//! | links between the words of a text and of its translation | [`WordLinks`], [`alignment_error_rate`] (NLTK 3.10.4) |
//!
//! Words are what stands between white space (Python's).

pub mod alignment_error;
pub mod cider;
mod matches;
pub mod mean_score;
#[expect(clippy::module_inception, reason = "the folder is named for its first member")]
pub mod meteor;
pub mod ribes;
mod stems;
mod words;

pub use alignment_error::{WordLinks, alignment_error_rate};
pub use cider::{Cider, CiderParams, CiderScores};
pub use mean_score::MeanScore;
pub use meteor::{Meteor, MeteorReference};
pub use ribes::{Ribes, RibesReference};
