//! The vector core: dense and sparse matrices whose rows are documents or words, and the kernels under them.
//!
//! It begins with integer ids and knows nothing of text.

#[cfg(feature = "ann")]
pub mod approximate;
pub mod cluster;
pub mod columns;
pub mod dense;
pub mod double;
pub mod format;
pub mod kernel;
pub mod mapped;
pub mod nearest;
pub mod neighbour;
pub mod pairwise;
pub mod product;
pub mod row;
pub mod row_search;
pub mod rows;
pub mod similarity;
pub mod sparse;
pub mod value;

pub(crate) mod short;

pub(crate) mod assemble;
mod convert;
mod multiply;
mod scale;
mod select;
mod stack;
mod transpose;
mod triplets;

#[cfg(feature = "ann")]
pub use approximate::{Closeness, Hnsw, HnswParams};
pub use cluster::{ClusterDistance, KMeans, KMeansParams, Silhouette};
pub use columns::ColumnMoments;
pub use dense::DenseMatrix;
pub use double::DoubleMatrix;
pub use mapped::{RowsLayout, StoredRows};
pub use nearest::Nearest;
pub use neighbour::Neighbour;
pub use pairwise::Pairwise;
pub use product::{product, transpose_product};
pub use row::RowNorm;
pub use row_search::RowSearch;
pub use rows::Rows;
pub use similarity::{Cosine, Dot, Euclidean, Jaccard, Similarity};
pub use sparse::{Row, SparseBuilder, SparseMatrix};
pub use value::Value;
