//! [`WindowTally`]: windows of documents are counted, and n-grams are made of them.
//!
//! An n-gram occurs as often as the windows that begin with it. Those of a document come in order, so it is over where the
//! window before begins otherwise: the windows are gone through from the last to the first, a sum for each
//! length runs along, and where an n-gram is over, its sum is written down.
//!
//! Each step is done for some documents before the next one begins, so that what it looks up stays in the caches.

use crate::bow::ascending::AscendingTally;
use crate::bow::windows::{STEP, Step, Windows};

/// Words that are looked up together, or a few more.
const WORDS: usize = 1 << 12;

/// Counts the n-grams of words, one document after another.
pub(crate) struct WindowTally<'w> {
    windows: &'w Windows,
    /// The words of documents to come.
    words: Lists<Word>,
    counts: AscendingTally,
    /// The windows of documents to come, ascending, and how often each was met.
    found: Lists<(u32, u32)>,
    documents: Documents,
    row: Row,
}

/// In how many documents each n-gram stands.
struct Documents {
    /// In all but the last few.
    most: Vec<u64>,
    /// In those, of which there are as many as half the memory of larger numbers counts.
    last: Vec<u16>,
    ended: u16,
}

/// Documents as lists that lie end to end.
struct Lists<T> {
    items: Vec<T>,
    ends: Vec<usize>,
}

/// Where a word's windows begin and end, and how often it occurs.
struct Word {
    start: u32,
    end: u32,
    times: u32,
}

/// The document at hand, and room for it.
struct Row {
    /// The paths of its windows behind a path of nothing.
    paths: Vec<Step>,
    /// Its n-grams and how often each occurs, at the end of the lists.
    numbers: Vec<u32>,
    counts: Vec<u32>,
    /// For each length the occurrences of the n-gram at hand.
    sums: Vec<Step>,
}

impl<'w> WindowTally<'w> {
    pub(crate) fn new(windows: &'w Windows) -> Self {
        let (room, ngrams) = (|| vec![[0; STEP]; windows.steps], windows.names.len());
        WindowTally {
            windows,
            words: Lists { items: Vec::new(), ends: Vec::new() },
            counts: AscendingTally::new(windows.len()),
            found: Lists { items: Vec::new(), ends: Vec::new() },
            documents: Documents { most: vec![0; ngrams], last: vec![0; ngrams], ended: 0 },
            row: Row { paths: room(), numbers: Vec::new(), counts: Vec::new(), sums: room() },
        }
    }

    /// Counts a word so many times.
    #[inline]
    pub(crate) fn add(&mut self, word: u32, times: u32) {
        let windows = self.windows.of_words.range(word as usize);
        self.words.items.push(Word { start: windows.start as u32, end: windows.end as u32, times });
    }

    /// Ends a document.
    pub(crate) fn end_document(&mut self) {
        self.words.end();
    }

    /// Whether it is time to hand documents over.
    pub(crate) fn is_full(&self) -> bool {
        self.words.items.len() >= WORDS
    }

    /// Hands the documents over that ended: the n-grams of each in the order of terms, and how often each occurs.
    pub(crate) fn hand_over(&mut self, mut sink: impl FnMut(&[u32], &[u32])) {
        let ids = self.windows.of_words.ids();
        self.words.drain(|words| {
            for word in words {
                self.counts.add_all(&ids[word.start as usize..word.end as usize], word.times);
            }
            self.counts.end_document(|window, count| self.found.items.push((window, count)));
            self.found.end();
        });
        self.found.drain(|found| {
            let (numbers, counts) = self.row.of(self.windows, found);
            self.documents.add(numbers);
            sink(numbers, counts);
        });
    }

    /// Adds to sums of names, of which `names` tells each n-gram's, in how many documents it was met.
    pub(crate) fn add_to(mut self, documents: &mut [u64]) {
        self.documents.sum_up();
        for (&held, &name) in self.documents.most.iter().zip(&self.windows.names) {
            documents[name as usize] += held;
        }
    }
}

impl Documents {
    /// Adds a document that holds these n-grams.
    fn add(&mut self, ngrams: &[u32]) {
        if self.ended == u16::MAX {
            self.sum_up();
        }
        self.ended += 1;
        ngrams.iter().for_each(|&ngram| self.last[ngram as usize] += 1);
    }

    /// Leaves none to be the last few.
    fn sum_up(&mut self) {
        self.ended = 0;
        self.most
            .iter_mut()
            .zip(&mut self.last)
            .for_each(|(sum, last)| *sum += u64::from(std::mem::take(last)));
    }
}

impl<T> Lists<T> {
    /// Ends a list.
    fn end(&mut self) {
        self.ends.push(self.items.len());
    }

    /// Hands over all lists and forgets them.
    fn drain(&mut self, mut sink: impl FnMut(&[T])) {
        let mut start = 0;
        for end in self.ends.drain(..) {
            sink(&self.items[start..end]);
            start = end;
        }
        self.items.clear();
    }
}

