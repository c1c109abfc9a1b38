//! [`rows_of_pairs`]: documents as rows of words and pairs of words that were learnt before.
//!
//! It goes as [counting](super::pairs) does, but for what follows a word: the terms say which words those are, and in which order.

use crate::bow::followers::Followers;
use crate::bow::pair_buckets::{Buckets, Together};
use crate::bow::pair_notes::Notes;
use crate::bow::pair_places::PairPlaces;
use crate::bow::pair_rows::{Columns, PairEntries};
use crate::bow::rows::Weighing;
use crate::bow::terms::Terms;
use crate::error::Result;
use crate::parallel;
use crate::text::encode::Named;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// The rows of documents in the words of `terms`, none of which is longer than two words.
pub(crate) fn rows_of_pairs<V: Value>(
    documents: Named,
    places: PairPlaces,
    terms: &Terms,
    weigh: &impl Weighing<V>,
) -> Result<SparseMatrix<V>> {
    let sizes: Vec<usize> = documents.chunks.iter().map(|(_, chunk)| chunk.ends.len()).collect();
    let buckets = Buckets::over(&documents, places);
    let dealt = buckets.deal(documents);
    let start = || {
        let notes = Notes::new(sizes.len(), places.document_bits(), true);
        (Together::default(), Followers::new(places.words()), notes)
    };
    let (rooms, found) = parallel::work_on(dealt, start, |(together, followers, notes), bucket, heaps| {
        buckets.bring_together(bucket, heaps, together);
        let mut columns = Vec::new();
        for (word, places) in (buckets.firsts[bucket]..).zip(together.words()) {
            if let Some(column) = terms.column_at(1, word)
                && notes.add(places.iter().map(|&place| place as u32), 1) > 0
            {
                columns.push(column);
            }
            let (first, next) = terms.children(1, word);
            followers.each_of(places, next, |child, documents| {
                if let Some(column) = terms.column_at(2, first + child as u32) {
                    notes.add(documents.iter().copied(), 1);
                    columns.push(column);
                }
            });
        }
        (columns, notes.finish())
    });
    let notes = rooms.into_iter().map(|(_, _, notes)| notes).collect();
    let (columns, buckets) =
        found.into_iter().map(|(worker, (columns, entries))| (columns, (worker, entries))).unzip();
    PairEntries { notes, buckets, sizes }.rows(&Columns::Some(columns), terms.len(), weigh)
}
