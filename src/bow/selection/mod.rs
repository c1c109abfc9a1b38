//! Feature selection: how much each column tells about the classes, and which columns stay.
//!
//! | you want | take |
//! |---|---|
//! | χ² of sums of counts, with p-values | [`chi_squared()`] |
//! | the F statistic of an analysis of variance, with p-values | [`anova_f`] |
//! | mutual information of values and classes, in nats | [`mutual_information()`] |
//! | to learn which columns stay, and to keep only those | [`Selection`] |
//!
//! Scores and choices are scikit-learn's (checked against 1.9.1), ties included. Columns are read where they lie; no
//! dense matrix is made of them.

pub mod anova;
pub mod chi_squared;
pub mod column_test;
pub mod keep;
pub mod mutual_information;
pub mod selector;

mod any_number;
mod class_rows;

pub use anova::anova_f;
pub use chi_squared::chi_squared;
pub use column_test::ColumnTest;
pub use keep::Keep;
pub use mutual_information::mutual_information;
pub use selector::{Score, Selection, SelectionParams};
