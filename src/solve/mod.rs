//! Solvers: what learning algorithms minimise with, what they decompose matrices with, and maps of rows.

pub mod lbfgs;
pub mod nmf;
pub mod operator;
pub mod pca;
pub mod randomized;
pub mod svd;
#[cfg(feature = "plot")]
pub mod tsne;

pub(crate) mod project;

mod bidiagonal;
mod history;
mod jacobi;
mod lanczos;
mod moments;
mod search;
mod tall;
mod upright;

pub use lbfgs::{Lbfgs, Minimum, Objective};
pub use nmf::{Nmf, NmfLoss, NmfParams, NmfSolver, NmfStart};
pub use operator::{Centred, LinearOperator, SparseOperator};
pub use pca::{Pca, PcaParams};
pub use randomized::{RandomizedSvd, RandomizedSvdParams};
pub use svd::{Svd, SvdParams};
#[cfg(feature = "plot")]
pub use tsne::{Tsne, TsneParams};
