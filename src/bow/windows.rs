//! [`Windows`]: the longest n-grams of words, of which all others are beginnings.
//!
//! Where n-grams of three to five characters are asked for, the five at a place of a word begin with the three and the four
//! there. So only the longest n-gram of each place is counted, its window, and is a third of the work. Windows are
//! sorted: those that begin with the same n-gram are neighbours then, and what windows have in common with the ones before
//! them makes a trie whose n-grams come in the order of terms.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::bow::blocks::Blocks;
use crate::bow::occurrences::NONE;
use crate::bow::tally::Counts;
use crate::error::{Result, check_limit};
use crate::parallel;
use crate::radix;
use crate::text::encoded::Encoded;
use crate::text::ngram::range::NgramRange;
use crate::text::vocabulary::TokenId;

/// Characters whose windows one task writes down.
const POSITIONS_PER_TASK: usize = 1 << 17;
/// Bits that tell the buckets apart in which windows are sorted.
const BUCKET_BITS: u32 = 10;
/// The most characters in an n-gram.
const LONGEST: usize = NgramRange::LONGEST;

/// N-grams of a path that are read and looked at together.
pub(crate) const STEP: usize = 4;
/// Some n-grams that begin at a place, shortest first: a number in the order of the terms and one more, or 0 where there is
/// no further one.
pub(crate) type Step = [u32; STEP];

/// The windows of distinct words, and the n-grams that they begin with.
pub(crate) struct Windows {
    /// The windows of each word.
    pub(crate) of_words: Encoded,
    /// For each window its n-grams, in [so many](Windows::steps) steps.
    paths: Vec<Step>,
    /// Steps of a path.
    pub(crate) steps: usize,
    /// How many n-grams begin at a place, at most.
    pub(crate) depth: usize,
    /// The n-grams of each length, not yet counted, and what only begins some.
    pub(crate) levels: Vec<Counts>,
    /// What the n-grams are among those of all levels, numbered from level to level.
    pub(crate) names: Vec<u32>,
}

/// A window at its place.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    /// Its first characters.
    key: u64,
    position: u32,
    len: u32,
}

/// What windows are made of.
struct Text<'w> {
    words: &'w Encoded,
    lengths: NgramRange,
    /// Bits of a character in a key; 0 stands for none.
    bits: u32,
    /// Characters in a key.
    head: usize,
}

impl Windows {
    /// Those of words of so many distinct `characters`. A word shorter than all n-grams is one itself.
    pub(crate) fn of(words: &Encoded, characters: usize, lengths: NgramRange) -> Result<Self> {
        let bits = (usize::BITS - characters.leading_zeros()).max(1);
        let head = lengths.longest.min((u64::BITS / bits) as usize);
        let text = Text { words, lengths, bits, head };
        text.number(text.sorted_places(), characters)
    }

    /// The n-grams of a window.
    #[inline(always)]
    pub(crate) fn path(&self, window: u32) -> &[Step] {
        &self.paths[window as usize * self.steps..][..self.steps]
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.paths.len() / self.steps
    }

    /// How many n-grams all levels have.
    pub(crate) fn nodes(&self) -> usize {
        self.levels.iter().map(|level| level.words.len()).sum()
    }

    /// Adds to the sums of n-grams, numbered from level to level, those of words.
    pub(crate) fn add_words(&self, of_words: &[u64], total: &mut [u64]) {
        let mut of_windows = vec![0; self.len()];
        for (windows, times) in self.of_words.iter().zip(of_words) {
            windows.iter().for_each(|window| of_windows[window.index()] += times);
        }
        for (path, times) in self.paths.chunks_exact(self.steps).zip(of_windows) {
            for &ngram in path.as_flattened().iter().filter(|&&ngram| ngram != 0) {
                total[self.names[ngram as usize - 1] as usize] += times;
            }
        }
    }

    /// Sets in how many documents n-grams stand and how often they occur, both numbered from level to level.
    pub(crate) fn set_sums(&mut self, documents: &[u64], total: &[u64]) {
        let mut start = 0;
        for level in &mut self.levels {
            let end = start + level.words.len();
            level.documents = documents[start..end].to_vec();
            level.total = total[start..end].to_vec();
            start = end;
        }
    }
}

