//! [`ShortWords`]: a memory of the stems of short words, sixteen bytes a word, four words a cache line.
//!
//! A word has a place if it has at most fourteen bytes and its stem is a beginning of it with at most one letter of ASCII
//! after it, as *happi* of *happy*: so are nearly all words of running text. All others are left to their own memory.

/// Bytes of the longest word that has a place: the two other bytes tell its stem.
const LONGEST: usize = 14;

/// The bit where the length of the word begins, in [`Place::rest`].
const LENGTH: u32 = 48;

/// The bit where [`Stem`] begins, in [`Place::rest`].
const STEM: u32 = 52;

/// Words and their stems, in sets of four places. What is new takes an empty place of its set or else the last,
/// and moves up by one each time it comes again, so that what comes up often stays.
#[derive(Clone)]
pub(super) struct ShortWords {
    sets: Box<[Set]>,
}

/// A cache line.
#[derive(Clone, Default)]
#[repr(align(64))]
struct Set([Place; 4]);

/// A word and its stem; without a word, all bits are zero.
#[derive(Clone, Copy, Default)]
struct Place {
    /// The first eight bytes of the word, or all of it.
    first: u64,
    /// From the lowest bit: six bytes of the word, four bits of its length, [`Stem`].
    rest: u64,
}

/// A word that may have a place: a [`Place`] without the stem.
#[derive(Clone, Copy)]
pub(super) struct Key {
    first: u64,
    rest: u64,
}

/// A stem by its word: in four bits, how many bytes of the word it keeps, and in eight above, the letter after them or
/// zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stem(u64);

impl ShortWords {
    /// A memory without words, of `sets` times four places; `sets` is a power of two.
    pub(super) fn new(sets: usize) -> Self {
        ShortWords { sets: vec![Set::default(); sets].into_boxed_slice() }
    }

    /// The stem of the word, if it is remembered.
    #[inline]
    pub(super) fn find(&mut self, key: Key) -> Option<Stem> {
        let Set(places) = self.set(key);
        if places[0].holds(key) {
            return Some(Stem(places[0].rest >> STEM));
        }
        let at = (1..4).find(|&at| places[at].holds(key))?;
        places.swap(at - 1, at);
        Some(Stem(places[at - 1].rest >> STEM))
    }

    /// Remembers the stem of a word that is not remembered.
    pub(super) fn put(&mut self, key: Key, stem: Stem) {
        let Set(places) = self.set(key);
        let at = places.iter().position(|place| place.rest == 0).unwrap_or(3);
        places[at] = Place { first: key.first, rest: key.rest | stem.0 << STEM };
    }

    #[inline]
    fn set(&mut self, key: Key) -> &mut Set {
        let sets = self.sets.len();
        &mut self.sets[key.hash() & (sets - 1)]
    }
}

impl Place {
    #[inline]
    fn holds(&self, key: Key) -> bool {
        const WORD: u64 = (1 << STEM) - 1;
        (self.first ^ key.first) | ((self.rest ^ key.rest) & WORD) == 0
    }
}

impl Key {
    /// The key of a word of one to fourteen bytes; nothing for another. Different words have different keys: they tell
    /// the length, and for each length, where every byte stands.
    #[inline]
    pub(super) fn of(word: &[u8]) -> Option<Self> {
        let length = word.len();
        if length > LONGEST {
            return None;
        }
        let lengths = (length as u64) << LENGTH;
        if let Some(last) = length.checked_sub(4) {
            // Four loads that overlap in short words reach every byte, with no branch on the length.
            let four =
                |at: usize| word[at..].first_chunk().map_or(0, |four| u64::from(u32::from_le_bytes(*four)));
            let second = last.min(4);
            let end = four(last - second) | four(last) << 32;
            let beyond_eight = end.unbounded_shr(8 * (16 - length as u32));
            return Some(Key { first: four(0) | four(second) << 32, rest: beyond_eight | lengths });
        }
        let (&first, &last) = (word.first()?, word.last()?);
        let first = u64::from(first) | u64::from(word[length / 2]) << 8 | u64::from(last) << 16;
        Some(Key { first, rest: lengths })
    }

