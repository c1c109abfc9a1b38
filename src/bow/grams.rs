//! [`Grams`]: all n-grams of some documents and how often each was met, before terms are chosen among them.
//!
//! Words and n-grams are sorted, so the n-grams of two sets of documents merge like two sorted lists, level by level: the
//! sums are those of all documents together.

use serde::{Deserialize, Serialize};

use crate::bow::nodes::Nodes;
use crate::bow::tally::Counts;
use crate::bow::terms::{Joint, Terms};
use crate::error::{Error, Result, check_limit};
use crate::text::vocabulary::Vocabulary;

/// N-grams of all lengths, shortest first. In no document are those that only begin others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Grams {
    pub(crate) joint: Joint,
    pub(crate) words: Vocabulary,
    pub(crate) levels: Vec<Counts>,
}

/// The n-grams of one side of a merger, in the numbers that the words and the shorter n-grams of both have together.
struct Side<'c> {
    counts: &'c Counts,
    shorter: &'c [u32],
    words: &'c [u32],
}

impl Side<'_> {
    /// The path of an n-gram, after the last one a path that none reaches.
    fn path(&self, at: usize) -> u64 {
        match (self.counts.parents.get(at), self.counts.words.get(at)) {
            (Some(&parent), Some(&word)) => {
                u64::from(self.shorter[parent as usize]) << 32 | u64::from(self.words[word as usize])
            }
            _ => u64::MAX,
        }
    }
}

impl Grams {
    /// How many there are, of all lengths.
    pub(crate) fn len(&self) -> usize {
        self.levels.iter().map(|level| level.words.len()).sum()
    }

    /// The n-grams of both and their sums.
    pub(crate) fn merge(self, other: Grams) -> Result<Grams> {
        if self.joint != other.joint {
            return self.to_whole()?.merge(other.to_whole()?);
        }
        if self.levels.len() == 1 && self.words == other.words {
            let mut sum = self;
            add(&mut sum.levels[0], &other.levels[0], |at| at);
            return Ok(sum);
        }
        let (words, [ours, theirs]) = union(&self.words, &other.words)?;
        let count = words.len();
        let mut first = Counts {
            words: (0..count as u32).collect(),
            documents: vec![0; count],
            total: vec![0; count],
            ..Counts::default()
        };
        let mut levels = Vec::with_capacity(self.levels.len());
        let mut shorter = [ours.clone(), theirs.clone()];
        for (depth, (our_level, their_level)) in self.levels.iter().zip(&other.levels).enumerate() {
            if depth == 0 {
                add(&mut first, our_level, |at| ours[at] as usize);
                add(&mut first, their_level, |at| theirs[at] as usize);
                levels.push(std::mem::take(&mut first));
                continue;
            }
            let our_side = Side { counts: our_level, shorter: &shorter[0], words: &ours };
            let their_side = Side { counts: their_level, shorter: &shorter[1], words: &theirs };
            let (merged, numbers) = merge_level(&our_side, &their_side)?;
            levels.push(merged);
            shorter = numbers;
        }
        Ok(Grams { joint: self.joint, words, levels })
    }

    /// The same terms, each a word of its own.
    fn to_whole(&self) -> Result<Grams> {
        if self.joint == Joint::Whole {
            return Ok(self.clone());
        }
        let nodes = self.levels.iter().map(|level| Nodes {
            parents: &level.parents,
            words: &level.words,
            is_term: level.documents.iter().map(|&documents| documents > 0).collect(),
        });
        let (terms, columns) = Terms::build(self.joint, &self.words, &nodes.collect::<Vec<_>>())?;
        let count = terms.len();
        let mut whole = Counts {
            words: (0..count as u32).collect(),
            documents: vec![0; count],
            total: vec![0; count],
            ..Counts::default()
        };
        for (level, columns) in self.levels.iter().zip(columns) {
            for (node, column) in columns.into_iter().enumerate().filter(|(_, column)| *column != u32::MAX) {
                whole.documents[column as usize] = level.documents[node];
                whole.total[column as usize] = level.total[node];
            }
        }
        let words = Vocabulary::in_order(terms.to_strings().iter().map(String::as_str))?;
        Ok(Grams { joint: Joint::Whole, words, levels: vec![whole] })
    }

