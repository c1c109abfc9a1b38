//! Small worlds: a grammar of a few hundred words whose sentences carry the relations that word vectors are
//! asked for, so that training can be watched, measured and tested without any text of the outside.

pub mod expand;
mod grammar;
mod line;
mod parse;
mod pieces;
pub mod worlds;

#[cfg(test)]
mod tests;

pub use expand::WorldSentences;
pub use worlds::SmallWorlds;
