//! [`Bags`]: documents as bags of numbers, and rows out of them.
//!
//! Whoever numbers words in the order in which they are first met gives small numbers to the frequent ones. What
//! is known of those lies close together then, and most of the counting happens in the first caches, however many
//! distinct numbers there are. The order of columns comes in last, when every number of a document stands in its bag once.
//! Numbers that are in that order from the start need no sorting.

use crate::bow::occurrences::NONE;
use crate::bow::row_sort::{ENTRIES, Entry, RowSort};
use crate::bow::rows::Weighing;
use crate::error::{Result, check_limit};
use crate::parallel;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// A count of so many or more stands elsewhere.
const MANY: u8 = u8::MAX;

/// Documents, each as the numbers that occur in it, in any order, and how often.
#[derive(Debug, Default)]
pub(crate) struct Bags {
    numbers: Vec<u32>,
    /// How often each number occurs, at most [`MANY`].
    counts: Vec<u8>,
    /// Those counts that are [`MANY`] or more, in order.
    large: Vec<u32>,
    /// Where each document ends.
    ends: Vec<usize>,
}

impl Bags {
    /// With room for so many numbers.
    pub(crate) fn with_capacity(entries: usize) -> Self {
        Bags { numbers: Vec::with_capacity(entries), counts: Vec::with_capacity(entries), ..Bags::default() }
    }

    /// How many numbers there is room for.
    #[cfg(test)]
    pub(crate) fn capacity(&self) -> usize {
        self.numbers.capacity()
    }

    /// Adds a document as the numbers that occur in it and how often.
    pub(crate) fn push(&mut self, numbers: &[u32], counts: &[u32]) {
        self.numbers.extend_from_slice(numbers);
        self.counts.extend(counts.iter().map(|&count| count.min(u32::from(MANY)) as u8));
        if counts.iter().fold(0, |most, &count| most.max(count)) >= u32::from(MANY) {
            self.large.extend(counts.iter().filter(|&&count| count >= u32::from(MANY)));
        }
        self.ends.push(self.numbers.len());
    }
}

/// What is known of a number while documents are counted.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    /// Occurrences in the documents that ended.
    total: u64,
    /// Occurrences in the document at hand.
    now: u32,
    /// Documents that ended and held it.
    documents: u32,
}

/// Counts numbers, one document after another.
#[derive(Debug, Default)]
pub(crate) struct BagTally {
    sums: Vec<Sum>,
    /// The numbers that occur in the document at hand, and room behind them.
    met: Vec<u32>,
    distinct: usize,
}

impl BagTally {
    /// Makes room for numbers below `numbers`.
    pub(crate) fn reach(&mut self, numbers: usize) {
        if numbers > self.sums.len() {
            self.sums.resize(numbers, Sum::default());
            self.met.resize(numbers + 1, 0);
        }
    }

    /// Counts a number in the document at hand so many times, at least once.
    #[inline(always)]
    pub(crate) fn add(&mut self, number: u32, times: u32) {
        // Whether a number is new is as good as chance: no branch asks for it.
        let now = &mut self.sums[number as usize].now;
        self.met[self.distinct] = number;
        self.distinct += usize::from(*now == 0);
        *now = now.saturating_add(times);
    }

    /// Ends a document: hands over each number that was met in it, in the order of the first meeting, and how often.
    #[inline(always)]
    pub(crate) fn end_document(&mut self, mut sink: impl FnMut(u32, u32)) {
        self.ended().for_each(|(number, count)| sink(number, count));
    }

    /// The same into a bag.
    #[inline(always)]
    pub(crate) fn end_bag(&mut self, bags: &mut Bags) {
        bags.numbers.extend_from_slice(&self.met[..self.distinct]);
        let large = &mut bags.large;
        bags.counts.extend(self.ended().map(|(_, count)| {
            if count >= u32::from(MANY) {
                large.push(count);
            }
            count.min(u32::from(MANY)) as u8
        }));
        bags.ends.push(bags.numbers.len());
    }

