//! Embeddings made from embeddings: unit rows, centred rows, fewer dimensions, without what all words share.

pub mod all_but_the_top;
pub mod reduce;
pub mod rescale;
pub(crate) mod take_away;

pub use all_but_the_top::{AllButTheTop, AllButTheTopParams};
