//! [`Vocabulary`]: words and their numbers, each the other's way back.
//!
//! Words lie end to end in one string. The hash table holds numbers, each beside half of the hash of its word, and is small; the
//! length, the first and the last eight bytes of every word stand by number, so that most look-ups never touch the string. Words
//! that are frequent are met early: what is known of them lies close together. Numbers are given in the
//! order of insertion, so who builds a vocabulary fixes the order: [`Vocabulary::sorted`] (code points,
//! as scikit-learn) and [`Vocabulary::by_count`] (count ↓, then word ↑, as word2vec) are the documented
//! ones, and [`Vocabulary::first_seen`] keeps the order of the words themselves. The hash is fixed, not seeded, and never decides an order. Words chosen to collide make look-ups
//! slow, not wrong.

use std::hash::BuildHasher;
use std::ops::Range;
use std::sync::OnceLock;

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_limit};
use crate::radix;
use crate::text::padded::{Found, Padded, PaddedWord};

const HASH: FixedState = FixedState::with_seed(0x5f3a_91c4);

/// The number of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TokenId(pub u32);

impl TokenId {
    /// Stands for every word that the vocabulary does not hold, where its place must be kept.
    pub const UNKNOWN: TokenId = TokenId(u32::MAX);

    /// As an index.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Distinct words, numbered from 0.
///
/// # Examples
/// ```
/// use wordmill::text::{TokenId, Vocabulary};
/// let vocabulary = Vocabulary::sorted(["good", "bad", "good"])?;
/// assert_eq!(vocabulary.id("good"), Some(TokenId(1)));
/// assert_eq!(vocabulary.word(TokenId(0)), "bad");
/// assert_eq!(vocabulary.id("ugly"), None);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
pub struct Vocabulary {
    text: String,
    ends: Vec<usize>,
    keys: Vec<Key>,
    /// A power of two of slots, at most two thirds of them taken; a word stands at the first free slot from the
    /// one that its hash names. Made when the first word is sought: many vocabularies are only read out.
    table: OnceLock<Vec<Slot>>,
}

/// A place in the hash table: a number and one more; 0 is free.
type Slot = u32;

/// The number in a slot; past all numbers where it is free.
#[inline(always)]
fn id_in(slot: Slot) -> u32 {
    slot.wrapping_sub(1)
}

/// Words whose slots are read side by side: a bit each in a `u32`.
const AT_ONCE: usize = 32;

/// A word whose slot was read.
#[derive(Clone, Copy, Default)]
struct Sought {
    key: Key,
    slot: Slot,
    /// Which run of those that are looked at it is.
    run: usize,
}

/// What tells words apart at a glance: equal words have equal keys, and equal keys of up to sixteen bytes
/// are equal words.
#[derive(Debug, Clone, Copy, Default)]
struct Key {
    /// The first eight bytes, or all there are.
    head: u64,
    /// The last eight bytes of a longer word.
    tail: u64,
    len: usize,
}

impl Key {
    /// The key of no word that a slot can stand for.
    const NONE: Key = Key { head: 0, tail: 0, len: usize::MAX };

    #[inline]
    fn of(word: &str) -> Key {
        let bytes = word.as_bytes();
        let len = bytes.len();
        let four =
            |at: usize| bytes[at..].first_chunk::<4>().map_or(0, |four| u64::from(u32::from_le_bytes(*four)));
        let one = |at: usize| u64::from(bytes[at]) << (8 * at);
        let head = match (bytes.first_chunk::<8>(), len) {
            (Some(eight), _) => u64::from_le_bytes(*eight),
            // Two reads that overlap in the middle cover four to seven bytes, three cover one to three.
            (None, 4..) => four(0) | four(len - 4) << (8 * (len - 4)),
            (None, 1..) => one(0) | one(len / 2) | one(len - 1),
            (None, 0) => 0,
        };
        Key::new(head, bytes.last_chunk().map_or(0, |eight| u64::from_le_bytes(*eight)), len)
    }

    /// The key of a word whose first and last eight bytes are one read away.
    #[inline(always)]
    fn of_padded(word: PaddedWord<'_>) -> Key {
        Key::new(word.head(), word.tail(), word.len())
    }

    #[inline(always)]
    fn new(head: u64, tail: u64, len: usize) -> Key {
        Key { head, tail: if len > 8 { tail } else { 0 }, len }
    }

