//! [`Bags`]: documents as bags of numbers, and rows out of them.
//!
//! Whoever numbers words or n-grams in the order in which they are first met gives small numbers to the frequent ones. What
//! is known of those lies close together then, and most of the counting happens in the first caches, however many
//! distinct numbers there are. The order of columns comes in last, when every number of a document stands in its bag once.

use crate::bow::occurrences::NONE;
use crate::bow::radix;
use crate::bow::rows::Weigh;
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

    #[inline(always)]
    fn push(&mut self, number: u32, count: u32) {
        self.numbers.push(number);
        if count < u32::from(MANY) {
            self.counts.push(count as u8);
        } else {
            self.counts.push(MANY);
            self.large.push(count);
        }
    }
}

/// What is known of a number while documents are counted.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    /// Occurrences in the document at hand.
    now: u32,
    /// Documents that hold it.
    documents: u32,
}

/// Counts numbers, one document after another.
#[derive(Debug, Default)]
pub(crate) struct BagTally {
    sums: Vec<Sum>,
    /// Occurrences behind the first of each document. Most numbers occur once in a document, and theirs is not touched.
    repeats: Vec<u64>,
    /// The numbers that occur in the document at hand, and room behind them.
    met: Vec<u32>,
    distinct: usize,
}

impl BagTally {
    /// Makes room for numbers below `numbers`.
    pub(crate) fn reach(&mut self, numbers: usize) {
        if numbers > self.sums.len() {
            self.sums.resize(numbers, Sum::default());
            self.repeats.resize(numbers, 0);
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
        for &number in &self.met[..std::mem::take(&mut self.distinct)] {
            let sum = &mut self.sums[number as usize];
            let count = std::mem::take(&mut sum.now);
            sum.documents += 1;
            if count > 1 {
                self.repeats[number as usize] += u64::from(count) - 1;
            }
            sink(number, count);
        }
    }

    /// The same into a bag.
    #[inline(always)]
    pub(crate) fn end_bag(&mut self, bags: &mut Bags) {
        self.end_document(|number, count| bags.push(number, count));
        bags.ends.push(bags.numbers.len());
    }

    /// Adds what all documents brought to the sums of names, of which `names` tells each number's.
    pub(crate) fn add_to(&self, names: &[u32], documents: &mut [u64], total: &mut [u64]) {
        for ((sum, &repeats), &name) in self.sums.iter().zip(&self.repeats).zip(names) {
            documents[name as usize] += u64::from(sum.documents);
            total[name as usize] += u64::from(sum.documents) + repeats;
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
}

/// What one part of the rows is written to.
struct Target<'t, V> {
    columns: &'t mut [u32],
    values: &'t mut [V],
    /// Entries of each row.
    lengths: &'t mut [usize],
    /// The largest count.
    most: &'t mut u32,
}

impl AllBags {
    /// The rows of the documents: `columns[level][n-gram]` is a column or [`NONE`].
    pub(crate) fn rows<V: Value>(
        &self,
        columns: &[Vec<u32>],
        width: usize,
        weigh: Weigh<'_, V>,
    ) -> Result<SparseMatrix<V>> {
        let columns = columns.concat();
        let columns_of = |names: &Vec<u32>| names.iter().map(|&name| columns[name as usize]).collect();
        let columns: Vec<Vec<u32>> = self.names.iter().map(columns_of).collect();
        // Each part is written where it would stand if every number had a column.
        let sizes = || self.parts.iter().map(|(_, bags)| bags.numbers.len());
        let rows = || self.parts.iter().map(|(_, bags)| bags.ends.len());
        let entries = sizes().sum();
        let (mut found, mut values) = (vec![0; entries], vec![V::from_f64(0.0); entries]);
        let (mut lengths, mut most) = (vec![0; rows().sum()], vec![0; self.parts.len()]);
        let places = parallel::split_at_ranges(&mut found, sizes())
            .into_iter()
            .zip(parallel::split_at_ranges(&mut values, sizes()))
            .zip(parallel::split_at_ranges(&mut lengths, rows()))
            .zip(&mut most);
        let targets =
            places.map(|(((columns, values), lengths), most)| Target { columns, values, lengths, most });
        let parts = self.parts.iter().zip(targets).collect();
        parallel::for_each_part(parts, |_, ((names, bags), target)| {
            target.fill(bags, &columns[*names], weigh);
        });
        let most = most.into_iter().max().unwrap_or(0);
        check_limit("a term's count in one document", V::EXACT_INTEGERS, u64::from(most))?;
        close_gaps(&mut found, &lengths, &self.parts);
        close_gaps(&mut values, &lengths, &self.parts);
        let ends = lengths.iter().scan(0, |end, length| {
            *end += length;
            Some(*end)
        });
        SparseMatrix::from_parts(width, std::iter::once(0).chain(ends).collect(), found, values)
    }
}

impl<V: Value> Target<'_, V> {
    /// Writes the rows of some documents.
    fn fill(self, bags: &Bags, columns_of: &[u32], weigh: Weigh<'_, V>) {
        let (mut entries, mut sorting): (Vec<u64>, _) = (Vec::new(), radix::Room::default());
        let (mut columns, mut counts, mut room, mut values) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (mut start, mut written, mut large) = (0, 0, bags.large.iter());
        for (&end, length) in bags.ends.iter().zip(self.lengths) {
            entries.resize(end - start, 0);
            let mut kept = 0;
            for (&number, &count) in bags.numbers[start..end].iter().zip(&bags.counts[start..end]) {
                let many = if count == MANY { large.next() } else { None };
                let count = many.copied().unwrap_or(u32::from(count));
                let column = columns_of[number as usize];
                entries[kept] = u64::from(column) << 32 | u64::from(count);
                kept += usize::from(column != NONE);
            }
            entries.truncate(kept);
            radix::sort(&mut entries, &mut sorting, |&entry| entry >> 32);
            columns.clear();
            columns.extend(entries.iter().map(|&entry| (entry >> 32) as u32));
            counts.clear();
            counts.extend(entries.iter().map(|&entry| entry as u32));
            values.clear();
            weigh(&columns, &counts, &mut room, &mut values);
            self.columns[written..written + kept].copy_from_slice(&columns);
            self.values[written..written + kept].copy_from_slice(&values);
            *self.most = counts.iter().fold(*self.most, |most, &count| most.max(count));
            *length = kept;
            (start, written) = (end, written + kept);
        }
    }
}

/// Moves what was written of each part to the end of the part before.
fn close_gaps<T: Copy>(entries: &mut Vec<T>, lengths: &[usize], parts: &[(usize, Bags)]) {
    let (mut start, mut end, mut lengths) = (0, 0, lengths.iter());
    for (_, bags) in parts {
        let written: usize = lengths.by_ref().take(bags.ends.len()).sum();
        if start != end {
            entries.copy_within(start..start + written, end);
        }
        start += bags.numbers.len();
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
            let mut all = AllBags { parts: Vec::new(), names: names.to_vec() };
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
            let weigh: Weigh<'_, f64> = &|_, counts, _, out| out.extend(counts.iter().map(|&count| f64::from(count)));
            let rows = all.rows(std::slice::from_ref(&columns), NUMBERS, weigh).unwrap();
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
