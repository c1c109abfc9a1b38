//! TER, the translation edit rate: insertions, deletions, substitutions and shifts of words, per word of the reference.
//!
//! | what | where |
//! |---|---|
//! | the metric | [`Ter`] |
//! | words, as Tercom's normaliser makes them | [`Tercom`] |

mod alignment;
mod beam;
mod beam_rows;
mod bit_rows;
mod edits;
pub mod reference;
pub mod score;
mod shift;
#[expect(clippy::module_inception, reason = "the metric is the room's central idea")]
pub mod ter;
pub mod tercom;
#[cfg(test)]
mod tests;

pub use reference::TerReference;
pub use score::{TerScore, TerStatistics};
pub use ter::Ter;
pub use tercom::Tercom;
