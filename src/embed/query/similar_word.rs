//! [`SimilarWord`]: a word that a question found.

use serde::Serialize;

use crate::text::vocabulary::TokenId;

/// A word, and how well it answers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SimilarWord<'e> {
    /// The word.
    pub word: &'e str,
    /// Its number.
    pub id: TokenId,
    /// The cosine, or what the objective says; the higher, the better.
    pub similarity: f64,
}
