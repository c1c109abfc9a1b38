//! [`Words`]: the words of a text as numbers that are equal where the words are.
//!
//! A word of at most fifteen bytes *is* its number: the bytes, then zeros, and the length in the highest byte. Longer
//! ones are rare; their number says where their text is kept.

use std::ops::Range;

use smallvec::SmallVec;

use crate::metric::touch::touch;

/// Bytes of the longest word that is its number.
pub(crate) const SHORT: usize = 15;

/// The bits of words of 0 to 15 bytes.
const BITS: [u128; SHORT + 1] = {
    let mut bits = [0; SHORT + 1];
    let mut length = 1;
    while length <= SHORT {
        bits[length] = u128::MAX >> (8 * (16 - length));
        length += 1;
    }
    bits
};

/// The highest byte of the number of a longer word, which is no length of a short one.
const LONG: u128 = 0xff << 120;

/// A word: itself, or where its text is kept in its [`Words`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Word(pub(crate) u128);

/// A word of a text, ready to be looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spelling<'w> {
    /// A number that no other word has.
    Short(u128),
    /// A text of more than fifteen bytes.
    Long(&'w [u8]),
}

impl Word {
    /// The word of these sixteen bytes, of which the first `length` count; at most fifteen.
    #[inline]
    pub(crate) fn from_bytes(bytes: [u8; 16], length: usize) -> Self {
        Word(u128::from_le_bytes(bytes) & BITS[length.min(SHORT)] | (length as u128) << 120)
    }

    /// The word of a text, if it is short.
    #[inline]
    pub(crate) fn from_text(text: &[u8]) -> Option<Self> {
        let length = text.len();
        let eight = |at: usize| text[at..].first_chunk().map_or(0, |&eight| u64::from_le_bytes(eight));
        let four = |at: usize| text[at..].first_chunk().map_or(0, |&four| u32::from_le_bytes(four));
        // Two reads that overlap in the middle cover eight to fifteen bytes or four to seven, three cover one to three.
        let bytes = match length {
            0 => 0,
            1..4 => [0, length / 2, length - 1]
                .into_iter()
                .fold(0, |bytes, at| bytes | u128::from(text[at]) << (8 * at)),
            4..8 => u128::from(four(0)) | u128::from(four(length - 4)) << (8 * (length - 4)),
            8..=SHORT => u128::from(eight(0)) | u128::from(eight(length - 8)) << (8 * (length - 8)),
            _ => return None,
        };
        Some(Word(bytes | (length as u128) << 120))
    }
}

impl<'w> Spelling<'w> {
    /// The spelling of a text.
    #[inline]
    pub(crate) fn of(text: &'w [u8]) -> Self {
        Word::from_text(text).map_or(Spelling::Long(text), |Word(number)| Spelling::Short(number))
    }
}

/// The words of a text in order, cut into sentences of at least one word.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    words: Vec<Word>,
    /// The texts of long words, end to end.
    long: Vec<u8>,
    /// How many words stand before the end of each sentence. Most texts have few: then a copy takes one piece of memory.
    ends: SmallVec<[usize; 4]>,
}

impl Words {
    pub(crate) fn clear(&mut self) {
        self.words.clear();
        self.long.clear();
        self.ends.clear();
    }

    #[inline]
    pub(crate) fn push(&mut self, word: Word) {
        self.words.push(word);
    }

    /// Adds a word of more than fifteen bytes.
    pub(crate) fn push_long(&mut self, text: &[u8]) {
        let place = (self.long.len() as u128) << 56 | text.len() as u128;
        self.long.extend_from_slice(text);
        self.words.push(Word(LONG | place));
    }

    /// Adds a word of any length.
    #[inline]
    pub(crate) fn push_spelling(&mut self, word: Spelling<'_>) {
        match word {
            Spelling::Short(number) => self.push(Word(number)),
            Spelling::Long(text) => self.push_long(text),
        }
    }

    /// Ends a sentence, if words have come since the last one ended.
    pub(crate) fn end_sentence(&mut self) {
        if self.ends.last().copied().unwrap_or(0) < self.words.len() {
            self.ends.push(self.words.len());
        }
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether the word at a place is spelt so; not, if there is no such place.
    #[inline]
    pub(crate) fn is(&self, at: usize, word: Spelling<'_>) -> bool {
        match (self.words.get(at), word) {
            (Some(here), Spelling::Short(number)) => here.0 == number,
            (Some(&here), Spelling::Long(_)) => self.spelling(here) == word,
            (None, _) => false,
        }
    }

    /// Fetches all that [`Words::is`] reads.
    #[inline]
    pub(crate) fn touch(&self) {
        touch(&self.words);
        touch(&self.long);
    }

    /// The words as they are spelt.
    pub(crate) fn spellings(&self) -> impl Iterator<Item = Spelling<'_>> {
        self.words.iter().map(|&word| self.spelling(word))
    }

    #[inline]
    fn spelling(&self, Word(number): Word) -> Spelling<'_> {
        if number < LONG {
            return Spelling::Short(number);
        }
        let (start, length) = ((number >> 56) as u64 as usize, (number as u64 & u64::MAX >> 8) as usize);
        Spelling::Long(self.long.get(start..start + length).unwrap_or_default())
    }

    pub(crate) fn sentences(&self) -> impl ExactSizeIterator<Item = Range<usize>> {
        (0..self.ends.len()).map(|at| at.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_spelt_as_they_were_given() {
        let texts = ["a", "abcdefghijklmno", "abcdefghijklmnop", "", "a text of more than fifteen bytes"];
        let mut words = Words::default();
        texts.iter().for_each(|text| words.push_spelling(Spelling::of(text.as_bytes())));
        let spelt: Vec<Spelling<'_>> = words.spellings().collect();
        assert_eq!(spelt[2], Spelling::Long(b"abcdefghijklmnop"));
        assert_eq!(spelt[4], Spelling::Long(texts[4].as_bytes()));
        assert_ne!(spelt[0], spelt[3]);
        let sixteen = *b"abcdefghijklmnop";
        for length in 0..=SHORT {
            assert_eq!(
                Word::from_text(&sixteen[..length]),
                Some(Word::from_bytes(sixteen, length)),
                "{length}"
            );
        }
        assert!(words.is(2, Spelling::of(&sixteen)) && words.is(3, Spelling::of(b"")));
        assert!(!words.is(2, Spelling::of(b"a")) && !words.is(9, Spelling::of(b"a")));
    }

    #[test]
    fn sentences_hold_words() {
        let mut words = Words::default();
        words.end_sentence();
        words.push(Word::default());
        words.end_sentence();
        words.end_sentence();
        words.push(Word::default());
        words.push(Word::default());
        words.end_sentence();
        assert_eq!(words.sentences().collect::<Vec<_>>(), [0..1, 1..3]);
    }
}
