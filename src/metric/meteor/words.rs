//! [`Words`]: the words of a sentence as numbers; [`WordList`] holds words, [`LowerWords`] those of a text in lower case,
//! [`Table`] finds them.

use std::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;

use crate::error::{Result, check_limit};
use crate::metric::touch::touch;
use crate::text::ascii_block::{bits, for_each_run};
use crate::text::python::is_space;

/// What stands between white space, as `str.split()` of Python.
pub(crate) fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(is_space).filter(|word| !word.is_empty())
}

/// A word, and a hash by which it is found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word<'w> {
    pub(crate) text: &'w str,
    hash: u32,
}

impl<'w> Word<'w> {
    #[inline]
    pub(crate) fn of(text: &'w str) -> Self {
        let mut hasher = FixedState::default().build_hasher();
        hasher.write(text.as_bytes());
        Word { text, hash: hasher.finish() as u32 }
    }
}

/// Words one after another, end to end in one string.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct WordList {
    text: String,
    ends: Vec<usize>,
    hashes: Vec<u32>,
}

impl WordList {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    #[inline]
    pub(crate) fn get(&self, at: usize) -> Word<'_> {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        Word { text: &self.text[start..self.ends[at]], hash: self.hashes[at] }
    }

    #[inline]
    fn is(&self, at: usize, text: &str) -> bool {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        self.text.as_bytes()[start..self.ends[at]] == *text.as_bytes()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Word<'_>> {
        (0..self.len()).map(|at| self.get(at))
    }

    pub(crate) fn push(&mut self, word: Word<'_>) {
        self.text.push_str(word.text);
        self.ends.push(self.text.len());
        self.hashes.push(word.hash);
    }

    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.hashes.clear();
    }
}

/// Where the words of a list are found by their hashes; the words of the list are distinct.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// A power of two of slots, at most half of them taken; a word stands at the first free slot from the one that its
    /// hash names.
    slots: Vec<Slot>,
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    hash: u32,
    number: u32,
}

const FREE: Slot = Slot { hash: 0, number: u32::MAX };

impl Table {
    /// Holds the words of `list` instead of those before.
    ///
    /// A reference is met once for each system, when no cache holds it any more: reading its hashes in turn and finding
    /// words here takes less time than finding them in a table of the reference's own.
    pub(crate) fn fill(&mut self, list: &WordList) {
        self.slots.clear();
        self.slots.resize((2 * list.len()).next_power_of_two().max(16), FREE);
        (0u32..).zip(&list.hashes).for_each(|(number, &hash)| self.put(Slot { hash, number }));
    }

    fn put(&mut self, slot: Slot) {
        let mask = self.slots.len() - 1;
        let mut at = slot.hash as usize & mask;
        while self.slots[at].number != FREE.number {
            at = (at + 1) & mask;
        }
        self.slots[at] = slot;
    }

    /// The number of a word in the list.
    #[inline]
    pub(crate) fn find(&self, list: &WordList, word: Word<'_>) -> Option<u32> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = word.hash as usize & mask;
        while let Some(slot) = self.slots.get(at).filter(|slot| slot.number != FREE.number) {
            if slot.hash == word.hash && list.is(slot.number as usize, word.text) {
                return Some(slot.number);
            }
            at = (at + 1) & mask;
        }
        None
    }
}

/// Distinct words, numbered in the order of their appearance.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) list: WordList,
    table: Table,
}

impl Names {
    pub(crate) fn clear(&mut self) {
        self.list.clear();
        self.table.slots.clear();
    }

    /// The number of a word.
    #[inline]
    pub(crate) fn find(&self, word: Word<'_>) -> Option<u32> {
        self.table.find(&self.list, word)
    }

    /// The number of a word, new or old.
    pub(crate) fn add(&mut self, word: Word<'_>) -> Result<u32> {
        if let Some(number) = self.find(word) {
            return Ok(number);
        }
        let number = self.list.len();
        check_limit("distinct words of a sentence", u64::from(u32::MAX) - 1, number as u64)?;
        self.list.push(word);
        if 2 * self.list.len() > self.table.slots.len() {
            self.table.fill(&self.list);
        } else {
            self.table.put(Slot { hash: word.hash, number: number as u32 });
        }
        Ok(number as u32)
    }
}

