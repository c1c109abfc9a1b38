//! [`ColumnTest`]: a statistic and its p-value for every column.

/// What a test says of every column.
///
/// A column that the test can say nothing about (one without entries, for example) has NaN twice.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ColumnTest {
    /// The statistic: the larger, the more the column tells about the classes.
    pub scores: Vec<f64>,
    /// How probable such a statistic or a larger one is where column and classes have nothing to do with each other.
    pub p_values: Vec<f64>,
}
