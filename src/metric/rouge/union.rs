//! [`Union`]: the words of each sentence of a reference that lie on a longest common subsequence with any sentence of a
//! text, for ROUGE-Lsum.
//!
//! Which of several longest subsequences is taken shows in the score, so the walk back through the table is that of
//! rouge-score: from the last words, a match is taken; else the walk drops the word of the text if the table is larger
//! there, or else the word of the reference. Where the words at (i, j) differ, the former is the case just where column
//! *j* rises at *i*. So at word *j* the walk falls to the highest place that is either a match or a rise, which is one
//! search for a bit.
//!
//! All sentences of the reference are compared at once: a place between two of them takes no part in a column, and so
//! swallows what an addition carries out of a sentence. The columns of one sentence of the text are kept, a bit for each
//! word of it and place of the reference, up to 16 megabytes; beyond, every so many are, and those between are made again.

use std::ops::Range;

use crate::metric::rouge::pattern::Pattern;
use crate::metric::rouge::subsequence::step_block;

/// Blocks of columns that are kept at a time, unless the square root of all columns needs more.
const KEPT: usize = 1 << 21;

/// What is needed to find a union, to be used again and again.
#[derive(Debug, Clone, Default)]
pub(crate) struct Union {
    /// A bit for each place of the pattern.
    marked: Vec<u64>,
    /// The columns of some words in a row.
    columns: Vec<u64>,
    /// The columns before each such row of words.
    before: Vec<u64>,
    column: Vec<u64>,
    spare: Vec<u64>,
    /// Where the walk through each sentence of the reference stands.
    walks: Vec<Range<usize>>,
}

impl Union {
    /// How many words of the reference lie on a subsequence with a sentence of the text, no word more often than `left`
    /// says; `left` loses what is counted.
    pub(crate) fn hits(
        &mut self,
        pattern: &Pattern,
        ids: &[u32],
        sentences: impl Iterator<Item = Range<usize>>,
        left: &mut [u32],
    ) -> usize {
        self.marked.clear();
        self.marked.resize(pattern.width(), 0);
        self.spare.resize(pattern.width(), 0);
        for sentence in sentences {
            self.mark(pattern, &ids[sentence], KEPT);
        }
        let mut hits = 0;
        for (block, &marked) in self.marked.iter().enumerate() {
            let mut marked = marked;
            while marked != 0 {
                let left = &mut left[pattern.word(64 * block + marked.trailing_zeros() as usize)];
                hits += usize::from(*left > 0);
                *left = left.saturating_sub(1);
                marked &= marked - 1;
            }
        }
        hits
    }

    /// Marks the words on the subsequences with one sentence of the text.
    fn mark(&mut self, pattern: &Pattern, ids: &[u32], kept: usize) {
        self.column.clear();
        self.column.extend_from_slice(pattern.open());
        self.walks.clear();
        self.walks.extend_from_slice(pattern.sentences());
        if ids.len().saturating_mul(pattern.width()) <= kept {
            self.advance(pattern, ids);
            self.walk(pattern, ids);
        } else {
            self.mark_by_parts(pattern, ids, kept);
        }
    }

    /// As [`Union::mark`], with the columns of only a part of the words at a time.
    fn mark_by_parts(&mut self, pattern: &Pattern, ids: &[u32], kept: usize) {
        let width = pattern.width();
        let length = (kept / width).max(ids.len().isqrt() + 1);
        self.before.clear();
        for part in ids.chunks(length) {
            self.before.extend_from_slice(&self.column);
            self.advance(pattern, part);
        }
        let last = ids.len().div_ceil(length) - 1;
        for (number, part) in ids.chunks(length).enumerate().rev() {
            if number < last {
                self.column.copy_from_slice(&self.before[number * width..][..width]);
                self.advance(pattern, part);
            }
            self.walk(pattern, part);
        }
    }

    /// The columns of some words, the first of which follows upon `column`, which becomes the last.
    fn advance(&mut self, pattern: &Pattern, ids: &[u32]) {
        let width = pattern.width();
        self.columns.resize(ids.len() * width, 0);
        for (&id, kept) in ids.iter().zip(self.columns.chunks_exact_mut(width)) {
            let rows = pattern.row(id, &mut self.spare).iter().zip(pattern.open());
            let mut carry = false;
            for ((block, kept), (&row, &open)) in self.column.iter_mut().zip(kept).zip(rows) {
                *block = step_block(*block, row, &mut carry) & open;
                *kept = *block;
            }
        }
    }

