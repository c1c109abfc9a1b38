//! In how many windows over texts the words of topics occur, alone and in pairs.
//!
//! Windows are not visited one by one: each word is on from one window to another, and a pair occurs in as many as the
//! two are on together. The work is per change, not per window and pair.
//!
//! gensim keeps a flag for each word, set by the token that enters the window and taken back by the one that leaves. A word
//! that stands in the window twice is therefore lost when the first of the two leaves; so it is here.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::parallel;
use crate::text::encoded::Encoded;
use crate::text::vocabulary::TokenId;

/// Tokens of a task, and the most tasks, each with counts of its own.
const TOKENS_PER_TASK: usize = 1 << 16;
const TASKS: usize = 16;

/// What was counted for one topic.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PairCounts {
    words: usize,
    /// Windows that hold both words of a pair of places in the topic; on the diagonal, the word.
    together: Vec<u64>,
}

impl PairCounts {
    fn new(words: usize) -> Self {
        PairCounts { words, together: vec![0; words * words] }
    }

    /// Windows that hold both words; of a word and itself, the word.
    pub(super) fn together(&self, a: usize, b: usize) -> u64 {
        self.together[a * self.words + b]
    }

    fn add(&mut self, a: usize, b: usize, windows: u64) {
        self.together[a * self.words + b] += windows;
        if a != b {
            self.together[b * self.words + a] += windows;
        }
    }
}

/// What was counted in all texts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct WindowCounts {
    /// Windows in all; a text without words is one.
    pub(super) windows: u64,
    /// One a topic.
    pub(super) topics: Vec<PairCounts>,
}

impl WindowCounts {
    /// Counts in windows of `size` tokens that move by one, or in whole texts where none is given. A text that is shorter
    /// is one window.
    pub(super) fn count(texts: &Encoded, topics: &[Vec<TokenId>], size: Option<usize>) -> Self {
        let places = Places::new(topics);
        let target = TOKENS_PER_TASK.max(texts.ids().len() / TASKS);
        let tasks = parallel::weighted_ranges(texts.len(), target, |text| texts.range(text).len());
        let partial = parallel::map(&tasks, |task| {
            let mut slide = Slide::new(&places, topics);
            task.clone().for_each(|text| slide.pass(texts.document(text), size.unwrap_or(usize::MAX)));
            slide.counts
        });
        let none = WindowCounts {
            windows: 0,
            topics: topics.iter().map(|words| PairCounts::new(words.len())).collect(),
        };
        partial.into_iter().fold(none, WindowCounts::merged)
    }

    fn merged(mut self, other: Self) -> Self {
        self.windows += other.windows;
        for (counts, more) in self.topics.iter_mut().zip(other.topics) {
            counts.together.iter_mut().zip(more.together).for_each(|(sum, count)| *sum += count);
        }
        self
    }
}

/// Where in the topics each word stands.
struct Places {
    /// The number of each word of a topic.
    numbers: HashMap<TokenId, usize, FixedState>,
    /// Topics and places in them, a list a number.
    of_word: Vec<Vec<(usize, usize)>>,
}

impl Places {
    fn new(topics: &[Vec<TokenId>]) -> Self {
        let mut places = Places { numbers: HashMap::default(), of_word: Vec::new() };
        for (topic, words) in topics.iter().enumerate() {
            for (place, &word) in words.iter().enumerate() {
                let number = *places.numbers.entry(word).or_insert(places.of_word.len());
                if number == places.of_word.len() {
                    places.of_word.push(Vec::new());
                }
                places.of_word[number].push((topic, place));
            }
        }
        places
    }
}

/// A window on its way through texts.
struct Slide<'p> {
    places: &'p Places,
    /// Since which window each word is on.
    since: Vec<Option<u64>>,
    /// The places of each topic that are on, and since when.
    on: Vec<Vec<(usize, u64)>>,
    /// The numbers of the words of the text at hand.
    text: Vec<Option<usize>>,
    counts: WindowCounts,
}

