//! The vector core: dense and sparse matrices whose rows are documents or words, and the kernels under them.
//!
//! It begins with integer ids and knows nothing of text.

pub mod columns;
pub mod dense;
pub mod kernel;
pub mod product;
pub mod row;
pub mod row_search;
pub mod sparse;
pub mod value;

mod assemble;
mod convert;
mod scale;
mod select;
mod stack;
mod transpose;
mod triplets;

pub use columns::ColumnMoments;
pub use dense::DenseMatrix;
pub use product::{product, transpose_product};
pub use row::RowNorm;
pub use row_search::{RowSearch, ScoredRow};
pub use sparse::{Row, SparseBuilder, SparseMatrix};
pub use value::Value;
