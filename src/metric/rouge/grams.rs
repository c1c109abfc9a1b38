//! [`Grams`]: the n-grams of a reference and how often each occurs.
//!
//! An n-gram is the number of its first n − 1 words and its last word, so every length has a table from such pairs to
//! numbers, and no n-gram is ever a text.

/// What stands for n-grams that are not in a table.
const ABSENT: u32 = u32::MAX;

/// The n-grams of a text, up to a length.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grams {
    /// How often each word occurs, and 0 for all others.
    words: Vec<u32>,
    /// Two words, three words, …
    levels: Vec<Level>,
    /// Words of the text.
    len: usize,
}

/// The n-grams of one length.
#[derive(Debug, Clone, Default)]
struct Level {
    /// The number of an n-gram, and one more; 0 for a free slot.
    slots: Vec<u32>,
    /// The number of the first words and the last word, by the number of the n-gram.
    pairs: Vec<u64>,
    counts: Vec<u32>,
}

impl Grams {
    /// The n-grams of words whose numbers are below `distinct`.
    pub(crate) fn new(ids: &[u32], distinct: u32, longest: usize) -> Self {
        let mut grams = Grams { words: vec![0; distinct as usize + 1], levels: Vec::new(), len: ids.len() };
        ids.iter().for_each(|&id| grams.words[id as usize] += 1);
        let mut heads = ids.to_vec();
        for length in 2..=longest {
            let mut level = Level::with_capacity(heads.len());
            for (head, &last) in heads.iter_mut().zip(ids.get(length - 1..).unwrap_or_default()) {
                *head = level.add(*head, last);
            }
            grams.levels.push(level);
        }
        grams
    }

    /// How many n-grams of a length there are.
    pub(crate) fn total(&self, length: usize) -> usize {
        total(self.len, length)
    }

    /// How many n-grams of each length a text shares with this one, no n-gram more often than either has it: for 1, 2, …
    /// words, as many lengths as `hits` has.
    ///
    /// Words whose number is not below `distinct` match nothing. `counts` holds how often each word occurs in the text.
    pub(crate) fn hits(&self, ids: &[u32], counts: &[u32], heads: &mut Vec<u32>, hits: &mut [usize]) {
        let Some((words, longer)) = hits.split_first_mut() else { return };
        *words = self.words.iter().zip(counts).map(|(&here, &there)| here.min(there) as usize).sum();
        heads.clear();
        heads.extend_from_slice(ids);
        for ((length, level), hits) in (2..).zip(&self.levels).zip(longer) {
            *hits = level.hits(&mut heads[..total(ids.len(), length)], &ids[ids.len().min(length - 1)..]);
        }
    }
}

impl Level {
    fn with_capacity(grams: usize) -> Self {
        let slots = (2 * grams).next_power_of_two().max(4);
        Level { slots: vec![0; slots], pairs: Vec::with_capacity(grams), counts: Vec::with_capacity(grams) }
    }

    fn add(&mut self, head: u32, last: u32) -> u32 {
        let pair = pair(head, last);
        let slot = self.slot(pair);
        if self.slots[slot] == 0 {
            self.pairs.push(pair);
            self.counts.push(0);
            self.slots[slot] = self.pairs.len() as u32;
        }
        let id = self.slots[slot] - 1;
        self.counts[id as usize] += 1;
        id
    }

    /// Makes n-grams of their heads and last words, and counts those that are here.
    fn hits(&self, heads: &mut [u32], last: &[u32]) -> usize {
        let mut hits = 0;
        let mut left = self.counts.clone();
        for (head, &last) in heads.iter_mut().zip(last) {
            if *head == ABSENT {
                continue;
            }
            match self.slots[self.slot(pair(*head, last))] {
                0 => *head = ABSENT,
                id => {
                    *head = id - 1;
                    let left = &mut left[*head as usize];
                    hits += usize::from(*left > 0);
                    *left = left.saturating_sub(1);
                }
            }
        }
        hits
    }

    #[inline]
    fn slot(&self, pair: u64) -> usize {
        let last = self.slots.len() - 1;
        let mut slot = (pair.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & last;
        loop {
            let held = self.slots[slot];
            if held == 0 || self.pairs[held as usize - 1] == pair {
                return slot;
            }
            slot = (slot + 1) & last;
        }
    }
}

#[inline]
fn pair(head: u32, last: u32) -> u64 {
    u64::from(head) << 32 | u64::from(last)
}

/// How many n-grams of a length a text of so many words has.
pub(crate) fn total(words: usize, length: usize) -> usize {
    (words + 1).saturating_sub(length)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn naive(reference: &[u32], text: &[u32], length: usize) -> usize {
        let count = |ids: &[u32]| {
            let mut counts = BTreeMap::new();
            ids.windows(length).for_each(|gram| *counts.entry(gram.to_vec()).or_insert(0usize) += 1);
            counts
        };
        let (here, there) = (count(reference), count(text));
        here.iter().map(|(gram, &count)| count.min(there.get(gram).copied().unwrap_or(0))).sum()
    }

    proptest! {
        #[test]
        fn hits_are_those_of_counted_windows(
            reference in prop::collection::vec(0u32..4, 0..30),
            text in prop::collection::vec(0u32..5, 0..30),
        ) {
            let grams = Grams::new(&reference, 4, 9);
            let mut counts = vec![0; 5];
            text.iter().for_each(|&id| counts[id as usize] += 1);
            let mut hits = [0; 9];
            grams.hits(&text, &counts, &mut Vec::new(), &mut hits);
            for (length, hits) in (1..).zip(hits) {
                prop_assert_eq!(hits, naive(&reference, &text, length), "{} words", length);
                prop_assert_eq!(grams.total(length), reference.windows(length).count());
            }
        }
    }
}
