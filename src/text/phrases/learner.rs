//! [`Learner`]: counts words and candidates for phrases, sentence by sentence.
//!
//! gensim counts strings: a word and a phrase that spell the same are one entry. Here words have numbers, and a pair of
//! numbers remembers its entry, so that a candidate is joined and looked up as a string only when its pair is new.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::error::Result;
use crate::text::phrases::params::PhrasesParams;
use crate::text::vocabulary::{TokenId, Vocabulary};

/// No entry has this number.
const NONE: u32 = u32::MAX;

/// Words and phrases with their counts, in the order in which they were first seen.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Entries {
    pub(super) texts: Vocabulary,
    pub(super) counts: Vec<u64>,
}

impl Entries {
    /// Adds to the count of `text`; gives its number.
    #[inline]
    pub(super) fn add(&mut self, text: &str, count: u64) -> Result<TokenId> {
        let id = self.texts.add(text)?;
        if id.index() == self.counts.len() {
            self.counts.push(0);
        }
        self.counts[id.index()] += count;
        Ok(id)
    }

    pub(super) fn count(&self, text: &str) -> u64 {
        self.texts.id(text).map_or(0, |id| self.counts[id.index()])
    }

    /// Drops the entries with a count below `least`; tells whether there were any.
    pub(super) fn prune(&mut self, least: u64) -> Result<bool> {
        if self.counts.iter().all(|&count| count >= least) {
            return Ok(false);
        }
        let kept = self.texts.iter().zip(&self.counts).filter(|(_, count)| **count >= least);
        self.texts = Vocabulary::in_order(kept.map(|(text, _)| text))?;
        self.counts.retain(|&count| count >= least);
        Ok(true)
    }
}

/// Counting in progress.
#[derive(Debug)]
pub(super) struct Learner<'p> {
    params: &'p PhrasesParams,
    pub(super) entries: Entries,
    /// Words read.
    pub(super) total: u64,
    /// The count that the next pruning asks for.
    pub(super) least: u64,
    words: Words,
    pairs: HashMap<u64, u32, FixedState>,
    joined: String,
}

/// Numbers of words, the connectors first, and the entry of each.
#[derive(Debug)]
struct Words {
    texts: Vocabulary,
    entries: Vec<u32>,
    connectors: usize,
}

impl Words {
    fn of(params: &PhrasesParams) -> Result<Self> {
        let texts = Vocabulary::in_order(params.connector_words.to_sorted())?;
        Ok(Words { connectors: texts.len(), entries: vec![NONE; texts.len()], texts })
    }

    #[inline]
    fn add(&mut self, word: &str) -> Result<TokenId> {
        let id = self.texts.add(word)?;
        if id.index() == self.entries.len() {
            self.entries.push(NONE);
        }
        Ok(id)
    }
}

impl<'p> Learner<'p> {
    pub(super) fn new(params: &'p PhrasesParams) -> Result<Self> {
        Ok(Learner {
            params,
            entries: Entries::default(),
            total: 0,
            least: 1,
            words: Words::of(params)?,
            pairs: HashMap::default(),
            joined: String::new(),
        })
    }

    /// Counts a sentence: each word that is no connector, and it together with the last such word before it and the
    /// connectors between.
    pub(super) fn sentence<S: AsRef<str>>(&mut self, sentence: impl IntoIterator<Item = S>) -> Result<()> {
        let (mut start, mut between) = (None, Vec::new());
        for word in sentence {
            self.total += 1;
            let word = self.words.add(word.as_ref())?;
            if word.index() < self.words.connectors {
                if start.is_some() {
                    between.push(word);
                }
                continue;
            }
            self.count_word(word)?;
            if let Some(start) = start {
                self.count_candidate(start, &between, word)?;
            }
            (start, between) = (Some(word), cleared(between));
        }
        if self.entries.texts.len() > self.params.max_entries { self.prune() } else { Ok(()) }
    }

    #[inline]
    fn count_word(&mut self, word: TokenId) -> Result<()> {
        let entry = &mut self.words.entries[word.index()];
        if *entry == NONE {
            *entry = self.entries.add(self.words.texts.word(word), 1)?.0;
        } else {
            self.entries.counts[*entry as usize] += 1;
        }
        Ok(())
    }

    #[inline]
    fn count_candidate(&mut self, start: TokenId, between: &[TokenId], end: TokenId) -> Result<()> {
        let pair = u64::from(start.0) << 32 | u64::from(end.0);
        let known = if between.is_empty() { self.pairs.get(&pair) } else { None };
        if let Some(&entry) = known {
            self.entries.counts[entry as usize] += 1;
            return Ok(());
        }
        self.joined.clear();
        self.joined.push_str(self.words.texts.word(start));
        for &word in between.iter().chain([&end]) {
            self.joined.push_str(&self.params.delimiter);
            self.joined.push_str(self.words.texts.word(word));
        }
        let entry = self.entries.add(&self.joined, 1)?;
        if between.is_empty() {
            self.pairs.insert(pair, entry.0);
        }
        Ok(())
    }

    /// Drops rare entries. Numbers change, so words and pairs are learnt anew.
    fn prune(&mut self) -> Result<()> {
        if self.entries.prune(self.least)? {
            self.words = Words::of(self.params)?;
            self.pairs.clear();
        }
        self.least += 1;
        Ok(())
    }
}

fn cleared<T>(mut list: Vec<T>) -> Vec<T> {
    list.clear();
    list
}
