//! [`sums_of_sides`]: sums of chosen segments, for many choices at once.
//!
//! Segments are taken six at a time: all 64 sums that choices of them can ask for are made once and serve every trial
//! (the "four Russians" of Arlazarov, Dinic, Kronrod and Faradžev, 1970), so a trial needs a sixth of the additions.

use crate::metric::additive::Additive;
use crate::parallel;

/// Segments of a group.
const GROUP: usize = 6;

/// Trials whose choices are gathered together.
pub(super) const PIECE: usize = 64;

/// Pieces of a task at most: their sums stay in the cache while the groups pass by.
const PIECES: usize = 8;

/// The choices of up to [`PIECE`] trials.
pub(super) struct Patterns {
    /// Group after group; in each the choices of all trials, as bits.
    bits: Vec<u8>,
    trials: usize,
}

impl Patterns {
    /// Of choices that are given trial by trial, one for each of `items` segments.
    pub(super) fn of(choices: &[bool], items: usize) -> Self {
        let pattern =
            |choices: &[bool]| choices.iter().rev().fold(0, |bits, &choice| bits << 1 | u8::from(choice));
        let trials = choices.len() / items;
        let mut bits = Vec::with_capacity(items.div_ceil(GROUP) * trials);
        for first in (0..items).step_by(GROUP) {
            let end = (first + GROUP).min(items);
            bits.extend(choices.chunks(items).map(|trial| pattern(&trial[first..end])));
        }
        Patterns { bits, trials }
    }

    /// The choices among the segments of a group, trial by trial.
    fn of_group(&self, group: usize) -> &[u8] {
        &self.bits[group * self.trials..][..self.trials]
    }
}

/// The sum of each trial: of the segments of `heads` that are chosen and those of `tails`, if there are any, that are
/// not. All pieces but the last are whole.
pub(super) fn sums_of_sides<S: Additive>(heads: &[S], tails: &[S], pieces: &[&Patterns]) -> Vec<S> {
    let mut sides = vec![S::default(); pieces.iter().map(|piece| piece.trials).sum()];
    let mut sums = Vec::with_capacity(1 << GROUP);
    for (group, first) in (0..heads.len()).step_by(GROUP).enumerate() {
        let end = (first + GROUP).min(heads.len());
        sums_of_group(&heads[first..end], tails.get(first..end).unwrap_or_default(), &mut sums);
        for (sides, piece) in sides.chunks_mut(PIECE).zip(pieces) {
            for (side, &pattern) in sides.iter_mut().zip(piece.of_group(group)) {
                side.add(&sums[usize::from(pattern)]);
            }
        }
    }
    sides
}

/// The sum for every pattern of choices, the first choice being the lowest bit.
fn sums_of_group<S: Additive>(heads: &[S], tails: &[S], sums: &mut Vec<S>) {
    sums.clear();
    sums.push(S::default());
    for (at, heads) in heads.iter().enumerate() {
        for pattern in 0..sums.len() {
            let mut sum = sums[pattern].clone();
            sum.add(heads);
            sums.push(sum);
            if let Some(tails) = tails.get(at) {
                sums[pattern].add(tails);
            }
        }
    }
}

/// Adds to the figures of each system those that `figures_of` gives of the system and of some pieces, which are cut
/// into tasks of about equal length.
pub(super) fn add_figures<P: Sync>(
    figures: &mut [Vec<f64>],
    pieces: &[P],
    figures_of: impl Fn(usize, &[P]) -> Vec<f64> + Sync + Send,
) {
    let tasks = pieces.chunks(even(pieces.len(), PIECES));
    let of_system = |system: usize| tasks.clone().map(move |pieces| (system, pieces));
    let tasks: Vec<(usize, &[P])> = (0..figures.len()).flat_map(of_system).collect();
    let parts = parallel::map(&tasks, |&(system, pieces)| figures_of(system, pieces));
    for (&(system, _), part) in tasks.iter().zip(parts) {
        figures[system].extend(part);
    }
}

/// The length of parts of `length` that are about equal and no longer than `most`; at least 1.
pub(super) fn even(length: usize, most: usize) -> usize {
    length.div_ceil(length.div_ceil(most.max(1)).max(1)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_even() {
        for (length, most, expected) in
            [(1_000, 698, 500), (1_000, 512, 500), (8, 8, 8), (9, 8, 5), (0, 8, 1), (3, 0, 1)]
        {
            assert_eq!(even(length, most), expected, "{length} {most}");
        }
    }
}
