//! [`Unknown`]: what becomes of items with words that the embeddings do not know.

use serde::{Deserialize, Serialize};

/// What becomes of a pair or question with an unknown word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Unknown {
    /// It is left out.
    #[default]
    Skip,
    /// It counts: a pair with a similarity of 0, a question as wrong (gensim's `dummy4unknown`).
    Count,
}
