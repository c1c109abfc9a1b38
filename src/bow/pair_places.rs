//! [`PairPlaces`]: where a pair of words stands, in one number of 64 bits.
//!
//! From the highest bits: which word of its bucket the first one is; the rank of the second; the chunk of the document; which
//! document of its chunk. Each has as many bits as the corpus asks for, and the first what is left.

use crate::text::encode::Named;

/// The most bits that tell the words of a bucket apart.
const INSIDE: u32 = 16;
/// The fewest.
const FEWEST_INSIDE: u32 = 8;
/// The most bits that tell the documents of a chunk apart.
const DOCUMENTS: u32 = 12;

/// How many bits each part has.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PairPlaces {
    words: u32,
    documents: u32,
    /// Chunk and document.
    low: u32,
    inside: u32,
}

impl PairPlaces {
    /// For documents of so many words, unless there are too many of either.
    pub(crate) fn of(documents: &Named, words: usize) -> Option<Self> {
        let bits = |count: usize| usize::BITS - count.leading_zeros();
        let longest = documents.chunks.iter().map(|(_, chunk)| chunk.ends.len()).max().unwrap_or(0);
        let (of_chunk, of_document) = (bits(documents.chunks.len()), bits(longest));
        let low = of_chunk + of_document;
        let inside = u64::BITS.saturating_sub(low + bits(words)).min(INSIDE);
        let fits =
            inside >= FEWEST_INSIDE && of_document <= DOCUMENTS && low < u32::BITS && bits(words) < u32::BITS;
        fits.then_some(PairPlaces { words: words as u32, documents: of_document, low, inside })
    }

    /// How many words there are; as a rank, no word.
    pub(crate) fn words(&self) -> u32 {
        self.words
    }

    /// How many bits tell the words of a bucket apart.
    pub(crate) fn inside_bits(&self) -> u32 {
        self.inside
    }

    /// How many bits tell the documents of a chunk apart.
    pub(crate) fn document_bits(&self) -> u32 {
        self.documents
    }

    /// A document of a chunk.
    pub(crate) fn document(&self, chunk: usize, document: usize) -> u32 {
        (chunk as u32) << self.documents | document as u32
    }

    /// Where a pair stands.
    #[inline(always)]
    pub(crate) fn place(&self, inside: u32, next: u32, document: u32) -> u64 {
        u64::from(inside) << (u64::BITS - self.inside) | u64::from(next) << self.low | u64::from(document)
    }

    /// Which word of its bucket the first one is.
    #[inline(always)]
    pub(crate) fn inside(&self, place: u64) -> usize {
        (place >> (u64::BITS - self.inside)) as usize
    }

    /// The rank of the second word.
    #[inline(always)]
    pub(crate) fn next(&self, place: u64) -> u32 {
        (place << self.inside >> self.inside >> self.low) as u32
    }

    /// Chunk and document.
    #[inline(always)]
    pub(crate) fn document_of(&self, place: u64) -> u32 {
        place as u32 & ((1 << self.low) - 1)
    }
}
