//! [`PairEntries`]: in which documents n-grams stand, n-gram by n-gram in the order of their columns, and rows out of that.
//!
//! A matrix that lies column by column becomes one that lies row by row when each entry is put at the end of its row
//! (Gustavson, "Two fast algorithms for sparse matrices", 1978). That is done for some hundred documents at a time, whose
//! rows fit the second-level cache.

use crate::bow::bags::close_gaps;
use crate::bow::occurrences::NONE;
use crate::bow::pair_notes::{BucketEntries, Notes};
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
    /// What each thread wrote down.
    pub(crate) notes: Vec<Notes>,
    /// The buckets, each with the number of its thread.
    pub(crate) buckets: Vec<(usize, BucketEntries)>,
    /// Documents in each chunk.
    pub(crate) sizes: Vec<usize>,
}

/// The same with what tells which n-gram is which.
#[derive(Debug)]
pub(crate) struct NumberedPairs {
    pub(crate) entries: PairEntries,
    /// The first word of each bucket, and the end of the last.
    pub(crate) firsts: Vec<u32>,
    /// Words in so many documents or more are among the n-grams.
    pub(crate) fewest: u64,
}

/// The columns of n-grams.
pub(crate) enum Columns {
    /// Every n-gram is a term, and they stand in the order of the columns: the column of the first one of each bucket.
    All(Vec<usize>),
    /// For each bucket the column of each n-gram, or [`NONE`].
    Some(Vec<Vec<u32>>),
}

/// What the rows of one chunk are written to.
struct Target<'t, V> {
    columns: &'t mut [u32],
    values: &'t mut [V],
    /// Entries of each row.
    lengths: &'t mut [usize],
}

impl NumberedPairs {
    /// The rows of the documents: `columns[level][n-gram]` is a column or [`NONE`].
    pub(crate) fn rows<V: Value>(
        self,
        levels: &[Counts],
        columns: &[Vec<u32>],
        width: usize,
        weigh: &impl Weighing<V>,
    ) -> Result<SparseMatrix<V>> {
        let firsts = offsets_of(self.entries.buckets.iter().map(|(_, bucket)| bucket.numbers));
        let columns = if firsts.last() == Some(&width) {
            Columns::All(firsts)
        } else {
            Columns::Some(self.in_order(levels, columns))
        };
        self.entries.rows(&columns, width, weigh)
    }

    /// For each bucket the columns of its n-grams, a word before its pairs.
    fn in_order(&self, levels: &[Counts], columns: &[Vec<u32>]) -> Vec<Vec<u32>> {
        let (held, parents) = (&levels[0].documents, &levels[1].parents);
        parallel::map(&parallel::even_ranges(self.entries.buckets.len(), 1), |bucket| {
            let words = self.firsts[bucket.start]..self.firsts[bucket.end];
            let mut pair = parents.partition_point(|&parent| parent < words.start);
            let mut all = Vec::with_capacity(self.entries.buckets[bucket.start].1.numbers);
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
}

impl PairEntries {
    /// The rows of the documents.
    pub(crate) fn rows<V: Value>(
        self,
        columns: &Columns,
        width: usize,
        weigh: &impl Weighing<V>,
    ) -> Result<SparseMatrix<V>> {
        // Each chunk is written where it would stand if every n-gram had a column.
        let chunks = 0..self.sizes.len();
        let stored = |chunk| self.notes.iter().map(|notes| notes.stored(chunk)).sum();
        let entries: Vec<usize> = chunks.map(stored).collect();
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
            *written = self.fill(chunk, columns, target, weigh);
        });
        let written = written.into_iter().collect::<Result<Vec<usize>>>()?;
        close_gaps(&mut found, &entries, written.iter().copied());
        close_gaps(&mut values, &entries, written.iter().copied());
        Ok(SparseMatrix::from_sound_parts(width, offsets_of(lengths.into_iter()), found, values))
    }

    /// Hands over the entries of a chunk by column: the column, which document of the chunk, and the count.
    #[inline(always)]
    fn each(&self, chunk: usize, columns: &Columns, mut sink: impl FnMut(u32, usize, u32)) {
        let mut large: Vec<_> = self.notes.iter().map(|notes| notes.large(chunk)).collect();
        for (number, (worker, bucket)) in self.buckets.iter().enumerate() {
            let (notes, large) = (&self.notes[*worker], &mut large[*worker]);
            for segment in bucket.segments.clone() {
                match columns {
                    Columns::All(firsts) => {
                        let first = firsts[number];
                        notes.each(segment, chunk, large, |inside, document, count| {
                            sink((first + inside) as u32, document, count);
                        });
                    }
                    Columns::Some(columns) => {
                        notes.each(segment, chunk, large, |inside, document, count| {
                            let column = columns[number][inside];
                            if column != NONE {
                                sink(column, document, count);
                            }
                        });
                    }
                }
            }
        }
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
        self.each(chunk, columns, |_, document, _| lengths[document] += 1);
        let mut next = offsets_of(lengths.iter().copied());
        let (mut weights, mut most) = (vec![W::Weight::default(); next.last().copied().unwrap_or(0)], 0);
        self.each(chunk, columns, |column, document, count| {
            most = most.max(count);
            let place = &mut next[document];
            (found[*place], weights[*place]) = (column, weigh.weight(column, count));
            *place += 1;
        });
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
