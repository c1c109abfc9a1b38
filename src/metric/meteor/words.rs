//! [`Words`]: the words of a sentence as numbers, and the numbers of words.

use std::collections::HashMap;

use crate::text::python::is_space;

type Map<K> = HashMap<K, u32, foldhash::fast::FixedState>;

/// What stands between white space, as `str.split()` of Python.
pub(crate) fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(is_space).filter(|word| !word.is_empty())
}

/// Words of a sentence, numbered in the order of their appearance.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Words {
    /// The number of each word.
    pub(crate) numbers: Vec<u32>,
    names: Map<Box<str>>,
}

impl Words {
    pub(crate) fn of<S: AsRef<str>>(words: impl Iterator<Item = S>) -> Self {
        let mut numbered = Words::default();
        for word in words {
            let next = numbered.names.len() as u32;
            let number = match numbered.names.get(word.as_ref()) {
                Some(&number) => number,
                None => *numbered.names.entry(word.as_ref().into()).or_insert(next),
            };
            numbered.numbers.push(number);
        }
        numbered
    }

    /// The number of a word of the sentence.
    pub(crate) fn find(&self, word: &str) -> Option<u32> {
        self.names.get(word).copied()
    }

    /// How many distinct words there are.
    pub(crate) fn distinct(&self) -> usize {
        self.names.len()
    }
}