    /// What [`BagTally::end_document`] hands over, to be gone through to the end.
    #[inline(always)]
    fn ended(&mut self) -> impl ExactSizeIterator<Item = (u32, u32)> {
        self.met[..std::mem::take(&mut self.distinct)].iter().map(|&number| {
            let sum = &mut self.sums[number as usize];
            let count = std::mem::take(&mut sum.now);
            sum.documents += 1;
            sum.total += u64::from(count);
            (number, count)
        })
    }

    /// How often each number occurred in the documents that ended.
    pub(crate) fn totals(&self) -> impl Iterator<Item = u64> {
        self.sums.iter().map(|sum| sum.total)
    }

    /// Adds what all documents brought to the sums of names, of which `names` tells each number's.
    pub(crate) fn add_to(&self, names: &[u32], documents: &mut [u64], total: &mut [u64]) {
        for (sum, &name) in self.sums.iter().zip(names) {
            documents[name as usize] += u64::from(sum.documents);
            total[name as usize] += sum.total;
        }
    }
}

/// All documents of a fit as bags, in parts.
#[derive(Debug, Default)]
pub(crate) struct AllBags {
    /// The documents of one part follow those of the part before; beside each stands which `names` its numbers have.
    pub(crate) parts: Vec<(usize, Bags)>,
    /// What the numbers stand for: n-grams, numbered from level to level.
    pub(crate) names: Vec<Vec<u32>>,
    /// Whether numbers stand in the order of columns: ascending in each document, and theirs in that of the columns that they
    /// will have.
    pub(crate) in_order: bool,
}

/// What the rows of one part are written to, but for the columns.
struct Target<'t, V> {
    values: &'t mut [V],
    /// Entries of each row.
    lengths: &'t mut [usize],
    /// The largest count.
    most: &'t mut u32,
}

impl AllBags {
    /// The rows of the documents: `columns[level][n-gram]` is a column or [`NONE`]. They take the memory of the bags, of which
    /// a single part becomes the columns of the matrix.
    pub(crate) fn rows<V: Value>(
        mut self,
        columns: &[Vec<u32>],
        width: usize,
        weigh: &impl Weighing<V>,
    ) -> Result<SparseMatrix<V>> {
        let columns = columns.concat();
        let columns_of = |names: &Vec<u32>| names.iter().map(|&name| columns[name as usize]).collect();
        let columns: Vec<Vec<u32>> = self.names.iter().map(columns_of).collect();
        // The values of each part are written where they would stand if every number had a column.
        let sizes: Vec<usize> = self.parts.iter().map(|(_, bags)| bags.numbers.len()).collect();
        let rows: Vec<usize> = self.parts.iter().map(|(_, bags)| bags.ends.len()).collect();
        let mut values = vec![V::from_f64(0.0); sizes.iter().sum()];
        let (mut lengths, mut most) = (vec![0; rows.iter().sum()], vec![0; self.parts.len()]);
        let places = parallel::split_at_ranges(&mut values, sizes.iter().copied())
            .into_iter()
            .zip(parallel::split_at_ranges(&mut lengths, rows.iter().copied()))
            .zip(&mut most);
        let targets = places.map(|((values, lengths), most)| Target { values, lengths, most });
        let parts = self.parts.iter_mut().zip(targets).collect();
        parallel::for_each_part(parts, |_, ((names, bags), target): (&mut (usize, Bags), _)| {
            if self.in_order {
                target.fill_in_order(bags, &columns[*names], weigh);
            } else {
                target.fill(bags, &columns[*names], weigh);
            }
        });
        let most = most.into_iter().max().unwrap_or(0);
        check_limit("a term's count in one document", V::EXACT_INTEGERS, u64::from(most))?;
        let found: Vec<Vec<u32>> = self.parts.into_iter().map(|(_, bags)| bags.numbers).collect();
        close_gaps(&mut values, &sizes, found.iter().map(Vec::len));
        let mut found = parallel::concat(found);
        found.shrink_to_fit();
        let ends = lengths.iter().scan(0, |end, length| {
            *end += length;
            Some(*end)
        });
        SparseMatrix::from_parts(width, std::iter::once(0).chain(ends).collect(), found, values)
    }
}