    /// Whether two keys are equal, without a branch for each part.
    #[inline(always)]
    fn equals(self, other: Key) -> bool {
        (self.head ^ other.head) | (self.tail ^ other.tail) | (self.len ^ other.len) as u64 == 0
    }

    /// Whether it says everything of its word.
    #[inline(always)]
    fn is_whole(self) -> bool {
        self.len <= 16
    }

    /// The hash of its word.
    #[inline(always)]
    fn hash<'w>(self, word: impl FnOnce() -> &'w [u8]) -> u64 {
        if self.is_whole() { self.hash_of_whole() } else { HASH.hash_one(word()) }
    }

    /// The hash of its word, if the key says everything of it.
    #[inline(always)]
    fn hash_of_whole(self) -> u64 {
        let rest = self.tail ^ self.len as u64;
        let product =
            u128::from(self.head ^ 0x9e37_79b9_7f4a_7c15) * u128::from(rest ^ 0xd6e8_feb8_6659_fd93);
        (product >> 64) as u64 ^ product as u64
    }
}

impl Vocabulary {
    /// The distinct words, in code-point order.
    ///
    /// # Errors
    /// [`Error::Limit`] past 2³² − 1 words.
    pub fn sorted<S: AsRef<str>>(words: impl IntoIterator<Item = S>) -> Result<Self> {
        let mut found = Vocabulary::default();
        for word in words {
            found.add(word.as_ref())?;
        }
        let mut order: Vec<&str> = found.iter().collect();
        order.sort_unstable();
        Self::in_order(order)
    }

    /// The distinct words, the most frequent first and equally frequent ones in code-point order.
    ///
    /// # Errors
    /// [`Error::Limit`] past 2³² − 1 words.
    pub fn by_count<S: AsRef<str>>(words: impl IntoIterator<Item = S>) -> Result<Self> {
        let (mut found, mut counts) = (Vocabulary::default(), Vec::new());
        for word in words {
            let id = found.add(word.as_ref())?;
            counts.resize(found.len(), 0u64);
            counts[id.index()] += 1;
        }
        let mut order: Vec<(&str, u64)> = found.iter().zip(counts).collect();
        order.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        Self::in_order(order.into_iter().map(|(word, _)| word))
    }

    /// The distinct words, in the order in which they were first seen.
    ///
    /// # Errors
    /// [`Error::Limit`] past 2³² − 1 words.
    pub fn first_seen<S: AsRef<str>>(words: impl IntoIterator<Item = S>) -> Result<Self> {
        let mut vocabulary = Vocabulary::default();
        for word in words {
            vocabulary.add(word.as_ref())?;
        }
        Ok(vocabulary)
    }

