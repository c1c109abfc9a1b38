//! [`ColumnTally`]: the columns of one document in ascending order, and how often each was met.
//!
//! Columns are written down as they are met, each in one number with how often, and sorted by radix: a document of some
//! hundred words fits the first-level cache, where a table of all columns would miss every cache at every other word.
//! Whenever a long document has filled the list, equal columns are added up, so that the list holds no more than twice as
//! many entries as there are columns met (or a fixed few).

use crate::bow::radix;

/// Entries that are written down before equal columns are added up for the first time.
const ENTRIES: usize = 1 << 16;

/// How often columns were met; clean again after every document.
#[derive(Debug)]
pub(crate) struct ColumnTally {
    /// A column in the upper half, how often it was met in the lower.
    found: Vec<u64>,
    sorting: radix::Room<u64>,
    /// How many entries are too many.
    full: usize,
    /// What was handed back last.
    met: Vec<u32>,
    often: Vec<u32>,
}

impl ColumnTally {
    pub(crate) fn new() -> Self {
        ColumnTally {
            found: Vec::new(),
            sorting: radix::Room::default(),
            full: ENTRIES,
            met: Vec::new(),
            often: Vec::new(),
        }
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

    /// Leaves one entry for each column.
    #[cold]
    fn add_up(&mut self) {
        self.sort();
        let mut kept = 0;
        for at in 1..self.found.len() {
            let (last, next) = (self.found[kept], self.found[at]);
            if last >> 32 == next >> 32 {
                self.found[kept] = next >> 32 << 32 | u64::from((last as u32).saturating_add(next as u32));
            } else {
                kept += 1;
                self.found[kept] = next;
            }
        }
        self.found.truncate(kept + 1);
        self.full = self.full.max(2 * self.found.len());
    }

    fn sort(&mut self) {
        radix::sort(&mut self.found, &mut self.sorting, |&entry| entry >> 32);
    }

    /// The columns that were met, ascending, and how often each was; then none was met.
    pub(crate) fn take(&mut self) -> (&[u32], &[u32]) {
        self.sort();
        // Both lists are as long as if no column were met twice, and cut afterwards: no branch asks whether one was.
        self.met.resize(self.found.len() + 1, 0);
        self.often.resize(self.found.len() + 1, 0);
        let (mut place, mut last) = (0, u32::MAX);
        for entry in self.found.drain(..) {
            let (column, times) = ((entry >> 32) as u32, entry as u32);
            let is_new = column != last;
            place += usize::from(is_new);
            self.met[place] = column;
            self.often[place] = if is_new { times } else { self.often[place].saturating_add(times) };
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
            for document in documents {
                let mut expected = BTreeMap::new();
                for (draw, times) in document {
                    // Some columns close together, the ends among them.
                    let column = if draw % 2 == 0 { draw % width } else { (width - 1).saturating_sub(draw % 9) };
                    match times {
                        9.. => tally.add_many(column, times),
                        _ => (0..times).for_each(|_| tally.add(column)),
                    }
                    *expected.entry(column).or_insert(0) += times;
                }
                let (columns, counts) = tally.take();
                prop_assert!(columns.iter().eq(expected.keys()));
                prop_assert!(counts.iter().eq(expected.values()));
            }
        }
    }

    #[test]
    fn a_long_document_is_added_up_on_the_way() {
        let mut tally = ColumnTally::new();
        (0..5 * ENTRIES as u32).for_each(|at| tally.add_many(at % 10, u32::MAX / 1_000));
        assert!(tally.found.capacity() <= 4 * ENTRIES);
        let (columns, counts) = tally.take();
        assert_eq!(columns, (0..10).collect::<Vec<_>>());
        assert_eq!(counts, [u32::MAX; 10]);
    }
}