impl<V: Value> Target<'_, V> {
    /// Writes the rows of some documents: columns take the place of numbers, and are no more than those.
    fn fill(mut self, bags: &mut Bags, columns_of: &[u32], weigh: &impl Weighing<V>) {
        let (mut entries, mut ends, mut sorting) = (Vec::new(), Vec::new(), RowSort::default());
        let (mut start, mut kept, mut written, mut large) = (0, 0, 0, bags.large.iter());
        let mut weights = Vec::new();
        for (document, &end) in (1..).zip(&bags.ends) {
            entries.resize(kept + end - start, 0);
            for (&number, &count) in bags.numbers[start..end].iter().zip(&bags.counts[start..end]) {
                let many = if count == MANY { large.next() } else { None };
                let count = many.copied().unwrap_or(u32::from(count));
                let column = columns_of[number as usize];
                entries[kept] = u64::from(column) << 32 | u64::from(count);
                kept += usize::from(column != NONE);
            }
            start = end;
            ends.push(kept);
            if kept >= ENTRIES || document == bags.ends.len() {
                sorting.sort(&mut entries[..kept], &ends);
                let mut from = 0;
                for to in ends.drain(..) {
                    let columns = &mut bags.numbers[written..][..to - from];
                    self.write(&entries[from..to], columns, weigh, &mut weights);
                    written += to - from;
                    from = to;
                }
                kept = 0;
            }
        }
        bags.numbers.truncate(written);
    }

    /// The same where the columns of a document ascend as its numbers do.
    fn fill_in_order(mut self, bags: &mut Bags, columns_of: &[u32], weigh: &impl Weighing<V>) {
        let (mut start, mut written, mut large) = (0, 0, bags.large.iter());
        let (mut counts, mut weights) = (Vec::new(), Vec::new());
        // If all have columns, those are the numbers.
        let all_stay = !columns_of.contains(&NONE);
        for &end in &bags.ends {
            counts.clear();
            counts.extend(bags.counts[start..end].iter().map(|&count| u32::from(count)));
            if !large.as_slice().is_empty() {
                let many = counts.iter_mut().filter(|count| **count == u32::from(MANY));
                many.zip(&mut large).for_each(|(count, &many)| *count = many);
            }
            if !all_stay {
                let mut kept = 0;
                for at in 0..end - start {
                    let column = columns_of[bags.numbers[start + at] as usize];
                    bags.numbers[written + kept] = column;
                    counts[kept] = counts[at];
                    kept += usize::from(column != NONE);
                }
                counts.truncate(kept);
            }
            let kept = counts.len();
            let columns = bags.numbers[written..][..kept].iter().copied();
            self.write_values(columns.zip(counts.iter().copied()), weigh, &mut weights);
            written += kept;
            start = end;
        }
        bags.numbers.truncate(written);
    }

    /// Writes the next row.
    fn write<W: Weighing<V>>(
        &mut self,
        entries: &[Entry],
        columns: &mut [u32],
        weigh: &W,
        weights: &mut Vec<W::Weight>,
    ) {
        let entry = |&entry: &Entry| ((entry >> 32) as u32, entry as u32);
        columns.iter_mut().zip(entries).for_each(|(column, &entry)| *column = (entry >> 32) as u32);
        self.write_values(entries.iter().map(entry), weigh, weights);
    }

    /// Writes all of the next row but its columns, of columns and counts.
    fn write_values<W: Weighing<V>>(
        &mut self,
        entries: impl ExactSizeIterator<Item = (u32, u32)> + Clone,
        weigh: &W,
        weights: &mut Vec<W::Weight>,
    ) {
        let len = entries.len();
        weights.clear();
        weights.extend(entries.clone().map(|(column, count)| weigh.weight(column, count)));
        weigh.values(weights, split_off(&mut self.values, len));
        *self.most = entries.fold(*self.most, |most, (_, count)| most.max(count));
        split_off(&mut self.lengths, 1).fill(len);
    }
}