impl Row {
    /// The n-grams of windows in ascending order.
    fn of(&mut self, windows: &Windows, found: &[(u32, u32)]) -> (&[u32], &[u32]) {
        let Windows { steps, depth, .. } = *windows;
        // All paths are read side by side first: many are in no near cache.
        self.paths.resize((found.len() + 1) * steps, [0; STEP]);
        for (path, &(window, _)) in self.paths.chunks_exact_mut(steps).skip(1).zip(found) {
            path.iter_mut().zip(windows.path(window)).for_each(|(slot, &step)| *slot = step);
        }
        let most = found.len() * depth + 1;
        if self.numbers.len() < most {
            self.numbers.resize(most, 0);
            self.counts.resize(most, 0);
        }
        let (numbers, counts) = (&mut self.numbers[..most], &mut self.counts[..most]);
        self.sums.fill([0; STEP]);
        let befores = self.paths.chunks_exact(steps);
        let paths = befores.clone().skip(1);
        let mut place = most - 1;
        for ((before, path), &(_, often)) in befores.zip(paths).zip(found).rev() {
            for ((before, step), sums) in before.iter().zip(path).zip(&mut self.sums).rev() {
                for at in (0..STEP).rev() {
                    // Whether an n-gram is over is as good as chance: no branch asks for it.
                    let is_over = (step[at] != before[at]) | (step[at] == 0);
                    let sum = sums[at].saturating_add(often);
                    numbers[place] = step[at].wrapping_sub(1);
                    counts[place] = sum;
                    place -= usize::from(is_over & (step[at] != 0));
                    sums[at] = if is_over { 0 } else { sum };
                }
            }
        }
        (&numbers[place + 1..], &counts[place + 1..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::encoded::Encoded;
    use crate::text::ngram::range::NgramRange;
    use crate::text::vocabulary::TokenId;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    /// The n-grams of a word, one after another.
    fn ngrams(word: &[u32], lengths: NgramRange) -> impl Iterator<Item = &[u32]> {
        let shortest = lengths.shortest.min(word.len()).max(1);
        (shortest..=lengths.longest.min(word.len())).flat_map(|length| word.windows(length))
    }

    /// What an n-gram is called that is numbered from level to level.
    fn spelled(windows: &Windows, name: u32) -> Vec<u32> {
        let (mut node, mut level, mut word) = (name as usize, 0, Vec::new());
        while node >= windows.levels[level].words.len() {
            node -= windows.levels[level].words.len();
            level += 1;
        }
        for level in windows.levels[..=level].iter().rev() {
            word.insert(0, level.words[node]);
            node = level.parents.get(node).map_or(0, |&parent| parent as usize);
        }
        word
    }

    proptest! {
        /// Against sorted maps, with few characters and with more than a key of one window holds.
        #[test]
        fn counts_as_a_sorted_map(
            words in prop::collection::vec(prop::collection::vec(0..3u32, 0..20), 1..20),
            documents in prop::collection::vec(
                prop::collection::vec((any::<prop::sample::Index>(), prop_oneof![1..4u32, 200..900u32]), 0..20), 1..6),
            (shortest, more) in (1..6usize, 0..11usize),
            far in prop_oneof![Just(1u32), Just(2_000u32)],
        ) {
            let lengths = NgramRange { shortest, longest: shortest + more };
            let words: Vec<Vec<u32>> =
                words.into_iter().map(|word| word.into_iter().map(|character| character * far).collect()).collect();
            let ends = words.iter().scan(0, |end, word| {
                *end += word.len();
                Some(*end)
            });
            let ids = words.iter().flatten().map(|&character| TokenId(character)).collect();
            let encoded = Encoded::from_parts(ids, ends.collect()).unwrap();
            let windows = Windows::of(&encoded, 2 * far as usize + 1, lengths).unwrap();

            let all: BTreeSet<&[u32]> = words.iter().flat_map(|word| ngrams(word, lengths)).collect();
            let spelled: Vec<Vec<u32>> = windows.names.iter().map(|&name| spelled(&windows, name)).collect();
            prop_assert!(spelled.iter().eq(&all));
            let numbers: BTreeMap<&[u32], u32> = all.into_iter().zip(0..).collect();

            let (mut tally, mut expected) = (WindowTally::new(&windows), Vec::<BTreeMap<u32, u32>>::new());
            let (mut held, mut found) = (vec![0; windows.nodes()], Vec::<BTreeMap<u32, u32>>::new());
            for document in &documents {
                let mut counts = BTreeMap::<u32, u32>::new();
                for (index, times) in document {
                    let word = index.index(words.len());
                    tally.add(word as u32, *times);
                    ngrams(&words[word], lengths).for_each(|ngram| *counts.entry(numbers[ngram]).or_default() += times);
                }
                tally.end_document();
                counts.keys().for_each(|&number| held[windows.names[number as usize] as usize] += 1);
                expected.push(counts);
            }
            tally.hand_over(|ngrams, counts| found.push(ngrams.iter().copied().zip(counts.iter().copied()).collect()));
            prop_assert_eq!(found, expected);
            let mut documents = vec![0; windows.nodes()];
            tally.add_to(&mut documents);
            prop_assert_eq!(documents, held);
        }
    }
}
