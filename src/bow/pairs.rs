//! [`count_pairs`]: words and pairs of neighbours, counted without a place for either.
//!
//! Where each word stands is one sort, where each pair stands another inside it: all places of a word, in the order of the
//! documents, are put in the order of the words that follow. What comes out stands in the order of the columns, a word before its pairs, so
//! that rows need no sort of their own: they are the [transpose](super::pair_rows) of what is found here.
//!
//! 1. **Deal.** Words are dealt to buckets by their rank, each with the rank of the next word and its document. A bucket is a range
//!    of words with some thousand places, which fit the second-level cache.
//! 2. **Bring together** the places of each word of a bucket. Runs of equal documents are the counts of the word.
//! 3. **Count** which words follow ([`Followers`]): those that follow often enough are put in order, and the places with them. Runs
//!    of equal documents are the counts of the pairs; those in too few documents are left out at once.
//! 4. What stays is written down by the chunks of documents that were read together ([`Notes`]), whose rows are later made together.

use crate::bow::blocks::Blocks;
use crate::bow::followers::Followers;
use crate::bow::pair_buckets::{Buckets, Together};
use crate::bow::pair_notes::{BucketEntries, Notes};
use crate::bow::pair_places::PairPlaces;
use crate::bow::pair_rows::{NumberedPairs, PairEntries};
use crate::bow::tally::Counts;
use crate::parallel;
use crate::text::encode::Named;
use crate::text::ngram::range::NgramRange;

/// Counts words, and pairs that stand in `fewest` documents or more; and tells where they stand if that is to be kept.
pub(crate) fn count_pairs(
    documents: Named,
    places: PairPlaces,
    lengths: NgramRange,
    fewest: u64,
    keep: bool,
) -> (Vec<Counts>, NumberedPairs) {
    let sizes: Vec<usize> = documents.chunks.iter().map(|(_, chunk)| chunk.ends.len()).collect();
    let buckets = Buckets::over(&documents, places);
    let dealt = buckets.deal(documents);
    let work =
        Work { buckets: &buckets, chunks: sizes.len(), fewest, keep, with_words: lengths.shortest == 1 };
    let step = |room: &mut Room, bucket, heaps| work.count(bucket, heaps, room);
    let (rooms, found) = parallel::work_on(dealt, || work.room(), step);
    let notes = rooms.into_iter().map(|room| room.notes).collect();

    let words = places.words() as usize;
    let mut singles = Counts { words: (0..words as u32).collect(), ..Counts::default() };
    let (mut parents, mut lasts, mut held, mut total) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut entries = Vec::new();
    for (worker, part) in found {
        singles.documents.extend(part.held);
        singles.total.extend(part.total);
        parents.push(part.pairs.parents);
        lasts.push(part.pairs.words);
        held.push(part.pairs.documents);
        total.push(part.pairs.total);
        entries.push((worker, part.entries));
    }
    let pairs = Counts {
        parents: parallel::concat(parents),
        words: parallel::concat(lasts),
        documents: parallel::concat(held),
        total: parallel::concat(total),
        at: Vec::new(),
    };
    let fewest = if lengths.shortest == 1 { fewest } else { u64::MAX };
    let entries = PairEntries { notes, buckets: entries, sizes };
    (vec![singles, pairs], NumberedPairs { entries, firsts: buckets.firsts, fewest })
}

/// What is asked of each bucket.
struct Work<'b> {
    buckets: &'b Buckets,
    /// How many chunks there are.
    chunks: usize,
    fewest: u64,
    keep: bool,
    /// Whether words are terms, too.
    with_words: bool,
}

/// Room to work in.
struct Room {
    together: Together,
    followers: Followers,
    notes: Notes,
}

/// What is known of the words of a bucket and of its pairs.
struct Part {
    /// Documents that hold each word.
    held: Vec<u64>,
    /// How often each word occurs.
    total: Vec<u64>,
    pairs: Counts,
    entries: BucketEntries,
}

