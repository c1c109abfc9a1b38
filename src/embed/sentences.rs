//! [`Sentences`]: a corpus as ids, read a stretch at a time, by any thread, as often as wanted.

use std::ops::Range;

use crate::error::Result;
use crate::text::encoded::Encoded;
use crate::text::vocabulary::TokenId;

/// Sentences as ids of words, in memory or in a file.
pub trait Sentences: std::fmt::Debug + Send + Sync {
    /// How many sentences there are.
    fn count(&self) -> usize;

    /// Where a sentence begins among the ids of all; for `count()`, how many ids there are.
    ///
    /// # Panics
    /// If `sentence` is above `count()`.
    fn start(&self, sentence: usize) -> u64;

    /// Hands over the ids of some sentences, one sentence after the other.
    ///
    /// # Errors
    /// What reading meets; [`Error::Corrupt`](crate::Error::Corrupt) where a file is not what it was.
    fn read(&self, sentences: Range<usize>, sink: &mut dyn FnMut(&[TokenId])) -> Result<()>;
}

impl Sentences for Encoded {
    fn count(&self) -> usize {
        self.len()
    }

    fn start(&self, sentence: usize) -> u64 {
        if sentence == 0 { 0 } else { self.ends()[sentence - 1] as u64 }
    }

    fn read(&self, sentences: Range<usize>, sink: &mut dyn FnMut(&[TokenId])) -> Result<()> {
        sentences.for_each(|sentence| sink(self.document(sentence)));
        Ok(())
    }
}

/// Other sentences with every id changed.
#[derive(Debug)]
pub(crate) struct Ranked<'s> {
    pub(crate) sentences: &'s dyn Sentences,
    /// The new number of each id.
    pub(crate) ranks: &'s [TokenId],
}

impl Sentences for Ranked<'_> {
    fn count(&self) -> usize {
        self.sentences.count()
    }

    fn start(&self, sentence: usize) -> u64 {
        self.sentences.start(sentence)
    }

    fn read(&self, sentences: Range<usize>, sink: &mut dyn FnMut(&[TokenId])) -> Result<()> {
        let mut changed = Vec::new();
        self.sentences.read(sentences, &mut |ids| {
            changed.clear();
            changed.extend(ids.iter().map(|id| self.ranks[id.index()]));
            sink(&changed);
        })
    }
}
