//! [`SentenceLengths`]: how long each sentence is and where it starts, in about a byte a sentence.
//!
//! A length below 255 is a byte; of a longer one, what is above 255 lies in a list beside it. Every 256th sentence
//! has its start noted, so that any start is the sum of less than 256 bytes.

use std::ops::Range;

/// Sentences between two noted starts.
const BLOCK: usize = 256;

/// Lengths of sentences, in their order.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct SentenceLengths {
    /// The length, at most 255.
    short: Vec<u8>,
    /// Sentences of at least 255 words, and by how much they are longer.
    long: Vec<(usize, u64)>,
    blocks: Vec<Block>,
    total: u64,
}

/// What comes before a block of sentences.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Block {
    ids: u64,
    long: usize,
}

impl SentenceLengths {
    /// Adds a sentence.
    pub(crate) fn push(&mut self, length: u64) {
        if self.short.len().is_multiple_of(BLOCK) {
            self.blocks.push(Block { ids: self.total, long: self.long.len() });
        }
        let short = length.min(u64::from(u8::MAX)) as u8;
        if short == u8::MAX {
            self.long.push((self.short.len(), length - u64::from(short)));
        }
        self.short.push(short);
        self.total += length;
    }

    /// How many sentences there are.
    pub(crate) fn count(&self) -> usize {
        self.short.len()
    }

    /// How many ids they hold.
    pub(crate) fn total(&self) -> u64 {
        self.total
    }

    /// Where a sentence begins among the ids of all; for `count()`, their end.
    ///
    /// # Panics
    /// If `sentence` is above `count()`.
    pub(crate) fn start(&self, sentence: usize) -> u64 {
        let before = &self.short[..sentence];
        let Some(block) = self.blocks.get(sentence / BLOCK) else { return self.total };
        let short: u64 = before[sentence / BLOCK * BLOCK..].iter().map(|&length| u64::from(length)).sum();
        let long = self.long[block.long..].iter().take_while(|long| long.0 < sentence);
        block.ids + short + long.map(|long| long.1).sum::<u64>()
    }

    /// The lengths of some sentences.
    pub(crate) fn of(&self, sentences: Range<usize>) -> impl Iterator<Item = u64> {
        let first_long = self.long.partition_point(|long| long.0 < sentences.start);
        let mut long = self.long[first_long..].iter();
        self.short[sentences].iter().map(move |&short| match short {
            u8::MAX => u64::from(short) + long.next().map_or(0, |long| long.1),
            _ => u64::from(short),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn starts_are_sums_of_lengths(
            lengths in prop::collection::vec(prop_oneof![0..300u64, 254..257u64, Just(70_000)], 0..700),
            cut in 0..700usize,
        ) {
            let mut kept = SentenceLengths::default();
            lengths.iter().for_each(|&length| kept.push(length));
            prop_assert_eq!(kept.count(), lengths.len());
            let mut start = 0;
            for (sentence, length) in lengths.iter().enumerate() {
                prop_assert_eq!(kept.start(sentence), start);
                start += length;
            }
            prop_assert_eq!((kept.start(lengths.len()), kept.total()), (start, start));
            let cut = cut.min(lengths.len());
            prop_assert_eq!(kept.of(cut..lengths.len()).collect::<Vec<_>>(), &lengths[cut..]);
        }
    }
}
