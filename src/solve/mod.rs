//! Solvers: what learning algorithms minimise with.

pub mod lbfgs;
#[cfg(feature = "plot")]
pub mod tsne;

pub use lbfgs::{Lbfgs, Minimum, Objective};
#[cfg(feature = "plot")]
pub use tsne::{Tsne, TsneParams};
