//! [`Grams`]: the n-grams of a segment's references, of all orders at once, ready to be compared with a hypothesis.
//!
//! The n-grams of orders 1 to *N* that start at one place are the beginnings of the *N* symbols there. So one sorted
//! list of such windows stands for the counts of all orders: equal n-grams are neighbours, and where two neighbours
//! share *k* symbols, groups of all orders up to *k* go on and those above end. Merging the lists of a hypothesis and a
//! reference gives what they share, Σ over n-grams of the smaller count, for every order in one pass.
//!
//! Windows are whole numbers where they fit ([`packed_grams`](super::packed_grams)) and stretches of a list otherwise
//! ([`long_grams`](super::long_grams)).

use crate::metric::chrf::long_grams::LongGrams;
use crate::metric::chrf::packed_grams::{self, PackedGrams};
use crate::metric::chrf::score::GramCounts;

/// The n-grams of the references of one segment.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Grams {
    order: usize,
    windows: Windows,
}

#[derive(Debug, Clone, PartialEq)]
enum Windows {
    Packed(Vec<PackedGrams>),
    Long(Vec<LongGrams>),
}

/// The n-grams of a hypothesis, as its references need them.
#[derive(Debug)]
pub(crate) enum HypothesisGrams {
    Packed(PackedGrams),
    Long(LongGrams),
}

impl Grams {
    /// The n-grams up to an order, of references whose symbols are numbers below `symbols`.
    pub(crate) fn new(order: usize, symbols: usize, references: impl Iterator<Item = Vec<u32>>) -> Self {
        let windows = if packed_grams::fit(order, symbols) {
            Windows::Packed(references.map(|numbers| PackedGrams::of_reference(order, numbers)).collect())
        } else {
            Windows::Long(references.map(|numbers| LongGrams::new(order, numbers)).collect())
        };
        Grams { order, windows }
    }

    /// The n-grams of a hypothesis, of whose symbols all that no reference holds are `UNKNOWN`.
    pub(crate) fn hypothesis(&self, numbers: impl Iterator<Item = u32>) -> HypothesisGrams {
        match self.windows {
            Windows::Packed(_) => HypothesisGrams::Packed(PackedGrams::of_hypothesis(self.order, numbers)),
            Windows::Long(_) => HypothesisGrams::Long(LongGrams::new(self.order, numbers.collect())),
        }
    }

    /// What a hypothesis and one reference share, order by order.
    pub(crate) fn compare(&self, hypothesis: &HypothesisGrams, reference: usize) -> Vec<GramCounts> {
        match (&self.windows, hypothesis) {
            (Windows::Packed(references), HypothesisGrams::Packed(hypothesis)) => {
                let reference = &references[reference];
                let matches = hypothesis.shared(reference).map(u64::from);
                counts(hypothesis.len(), reference.len(), &matches[..self.order])
            }
            (Windows::Long(references), HypothesisGrams::Long(hypothesis)) => {
                let reference = &references[reference];
                counts(hypothesis.len(), reference.len(), &hypothesis.shared(reference))
            }
            _ => vec![GramCounts::default(); self.order],
        }
    }
}

/// Counts from the numbers of symbols: of *m* symbols there are *m* − *n* + 1 n-grams.
fn counts(hypothesis: usize, reference: usize, matches: &[u64]) -> Vec<GramCounts> {
    let orders = matches.iter().enumerate();
    orders
        .map(|(below, &matches)| {
            let reference = reference.saturating_sub(below) as u64;
            // n-grams of an order that the reference is too short for are not held against the hypothesis.
            let hypothesis = if reference > 0 { hypothesis.saturating_sub(below) as u64 } else { 0 };
            GramCounts { hypothesis, reference, matches }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;
    use crate::metric::chrf::alphabet::UNKNOWN;

    /// The same by a table of n-grams for each order.
    fn by_tables(order: usize, hypothesis: &[u32], reference: &[u32]) -> Vec<GramCounts> {
        let table = |numbers: &[u32], n: usize| {
            let mut table = HashMap::<Vec<u32>, u64>::new();
            numbers.windows(n).for_each(|gram| *table.entry(gram.to_vec()).or_default() += 1);
            table
        };
        let of_order = |n| {
            let (ours, theirs) = (table(hypothesis, n), table(reference, n));
            let shared = |(gram, count): (&Vec<u32>, &u64)| *count.min(theirs.get(gram).unwrap_or(&0));
            GramCounts {
                hypothesis: if theirs.is_empty() { 0 } else { ours.values().sum() },
                reference: theirs.values().sum(),
                matches: ours.iter().map(shared).sum(),
            }
        };
        (1..=order).map(of_order).collect()
    }

    proptest! {
        #[test]
        fn one_merge_gives_the_counts_of_all_tables(
            order in 1usize..12,
            many in any::<bool>(),
            hypothesis in prop::collection::vec(0u32..4, 0..60),
            reference in prop::collection::vec(0u32..3, 0..60),
        ) {
            // A symbol that the reference cannot hold, and windows that fit or not.
            let hypothesis: Vec<u32> =
                hypothesis.into_iter().map(|number| if number == 3 { UNKNOWN } else { number }).collect();
            let grams = Grams::new(order, if many { 1000 } else { 3 }, [reference.clone()].into_iter());
            let got = grams.compare(&grams.hypothesis(hypothesis.iter().copied()), 0);
            prop_assert_eq!(got, by_tables(order, &hypothesis, &reference));
        }
    }
}