    #[inline]
    fn hash(self) -> usize {
        const SCRAMBLE: u64 = 0x9E37_79B9_7F4A_7C15;
        let product = u128::from(self.first ^ SCRAMBLE.rotate_left(32)) * u128::from(self.rest ^ SCRAMBLE);
        (product as u64 ^ (product >> 64) as u64) as usize
    }
}

impl Stem {
    /// How `stem` follows from `word`, which has a key; nothing if more than one letter of ASCII was put to a beginning.
    pub(super) fn of(word: &str, stem: &str) -> Option<Self> {
        if word.starts_with(stem) {
            return Some(Stem(stem.len() as u64));
        }
        let (kept, letter) = stem.split_at_checked(stem.len().checked_sub(1)?)?;
        let letter = letter.bytes().next().filter(|&letter| letter != 0)?;
        word.starts_with(kept).then_some(Stem(kept.len() as u64 | u64::from(letter) << 4))
    }

    /// Bytes of the word that the stem keeps.
    #[inline]
    pub(super) fn kept(self) -> usize {
        (self.0 & 15) as usize
    }

    /// The letter after them.
    #[inline]
    pub(super) fn letter(self) -> Option<char> {
        let letter = (self.0 >> 4) as u8;
        (letter != 0).then_some(char::from(letter))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn four_places_are_a_cache_line() {
        assert_eq!(size_of::<Set>(), 64);
    }

    /// Of each length, words of all but one byte alike, and all bytes alike: where keys would fail to tell them apart.
    #[test]
    fn different_words_have_different_keys() {
        let mut words = HashMap::new();
        for length in 1..=LONGEST {
            for (at, byte) in (0..length).flat_map(|at| [0, b'a', b'b', 0xFF].map(|byte| (at, byte))) {
                let mut word = vec![b'a'; length];
                word[at] = byte;
                for word in [word, vec![byte; length]] {
                    let key = Key::of(&word).unwrap();
                    let held = words.entry((key.first, key.rest)).or_insert_with(|| word.clone());
                    assert_eq!(*held, word);
                }
            }
        }
        assert!(Key::of(b"").is_none());
        assert!(Key::of(&[b'a'; LONGEST + 1]).is_none());
    }

    #[test]
    fn a_stem_is_a_beginning_and_a_letter() {
        let parts = |word, stem| Stem::of(word, stem).map(|stem| (stem.kept(), stem.letter()));
        assert_eq!(parts("running", "run"), Some((3, None)));
        assert_eq!(parts("happy", "happi"), Some((4, Some('i'))));
        assert_eq!(parts("fourteen bytes", "fourteen bytes"), Some((14, None)));
        assert_eq!(parts("fourteen bytes", "fourteen bytes!"), Some((14, Some('!'))));
        assert_eq!(parts("word", ""), Some((0, None)));
        for (word, stem) in [("mice", "mouse"), ("caf", "café"), ("a", "a\0"), ("né", "n\u{e8}")] {
            assert_eq!(parts(word, stem), None, "{word}");
        }
    }

    #[test]
    fn what_comes_again_outlives_what_is_new() {
        let mut words = ShortWords::new(1);
        for filling in [b"a", b"b", b"c"] {
            words.put(Key::of(filling).unwrap(), Stem(1));
        }
        let (often, stem) = (Key::of(b"often").unwrap(), Stem::of("often", "oft").unwrap());
        words.put(often, stem);
        assert_eq!(words.find(often), Some(stem));
        for number in 0..100 {
            let word = format!("once{number}");
            words.put(Key::of(word.as_bytes()).unwrap(), Stem(4));
        }
        assert_eq!(words.find(often), Some(stem));
        assert_eq!(words.find(Key::of(b"once98").unwrap()), None);
    }
}
