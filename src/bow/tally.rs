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

use crate::bow::occurrences::{NONE, Occurrence, Occurrences, document_ranges};
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

/// Counts the words (length 1): their numbers are their ids, and none is left out of the lists; only
/// positions of words in fewer than `fewest` documents are [`NONE`].
pub(crate) fn count_words(encoded: &Encoded, words: usize, fewest: u64) -> Counts {
    // Each task counts into lists as long as the vocabulary: it must have more to count than to clear.
    let tasks = document_ranges(encoded, POSITIONS_PER_TASK.max(8 * words));
    let partial = parallel::map(&tasks, |task| {
        let (mut documents, mut total, mut last) = (vec![0u32; words], vec![0u64; words], vec![NONE; words]);
        for document in task.clone() {
            for word in encoded.document(document).iter().filter(|&&word| word != TokenId::UNKNOWN) {
                let word = word.index();
                total[word] += 1;
                documents[word] += u32::from(last[word] != document as u32);
                last[word] = document as u32;
            }
        }
        (documents, total)
    });
    let mut counts = Counts {
        words: (0..words as u32).collect(),
        documents: vec![0; words],
        total: vec![0; words],
        ..Counts::default()
    };
    for (documents, total) in partial {
        counts.documents.iter_mut().zip(documents).for_each(|(sum, part)| *sum += u64::from(part));
        counts.total.iter_mut().zip(total).for_each(|(sum, part)| *sum += part);
    }
    counts.at = parallel::filled(encoded.ids().len(), || NONE);
    parallel::fill_chunks(&mut counts.at, POSITIONS_PER_TASK, |first, part| {
        for (slot, &id) in part.iter_mut().zip(&encoded.ids()[first..]) {
            if id != TokenId::UNKNOWN && counts.documents[id.index()] >= fewest {
                *slot = id.0;
            }
        }
    });
    counts
}

/// Counts the n-grams one word longer than those of `shorter`, leaving out what stands in fewer than
/// `fewest` documents. `length` is their number of words.
pub(crate) fn count_longer(encoded: &Encoded, shorter: &Counts, length: usize, fewest: u64) -> Counts {
    // What was too rare among the tails makes the whole too rare.
    let occurrences = Occurrences::deal(encoded, &shorter.at, length, &shorter.total, true);
    let at = parallel::filled(encoded.ids().len(), || AtomicU32::new(NONE));
    let counted = occurrences.map_buckets(|inside| count_bucket(inside, fewest, &at));

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
    let mut longer = Counts {
        parents: parallel::concat(parents),
        words: parallel::concat(words),
        documents: parallel::concat(documents),
        total: parallel::concat(total),
        at: Vec::new(),
    };
    longer.at = parallel::filled(at.len(), || NONE);
    parallel::fill_chunks(&mut longer.at, POSITIONS_PER_TASK, |first, part| {
        for (offset, slot) in part.iter_mut().enumerate() {
            let inside = at[first + offset].load(Ordering::Relaxed);
            if inside != NONE {
                *slot = inside + firsts[occurrences.bucket_of(shorter.at[first + offset])];
            }
        }
    });
    longer
}

/// Counts runs of equal paths, numbers those that stay from 0, and writes the numbers to their positions.
/// No two buckets share a position, so the relaxed stores never meet.
fn count_bucket(inside: &[Occurrence], fewest: u64, at: &[AtomicU32]) -> Counts {
    let mut counts = Counts::default();
    for run in inside.chunk_by(|a, b| a.path() == b.path()) {
        let documents = run.chunk_by(|a, b| a.document == b.document).count();
        if (documents as u64) < fewest {
            continue;
        }
        for occurrence in run {
            at[occurrence.position as usize].store(counts.words.len() as u32, Ordering::Relaxed);
        }
        counts.parents.push(run[0].prefix);
        counts.words.push(run[0].word);
        counts.documents.push(documents as u64);
        counts.total.push(run.len() as u64);
    }
    counts
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
            let unigrams = count_words(&encoded, words as usize, fewest);
            let mut levels = vec![unigrams];
            for length in 2..=3 {
                let longer = count_longer(&encoded, &levels[length - 2], length, fewest);
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
            let words = count_words(&encoded, 500, 1);
            count_longer(&encoded, &words, 2, 1)
        };
        let one = parallel::with_threads(1, run).unwrap();
        for threads in [2, 7] {
            assert_eq!(parallel::with_threads(threads, run).unwrap(), one);
        }
    }
}
