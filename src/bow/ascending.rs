//! [`AscendingTally`]: the numbers of a document in ascending order, and how often each was met, without sorting.
//!
//! Every number has a counter of one byte. Eight counters side by side are a word of memory, and a bit tells whether any of them
//! counts. At the end of a document, the bits that are set lead to the counters, first to last, and both are
//! cleared on the way: what was not met costs a bit. What a byte does not hold is written down elsewhere.

use crate::text::vocabulary::TokenId;

/// Counters that share a bit.
const WORD: usize = 8;
/// Bits that are set in a word of marks which has any, as a rule, or more.
const FEW: usize = 4;
/// Words of marks that are looked at in the time in which a number is put in order among some dozen.
const MARKS_PER_NUMBER: usize = 32;
/// What a counter holds, at most: one that counts is never 0.
const MOST: u32 = u8::MAX as u32;

/// How often numbers below a bound were met in the document at hand.
#[derive(Debug, Default)]
pub(crate) struct AscendingTally {
    counts: Vec<u8>,
    /// A bit for each word of counters.
    marks: Vec<u64>,
    /// Numbers that were met [`MOST`] times more than their counters say, once for each time.
    carried: Vec<u32>,
    /// At the end of a document, which words of marks have any, and room behind them.
    marked: Vec<u32>,
    /// And which words of counters have any that counts, and room.
    counted: Vec<u32>,
}

impl AscendingTally {
    /// For numbers below `bound`.
    pub(crate) fn new(bound: usize) -> Self {
        let words = bound.div_ceil(WORD);
        let marks = words.div_ceil(u64::BITS as usize);
        AscendingTally { counts: vec![0; words * WORD], marks: vec![0; marks], ..AscendingTally::default() }
    }

    /// Whether so few numbers are sooner sorted: each end of a document looks at all marks.
    pub(crate) fn is_wide_for(&self, numbers: usize) -> bool {
        numbers < self.marks.len() / MARKS_PER_NUMBER
    }

    /// Counts a number.
    #[inline(always)]
    pub(crate) fn add(&mut self, number: u32) {
        self.add_few(&[TokenId(number)], 1);
    }

    /// Counts each of `numbers` so many times.
    #[inline]
    pub(crate) fn add_all(&mut self, numbers: &[TokenId], mut times: u32) {
        while times > MOST {
            self.add_few(numbers, MOST);
            times -= MOST;
        }
        self.add_few(numbers, times);
    }

    /// The same for at most [`MOST`] times.
    #[inline(always)]
    fn add_few(&mut self, numbers: &[TokenId], times: u32) {
        for &number in numbers {
            let count = &mut self.counts[number.index()];
            let mut sum = u32::from(*count) + times;
            if sum > MOST {
                sum -= MOST;
                self.carried.push(number.0);
            }
            *count = sum as u8;
            let word = number.index() / WORD;
            self.marks[word / 64] |= 1 << (word % 64);
        }
    }

    /// Ends a document: hands over the numbers that were met in it, ascending, and how often each.
    #[inline]
    pub(crate) fn end_document(&mut self, mut sink: impl FnMut(u32, u32)) {
        // Whether a mark is set is as good as chance: no branch asks for it.
        self.marked.resize(self.marks.len() + 1, 0);
        let mut found = 0;
        for (place, &marks) in (0..).zip(&self.marks) {
            self.marked[found] = place;
            found += usize::from(marks != 0);
        }
        let mut counted = 0;
        for &place in &self.marked[..found] {
            let mut marks = std::mem::take(&mut self.marks[place as usize]);
            let count = marks.count_ones() as usize;
            if self.counted.len() < counted + 64 {
                self.counted.resize(2 * counted + 64, 0);
            }
            // Some are written down whether they are there or not: no branch asks how many there are.
            let room = &mut self.counted[counted..][..64];
            for slot in &mut room[..FEW] {
                *slot = place * 64 + (marks | 1 << 63).trailing_zeros();
                marks &= marks.wrapping_sub(1);
            }
            for slot in &mut room[FEW..] {
                if marks == 0 {
                    break;
                }
                *slot = place * 64 + marks.trailing_zeros();
                marks &= marks - 1;
            }
            counted += count;
        }
        self.carried.sort_unstable();
        let mut carried = self.carried.drain(..).peekable();
        let (words, _) = self.counts.as_chunks_mut::<WORD>();
        for &place in &self.counted[..counted] {
            let mut word = u64::from_le_bytes(std::mem::take(&mut words[place as usize]));
            while word != 0 {
                let byte = word.trailing_zeros() / 8;
                let number = place * WORD as u32 + byte;
                let mut count = (word >> (8 * byte)) as u32 & MOST;
                while carried.next_if_eq(&number).is_some() {
                    count = count.saturating_add(MOST);
                }
                sink(number, count);
                word &= !(u64::from(u8::MAX) << (8 * byte));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn counts_as_a_sorted_map(
            bound in 1..5_000usize,
            documents in prop::collection::vec(
                prop::collection::vec((any::<u32>(), prop_oneof![1..4u32, 200..900u32]), 0..90), 1..4),
        ) {
            let mut tally = AscendingTally::new(bound);
            for document in documents {
                let mut expected = BTreeMap::new();
                for (draw, times) in document {
                    // Some numbers close together, the ends among them.
                    let near = [draw % 9, bound as u32 - 1, draw];
                    let numbers = near.map(|number| number % bound as u32);
                    numbers.iter().for_each(|&number| *expected.entry(number).or_insert(0) += times);
                    tally.add_all(&numbers.map(TokenId), times);
                }
                let mut found = Vec::new();
                tally.end_document(|number, count| found.push((number, count)));
                prop_assert!(found.into_iter().eq(expected));
            }
        }
    }
}
