//! [`sums_of_sides`]: sums of chosen segments, for many choices at once.
//!
//! Segments are taken six at a time: all 64 sums that choices of them can ask for are made once and serve every trial
//! (the "four Russians" of Arlazarov, Dinic, Kronrod and Faradžev, 1970), so a trial needs a sixth of the additions.

use crate::metric::additive::Additive;

/// Segments of a group.
const GROUP: usize = 6;

/// Trials whose choices are gathered together, at most.
pub(super) const PIECE: usize = 32;

/// The choices of up to [`PIECE`] trials.
pub(super) struct Patterns {
    /// Group after group; in each the choices of all trials, as bits.
    bits: Vec<u8>,
    trials: usize,
}

impl Patterns {
    /// Of so many trials that choose none of `items` segments yet.
    pub(super) fn new(trials: usize, items: usize) -> Self {
        Patterns { bits: vec![0; items.div_ceil(GROUP) * trials], trials }
    }

    /// Lets a trial choose among the segments, of each of which something is known.
    pub(super) fn set<T: Copy>(&mut self, trial: usize, segments: &[T], is_chosen: impl Fn(T) -> bool) {
        let patterns = self.bits.iter_mut().skip(trial).step_by(self.trials);
        for (pattern, group) in patterns.zip(segments.chunks(GROUP)) {
            *pattern = group.iter().rev().fold(0, |bits, &segment| bits << 1 | u8::from(is_chosen(segment)));
        }
    }

    /// The choices among the segments of a group, trial by trial.
    fn of_group(&self, group: usize) -> &[u8] {
        &self.bits[group * self.trials..][..self.trials]
    }
}

/// The sum of each trial: of the segments of `heads` that are chosen and those of `tails`, if there are any, that are
/// not. All pieces but the last have equally many trials.
pub(super) fn sums_of_sides<S: Additive>(heads: &[S], tails: &[S], pieces: &[&Patterns]) -> Vec<S> {
    let mut sides = vec![S::default(); pieces.iter().map(|piece| piece.trials).sum()];
    let mut sums = Vec::with_capacity(1 << GROUP);
    let piece_of_sides = pieces.first().map_or(1, |piece| piece.trials.max(1));
    for (group, first) in (0..heads.len()).step_by(GROUP).enumerate() {
        let end = (first + GROUP).min(heads.len());
        sums_of_group(&heads[first..end], tails.get(first..end).unwrap_or_default(), &mut sums);
        for (sides, piece) in sides.chunks_mut(piece_of_sides).zip(pieces) {
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
