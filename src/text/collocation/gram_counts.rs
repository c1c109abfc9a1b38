//! [`GramCounts`]: how often each n-gram of `N` word ids occurs.

/// N-grams in ascending order, each with its count.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct GramCounts<const N: usize> {
    pub(super) grams: Vec<[u32; N]>,
    pub(super) counts: Vec<u64>,
}

impl<const N: usize> GramCounts<N> {
    /// Of n-grams in ascending order; equal neighbours add up.
    pub(super) fn of_sorted(occurrences: impl IntoIterator<Item = ([u32; N], u64)>) -> Self {
        let mut counts = GramCounts { grams: Vec::new(), counts: Vec::new() };
        for (gram, count) in occurrences {
            match counts.counts.last_mut() {
                Some(last) if counts.grams.last() == Some(&gram) => *last += count,
                _ => {
                    counts.grams.push(gram);
                    counts.counts.push(count);
                }
            }
        }
        counts
    }

    /// The sums of both.
    pub(super) fn merged(&self, other: &Self) -> Self {
        let (mut ours, mut theirs) = (self.iter().peekable(), other.iter().peekable());
        let next = std::iter::from_fn(move || match (ours.peek(), theirs.peek()) {
            (Some((our, _)), Some((their, _))) if their < our => theirs.next(),
            (Some(_), _) => ours.next(),
            (None, _) => theirs.next(),
        });
        GramCounts::of_sorted(next)
    }

    /// The same with each id replaced by a larger or equal one, in an order that stays ascending.
    pub(super) fn renumbered(mut self, ids: &[u32]) -> Self {
        self.grams.iter_mut().flatten().for_each(|id| *id = ids[*id as usize]);
        self
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = ([u32; N], u64)> {
        self.grams.iter().copied().zip(self.counts.iter().copied())
    }

    pub(super) fn len(&self) -> usize {
        self.grams.len()
    }

    /// How often `gram` occurs.
    pub(super) fn get(&self, gram: [u32; N]) -> u64 {
        self.grams.binary_search(&gram).map_or(0, |at| self.counts[at])
    }

    /// Keeps the n-grams that `keep` wants.
    pub(super) fn retain(&mut self, mut keep: impl FnMut([u32; N], u64) -> bool) {
        let mut kept = 0;
        for at in 0..self.grams.len() {
            if keep(self.grams[at], self.counts[at]) {
                self.grams[kept] = self.grams[at];
                self.counts[kept] = self.counts[at];
                kept += 1;
            }
        }
        self.grams.truncate(kept);
        self.counts.truncate(kept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_and_filters() {
        let one = GramCounts::of_sorted([([0, 1], 1), ([0, 1], 2), ([2, 0], 1)]);
        let other = GramCounts::of_sorted([([0, 0], 4), ([2, 0], 5)]);
        let mut merged = one.merged(&other);
        assert_eq!(merged, other.merged(&one));
        assert!(merged.iter().eq([([0, 0], 4), ([0, 1], 3), ([2, 0], 6)]));
        assert_eq!((merged.get([2, 0]), merged.get([1, 1])), (6, 0));
        merged.retain(|_, count| count != 4);
        assert!(merged.renumbered(&[1, 3, 9]).iter().eq([([1, 3], 3), ([9, 1], 6)]));
    }
}
