//! Solvers: what learning algorithms minimise with.

pub mod lbfgs;

pub use lbfgs::{Lbfgs, Minimum, Objective};
