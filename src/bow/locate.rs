//! Finding known n-grams in many documents at once: their occurrences are [sorted](super::occurrences)
//! and run along the sorted terms, so that no term is sought twice and none out of order.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::bow::occurrences::{Bucket, Longer, NONE, Occurrences};
use crate::bow::terms::Terms;
use crate::parallel;
use crate::text::encoded::Encoded;

/// For each length the node that starts at each position, or [`NONE`]; and the column of each node.
pub(crate) fn locate(encoded: &Encoded, terms: &Terms) -> (Vec<Vec<u32>>, Vec<Vec<u32>>) {
    // An unknown word is u32::MAX, and so is NONE.
    let mut levels = vec![encoded.ids().iter().map(|id| id.0).collect::<Vec<u32>>()];
    for length in 2..=terms.longest() {
        let shorter = &levels[length - 2];
        // Who has many children among the terms occurs often.
        let per_child = encoded.ids().len() as u64 / (terms.nodes(length) as u64).max(1) + 1;
        let children = |node: usize| terms.children(length - 1, node as u32).1.len() as u64;
        let weights: Vec<u64> = (0..terms.nodes(length - 1)).map(|node| children(node) * per_child).collect();
        let longer = Longer { encoded, words: terms.nodes(1), length, shorter, tails: false };
        let occurrences = Occurrences::deal(&longer, &weights);
        let at = parallel::filled(encoded.ids().len(), || AtomicU32::new(NONE));
        occurrences.map_buckets(|bucket| join(bucket, terms, length, &at));
        levels.push(at.into_iter().map(AtomicU32::into_inner).collect());
    }
    let columns = (1..=terms.longest()).map(|length| {
        let mut columns = vec![NONE; terms.nodes(length)];
        parallel::fill_chunks(&mut columns, 1 << 16, |first, part| {
            for (offset, slot) in part.iter_mut().enumerate() {
                *slot = terms.column_at(length, (first + offset) as u32).unwrap_or(NONE);
            }
        });
        columns
    });
    let columns = columns.collect();
    (levels, columns)
}

/// Runs sorted occurrences along the sorted children of their prefixes. No two buckets share a position,
/// so the relaxed stores never meet.
fn join(bucket: &Bucket<'_>, terms: &Terms, length: usize, at: &[AtomicU32]) {
    let (mut prefix, mut first, mut children, mut next) = (NONE, 0, &[][..], 0);
    for run in bucket.runs() {
        let (own, word) = bucket.path(run[0]);
        if own != prefix {
            prefix = own;
            (first, children) = terms.children(length - 1, prefix);
            next = 0;
        }
        // Few occurrences among many children leap, many among few step.
        next += gallop(&children[next..], word);
        if children.get(next) == Some(&word) {
            for occurrence in run {
                at[occurrence.position as usize].store(first + next as u32, Ordering::Relaxed);
            }
        }
    }
}

/// How many of the ascending `words` are below `word`, found in leaps that double.
fn gallop(words: &[u32], word: u32) -> usize {
    let mut leap = 1;
    while leap <= words.len() && words[leap - 1] < word {
        leap *= 2;
    }
    let from = leap / 2;
    from + words[from..words.len().min(leap)].partition_point(|&other| other < word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn galloping_finds_the_first_that_is_not_below() {
        for length in 0..40u32 {
            let words: Vec<u32> = (0..length).map(|n| 2 * n + 1).collect();
            for word in 0..2 * length + 3 {
                assert_eq!(gallop(&words, word), words.partition_point(|&other| other < word));
            }
        }
    }
}
