//! Records: lists of named values become rows.
//!
//! | you want | take | as in |
//! |---|---|---|
//! | a column for every name, and the way back | [`Records`] | scikit-learn's `DictVectorizer` |
//! | columns without a vocabulary | [`HashedRecords`] | scikit-learn's `FeatureHasher` |

pub mod hashed;
pub mod named;
pub mod record;

mod sums;

pub use hashed::HashedRecords;
pub use named::{Records, RecordsParams};
pub use record::{FieldValue, Record};
