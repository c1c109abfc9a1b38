//! [`Reader`]: documents become numbers of words, in the order in which words are met.
//!
//! Most documents are cut by scikit-learn's pattern, and most of the time of a count goes into two loops. The first runs over a
//! document: sixty-four bytes become a bit each, and the bits that change are the bounds of words
//! ([`collect_runs`](super::ascii_block::collect_runs)). The second runs over these words: the first eight bytes of
//! one are its key ([`Padded`]), which is sought in a table of such keys ([`Vocabulary`]). The table lives as long as the reader,
//! so that a word is new to it once. Whatever else cuts the documents hands its words over one by one.

use std::borrow::Cow;
use std::ops::Range;

use crate::error::Result;
use crate::pages;
use crate::text::analyzer::Analyzer;
use crate::text::documents::Documents;
use crate::text::padded::{Found, Padded};
use crate::text::token::Token;
use crate::text::vocabulary::{TokenId, Vocabulary};

/// Bytes of text that a word and what follows it take, or a little less.
const BYTES_PER_WORD: usize = 5;

/// What documents are cut into.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Cut {
    /// What n-grams are made of.
    Units,
    /// N-grams, each a word.
    Ngrams,
}

/// Reads documents, and knows every word that it has read.
pub(crate) struct Reader<'a> {
    analyzer: &'a Analyzer,
    cut: Cut,
    raw: Vocabulary,
    /// Where words are left out or stemmed, what they stand for.
    meanings: Option<Meanings>,
    room: Padded,
    found: Found,
}

/// What raw words stand for.
#[derive(Default)]
struct Meanings {
    terms: Vocabulary,
    /// For each raw word a term or [`TokenId::UNKNOWN`].
    of_raw: Vec<u32>,
}

/// Some documents as numbers of their reader's words.
pub(crate) struct Chunk {
    pub(crate) ids: Vec<u32>,
    /// Where each document ends among them.
    pub(crate) ends: Vec<usize>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(analyzer: &'a Analyzer, cut: Cut) -> Self {
        let keeps = cut == Cut::Ngrams || analyzer.keeps_units();
        let meanings = (!keeps).then(Meanings::default);
        let (raw, room, found) = (Vocabulary::default(), Padded::default(), Found::default());
        Reader { analyzer, cut, raw, meanings, room, found }
    }

    /// Reads some of `documents`.
    pub(crate) fn read<D: Documents + ?Sized>(
        &mut self,
        documents: &D,
        range: Range<usize>,
    ) -> Result<Chunk> {
        let bytes: usize = range.clone().map(|document| documents.size(document)).sum();
        let mut ids = pages::with_capacity(bytes / BYTES_PER_WORD);
        let mut ends = Vec::with_capacity(range.len());
        for document in range {
            self.read_one(documents, document, &mut ids)?;
            ends.push(ids.len());
        }
        Ok(Chunk { ids, ends })
    }

    /// Reads one of `documents` and puts the numbers of its words behind `ids`.
    pub(crate) fn read_one<D: Documents + ?Sized>(
        &mut self,
        documents: &D,
        document: usize,
        ids: &mut Vec<u32>,
    ) -> Result<()> {
        let start = ids.len();
        self.read_raw(documents, document, ids)?;
        if let Some(meanings) = &mut self.meanings {
            meanings.learn(self.analyzer, &self.raw)?;
            meanings.replace(ids, start);
        }
        Ok(())
    }

    /// Adds the raw words of a document.
    fn read_raw<D: Documents + ?Sized>(
        &mut self,
        documents: &D,
        document: usize,
        ids: &mut Vec<u32>,
    ) -> Result<()> {
        let raw = &mut self.raw;
        if self.cut == Cut::Units
            && let Some(text) = documents.text(document)
            && self.analyzer.find_units(text, &mut self.room, &mut self.found)
        {
            return raw.add_words(&self.room, &self.found, ids);
        }
        let mut failure = None;
        let mut take = |word: Token<'_>| match raw.add(word.text) {
            Ok(id) => ids.push(id.0),
            Err(error) => failure = Some(error),
        };
        match self.cut {
            Cut::Units => documents.units(document, self.analyzer, &mut take),
            Cut::Ngrams => documents.ngrams(document, self.analyzer, &mut take),
        }
        failure.map_or(Ok(()), Err)
    }

    /// The words that the numbers stand for.
    pub(crate) fn into_words(self) -> Vocabulary {
        self.meanings.map_or(self.raw, |meanings| meanings.terms)
    }
}

