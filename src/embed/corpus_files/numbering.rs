//! [`Numbering`]: what number a word gets, and how often it came.
//!
//! [`Growing`] gives a number to every new word. If it may not hold more than so many words, it drops rare ones on the way as
//! gensim's `max_vocab_size` does (gensim 4.4.0, `Word2Vec._scan_vocab`): whenever a sentence leaves it with more words, those
//! seen less than *r* times go, and *r*, at first 1, rises by one. [`Fixed`] knows its words beforehand and passes over others.

use crate::error::Result;
use crate::text::vocabulary::{TokenId, Vocabulary};

/// Numbers words as they come, and counts them.
pub(crate) trait Numbering {
    /// The number of a word, if it has one.
    fn number(&mut self, word: &str) -> Result<Option<TokenId>>;

    /// A sentence is over.
    fn end_sentence(&mut self) -> Result<()>;
}

/// Every word has a number.
#[derive(Debug, Default)]
pub(crate) struct Growing {
    pub(crate) words: Vocabulary,
    pub(crate) counts: Vec<u64>,
    /// How many words may be held between sentences.
    most: Option<usize>,
    /// Words seen less often go next.
    fewest: u64,
}

impl Growing {
    pub(crate) fn new(most: Option<usize>) -> Self {
        Growing { most, fewest: 1, ..Growing::default() }
    }

    fn prune(&mut self) -> Result<()> {
        let kept = |&(_, &count): &(&str, &u64)| count >= self.fewest;
        let words = Vocabulary::in_order(self.words.iter().zip(&self.counts).filter(kept).map(|row| row.0))?;
        self.counts.retain(|&count| count >= self.fewest);
        self.words = words;
        self.fewest += 1;
        Ok(())
    }
}

impl Numbering for Growing {
    #[inline]
    fn number(&mut self, word: &str) -> Result<Option<TokenId>> {
        let id = self.words.add(word)?;
        if id.index() == self.counts.len() {
            self.counts.push(0);
        }
        self.counts[id.index()] += 1;
        Ok(Some(id))
    }

    #[inline]
    fn end_sentence(&mut self) -> Result<()> {
        if self.most.is_some_and(|most| self.words.len() > most) { self.prune() } else { Ok(()) }
    }
}

/// Only these words have numbers.
#[derive(Debug)]
pub(crate) struct Fixed {
    pub(crate) words: Vocabulary,
    pub(crate) counts: Vec<u64>,
}

impl Fixed {
    pub(crate) fn new(words: Vocabulary) -> Self {
        Fixed { counts: vec![0; words.len()], words }
    }
}

impl Numbering for Fixed {
    fn number(&mut self, word: &str) -> Result<Option<TokenId>> {
        let id = self.words.id(word);
        if let Some(id) = id {
            self.counts[id.index()] += 1;
        }
        Ok(id)
    }

    fn end_sentence(&mut self) -> Result<()> {
        Ok(())
    }
}