    /// Words that are distinct already, in the order given.
    pub(crate) fn in_order<'w>(words: impl IntoIterator<Item = &'w str>) -> Result<Self> {
        let mut vocabulary = Vocabulary::default();
        for word in words {
            vocabulary.add(word)?;
        }
        Ok(vocabulary)
    }

    /// The numbers of all words, in code-point order of the words.
    pub(crate) fn sorted_ids(&self) -> Vec<TokenId> {
        // Eight bytes, the first one highest, decide about most pairs.
        let mut order: Vec<(u64, u32)> =
            self.keys.iter().zip(0..).map(|(key, id)| (key.head.swap_bytes(), id)).collect();
        radix::sort(&mut order, &mut radix::Room::default(), |&(head, _)| head);
        let word = |&(_, id): &(u64, u32)| self.word(TokenId(id));
        for alike in order.chunk_by_mut(|a, b| a.0 == b.0).filter(|alike| alike.len() > 1) {
            alike.sort_unstable_by(|a, b| word(a).cmp(word(b)));
        }
        order.into_iter().map(|(_, id)| TokenId(id)).collect()
    }

    /// The same words, or some of them, in another order; no number may be there twice.
    pub(crate) fn in_order_of(&self, order: &[TokenId]) -> Self {
        let (mut text, mut ends) = (String::with_capacity(self.text.len()), Vec::with_capacity(order.len()));
        for &id in order {
            text.push_str(self.word(id));
            ends.push(text.len());
        }
        let keys = order.iter().map(|id| self.keys[id.index()]).collect();
        Vocabulary { text, ends, keys, table: OnceLock::new() }
    }

    /// The number of `word`, which is added at the end if it is new.
    ///
    /// # Errors
    /// [`Error::Limit`] past 2³² − 1 words.
    #[inline]
    pub(crate) fn add(&mut self, word: &str) -> Result<TokenId> {
        let key = Key::of(word);
        self.add_of(key, word)
    }

    /// The numbers of all words of another vocabulary; those that are new are added.
    ///
    /// # Errors
    /// As [`Vocabulary::add`].
    pub(crate) fn add_all(&mut self, words: &Vocabulary) -> Result<Vec<TokenId>> {
        words.keys.iter().zip(words.iter()).map(|(&key, word)| self.add_of(key, word)).collect()
    }

    #[inline]
    fn add_of(&mut self, key: Key, word: &str) -> Result<TokenId> {
        let hash = key.hash(|| word.as_bytes());
        match self.seek(key, hash, word.as_bytes()) {
            Ok(id) => Ok(id),
            Err(slot) => self.add_new(slot, key, word),
        }
    }

    /// The same for words of a padded text, whose numbers are put behind `ids`.
    ///
    /// The slots of some words are read before any of them is looked at: where the table is larger than the caches, reads
    /// wait for memory side by side and not one after another. Words that do not stand in the slot which their hash names, and
    /// long ones, are then added one by one.
    ///
    /// # Errors
    /// As [`Vocabulary::add`].
    pub(crate) fn add_words(&mut self, text: &Padded, found: &Found, ids: &mut Vec<u32>) -> Result<()> {
        ids.reserve(found.count);
        let (mut sought, mut numbers) = ([Sought::default(); AT_ONCE], [0; AT_ONCE]);
        for runs in found.runs().chunks(AT_ONCE) {
            let table = self.table();
            let (mask, mut words) = (table.len() - 1, 0);
            for (run, &bounds) in (0..).zip(runs) {
                let key = Key::of_padded(text.word(bounds));
                let slot = table[key.hash_of_whole() as usize & mask];
                sought[words] = Sought { key, slot, run };
                words += usize::from(found.is_word(bounds));
            }
            let mut others = 0u32;
            for at in 0..words {
                let Sought { key, slot, .. } = sought[at];
                let known = self.keys.get(id_in(slot) as usize).copied().unwrap_or(Key::NONE);
                numbers[at] = id_in(slot);
                others |= u32::from(!(known.equals(key) & key.is_whole())) << at;
            }
            let first = ids.len();
            ids.extend_from_slice(&numbers[..words]);
            while others != 0 {
                let at = others.trailing_zeros() as usize;
                others &= others - 1;
                ids[first + at] = self.add(text.word(runs[sought[at].run]).text())?.0;
            }
        }
        Ok(())
    }

    /// The number of a word, or the free slot where it would stand.
    #[inline]
    fn seek(&self, key: Key, hash: u64, word: &[u8]) -> Result<TokenId, usize> {
        let table = self.table();
        let mask = table.len() - 1;
        let mut at = hash as usize & mask;
        while let Some(&slot) = table.get(at).filter(|&&slot| slot != 0) {
            let id = id_in(slot);
            if self.keys[id as usize].equals(key) && (key.is_whole() || self.bytes(id) == word) {
                return Ok(TokenId(id));
            }
            at = (at + 1) & mask;
        }
        Err(at)
    }

    /// The bytes of a word.
    #[inline]
    fn bytes(&self, id: u32) -> &[u8] {
        &self.text.as_bytes()[range(&self.ends, id)]
    }

    #[cold]
    fn add_new(&mut self, slot: usize, key: Key, word: &str) -> Result<TokenId> {
        check_limit("words of a vocabulary", u64::from(u32::MAX) - 1, self.ends.len() as u64)?;
        let id = self.ends.len() as u32;
        self.text.push_str(word);
        self.ends.push(self.text.len());
        self.keys.push(key);
        match self.table.get_mut() {
            Some(table) if 3 * self.ends.len() <= 2 * table.len() => table[slot] = id + 1,
            _ => self.table = OnceLock::new(),
        }
        Ok(TokenId(id))
    }

    /// The table, at most two thirds and, when it is made, at least one third of which are taken.
    #[inline(always)]
    fn table(&self) -> &[Slot] {
        self.table.get_or_init(|| self.make_table())
    }

    #[cold]
    fn make_table(&self) -> Vec<Slot> {
        let len = (self.ends.len() / 2 * 3 + 2).next_power_of_two().max(16);
        let mut table = vec![0; len];
        for (id, key) in (0..).zip(&self.keys) {
            let hash = key.hash(|| self.bytes(id));
            let mut at = hash as usize & (len - 1);
            while table[at] != 0 {
                at = (at + 1) & (len - 1);
            }
            table[at] = id + 1;
        }
        table
    }

    /// The number of `word`, if it is known.
    #[must_use]
    pub fn id(&self, word: &str) -> Option<TokenId> {
        let key = Key::of(word);
        self.seek(key, key.hash(|| word.as_bytes()), word.as_bytes()).ok()
    }

    /// The word of a number.
    ///
    /// # Panics
    /// If the number is not one of this vocabulary.
    #[must_use]
    pub fn word(&self, id: TokenId) -> &str {
        slice(&self.text, &self.ends, id.0)
    }

    /// How many words there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The words, in the order of their numbers.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len() as u32).map(|id| slice(&self.text, &self.ends, id))
    }
}

