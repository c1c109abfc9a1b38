//! [`Vocabulary`]: words and their numbers, each the other's way back.
//!
//! Words lie end to end in one string; a hash table holds only their numbers. Numbers are given in the
//! order of insertion, so who builds a vocabulary fixes the order: [`Vocabulary::sorted`] (code points,
//! as scikit-learn) and [`Vocabulary::by_count`] (count ↓, then word ↑, as word2vec) are the documented
//! ones. The hash is fixed, not seeded, and never decides an order. Words chosen to collide make look-ups
//! slow, not wrong.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_limit};

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
    table: HashTable<u32>,
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

    /// Words that are distinct already, in the order given.
    pub(crate) fn in_order<'w>(words: impl IntoIterator<Item = &'w str>) -> Result<Self> {
        let mut vocabulary = Vocabulary::default();
        for word in words {
            vocabulary.add(word)?;
        }
        Ok(vocabulary)
    }

    /// The number of `word`, which is added at the end if it is new.
    ///
    /// # Errors
    /// [`Error::Limit`] past 2³² − 1 words.
    #[inline]
    pub(crate) fn add(&mut self, word: &str) -> Result<TokenId> {
        let hash = HASH.hash_one(word);
        let (text, ends) = (&self.text, &self.ends);
        if let Some(&id) = self.table.find(hash, |&id| slice(text, ends, id) == word) {
            return Ok(TokenId(id));
        }
        self.add_new(hash, word)
    }

    #[cold]
    fn add_new(&mut self, hash: u64, word: &str) -> Result<TokenId> {
        check_limit("words of a vocabulary", u64::from(u32::MAX) - 1, self.ends.len() as u64)?;
        let id = self.ends.len() as u32;
        self.text.push_str(word);
        self.ends.push(self.text.len());
        let (text, ends) = (&self.text, &self.ends);
        self.table.insert_unique(hash, id, |&id| HASH.hash_one(slice(text, ends, id)));
        Ok(TokenId(id))
    }

    /// The number of `word`, if it is known.
    #[must_use]
    pub fn id(&self, word: &str) -> Option<TokenId> {
        let hash = HASH.hash_one(word);
        self.table.find(hash, |&id| slice(&self.text, &self.ends, id) == word).map(|&id| TokenId(id))
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
    let id = id as usize;
    let start = if id == 0 { 0 } else { ends[id - 1] };
    &text[start..ends[id]]
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
        for (id, word) in by_count.iter().enumerate() {
            assert_eq!(by_count.id(word), Some(TokenId(id as u32)));
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
