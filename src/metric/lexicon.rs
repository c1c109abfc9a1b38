//! [`Lexicon`]: the distinct words of a reference, numbered as they come.
//!
//! An open table of numbers, a quarter to a half full; of a hypothesis only the words that stand here can match.

use std::collections::BTreeMap;

use crate::metric::rouge::words::{Spelling, Words};

/// The distinct words of a text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexicon {
    /// The number of a word, and one more; 0 for a free slot.
    slots: Vec<u32>,
    /// The words by their numbers; 0 for a long one.
    short: Vec<u128>,
    long: BTreeMap<Box<[u8]>, u32>,
}

impl Lexicon {
    /// Forgets all words and makes room for so many.
    pub(crate) fn clear(&mut self, words: usize) {
        self.slots.clear();
        self.slots.resize((2 * words).next_power_of_two().max(4), 0);
        self.short.clear();
        self.long.clear();
    }

    /// How many words there are; the number of any other word.
    pub(crate) fn len(&self) -> u32 {
        self.short.len() as u32
    }

    /// The numbers of words into `ids`, new ones included. There must be room for all.
    pub(crate) fn number(&mut self, words: &Words, ids: &mut Vec<u32>) {
        ids.clear();
        ids.extend(words.spellings().map(|word| self.insert(word)));
    }

    /// The numbers of words into `ids`; [`Lexicon::len`] for those that are not here.
    pub(crate) fn find_all(&self, words: &Words, ids: &mut Vec<u32>) {
        ids.clear();
        ids.extend(words.spellings().map(|word| self.find(word)));
    }

    fn insert(&mut self, word: Spelling<'_>) -> u32 {
        let next = self.len();
        match word {
            Spelling::Short(number) => {
                let slot = self.slot(number);
                if self.slots[slot] == 0 {
                    self.slots[slot] = next + 1;
                    self.short.push(number);
                }
                self.slots[slot] - 1
            }
            Spelling::Long(text) => match self.long.get(text) {
                Some(&id) => id,
                None => {
                    self.long.insert(text.into(), next);
                    self.short.push(0);
                    next
                }
            },
        }
    }

    #[inline]
    fn find(&self, word: Spelling<'_>) -> u32 {
        match word {
            Spelling::Short(number) => match self.slots[self.slot(number)] {
                0 => self.len(),
                id => id - 1,
            },
            Spelling::Long(text) => self.long.get(text).copied().unwrap_or_else(|| self.len()),
        }
    }

    /// The slot of a short word, or the free one where it would stand.
    #[inline]
    fn slot(&self, number: u128) -> usize {
        let last = self.slots.len() - 1;
        let mixed =
            (number as u64 ^ ((number >> 64) as u64).rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut slot = (mixed >> 32) as usize & last;
        loop {
            let held = self.slots[slot];
            if held == 0 || self.short[held as usize - 1] == number {
                return slot;
            }
            slot = (slot + 1) & last;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::rouge::words::Word;

    fn words(texts: &[&str]) -> Words {
        let mut words = Words::default();
        for text in texts {
            match Word::from_text(text.as_bytes()) {
                Some(word) => words.push(word),
                None => words.push_long(text.as_bytes()),
            }
        }
        words
    }

    #[test]
    fn numbers_come_in_order_and_strangers_share_one() {
        let long = "a word of many bytes";
        let text = words(&["b", "a", "b", long, "c", long]);
        let mut lexicon = Lexicon::default();
        lexicon.clear(text.len());
        let mut ids = vec![7];
        lexicon.number(&text, &mut ids);
        assert_eq!(ids, [0, 1, 0, 2, 3, 2]);
        lexicon.find_all(&words(&["c", "d", long, "another word of many bytes", "a"]), &mut ids);
        assert_eq!(ids, [3, 4, 2, 4, 1]);
    }

    #[test]
    fn a_full_table_still_answers() {
        let texts: Vec<String> = (0..1000).map(|number| number.to_string()).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let text = words(&texts);
        let mut lexicon = Lexicon::default();
        lexicon.clear(text.len());
        let mut ids = Vec::new();
        lexicon.number(&text, &mut ids);
        assert_eq!(ids, (0..1000).collect::<Vec<_>>());
        lexicon.clear(0);
        assert_eq!(lexicon.find(Spelling::Short(5)), 0);
    }
}
