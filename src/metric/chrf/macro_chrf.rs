//! [`MacroChrf`]: the mean of the F-scores of every order and segment, equal to NLTK 3.10.4's `sentence_chrf` and
//! `corpus_chrf`.
//!
//! ```text
//! Fₙ = (1 + β²) · pₙ · rₙ / (β² · pₙ + rₙ)     chrF = the mean of Fₙ over orders and segments
//! ```
//!
//! [`Chrf`](crate::metric::Chrf) averages precision and recall over the orders before it combines them, adds up counts
//! rather than scores, weighs recall twice and not three times, and gives percents. NLTK takes one reference; of several,
//! the one of the best mean counts here.

use std::borrow::Cow;
use std::fmt;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_parameter};
use crate::metric::additive::Additive;
use crate::metric::chrf::alphabet::Blanks;
use crate::metric::chrf::reference::ChrfReference;
use crate::metric::chrf::score::{EPSILON, GramCounts};
use crate::metric::metric::Metric;
use crate::metric::signature::Signature;
use crate::statistics::sum::ExactSum;

/// The highest order of n-grams.
const MOST_ORDERS: usize = 1000;

/// chrF, as NLTK computes it.
///
/// # Examples
/// ```
/// use wordmill::metric::{MacroChrf, Metric};
/// let hypothesis = "It is a guide to action which ensures that the military always obeys the commands of the party";
/// let reference = "It is a guide to action that ensures that the military will forever heed Party commands";
/// let score = MacroChrf::new().sentence(hypothesis, &[reference])?;
/// assert_eq!(score.to_string(), "chrF = 0.6350");
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MacroChrf {
    shortest: usize,
    longest: usize,
    beta: f64,
    whitespace: bool,
}

impl Default for MacroChrf {
    fn default() -> Self {
        MacroChrf { shortest: 1, longest: 6, beta: 3.0, whitespace: false }
    }
}

impl MacroChrf {
    /// Characters of orders 1 to 6, β = 3.
    #[must_use]
    pub fn new() -> Self {
        MacroChrf::default()
    }

    /// The orders of n-grams; from 1, to 1,000, default 1 to 6.
    #[must_use]
    pub fn orders(mut self, orders: RangeInclusive<usize>) -> Self {
        (self.shortest, self.longest) = orders.into_inner();
        self
    }

    /// How many times recall weighs as much as precision; ≥ 0, with a finite square, default 3; β.
    #[must_use]
    pub fn beta(mut self, beta: f64) -> Self {
        self.beta = beta;
        self
    }

    /// Whether white space belongs to the n-grams; default false.
    #[must_use]
    pub fn whitespace(mut self, whitespace: bool) -> Self {
        self.whitespace = whitespace;
        self
    }

    fn check(&self) -> Result<()> {
        check_parameter(
            1 <= self.shortest && self.shortest <= self.longest && self.longest <= MOST_ORDERS,
            "orders",
            format!("{} to {}", self.shortest, self.longest),
            "1 ≤ the shortest ≤ the longest ≤ 1,000",
        )?;
        check_parameter(
            self.beta >= 0.0 && (self.beta * self.beta).is_finite(),
            "beta",
            self.beta,
            "a number ≥ 0 with a finite square",
        )
    }

    /// F of the n-grams of one order.
    fn f(&self, counts: GramCounts) -> f64 {
        if counts.matches == 0 {
            return EPSILON;
        }
        let precision = counts.matches as f64 / counts.hypothesis as f64;
        let recall = counts.matches as f64 / counts.reference as f64;
        let factor = self.beta * self.beta;
        (1.0 + factor) * (precision * recall) / (factor * precision + recall)
    }
}

/// Sums of F-scores, which add up.
///
/// # Examples
/// ```
/// use wordmill::metric::{MacroChrf, Metric};
/// let metric = MacroChrf::new();
/// let statistics = metric.segment("same text", &metric.reference(&["same text"])?);
/// assert_eq!((statistics.segments, statistics.sums[5].value()), (1, 1.0));
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct MacroChrfStatistics {
    /// How many segments there are.
    pub segments: u64,
    /// Of each order, the sum of the segments' F-scores.
    pub sums: Vec<ExactSum>,
}

