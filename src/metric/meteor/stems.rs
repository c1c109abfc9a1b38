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
        if self.words.list.len() == MOST {
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

/// What a stem begins with, as one of 32 bits; all of them for a stem that is too short to tell.
#[inline]
pub(crate) fn beginning_of_stem(stem: &str) -> u32 {
    match *stem.as_bytes() {
        [first, second, ..] => 1 << ((u32::from(first) * 5 + u32::from(second)) % 32),
        _ => u32::MAX,
    }
}

/// What the stem of a word may begin with: the two bytes that the word begins with, but for words as *dying* and, by a
/// slip of NLTK's, *a\*ded*.
#[inline]
pub(crate) fn beginnings_of_stems(word: &str) -> u32 {
    match word.as_bytes() {
        [_, b'y' | b'*', ..] => u32::MAX,
        _ => beginning_of_stem(word),
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

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn words_tell_what_their_stems_begin_with(
            beginning in "([a-eilostuyß*éΣ]|[^A-Z]){0,3}",
            ending in "(s|ies|sses|ied|eed|ed|ing|y|e|ll|ion|fulli|logi|ational|alli|abli|ical|[*]ded|[*]ding)?",
        ) {
            let word = (beginning + &ending).to_lowercase();
            let stem = Porter::Nltk.stem(&word);
            let beginning = beginning_of_stem(&stem);
            prop_assert_ne!(beginnings_of_stems(&word) & beginning, 0, "{} {}", word, stem);
        }
    }

    #[test]
    fn exceptions_tell_what_their_stems_begin_with() {
        for word in
            ["sky", "skies", "dying", "lying", "tying", "news", "innings", "howe", "exceed", "a*ded", "ies"]
        {
            let beginning = beginning_of_stem(&Porter::Nltk.stem(word));
            // A stem of one byte may be that of any word.
            assert_ne!(beginnings_of_stems(word) & beginning, 0, "{word}");
        }
    }

    #[test]
    fn memory_is_bounded() {
        let mut stems = Stems::default();
        for number in 0..3 * MOST {
            let word = format!("{number}ing");
            assert_eq!(stems.stem(Word::of(&word)).text, word);
            assert_eq!(stems.stem(Word::of("runs")).text, "run");
            assert!(stems.stems.len() <= MOST && stems.stems.len() == stems.words.list.len());
        }
    }
}
