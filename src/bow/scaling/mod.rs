//! Scaling of rows and columns, as scikit-learn scales them.
//!
//! | you want | take |
//! |---|---|
//! | every row of length 1 | [`RowNormalizer`] |
//! | every column between −1 and 1, learnt from rows | [`MaxAbsScaler`] |

pub mod max_abs;
pub mod row_normalizer;

pub use max_abs::{MaxAbsScaler, MaxAbsScalerParams};
pub use row_normalizer::RowNormalizer;
