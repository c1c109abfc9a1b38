//! [`RougeStatistics`]: scores of segments, added up without loss.
//!
//! A precision, recall or F is a number between 0 and 1 whose last bit is worth at least 2⁻⁹⁶, as no text has 2⁴³ words:
//! in units of 2⁻⁹⁶ it is a whole number. Sums of four thousand million of them fit 128 bits.

use smallvec::SmallVec;

use crate::metric::additive::Additive;

/// Units of 1.
const ONE: f64 = (1u128 << 96) as f64;

/// An exact sum of numbers between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Sum(u128);

impl Sum {
    fn of(value: f64) -> Self {
        Sum((value * ONE) as u128)
    }

    /// The sum, rounded once.
    fn value(self) -> f64 {
        self.0 as f64 / ONE
    }
}

/// Precision, recall and F of the types of a scorer, summed over segments.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RougeStatistics {
    segments: u64,
    /// Three sums for each type, in place for the four that are mostly asked for; none before the first segment.
    sums: SmallVec<[[Sum; 3]; 4]>,
}

impl RougeStatistics {
    /// Those of one segment: precision, recall and F of each type.
    pub(crate) fn of_segment(scores: impl Iterator<Item = [f64; 3]>) -> Self {
        RougeStatistics { segments: 1, sums: scores.map(|triple| triple.map(Sum::of)).collect() }
    }

    /// How many segments there are.
    #[must_use]
    pub fn segments(&self) -> u64 {
        self.segments
    }

    /// The means of a type, by its place among those of the scorer; 0 for no segments.
    pub(crate) fn means(&self, place: usize) -> [f64; 3] {
        let sums = self.sums.get(place).copied().unwrap_or_default();
        sums.map(|sum| if self.segments == 0 { 0.0 } else { sum.value() / self.segments as f64 })
    }
}

impl Additive for RougeStatistics {
    fn add(&mut self, other: &Self) {
        self.segments += other.segments;
        self.sums.resize(self.sums.len().max(other.sums.len()), Default::default());
        for (sums, others) in self.sums.iter_mut().zip(&other.sums) {
            for (sum, other) in sums.iter_mut().zip(others) {
                sum.0 = sum.0.saturating_add(other.0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::statistics::sum::mean;

    proptest! {
        #[test]
        fn sums_lose_nothing(pairs in prop::collection::vec((1u32..2000, 0u32..2000), 1..60)) {
            let values: Vec<f64> =
                pairs.into_iter().map(|(of, hits)| f64::from(hits.min(of)) / f64::from(of)).collect();
            let segment = |value: &f64| RougeStatistics::of_segment([[*value; 3]].into_iter());
            let segments: Vec<RougeStatistics> = values.iter().map(segment).collect();
            let (left, right) = segments.split_at(values.len() / 2);
            let mut halves = RougeStatistics::sum(left);
            halves.add(&RougeStatistics::sum(right));
            prop_assert_eq!(&halves, &RougeStatistics::sum(&segments));
            prop_assert_eq!(halves.means(0), [mean(&values); 3]);
            prop_assert_eq!(segments[0].means(0), [values[0]; 3]);
        }
    }

    #[test]
    fn the_smallest_scores_are_whole() {
        for value in [2f64.powi(-43), 1.0 / 8_796_093_022_207.0, 1.0 - f64::EPSILON / 2.0] {
            assert_eq!(Sum::of(value).value(), value);
        }
        assert_eq!(RougeStatistics::default().means(3), [0.0; 3]);
    }
}
