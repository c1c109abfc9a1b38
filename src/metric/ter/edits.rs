//! The edits between a hypothesis and a reference: Tercom's greedy search for shifts, as sacreBLEU does it.
//!
//! While some shift lowers the edit distance, the one that lowers it most is made, each for the price of one edit. A
//! round in which the shifts tried so far come to a thousand is not made, and ends the search.

use std::ops::Range;

use crate::metric::ter::alignment::Alignment;
use crate::metric::ter::beam::Beam;
use crate::metric::ter::beam_rows::BeamRows;
use crate::metric::ter::bit_rows::BitRows;
use crate::metric::ter::reference::ReferenceWords;
use crate::metric::ter::shift::{Shift, Swap, candidates};

/// So many shifts are not tried.
const MOST_CANDIDATES: usize = 1000;

/// How many insertions, deletions, substitutions and shifts turn the hypothesis into the reference.
pub(crate) fn edits(hypothesis: &[u32], reference: &ReferenceWords) -> u64 {
    let (ours, theirs) = (hypothesis.len(), reference.words().len());
    if theirs == 0 {
        return ours as u64;
    }
    // No order of the words comes nearer.
    let least = ours.max(theirs) - reference.shared(hypothesis);
    let mut words = hypothesis.to_vec();
    let mut table = Table::new(ours, reference);
    let (mut shifts, mut left) = (0, MOST_CANDIDATES);
    loop {
        let distance = table.fill(&words);
        if distance > least
            && let Some(alignment) = table.alignment(&words)
            && let Some(found) = candidates(&words, reference, &alignment, left)
        {
            left -= found.len();
            if let Some(swap) = table.best(&words, found, distance, distance - least) {
                swap.apply(&mut words);
                shifts += 1;
                continue;
            }
        }
        return shifts + distance as u64;
    }
}

/// The table of edit distances of a hypothesis, which is filled again after every shift.
///
/// The beam decides. But the whole table, 64 cells at a time, is the faster, gives the same distance as long as that is
/// small enough, and never a larger one: so most shifts are judged without the beam.
struct Table<'r> {
    reference: &'r ReferenceWords,
    /// The rows of the whole table, unless the reference is too long, and its distance.
    whole: Option<BitRows>,
    whole_distance: usize,
    /// Up to which distance the whole table can be trusted.
    trusted: i64,
    /// The rows of the beam, where that is not enough.
    beam: Option<BeamRows>,
    shape: Beam,
}

impl<'r> Table<'r> {
    fn new(hypothesis: usize, reference: &'r ReferenceWords) -> Self {
        let shape = Beam::new(hypothesis, reference.words().len());
        let whole = reference.has_masks().then(|| BitRows::new(reference.words().len()));
        let trusted = if whole.is_some() { shape.trusted() } else { -1 };
        Table { reference, whole, whole_distance: 0, trusted, beam: None, shape }
    }

    fn trusts(&self, distance: usize) -> bool {
        distance as i64 <= self.trusted
    }

    /// Fills the table, and gives the distance.
    fn fill(&mut self, words: &[u32]) -> usize {
        if let Some(rows) = &mut self.whole {
            self.whole_distance = rows.fill(words, self.reference);
            if self.trusts(self.whole_distance) {
                self.beam = None;
                return self.whole_distance;
            }
        }
        let rows = self.beam.get_or_insert_with(|| BeamRows::new(self.shape.clone()));
        rows.fill(words, self.reference.words())
    }

    fn alignment(&self, words: &[u32]) -> Option<Alignment> {
        let reference = self.reference.words();
        match &self.beam {
            Some(rows) => Some(rows.alignment(words, reference)),
            None => self.whole.as_ref().map(|rows| rows.alignment(words, reference)),
        }
    }

    /// Of some shifts the one that lowers the distance most, if any does; of equals the first in the order of shifts.
    /// None lowers it by more than `most`.
    fn best(&self, words: &[u32], mut shifts: Vec<Shift>, distance: usize, most: usize) -> Option<Swap> {
        shifts.sort_unstable();
        shifts.dedup();
        let (mut best, mut best_gain) = (None, 0);
        for shifts in shifts.chunk_by(|a, b| a.stretch() == b.stretch()) {
            let stretch = shifts[0].stretch();
            if best_gain >= most || self.most_of_stretch(words, stretch, distance, best_gain) <= best_gain {
                continue;
            }
            for swap in shifts.iter().map(|shift| shift.swap(words.len())) {
                let gain = self.gain(words, swap, distance, best_gain);
                if gain > best_gain {
                    (best, best_gain) = (Some(swap), gain);
                }
            }
        }
        best
    }

    /// By how much shifts of a stretch can lower the distance at most, if that might be more than `enough`.
    ///
    /// Such a shift takes *k* words out and puts them in again. Each of both changes the distance of the whole table by
    /// *k* at most.
    fn most_of_stretch(&self, words: &[u32], stretch: Range<usize>, distance: usize, enough: usize) -> usize {
        let Some(rows) = &self.whole else { return usize::MAX };
        let twice = distance + 2 * stretch.len() - self.whole_distance;
        if twice <= enough {
            return twice;
        }
        let len = stretch.len();
        (distance + len).saturating_sub(rows.without(words, stretch.start, stretch.end, self.reference))
    }

    /// By how much a change of places lowers the distance; 0 for all that is not more than `enough`.
    fn gain(&self, words: &[u32], swap: Swap, distance: usize, enough: usize) -> usize {
        if !swap.moves() {
            return 0;
        }
        let whole = self
            .whole
            .as_ref()
            .map_or(0, |rows| rows.swapped(words, swap, self.reference).unwrap_or(self.whole_distance));
        if whole + enough >= distance {
            return 0;
        }
        let after = match &self.beam {
            Some(rows) if !self.trusts(whole) => rows.swapped(words, swap, self.reference.words()),
            _ => whole,
        };
        distance.saturating_sub(after)
    }
}