impl Text<'_> {
    /// All windows, sorted: dealt to buckets by the highest bits of their keys first, few enough for the nearer caches. Those that
    /// begin with the same character stand together.
    fn sorted_places(&self) -> Vec<Vec<Blocks<Place>>> {
        let tasks =
            parallel::tasks(self.words.len(), POSITIONS_PER_TASK, |word| self.words.range(word).len());
        let used = self.bits * self.head as u32;
        let (shift, buckets) = (used.saturating_sub(BUCKET_BITS), 1 << used.min(BUCKET_BITS));
        let dealt = parallel::map(&tasks, |task| {
            let mut heaps: Vec<Blocks<Place>> = (0..buckets).map(|_| Blocks::default()).collect();
            let places = task.clone().flat_map(|word| self.places_of(word));
            places.for_each(|place| heaps[(place.key >> shift) as usize].push(place));
            heaps
        });
        let start = || (Vec::new(), radix::Room::default());
        let step = |(places, room): &mut (Vec<Place>, radix::Room<Place>),
                    bucket: usize,
                    mut heaps: Vec<Blocks<Place>>| {
            places.clear();
            heaps.iter().flat_map(Blocks::all).for_each(|piece| places.extend_from_slice(piece));
            self.sort(places, room);
            let slots = heaps.iter_mut().flat_map(Blocks::all_mut).flatten();
            slots.zip(&*places).for_each(|(slot, &place)| *slot = place);
            (bucket, heaps)
        };
        let (_, sorted) = parallel::work_on(Blocks::by_bucket(dealt, buckets), start, step);
        let mut sorted: Vec<_> = sorted.into_iter().map(|(_, bucket)| bucket).collect();
        let below_first = used.min(BUCKET_BITS).saturating_sub(self.bits);
        let alike = sorted.chunk_by_mut(|(a, _), (b, _)| a >> below_first == b >> below_first);
        alike
            .map(|buckets| buckets.iter_mut().flat_map(|(_, heaps)| std::mem::take(heaps)).collect())
            .collect()
    }

    fn sort(&self, places: &mut Vec<Place>, room: &mut radix::Room<Place>) {
        radix::sort(places, room, |place| place.key);
        if self.head < self.lengths.longest {
            let alike = places.chunk_by_mut(|a, b| a.key == b.key);
            alike.for_each(|places| places.sort_unstable_by(|a, b| self.rest(a).cmp(self.rest(b))));
        }
    }

    /// The windows of a word.
    fn places_of(&self, word: usize) -> impl Iterator<Item = Place> {
        let range = self.words.range(word);
        let shortest = self.lengths.shortest.min(range.len());
        let ids = self.words.ids();
        (range.start..range.end - shortest + usize::from(!range.is_empty())).map(move |position| {
            let len = self.lengths.longest.min(range.end - position);
            let key = (0..self.head).fold(0, |key, at| {
                let id = if at < len { u64::from(ids[position + at].0) + 1 } else { 0 };
                key << self.bits | id
            });
            Place { key, position: position as u32, len: len as u32 }
        })
    }

    /// The characters of a window.
    fn of(&self, place: &Place) -> &[TokenId] {
        &self.words.ids()[place.position as usize..][..place.len as usize]
    }

    /// Those that its key does not hold.
    fn rest(&self, place: &Place) -> &[TokenId] {
        if self.head == self.lengths.longest {
            &[]
        } else {
            self.of(place).get(self.head..).unwrap_or_default()
        }
    }

    /// How many characters two windows begin with together, or, if that is all that one has, that many or more.
    fn common(&self, a: &Place, b: &Place) -> usize {
        match a.key ^ b.key {
            0 => self.head + self.rest(a).iter().zip(self.rest(b)).take_while(|(a, b)| a == b).count(),
            differing => {
                let unused = u64::BITS - self.bits * self.head as u32;
                ((differing.leading_zeros() - unused) / self.bits) as usize
            }
        }
    }

    /// Numbers sorted windows and their n-grams.
    fn number(&self, places: Vec<Vec<Blocks<Place>>>, characters: usize) -> Result<Windows> {
        let NgramRange { shortest, longest } = self.lengths;
        let depth = longest - shortest + 1;
        let steps = depth.div_ceil(STEP);
        // Windows that begin with different characters have no n-gram in common: each part is numbered by itself, and then behind
        // those before it.
        let mut parts = parallel::map(&places, |places| self.number_alike(places, steps));
        let mut all = Numbered::default();
        for part in &mut parts {
            part.before = all;
            all.add(part, steps);
        }
        check_limit("n-grams of one fit", u64::from(NONE) - 1, all.names)?;
        let levels = all
            .nodes
            .iter()
            .skip(1)
            .scan(characters as u32, |next, &nodes| Some(std::mem::replace(next, *next + nodes)));
        let firsts: Vec<u32> = std::iter::once(0).chain(levels).collect();
        let at = parallel::filled(self.words.ids().len(), || AtomicU32::new(NONE));
        let with_places = parts.iter_mut().zip(places).collect();
        parallel::for_each_part(with_places, |_, (part, places): (&mut Part, Vec<Blocks<Place>>)| {
            part.put_behind(&places, &firsts, &at);
        });
        let mut levels: Vec<Counts> = (0..longest)
            .map(|level| {
                let mut of_parts = |list: fn(&mut Counts) -> &mut Vec<u32>| {
                    let lists = parts.iter_mut().map(|part| std::mem::take(list(&mut part.levels[level])));
                    parallel::concat(lists.collect())
                };
                let (parents, words) =
                    (of_parts(|level| &mut level.parents), of_parts(|level| &mut level.words));
                Counts { parents, words, ..Counts::default() }
            })
            .collect();
        levels[0].words = (0..characters as u32).collect();
        let names = parallel::concat(parts.iter_mut().map(|part| std::mem::take(&mut part.names)).collect());
        let paths = parallel::concat(parts.into_iter().map(|part| part.paths).collect());
        let at = at.into_iter().map(AtomicU32::into_inner).collect();
        Ok(Windows { of_words: self.lists(at)?, paths, steps, depth, levels, names })
    }

    /// Numbers sorted windows that begin with the same character, and their n-grams.
    fn number_alike(&self, places: &[Blocks<Place>], steps: usize) -> Part {
        let NgramRange { shortest, longest } = self.lengths;
        let mut part = Part { levels: (0..longest).map(|_| Counts::default()).collect(), ..Part::default() };
        let Part { levels, paths, levels_of_names, names, windows, .. } = &mut part;
        // The node of each level that the window at hand lies under, and its n-gram's number and one more.
        let (mut nodes, mut numbers) = ([0u32; LONGEST], [0u32; LONGEST]);
        let mut before = Place::default();
        for place in places.iter().flat_map(Blocks::all).flatten() {
            let characters = self.of(place);
            let shared = if before.len == 0 { 0 } else { self.common(&before, place) };
            for level in shared..characters.len() {
                let word = characters[level].0;
                nodes[level] = if level == 0 {
                    word
                } else {
                    levels[level].parents.push(nodes[level - 1]);
                    levels[level].words.push(word);
                    levels[level].words.len() as u32 - 1
                };
                if level + 1 >= shortest.min(characters.len()) {
                    names.push(nodes[level]);
                    levels_of_names.push(level as u8);
                    numbers[level] = names.len() as u32;
                }
            }
            if shared < characters.len() {
                let found = &numbers[shortest.min(characters.len()) - 1..characters.len()];
                let mut path = [[0; STEP]; LONGEST / STEP];
                path.as_flattened_mut()[..found.len()].copy_from_slice(found);
                paths.extend_from_slice(&path[..steps]);
            }
            windows.push((paths.len() / steps) as u32 - 1);
            before = *place;
        }
        part
    }

    /// The windows of each word, given those at each position.
    fn lists(&self, mut at: Vec<u32>) -> Result<Encoded> {
        at.retain(|&window| window != NONE);
        let ends = self.words.ends().iter().enumerate().scan(0, |end, (word, _)| {
            let len = self.words.range(word).len();
            *end += len - self.lengths.shortest.min(len) + usize::from(len > 0);
            Some(*end)
        });
        let ends = ends.collect();
        Encoded::from_parts(at.into_iter().map(TokenId).collect(), ends)
    }
}

