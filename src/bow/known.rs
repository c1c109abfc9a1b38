//! [`rows_of`]: documents as rows of terms that were learnt before.

use crate::bow::known_pairs::rows_of_pairs;
use crate::bow::occurrences::NONE;
use crate::bow::pair_places::PairPlaces;
use crate::bow::repeated::{self, columns_of_words};
use crate::bow::rows::{Weighing, are_many, of_known, of_numbered};
use crate::bow::terms::{Joint, Terms};
use crate::bow::units::is_ambiguous;
use crate::error::{Result, check_limit};
use crate::text::analyzer::{Analyzer, Unit};
use crate::text::documents::Documents;
use crate::text::encode::Chunks;
use crate::text::encode_characters::encode_characters_with;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// The rows of `documents`, in which only `terms` count.
pub(crate) fn rows_of<D: Documents + ?Sized, V: Value>(
    analyzer: &Analyzer,
    terms: &Terms,
    documents: &D,
    weigh: &impl Weighing<V>,
) -> Result<SparseMatrix<V>> {
    match (terms.joint(), analyzer.ngram_unit()) {
        (Joint::Whole, _) => {
            let documents = Chunks::of_ngrams(analyzer, documents)?.known(terms.words());
            check_words(documents.places())?;
            of_known(&documents.encoded()?, terms, weigh)
        }
        (_, Unit::CharactersInWords) => {
            let (words, documents) = Chunks::of_units(analyzer, documents)?.numbered()?;
            let characters = encode_characters_with(terms.words(), &words)?;
            check_words(characters.ids().len())?;
            repeated::rows(&documents, &columns_of_words(&characters, terms)?, terms.len(), weigh)
        }
        (joint, _) => {
            let chunks = Chunks::of_units(analyzer, documents)?;
            if joint == Joint::Space && chunks.any(is_ambiguous) {
                return spelled(analyzer, terms, documents, weigh);
            }
            let documents = chunks.known(terms.words());
            check_words(documents.places())?;
            let places = PairPlaces::of(&documents, terms.words().len());
            match places.filter(|_| terms.longest() == 2 && are_many(documents.places(), terms)) {
                Some(places) => rows_of_pairs(documents, places, terms, weigh),
                None => of_known(&documents.encoded()?, terms, weigh),
            }
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

fn check_words(count: usize) -> Result<()> {
    check_limit("words of one call", u64::from(NONE) - 1, count as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bow::count::Count;
    use crate::bow::rows::of_few;
    use crate::fit::Fit;
    use crate::parallel;
    use crate::text::encode::encode_with;

    /// Rows by counting pairs and by sorting longer n-grams against those of n-grams that are sought one by one.
    #[test]
    fn many_documents_have_the_rows_of_few() {
        let texts = |from: u32, to: u32| -> Vec<String> {
            let text = |n: u32| format!("w{} w{} x{n} w{} w{} w{} ", n % 3, n % 7, n % 5, n % 11, n % 2);
            (from..to).map(|n| text(n).repeat(1 + (n % 90 * 50) as usize)).chain([String::new()]).collect()
        };
        for params in [
            Count::params().ngrams(1, 2),
            Count::params().ngrams(2, 2).min_df(3),
            Count::params().ngrams(1, 2).min_df(2).max_features(20),
            Count::params().ngrams(1, 3),
            Count::params().ngrams(3, 4).max_features(200),
        ] {
            let count = params.fit(texts(0, 400).as_slice()).unwrap();
            let unseen = texts(300, 900);
            let encoded = encode_with(count.analyzer(), count.terms().words(), &unseen).unwrap();
            let sought = of_few::<f64>(&encoded, count.terms(), &params).unwrap();
            assert!(sought.stored() > 1_000);
            assert!(are_many(encoded.ids().len(), count.terms()));
            let run = || rows_of(count.analyzer(), count.terms(), unseen.as_slice(), &params).unwrap();
            for threads in [1, 3] {
                assert_eq!(parallel::with_threads(threads, run).unwrap(), sought);
            }
        }
    }
}
