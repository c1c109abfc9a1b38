//! [`Neighbour`]: a row that a search found.

use serde::{Deserialize, Serialize};

/// A row that was found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Neighbour {
    /// Its number.
    pub row: usize,
    /// Its similarity to what was asked for, or its distance from it, in the words of the search.
    pub score: f64,
}
