//! Solvers: what learning algorithms minimise with, and what they decompose matrices with.

pub mod lbfgs;
pub mod operator;
pub mod svd;

mod jacobi;
mod krylov;
mod tall;

pub use lbfgs::{Lbfgs, Minimum, Objective};
pub use operator::{Centred, LinearOperator, SparseOperator};
pub use svd::{Svd, SvdParams};
