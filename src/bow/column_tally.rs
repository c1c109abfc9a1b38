//! [`ColumnSet`] and [`ColumnTally`]: the columns of one document, handed back in order without being sorted, and how often
//! each was met.
//!
//! A bit for every column says whether it was met, a bit for every 64 of these whether one of them is set, and once more a
//! bit for every 64 of those. Whoever walks down from the top meets the columns in ascending order and passes over 262,144
//! of them that were not met in one step. (The idea of van Emde Boas' trees, 1975, with words of the machine as nodes.)

/// A set of columns, empty again after every document.
#[derive(Debug)]
pub(crate) struct ColumnSet {
    columns: Vec<u64>,
    words: Vec<u64>,
    blocks: Vec<u64>,
}

impl ColumnSet {
    /// For columns 0 to `width - 1`.
    pub(crate) fn new(width: usize) -> Self {
        let zeros = |bits: usize| vec![0; bits / 64 + 1];
        ColumnSet { columns: zeros(width), words: zeros(width / 64), blocks: zeros(width / 64 / 64) }
    }

    /// Puts a column in.
    #[inline(always)]
    pub(crate) fn insert(&mut self, column: u32) {
        let at = column as usize;
        self.columns[at >> 6] |= 1 << (at & 63);
        self.words[at >> 12] |= 1 << (at >> 6 & 63);
        self.blocks[at >> 18] |= 1 << (at >> 12 & 63);
    }

    /// Takes all columns out, ascending.
    #[inline(always)]
    pub(crate) fn drain(&mut self, mut sink: impl FnMut(u32)) {
        for (number, block) in self.blocks.iter_mut().enumerate() {
            take_bits(block, number, |word| {
                take_bits(&mut self.words[word], word, |at| {
                    take_bits(&mut self.columns[at], at, |column| sink(column as u32));
                });
            });
        }
    }
}

/// Hands over the numbers of the bits of word `number` that are set, and clears them.
#[inline(always)]
fn take_bits(word: &mut u64, number: usize, mut sink: impl FnMut(usize)) {
    let mut bits = std::mem::take(word);
    while bits != 0 {
        sink(number * 64 + bits.trailing_zeros() as usize);
        bits &= bits - 1;
    }
}

/// How often columns were met; clean again after every document.
#[derive(Debug)]
pub(crate) struct ColumnTally {
    /// Where there is much to count; else columns are written down and sorted.
    table: Option<Table>,
    found: Vec<(u32, u32)>,
    /// What was handed back last.
    met: Vec<u32>,
    often: Vec<u32>,
}

/// A count for every column. Most counts are small, and what many columns need most is to lie close together: a count has
/// a byte, and whenever that overflows the column is written down.
#[derive(Debug)]
struct Table {
    set: ColumnSet,
    /// Counts modulo 256.
    counts: Vec<u8>,
    /// Columns that were met 256 times, as often as they were so.
    overflows: Vec<u32>,
}

impl ColumnTally {
    /// Of columns 0 to `width - 1`, of which about so many will be met in all documents together.
    pub(crate) fn new(width: usize, occurrences: usize) -> Self {
        // A table for a few documents would cost more than it saves.
        let table = (occurrences >= width / 16).then(|| Table {
            set: ColumnSet::new(width),
            counts: vec![0; width],
            overflows: Vec::new(),
        });
        ColumnTally { table, found: Vec::new(), met: Vec::new(), often: Vec::new() }
    }

    /// Counts a column once.
    #[inline(always)]
    pub(crate) fn add(&mut self, column: u32) {
        match &mut self.table {
            Some(table) => table.add(column),
            None => self.found.push((column, 1)),
        }
    }

    /// Counts a column so many times, at least once.
    #[inline(always)]
    pub(crate) fn add_many(&mut self, column: u32, times: u32) {
        match &mut self.table {
            Some(table) => table.add_many(column, times),
            None => self.found.push((column, times)),
        }
    }

    /// The columns that were met, ascending, and how often each was; then none was met.
    pub(crate) fn take(&mut self) -> (&[u32], &[u32]) {
        self.met.clear();
        self.often.clear();
        match &mut self.table {
            Some(table) => table.take(&mut self.met, &mut self.often),
            None => {
                self.found.sort_unstable();
                for run in self.found.chunk_by(|a, b| a.0 == b.0) {
                    self.met.push(run[0].0);
                    self.often.push(run.iter().fold(0, |sum: u32, &(_, times)| sum.saturating_add(times)));
                }
                self.found.clear();
            }
        }
        (&self.met, &self.often)
    }
}

impl Table {
    #[inline(always)]
    fn add(&mut self, column: u32) {
        self.set.insert(column);
        let count = &mut self.counts[column as usize];
        *count = count.wrapping_add(1);
        if *count == 0 {
            self.overflows.push(column);
        }
    }

    #[inline(always)]
    fn add_many(&mut self, column: u32, times: u32) {
        self.set.insert(column);
        let count = &mut self.counts[column as usize];
        let sum = u32::from(*count) + times % 256;
        *count = sum as u8;
        for _ in 0..times / 256 + sum / 256 {
            self.overflows.push(column);
        }
    }

    fn take(&mut self, met: &mut Vec<u32>, often: &mut Vec<u32>) {
        self.set.drain(|column| met.push(column));
        often.extend(met.iter().map(|&column| u32::from(std::mem::take(&mut self.counts[column as usize]))));
        for column in self.overflows.drain(..) {
            let count = &mut often[met.partition_point(|&other| other < column)];
            *count = count.saturating_add(256);
        }
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
            occurrences in prop_oneof![Just(0), Just(usize::MAX)],
            documents in prop::collection::vec(prop::collection::vec((any::<u32>(), prop_oneof![1..9u32, 1..900u32]), 0..60), 1..4),
        ) {
            let mut tally = ColumnTally::new(width as usize, occurrences);
            for document in documents {
                let mut expected = BTreeMap::new();
                for (draw, times) in document {
                    // Some columns close together, the ends among them.
                    let column = if draw % 2 == 0 { draw % width } else { (width - 1).saturating_sub(draw % 9) };
                    match times {
                        300.. => tally.add_many(column, times),
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
}
