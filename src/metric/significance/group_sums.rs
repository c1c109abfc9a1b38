//! [`sums_of_sides`]: sums of chosen segments, for many choices at once.
//!
//! Segments are taken six at a time: all 64 sums that choices of them can ask for are made once and serve every trial
//! (the "four Russians" of Arlazarov, Dinic, Kronrod and Faradžev, 1970), so a trial needs a sixth of the additions.

use crate::metric::additive::Additive;

/// Segments of a group.
const GROUP: usize = 6;

/// Trials of a task: their sums stay in the cache while the groups pass by.
pub(super) const TRIALS: usize = 512;

/// The choices of many trials, group after group: in each the choices of all trials, as bits.
pub(super) type Patterns = Vec<Vec<u8>>;

/// Of choices that are given trial by trial, one for each of `items` segments.
pub(super) fn patterns(choices: &[bool], items: usize) -> Patterns {
    let pattern =
        |choices: &[bool]| choices.iter().rev().fold(0, |bits, &choice| bits << 1 | u8::from(choice));
    let group = |first: usize| {
        let end = (first + GROUP).min(items);
        choices.chunks(items).map(|trial| pattern(&trial[first..end])).collect()
    };
    (0..items).step_by(GROUP).map(group).collect()
}

/// The sum of each trial: of the segments of `heads` that are chosen and those of `tails`, if there are any, that are
/// not.
pub(super) fn sums_of_sides<S: Additive>(heads: &[S], tails: &[S], patterns: &Patterns) -> Vec<S> {
    let trials = patterns.first().map_or(0, Vec::len);
    let mut sides = vec![S::default(); trials];
    let mut sums = Vec::with_capacity(1 << GROUP);
    for (first, patterns) in (0..heads.len()).step_by(GROUP).zip(patterns) {
        let end = (first + GROUP).min(heads.len());
        sums_of_group(&heads[first..end], tails.get(first..end).unwrap_or_default(), &mut sums);
        for (side, &pattern) in sides.iter_mut().zip(patterns) {
            side.add(&sums[usize::from(pattern)]);
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