/// Words of a sentence: their numbers, and the distinct ones.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Words {
    /// The number of each word.
    pub(crate) numbers: Vec<u32>,
    pub(crate) distinct: WordList,
}

impl Words {
    /// Numbers words, each as it comes, with `names` to work with.
    pub(crate) fn of<'w>(words: impl Iterator<Item = Word<'w>>, names: &mut Names) -> Result<Self> {
        names.clear();
        let mut numbers = words.map(|word| names.add(word)).collect::<Result<Vec<_>>>()?;
        numbers.shrink_to_fit();
        Ok(Words { numbers, distinct: names.list.clone() })
    }

    /// Fetches all that a search reads.
    pub(crate) fn touch(&self) {
        touch(&self.numbers);
        touch(&self.distinct.hashes);
        touch(&self.distinct.ends);
        touch(self.distinct.text.as_bytes());
    }
}

/// The words of a text in lower case, to be filled again and again.
#[derive(Debug, Default)]
pub(crate) struct LowerWords {
    pub(crate) list: WordList,
}

impl LowerWords {
    /// The words of `text` instead of those before.
    pub(crate) fn read(&mut self, text: &str) {
        self.list.clear();
        // The bytes that white space beyond ASCII begins with.
        if text.bytes().any(|byte| matches!(byte, 0xC2 | 0xE1..=0xE3)) {
            split(text).for_each(|word| self.push(word));
        } else {
            let space = |byte| matches!(byte, b'\t'..=b'\r' | 0x1C..=b' ');
            for_each_run(
                text.as_bytes(),
                |block, _| !bits(block, space),
                |from, to| self.push(&text[from..to]),
            );
        }
    }

    #[inline]
    fn push(&mut self, word: &str) {
        let WordList { text, ends, hashes } = &mut self.list;
        let start = text.len();
        if word.is_ascii() || word.chars().all(is_plain) {
            text.push_str(word);
            text[start..].make_ascii_lowercase();
        } else {
            // As a whole: a sigma at the end of a word has a form of its own.
            text.push_str(&word.to_lowercase());
        }
        hashes.push(Word::of(&text[start..]).hash);
        ends.push(text.len());
    }
}

/// Whether lower case is that of ASCII: the letters of German and of its neighbours, and punctuation.
fn is_plain(character: char) -> bool {
    matches!(character, '\0'..='\u{BF}' | 'ß'..='ÿ' | '\u{2010}'..='\u{205E}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_are_lowered_one_by_one(texts in proptest::collection::vec("[aB\t ΣİÄä”\u{1d}\u{a0}\u{2003}\u{3000}中]{0,20}", 1..4)) {
            let mut words = LowerWords::default();
            for text in &texts {
                words.read(text);
                let expected: Vec<String> = split(text).map(str::to_lowercase).collect();
                prop_assert_eq!(words.list.iter().map(|word| word.text).collect::<Vec<_>>(), expected);
            }
        }

        #[test]
        fn numbers_are_those_of_a_map(words in proptest::collection::vec("[ab]{0,6}", 0..80)) {
            let numbered = Words::of(words.iter().map(|word| Word::of(word)), &mut Names::default()).unwrap();
            let mut table = Table::default();
            table.fill(&numbered.distinct);
            let mut distinct: Vec<&str> = Vec::new();
            for (word, &number) in words.iter().zip(&numbered.numbers) {
                if !distinct.contains(&word.as_str()) {
                    distinct.push(word);
                }
                prop_assert_eq!(distinct[number as usize], word);
                prop_assert_eq!(table.find(&numbered.distinct, Word::of(word)), Some(number));
            }
            prop_assert_eq!(numbered.distinct.len(), distinct.len());
            prop_assert_eq!(table.find(&numbered.distinct, Word::of("c")), None);
        }
    }

    #[test]
    fn plain_characters_are_lowered_as_ascii() {
        for character in ('\0'..=char::MAX).filter(|&character| is_plain(character)) {
            assert!(character.to_lowercase().eq([character.to_ascii_lowercase()]), "{character:?}");
        }
    }

    #[test]
    fn white_space_beyond_ascii_begins_with_few_bytes() {
        for character in ('\u{80}'..=char::MAX).filter(|&character| is_space(character)) {
            let first = character.encode_utf8(&mut [0; 4]).as_bytes()[0];
            assert!(matches!(first, 0xC2 | 0xE1..=0xE3), "{character:?}");
        }
    }
}
