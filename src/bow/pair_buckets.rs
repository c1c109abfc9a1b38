//! [`Buckets`]: words in ranges with about as many places each, and the places of words dealt to them.

use crate::bow::blocks::Blocks;
use crate::bow::pair_places::PairPlaces;
use crate::parallel;
use crate::text::encode::Named;
use crate::text::reader::Chunk;
use crate::text::vocabulary::TokenId;

/// Places in a bucket, or more where there are very many.
const PLACES_PER_BUCKET: usize = 1 << 14;
/// Buckets of so many places are few enough for any corpus.
const BUCKETS: usize = 1 << 10;
/// Tasks of dealing for each thread, unless that would leave fewer places than this to each task and bucket, whose last block is half
/// empty.
const DEALS: usize = 2;
const PLACES_PER_LIST: usize = 1 << 9;
/// Of so many places one tells how often words occur.
const SAMPLE: usize = 64;

/// Ranges of words with about equally many places.
pub(crate) struct Buckets {
    pub(crate) places: PairPlaces,
    /// The bucket of each word, and below it which of its words it is.
    of_word: Vec<u32>,
    /// The first word of each bucket, and the end of the last.
    pub(crate) firsts: Vec<u32>,
}

impl Buckets {
    pub(crate) fn over(documents: &Named, places: PairPlaces) -> Self {
        let (mut totals, mut all) = (vec![0; places.words() as usize], 0);
        for (reader, chunk) in &documents.chunks {
            let names = &documents.names[*reader];
            let sample = chunk.ids.iter().step_by(SAMPLE).map(|&id| names[id as usize]);
            sample.filter(|&word| word != TokenId::UNKNOWN).for_each(|word| totals[word.index()] += SAMPLE);
            all += chunk.ids.len();
        }
        let most = PLACES_PER_BUCKET.max(all / BUCKETS);
        let (mut of_word, mut firsts, mut load) = (Vec::with_capacity(totals.len()), vec![0], 0);
        for (word, &total) in (0u32..).zip(&totals) {
            let mut inside = word - firsts[firsts.len() - 1];
            if load > 0 && load + total > most || inside >> places.inside_bits() > 0 {
                firsts.push(word);
                (load, inside) = (0, 0);
            }
            load += total;
            of_word.push((firsts.len() as u32 - 1) << places.inside_bits() | inside);
        }
        firsts.push(places.words());
        Buckets { places, of_word, firsts }
    }

    fn count(&self) -> usize {
        self.firsts.len() - 1
    }

    /// Deals the places of all chunks: for each bucket some lists, to be read one after the other.
    pub(crate) fn deal(&self, documents: Named) -> Vec<Vec<Blocks<u64>>> {
        // For each reader and word its rank and what `of_word` says.
        let known: Vec<Vec<(u32, u32)>> = parallel::map(&documents.names, |names| {
            // An unknown word is what stands behind the last one of a document: no word.
            let of_word = |rank: TokenId| self.of_word.get(rank.index()).copied().unwrap_or(u32::MAX);
            names.iter().map(|&rank| (rank.0.min(self.places.words()), of_word(rank))).collect()
        });
        let most = (documents.places() / (self.count() * PLACES_PER_LIST)).max(1);
        let at_once = documents.chunks.len().div_ceil(most.min(DEALS * parallel::threads()));
        let (mut tasks, mut first) = (Vec::new(), 0);
        let mut chunks = documents.chunks.into_iter().peekable();
        while chunks.peek().is_some() {
            let task: Vec<_> = chunks.by_ref().take(at_once).collect();
            first += task.len();
            tasks.push((first - task.len(), task));
        }
        let mut dealt: Vec<Vec<Blocks<u64>>> = tasks.iter().map(|_| Vec::new()).collect();
        let parts = dealt.iter_mut().zip(tasks).collect();
        parallel::for_each_part(parts, |_, (heaps, (first, chunks)): (&mut Vec<Blocks<u64>>, _)| {
            heaps.resize_with(self.count(), Blocks::default);
            for (number, (reader, chunk)) in (first..).zip(chunks) {
                self.deal_chunk(number, &known[reader], &chunk, heaps);
            }
        });
        Blocks::by_bucket(dealt, self.count())
    }

    /// Deals the places of one chunk.
    fn deal_chunk(&self, number: usize, known: &[(u32, u32)], chunk: &Chunk, heaps: &mut [Blocks<u64>]) {
        let (bits, none, mut start) = (self.places.inside_bits(), self.places.words(), 0);
        for (document, &end) in chunk.ends.iter().enumerate() {
            let document = self.places.document(number, document);
            let mut put = |(rank, of_word): (u32, u32), next: u32| {
                if rank != none {
                    let inside = of_word & ((1 << bits) - 1);
                    heaps[(of_word >> bits) as usize].push(self.places.place(inside, next, document));
                }
            };
            let mut words = chunk.ids[start..end].iter().map(|&id| known[id as usize]);
            if let Some(mut word) = words.next() {
                for next in words {
                    put(word, next.0);
                    word = next;
                }
                put(word, none);
            }
            start = end;
        }
    }

    /// Brings the places of each word of a bucket together.
    pub(crate) fn bring_together(&self, bucket: usize, heaps: Vec<Blocks<u64>>, together: &mut Together) {
        let Together { places, ends } = together;
        let pieces = || heaps.iter().flat_map(Blocks::all);
        ends.clear();
        ends.resize((self.firsts[bucket + 1] - self.firsts[bucket]) as usize, 0);
        pieces().for_each(|piece| piece.iter().for_each(|&place| ends[self.places.inside(place)] += 1));
        let mut next = 0;
        for end in &mut *ends {
            next += std::mem::replace(end, next);
        }
        places.resize(next as usize, 0);
        for piece in pieces() {
            for &place in piece {
                let slot = &mut ends[self.places.inside(place)];
                places[*slot as usize] =
                    u64::from(self.places.next(place)) << 32 | u64::from(self.places.document_of(place));
                *slot += 1;
            }
        }
        // The memory of `heaps`, which ends here, is what notes take next.
    }
}

/// The places of each word of a bucket: the rank of the next word in the upper half, the document in the lower.
#[derive(Debug, Default)]
pub(crate) struct Together {
    places: Vec<u64>,
    /// Where those of each word end.
    ends: Vec<u32>,
}

impl Together {
    /// The places of one word after the other.
    pub(crate) fn words(&self) -> impl Iterator<Item = &[u64]> {
        let mut start = 0;
        self.ends
            .iter()
            .map(move |&end| &self.places[std::mem::replace(&mut start, end as usize)..end as usize])
    }
}
