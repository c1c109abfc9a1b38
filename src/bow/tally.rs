//! Counting n-grams: from documents as word numbers to every distinct n-gram, how many documents hold it,
//! how often it occurs, and which one stands at each position.
//!
//! N-grams are [sorted](super::occurrences), not hashed: equal neighbours are one n-gram, and numbers come
//! in the order of the terms.
//!
//! **Pruning while counting.** An n-gram occurs in no more documents than its parts do, so whatever is
//! too rare is left out before the next length is counted (as in Apriori: Agrawal and Srikant, 1994).

use std::sync::atomic::{AtomicU32, Ordering};

use serde::{Deserialize, Serialize};

use crate::bow::occurrences::{Bucket, Longer, NONE, Occurrence, Occurrences, document_ranges};
use crate::parallel;
use crate::text::encoded::Encoded;
use crate::text::vocabulary::TokenId;

/// Positions that a task takes.
const POSITIONS_PER_TASK: usize = 1 << 18;

/// All n-grams of one length.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Counts {
    /// The number of the n-gram without its last word (length 1: none).
    pub(crate) parents: Vec<u32>,
    /// The last word.
    pub(crate) words: Vec<u32>,
    /// Documents that hold it.
    pub(crate) documents: Vec<u64>,
    /// Occurrences.
    pub(crate) total: Vec<u64>,
    /// For each position of the corpus, the number of the n-gram that starts there, or [`NONE`].
    #[serde(skip)]
    pub(crate) at: Vec<u32>,
}

/// What is known of a word while documents are counted.
#[derive(Clone, Copy)]
struct WordCount {
    documents: u32,
    total: u32,
    /// The document that it was met in last, or [`NONE`].
    last: u32,
}

/// Counts the words (length 1): their numbers are their ids, and none is left out.
pub(crate) fn count_words(encoded: &Encoded, words: usize) -> Counts {
    let never = WordCount { documents: 0, total: 0, last: NONE };
    let tasks = document_ranges(encoded, POSITIONS_PER_TASK);
    let partial = parallel::work(
        &tasks,
        || vec![never; words],
        |counts, _, task| {
            for document in task.clone() {
                for word in encoded.document(document).iter().filter(|&&word| word != TokenId::UNKNOWN) {
                    let count = &mut counts[word.index()];
                    count.total += 1;
                    count.documents += u32::from(count.last != document as u32);
                    count.last = document as u32;
                }
            }
        },
    );
    let mut counts = Counts {
        words: (0..words as u32).collect(),
        documents: vec![0; words],
        total: vec![0; words],
        ..Counts::default()
    };
    for part in partial {
        let sums = counts.documents.iter_mut().zip(&mut counts.total);
        for ((documents, total), count) in sums.zip(part) {
            *documents += u64::from(count.documents);
            *total += u64::from(count.total);
        }
    }
    counts
}

/// For each position the number of the word there, or [`NONE`] for words in fewer than `fewest` of the `documents` that hold
/// each.
pub(crate) fn numbers_of_words(encoded: &Encoded, documents: &[u64], fewest: u64) -> Vec<u32> {
    let mut at = parallel::filled(encoded.ids().len(), || NONE);
    parallel::fill_chunks(&mut at, POSITIONS_PER_TASK, |first, part| {
        for (slot, &id) in part.iter_mut().zip(&encoded.ids()[first..]) {
            if id != TokenId::UNKNOWN && documents[id.index()] >= fewest {
                *slot = id.0;
            }
        }
    });
    at
}

/// Counts the n-grams one word longer than those of `shorter`, leaving out what stands in fewer than
/// `fewest` documents. `length` is their number of words, `words` that of all words.
pub(crate) fn count_longer(
    encoded: &Encoded,
    words: usize,
    shorter: &Counts,
    length: usize,
    fewest: u64,
) -> Counts {
    // What was too rare among the tails makes the whole too rare.
    let longer = Longer { encoded, words, length, shorter: &shorter.at, tails: true };
    let occurrences = Occurrences::deal(&longer, &shorter.total);
    let at = parallel::filled(encoded.ids().len(), || AtomicU32::new(NONE));
    let borders = Borders::of(encoded);
    let counted = occurrences.map_buckets(|bucket| count_bucket(bucket, &borders, fewest, &at));

    let firsts: Vec<u32> = counted
        .iter()
        .scan(0, |next, part| Some(std::mem::replace(next, *next + part.words.len() as u32)))
        .collect();
    let (mut parents, mut words, mut documents, mut total) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for part in counted {
        parents.push(part.parents);
        words.push(part.words);
        documents.push(part.documents);
        total.push(part.total);
    }
    let mut at: Vec<u32> = at.into_iter().map(AtomicU32::into_inner).collect();
    parallel::fill_chunks(&mut at, POSITIONS_PER_TASK, |first, part| {
        for (slot, &prefix) in part.iter_mut().zip(&shorter.at[first..]).filter(|(slot, _)| **slot != NONE) {
            *slot += firsts[occurrences.bucket_of(prefix)];
        }
    });
    Counts {
        parents: parallel::concat(parents),
        words: parallel::concat(words),
        documents: parallel::concat(documents),
        total: parallel::concat(total),
        at,
    }
}

