//! [`Lexicon`]: the distinct words of a reference, numbered as they come.
//!
//! An open table, a quarter to a half full at most, of numbers and of what is left of the hash beside them: most strangers
//! are told by one slot. Of a hypothesis only the words that stand here can match.

use std::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;

use crate::metric::touch::touch;
use crate::metric::words::{Spelling, Words};

/// The distinct words of a text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexicon {
    /// In the lower bits the number of a word and one more, 0 for a free slot; in the others those of its hash. There is
    /// a power of two of slots: so many lower bits are enough.
    slots: Vec<u32>,
    /// The words by their numbers.
    words: Words,
}

impl Lexicon {
    /// Forgets all words and makes room for so many.
    pub(crate) fn clear(&mut self, words: usize) {
        self.slots.clear();
        self.slots.resize((2 * words).next_power_of_two().max(4), 0);
        self.words.clear();
    }

    /// How many words there are; the number of any other word.
    #[inline]
    pub(crate) fn len(&self) -> u32 {
        self.words.len() as u32
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

    /// The number of a word; [`Lexicon::len`] if it is not here.
    #[inline]
    pub(crate) fn find(&self, word: Spelling<'_>) -> u32 {
        self.seek(word).unwrap_or(self.len())
    }

    /// Fetches all that a search reads.
    #[inline]
    pub(crate) fn touch(&self) {
        touch(&self.slots);
        self.words.touch();
    }

    fn insert(&mut self, word: Spelling<'_>) -> u32 {
        match self.seek(word) {
            Ok(number) => number,
            Err((slot, tag)) => {
                let number = self.len();
                self.words.push_spelling(word);
                self.slots[slot] = tag | (number + 1);
                number
            }
        }
    }

    /// The number of a word, or the free slot where it would stand and the bits of its hash that belong there.
    #[inline]
    fn seek(&self, word: Spelling<'_>) -> Result<u32, (usize, u32)> {
        let last = self.slots.len() - 1;
        let hash = hash(word);
        let tag = hash & !(last as u32);
        let mut slot = hash as usize & last;
        loop {
            let held = self.slots[slot];
            if held == 0 {
                return Err((slot, tag));
            }
            let number = (held & last as u32).wrapping_sub(1);
            if held & !(last as u32) == tag && self.words.is(number as usize, word) {
                return Ok(number);
            }
            slot = (slot + 1) & last;
        }
    }
}

#[inline]
fn hash(word: Spelling<'_>) -> u32 {
    match word {
        Spelling::Short(number) => {
            let mixed =
                (number as u64 ^ ((number >> 64) as u64).rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            (mixed >> 32) as u32
        }
        Spelling::Long(text) => {
            let mut hasher = FixedState::default().build_hasher();
            hasher.write(text);
            hasher.finish() as u32
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(texts: &[&str]) -> Words {
        let mut words = Words::default();
        texts.iter().for_each(|text| words.push_spelling(Spelling::of(text.as_bytes())));
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
