//! Word2vec.

pub mod model;
pub mod params;
pub mod textbook;

pub(crate) mod fast;
pub(crate) mod group;
pub(crate) mod padded;
pub(crate) mod rounds;
pub(crate) mod sequential;
pub(crate) mod shard;
pub(crate) mod step;
pub(crate) mod stretch;
pub(crate) mod training;

pub use model::Word2Vec;
pub use params::{Architecture, Loss, Mode, Word2VecParams};
pub use textbook::Pooling;

#[cfg(test)]
mod tests;
