//! [`Information`]: what the n-grams of all references tell, in bits.
//!
//! Info(w₁…wₙ) = log₂(occurrences of w₁…wₙ₋₁ / occurrences of w₁…wₙ), for n = 1 of all words.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::error::{Result, check_limit};
use crate::text::vocabulary::Vocabulary;

/// What stands before an n-gram of one word.
const NOTHING: u32 = u32::MAX;

/// An n-gram: that of its first words, and how often it occurs.
struct Gram {
    before: u32,
    count: u64,
}

/// The n-grams of references, numbered.
pub(super) struct Information {
    words: Vocabulary,
    numbers: HashMap<(u32, u32), u32, FixedState>,
    grams: Vec<Gram>,
    length: u64,
    order: usize,
}

impl Information {
    pub(super) fn new(order: usize) -> Self {
        let numbers = HashMap::with_hasher(FixedState::with_seed(0x6e69_7374));
        Information { words: Vocabulary::default(), numbers, grams: Vec::new(), length: 0, order }
    }

    /// Counts the n-grams of a reference.
    ///
    /// # Errors
    /// [`Error::Limit`](crate::Error::Limit) past 2³² n-grams.
    pub(super) fn add<T: AsRef<str>>(&mut self, reference: &[T]) -> Result<()> {
        let mut ends = Vec::with_capacity(self.order);
        for word in reference {
            let word = self.words.add(word.as_ref())?.0;
            for gram in next_ends(&mut ends, self.order) {
                let new = self.grams.len();
                check_limit("n-grams of the references", u64::from(u32::MAX) - 1, new as u64)?;
                let number = *self.numbers.entry((*gram, word)).or_insert(new as u32);
                if number as usize == new {
                    self.grams.push(Gram { before: *gram, count: 0 });
                }
                self.grams[number as usize].count += 1;
                *gram = number;
            }
        }
        self.length += reference.len() as u64;
        Ok(())
    }

    /// The numbers of the n-grams of a text that the references have: a list for each length, in the order of the text.
    pub(super) fn numbers<T: AsRef<str>>(&self, text: &[T]) -> Vec<Vec<u32>> {
        let mut numbers = vec![Vec::new(); self.order];
        let mut ends: Vec<Option<u32>> = Vec::with_capacity(self.order);
        for word in text {
            let word = self.words.id(word.as_ref());
            ends.insert(0, Some(NOTHING));
            ends.truncate(self.order);
            for (gram, numbers) in ends.iter_mut().zip(&mut numbers) {
                *gram = gram.zip(word).and_then(|(gram, word)| self.numbers.get(&(gram, word.0)).copied());
                numbers.extend(*gram);
            }
        }
        numbers
    }

    /// What an n-gram tells, in bits.
    pub(super) fn bits(&self, gram: u32) -> f64 {
        let Gram { before, count } = self.grams[gram as usize];
        let of = if before == NOTHING { self.length } else { self.grams[before as usize].count };
        (of as f64 / count as f64).ln() / std::f64::consts::LN_2
    }
}

/// The n-grams that end at the last word, the shortest first, as those that end at the next: each goes on, and one more
/// begins.
fn next_ends(ends: &mut Vec<u32>, order: usize) -> &mut [u32] {
    ends.insert(0, NOTHING);
    ends.truncate(order);
    ends
}
