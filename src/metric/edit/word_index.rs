//! [`WordIndex`]: the words of a reference, ready to be found again in as many hypotheses as there are systems.

use std::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;

use crate::metric::edit::operation::{EditCounts, EditOperation};
use crate::metric::edit::places::WORD;
use crate::metric::edit::trace::{Pair, back, shifted, small_table};
use crate::text::ascii_block::{bits, for_each_run};

/// The words of a text, numbered in the order of their appearance: what [`Wer`](super::Wer) makes of a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordIndex {
    text: Box<str>,
    /// The number of each word of the text.
    numbers: Vec<u32>,
    /// The first place of each number in the text, in bytes.
    spans: Vec<(u32, u32)>,
    /// For each number the places of its words, a bit each; of a text of at most 64 words.
    places: Vec<u64>,
    /// By hash; a free slot holds no number.
    slots: Box<[Slot]>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Slot {
    hash: u64,
    number: u32,
}

const FREE: u32 = u32::MAX;

impl WordIndex {
    /// The words between `delimiter`s.
    pub(crate) fn of(text: Box<str>, delimiter: &str) -> Self {
        let mut words = Vec::new();
        for_each_word(&text, delimiter, |from, to| words.push((from as u32, to as u32)));
        let free = Slot { hash: 0, number: FREE };
        let mut index = WordIndex {
            text,
            numbers: Vec::with_capacity(words.len()),
            spans: Vec::with_capacity(words.len()),
            places: Vec::new(),
            slots: vec![free; (words.len() * 2).next_power_of_two().max(2)].into_boxed_slice(),
        };
        for span in words {
            let number = index.number_of(span);
            index.numbers.push(number);
        }
        if index.numbers.len() <= WORD {
            index.places = vec![0; index.spans.len()];
            for (place, &number) in index.numbers.iter().enumerate() {
                index.places[number as usize] |= 1 << place;
            }
        }
        index
    }

    /// The number of a word of the text, new or old.
    fn number_of(&mut self, span: (u32, u32)) -> u32 {
        let word = &self.text[span.0 as usize..span.1 as usize];
        let hash = hash(word);
        match self.slot(word, hash) {
            Ok(number) => number,
            Err(free) => {
                let number = self.spans.len() as u32;
                self.slots[free] = Slot { hash, number };
                self.spans.push(span);
                number
            }
        }
    }

    /// The number of a word, or the slot that it would have. There are at least twice as many slots as words.
    #[inline]
    fn slot(&self, word: &str, hash: u64) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot.number == FREE {
                return Err(at);
            }
            if slot.hash == hash && self.word(slot.number) == word {
                return Ok(slot.number);
            }
            at = (at + 1) & mask;
        }
    }

    fn word(&self, number: u32) -> &str {
        let (from, to) = self.spans[number as usize];
        &self.text[from as usize..to as usize]
    }

    #[inline]
    fn find(&self, word: &str) -> Option<u32> {
        self.slot(word, hash(word)).ok()
    }

    /// How the words of `hypothesis` differ from these.
    pub(crate) fn compare(&self, hypothesis: &str, delimiter: &str) -> EditCounts {
        if self.numbers.len() > WORD {
            return self.compare_long(hypothesis, delimiter);
        }
        let mut equal = Vec::with_capacity(WORD);
        for_each_word(hypothesis, delimiter, |from, to| {
            let number = self.find(&hypothesis[from..to]);
            equal.push(number.map_or(0, |number| self.places[number as usize]));
        });
        count_of_few(self.numbers.len(), equal)
    }

    fn compare_long(&self, hypothesis: &str, delimiter: &str) -> EditCounts {
        let mut second = Vec::new();
        for_each_word(hypothesis, delimiter, |from, to| {
            second.push(self.find(&hypothesis[from..to]).unwrap_or(u32::MAX));
        });
        let pair = Pair { first: self.numbers.clone(), second, distinct: self.spans.len() };
        let mut counts = EditCounts::default();
        pair.trace(&mut |operation, times| counts.note(operation, times as u64));
        counts
    }
}

/// The counts of a reference of at most 64 words and a hypothesis whose words stand in it at the places of `equal`.
fn count_of_few(columns: usize, mut equal: Vec<u64>) -> EditCounts {
    let rows = equal.len();
    let shorter = columns.min(rows);
    let prefix = (0..shorter).take_while(|&at| equal[at] >> at & 1 == 1).count();
    let is_last = |at: &usize| equal[rows - 1 - at] >> (columns - 1 - at) & 1 == 1;
    let suffix = (0..shorter - prefix).take_while(is_last).count();
    let mut counts = EditCounts { hits: (prefix + suffix) as u64, ..EditCounts::default() };
    let (columns, rows) = (columns - prefix - suffix, rows - prefix - suffix);
    if columns == 0 || rows == 0 {
        (counts.deletions, counts.insertions) = (columns as u64, rows as u64);
        return counts;
    }
    let equal = &mut equal[prefix..prefix + rows];
    equal.iter_mut().for_each(|places| *places >>= prefix);
    let (table, _) = small_table(equal, columns);
    let at = |row: usize, column: usize| shifted(table[row], column);
    let is_equal = |column: usize, row: usize| equal[row] >> column & 1 == 1;
    back(columns, rows, at, is_equal, |operation: EditOperation| counts.note(operation, 1));
    counts
}

fn hash(word: &str) -> u64 {
    let mut hasher = FixedState::default().build_hasher();
    hasher.write(word.as_bytes());
    hasher.finish()
}

/// Hands the bounds of the words between `delimiter`s to `sink`, in bytes; empty ones are none.
#[inline]
pub(crate) fn for_each_word(text: &str, delimiter: &str, mut sink: impl FnMut(usize, usize)) {
    if delimiter == " " {
        return for_each_run(text.as_bytes(), |block, _| !bits(block, |byte| byte == b' '), sink);
    }
    let mut from = 0;
    for word in text.split(delimiter) {
        if !word.is_empty() {
            sink(from, from + word.len());
        }
        from += word.len() + delimiter.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_are_what_splitting_gives(text in "[ aé|]{0,150}") {
            for delimiter in [" ", "|", "a "] {
                let mut words = Vec::new();
                for_each_word(&text, delimiter, |from, to| words.push(&text[from..to]));
                let expected: Vec<&str> = text.split(delimiter).filter(|word| !word.is_empty()).collect();
                prop_assert_eq!(words, expected);
            }
        }

        /// References of up to 64 words and of more go two ways, which must agree.
        #[test]
        fn long_and_short_ways_agree(first in "([abc] ?){0,60}", second in "([abcd] ?){0,90}") {
            let index = WordIndex::of(first.into(), " ");
            prop_assert_eq!(index.compare(&second, " "), index.compare_long(&second, " "));
        }
    }
}