impl Additive for MacroChrfStatistics {
    fn add(&mut self, other: &Self) {
        self.segments += other.segments;
        self.sums.resize(self.sums.len().max(other.sums.len()), ExactSum::default());
        self.sums.iter_mut().zip(&other.sums).for_each(|(sum, other)| sum.merge(other));
    }
}

/// A macro-averaged chrF score and what it was made of.
///
/// # Examples
/// ```
/// use wordmill::metric::{MacroChrf, Metric};
/// let score = MacroChrf::new().orders(1..=2).sentence("ab", &["ba"])?;
/// assert_eq!((score.orders[0], score.segments), (1.0, 1));
/// assert_eq!(format!("{score:.1}"), "chrF = 0.5");
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MacroChrfScore {
    /// The score, 0 to 1.
    pub score: f64,
    /// The mean F of each order.
    pub orders: Vec<f64>,
    /// How many segments there are.
    pub segments: u64,
}

impl fmt::Display for MacroChrfScore {
    /// `chrF = 0.6350`, with 4 digits or as many as the format asks.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "chrF = {:.*}", f.precision().unwrap_or(4), self.score)
    }
}

impl Metric for MacroChrf {
    type Reference = ChrfReference;
    type Statistics = MacroChrfStatistics;
    type Score = MacroChrfScore;

    fn name(&self) -> String {
        "macro chrF".to_owned()
    }

    fn signature(&self) -> Signature {
        Signature::new()
            .with("orders", "n", format!("{}-{}", self.shortest, self.longest))
            .with("beta", "b", self.beta)
            .with("space", "s", if self.whitespace { "yes" } else { "no" })
    }

    /// The references of one segment, made ready.
    ///
    /// # Errors
    /// [`Error::Parameter`] for orders that are not 1 ≤ the shortest ≤ the longest ≤ 1,000 or a β that is negative or
    /// has no finite square; [`Error::Empty`] for no reference.
    fn reference(&self, references: &[&str]) -> Result<ChrfReference> {
        self.check()?;
        if references.is_empty() {
            return Err(Error::Empty { what: "list of references" });
        }
        let texts: Vec<_> = references.iter().map(|&text| Cow::Borrowed(text)).collect();
        let blanks = if self.whitespace { Blanks::Count } else { Blanks::WhiteSpace };
        ChrfReference::new(&texts, self.longest, 0, blanks)
    }

    fn segment(&self, hypothesis: &str, reference: &ChrfReference) -> MacroChrfStatistics {
        let hypothesis = reference.hypothesis(hypothesis);
        let scores = |at: usize| -> Vec<f64> {
            let counts = reference.compare(&hypothesis, at).characters;
            counts.iter().skip(self.shortest.saturating_sub(1)).map(|&counts| self.f(counts)).collect()
        };
        let sum = |scores: &[f64]| scores.iter().sum::<f64>();
        let mut best = scores(0);
        for other in (1..reference.len()).map(scores) {
            if sum(&other) > sum(&best) {
                best = other;
            }
        }
        let alone = |score| {
            let mut sum = ExactSum::default();
            sum.add(score);
            sum
        };
        MacroChrfStatistics { segments: 1, sums: best.into_iter().map(alone).collect() }
    }

    fn score(&self, statistics: &MacroChrfStatistics) -> MacroChrfScore {
        let segments = statistics.segments.max(1) as f64;
        MacroChrfScore {
            score: self.figure(statistics),
            orders: statistics.sums.iter().map(|sum| sum.value() / segments).collect(),
            segments: statistics.segments,
        }
    }

    /// 0 of no segments.
    fn figure(&self, statistics: &MacroChrfStatistics) -> f64 {
        // In NLTK's order: sums over segments, their sum, and two divisions.
        let sum: f64 = statistics.sums.iter().map(ExactSum::value).sum();
        let (orders, segments) = (statistics.sums.len().max(1), statistics.segments.max(1));
        sum / orders as f64 / segments as f64
    }
}
