//! [`WordMap`]: a few thousand words and what is known of each, quick to say no.

use std::collections::HashMap;

use foldhash::fast::FixedState;

/// Places of the sieve: as many bits as fit the first cache.
const PLACES: usize = 1 << 16;

/// Values by words. Nearly all questions are about words that are not there, and one bit answers those.
#[derive(Debug)]
pub(super) struct WordMap<T> {
    values: HashMap<Box<str>, T, FixedState>,
    sieve: Vec<u64>,
    /// The length of the longest word, so that a long text is never hashed.
    longest: usize,
}

impl<T> WordMap<T> {
    #[inline]
    pub(super) fn get(&self, word: &str) -> Option<&T> {
        let place = place(word.as_bytes());
        let absent = self.sieve[place / 64] >> (place % 64) & 1 == 0 || word.len() > self.longest;
        if absent { None } else { self.values.get(word) }
    }

    pub(super) fn words(&self) -> impl Iterator<Item = (&str, &T)> {
        self.values.iter().map(|(word, value)| (&**word, value))
    }
}

impl<T> FromIterator<(String, T)> for WordMap<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(words: I) -> Self {
        let values: HashMap<Box<str>, T, FixedState> =
            words.into_iter().map(|(word, value)| (word.into_boxed_str(), value)).collect();
        let mut sieve = vec![0; PLACES / 64];
        for word in values.keys() {
            let place = place(word.as_bytes());
            sieve[place / 64] |= 1 << (place % 64);
        }
        let longest = values.keys().map(|word| word.len()).max().unwrap_or(0);
        WordMap { values, sieve, longest }
    }
}

/// A number made of the ends and the length of a word.
#[inline]
fn place(word: &[u8]) -> usize {
    let (Some(&first), Some(&last)) = (word.first(), word.last()) else { return 0 };
    let middle = word[word.len() / 2];
    let mixed = usize::from(first) * 31
        + usize::from(last) * 1_021
        + usize::from(middle) * 7_919
        + word.len() * 4_099;
    mixed % PLACES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_and_others_are_not() {
        let map: WordMap<usize> =
            ["", "a", "don't", "é"].into_iter().map(|word| (word.to_owned(), word.len())).collect();
        assert_eq!(
            ["", "a", "don't", "é", "b", "dont"].map(|word| map.get(word).copied()),
            [Some(0), Some(1), Some(5), Some(2), None, None]
        );
        assert_eq!(map.words().count(), 4);
    }
}
