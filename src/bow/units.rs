//! [`Units`]: documents as numbers of what their n-grams are made of.
//!
//! Three forms: words or characters that are joined into n-grams; n-grams that are whole, where a joint would be
//! ambiguous or the terms are given; and words as documents of characters, each distinct word once, beside the documents
//! as words. In the last form the n-grams of a word are counted once, however often it occurs.

use crate::bow::occurrences::NONE;
use crate::bow::terms::Joint;
use crate::error::{Result, check_limit};
use crate::text::analyzer::{Analyzer, Unit};
use crate::text::documents::Documents;
use crate::text::encode::Chunks;
use crate::text::encoded::Encoded;
use crate::text::ngram::range::NgramRange;
use crate::text::vocabulary::Vocabulary;

/// Documents, ready to be counted.
pub(crate) struct Units {
    pub(crate) joint: Joint,
    pub(crate) words: Vocabulary,
    /// Documents, or distinct words, as numbers of `words`.
    pub(crate) encoded: Encoded,
    /// Where `encoded` holds distinct words: the documents as their numbers.
    pub(crate) repeats: Option<Encoded>,
    /// How many units make an n-gram.
    pub(crate) lengths: NgramRange,
}

impl Units {
    /// Documents as an analyzer cuts them.
    pub(crate) fn read<D: Documents + ?Sized>(analyzer: &Analyzer, documents: &D) -> Result<Self> {
        let lengths = analyzer.ngram_range();
        let chunks = Chunks::of_units(analyzer, documents)?;
        let (joint, chunks, lengths) = match analyzer.ngram_unit() {
            Unit::CharactersInWords => return Units::of_pieces(chunks, lengths),
            Unit::Characters => (Joint::Nothing, chunks, lengths),
            Unit::Words if lengths == NgramRange::UNIGRAMS => (Joint::Whole, chunks, lengths),
            Unit::Words if chunks.any(is_ambiguous) => {
                (Joint::Whole, Chunks::of_ngrams(analyzer, documents)?, NgramRange::UNIGRAMS)
            }
            Unit::Words => (Joint::Space, chunks, lengths),
        };
        let (words, encoded) = chunks.sorted()?;
        Units { joint, words, encoded, repeats: None, lengths }.checked()
    }

    /// Documents as terms that are given; others are unknown.
    pub(crate) fn known<D: Documents + ?Sized>(
        analyzer: &Analyzer,
        words: Vocabulary,
        documents: &D,
    ) -> Result<Self> {
        let encoded = Chunks::of_ngrams(analyzer, documents)?.known(&words)?;
        let lengths = NgramRange::UNIGRAMS;
        Units { joint: Joint::Whole, words, encoded, repeats: None, lengths }.checked()
    }

    fn of_pieces(chunks: Chunks, lengths: NgramRange) -> Result<Self> {
        let (pieces, documents) = chunks.sorted()?;
        let (words, encoded) = characters_of(&pieces)?.sorted()?;
        Units { joint: Joint::Nothing, words, encoded, repeats: Some(documents), lengths }.checked()
    }

    fn checked(self) -> Result<Self> {
        check_limit("words of one fit", u64::from(NONE) - 1, self.encoded.ids().len() as u64)?;
        Ok(self)
    }
}

/// Whether a word makes joined terms ambiguous, or sort otherwise than their strings.
pub(crate) fn is_ambiguous(word: &str) -> bool {
    word.is_empty() || word.bytes().any(|byte| byte <= b' ')
}

/// The characters of each word.
pub(crate) fn characters_of(words: &Vocabulary) -> Result<Chunks> {
    let characters = Analyzer::default().lowercase(false).unit(Unit::Characters);
    let words: Vec<&str> = words.iter().collect();
    Chunks::of_units(&characters, words.as_slice())
}
