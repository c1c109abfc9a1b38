//! [`MemoizedStemmer`]: a stemmer that remembers the words it met, for running text, where a few thousand words make up
//! nearly all of it.
//!
//! The memory is three tables of fixed size: short words of late, in a processor's second cache; all short words; and
//! words that are long or whose stem is not simply their beginning. In the last, a word may stand in one of two slots,
//! and a word that is not found there takes the second, so that what comes up often stays. Nothing is ever rebuilt or
//! grown.

use std::fmt;

use crate::text::stem::short_words::{Key, ShortWords, Stem};
use crate::text::stem::stemmer::Stemmer;

/// Sets of four short words that fit the second cache of a processor: 256 kilobytes.
const NEAR: usize = 1 << 12;

/// Sets of four short words in all: two megabytes.
const FAR: usize = 1 << 15;

/// Pairs of slots for other words; a power of two.
const PAIRS: usize = 1 << 14;

/// Bytes of the longest word that is remembered.
const LONGEST: usize = 64;

/// Bytes of the longest word that its slot holds.
const INLINE: usize = 24;

/// A stemmer with a memory.
///
/// It gives what the stemmer gives, several times faster on running text. It takes four megabytes, for 131,072 words of
/// at most fourteen bytes and 32,768 others, and never more than eight others, for long words and for stems that are not
/// the beginning of their word. Words of more than 64 bytes are stemmed each time. `stem` changes the memory, so each
/// thread has its own: clone it.
///
/// # Examples
/// ```
/// use wordmill::text::Tokenizer;
/// use wordmill::text::stem::{MemoizedStemmer, Snowball};
/// use wordmill::text::tokenize::UnicodeWords;
/// let mut stemmer = MemoizedStemmer::new(Snowball::English);
/// let mut stems = String::new();
/// UnicodeWords.tokenize("happy people happily run", &mut |word| stems += stemmer.stem(word.text));
/// assert_eq!(stems, "happipeoplhappilirun");
/// ```
#[derive(Clone)]
pub struct MemoizedStemmer<S> {
    stemmer: S,
    /// Short words that came lately.
    near: ShortWords,
    /// Short words.
    far: ShortWords,
    /// Other words, in pairs of slots.
    slots: Box<[Slot]>,
    /// For each slot: the word if the slot does not hold it, then the stem if it is not the beginning of the word.
    texts: Box<[String]>,
    /// The stem last given, if it is no part of the word or of `texts`.
    last: String,
}

/// A word and how to find its stem. No word is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Slot {
    parts: [u64; 3],
    /// Bytes of the word.
    length: u8,
    /// Bytes of the stem.
    stem: u8,
    /// Whether the stem is the beginning of the word.
    prefix: bool,
}

impl<S: Stemmer> MemoizedStemmer<S> {
    /// A memory without words.
    #[must_use]
    pub fn new(stemmer: S) -> Self {
        MemoizedStemmer {
            stemmer,
            near: ShortWords::new(NEAR),
            far: ShortWords::new(FAR),
            slots: vec![Slot::default(); 2 * PAIRS].into_boxed_slice(),
            texts: vec![String::new(); 2 * PAIRS].into_boxed_slice(),
            last: String::new(),
        }
    }

    /// The stemmer behind it.
    #[must_use]
    pub fn stemmer(&self) -> &S {
        &self.stemmer
    }

    /// The stem of `word`: what the stemmer gives, remembered or made.
    #[inline]
    pub fn stem<'a>(&'a mut self, word: &'a str) -> &'a str {
        let Some(key) = Key::of(word.as_bytes()) else { return self.stem_other(word) };
        let Some(stem) = self.near.find(key).or_else(|| self.find_far(key, word)) else {
            return self.stem_other(word);
        };
        let kept = &word[..stem.kept()];
        let Some(letter) = stem.letter() else { return kept };
        self.last.clear();
        self.last.push_str(kept);
        self.last.push(letter);
        &self.last
    }

    /// The stem of a short word that is not near; from now on it is.
    #[inline(never)]
    fn find_far(&mut self, key: Key, word: &str) -> Option<Stem> {
        let stem = match self.far.find(key) {
            Some(stem) => stem,
            None if self.find(word).is_some() => return None,
            None => {
                let stem = Stem::of(word, &self.stemmer.stem(word))?;
                self.far.put(key, stem);
                stem
            }
        };
        self.near.put(key, stem);
        Some(stem)
    }

    /// The stem of a word that has no place among the short ones.
    #[inline(never)]
    fn stem_other<'a>(&'a mut self, word: &'a str) -> &'a str {
        match self.find(word).or_else(|| self.learn(word)) {
            Some(slot) => self.recall(slot, word),
            None => self.stem_anew(word),
        }
    }

    /// The slot of a word that is remembered.
    fn find(&mut self, word: &str) -> Option<usize> {
        let parts = parts(word.as_bytes())?;
        let first = 2 * pair(parts, word.len());
        if !self.holds(first, parts, word) {
            if !self.holds(first + 1, parts, word) {
                return None;
            }
            self.slots.swap(first, first + 1);
            self.texts.swap(first, first + 1);
        }
        Some(first)
    }

    #[inline]
    fn holds(&self, slot: usize, parts: [u64; 3], word: &str) -> bool {
        let held = &self.slots[slot];
        held.parts == parts
            && usize::from(held.length) == word.len()
            && (word.len() <= INLINE || self.texts[slot].starts_with(word))
    }

    #[inline]
    fn recall<'a>(&'a self, slot: usize, word: &'a str) -> &'a str {
        let Slot { length, stem, prefix, .. } = self.slots[slot];
        if prefix {
            return &word[..usize::from(stem)];
        }
        let length = usize::from(length);
        &self.texts[slot][if length > INLINE { length } else { 0 }..]
    }

