//! [`Stretch`]: a part of the corpus as training sees it: sub-sampled, with a reach drawn for every window, cut into groups
//! of windows.
//!
//! A stretch is some 260,000 words of whole sentences (a longer sentence is cut there). What is drawn for a word depends
//! on seed, epoch and the word's place in the corpus alone, so the parts of a stretch are made by any threads.

use serde::{Deserialize, Serialize};

use crate::embed::sampling::{Draws, below, is_kept};
use crate::embed::sentences::Sentences;
use crate::error::Result;
use crate::parallel;
use crate::text::vocabulary::TokenId;

/// Words of the corpus in a stretch.
const WORDS: usize = 1 << 18;

/// Words that one task draws for.
const WORDS_PER_TASK: usize = 1 << 14;

/// The most windows in a group.
pub(crate) const WINDOWS: usize = 4;

/// Stands where a sentence ends.
const END: u32 = u32::MAX;

/// How a corpus becomes stretches.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cutting<'a> {
    /// By which each word is kept; words past the end are not in the vocabulary.
    pub(crate) thresholds: &'a [u32],
    /// The largest distance between a word and its context.
    pub(crate) window: u16,
    /// Whether each window's reach is drawn from 1 to `window`.
    pub(crate) is_dynamic: bool,
    /// Windows in a group, [`WINDOWS`] at most.
    pub(crate) windows: usize,
    /// The most kept words of a sentence that go together.
    pub(crate) max_sentence_length: usize,
    /// The draws of this epoch.
    pub(crate) draws: Draws,
}

/// A part of the corpus, ready for training.
#[derive(Debug, Default)]
pub(crate) struct Stretch {
    /// The words that were kept. Between sentences stands a mark.
    pub(crate) words: Vec<u32>,
    /// How far the window around each word reaches.
    pub(crate) reaches: Vec<u16>,
    /// The groups, in order.
    pub(crate) groups: Vec<Span>,
    /// Words of the vocabulary in this part of the corpus, dropped ones included.
    pub(crate) seen: u64,
    /// A number below which no group of this epoch before this stretch was numbered.
    pub(crate) first: u64,
}

impl Stretch {
    /// Where the window around `centre` begins and ends, the centre included.
    #[inline(always)]
    pub(crate) fn window(&self, span: Span, centre: usize) -> (usize, usize) {
        let (begin, end) = (span.sentence.0 as usize, span.sentence.1 as usize);
        let reach = usize::from(self.reaches[centre]);
        (centre.saturating_sub(reach).max(begin), (centre + reach + 1).min(end))
    }

    /// The words around `centre`.
    pub(crate) fn context(&self, span: Span, centre: usize) -> impl Iterator<Item = u32> {
        let (from, to) = self.window(span, centre);
        (from..to).filter(move |&place| place != centre).map(|place| self.words[place])
    }
}

/// The place of a group among the words of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    /// Where the sentence (or what was cut from it) begins and ends.
    pub(crate) sentence: (u32, u32),
    /// The first centre.
    pub(crate) first: u32,
    /// How many centres there are.
    pub(crate) len: u32,
}

/// A place between two stretches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Place {
    /// The first sentence of which something is left.
    pub(crate) sentence: usize,
    /// How much of it and of those after it is done: ids, and one more for the end of each sentence.
    pub(crate) done: u64,
}

