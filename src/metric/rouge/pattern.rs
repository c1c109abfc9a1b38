//! [`Pattern`]: the words of a reference as bits, for longest common subsequences 64 words at a time.
//!
//! Every word of the reference has a row of bits, set in the places where it stands. Between the sentences lies a place
//! where no word stands, which closes one sentence to what happens in another.
//!
//! A text of up to 512 words keeps a row for every word. Of a longer one, only frequent words have theirs; the places of
//! a rare one are fewer than the blocks of a row, so its row is made when it is asked for. Memory is proportional to the
//! text either way.

use std::ops::Range;

/// A place without a word.
const GAP: u32 = u32::MAX;

/// Blocks of a row up to which every word has one.
const NARROW: usize = 8;

/// The words of a text as bits.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pattern {
    /// The number of the word at each place.
    words: Vec<u32>,
    /// Blocks of 64 places.
    width: usize,
    /// The places of each sentence.
    sentences: Vec<Range<usize>>,
    /// A bit for each place that is not between sentences; then the rows of words.
    rows: Vec<u64>,
    /// Of a wide pattern, where each word is found; in a narrow one, each has a row in the order of their numbers.
    wide: Vec<Kept>,
    /// The places of rare words, word by word.
    places: Vec<u32>,
}

/// Where a word of a wide pattern is found.
#[derive(Debug, Clone)]
enum Kept {
    Row(usize),
    Places(Range<usize>),
}

impl Pattern {
    /// The pattern of a text, in place of the one that was here: the numbers of its words, all below `distinct`, and its
    /// sentences, which are all of it.
    pub(crate) fn fill(
        &mut self,
        ids: &[u32],
        sentences: impl ExactSizeIterator<Item = Range<usize>>,
        distinct: u32,
    ) {
        self.words.clear();
        self.sentences.clear();
        for sentence in sentences {
            if !self.words.is_empty() {
                self.words.push(GAP);
            }
            let start = self.words.len();
            self.words.extend_from_slice(&ids[sentence]);
            self.sentences.push(start..self.words.len());
        }
        self.width = self.words.len().div_ceil(64).max(1);
        self.rows.clear();
        self.wide.clear();
        if self.width <= NARROW {
            self.fill_rows(distinct as usize);
        } else {
            self.rows.resize(self.width, 0);
            self.keep(distinct as usize);
        }
        self.open_sentences();
    }

    fn open_sentences(&mut self) {
        self.rows[..self.width].fill(u64::MAX);
        for gap in self.sentences.windows(2).map(|pair| pair[0].end) {
            self.rows[gap / 64] &= !(1 << (gap % 64));
        }
    }

    /// A row for every word, and an empty one for all others.
    fn fill_rows(&mut self, distinct: usize) {
        self.rows.resize((distinct + 2) * self.width, 0);
        for (place, &word) in self.words.iter().enumerate() {
            if word != GAP {
                self.rows[(word as usize + 1) * self.width + place / 64] |= 1 << (place % 64);
            }
        }
    }

    /// Rows for frequent words, places for rare ones.
    fn keep(&mut self, distinct: usize) {
        let mut ends = vec![0usize; distinct + 1];
        let placed = |words: &[u32]| -> Vec<(usize, usize)> {
            let placed = words.iter().enumerate().filter(|&(_, &word)| word != GAP);
            placed.map(|(place, &word)| (place, word as usize)).collect()
        };
        let placed = placed(&self.words);
        placed.iter().for_each(|&(_, word)| ends[word + 1] += 1);
        (0..distinct).for_each(|word| ends[word + 1] += ends[word]);
        let mut next = ends.clone();
        self.places.clear();
        self.places.resize(placed.len(), 0);
        for (place, word) in placed {
            self.places[next[word]] = place as u32;
            next[word] += 1;
        }
        for word in 0..distinct {
            let places = ends[word]..ends[word + 1];
            if NARROW * places.len() < self.width {
                self.wide.push(Kept::Places(places));
                continue;
            }
            let start = self.rows.len();
            self.rows.resize(start + self.width, 0);
            set(&mut self.rows[start..], &self.places[places]);
            self.wide.push(Kept::Row(start));
        }
        self.wide.push(Kept::Places(0..0));
    }

    /// Blocks of 64 places.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// The places of each sentence.
    pub(crate) fn sentences(&self) -> &[Range<usize>] {
        &self.sentences
    }

    /// A bit for each place that is not between sentences.
    pub(crate) fn open(&self) -> &[u64] {
        &self.rows[..self.width]
    }

    /// The number of the word at a place of a sentence.
    pub(crate) fn word(&self, place: usize) -> usize {
        self.words[place] as usize
    }

    /// The places of a word as bits; none for the number behind all words. `spare`, as wide as the pattern, may be used
    /// to hold them.
    #[inline(always)]
    pub(crate) fn row<'r>(&'r self, word: u32, spare: &'r mut [u64]) -> &'r [u64] {
        let start = match self.wide.get(word as usize) {
            None => (word as usize + 1) * self.width,
            Some(Kept::Row(start)) => *start,
            Some(Kept::Places(places)) => return self.row_of_places(places.clone(), spare),
        };
        &self.rows[start..start + self.width]
    }

    #[inline(never)]
    fn row_of_places<'r>(&self, places: Range<usize>, spare: &'r mut [u64]) -> &'r [u64] {
        spare.fill(0);
        set(spare, &self.places[places]);
        spare
    }
}

/// Sets the bits of places.
fn set(row: &mut [u64], places: &[u32]) {
    for &place in places {
        row[place as usize / 64] |= 1 << (place % 64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_hold_the_places_of_words() {
        let mut pattern = Pattern::default();
        for length in [1, 63, 64, 65, 511, 512, 513, 2000, 70] {
            // One frequent word, many rare ones.
            let ids: Vec<u32> = (0..length).map(|at| if at % 3 == 0 { 0 } else { 1 + at % 97 }).collect();
            let half = ids.len() / 2;
            pattern.fill(&ids, [0..half, half..ids.len()].into_iter(), 98);
            let mut spare = vec![u64::MAX; pattern.width()];
            for word in 0..=98 {
                let row = pattern.row(word, &mut spare).to_vec();
                let places = pattern.sentences().iter().cloned().flatten();
                for (place, &id) in places.zip(&ids) {
                    assert_eq!(
                        row[place / 64] >> (place % 64) & 1 == 1,
                        id == word,
                        "{length} {word} {place}"
                    );
                }
                let set: u32 = row.iter().map(|block| block.count_ones()).sum();
                assert_eq!(set as usize, ids.iter().filter(|&&id| id == word).count());
            }
        }
    }
}