impl<'p> Slide<'p> {
    fn new(places: &'p Places, topics: &[Vec<TokenId>]) -> Self {
        Slide {
            places,
            since: vec![None; places.of_word.len()],
            on: vec![Vec::new(); topics.len()],
            text: Vec::new(),
            counts: WindowCounts {
                windows: 0,
                topics: topics.iter().map(|words| PairCounts::new(words.len())).collect(),
            },
        }
    }

    /// Moves the window through a text.
    fn pass(&mut self, text: &[TokenId], size: usize) {
        let mut words = std::mem::take(&mut self.text);
        words.clear();
        words.extend(text.iter().map(|word| self.places.numbers.get(word).copied()));
        let first = &words[..size.min(words.len())];
        first.iter().flatten().for_each(|&word| self.switch_on(word, 0));
        let windows = words.len().saturating_sub(size) as u64 + 1;
        for (window, (leaving, entering)) in (1..).zip(words.iter().zip(words.iter().skip(size))) {
            if let &Some(word) = leaving {
                self.switch_off(word, window);
            }
            if let &Some(word) = entering {
                self.switch_on(word, window);
            }
        }
        words.iter().flatten().for_each(|&word| self.switch_off(word, windows));
        self.counts.windows += windows;
        self.text = words;
    }

    /// The word is there from that window on.
    fn switch_on(&mut self, word: usize, window: u64) {
        if self.since[word].is_none() {
            self.since[word] = Some(window);
            for &(topic, place) in &self.places.of_word[word] {
                self.on[topic].push((place, window));
            }
        }
    }

    /// The word is there no more.
    fn switch_off(&mut self, word: usize, window: u64) {
        let Some(since) = self.since[word].take() else { return };
        for &(topic, place) in &self.places.of_word[word] {
            let (on, counts) = (&mut self.on[topic], &mut self.counts.topics[topic]);
            on.retain(|&(other, _)| other != place);
            counts.add(place, place, window - since);
            for &(other, other_since) in on.iter() {
                counts.add(place, other, window - since.max(other_since));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Window by window and flag by flag, as gensim goes.
    fn plainly(texts: &[Vec<u32>], topics: &[Vec<TokenId>], size: Option<usize>) -> WindowCounts {
        let mut counts = WindowCounts {
            windows: 0,
            topics: topics.iter().map(|words| PairCounts::new(words.len())).collect(),
        };
        for text in texts {
            let size = size.unwrap_or(usize::MAX).min(text.len());
            let mut flags = [false; 16];
            text[..size].iter().for_each(|&word| flags[word as usize] = true);
            for window in 0..=text.len() - size {
                if window > 0 {
                    flags[text[window - 1] as usize] = false;
                    flags[text[window + size - 1] as usize] = true;
                }
                counts.windows += 1;
                for (words, counts) in topics.iter().zip(&mut counts.topics) {
                    for (a, first) in words.iter().enumerate() {
                        for (b, second) in words.iter().enumerate() {
                            let both = flags[first.0 as usize] && flags[second.0 as usize];
                            counts.together[a * words.len() + b] += u64::from(both);
                        }
                    }
                }
            }
        }
        counts
    }

    proptest! {
        #[test]
        fn changes_count_what_windows_count(
            texts in proptest::collection::vec(proptest::collection::vec(0u32..10, 0..30), 0..6),
            topics in proptest::collection::vec(proptest::collection::vec(0u32..10, 0..6), 0..4),
            size in proptest::option::of(1usize..12),
        ) {
            let topics: Vec<Vec<TokenId>> =
                topics.into_iter().map(|words| words.into_iter().map(TokenId).collect()).collect();
            let ids = texts.concat().into_iter().map(TokenId).collect();
            let ends = texts.iter().scan(0, |end, text| { *end += text.len(); Some(*end) }).collect();
            let encoded = Encoded::from_parts(ids, ends).unwrap();
            prop_assert_eq!(WindowCounts::count(&encoded, &topics, size), plainly(&texts, &topics, size));
        }
    }
}