    /// Refuses what counting never gives; `sorted` says whether words must be.
    pub(crate) fn check(&self, sorted: bool) -> Result<()> {
        let corrupt = |reason: &str| Err(Error::corrupt("state of a count", reason));
        if sorted && !self.words.iter().is_sorted() {
            return corrupt("words are not sorted");
        }
        if self.levels.is_empty() || (self.joint == Joint::Whole && self.levels.len() > 1) {
            return corrupt("levels do not fit the terms");
        }
        for (depth, level) in self.levels.iter().enumerate() {
            let (count, parents) = (level.words.len(), level.parents.len());
            if level.documents.len() != count
                || level.total.len() != count
                || parents != count * usize::from(depth > 0)
            {
                return corrupt("a level's lists differ in length");
            }
            let paths = || level.parents.iter().zip(&level.words);
            let above = if depth == 0 { 0 } else { self.levels[depth - 1].words.len() };
            let inside = paths()
                .all(|(&parent, &word)| (parent as usize) < above && (word as usize) < self.words.len());
            let is_first = depth == 0 && level.words.iter().copied().eq(0..self.words.len() as u32);
            if !(is_first || depth > 0 && inside && paths().is_sorted_by(|a, b| a < b)) {
                return corrupt("n-grams are out of order or point past their level");
            }
        }
        Ok(())
    }
}

/// Adds counts of one level to those at other places of another.
fn add(sum: &mut Counts, counts: &Counts, place: impl Fn(usize) -> usize) {
    for (at, (&documents, &total)) in counts.documents.iter().zip(&counts.total).enumerate() {
        sum.documents[place(at)] += documents;
        sum.total[place(at)] += total;
    }
}

/// The words of two sorted vocabularies, sorted, and where those of each stand.
fn union(ours: &Vocabulary, theirs: &Vocabulary) -> Result<(Vocabulary, [Vec<u32>; 2])> {
    let (mut left, mut right) = (ours.iter().peekable(), theirs.iter().peekable());
    let (mut words, mut places) =
        (Vec::new(), [Vec::with_capacity(ours.len()), Vec::with_capacity(theirs.len())]);
    while let Some(&next) = left.peek().into_iter().chain(right.peek()).min() {
        let at = words.len() as u32;
        words.push(next);
        if left.next_if_eq(&next).is_some() {
            places[0].push(at);
        }
        if right.next_if_eq(&next).is_some() {
            places[1].push(at);
        }
    }
    Ok((Vocabulary::in_order(words)?, places))
}

/// Merges n-grams of one length, and tells the new numbers of those of each side.
fn merge_level(ours: &Side<'_>, theirs: &Side<'_>) -> Result<(Counts, [Vec<u32>; 2])> {
    let mut merged = Counts::default();
    let mut numbers =
        [Vec::with_capacity(ours.counts.words.len()), Vec::with_capacity(theirs.counts.words.len())];
    loop {
        let paths = [ours.path(numbers[0].len()), theirs.path(numbers[1].len())];
        let path = paths[0].min(paths[1]);
        if path == u64::MAX {
            break;
        }
        let (mut documents, mut total) = (0, 0);
        for (place, side) in [ours, theirs].into_iter().enumerate().filter(|(place, _)| paths[*place] == path)
        {
            let at = numbers[place].len();
            documents += side.counts.documents[at];
            total += side.counts.total[at];
            numbers[place].push(merged.words.len() as u32);
        }
        merged.parents.push((path >> 32) as u32);
        merged.words.push(path as u32);
        merged.documents.push(documents);
        merged.total.push(total);
    }
    check_limit("n-grams of one length", u64::from(u32::MAX) - 1, merged.words.len() as u64)?;
    Ok((merged, numbers))
}
