//! [`Stretch`]: a part of the corpus as training sees it: sub-sampled, with a reach drawn for every window, cut into groups
//! of windows.
//!
//! A stretch is some 260,000 words of whole sentences (a longer sentence is cut there). What is drawn for a word depends
//! on seed, epoch and the word's place in the corpus alone, so the parts of a stretch are made by any threads.

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

/// The number of a sentence, and how many pieces of it are done.
pub(crate) type Place = (usize, usize);

/// Hands over the stretches of the sentences from a place on; with each, the place that follows it.
///
/// # Errors
/// What reading meets, and what `work` gives.
pub(crate) fn for_each_stretch(
    sentences: &dyn Sentences,
    (sentence, pieces): Place,
    cutting: Cutting<'_>,
    work: &mut dyn FnMut(&Stretch, Place) -> Result<()>,
) -> Result<()> {
    let (mut first, mut done) = (sentence, pieces);
    let mut raw: Vec<TokenId> = Vec::new();
    while first < sentences.count() {
        let end = end_of_stretch(sentences, first);
        let mut number = sentences.start(first) + first as u64;
        let (mut result, mut piece) = (Ok(()), 0);
        sentences.read(first..end, &mut |mut ids| {
            while raw.len() + ids.len() > 2 * WORDS && result.is_ok() {
                let (head, tail) = ids.split_at((2 * WORDS - raw.len()).min(ids.len()));
                raw.extend_from_slice(head);
                piece += 1;
                if piece > done {
                    result = work(&cutting.stretch(&raw, number), (first, piece));
                }
                number += raw.len() as u64;
                raw.clear();
                ids = tail;
            }
            raw.extend_from_slice(ids);
            raw.push(TokenId(END));
        })?;
        result?;
        work(&cutting.stretch(&raw, number), (end, 0))?;
        done = 0;
        raw.clear();
        first = end;
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
