//! [`Notes`]: which n-grams stand in which documents, written down n-gram by n-gram. Each chunk of documents has a heap of its
//! own, which it will read from one end to the other.

use std::ops::Range;
use std::slice::Iter;

use crate::bow::blocks::Blocks;

/// Entries that are gathered before they go to their heaps: they fit the first cache.
const GATHERED: usize = 1 << 10;
/// N-grams that one segment tells apart.
const NUMBERS: u32 = 1 << 16;

/// The n-grams of a bucket.
#[derive(Debug, Default)]
pub(crate) struct BucketEntries {
    /// The segments that tell where they stand.
    pub(crate) segments: Range<usize>,
    /// How many n-grams there are.
    pub(crate) numbers: usize,
}

/// An n-gram in a document.
#[derive(Debug, Clone, Copy, Default)]
struct Met {
    /// Which n-gram of its segment it is.
    number: u32,
    /// The chunk of the document, and below it which of its documents.
    document: u32,
    count: u32,
}

/// The entries of some n-grams, in all heaps.
#[derive(Debug)]
struct Segment {
    /// Which n-gram of its bucket the first one is.
    first: u32,
    /// Where its entries begin in each heap; they end where those of the next segment begin.
    starts: Vec<usize>,
}

/// Writes down where the n-grams of one bucket after the other stand.
#[derive(Debug)]
pub(crate) struct Notes {
    /// For each chunk: which n-gram it is in the upper sixteen bits, its count and below that the document.
    heaps: Vec<Blocks<u32>>,
    /// The counts that are too large for their bits, in the same order.
    large: Vec<Vec<u32>>,
    segments: Vec<Segment>,
    /// The first segment of the bucket at hand.
    bucket: usize,
    /// Entries that go to the heaps next, and room behind them.
    met: Vec<Met>,
    end: usize,
    /// Which n-gram the first one of the segment at hand is, and which the next one.
    first: u32,
    next: u32,
    document_bits: u32,
    keep: bool,
}

impl Notes {
    /// For so many chunks; unless entries are to be kept, they are only counted.
    pub(crate) fn new(chunks: usize, document_bits: u32, keep: bool) -> Self {
        let mut notes = Notes {
            heaps: (0..chunks).map(|_| Blocks::default()).collect(),
            large: vec![Vec::new(); chunks],
            segments: Vec::new(),
            bucket: 0,
            met: vec![Met::default(); GATHERED],
            end: 0,
            first: 0,
            next: 0,
            document_bits,
            keep,
        };
        notes.start_segment();
        notes
    }

    /// Writes down an n-gram by the documents of its places, which ascend, unless they are fewer than `fewest`; and tells how many
    /// there are.
    #[inline(always)]
    pub(crate) fn add(&mut self, places: impl ExactSizeIterator<Item = u32>, fewest: u64) -> u64 {
        if self.end + places.len() > self.met.len() || self.next - self.first == NUMBERS {
            self.make_room(places.len());
        }
        let (met, number) = (&mut self.met[self.end..], self.next - self.first);
        // Whether a document is new is as good as chance: no branch asks for it.
        let (mut held, mut last, mut count) = (0, u32::MAX, 0);
        for document in places {
            let is_new = document != last;
            held += usize::from(is_new);
            count = if is_new { 1 } else { count + 1 };
            met[held - 1] = Met { number, document, count };
            last = document;
        }
        if held as u64 >= fewest {
            self.end += held;
            self.next += 1;
        }
        held as u64
    }

    /// Ends a bucket.
    pub(crate) fn finish(&mut self) -> BucketEntries {
        self.write();
        let segments = std::mem::replace(&mut self.bucket, self.segments.len())..self.segments.len();
        let numbers = std::mem::take(&mut self.next) as usize;
        self.start_segment();
        BucketEntries { segments, numbers }
    }

    /// Makes room for so many entries.
    #[cold]
    fn make_room(&mut self, entries: usize) {
        self.write();
        if self.next - self.first == NUMBERS {
            self.start_segment();
        }
        if entries > self.met.len() {
            self.met.resize(entries, Met::default());
        }
    }

    fn start_segment(&mut self) {
        self.first = self.next;
        self.segments
            .push(Segment { first: self.first, starts: self.heaps.iter().map(Blocks::len).collect() });
    }

    /// Writes what was gathered to the heaps.
    fn write(&mut self) {
        let met = &self.met[..std::mem::take(&mut self.end)];
        if !self.keep {
            return;
        }
        let (bits, many) = (self.document_bits, many(self.document_bits));
        for met in met {
            let chunk = (met.document >> bits) as usize;
            let low = met.count.min(many) << bits | met.document & ((1 << bits) - 1);
            self.heaps[chunk].push(met.number << 16 | low);
            if met.count >= many {
                self.large[chunk].push(met.count);
            }
        }
    }

    /// How many n-grams stand in the documents of a chunk, each counted once a document.
    pub(crate) fn stored(&self, chunk: usize) -> usize {
        self.heaps[chunk].len()
    }

    /// What [`Notes::each`] takes of a chunk, segment after segment.
    pub(crate) fn large(&self, chunk: usize) -> Iter<'_, u32> {
        self.large[chunk].iter()
    }

    /// Hands over what a segment says of a chunk: which n-gram of its bucket, which document of the chunk and how often.
    #[inline(always)]
    pub(crate) fn each(
        &self,
        segment: usize,
        chunk: usize,
        large: &mut Iter<'_, u32>,
        mut sink: impl FnMut(usize, usize, u32),
    ) {
        let (Segment { first, starts }, heap) = (&self.segments[segment], &self.heaps[chunk]);
        let end = self.segments.get(segment + 1).map_or(heap.len(), |next| next.starts[chunk]);
        let (bits, many) = (self.document_bits, many(self.document_bits));
        heap.pieces(starts[chunk]..end).flatten().for_each(|&entry| {
            let (number, low) = (first + (entry >> 16), entry & u32::from(u16::MAX));
            let mut count = low >> bits;
            if count == many {
                count = large.next().copied().unwrap_or(count);
            }
            sink(number as usize, (low & ((1 << bits) - 1)) as usize, count);
        });
    }
}

/// The count that stands for itself and for larger ones.
fn many(document_bits: u32) -> u32 {
    u32::from(u16::MAX >> document_bits)
}