/// Counts runs of equal n-grams, numbers those that stay from 0, and writes the numbers to their positions.
/// No two buckets share a position, so the relaxed stores never meet.
fn count_bucket(bucket: &Bucket<'_>, borders: &Borders<'_>, fewest: u64, at: &[AtomicU32]) -> Counts {
    let mut counts = Counts::default();
    for run in bucket.runs() {
        // No run stands in more documents than it has occurrences.
        if (run.len() as u64) < fewest {
            continue;
        }
        let documents = borders.documents_of(run);
        if documents < fewest {
            continue;
        }
        for occurrence in run {
            at[occurrence.position as usize].store(counts.words.len() as u32, Ordering::Relaxed);
        }
        let (prefix, word) = bucket.path(run[0]);
        counts.parents.push(prefix);
        counts.words.push(word);
        counts.documents.push(documents);
        counts.total.push(run.len() as u64);
    }
    counts
}

/// Where documents end, to be found quickly.
struct Borders<'e> {
    ends: &'e [usize],
    /// For every 64th position the first document that ends behind it.
    of_block: Vec<u32>,
}

impl<'e> Borders<'e> {
    fn of(encoded: &'e Encoded) -> Self {
        let ends = encoded.ends();
        let mut document = 0;
        let of_block = (0..=encoded.ids().len() / 64 + 1).map(|block| {
            while ends.get(document).is_some_and(|&end| end <= block * 64) {
                document += 1;
            }
            document as u32
        });
        Borders { of_block: of_block.collect(), ends }
    }

    /// In how many documents ascending positions lie.
    fn documents_of(&self, run: &[Occurrence]) -> u64 {
        if let [_] = run {
            return 1;
        }
        let (mut documents, mut end) = (0, 0);
        for position in run.iter().map(|occurrence| occurrence.position as usize) {
            if position >= end {
                documents += 1;
                let (low, high) = (self.of_block[position / 64], self.of_block[position / 64 + 1]);
                let among = &self.ends[low as usize..high as usize];
                let document = low as usize + among.partition_point(|&end| end <= position);
                end = self.ends[document];
            }
        }
        documents
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::seed::Seed;

    fn corpus(documents: usize, words: u64) -> Encoded {
        let (draws, mut ids, mut ends) = (Seed(3).stream("tally"), Vec::new(), Vec::new());
        for document in 0..documents as u64 {
            for place in 0..draws.below(document, 40) {
                let draw = draws.uniform(1_000_000 + document * 100 + place);
                ids.push(TokenId((draw * draw * words as f64) as u32));
            }
            ends.push(ids.len());
        }
        Encoded::from_parts(ids, ends).unwrap()
    }

    /// Every length against a map that counts tuples.
    #[test]
    fn equals_a_map_of_tuples() {
        for (words, fewest) in [(3, 1), (50, 1), (50, 3), (4_000, 2)] {
            let encoded = corpus(700, words);
            let mut unigrams = count_words(&encoded, words as usize);
            unigrams.at = numbers_of_words(&encoded, &unigrams.documents, fewest);
            let mut levels = vec![unigrams];
            for length in 2..=3 {
                let longer = count_longer(&encoded, words as usize, &levels[length - 2], length, fewest);
                levels.push(longer);
                let mut expected: BTreeMap<Vec<u32>, (u32, u64, usize)> = BTreeMap::new();
                for (document, ids) in encoded.iter().enumerate() {
                    for window in ids.windows(length) {
                        let path = window.iter().map(|id| id.0).collect();
                        let entry = expected.entry(path).or_insert((0, 0, usize::MAX));
                        entry.0 += u32::from(entry.2 != document);
                        (entry.1, entry.2) = (entry.1 + 1, document);
                    }
                }
                expected.retain(|_, counts| u64::from(counts.0) >= fewest);
                let last = &levels[length - 1];
                let path = |mut node: usize| {
                    let mut path = Vec::new();
                    for level in levels[..length].iter().rev() {
                        path.insert(0, level.words[node]);
                        node = level.parents.get(node).map_or(0, |&parent| parent as usize);
                    }
                    path
                };
                assert_eq!(
                    (0..last.words.len()).map(path).collect::<Vec<_>>(),
                    expected.keys().cloned().collect::<Vec<_>>()
                );
                assert!(expected.values().zip(last.documents.iter().zip(&last.total)).all(|(e, (d, t))| (
                    u64::from(e.0),
                    e.1
                )
                    == (*d, *t)));
                for (position, &node) in last.at.iter().enumerate().filter(|(_, node)| **node != NONE) {
                    let window: Vec<u32> =
                        encoded.ids()[position..position + length].iter().map(|id| id.0).collect();
                    assert_eq!(path(node as usize), window);
                }
                let kept = last.at.iter().filter(|&&node| node != NONE).count();
                assert_eq!(kept as u64, last.total.iter().sum::<u64>());
            }
        }
    }

    #[test]
    fn threads_do_not_matter() {
        let encoded = corpus(3_000, 500);
        let run = || {
            let mut words = count_words(&encoded, 500);
            words.at = numbers_of_words(&encoded, &words.documents, 1);
            count_longer(&encoded, 500, &words, 2, 1)
        };
        let one = parallel::with_threads(1, run).unwrap();
        for threads in [2, 7] {
            assert_eq!(parallel::with_threads(threads, run).unwrap(), one);
        }
    }
}
