//! [`Followers`]: the places of a word, brought together by the word that follows.

/// Room to work in.
#[derive(Debug)]
pub(crate) struct Followers {
    /// How often each word follows, then where its next place goes; 0 where nothing is at hand.
    counts: Vec<u32>,
    /// The different words that follow.
    met: Vec<u32>,
    /// Those that follow often enough, in their order.
    often: Vec<u32>,
    documents: Vec<u32>,
}

impl Followers {
    /// For ranks of words up to the given one, which stands for no word.
    pub(crate) fn new(words: u32) -> Self {
        let counts = vec![0; words as usize + 1];
        Followers { counts, met: Vec::new(), often: Vec::new(), documents: Vec::new() }
    }

    /// Hands over each word that follows at `fewest` places or more, in the order of the words, and the documents of these places.
    ///
    /// A place is the rank of the next word in the upper half, its document in the lower.
    #[inline(always)]
    pub(crate) fn each(&mut self, places: &[u64], fewest: u64, mut sink: impl FnMut(u32, &[u32])) {
        let Followers { counts, met, often, documents } = self;
        let next = |place: u64| (place >> 32) as usize;
        if met.len() <= places.len() {
            [&mut *met, often, documents].into_iter().for_each(|room| room.resize(places.len() + 1, 0));
        }
        // Whether a word is new or rare is as good as chance: no branch asks for it.
        let mut different = 0;
        for &place in places {
            let count = &mut counts[next(place)];
            met[different] = next(place) as u32;
            different += usize::from(*count == 0);
            *count += 1;
        }
        let met = &met[..different];
        // Rare words go to the end, in any order.
        let (mut kept, mut end, none) = (0, places.len() as u32, counts.len() - 1);
        for &word in met {
            let count = &mut counts[word as usize];
            let stays = (u64::from(*count) >= fewest) & (word as usize != none);
            often[kept] = word;
            kept += usize::from(stays);
            end -= if stays { 0 } else { *count };
            *count = if stays { *count } else { end };
        }
        let often = &mut often[..kept];
        often.sort_unstable();
        let mut start = 0;
        for &word in &*often {
            start += std::mem::replace(&mut counts[word as usize], start);
        }
        for &place in places {
            let slot = &mut counts[next(place)];
            documents[*slot as usize] = place as u32;
            *slot += 1;
        }
        let mut start = 0;
        for &word in &*often {
            let end = counts[word as usize] as usize;
            sink(word, &documents[start..end]);
            start = end;
        }
        met.iter().for_each(|&word| counts[word as usize] = 0);
    }
}