    /// Stems a word and puts it into the second slot of its pair, unless the word or its stem is too long for one.
    fn learn(&mut self, word: &str) -> Option<usize> {
        let parts = parts(word.as_bytes())?;
        let slot = 2 * pair(parts, word.len()) + 1;
        let stem = self.stemmer.stem(word);
        if stem.len() > 2 * LONGEST {
            return None;
        }
        let prefix = word.starts_with(&*stem);
        let text = &mut self.texts[slot];
        text.clear();
        if word.len() > INLINE {
            text.push_str(word);
        }
        if !prefix {
            text.push_str(&stem);
        }
        self.slots[slot] = Slot { parts, length: word.len() as u8, stem: stem.len() as u8, prefix };
        Some(slot)
    }

    fn stem_anew<'a>(&'a mut self, word: &'a str) -> &'a str {
        let stem = self.stemmer.stem(word);
        if word.starts_with(&*stem) {
            return &word[..stem.len()];
        }
        self.last = stem.into_owned();
        &self.last
    }
}

impl<S: fmt::Debug> fmt::Debug for MemoizedStemmer<S> {
    /// Not what it remembers.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoizedStemmer").field("stemmer", &self.stemmer).finish_non_exhaustive()
    }
}

/// A word as three numbers, which with its length are all of it up to [`INLINE`] bytes, and its first sixteen and last
/// eight bytes if it is longer. Nothing for words that are not remembered.
#[inline]
fn parts(word: &[u8]) -> Option<[u64; 3]> {
    let eight = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
    let four = |bytes: &[u8; 4]| u64::from(u32::from_le_bytes(*bytes));
    match (word.first_chunk(), word.last_chunk()) {
        (Some(first), Some(last)) if word.len() <= LONGEST => {
            let second = if word.len() > 16 { word[8..].first_chunk().map_or(0, eight) } else { 0 };
            Some([eight(first), eight(last), second])
        }
        (Some(_), _) => None,
        _ => match (word.first_chunk(), word.last_chunk(), word) {
            (Some(first), Some(last), _) => Some([four(first) | four(last) << 32, 0, 0]),
            (_, _, &[first, .., last]) => {
                let middle = word[word.len() / 2];
                Some([u64::from(first) | u64::from(middle) << 8 | u64::from(last) << 16, 0, 0])
            }
            (_, _, &[only]) => Some([u64::from(only), 0, 0]),
            _ => None,
        },
    }
}

/// The pair of places where a word may stand.
#[inline]
fn pair([first, last, second]: [u64; 3], length: usize) -> usize {
    const SCRAMBLE: u64 = 0x9E37_79B9_7F4A_7C15;
    let rest = last ^ second.rotate_left(32) ^ (length as u64).rotate_right(8) ^ SCRAMBLE;
    let product = u128::from(first ^ SCRAMBLE.rotate_left(32)) * u128::from(rest);
    (product as u64 ^ (product >> 64) as u64) as usize % PAIRS
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::*;

    use super::*;
    use crate::text::stem::porter::Porter;
    use crate::text::stem::snowball::Snowball;

    /// Every kind of stem: the word, its beginning, another, an empty one, one too long to be kept.
    struct Odd;

    impl Stemmer for Odd {
        fn stem<'t>(&self, word: &'t str) -> Cow<'t, str> {
            match word.len() % 5 {
                0 => Cow::Borrowed(word),
                1 => Cow::Borrowed(word.char_indices().nth(3).map_or("", |(at, _)| &word[..at])),
                2 => Cow::Owned(word.chars().rev().collect()),
                3 => Cow::Borrowed(""),
                _ => Cow::Owned(word.repeat(1 + word.len() / 3)),
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn equals_the_plain_stemmer(
            words in prop::collection::vec("[ab\0é]{0,4}|[a-c]{6,10}|[xyи]{0,40}|\\PC{0,90}", 0..200),
        ) {
            let mut odd = MemoizedStemmer::new(Odd);
            let mut turkish = MemoizedStemmer::new(Snowball::Turkish);
            for word in words.iter().chain(&words).chain(words.iter().rev()) {
                prop_assert_eq!(odd.stem(word), Odd.stem(word));
                prop_assert_eq!(turkish.stem(word), Snowball::Turkish.stem(word));
            }
        }
    }

    #[test]
    fn more_words_than_places() {
        let mut memo = MemoizedStemmer::new(Porter::Nltk);
        for round in 0..3 {
            for number in 0..300_000 {
                let word = format!("{number}ational{}", "ational".repeat(number % 3));
                assert_eq!(memo.stem(&word), Porter::Nltk.stem(&word), "round {round}");
                assert_eq!(memo.stem("happily"), "happili");
            }
        }
        assert!(memo.texts.iter().all(|text| text.capacity() <= 4 * LONGEST));
    }

    #[test]
    fn words_that_share_their_numbers_are_told_apart() {
        let mut memo = MemoizedStemmer::new(Odd);
        let words = ["a", "aa", "aaa", "abcdabcd"].map(str::to_owned).into_iter();
        let long = ["x", "y", "z"].map(|middle| format!("{}{middle}{}", "a".repeat(16), "b".repeat(10)));
        for word in words.chain(long.clone()).chain(long) {
            assert_eq!(memo.stem(&word), Odd.stem(&word));
        }
    }

    #[test]
    fn slots_share_a_cache_line_in_pairs() {
        assert_eq!(size_of::<Slot>(), 32);
    }
}