/// Hands over the stretches of the sentences from a place on; with each, the place after it.
///
/// # Errors
/// What reading meets, and what `work` gives.
pub(crate) fn for_each_stretch(
    sentences: &dyn Sentences,
    from: Place,
    cutting: Cutting<'_>,
    work: &mut dyn FnMut(&Stretch, Place) -> Result<()>,
) -> Result<()> {
    let (mut first, mut skip) = (from.sentence, from.done);
    let mut raw: Vec<TokenId> = Vec::new();
    while first < sentences.count() {
        let end = end_of_stretch(sentences, first);
        let begin = sentences.start(first) + first as u64;
        let (mut done, mut result) = (skip, Ok(()));
        sentences.read(first..end, &mut |mut ids| {
            let skipped = skip.min(ids.len() as u64);
            (skip, ids) = (skip - skipped, &ids[skipped as usize..]);
            if skip > 0 {
                skip -= 1;
                return;
            }
            // A sentence too long for one stretch is cut.
            while raw.len() + ids.len() > 2 * WORDS && result.is_ok() {
                let (head, tail) = ids.split_at((2 * WORDS - raw.len()).min(ids.len()));
                raw.extend_from_slice(head);
                let stretch = cutting.stretch(&raw, begin + done);
                done += raw.len() as u64;
                result = work(&stretch, Place { sentence: first, done });
                raw.clear();
                ids = tail;
            }
            raw.extend_from_slice(ids);
            raw.push(TokenId(END));
        })?;
        result?;
        work(&cutting.stretch(&raw, begin + done), Place { sentence: end, done: 0 })?;
        raw.clear();
        (first, skip) = (end, 0);
    }
    Ok(())
}

fn end_of_stretch(sentences: &dyn Sentences, first: usize) -> usize {
    let (start, mut end) = (sentences.start(first), first + 1);
    while end < sentences.count() && sentences.start(end + 1) - start < WORDS as u64 {
        end += 1;
    }
    end
}

