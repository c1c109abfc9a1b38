//! Occurrences of n-grams, dealt and sorted: what counting them and finding them have in common.
//!
//! An n-gram is its first n − 1 words, numbered one level before, and its last word. Occurrences are dealt
//! into buckets by ranges of the first number, and each bucket is sorted by both. Since buckets are
//! ranges, the sorted buckets put end to end are sorted, whatever the threads did. Every pass runs through
//! memory in order or inside a bucket that fits the second-level cache; a hash table of a million bigrams
//! would miss the caches at every occurrence.
//!
//! An occurrence is a key and a position, four bytes each: inside a bucket, prefix *p* and word *w* of *W* make the key
//! (*p* − first prefix of the bucket) · *W* + *w*, and buckets hold no more prefixes than such keys can tell apart.

use crate::parallel;
use crate::radix;
use crate::text::encoded::Encoded;
use crate::text::vocabulary::TokenId;

/// Stands where no n-gram starts or a rare one does.
pub(crate) const NONE: u32 = u32::MAX;

/// Occurrences in a bucket: eight bytes each, so that bucket and sorting space stay in a cache of half a MiB.
const OCCURRENCES_PER_BUCKET: u64 = 1 << 14;
/// Positions that a task deals: its occurrences, twice, fit the second-level cache too.
const POSITIONS_PER_TASK: usize = 1 << 15;

/// All n-grams of one length in a corpus, in buckets.
pub(crate) struct Occurrences {
    buckets: Buckets,
    dealt: Vec<Dealt>,
}

/// The n-grams to deal: those of `length` words whose first `length - 1` words were numbered before.
pub(crate) struct Longer<'c> {
    pub(crate) encoded: &'c Encoded,
    /// How many words there are.
    pub(crate) words: usize,
    pub(crate) length: usize,
    /// The number of the shorter n-gram at each position, or [`NONE`].
    pub(crate) shorter: &'c [u32],
    /// Whether n-grams whose last `length - 1` words have no number are left out too.
    pub(crate) tails: bool,
}

impl Occurrences {
    /// Deals n-grams; `weights[p]` says about how often number `p` occurs.
    pub(crate) fn deal(longer: &Longer<'_>, weights: &[u64]) -> Self {
        let buckets = Buckets::over(weights, longer.words);
        let dealt = parallel::map_with(
            &document_ranges(longer.encoded, POSITIONS_PER_TASK),
            Vec::new,
            |room: &mut Vec<(u32, Occurrence)>, task| {
                room.clear();
                task.clone().for_each(|document| longer.of_document(document, &buckets, room));
                buckets.deal(room)
            },
        );
        Occurrences { buckets, dealt }
    }

    /// What `f` makes of each bucket, sorted by path and then position; buckets come in the order of
    /// their paths.
    pub(crate) fn map_buckets<R: Send>(&self, f: impl Fn(&Bucket<'_>) -> R + Sync + Send) -> Vec<R> {
        let numbers: Vec<usize> = (0..self.buckets.firsts.len()).collect();
        parallel::map_with(
            &numbers,
            || (Vec::new(), radix::Room::default()),
            |(inside, room), &bucket| {
                inside.clear();
                for part in &self.dealt {
                    inside.extend_from_slice(part.bucket(bucket));
                }
                radix::sort(inside, room, |occurrence| u64::from(occurrence.key));
                f(&Bucket { first: self.buckets.firsts[bucket], words: self.buckets.words, sorted: inside })
            },
        )
    }

    /// The bucket of a prefix.
    #[inline]
    pub(crate) fn bucket_of(&self, prefix: u32) -> usize {
        self.buckets.of(prefix)
    }
}

impl Longer<'_> {
    /// Adds the occurrences of a document, each with its bucket.
    fn of_document(&self, document: usize, buckets: &Buckets, found: &mut Vec<(u32, Occurrence)>) {
        let range = self.encoded.range(document);
        let last_words = self.encoded.ids()[range.clone()].iter().skip(self.length - 1);
        let shorter = &self.shorter[range.clone()];
        // The shorter n-gram one position further; the last one of a document is no start of a longer.
        let tails = shorter.iter().skip(1);
        for (offset, ((&prefix, &tail), &word)) in shorter.iter().zip(tails).zip(last_words).enumerate() {
            if prefix != NONE && (!self.tails || tail != NONE) && word != TokenId::UNKNOWN {
                let bucket = buckets.of(prefix);
                let key = (prefix - buckets.firsts[bucket]) * buckets.words + word.0;
                found.push((bucket as u32, Occurrence { key, position: (range.start + offset) as u32 }));
            }
        }
    }
}

