//! Solvers: what learning algorithms minimise with, what they decompose matrices with, and maps of rows.

pub mod lbfgs;
pub mod operator;
pub mod pca;
pub mod svd;
#[cfg(feature = "plot")]
pub mod tsne;

mod bidiagonal;
mod jacobi;
mod lanczos;
mod moments;
mod project;
mod search;
mod tall;
mod upright;

pub use lbfgs::{Lbfgs, Minimum, Objective};
pub use operator::{Centred, LinearOperator, SparseOperator};
pub use pca::{Pca, PcaParams};
pub use svd::{Svd, SvdParams};
#[cfg(feature = "plot")]
pub use tsne::{Tsne, TsneParams};
