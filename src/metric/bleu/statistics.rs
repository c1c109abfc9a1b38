//! [`BleuStatistics`]: the counts that BLEU is made of.

use crate::metric::additive::Additive;

/// N-grams of up to this many words are counted in place.
const NEAR: usize = 4;

/// Lengths, n-grams of the hypotheses, and those of them that match.
///
/// # Examples
/// ```
/// use wordmill::metric::{Bleu, BleuStatistics, Metric};
/// let bleu = Bleu::new();
/// let reference = bleu.reference(&["the cat sat on the mat"])?;
/// let statistics: BleuStatistics = bleu.segment("the the the mat", &reference);
/// assert_eq!((statistics.matches(1), statistics.total(1)), (3, 4));
/// assert_eq!((statistics.matches(2), statistics.total(2)), (1, 3));
/// assert_eq!((statistics.hypothesis_length(), statistics.reference_length()), (4, 6));
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BleuStatistics {
    /// The length of the references, matches by length, n-grams by length: side by side, since sums are mostly of these.
    near: [u64; 1 + 2 * NEAR],
    beyond: Option<Box<Beyond>>,
}

/// Counts of n-grams of more words, the shortest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Beyond {
    matches: Vec<u64>,
    totals: Vec<u64>,
}

impl BleuStatistics {
    /// Of a hypothesis of so many words, without matches yet.
    #[inline]
    pub(super) fn of_lengths(hypothesis: usize, reference: usize, order: usize) -> Self {
        let total = |length: usize| (hypothesis + 1).saturating_sub(length) as u64;
        let beyond = (order > NEAR).then(|| {
            let totals: Vec<u64> = (NEAR + 1..=order).map(total).collect();
            Box::new(Beyond { matches: vec![0; totals.len()], totals })
        });
        let mut near = [0; 1 + 2 * NEAR];
        near[0] = reference as u64;
        near[1 + NEAR..].iter_mut().zip(1..).for_each(|(count, length)| *count = total(length));
        BleuStatistics { near, beyond }
    }

    /// Counts a match of an n-gram of `index` + 1 words.
    #[inline]
    pub(super) fn count(&mut self, index: usize) {
        if index < NEAR {
            self.near[1 + index] += 1;
        } else if let Some(beyond) = &mut self.beyond
            && let Some(matches) = beyond.matches.get_mut(index - NEAR)
        {
            *matches += 1;
        }
    }

    /// Words of the hypotheses.
    #[must_use]
    pub fn hypothesis_length(&self) -> u64 {
        self.near[1 + NEAR]
    }

    /// Words of the references: of each segment, of that whose length is closest to the hypothesis's, the shorter of
    /// two.
    #[must_use]
    pub fn reference_length(&self) -> u64 {
        self.near[0]
    }

    /// N-grams of `order` words that match, each as often as the reference that has most of them has it, at most; 0 of
    /// an order that was not counted.
    #[must_use]
    pub fn matches(&self, order: usize) -> u64 {
        let beyond = || self.beyond.as_ref()?.matches.get(order.checked_sub(NEAR + 1)?);
        let near = order.checked_sub(1).and_then(|at| self.near[1..=NEAR].get(at));
        near.or_else(beyond).copied().unwrap_or(0)
    }

    /// N-grams of `order` words in the hypotheses; 0 of an order that was not counted.
    #[must_use]
    pub fn total(&self, order: usize) -> u64 {
        let beyond = || self.beyond.as_ref()?.totals.get(order.checked_sub(NEAR + 1)?);
        let near = order.checked_sub(1).and_then(|at| self.near[1 + NEAR..].get(at));
        near.or_else(beyond).copied().unwrap_or(0)
    }
}

impl Additive for BleuStatistics {
    #[inline]
    fn add(&mut self, other: &Self) {
        self.near.iter_mut().zip(&other.near).for_each(|(sum, count)| *sum += count);
        if let Some(beyond) = &other.beyond {
            add_beyond(&mut self.beyond, beyond);
        }
    }

    fn without(&self, part: &Self) -> Option<Self> {
        let is_near = self.beyond.is_none() && part.beyond.is_none();
        let near = std::array::from_fn(|at| self.near[at].wrapping_sub(part.near[at]));
        is_near.then_some(BleuStatistics { near, beyond: None })
    }

    /// The running sum is a variable that nothing else can reach, so that it stays in registers.
    #[inline]
    fn sum<'s>(segments: impl IntoIterator<Item = &'s Self>) -> Self {
        let (mut near, mut beyond) = ([0; 1 + 2 * NEAR], None);
        for segment in segments {
            near.iter_mut().zip(&segment.near).for_each(|(sum, count)| *sum += count);
            if let Some(more) = &segment.beyond {
                add_beyond(&mut beyond, more);
            }
        }
        BleuStatistics { near, beyond }
    }
}

#[cold]
fn add_beyond(sum: &mut Option<Box<Beyond>>, other: &Beyond) {
    let sum = sum.get_or_insert_default();
    for (sums, counts) in [(&mut sum.matches, &other.matches), (&mut sum.totals, &other.totals)] {
        sums.resize(sums.len().max(counts.len()), 0);
        sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_ngrams_add_up_too() {
        let mut one = BleuStatistics::of_lengths(7, 5, 6);
        one.count(0);
        one.count(5);
        let two = BleuStatistics::of_lengths(2, 3, 6);
        let sum = BleuStatistics::sum([&one, &two, &one]);
        assert_eq!([1, 4, 6, 7].map(|order| sum.matches(order)), [2, 0, 2, 0]);
        assert_eq!([1, 4, 5, 6, 7, 0].map(|order| sum.total(order)), [16, 8, 6, 4, 0, 0]);
        assert_eq!((sum.hypothesis_length(), sum.reference_length()), (16, 13));
        let mut added = one.clone();
        [&two, &one].into_iter().for_each(|other| added.add(other));
        assert_eq!(added, sum);
        assert_eq!(sum.without(&one), None);
    }
    #[test]
    fn parts_can_be_taken_from_sums() {
        let (one, two) = (BleuStatistics::of_lengths(7, 5, 4), BleuStatistics::of_lengths(2, 3, 4));
        assert_eq!(BleuStatistics::sum([&one, &two]).without(&two), Some(one));
    }
}
