//! The vector core: dense and sparse matrices whose rows are documents or words, and the kernels under them.
//!
//! It begins with integer ids and knows nothing of text.

pub mod cluster;
pub mod dense;
pub mod double;
pub mod kernel;
pub mod product;
pub mod sparse;
pub mod value;

mod transpose;

pub use cluster::{ClusterDistance, KMeans, KMeansParams, Silhouette};
pub use dense::DenseMatrix;
pub use double::DoubleMatrix;
pub use product::product;
pub use sparse::{Row, SparseBuilder, SparseMatrix};
pub use value::Value;
