//! [`ColumnTally`]: the columns of documents in ascending order, and how often each was met.
//!
//! Columns are written down as they are met, each in one number with how often, and sorted for many documents at once
//! ([`RowSort`]): a table of all columns would miss every cache at every other word.
//! Whenever a long document has filled the list, equal columns are added up, so that the list holds no more than twice as
//! many entries as there are columns met (or a fixed few).

use std::ops::Range;

use crate::bow::row_sort::{ENTRIES, Entry, RowSort};

/// Entries of a document after which equal columns are added up for the first time.
const FULL: usize = 1 << 16;

/// How often columns were met; clean again after all documents.
#[derive(Debug)]
pub(crate) struct ColumnTally {
    /// A column in the upper half, how often it was met in the lower; one document behind the other.
    found: Vec<Entry>,
    /// Where the documents that ended end.
    ends: Vec<usize>,
    sorting: RowSort,
    /// How many entries are too many for one document.
    full: usize,
}

impl ColumnTally {
    pub(crate) fn new() -> Self {
        ColumnTally { found: Vec::new(), ends: Vec::new(), sorting: RowSort::default(), full: FULL }
    }

    /// Counts what `count` adds for each of `documents`, and hands over for each what was met, in ascending order: a column may
    /// come several times.
    pub(crate) fn rows(
        &mut self,
        documents: Range<usize>,
        mut count: impl FnMut(usize, &mut Self),
        mut sink: impl FnMut(&[Entry]),
    ) {
        for document in documents {
            count(document, self);
            self.ends.push(self.found.len());
            if self.found.len() >= ENTRIES {
                self.hand_over(&mut sink);
            }
        }
        self.hand_over(&mut sink);
    }

    /// Counts a column, none of which is `u32::MAX`, once.
    #[inline(always)]
    pub(crate) fn add(&mut self, column: u32) {
        self.add_many(column, 1);
    }

    /// Counts a column so many times, at least once.
    #[inline(always)]
    pub(crate) fn add_many(&mut self, column: u32, times: u32) {
        if self.found.len() >= self.full {
            self.add_up();
        }
        self.found.push(u64::from(column) << 32 | u64::from(times));
    }

    /// Counts each of `columns` once.
    #[inline(always)]
    pub(crate) fn add_all(&mut self, columns: &[u32]) {
        if self.found.len() >= self.full {
            self.add_up();
        }
        self.found.extend(columns.iter().map(|&column| u64::from(column) << 32 | 1));
    }

    /// Leaves one entry for each column of the document at hand.
    #[cold]
    fn add_up(&mut self) {
        let start = self.ends.last().copied().unwrap_or(0);
        let found = &mut self.found[start..];
        found.sort_unstable();
        let mut kept = 0;
        for at in 1..found.len() {
            let (last, next) = (found[kept], found[at]);
            if last >> 32 == next >> 32 {
                found[kept] = next >> 32 << 32 | u64::from((last as u32).saturating_add(next as u32));
            } else {
                kept += 1;
                found[kept] = next;
            }
        }
        self.found.truncate(start + kept + 1);
        self.full = self.full.max(2 * self.found.len());
    }

    /// Hands over the documents that ended, and forgets them.
    fn hand_over(&mut self, mut sink: impl FnMut(&[Entry])) {
        self.sorting.sort(&mut self.found, &self.ends);
        let mut start = 0;
        for end in self.ends.drain(..) {
            sink(&self.found[start..end]);
            start = end;
        }
        self.found.clear();
    }
}

/// The different columns of a document, ascending, and how often each was met.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    met: Vec<u32>,
    often: Vec<u32>,
}

impl Columns {
    /// Those of some entries in ascending order.
    pub(crate) fn of(&mut self, entries: &[Entry]) -> (&[u32], &[u32]) {
        // Both lists are as long as if no column were met twice, and cut afterwards: no branch asks whether one was.
        self.met.resize(entries.len() + 1, 0);
        self.often.resize(entries.len() + 1, 0);
        let (mut place, mut last, mut often) = (0, u32::MAX, 0u32);
        for &entry in entries {
            let column = (entry >> 32) as u32;
            let is_new = u32::from(column != last);
            place += is_new as usize;
            often = (often & is_new.wrapping_sub(1)).saturating_add(entry as u32);
            self.met[place] = column;
            self.often[place] = often;
            last = column;
        }
        // No column is u32::MAX, so the first place was passed over.
        (&self.met[1..=place], &self.often[1..=place])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn counts_as_a_sorted_map(
            width in 1..600_000u32,
            documents in prop::collection::vec(prop::collection::vec((any::<u32>(), 1..900u32), 0..90), 1..4),
        ) {
            let mut tally = ColumnTally::new();
            tally.full = 20;
            let mut expected = Vec::new();
            for document in &documents {
                let mut counts = BTreeMap::new();
                for &(draw, times) in document {
                    // Some columns close together, the ends among them.
                    let column = if draw % 2 == 0 { draw % width } else { (width - 1).saturating_sub(draw % 9) };
                    *counts.entry(column).or_insert(0) += times;
                }
                expected.push(counts);
            }
            let (mut expected_rows, mut found) = (expected.into_iter(), Columns::default());
            tally.rows(
                0..documents.len(),
                |document, tally| {
                    for &(draw, times) in &documents[document] {
                        let column =
                            if draw % 2 == 0 { draw % width } else { (width - 1).saturating_sub(draw % 9) };
                        match times {
                            9.. => tally.add_many(column, times),
                            _ => (0..times).for_each(|_| tally.add(column)),
                        }
                    }
                },
                |entries| {
                    let (columns, counts) = found.of(entries);
                    let expected = expected_rows.next().unwrap();
                    assert!(columns.iter().eq(expected.keys()) && counts.iter().eq(expected.values()));
                },
            );
            prop_assert!(expected_rows.next().is_none());
        }
    }

    #[test]
    fn a_long_document_is_added_up_on_the_way() {
        let (mut tally, mut found, mut rows) = (ColumnTally::new(), Columns::default(), 0);
        tally.rows(
            0..2,
            |_, tally| {
                (0..9 * FULL as u32).for_each(|at| tally.add_many(at % 10, u32::MAX / 1_000));
                assert!(tally.found.capacity() <= 8 * FULL);
            },
            |entries| {
                let (columns, counts) = found.of(entries);
                assert_eq!(columns, (0..10).collect::<Vec<_>>());
                assert_eq!(counts, [u32::MAX; 10]);
                rows += 1;
            },
        );
        assert_eq!(rows, 2);
    }
}
