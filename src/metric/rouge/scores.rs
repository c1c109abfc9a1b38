//! [`RougeScores`] and [`RougeInterval`]: what a scorer gives.

use std::fmt;

use serde::Serialize;

use crate::metric::rouge::kind::RougeType;
use crate::statistics::percentile::Interval;

/// Precision, recall and F of one member of the family, each 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RougeScore {
    /// Which member.
    pub kind: RougeType,
    /// Of what the hypothesis has, the share that is in the reference.
    pub precision: f64,
    /// Of what the reference has, the share that is in the hypothesis.
    pub recall: f64,
    /// The harmonic mean of the two, 2pr/(p + r); 0 where both are 0.
    pub f_measure: f64,
}

impl RougeScore {
    pub(crate) fn new(kind: RougeType, [precision, recall, f_measure]: [f64; 3]) -> Self {
        RougeScore { kind, precision, recall, f_measure }
    }
}

/// The scores of a segment, or their means over many.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RougeScores {
    /// One score for each type, in the order of the scorer's.
    pub scores: Vec<RougeScore>,
    /// How many segments these are the means of.
    pub segments: u64,
}

impl RougeScores {
    /// The score of a type, if the scorer has it.
    #[must_use]
    pub fn get(&self, kind: RougeType) -> Option<RougeScore> {
        self.scores.iter().find(|score| score.kind == kind).copied()
    }
}

impl fmt::Display for RougeScores {
    /// The F of each type, with 4 digits or as many as the format asks: `rouge1 0.4321, rougeL 0.4000`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = f.precision().unwrap_or(4);
        for (place, RougeScore { kind, f_measure, .. }) in self.scores.iter().enumerate() {
            let comma = if place == 0 { "" } else { ", " };
            write!(f, "{comma}{kind} {f_measure:.digits$}")?;
        }
        Ok(())
    }
}

/// How sure the means of one member are: bootstrapped intervals.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RougeInterval {
    /// Which member.
    pub kind: RougeType,
    /// Of the mean precision.
    pub precision: Interval,
    /// Of the mean recall.
    pub recall: Interval,
    /// Of the mean F.
    pub f_measure: Interval,
}
