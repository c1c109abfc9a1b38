//! The edits between a hypothesis and a reference: Tercom's greedy search for shifts, as sacreBLEU does it.
//!
//! While some shift lowers the edit distance, the one that lowers it most is made, each for the price of one edit. A
//! round in which the shifts tried so far come to a thousand is not made, and ends the search.

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
    let mut table = Table::new(ours, reference, least);
    let (mut shifts, mut left) = (0, MOST_CANDIDATES);
    loop {
        let distance = table.fill(&words);
        if distance > least
            && let Some(found) = candidates(&words, reference, &table.alignment(&words), left)
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
struct Table<'r> {
    reference: &'r ReferenceWords,
    /// Distances up to this are the same in the beam and in the whole table.
    trusted: i64,
    bits: BitRows,
    beam: Option<BeamRows>,
    shape: Beam,
    by_bits: bool,
}

impl<'r> Table<'r> {
    fn new(hypothesis: usize, reference: &'r ReferenceWords, least: usize) -> Self {
        let theirs = reference.words().len();
        let shape = Beam::new(hypothesis, theirs);
        let trusted = if reference.has_masks() { shape.trusted() } else { -1 };
        let by_bits = least as i64 <= trusted;
        Table { reference, trusted, bits: BitRows::new(theirs), beam: None, shape, by_bits }
    }

    /// Fills the table, and gives the distance.
    fn fill(&mut self, words: &[u32]) -> usize {
        // Distances shrink from shift to shift: once trusted, always trusted; and a shift that helps is, too.
        if self.by_bits {
            let distance = self.bits.fill(words, self.reference);
            if distance as i64 <= self.trusted {
                self.beam = None;
                return distance;
            }
        }
        let rows = self.beam.get_or_insert_with(|| BeamRows::new(self.shape.clone()));
        rows.fill(words, self.reference.words())
    }

    fn alignment(&self, words: &[u32]) -> Alignment {
        match &self.beam {
            Some(rows) => rows.alignment(words, self.reference.words()),
            None => self.bits.alignment(words, self.reference.words()),
        }
    }

    /// Of some shifts the one that lowers the distance most, if any does; of equals the first in the order of shifts.
    ///
    /// No shift lowers it by more than `most`, nor, in the whole table, by more than two for every word shifted: these
    /// could be deleted and inserted instead.
    fn best(&self, words: &[u32], mut shifts: Vec<Shift>, distance: usize, most: usize) -> Option<Swap> {
        shifts.sort_unstable();
        shifts.dedup();
        let (mut best, mut best_gain) = (None, 0);
        for shift in shifts {
            let possible = if self.beam.is_none() { most.min(2 * shift.len()) } else { most };
            if possible <= best_gain {
                break;
            }
            let swap = shift.swap(words.len());
            let gain =
                if swap.moves() { distance.saturating_sub(self.swapped(words, swap, distance)) } else { 0 };
            if gain > best_gain {
                (best, best_gain) = (Some(swap), gain);
            }
        }
        best
    }

    fn swapped(&self, words: &[u32], swap: Swap, distance: usize) -> usize {
        match &self.beam {
            Some(rows) => rows.swapped(words, swap, self.reference.words()),
            None => self.bits.swapped(words, swap, self.reference).unwrap_or(distance),
        }
    }
}
