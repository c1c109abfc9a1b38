//! [`Grams`]: the n-grams of a reference and how often each occurs.
//!
//! An n-gram is the number of its first n − 1 words and its last word. No two n-grams of any length have the same such
//! pair, so one table from pairs to numbers serves all lengths, and no n-gram is ever a text. The numbers of single words
//! come first, then one number for all that is not here, then longer n-grams.

/// The n-grams of a text, up to a length.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grams {
    /// How often each n-gram occurs, by its number.
    counts: Vec<u32>,
    /// How far the number of an n-gram is behind `absent`; 0 for a free slot.
    slots: Vec<u32>,
    /// The number of the first words and the last word, of each n-gram of two and more words.
    pairs: Vec<u64>,
    /// The number of words and n-grams that are not here; those of single words are below.
    absent: u32,
    /// Words of the text.
    len: usize,
    /// Room for the n-grams that start at each word of a text.
    heads: Vec<u32>,
    /// Room for how often each n-gram has not been met yet.
    left: Vec<u32>,
}

impl Grams {
    /// The n-grams of words whose numbers are below `distinct`, in place of those that were here.
    pub(crate) fn fill(&mut self, ids: &[u32], distinct: u32, longest: usize) {
        let longer: usize = (2..=longest).map(|length| total(ids.len(), length)).sum();
        self.slots.clear();
        self.slots.resize(if longest < 2 { 0 } else { (2 * longer).next_power_of_two().max(4) }, 0);
        self.pairs.clear();
        self.counts.clear();
        self.counts.resize(distinct as usize + 1, 0);
        self.absent = distinct;
        self.len = ids.len();
        ids.iter().for_each(|&id| self.counts[id as usize] += 1);
        let mut heads = std::mem::take(&mut self.heads);
        heads.clear();
        heads.extend_from_slice(ids);
        for length in 2..=longest {
            for (head, &last) in heads.iter_mut().zip(ids.get(length - 1..).unwrap_or_default()) {
                *head = self.add(*head, last);
            }
        }
        self.heads = heads;
    }

    /// How many n-grams of a length there are.
    pub(crate) fn total(&self, length: usize) -> usize {
        total(self.len, length)
    }

    /// How many n-grams of each length a text shares with this one, no n-gram more often than either has it: for 1, 2, …
    /// words, as many lengths as `hits` has, which must not be longer than those counted here.
    ///
    /// Words that are not here have the number behind all others. `counts` holds how often each word occurs in the text,
    /// at the end that one.
    pub(crate) fn hits(&mut self, ids: &[u32], counts: &[u32], hits: &mut [usize]) {
        let Some((words, longer)) = hits.split_first_mut() else { return };
        let known = self.counts.iter().zip(counts).take(self.absent as usize);
        *words = known.map(|(&here, &there)| here.min(there)).sum::<u32>() as usize;
        if longer.is_empty() {
            return;
        }
        self.heads.clear();
        self.heads.extend_from_slice(ids);
        self.left.clear();
        self.left.extend_from_slice(&self.counts);
        for (length, hits) in (2..).zip(longer) {
            *hits = self.hits_of_longer(ids.get(length - 1..).unwrap_or_default());
        }
    }

    /// Makes n-grams of `heads` and last words, and counts those that are left.
    fn hits_of_longer(&mut self, last: &[u32]) -> usize {
        let mut hits = 0;
        for (at, &last) in last.iter().enumerate() {
            let gram = self.find(self.heads[at], last);
            self.heads[at] = gram;
            // Of what is absent, none is left.
            let left = &mut self.left[gram as usize];
            hits += usize::from(*left > 0);
            *left = left.saturating_sub(1);
        }
        hits
    }

    fn add(&mut self, head: u32, last: u32) -> u32 {
        let pair = pair(head, last);
        let slot = self.slot(pair);
        if self.slots[slot] == 0 {
            self.pairs.push(pair);
            self.counts.push(0);
            self.slots[slot] = self.pairs.len() as u32;
        }
        let id = self.absent + self.slots[slot];
        self.counts[id as usize] += 1;
        id
    }

    #[inline]
    fn find(&self, head: u32, last: u32) -> u32 {
        if head == self.absent || last == self.absent {
            return self.absent;
        }
        self.absent + self.slots[self.slot(pair(head, last))]
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
            let mut grams = Grams::default();
            // What was here before must not show.
            grams.fill(&text, 5, 3);
            grams.fill(&reference, 4, 9);
            let mut counts = vec![0; 5];
            text.iter().for_each(|&id| counts[id as usize] += 1);
            let mut hits = [0; 9];
            grams.hits(&text, &counts, &mut hits);
            for (length, hits) in (1..).zip(hits) {
                prop_assert_eq!(hits, naive(&reference, &text, length), "{} words", length);
                prop_assert_eq!(grams.total(length), reference.windows(length).count());
            }
        }
    }
}