impl Meanings {
    /// Finds out what the raw words stand for that came since the last time.
    fn learn(&mut self, analyzer: &Analyzer, raw: &Vocabulary) -> Result<()> {
        for number in self.of_raw.len()..raw.len() {
            let term: Option<Cow<'_, str>> = analyzer.term(raw.word(TokenId(number as u32)));
            self.of_raw.push(term.map_or(Ok(TokenId::UNKNOWN), |term| self.terms.add(&term))?.0);
        }
        Ok(())
    }

    /// Puts terms in place of the raw words from `start`; those that stand for none go.
    fn replace(&self, ids: &mut Vec<u32>, start: usize) {
        let mut kept = start;
        for at in start..ids.len() {
            let term = self.of_raw[ids[at] as usize];
            ids[kept] = term;
            kept += usize::from(term != TokenId::UNKNOWN.0);
        }
        ids.truncate(kept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::analyzer::Unit;
    use crate::text::stopword::StopWords;
    use crate::text::tokenizer::Tokenizer;
    use proptest::prelude::*;

    proptest! {
        /// The quick way against the words that the analyzer hands over, chunk after chunk.
        #[test]
        fn numbers_spell_the_words_of_the_analyzer(
            documents in prop::collection::vec("[a-cA-C .,'1_]{0,90}|[a-cA .éЖ中Σİ½\u{301}]{0,90}|(abcdefgh|ab){0,30}", 0..6),
            lowercase in any::<bool>(),
            stop in any::<bool>(),
        ) {
            let stop_words = StopWords::from_words(if stop { vec!["ab", "éb"] } else { vec![] });
            let analyzer = Analyzer::default().lowercase(lowercase).stop_words(stop_words);
            let mut reader = Reader::new(&analyzer, Cut::Units);
            let (mut numbers, mut ends) = (Vec::new(), Vec::new());
            for range in [0..documents.len() / 2, documents.len() / 2..documents.len()] {
                let chunk = reader.read(documents.as_slice(), range).unwrap();
                ends.extend(chunk.ends.iter().map(|end| numbers.len() + end));
                numbers.extend(chunk.ids);
            }
            let words = reader.into_words();
            let mut spelt = numbers.iter().map(|&number| words.word(TokenId(number)));
            let mut start = 0;
            for (document, end) in documents.iter().zip(ends) {
                let tokens = analyzer.tokens(document);
                let expected: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
                prop_assert_eq!(spelt.by_ref().take(end - start).collect::<Vec<_>>(), expected);
                start = end;
            }
            prop_assert_eq!(spelt.next(), None);
        }

        /// The same of words for characters inside them, a space on either side.
        #[test]
        fn numbers_spell_the_words_between_spaces(
            documents in prop::collection::vec("[a-cA .,\t\x1c\0]{0,40}|[a-c É\u{85}\u{a0}\u{200b}中]{0,30}", 1..6),
            lowercase in any::<bool>(),
        ) {
            let analyzer = Analyzer::default().lowercase(lowercase).unit(Unit::CharactersInWords);
            let mut reader = Reader::new(&analyzer, Cut::Units);
            let chunk = reader.read(documents.as_slice(), 0..documents.len()).unwrap();
            let (words, mut expected) = (reader.into_words(), Vec::new());
            for document in &documents {
                analyzer.raw_units(document, &mut |unit| expected.push(unit.text.to_owned()));
            }
            let spelt: Vec<_> = chunk.ids.iter().map(|&number| words.word(TokenId(number))).collect();
            prop_assert_eq!(spelt, expected);
        }
    }
}
