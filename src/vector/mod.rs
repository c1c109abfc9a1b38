//! The vector core: dense and sparse matrices whose rows are documents or words, and the kernels under them.
//!
//! It begins with integer ids and knows nothing of text.

#[cfg(feature = "ann")]
pub mod approximate;
pub mod dense;
pub mod kernel;
pub mod product;
pub mod sparse;
pub mod value;

mod multiply;
mod transpose;

#[cfg(feature = "ann")]
pub use approximate::{Found, Hnsw, HnswParams, Similarity};
pub use dense::DenseMatrix;
pub use product::product;
pub use sparse::{Row, SparseBuilder, SparseMatrix};
pub use value::Value;