/// Documents in tasks of about so many positions.
pub(crate) fn document_ranges(encoded: &Encoded, positions: usize) -> Vec<std::ops::Range<usize>> {
    parallel::weighted_ranges(encoded.len(), positions, |document| encoded.range(document).len() + 1)
}

/// One n-gram at its place.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Occurrence {
    /// Prefix and word, as the bucket puts them together.
    pub(crate) key: u32,
    pub(crate) position: u32,
}

/// Sorted occurrences.
pub(crate) struct Bucket<'s> {
    first: u32,
    words: u32,
    sorted: &'s [Occurrence],
}

impl<'s> Bucket<'s> {
    /// The occurrences of each n-gram.
    pub(crate) fn runs(&self) -> impl Iterator<Item = &'s [Occurrence]> {
        self.sorted.chunk_by(|a, b| a.key == b.key)
    }

    /// Prefix and last word of an n-gram.
    #[inline]
    pub(crate) fn path(&self, occurrence: Occurrence) -> (u32, u32) {
        (self.first + occurrence.key / self.words, occurrence.key % self.words)
    }
}

/// Ranges of prefixes with about equally many occurrences.
struct Buckets {
    /// How many words there are.
    words: u32,
    of_prefix: Vec<u32>,
    /// The first prefix of each bucket.
    firsts: Vec<u32>,
}

/// The occurrences of one task, bucket after bucket.
struct Dealt {
    occurrences: Vec<Occurrence>,
    starts: Vec<u32>,
}

impl Buckets {
    /// `occurrences[p]` bounds how often prefix `p` starts an n-gram.
    fn over(occurrences: &[u64], words: usize) -> Self {
        // Words are numbered below 2³² − 1, and there is at least one where there is anything to deal.
        let words = (words as u32).max(1);
        let most = u32::MAX / words;
        let (mut of_prefix, mut firsts, mut load) = (Vec::with_capacity(occurrences.len()), vec![0], 0);
        for (prefix, &count) in (0u32..).zip(occurrences) {
            let bucket = firsts.len() - 1;
            let full = load > 0 && load + count > OCCURRENCES_PER_BUCKET;
            if full || prefix - firsts[bucket] >= most {
                firsts.push(prefix);
                load = 0;
            }
            load += count;
            of_prefix.push((firsts.len() - 1) as u32);
        }
        Buckets { words, of_prefix, firsts }
    }

    #[inline]
    fn of(&self, prefix: u32) -> usize {
        self.of_prefix[prefix as usize] as usize
    }

    /// Deals occurrences into buckets, keeping their order inside each.
    fn deal(&self, unsorted: &[(u32, Occurrence)]) -> Dealt {
        let mut starts = vec![0u32; self.firsts.len() + 1];
        for &(bucket, _) in unsorted {
            starts[bucket as usize + 1] += 1;
        }
        for bucket in 0..self.firsts.len() {
            starts[bucket + 1] += starts[bucket];
        }
        let mut next = starts.clone();
        let mut occurrences = vec![Occurrence::default(); unsorted.len()];
        for &(bucket, occurrence) in unsorted {
            let slot = &mut next[bucket as usize];
            occurrences[*slot as usize] = occurrence;
            *slot += 1;
        }
        Dealt { occurrences, starts }
    }
}

impl Dealt {
    fn bucket(&self, bucket: usize) -> &[Occurrence] {
        &self.occurrences[self.starts[bucket] as usize..self.starts[bucket + 1] as usize]
    }
}
