//! [`Bags`]: documents as bags of numbers, and rows out of them.
//!
//! Numbers stand in the order of the columns that they will have, so that rows need no sorting.

use std::ops::Range;

use crate::bow::ascending::AscendingTally;
use crate::bow::occurrences::NONE;
use crate::bow::rows::Weighing;
use crate::bow::sums::Sums;
use crate::error::{Result, check_limit};
use crate::pages;
use crate::parallel;
use crate::text::reader::Chunk;
use crate::text::vocabulary::TokenId;
use crate::vector::assemble::offsets_of;
use crate::vector::sparse::{SparseMatrix, are_finite, not_finite};
use crate::vector::value::Value;

/// A count of so many or more stands elsewhere.
const MANY: u8 = u8::MAX;

/// Documents, each as the numbers that occur in it, ascending, and how often.
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
        Bags {
            numbers: pages::with_capacity(entries),
            counts: pages::with_capacity(entries),
            ..Bags::default()
        }
    }

    /// The documents of a chunk as bags of the ranks of its numbers, in the same memory. What they bring is added to the `sums` of
    /// ranks; unless they are to be kept, that is all.
    pub(crate) fn of_chunk(
        chunk: Chunk,
        ranks: &[TokenId],
        tally: &mut AscendingTally,
        sums: &mut Sums,
        keep: bool,
    ) -> Self {
        let mut bags = Bags { numbers: chunk.ids, ends: chunk.ends, ..Bags::default() };
        let Bags { numbers, counts, large, ends } = &mut bags;
        let (mut found, mut start, mut written) = (Vec::new(), 0, 0);
        counts.reserve(if keep { numbers.len() } else { 0 });
        for end in ends {
            // A document has no more ranks than numbers.
            let document = start..*end;
            found.resize(document.len().min(ranks.len()), 0);
            let mut different = 0;
            if tally.is_wide_for(document.len()) {
                numbers[document.clone()].iter_mut().for_each(|number| *number = ranks[*number as usize].0);
                different = sort_and_count(numbers, document.clone(), written, &mut found);
            } else {
                numbers[document.clone()].iter().for_each(|&number| tally.add(ranks[number as usize].0));
                tally.end_document(|rank, count| {
                    (numbers[written + different], found[different]) = (rank, count);
                    different += 1;
                });
            }
            let found = &found[..different];
            sums.start_document(document.len());
            numbers[written..].iter().zip(found).for_each(|(&rank, &count)| sums.add(rank, count));
            start = document.end;
            if keep {
                counts.extend(found.iter().map(|&count| count.min(u32::from(MANY)) as u8));
                large.extend(found.iter().filter(|&&count| count >= u32::from(MANY)));
                written += different;
            }
            *end = written;
        }
        numbers.truncate(written);
        bags
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

/// Sorts the numbers of a document and writes each different one down from `to` on, which is not behind its start, and how often it
/// was there. Tells how many there are.
fn sort_and_count(numbers: &mut [u32], document: Range<usize>, to: usize, counts: &mut [u32]) -> usize {
    numbers[document.clone()].sort_unstable();
    let mut different = 0;
    for at in document {
        let number = numbers[at];
        if different > 0 && numbers[to + different - 1] == number {
            counts[different - 1] += 1;
        } else {
            (numbers[to + different], counts[different]) = (number, 1);
            different += 1;
        }
    }
    different
}

/// All documents of a fit as bags, in parts.
#[derive(Debug, Default)]
pub(crate) struct AllBags {
    /// The documents of one part follow those of the part before.
    pub(crate) parts: Vec<Bags>,
    /// What the numbers stand for: n-grams, numbered from level to level.
    pub(crate) names: Vec<u32>,
}

/// What the rows of one part are written to.
struct Target<'t, V> {
    /// Their columns, which stay in the bags if there is no room for any.
    columns: &'t mut [u32],
    values: &'t mut [V],
    /// Entries of each row.
    lengths: &'t mut [usize],
    /// The largest count.
    most: u32,
    is_finite: bool,
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
        let columns: Vec<u32> = self.names.iter().map(|&name| columns[name as usize]).collect();
        // The values of each part are written where they would stand if every number had a column.
        let sizes: Vec<usize> = self.parts.iter().map(|bags| bags.numbers.len()).collect();
        let rows: Vec<usize> = self.parts.iter().map(|bags| bags.ends.len()).collect();
        let all = sizes.iter().sum();
        let (mut values, mut lengths) = (pages::defaults::<V>(all), vec![0; rows.iter().sum()]);
        let is_single = self.parts.len() == 1;
        let mut found = pages::defaults::<u32>(if is_single { 0 } else { all });
        let of_columns = |size: &usize| if is_single { 0 } else { *size };
        let targets = parallel::split_at_ranges(&mut values, sizes.iter().copied())
            .into_iter()
            .zip(parallel::split_at_ranges(&mut lengths, rows.iter().copied()))
            .zip(parallel::split_at_ranges(&mut found, sizes.iter().map(of_columns)))
            .map(|((values, lengths), columns)| Target {
                columns,
                values,
                lengths,
                most: 0,
                is_finite: true,
            });
        let mut written: Vec<Result<usize>> = sizes.iter().map(|_| Ok(0)).collect();
        let parts = self.parts.iter_mut().zip(targets).zip(&mut written).collect();
        parallel::for_each_part(
            parts,
            |_, ((bags, target), written): ((&mut Bags, Target<'_, V>), &mut Result<usize>)| {
                *written = target.fill(bags, &columns, weigh);
            },
        );
        let written = written.into_iter().collect::<Result<Vec<usize>>>()?;
        close_gaps(&mut values, &sizes, written.iter().copied());
        if is_single {
            self.parts.drain(..).for_each(|bags| found = bags.numbers);
            found.shrink_to_fit();
        } else {
            close_gaps(&mut found, &sizes, written.iter().copied());
        }
        Ok(SparseMatrix::from_sound_parts(width, offsets_of(lengths.into_iter()), found, values))
    }
}

