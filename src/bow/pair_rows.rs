//! [`PairEntries`]: in which documents n-grams stand, n-gram by n-gram in the order of their columns, and rows out of that.
//!
//! A matrix that lies column by column becomes one that lies row by row when each entry is put at the end of its row
//! (Gustavson, "Two fast algorithms for sparse matrices", 1978). That is done for some hundred documents at a time, whose
//! rows fit the second-level cache.

use crate::bow::bags::close_gaps;
use crate::bow::occurrences::NONE;
use crate::bow::pair_notes::{BucketEntries, many};
use crate::bow::rows::Weighing;
use crate::bow::tally::Counts;
use crate::error::{Result, check_limit};
use crate::parallel;
use crate::vector::assemble::offsets_of;
use crate::vector::sparse::{SparseMatrix, check_finite};
use crate::vector::value::Value;

/// Where words and pairs stand.
#[derive(Debug)]
pub(crate) struct PairEntries {
    pub(crate) buckets: Vec<BucketEntries>,
    /// The first word of each bucket, and the end of the last.
    pub(crate) firsts: Vec<u32>,
    /// Documents in each chunk.
    pub(crate) sizes: Vec<usize>,
    /// How many bits tell the documents of a chunk apart.
    pub(crate) document_bits: u32,
    /// Words in so many documents or more are among the n-grams.
    pub(crate) fewest: u64,
}

/// What the rows of one chunk are written to.
struct Target<'t, V> {
    columns: &'t mut [u32],
    values: &'t mut [V],
    /// Entries of each row.
    lengths: &'t mut [usize],
}

impl PairEntries {
    /// The rows of the documents: `columns[level][n-gram]` is a column or [`NONE`].
    pub(crate) fn rows<V: Value>(
        self,
        levels: &[Counts],
        columns: &[Vec<u32>],
        width: usize,
        weigh: &impl Weighing<V>,
    ) -> Result<SparseMatrix<V>> {
        let firsts = offsets_of(self.buckets.iter().map(|bucket| bucket.numbers));
        let columns = if firsts.last() == Some(&width) {
            Columns::All(firsts)
        } else {
            Columns::Some(self.in_order(levels, columns))
        };
        // Each chunk is written where it would stand if every n-gram had a column.
        let chunks = 0..self.sizes.len();
        let segments = || self.buckets.iter().flat_map(|bucket| &bucket.segments);
        let entries: Vec<usize> =
            chunks.map(|chunk| segments().map(|segment| segment.entries.heap(chunk).len()).sum()).collect();
        let all = entries.iter().sum();
        let (mut found, mut values) = (vec![0; all], vec![V::default(); all]);
        let mut lengths = vec![0; self.sizes.iter().sum()];
        let targets = parallel::split_at_ranges(&mut found, entries.iter().copied())
            .into_iter()
            .zip(parallel::split_at_ranges(&mut values, entries.iter().copied()))
            .zip(parallel::split_at_ranges(&mut lengths, self.sizes.iter().copied()))
            .map(|((columns, values), lengths)| Target { columns, values, lengths });
        let mut written: Vec<Result<usize>> = entries.iter().map(|_| Ok(0)).collect();
        let targets = targets.zip(&mut written).collect();
        parallel::for_each_part(targets, |chunk, (target, written): (Target<'_, V>, &mut Result<usize>)| {
            *written = self.fill(chunk, &columns, target, weigh);
        });
        let written = written.into_iter().collect::<Result<Vec<usize>>>()?;
        close_gaps(&mut found, &entries, written.iter().copied());
        close_gaps(&mut values, &entries, written.iter().copied());
        Ok(SparseMatrix::from_sound_parts(width, offsets_of(lengths.into_iter()), found, values))
    }

    /// For each bucket the columns of its n-grams, a word before its pairs.
    fn in_order(&self, levels: &[Counts], columns: &[Vec<u32>]) -> Vec<Vec<u32>> {
        let (held, parents) = (&levels[0].documents, &levels[1].parents);
        parallel::map(&parallel::even_ranges(self.buckets.len(), 1), |bucket| {
            let words = self.firsts[bucket.start]..self.firsts[bucket.end];
            let mut pair = parents.partition_point(|&parent| parent < words.start);
            let mut all = Vec::with_capacity(self.buckets[bucket.start].numbers);
            for word in words {
                if held[word as usize] >= self.fewest {
                    all.push(columns[0][word as usize]);
                }
                while parents.get(pair) == Some(&word) {
                    all.push(columns[1][pair]);
                    pair += 1;
                }
            }
            all
        })
    }