impl Work<'_> {
    fn room(&self) -> Room {
        let places = &self.buckets.places;
        let notes = Notes::new(self.chunks, places.document_bits(), self.keep);
        Room { together: Together::default(), followers: Followers::new(places.words()), notes }
    }

    fn count(&self, bucket: usize, heaps: Vec<Blocks<u64>>, room: &mut Room) -> Part {
        let Room { together, followers, notes } = room;
        self.buckets.bring_together(bucket, heaps, together);
        let (mut held, mut total, mut pairs) = (Vec::new(), Vec::new(), Counts::default());
        for (word, places) in (self.buckets.firsts[bucket]..).zip(together.words()) {
            total.push(places.len() as u64);
            held.push(if self.with_words {
                notes.add(places.iter().map(|&place| place as u32), self.fewest)
            } else {
                0
            });
            if (places.len() as u64) < self.fewest {
                continue;
            }
            followers.each(places, self.fewest, |next, documents| {
                let held = notes.add(documents.iter().copied(), self.fewest);
                if held >= self.fewest {
                    pairs.parents.push(word);
                    pairs.words.push(next);
                    pairs.documents.push(held);
                    pairs.total.push(documents.len() as u64);
                }
            });
        }
        Part { held, total, pairs, entries: notes.finish() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bow::choose::choose;
    use crate::bow::count_params::CountParams;
    use crate::bow::grams::Grams;
    use crate::bow::rows::of_numbered;
    use crate::bow::tally::{count_longer, count_words, numbers_of_words};
    use crate::bow::terms::Joint;
    use crate::text::analyzer::Analyzer;
    use crate::text::encode::Chunks;
    use proptest::prelude::*;

    /// Holds counts and rows against those of words and pairs that have their places.
    fn check(params: &CountParams, documents: &[String], lengths: NgramRange, fewest: u64) {
        let named = || Chunks::of_units(&Analyzer::default(), documents).unwrap().named().unwrap();
        let (words, documents) = named();
        let encoded = named().1.encoded().unwrap();
        let mut singles = count_words(&encoded, words.len());
        singles.at = numbers_of_words(&encoded, &singles.documents, fewest);
        let mut pairs = count_longer(&encoded, words.len(), &singles, 2, fewest);
        (singles.at, singles.documents) = match lengths.shortest {
            1 => (Vec::new(), singles.documents),
            _ => (Vec::new(), vec![0; words.len()]),
        };
        let at = std::mem::take(&mut pairs.at);

        let places = PairPlaces::of(&documents, words.len()).unwrap();
        let (levels, entries) = count_pairs(documents, places, lengths, fewest, true);
        assert_eq!(levels, [singles, pairs]);
        let count = encoded.len() as u64;
        let grams = Grams { joint: Joint::Space, words, levels };
        let Ok(chosen) = choose(params, &grams, count) else { return };
        let (columns, width) = (&chosen.columns, chosen.terms.len());
        let rows = entries.rows::<f64>(&grams.levels, columns, width, params).unwrap();
        assert_eq!(rows, of_numbered(&encoded, &[&at], columns, width, params).unwrap());
    }

    proptest! {
        #[test]
        fn equals_what_has_places(
            documents in prop::collection::vec("(aa |[b-e][a-c] ){0,60}", 1..40),
            shortest in 1..3usize,
            fewest in 1..4u64,
            most in prop_oneof![Just(usize::MAX), 1..40usize],
        ) {
            let lengths = NgramRange { shortest, longest: 2 };
            let params = CountParams::default().ngrams(shortest, 2).min_df(fewest).max_features(most);
            for threads in [1, 3] {
                parallel::with_threads(threads, || check(&params, &documents, lengths, fewest)).unwrap();
            }
        }
    }

    /// More pairs of one word than a segment holds, words and pairs that occur often, and more chunks than one.
    #[test]
    fn large_numbers_fit() {
        let pairs = |from: usize, to: usize| (from..to).map(|at| format!("aa b{at} ")).collect::<String>();
        let documents =
            [pairs(0, 80_000), String::new(), "aa ".repeat(70_000), pairs(70_000, 90_000), "aa aa cc".into()];
        let params = CountParams::default().ngrams(1, 2);
        check(&params, &documents, NgramRange { shortest: 1, longest: 2 }, 1);
        check(&params.max_df(2), &documents, NgramRange { shortest: 1, longest: 2 }, 1);
    }
}