impl Cutting<'_> {
    /// Draws for all of `raw`, whose first word has this number.
    fn stretch(&self, raw: &[TokenId], first: u64) -> Stretch {
        let parts: Vec<(usize, &[TokenId])> =
            raw.chunks(WORDS_PER_TASK).enumerate().map(|(part, ids)| (part * WORDS_PER_TASK, ids)).collect();
        let drawn = parallel::map(&parts, |&(offset, ids)| self.draw(ids, first + offset as u64));
        let mut stretch = Stretch { first, ..Stretch::default() };
        for (words, reaches, seen) in drawn {
            stretch.words.extend(words);
            stretch.reaches.extend(reaches);
            stretch.seen += seen;
        }
        stretch.groups = self.groups(&stretch.words);
        stretch
    }

    /// The words of `ids` that are kept, the reach of each window, and how many are in the vocabulary.
    fn draw(&self, ids: &[TokenId], first: u64) -> (Vec<u32>, Vec<u16>, u64) {
        let (mut words, mut reaches) = (Vec::with_capacity(ids.len()), Vec::with_capacity(ids.len()));
        let mut seen = 0;
        for (offset, &TokenId(id)) in ids.iter().enumerate() {
            let Some(&threshold) = self.thresholds.get(id as usize) else {
                if id == END {
                    words.push(END);
                    reaches.push(0);
                }
                continue;
            };
            seen += 1;
            let bits = self.draws.bits(first + offset as u64);
            if is_kept(threshold, bits) {
                words.push(id);
                let drawn = if self.is_dynamic {
                    below(bits, u32::from(self.window)) as u16 + 1
                } else {
                    self.window
                };
                reaches.push(drawn);
            }
        }
        (words, reaches, seen)
    }

    /// The groups of all sentences; a word that stands alone is in none.
    fn groups(&self, words: &[u32]) -> Vec<Span> {
        let mut groups = Vec::with_capacity(words.len() / self.windows + 1);
        let mut start = 0;
        for sentence in words.split(|&word| word == END) {
            let mut place = start;
            for piece in sentence.chunks(self.max_sentence_length) {
                let end = place + piece.len();
                let firsts = if piece.len() > 1 { place..end } else { 0..0 };
                groups.extend(firsts.step_by(self.windows).map(|first| Span {
                    sentence: (place as u32, end as u32),
                    first: first as u32,
                    len: (end - first).min(self.windows) as u32,
                }));
                place = end;
            }
            start += sentence.len() + 1;
        }
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;
    use crate::text::encoded::Encoded;

    fn cutting(thresholds: &[u32], max_sentence_length: usize) -> Cutting<'_> {
        let draws = Draws::new(Seed(1), "windows", 0);
        Cutting { thresholds, window: 5, is_dynamic: true, windows: 4, max_sentence_length, draws }
    }

    fn stretches(encoded: &Encoded, cutting: Cutting<'_>, from: Place) -> Vec<(Stretch, Place)> {
        let mut found = Vec::new();
        for_each_stretch(encoded, from, cutting, &mut |stretch, next| {
            let Stretch { words, reaches, groups, seen, first } = stretch;
            let (words, reaches, groups) = (words.clone(), reaches.clone(), groups.clone());
            found.push((Stretch { words, reaches, groups, seen: *seen, first: *first }, next));
            Ok(())
        })
        .unwrap();
        found
    }

    fn encoded(lengths: &[usize]) -> Encoded {
        let mut ends = Vec::new();
        let ids = (0..lengths.iter().sum()).map(|at: usize| TokenId((at * 31 % 10) as u32)).collect();
        lengths.iter().for_each(|length| ends.push(ends.last().unwrap_or(&0) + length));
        Encoded::from_parts(ids, ends).unwrap()
    }

    #[test]
    fn groups_cover_every_word_that_has_a_neighbour() {
        let encoded = encoded(&[5, 1, 0, 9, 2]);
        let keep = [u32::MAX; 10];
        let found = stretches(&encoded, cutting(&keep, 4), Place::default());
        let (stretch, next) = &found[0];
        assert_eq!((found.len(), *next, stretch.seen), (1, Place { sentence: 5, done: 0 }, 17));
        let spans: Vec<_> = stretch.groups.iter().map(|span| (span.sentence, span.first, span.len)).collect();
        // A mark follows each sentence; of 5 words, 4 go together and one is left alone, as is the one of 9.
        assert_eq!(spans, [((0, 4), 0, 4), ((9, 13), 9, 4), ((13, 17), 13, 4), ((19, 21), 19, 2)]);
        assert!(stretch.words.iter().zip(&stretch.reaches).all(|(&word, &reach)| match word {
            END => reach == 0,
            _ => (1..=5).contains(&reach),
        }));
    }

    #[test]
    fn words_outside_the_vocabulary_are_as_if_not_there() {
        let keep = [u32::MAX; 7];
        let (stretch, _) = stretches(&encoded(&[20]), cutting(&keep, 100), Place::default()).remove(0);
        assert_eq!((stretch.seen, stretch.words.len()), (14, 15));
        assert!(stretch.words.iter().all(|&word| word < 7 || word == END));
    }

    #[test]
    fn whoever_begins_later_draws_the_same() {
        let encoded = encoded(&[150_000, 700_000, 3, 20_000, 250_000]);
        let thresholds = [1 << 30, u32::MAX, 1 << 31, 5, 77, 1 << 29, 1 << 31, 1 << 31, 1 << 30, 1 << 28];
        let whole = stretches(&encoded, cutting(&thresholds, 1_000), Place::default());
        assert_eq!(whole.iter().map(|(stretch, _)| stretch.seen).sum::<u64>(), 1_120_003);
        assert!(whole.iter().all(|(stretch, _)| stretch.seen <= 2 * WORDS as u64));
        assert!(whole.iter().any(|(_, place)| place.done > 0), "a sentence is cut");
        for (index, &(_, place)) in whole.iter().enumerate() {
            let rest = stretches(&encoded, cutting(&thresholds, 1_000), place);
            assert_eq!(rest.len(), whole.len() - index - 1, "{place:?}");
            for ((a, _), (b, _)) in rest.iter().zip(&whole[index + 1..]) {
                assert_eq!((&a.words, &a.reaches), (&b.words, &b.reaches), "{place:?}");
                assert_eq!((&a.groups, a.first), (&b.groups, b.first), "{place:?}");
            }
        }
    }
}
