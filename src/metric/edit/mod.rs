//! What it takes to turn one sequence into another: error rates of transcripts, alignments, distances of strings.
//!
//! | question | answer |
//! |---|---|
//! | word error rate, match error rate, word information lost | [`Wer`] |
//! | character error rate | [`Cer`] |
//! | where a transcript goes wrong | [`Wer::align`], then [`AlignedTexts::pictures`] and [`AlignedTexts::error_table`] |
//! | what counts as the same: case, punctuation, contractions | [`Transforms`] |
//! | the distance of two strings or sequences, and a way | [`levenshtein()`], [`levenshtein_of`], [`levenshtein_alignment`] |
//! | costlier substitutions, transpositions | [`EditCosts`] |
//! | names and other short strings | [`jaro()`], [`JaroWinkler`] |
//! | sets | [`jaccard_distance`], [`masi_distance`] |
//!
//! Rates and transforms are jiwer's (4.0.0), alignments rapidfuzz's (3.14.6), the other distances NLTK's (3.10.4).

pub mod aligned_texts;
mod band;
pub mod cer;
pub mod error_rates;
pub mod error_table;
pub mod jaro;
pub mod levenshtein;
pub mod operation;
pub mod picture;
mod places;
pub mod set_distance;
pub mod substitution;
mod trace;
pub mod transform;
pub mod weighted;
pub mod wer;
pub mod word_index;

pub use aligned_texts::{AlignedTexts, Elements};
pub use cer::Cer;
pub use error_rates::ErrorRates;
pub use error_table::ErrorTable;
pub use jaro::{JaroWinkler, jaro};
pub use levenshtein::{
    levenshtein, levenshtein_alignment, levenshtein_alignment_of, levenshtein_of, levenshtein_similarity,
};
pub use operation::{Alignment, AlignmentChunk, EditCounts, EditOperation};
pub use picture::Pictures;
pub use set_distance::{jaccard_distance, masi_distance};
pub use substitution::Pattern;
pub use transform::{Transform, Transforms};
pub use weighted::EditCosts;
pub use wer::Wer;
pub use word_index::WordIndex;
