//! [`rows_of`]: documents as rows of terms that were learnt before.

use crate::bow::occurrences::NONE;
use crate::bow::repeated::{self, columns_of_words};
use crate::bow::rows::{Weighing, of_known, of_numbered};
use crate::bow::terms::{Joint, Terms};
use crate::bow::units::is_ambiguous;
use crate::error::{Result, check_limit};
use crate::text::analyzer::{Analyzer, Unit};
use crate::text::documents::Documents;
use crate::text::encode::Chunks;
use crate::text::encode_characters::encode_characters_with;
use crate::text::encoded::Encoded;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// The rows of `documents`, in which only `terms` count.
pub(crate) fn rows_of<D: Documents + ?Sized, V: Value>(
    analyzer: &Analyzer,
    terms: &Terms,
    documents: &D,
    weigh: &impl Weighing<V>,
) -> Result<SparseMatrix<V>> {
    let of_chunks =
        |chunks: Chunks| of_known(&checked(chunks.known(terms.words()).encoded()?)?, terms, weigh);
    match (terms.joint(), analyzer.ngram_unit()) {
        (Joint::Whole, _) => of_chunks(Chunks::of_ngrams(analyzer, documents)?),
        (_, Unit::CharactersInWords) => {
            let (words, documents) = Chunks::of_units(analyzer, documents)?.numbered()?;
            let characters = checked(encode_characters_with(terms.words(), &words)?)?;
            repeated::rows(&documents, &columns_of_words(&characters, terms)?, terms.len(), weigh)
        }
        (joint, _) => {
            let chunks = Chunks::of_units(analyzer, documents)?;
            if joint == Joint::Space && chunks.any(is_ambiguous) {
                return spelled(analyzer, terms, documents, weigh);
            }
            of_chunks(chunks)
        }
    }
}

/// The same where words hold spaces, which may make terms of other words: every n-gram is sought as a string.
fn spelled<D: Documents + ?Sized, V: Value>(
    analyzer: &Analyzer,
    terms: &Terms,
    documents: &D,
    weigh: &impl Weighing<V>,
) -> Result<SparseMatrix<V>> {
    let (ngrams, encoded) = Chunks::of_ngrams(analyzer, documents)?.numbered()?;
    let columns = ngrams.iter().map(|ngram| terms.column(ngram).unwrap_or(NONE)).collect();
    of_numbered(&encoded, &[], &[columns], terms.len(), weigh)
}

fn checked(encoded: Encoded) -> Result<Encoded> {
    check_limit("words of one call", u64::from(NONE) - 1, encoded.ids().len() as u64)?;
    Ok(encoded)
}
