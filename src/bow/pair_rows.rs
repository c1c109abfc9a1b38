//! [`PairEntries`]: in which documents n-grams stand, n-gram by n-gram in the order of their columns, and rows out of that.
//!
//! A matrix that lies column by column becomes one that lies row by row when each entry is put at the end of its row
//! (Gustavson, "Two fast algorithms for sparse matrices", 1978). That is done for some hundred documents at a time, whose
//! rows fit the second-level cache.

use crate::bow::bags::close_gaps;
use crate::bow::dealt::Dealt;
use crate::bow::occurrences::NONE;
use crate::bow::rows::Weigh;
use crate::bow::tally::Counts;
use crate::error::{Result, check_limit};
use crate::parallel;
use crate::vector::assemble::offsets_of;
use crate::vector::sparse::{SparseMatrix, check_finite};
use crate::vector::value::Value;

/// An n-gram in a document.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Met {
    /// Which n-gram of its bucket it is.
    pub(crate) number: u32,
    /// The chunk of the document, and below it which of its documents.
    pub(crate) document: u32,
    pub(crate) count: u32,
}

/// N-grams that one segment of a bucket tells apart.
const NUMBERS: u32 = 1 << 16;

/// Where the n-grams of a bucket stand.
#[derive(Debug, Default)]
pub(crate) struct BucketEntries {
    /// One for each [`NUMBERS`] n-grams.
    segments: Vec<Segment>,
    /// How many n-grams there are.
    numbers: usize,
}

/// Where some n-grams stand.
#[derive(Debug)]
struct Segment {
    /// The first of them.
    first: usize,
    /// For each chunk: which n-gram it is in the upper sixteen bits, its count and below that the document.
    entries: Dealt<u32>,
    /// The counts that are too large for their bits, in the same order.
    large: Dealt<u32>,
}

/// The count that stands for larger ones.
fn many(document_bits: u32) -> u32 {
    u16::MAX as u32 >> document_bits
}

impl BucketEntries {
    /// Deals what was met, n-gram by n-gram, to so many chunks.
    pub(crate) fn of(met: &[Met], numbers: u32, chunks: usize, document_bits: u32) -> Self {
        let (mut segments, mut met) = (Vec::new(), met);
        while let Some(next) = met.first() {
            let first = next.number / NUMBERS * NUMBERS;
            let own;
            (own, met) = met.split_at(met.partition_point(|met| met.number - first < NUMBERS));
            segments.push(Segment::of(own, first, chunks, document_bits));
        }
        BucketEntries { segments, numbers: numbers as usize }
    }
}

impl Segment {
    fn of(met: &[Met], first: u32, chunks: usize, document_bits: u32) -> Self {
        let many = many(document_bits);
        let chunk = |met: &Met| (met.document >> document_bits) as usize;
        let mut entries = Dealt::room(chunks, met.iter().map(chunk));
        let mut large = Vec::new();
        for met in met {
            if met.count >= many {
                large.push((chunk(met), met.count));
            }
            let document = met.document & ((1 << document_bits) - 1);
            entries.put(
                chunk(met),
                (met.number - first) << 16 | met.count.min(many) << document_bits | document,
            );
        }
        let mut dealt = Dealt::room(chunks, large.iter().map(|&(chunk, _)| chunk));
        large.iter().for_each(|&(chunk, count)| dealt.put(chunk, count));
        Segment { first: first as usize, entries, large: dealt }
    }
}

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
        weigh: Weigh<'_, V>,
    ) -> Result<SparseMatrix<V>> {
        let firsts: Vec<usize> = offsets_of(self.buckets.iter().map(|bucket| bucket.numbers));
        if firsts.last() == Some(&width) {
            // Every n-gram that was kept is a term, and they stand in the order of the columns.
            return self.with_columns(width, weigh, |bucket, number| (firsts[bucket] + number) as u32);
        }
        let columns = self.in_order(levels, columns);
        self.with_columns(width, weigh, |bucket, number| columns[bucket][number])
    }

    /// The rows, where `column` is that of an n-gram of a bucket.
    fn with_columns<V: Value>(
        self,
        width: usize,
        weigh: Weigh<'_, V>,
        column: impl Fn(usize, usize) -> u32 + Sync,
    ) -> Result<SparseMatrix<V>> {
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
            *written = self.fill(chunk, &column, target, weigh);
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

    /// Hands over the entries of a chunk: document, column and count.
    #[inline(always)]
    fn for_each(
        &self,
        chunk: usize,
        column: &impl Fn(usize, usize) -> u32,
        mut sink: impl FnMut(usize, u32, u32),
    ) {
        let (bits, many) = (self.document_bits, many(self.document_bits));
        for (number, bucket) in self.buckets.iter().enumerate() {
            for segment in &bucket.segments {
                let mut large = segment.large.heap(chunk).iter();
                for &entry in segment.entries.heap(chunk) {
                    let mut count = entry >> bits & many;
                    if count == many {
                        count = large.next().copied().unwrap_or(many);
                    }
                    let column = column(number, segment.first + (entry >> 16) as usize);
                    if column != NONE {
                        sink(entry as usize & ((1 << bits) - 1), column, count);
                    }
                }
            }
        }
    }

    /// Writes the rows of a chunk, and tells how many entries they have.
    fn fill<V: Value>(
        &self,
        chunk: usize,
        column: &impl Fn(usize, usize) -> u32,
        target: Target<'_, V>,
        weigh: Weigh<'_, V>,
    ) -> Result<usize> {
        let Target { columns: found, values, lengths } = target;
        self.for_each(chunk, column, |document, _, _| lengths[document] += 1);
        let mut next = offsets_of(lengths.iter().copied());
        let mut counts = vec![0; found.len()];
        self.for_each(chunk, column, |document, column, count| {
            let place = &mut next[document];
            (found[*place], counts[*place]) = (column, count);
            *place += 1;
        });
        let most = counts.iter().copied().max().unwrap_or(0);
        check_limit("a term's count in one document", V::EXACT_INTEGERS, u64::from(most))?;
        let (mut weights, mut row, mut start) = (Vec::new(), Vec::new(), 0);
        for length in lengths {
            let end = start + *length;
            row.clear();
            weigh(&found[start..end], &counts[start..end], &mut weights, &mut row);
            values[start..end].copy_from_slice(&row);
            start = end;
        }
        check_finite(&values[..start])?;
        Ok(start)
    }
}
