//! [`TerStatistics`] and [`TerScore`]: edits and lengths that add up, and their ratio.

use std::fmt;

use crate::metric::additive::Additive;
use crate::statistics::sum::ExactSum;

/// Edits and lengths, which add up.
///
/// # Examples
/// ```
/// use wordmill::metric::{Additive, Metric, Ter};
/// let metric = Ter::new();
/// let mut sum = metric.segment("a cat", &metric.reference(&["the cat", "cat"])?);
/// sum.add(&metric.segment("sat", &metric.reference(&["sat"])?));
/// assert_eq!((sum.edits, sum.reference_length.value()), (1, 2.5));
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct TerStatistics {
    /// Edits that turn the hypotheses into the nearest of their references.
    pub edits: u64,
    /// Words of the references, of several the mean.
    pub reference_length: ExactSum,
}

impl TerStatistics {
    /// Those of one segment.
    pub(crate) fn of_segment(edits: u64, reference_length: f64) -> Self {
        let mut sum = ExactSum::default();
        sum.add(reference_length);
        TerStatistics { edits, reference_length: sum }
    }

    /// Edits for a hundred words; 100 where the references are empty and the hypotheses are not.
    pub(crate) fn rate(&self) -> f64 {
        let (edits, length) = (self.edits as f64, self.reference_length.value());
        if length > 0.0 {
            100.0 * (edits / length)
        } else if self.edits > 0 {
            100.0
        } else {
            0.0
        }
    }
}

impl Additive for TerStatistics {
    fn add(&mut self, other: &Self) {
        self.edits += other.edits;
        self.reference_length.merge(&other.reference_length);
    }
}

/// A translation edit rate and what it was made of.
///
/// # Examples
/// ```
/// use wordmill::metric::{Metric, Ter};
/// let score = Ter::new().sentence("a cat", &["the cat"])?;
/// assert_eq!((score.edits, score.reference_length), (1, 2.0));
/// assert_eq!(format!("{score:.1}"), "TER = 50.0");
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TerScore {
    /// Edits for a hundred words of the reference; the smaller the better, and past 100 at times.
    pub score: f64,
    /// Insertions, deletions, substitutions and shifts.
    pub edits: u64,
    /// Words of the references, of several the mean.
    pub reference_length: f64,
}

impl fmt::Display for TerScore {
    /// `TER = 42.33`, with 2 digits or as many as the format asks.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TER = {:.*}", f.precision().unwrap_or(2), self.score)
    }
}
