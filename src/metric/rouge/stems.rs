//! [`Stems`]: the stems of words that are numbers, remembered.
//!
//! Before the crate's own memory of stems stands a small table from number to number, which fits the second cache.

use crate::metric::words::Word;
use crate::text::stem::memo::MemoizedStemmer;
use crate::text::stem::stemmer::Stemmer;

/// Entries of the table; a power of two.
const NEAR: usize = 1 << 13;

/// A memory of stems.
#[derive(Debug, Clone)]
pub(crate) struct Stems<S> {
    near: Box<[(Word, Word)]>,
    far: MemoizedStemmer<S>,
}

impl<S: Stemmer> Stems<S> {
    pub(crate) fn new(stemmer: S) -> Self {
        Stems { near: vec![Default::default(); NEAR].into_boxed_slice(), far: MemoizedStemmer::new(stemmer) }
    }

    /// The stem of a short word, which is short again.
    #[inline]
    pub(crate) fn stem(&mut self, word: Word) -> Word {
        let place = place(word);
        let (known, stem) = self.near[place];
        if known == word {
            return stem;
        }
        self.learn(word, place)
    }

    #[inline(never)]
    fn learn(&mut self, word: Word, place: usize) -> Word {
        let bytes = word.0.to_le_bytes();
        let text = std::str::from_utf8(&bytes[..usize::from(bytes[15])]).unwrap_or_default();
        let stem = Word::from_text(self.far.stem(text).as_bytes()).unwrap_or(word);
        self.near[place] = (word, stem);
        stem
    }

    /// The stem of any word.
    pub(crate) fn stem_text<'a>(&'a mut self, word: &'a str) -> &'a str {
        self.far.stem(word)
    }
}

#[inline]
fn place(Word(number): Word) -> usize {
    let mixed = (number as u64 ^ (number >> 64) as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> (64 - NEAR.trailing_zeros())) as usize
}
