//! [`Units`]: documents as numbers of what their n-grams are made of.
//!
//! Two forms: words or characters that are joined into n-grams; and n-grams that are whole, where a joint would be
//! ambiguous or the terms are given. Words alone are read into [bags](super::word_bags), and characters inside words word by
//! [word](super::repeated).

use crate::bow::occurrences::NONE;
use crate::bow::terms::Joint;
use crate::error::{Result, check_limit};
use crate::text::analyzer::{Analyzer, Unit};
use crate::text::documents::Documents;
use crate::text::encode::{Chunks, Named};
use crate::text::ngram::range::NgramRange;
use crate::text::vocabulary::Vocabulary;

/// Documents, ready to be counted.
pub(crate) struct Units {
    pub(crate) joint: Joint,
    pub(crate) words: Vocabulary,
    /// Documents, whose numbers stand for `words`.
    pub(crate) documents: Named,
    /// How many units make an n-gram.
    pub(crate) lengths: NgramRange,
}

impl Units {
    /// Documents as an analyzer cuts them.
    pub(crate) fn read<D: Documents + ?Sized>(analyzer: &Analyzer, documents: &D) -> Result<Self> {
        let lengths = analyzer.ngram_range();
        let chunks = Chunks::of_units(analyzer, documents)?;
        let (joint, chunks, lengths) = match analyzer.ngram_unit() {
            Unit::Characters | Unit::CharactersInWords => (Joint::Nothing, chunks, lengths),
            Unit::Words if chunks.any(is_ambiguous) => {
                (Joint::Whole, Chunks::of_ngrams(analyzer, documents)?, NgramRange::UNIGRAMS)
            }
            Unit::Words => (Joint::Space, chunks, lengths),
        };
        let (words, documents) = chunks.named()?;
        Units { joint, words, documents, lengths }.checked()
    }

    /// Documents as terms that are given; others are unknown.
    pub(crate) fn known<D: Documents + ?Sized>(
        analyzer: &Analyzer,
        words: Vocabulary,
        documents: &D,
    ) -> Result<Self> {
        let documents = Chunks::of_ngrams(analyzer, documents)?.known(&words);
        let lengths = NgramRange::UNIGRAMS;
        Units { joint: Joint::Whole, words, documents, lengths }.checked()
    }

    fn checked(self) -> Result<Self> {
        check_limit("words of one fit", u64::from(NONE) - 1, self.documents.places() as u64)?;
        Ok(self)
    }
}

/// Whether a word makes joined terms ambiguous, or sort otherwise than their strings.
pub(crate) fn is_ambiguous(word: &str) -> bool {
    word.is_empty() || word.bytes().any(|byte| byte <= b' ')
}
