//! Word2vec.

pub mod checkpoint;
pub mod model;
pub mod params;
pub mod start;
pub mod textbook;

pub(crate) mod fast;
pub(crate) mod fixed;
pub(crate) mod group;
pub(crate) mod padded;
pub(crate) mod rounds;
pub(crate) mod sequential;
pub(crate) mod shard;
pub(crate) mod state_file;
pub(crate) mod step;
pub(crate) mod stretch;
pub(crate) mod training;

pub use checkpoint::Checkpoint;
pub use model::Word2Vec;
pub use params::{Architecture, Loss, Mode, Word2VecParams};
pub use start::Start;
pub use textbook::Pooling;

#[cfg(test)]
mod tests;
