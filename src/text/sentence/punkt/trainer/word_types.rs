//! [`WordTypes`]: every type of word that training met, numbered, with its counts in one flat table.

use crate::error::Result;
use crate::text::sentence::punkt::shape;
use crate::text::vocabulary::{TokenId, Vocabulary};

/// What is counted and known of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WordType {
    /// How often it was seen. Types that stand here only as a part of another were not.
    pub(crate) count: u64,
    /// How often it followed a clear end of a sentence.
    pub(crate) starts: u64,
    /// The type without its final full stop; itself if it has none.
    pub(crate) stem: TokenId,
    /// What follows the last hyphen of the stem.
    pub(crate) tail: TokenId,
    /// Whether a letter is in it, or it stands for numbers.
    pub(crate) has_letter: bool,
    pub(crate) abbreviation: bool,
    /// A sum of the flags in `parameters.rs`.
    pub(crate) orthography: u8,
}

/// All types, by number.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct WordTypes {
    words: Vocabulary,
    types: Vec<WordType>,
    /// The types that were seen, in the order of their first places.
    seen: Vec<TokenId>,
}

impl WordTypes {
    /// The number of a type, which is added if it is new, together with its stem and tail.
    #[inline]
    pub(crate) fn number(&mut self, word_type: &str) -> Result<TokenId> {
        let id = self.words.add(word_type)?;
        if id.index() == self.types.len() {
            self.describe(id, word_type)?;
        }
        Ok(id)
    }

    #[cold]
    fn describe(&mut self, id: TokenId, word_type: &str) -> Result<()> {
        let has_letter = word_type.chars().any(shape::is_letter);
        let (stem, tail, count, starts) = (id, id, 0, 0);
        self.types.push(WordType {
            count,
            starts,
            stem,
            tail,
            has_letter,
            abbreviation: false,
            orthography: 0,
        });
        // Nothing asks for the stem of an ellipsis, and there would be one for every full stop.
        let stem = shape::without_stop(word_type);
        if stem.len() < word_type.len() && !stem.ends_with('.') {
            self[id].stem = self.number(stem)?;
            self[id].tail = self.number(shape::after_hyphen(stem))?;
        }
        Ok(())
    }

    /// Counts a type `times` more.
    #[inline]
    pub(crate) fn count(&mut self, id: TokenId, times: u64) {
        if self[id].count == 0 && times > 0 {
            self.seen.push(id);
        }
        self[id].count += times;
    }

    /// The number of a type, if it is known.
    pub(crate) fn find(&self, word_type: &str) -> Option<TokenId> {
        self.words.id(word_type)
    }

    /// How often a type was seen, known or not.
    pub(crate) fn count_of(&self, word_type: &str) -> u64 {
        self.find(word_type).map_or(0, |id| self[id].count)
    }

    pub(crate) fn word(&self, id: TokenId) -> &str {
        self.words.word(id)
    }

    /// The types that were seen, in the order of their first places.
    pub(crate) fn seen(&self) -> &[TokenId] {
        &self.seen
    }

    /// The numbers among `ids`, each once.
    pub(crate) fn distinct(&self, ids: impl Iterator<Item = TokenId>) -> Vec<TokenId> {
        let mut met = vec![false; self.types.len()];
        ids.filter(|id| !std::mem::replace(&mut met[id.index()], true)).collect()
    }

    /// All types in the order of their numbers, parts of others among them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (TokenId, &WordType)> {
        self.types.iter().enumerate().map(|(id, word_type)| (TokenId(id as u32), word_type))
    }

    /// For every type, how often it was seen with one full stop more.
    pub(crate) fn counts_with_stop(&self) -> Vec<u64> {
        let mut counts = vec![0; self.types.len()];
        for (id, word_type) in self.iter() {
            if word_type.stem != id {
                counts[word_type.stem.index()] = word_type.count;
            }
        }
        counts
    }
}

impl std::ops::Index<TokenId> for WordTypes {
    type Output = WordType;

    #[inline]
    fn index(&self, id: TokenId) -> &WordType {
        &self.types[id.index()]
    }
}

impl std::ops::IndexMut<TokenId> for WordTypes {
    #[inline]
    fn index_mut(&mut self, id: TokenId) -> &mut WordType {
        &mut self.types[id.index()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_numbered_but_not_seen() {
        let mut types = WordTypes::default();
        let id = types.number("semi-approx.").unwrap();
        types.count(id, 2);
        assert_eq!(types.word(types[id].stem), "semi-approx");
        assert_eq!(types.word(types[id].tail), "approx");
        assert_eq!(
            (types.count_of("semi-approx."), types.count_of("approx"), types.count_of("x")),
            (2, 0, 0)
        );
        assert_eq!(types.seen(), [id]);
        assert_eq!(types.counts_with_stop()[types[id].stem.index()], 2);
        let dots = types.number("....").unwrap();
        assert_eq!(types[dots].stem, dots);
    }
}
