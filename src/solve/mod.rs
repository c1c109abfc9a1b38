//! Solvers: what learning algorithms minimise with, and what they decompose matrices with.

pub mod lbfgs;
pub mod operator;
pub mod svd;

mod bidiagonal;
mod jacobi;
mod lanczos;
mod search;
mod tall;
mod upright;

pub use lbfgs::{Lbfgs, Minimum, Objective};
pub use operator::{Centred, LinearOperator, SparseOperator};
pub use svd::{Svd, SvdParams};
