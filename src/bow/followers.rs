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
        for room in [&mut *met, often, documents] {
            if room.len() <= places.len() {
                room.resize(places.len() + 1, 0);
            }
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

    /// Hands over which of the given words, in ascending order, follow, each by its place among `words`, in their order, and the
    /// documents of the places.
    #[inline(always)]
    pub(crate) fn each_of(&mut self, places: &[u64], words: &[u32], mut sink: impl FnMut(usize, &[u32])) {
        let Followers { counts, met, documents, .. } = self;
        let next = |place: u64| (place >> 32) as usize;
        if documents.len() <= places.len() {
            documents.resize(places.len() + 1, 0);
        }
        // Where the places of each word end, which is where they start before they are put there.
        met.clear();
        met.resize(words.len() + 1, 0);
        (1..).zip(words).for_each(|(number, &word)| counts[word as usize] = number);
        places.iter().for_each(|&place| met[counts[next(place)] as usize] += 1);
        // Other words' places come first.
        let mut end = 0;
        met.iter_mut().for_each(|count| end += std::mem::replace(count, end));
        for &place in places {
            let slot = &mut met[counts[next(place)] as usize];
            documents[*slot as usize] = place as u32;
            *slot += 1;
        }
        for (number, ends) in met.windows(2).enumerate() {
            if ends[0] < ends[1] {
                sink(number, &documents[ends[0] as usize..ends[1] as usize]);
            }
        }
        words.iter().for_each(|&word| counts[word as usize] = 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;
    use std::collections::BTreeMap;

    #[test]
    fn both_ways_bring_together_what_a_map_does() {
        let draws = Seed(2).stream("followers");
        let mut followers = Followers::new(50);
        for round in 0..200u64 {
            let draw = |at: u64, below: u64| draws.below(round << 20 | at, below);
            let count = [0, 1, 5, 300][round as usize % 4];
            // The last word stands for none.
            let places: Vec<u64> = (0..count).map(|at| draw(at, 51) << 32 | (at / 3)).collect();
            let mut expected = BTreeMap::<u32, Vec<u32>>::new();
            for place in places.iter().filter(|&&place| place >> 32 < 50) {
                expected.entry((place >> 32) as u32).or_default().push(*place as u32);
            }
            let words: Vec<u32> = (0..50).filter(|&word| draw(1 << 10 | u64::from(word), 3) == 0).collect();
            let mut found = BTreeMap::new();
            followers.each_of(&places, &words, |word, documents| {
                found.insert(words[word], documents.to_vec());
            });
            let mut of_words = expected.clone();
            of_words.retain(|word, _| words.contains(word));
            assert_eq!(found, of_words);
            let (fewest, mut found) = (1 + draw(1 << 11, 4), BTreeMap::new());
            followers.each(&places, fewest, |word, documents| {
                found.insert(word, documents.to_vec());
            });
            expected.retain(|_, documents| documents.len() as u64 >= fewest);
            assert_eq!(found, expected);
        }
    }
}
