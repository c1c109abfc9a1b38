//! Files of matrices: written and read as SciPy, scikit-learn and NumPy do.
//!
//! | file | take | as in |
//! |---|---|---|
//! | Matrix Market (`.mtx`) | [`MatrixMarket`] | `scipy.io.mmread`, `mmwrite` |
//! | SVMlight, LibSVM | [`Svmlight`] | `sklearn.datasets.load_svmlight_file`, `dump_svmlight_file` |
//! | NPZ (`.npz`) | [`Npz`] | `scipy.sparse.load_npz`, `save_npz` |
//! | numbers between commas (`.csv`) | [`DenseCsv`] | `numpy.loadtxt`, `savetxt` |
//!
//! All of them stream, but for the writer of NPZ. Readers are strict: what does not fit is an error that names the
//! file, the line and the value, and numbers that are not finite are refused, as a
//! [`SparseMatrix`](crate::vector::SparseMatrix) holds none. What a header promises is believed only as far as the
//! file keeps it; a matrix may have 2²⁴ rows more than entries at most. Text files that are named `.gz` are
//! unpacked. Numbers are written with as many digits as tell them apart, so they read back to the same bits. Files
//! are written beside their place and renamed.

pub mod dense_csv;
pub mod matrix_market;
pub mod npz;
pub mod svmlight;

mod entries;
mod lines;
pub(crate) mod npy;
mod number;

pub use dense_csv::DenseCsv;
pub use matrix_market::{Field, MatrixMarket, Symmetry};
pub use npz::Npz;
pub use svmlight::{ColumnBase, Svmlight, SvmlightRows, Targets};