impl<V: Value> Target<'_, V> {
    /// Writes the rows of some documents, and tells how many entries they have: columns take the place of numbers.
    fn fill(mut self, bags: &mut Bags, columns_of: &[u32], weigh: &impl Weighing<V>) -> Result<usize> {
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
        if !self.columns.is_empty() {
            self.columns[..written].copy_from_slice(&bags.numbers);
            bags.numbers = Vec::new();
        }
        check_limit("a term's count in one document", V::EXACT_INTEGERS, u64::from(self.most))?;
        if self.is_finite { Ok(written) } else { Err(not_finite()) }
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
        let values = split_off(&mut self.values, len);
        weigh.values(weights, values);
        self.is_finite &= are_finite(values);
        self.most = entries.fold(self.most, |most, (_, count)| most.max(count));
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
        /// Documents in two parts, whose numbers have different ranks, against maps.
        #[test]
        fn rows_and_sums_are_those_of_maps(
            documents in prop::collection::vec(
                prop::collection::vec((0..NUMBERS as u32, prop_oneof![1..4usize, 250..260usize]), 0..90), 0..9),
            cut in 0..9usize,
            bound in prop_oneof![Just(NUMBERS), Just(1usize << 20)],
            stays in prop::collection::vec(prop::bool::weighted(0.8), NUMBERS),
        ) {
            // Columns ascend with the ranks, and some ranks have none.
            let mut next = 0..;
            let columns: Vec<u32> =
                stays.iter().map(|&stays| if stays { next.next().unwrap() } else { NONE }).collect();
            let ranks = [0, 11].map(|turn| (0..NUMBERS as u32).map(move |at| TokenId((at + turn) % NUMBERS as u32)));
            let ranks: Vec<Vec<TokenId>> = ranks.into_iter().map(Iterator::collect).collect();
            let (first, second) = documents.split_at(cut.min(documents.len()));
            let (mut tally, mut sums, mut parts) = (AscendingTally::new(bound), Sums::new(NUMBERS), Vec::new());
            for (documents, ranks) in [first, second].into_iter().zip(&ranks) {
                let (mut ids, mut ends) = (Vec::new(), Vec::new());
                for document in documents {
                    document.iter().for_each(|&(number, times)| ids.extend(std::iter::repeat_n(number, times)));
                    ends.push(ids.len());
                }
                for keep in [true, false] {
                    let chunk = Chunk { ids: ids.clone(), ends: ends.clone() };
                    let bags = Bags::of_chunk(chunk, ranks, &mut tally, &mut sums, keep);
                    parts.extend(keep.then_some(bags));
                }
            }
            let all = AllBags { parts, names: (0..NUMBERS as u32).collect() };
            let rows = all.rows::<f64>(std::slice::from_ref(&columns), NUMBERS, &CountParams::default()).unwrap();
            let (mut held, mut total) = (vec![0; NUMBERS], vec![0; NUMBERS]);
            for (at, (row, document)) in rows.iter().zip(&documents).enumerate() {
                let ranks = &ranks[usize::from(at >= first.len())];
                let mut counts = BTreeMap::<usize, usize>::new();
                for &(number, times) in document {
                    *counts.entry(ranks[number as usize].index()).or_default() += times;
                }
                let mut expected = BTreeMap::new();
                for (rank, count) in counts {
                    // Each document was added up twice.
                    held[rank] += 2;
                    total[rank] += 2 * count as u64;
                    expected.insert(columns[rank], count as f64);
                }
                expected.remove(&NONE);
                prop_assert!(row.iter().eq(expected));
            }
            prop_assert_eq!(rows.rows(), documents.len());
            prop_assert_eq!(Sums::of_all(NUMBERS, [sums]), (held, total));
        }
    }
}