    /// Brings the entries of a chunk together.
    fn together(&self, chunk: usize, columns: &Columns) -> Together {
        let mut all = Together { bits: self.document_bits, ..Together::default() };
        for (number, bucket) in self.buckets.iter().enumerate() {
            for segment in &bucket.segments {
                let entries = segment.entries.heap(chunk);
                all.low.extend(entries.iter().map(|&entry| entry as u16));
                all.large.extend_from_slice(segment.large.heap(chunk));
                let inside = entries.iter().map(|&entry| segment.first + (entry >> 16) as usize);
                match columns {
                    Columns::All(firsts) => {
                        let first = firsts[number];
                        all.columns.extend(inside.map(|inside| (first + inside) as u32));
                    }
                    Columns::Some(columns) => {
                        all.columns.extend(inside.map(|inside| columns[number][inside]));
                    }
                }
            }
        }
        if matches!(columns, Columns::Some(_)) {
            all.leave_out_none();
        }
        all
    }

    /// Writes the rows of a chunk, and tells how many entries they have.
    fn fill<V: Value, W: Weighing<V>>(
        &self,
        chunk: usize,
        columns: &Columns,
        target: Target<'_, V>,
        weigh: &W,
    ) -> Result<usize> {
        let Target { columns: found, values, lengths } = target;
        let entries = self.together(chunk, columns);
        entries.low.iter().for_each(|&low| lengths[entries.document(low)] += 1);
        let mut next = offsets_of(lengths.iter().copied());
        let (mut weights, mut large, mut most) =
            (vec![W::Weight::default(); entries.low.len()], entries.large.iter(), 0);
        for (&column, &low) in entries.columns.iter().zip(&entries.low) {
            let mut count = u32::from(low >> self.document_bits);
            if count == many(self.document_bits) {
                count = large.next().copied().unwrap_or(count);
            }
            most = most.max(count);
            let place = &mut next[entries.document(low)];
            (found[*place], weights[*place]) = (column, weigh.weight(column, count));
            *place += 1;
        }
        check_limit("a term's count in one document", V::EXACT_INTEGERS, u64::from(most))?;
        let mut start = 0;
        for length in lengths {
            let end = start + *length;
            weigh.values(&weights[start..end], &mut values[start..end]);
            start = end;
        }
        check_finite(&values[..start])?;
        Ok(start)
    }
}

/// The columns of n-grams.
enum Columns {
    /// Every n-gram is a term, and they stand in the order of the columns: the column of the first one of each bucket.
    All(Vec<usize>),
    /// For each bucket the column of each n-gram, or [`NONE`].
    Some(Vec<Vec<u32>>),
}

/// The entries of a chunk, by column.
#[derive(Default)]
struct Together {
    columns: Vec<u32>,
    /// Count and document.
    low: Vec<u16>,
    /// The counts that are too large for their bits.
    large: Vec<u32>,
    /// How many bits tell documents apart.
    bits: u32,
}

impl Together {
    #[inline(always)]
    fn document(&self, low: u16) -> usize {
        usize::from(low) & ((1 << self.bits) - 1)
    }

    /// Leaves out what has no column.
    fn leave_out_none(&mut self) {
        let Together { columns, low, large, bits } = self;
        let (mut kept, mut large_kept, mut large_seen) = (0, 0, 0);
        for at in 0..columns.len() {
            let stays = columns[at] != NONE;
            if u32::from(low[at] >> *bits) == many(*bits) {
                large[large_kept] = large[large_seen];
                large_kept += usize::from(stays);
                large_seen += 1;
            }
            (columns[kept], low[kept]) = (columns[at], low[at]);
            kept += usize::from(stays);
        }
        columns.truncate(kept);
        low.truncate(kept);
        large.truncate(large_kept);
    }
}
