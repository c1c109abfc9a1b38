//! Occurrences of n-grams, dealt and sorted: what counting them and finding them have in common.
//!
//! An n-gram is its first n − 1 words, numbered one level before, and its last word. Occurrences are dealt
//! into buckets by ranges of the first number, and each bucket is sorted by both. Since buckets are
//! ranges, the sorted buckets put end to end are sorted, whatever the threads did. Every pass runs through
//! memory in order or inside a bucket that fits the second-level cache; a hash table of a million bigrams
//! would miss the caches at every occurrence.

use crate::parallel;
use crate::text::encoded::Encoded;
use crate::text::vocabulary::TokenId;

/// Stands where no n-gram starts or a rare one does.
pub(crate) const NONE: u32 = u32::MAX;

/// Occurrences in a bucket: sixteen bytes each, so that bucket and sorting space stay in a cache of 1 MiB.
const OCCURRENCES_PER_BUCKET: u64 = 1 << 14;
/// Positions that a task deals: its occurrences, twice, fit the second-level cache too.
const POSITIONS_PER_TASK: usize = 1 << 15;

/// All n-grams of one length in a corpus, in buckets.
pub(crate) struct Occurrences {
    buckets: Buckets,
    dealt: Vec<Dealt>,
}

impl Occurrences {
    /// Deals the n-grams of `length` words whose first `length - 1` words were numbered in `shorter`, a
    /// number or [`NONE`] for each position. `weights[p]` says about how often number `p` occurs. Where
    /// `tails` is set, n-grams whose last `length - 1` words have no number are left out too.
    pub(crate) fn deal(
        encoded: &Encoded,
        shorter: &[u32],
        length: usize,
        weights: &[u64],
        tails: bool,
    ) -> Self {
        let buckets = Buckets::over(weights);
        let dealt = parallel::map(&document_ranges(encoded, POSITIONS_PER_TASK), |task| {
            let occurrence = |(document, position): (usize, usize)| {
                let (prefix, word) = (shorter[position], encoded.ids()[position + length - 1]);
                let tail = !tails || shorter[position + 1] != NONE;
                let alive = prefix != NONE && tail && word != TokenId::UNKNOWN;
                let (document, at) = (document as u32, position as u32);
                alive.then_some(Occurrence { prefix, word: word.0, document, position: at })
            };
            let positions = task.clone().flat_map(|document| {
                let range = encoded.range(document);
                let starts = range.start..(range.end + 1).saturating_sub(length).max(range.start);
                starts.map(move |position| (document, position))
            });
            let most = task.clone().map(|document| encoded.range(document).len()).sum();
            let mut occurrences = Vec::with_capacity(most);
            occurrences.extend(positions.filter_map(occurrence));
            buckets.deal(&occurrences)
        });
        Occurrences { buckets, dealt }
    }

    /// What `f` makes of each bucket, sorted by path and then position; buckets come in the order of
    /// their paths.
    pub(crate) fn map_buckets<R: Send>(&self, f: impl Fn(&[Occurrence]) -> R + Sync + Send) -> Vec<R> {
        let numbers: Vec<usize> = (0..self.buckets.len).collect();
        parallel::map(&numbers, |&bucket| {
            let len = self.dealt.iter().map(|part| part.bucket(bucket).len()).sum();
            let mut inside: Vec<Occurrence> = Vec::with_capacity(len);
            for part in &self.dealt {
                inside.extend_from_slice(part.bucket(bucket));
            }
            sort_by_path(&mut inside);
            f(&inside)
        })
    }

    /// The bucket of a prefix.
    #[inline]
    pub(crate) fn bucket_of(&self, prefix: u32) -> usize {
        self.buckets.of(prefix)
    }
}

/// Documents in tasks of about so many positions.
pub(crate) fn document_ranges(encoded: &Encoded, positions: usize) -> Vec<std::ops::Range<usize>> {
    parallel::weighted_ranges(encoded.len(), positions, |document| encoded.range(document).len() + 1)
}

/// One n-gram at its place.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Occurrence {
    pub(crate) prefix: u32,
    pub(crate) word: u32,
    pub(crate) document: u32,
    pub(crate) position: u32,
}

impl Occurrence {
    /// What occurrences are sorted by.
    #[inline]
    pub(crate) fn path(self) -> u64 {
        u64::from(self.prefix) << 32 | u64::from(self.word)
    }
}

/// Ranges of prefixes with about equally many occurrences.
struct Buckets {
    of_prefix: Vec<u32>,
    len: usize,
}

/// The occurrences of one task, bucket after bucket.
struct Dealt {
    occurrences: Vec<Occurrence>,
    starts: Vec<usize>,
}

impl Buckets {
    /// `occurrences[p]` bounds how often prefix `p` starts an n-gram.
    fn over(occurrences: &[u64]) -> Self {
        let mut of_prefix = Vec::with_capacity(occurrences.len());
        let (mut bucket, mut load) = (0u32, 0);
        for &count in occurrences {
            if load > 0 && load + count > OCCURRENCES_PER_BUCKET {
                (bucket, load) = (bucket + 1, 0);
            }
            load += count;
            of_prefix.push(bucket);
        }
        Buckets { of_prefix, len: bucket as usize + 1 }
    }

    #[inline]
    fn of(&self, prefix: u32) -> usize {
        self.of_prefix[prefix as usize] as usize
    }

    /// Deals occurrences into buckets, keeping their order inside each.
    fn deal(&self, unsorted: &[Occurrence]) -> Dealt {
        let mut starts = vec![0usize; self.len + 1];
        for occurrence in unsorted {
            starts[self.of(occurrence.prefix) + 1] += 1;
        }
        for bucket in 0..self.len {
            starts[bucket + 1] += starts[bucket];
        }
        let mut next = starts.clone();
        let mut sorted = vec![Occurrence::default(); unsorted.len()];
        for &occurrence in unsorted {
            let slot = &mut next[self.of(occurrence.prefix)];
            sorted[*slot] = occurrence;
            *slot += 1;
        }
        Dealt { occurrences: sorted, starts }
    }
}

impl Dealt {
    fn bucket(&self, bucket: usize) -> &[Occurrence] {
        &self.occurrences[self.starts[bucket]..self.starts[bucket + 1]]
    }
}

/// Sorts by path; equal paths keep their order. A radix sort from the lowest digit, which skips the bits
/// that all paths share.
fn sort_by_path(occurrences: &mut Vec<Occurrence>) {
    const DIGIT: u32 = 11;
    let Some(first) = occurrences.first().map(|occurrence| occurrence.path()) else { return };
    let differing = occurrences.iter().fold(0, |bits, occurrence| bits | (occurrence.path() ^ first));
    let mut other = vec![Occurrence::default(); occurrences.len()];
    let mut shift = 0;
    while shift < 64 {
        let mask = (differing >> shift) & ((1 << DIGIT) - 1);
        if mask == 0 {
            shift += 1;
            continue;
        }
        let digit = |occurrence: &Occurrence| (occurrence.path() >> shift) as usize & ((1 << DIGIT) - 1);
        let mut starts = [0u32; 1 << DIGIT];
        for occurrence in occurrences.iter() {
            starts[digit(occurrence)] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += std::mem::replace(start, sum);
        }
        for occurrence in occurrences.iter() {
            let slot = &mut starts[digit(occurrence)];
            other[*slot as usize] = *occurrence;
            *slot += 1;
        }
        std::mem::swap(occurrences, &mut other);
        shift += DIGIT;
    }
}