/// How many there are, or stand before a part.
#[derive(Debug, Clone, Copy, Default)]
struct Numbered {
    /// Of the n-grams of each length, but for single characters.
    nodes: [u32; LONGEST],
    names: u64,
    windows: u32,
}

impl Numbered {
    fn add(&mut self, part: &Part, steps: usize) {
        let levels = self.nodes.iter_mut().zip(&part.levels).skip(1);
        levels.for_each(|(nodes, level)| *nodes += level.words.len() as u32);
        self.names += part.names.len() as u64;
        self.windows += (part.paths.len() / steps) as u32;
    }
}

/// Windows that begin with the same character.
#[derive(Debug, Default)]
struct Part {
    before: Numbered,
    /// The n-grams of each length, but for single characters, which are known.
    levels: Vec<Counts>,
    paths: Vec<Step>,
    /// For each n-gram in the order of the terms its level and its number there.
    levels_of_names: Vec<u8>,
    names: Vec<u32>,
    /// The window at each place.
    windows: Vec<u32>,
}

impl Part {
    /// Turns numbers inside the part into those among all: `firsts` says with which number each level begins if n-grams are
    /// numbered from level to level. No two parts share a position, so the relaxed stores never meet.
    fn put_behind(&mut self, places: &[Blocks<Place>], firsts: &[u32], at: &[AtomicU32]) {
        let Numbered { nodes, names, windows } = self.before;
        for (level, &before) in self.levels.iter_mut().skip(1).zip(&nodes) {
            level.parents.iter_mut().for_each(|parent| *parent += before);
        }
        for (name, &level) in self.names.iter_mut().zip(&self.levels_of_names) {
            *name += firsts[usize::from(level)] + nodes[usize::from(level)];
        }
        for number in self.paths.as_flattened_mut() {
            *number += if *number == 0 { 0 } else { names as u32 };
        }
        for (place, window) in places.iter().flat_map(Blocks::all).flatten().zip(&self.windows) {
            at[place.position as usize].store(windows + window, Ordering::Relaxed);
        }
    }
}