/// Word `id` of words that lie end to end.
#[inline]
fn slice<'t>(text: &'t str, ends: &[usize], id: u32) -> &'t str {
    &text[range(ends, id)]
}

/// Where word `id` stands among words that lie end to end.
#[inline]
fn range(ends: &[usize], id: u32) -> Range<usize> {
    let id = id as usize;
    let start = if id == 0 { 0 } else { ends[id - 1] };
    start..ends[id]
}

impl PartialEq for Vocabulary {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.ends == other.ends
    }
}

impl std::fmt::Debug for Vocabulary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let first: Vec<&str> = self.iter().take(8).collect();
        f.debug_struct("Vocabulary").field("len", &self.len()).field("first", &first).finish()
    }
}

impl TryFrom<Vec<String>> for Vocabulary {
    type Error = Error;

    fn try_from(words: Vec<String>) -> Result<Self> {
        let vocabulary = Vocabulary::in_order(words.iter().map(String::as_str))?;
        if vocabulary.len() == words.len() {
            Ok(vocabulary)
        } else {
            Err(Error::corrupt("vocabulary", "a word stands in it twice"))
        }
    }
}

impl From<Vocabulary> for Vec<String> {
    fn from(vocabulary: Vocabulary) -> Vec<String> {
        vocabulary.iter().map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_those_documented() {
        let words = ["b", "a", "c", "c", "Z", "é", ""];
        let sorted = Vocabulary::sorted(words).unwrap();
        assert_eq!(sorted.iter().collect::<Vec<_>>(), ["", "Z", "a", "b", "c", "é"]);
        let by_count = Vocabulary::by_count(words).unwrap();
        assert_eq!(by_count.iter().collect::<Vec<_>>(), ["c", "", "Z", "a", "b", "é"]);
        let first_seen = Vocabulary::first_seen(words).unwrap();
        assert_eq!(first_seen.iter().collect::<Vec<_>>(), ["b", "a", "c", "Z", "é", ""]);
        for (id, word) in by_count.iter().enumerate() {
            assert_eq!(by_count.id(word), Some(TokenId(id as u32)));
        }
    }

    #[test]
    fn keys_tell_words_of_every_length_apart() {
        let mut words = vec![String::new()];
        for length in 1..=19 {
            for place in 0..length {
                for byte in ["\0", "a", "b"] {
                    let mut word = "a".repeat(length);
                    word.replace_range(place..=place, byte);
                    words.push(word);
                }
            }
        }
        words.sort();
        words.dedup();
        let vocabulary = Vocabulary::sorted(&words).unwrap();
        assert_eq!(vocabulary.len(), words.len());
        for (id, word) in words.iter().enumerate() {
            assert_eq!(vocabulary.id(word), Some(TokenId(id as u32)), "{word:?}");
        }
    }

    #[test]
    fn reads_back_and_refuses_a_word_twice() {
        let vocabulary = Vocabulary::sorted(["x", "y"]).unwrap();
        let json = serde_json::to_string(&vocabulary).unwrap();
        assert_eq!(serde_json::from_str::<Vocabulary>(&json).unwrap(), vocabulary);
        assert!(serde_json::from_str::<Vocabulary>(r#"["x","x"]"#).is_err());
    }
}
