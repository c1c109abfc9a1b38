//! [`Encoder`]: words in, sentences of ids out.

use crate::embed::corpus_files::numbering::Numbering;
use crate::embed::corpus_files::store::Store;
use crate::embed::corpus_files::words::WordSink;
use crate::error::Result;
use crate::progress::{Progress, report};
use crate::text::vocabulary::TokenId;

/// A longer sentence becomes several: what reads sentences may hold one in memory.
pub(crate) const LONGEST_SENTENCE: usize = 1 << 20;

/// Words between two reports.
const WORDS_PER_REPORT: u64 = 1 << 20;

/// Numbers words and stores their sentences.
pub(crate) struct Encoder<'p, N, S> {
    pub(crate) numbering: N,
    pub(crate) store: S,
    sentence: Vec<TokenId>,
    words: u64,
    reported: u64,
    stage: &'static str,
    progress: &'p mut dyn Progress,
}

impl<'p, N: Numbering, S: Store> Encoder<'p, N, S> {
    pub(crate) fn new(numbering: N, store: S, stage: &'static str, progress: &'p mut dyn Progress) -> Self {
        Encoder { numbering, store, sentence: Vec::new(), words: 0, reported: 0, stage, progress }
    }

    /// Stores what has come of the sentence.
    fn store_sentence(&mut self) -> Result<()> {
        self.words += self.sentence.len() as u64;
        self.store.sentence(&self.sentence)?;
        self.sentence.clear();
        if self.words - self.reported >= WORDS_PER_REPORT {
            self.reported = self.words;
            report(self.progress, self.stage, self.words, None, &[])?;
        }
        Ok(())
    }
}

impl<N: Numbering, S: Store> WordSink for Encoder<'_, N, S> {
    #[inline]
    fn word(&mut self, word: &str) -> Result<()> {
        if let Some(id) = self.numbering.number(word)? {
            self.sentence.push(id);
            if self.sentence.len() == LONGEST_SENTENCE {
                self.store_sentence()?;
            }
        }
        Ok(())
    }

    #[inline]
    fn end_sentence(&mut self) -> Result<()> {
        self.numbering.end_sentence()?;
        if self.sentence.is_empty() { Ok(()) } else { self.store_sentence() }
    }
}