/// The first so many items, which are taken off.
fn split_off<'t, T>(items: &mut &'t mut [T], count: usize) -> &'t mut [T] {
    let (first, rest) = std::mem::take(items).split_at_mut(count);
    *items = rest;
    first
}

/// Moves what was written of each part to the end of the part before.
pub(crate) fn close_gaps<T: Copy>(
    entries: &mut Vec<T>,
    sizes: &[usize],
    written: impl Iterator<Item = usize>,
) {
    let (mut start, mut end) = (0, 0);
    for (size, written) in sizes.iter().zip(written) {
        if start != end {
            entries.copy_within(start..start + written, end);
        }
        start += size;
        end += written;
    }
    if end < entries.len() {
        entries.truncate(end);
        entries.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bow::count_params::CountParams;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    const NUMBERS: usize = 60;

    proptest! {
        /// Documents in two parts, whose numbers have different names, against maps.
        #[test]
        fn rows_and_sums_are_those_of_maps(
            documents in prop::collection::vec(
                prop::collection::vec((0..NUMBERS as u32, prop_oneof![1..4u32, 250..260u32]), 0..90), 0..9),
            cut in 0..9usize,
            columns in prop::collection::vec(prop_oneof![3 => 0..9u32, 1 => Just(NONE)], NUMBERS),
        ) {
            // Columns of names, each once, and some that have none.
            let columns: Vec<u32> = (0..).zip(&columns).map(|(at, &column)| {
                if column == NONE { NONE } else { at * 7 % NUMBERS as u32 }
            }).collect();
            let names = [0, 11].map(|turn| (0..NUMBERS as u32).map(|at| (at + turn) % NUMBERS as u32).collect());
            let mut all = AllBags { parts: Vec::new(), names: names.to_vec(), in_order: false };
            let (mut held, mut total) = (vec![0; NUMBERS], vec![0; NUMBERS]);
            let (first, second) = documents.split_at(cut.min(documents.len()));
            for (part, documents) in [first, second].into_iter().enumerate() {
                let (mut tally, mut bags) = (BagTally::default(), Bags::with_capacity(3));
                for document in documents {
                    tally.reach(NUMBERS);
                    document.iter().for_each(|&(number, times)| tally.add(number, times));
                    tally.end_bag(&mut bags);
                }
                tally.add_to(&names[part], &mut held, &mut total);
                all.parts.push((part, bags));
            }
            let weigh = CountParams::default();
            let rows = all.rows::<f64>(std::slice::from_ref(&columns), NUMBERS, &weigh).unwrap();
            let (mut all_held, mut all_total) = (vec![0; NUMBERS], vec![0; NUMBERS]);
            for (at, (row, document)) in rows.iter().zip(&documents).enumerate() {
                let names = &names[usize::from(at >= first.len())];
                let mut counts = BTreeMap::<u32, u32>::new();
                document.iter().for_each(|&(number, times)| *counts.entry(names[number as usize]).or_default() += times);
                let mut expected = BTreeMap::new();
                for (name, count) in counts {
                    all_held[name as usize] += 1;
                    all_total[name as usize] += u64::from(count);
                    expected.insert(columns[name as usize], f64::from(count));
                }
                expected.remove(&NONE);
                prop_assert!(row.iter().eq(expected));
            }
            prop_assert_eq!((rows.rows(), held, total), (documents.len(), all_held, all_total));
        }
    }
}
