//! [`Notes`]: which n-grams stand in which documents, written down n-gram by n-gram and dealt to the chunks of the documents.

use crate::bow::dealt::Dealt;

/// Entries that are written down before they are dealt: they fit the second-level cache.
const ENTRIES: usize = 1 << 15;
/// N-grams that one segment tells apart.
const NUMBERS: u32 = 1 << 16;

/// Where the n-grams of a bucket stand.
#[derive(Debug, Default)]
pub(crate) struct BucketEntries {
    pub(crate) segments: Vec<Segment>,
    /// How many n-grams there are.
    pub(crate) numbers: usize,
}

/// Where some n-grams stand.
#[derive(Debug)]
pub(crate) struct Segment {
    /// Which n-gram of its bucket the first one is.
    pub(crate) first: usize,
    /// For each chunk: which n-gram it is in the upper sixteen bits, its count and below that the document.
    pub(crate) entries: Dealt<u32>,
    /// The counts that are too large for their bits, in the same order.
    pub(crate) large: Dealt<u32>,
}

/// The count that stands for itself and for larger ones.
pub(crate) fn many(document_bits: u32) -> u32 {
    u32::from(u16::MAX >> document_bits)
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

/// Writes down where the n-grams of one bucket after the other stand.
#[derive(Debug)]
pub(crate) struct Notes {
    /// Entries that are to be dealt, and room behind them.
    met: Vec<Met>,
    end: usize,
    /// Which n-gram the first one of the segment at hand is, and which the next one.
    first: u32,
    next: u32,
    segments: Vec<Segment>,
    chunks: usize,
    document_bits: u32,
    keep: bool,
}

impl Notes {
    /// For so many chunks; unless entries are to be kept, they are only counted.
    pub(crate) fn new(chunks: usize, document_bits: u32, keep: bool) -> Self {
        let (met, segments) = (Vec::new(), Vec::new());
        Notes { met, end: 0, first: 0, next: 0, segments, chunks, document_bits, keep }
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
        self.deal();
        let numbers = std::mem::take(&mut self.next) as usize;
        self.first = 0;
        BucketEntries { segments: std::mem::take(&mut self.segments), numbers }
    }

    /// Makes room for so many entries.
    #[cold]
    fn make_room(&mut self, entries: usize) {
        self.deal();
        self.met.resize(self.met.len().max(entries).max(ENTRIES), Met::default());
    }

    /// Ends a segment.
    fn deal(&mut self) {
        let met = &self.met[..std::mem::take(&mut self.end)];
        if self.keep && !met.is_empty() {
            self.segments.push(Segment::of(met, self.first, self.chunks, self.document_bits));
        }
        self.first = self.next;
    }
}

impl Segment {
    /// Deals what was met to so many chunks.
    fn of(met: &[Met], first: u32, chunks: usize, document_bits: u32) -> Self {
        let many = many(document_bits);
        let chunk = |met: &Met| (met.document >> document_bits) as usize;
        let mut entries = Dealt::room(chunks, met.iter().map(chunk));
        let mut large = Vec::new();
        for met in met {
            if met.count >= many {
                large.push((chunk(met), met.count));
            }
            let low = met.count.min(many) << document_bits | met.document & ((1 << document_bits) - 1);
            entries.put(chunk(met), met.number << 16 | low);
        }
        let mut dealt = Dealt::room(chunks, large.iter().map(|&(chunk, _)| chunk));
        large.iter().for_each(|&(chunk, count)| dealt.put(chunk, count));
        Segment { first: first as usize, entries, large: dealt }
    }
}