    /// Walks back through the columns of some words, in every sentence of the reference, until all walks are at an end.
    fn walk(&mut self, pattern: &Pattern, ids: &[u32]) {
        for (&id, column) in ids.iter().zip(self.columns.chunks_exact(pattern.width())).rev() {
            let row = pattern.row(id, &mut self.spare);
            let mut going = false;
            for walk in &mut self.walks {
                let Some(place) = highest(row, column, walk.clone()) else {
                    walk.end = walk.start;
                    continue;
                };
                let bit = row[place / 64] & 1 << (place % 64);
                self.marked[place / 64] |= bit;
                walk.end = place + usize::from(bit == 0);
                going |= walk.start < walk.end;
            }
            if !going {
                return;
            }
        }
    }
}

/// The highest place of a range where a word stands or a column rises.
#[inline(always)]
fn highest(row: &[u64], column: &[u64], range: Range<usize>) -> Option<usize> {
    let mut end = range.end;
    while range.start < end {
        let block = (end - 1) / 64;
        let base = 64 * block;
        let found = (row[block] | !column[block]) & u64::MAX >> (64 - (end - base));
        let found = if range.start > base { found & u64::MAX << (range.start - base) } else { found };
        if found != 0 {
            return Some(base + 63 - found.leading_zeros() as usize);
        }
        end = base;
    }
    None
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    /// rouge-score's table and its walk back.
    fn naive(reference: &[u32], text: &[u32]) -> Vec<usize> {
        let (m, n) = (reference.len(), text.len());
        let mut table = vec![vec![0; n + 1]; m + 1];
        for i in 1..=m {
            for j in 1..=n {
                table[i][j] = if reference[i - 1] == text[j - 1] {
                    table[i - 1][j - 1] + 1
                } else {
                    table[i - 1][j].max(table[i][j - 1])
                };
            }
        }
        let (mut i, mut j, mut taken) = (m, n, Vec::new());
        while i > 0 && j > 0 {
            if reference[i - 1] == text[j - 1] {
                (i, j) = (i - 1, j - 1);
                taken.push(i);
            } else if table[i][j - 1] > table[i - 1][j] {
                j -= 1;
            } else {
                i -= 1;
            }
        }
        taken
    }

    /// All sentences end to end, and where each ends.
    fn joined(sentences: &[Vec<u32>]) -> (Vec<u32>, Vec<Range<usize>>) {
        let (mut ids, mut ranges) = (Vec::new(), Vec::new());
        for sentence in sentences {
            let start = ids.len();
            ids.extend_from_slice(sentence);
            ranges.push(start..ids.len());
        }
        (ids, ranges)
    }

    fn sentences(words: u32, longest: usize) -> impl Strategy<Value = Vec<Vec<u32>>> {
        prop::collection::vec(prop::collection::vec(0..words, 1..longest), 0..5)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(150))]

        #[test]
        fn marks_are_those_of_the_walk_through_the_table(
            (reference, text) in prop_oneof![
                (sentences(5, 12), sentences(6, 12)),
                (sentences(5, 90), sentences(6, 90)),
                (sentences(300, 400), sentences(301, 60)),
            ],
            kept in 1usize..100,
        ) {
            let (words, ranges) = joined(&reference);
            let mut pattern = Pattern::default();
            pattern.fill(&words, ranges.into_iter(), 301);
            let mut union = Union::default();
            union.marked.resize(pattern.width(), 0);
            union.spare.resize(pattern.width(), 0);
            text.iter().for_each(|sentence| union.mark(&pattern, sentence, kept));
            let mut expected = BTreeSet::new();
            for (sentence, places) in reference.iter().zip(pattern.sentences()) {
                text.iter().for_each(|other| expected.extend(naive(sentence, other).iter().map(|at| places.start + at)));
            }
            let marked = |place: &usize| union.marked[place / 64] >> (place % 64) & 1 == 1;
            prop_assert_eq!((0..64 * pattern.width()).filter(marked).collect::<BTreeSet<_>>(), expected);
        }
    }
}
