//! [`Stems`]: the stems of words, remembered.

use crate::metric::meteor::words::{Names, Word, WordList};
use crate::text::stem::porter::Porter;
use crate::text::stem::stemmer::Stemmer;

/// Words that are remembered before all are forgotten.
const MOST: usize = 1 << 16;

/// Bytes of the longest word that is remembered.
const LONGEST: usize = 64;

/// A memory of the stems that NLTK's Porter stemmer gives; it begins empty, grows with the words that it meets, and
/// takes a few megabytes at most.
#[derive(Debug, Default)]
pub(crate) struct Stems {
    words: Names,
    /// The stem of each.
    stems: WordList,
    /// The stem last given of a word that is not remembered.
    last: String,
}

impl Stems {
    /// The stem of a word.
    #[inline]
    pub(crate) fn stem(&mut self, word: Word<'_>) -> Word<'_> {
        match self.words.find(word) {
            Some(number) => self.stems.get(number as usize),
            None => self.learn(word),
        }
    }

    #[inline(never)]
    fn learn(&mut self, word: Word<'_>) -> Word<'_> {
        let stem = Porter::Nltk.stem(word.text);
        if self.words.len() == MOST {
            *self = Stems::default();
        }
        if word.text.len() > LONGEST || self.words.add(word).is_err() {
            self.last.clear();
            self.last.push_str(&stem);
            return Word::of(&self.last);
        }
        self.stems.push(Word::of(&stem));
        self.stems.get(self.stems.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn stems_are_those_of_the_stemmer(words in proptest::collection::vec("[a-cy]{0,3}(ing|ies|ed|É|s|x{70})?", 0..40)) {
            let mut stems = Stems::default();
            for word in words.iter().chain(&words).chain(words.iter().rev()) {
                prop_assert_eq!(stems.stem(Word::of(word)).text, Porter::Nltk.stem(word));
            }
        }
    }

    #[test]
    fn memory_is_bounded() {
        let mut stems = Stems::default();
        for number in 0..3 * MOST {
            let word = format!("{number}ing");
            assert_eq!(stems.stem(Word::of(&word)).text, word);
            assert_eq!(stems.stem(Word::of("runs")).text, "run");
            assert!(stems.words.len() <= MOST && stems.stems.len() == stems.words.len());
        }
    }
}
