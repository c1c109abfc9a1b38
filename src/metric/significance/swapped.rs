//! [`swapped_differences`]: how much two systems differ after segments have changed sides at random.
//!
//! A trial throws a coin for every segment and adds up, for the first side, the baseline's statistics where it shows
//! heads and the system's where it does not; the second side has the rest. Segments are taken six at a time: all 64 sums
//! that their coins can ask for are made once and serve every trial (the "four Russians" of Arlazarov, Dinic, Kronrod and
//! Faradžev, 1970), so a trial needs a sixth of the additions.

use crate::error::Result;
use crate::metric::additive::Additive;
use crate::metric::metric::Metric;
use crate::metric::significance::resampled::check_systems;
use crate::parallel;
use crate::statistics::draws::Draws;

/// Segments of a group.
const GROUP: usize = 6;
/// Coins of a block, unless 32 trials have more. (After a multiple of 32 trials no source is within a draw.)
const BLOCK: usize = 1 << 22;
/// Trials of a task: their sums stay in the cache while the groups pass by.
const TASK: usize = 512;

/// Of each system and trial, the figure of the first side less that of the second.
pub(super) fn swapped_differences<M: Metric>(
    metric: &M,
    baseline: &[M::Statistics],
    systems: &[&[M::Statistics]],
    trials: usize,
    draws: &mut dyn Draws,
) -> Result<Vec<Vec<f64>>> {
    let items = check_systems(&[&[baseline], systems].concat(), trials)?;
    let rows = (BLOCK / items).next_multiple_of(32).clamp(32, trials.next_multiple_of(32));
    let mut coins = vec![false; rows * items];
    let mut differences = vec![Vec::with_capacity(trials); systems.len()];
    for first in (0..trials).step_by(rows) {
        let thrown = &mut coins[..rows.min(trials - first) * items];
        draws.coins(first as u64, items, thrown);
        let tasks: Vec<&[bool]> = thrown.chunks(TASK * items).collect();
        let patterns = parallel::map(&tasks, |coins| patterns(coins, items));
        let of_system = |system: usize| patterns.iter().map(move |patterns| (system, patterns));
        let tasks: Vec<_> = (0..systems.len()).flat_map(of_system).collect();
        let parts =
            parallel::map(&tasks, |&(system, patterns)| task(metric, baseline, systems[system], patterns));
        for (&(system, _), part) in tasks.iter().zip(parts) {
            differences[system].extend(part);
        }
    }
    Ok(differences)
}

/// The coins of each group as the bits of a number: those of all trials, group after group.
fn patterns(coins: &[bool], items: usize) -> Vec<Vec<u8>> {
    let pattern = |coins: &[bool]| coins.iter().rev().fold(0, |bits, &coin| bits << 1 | u8::from(coin));
    let group = |first: usize| {
        let end = (first + GROUP).min(items);
        coins.chunks(items).map(|row| pattern(&row[first..end])).collect()
    };
    (0..items).step_by(GROUP).map(group).collect()
}

/// The differences of the trials whose patterns are given.
fn task<M: Metric>(
    metric: &M,
    baseline: &[M::Statistics],
    system: &[M::Statistics],
    patterns: &[Vec<u8>],
) -> Vec<f64> {
    let all = M::Statistics::sum(baseline.iter().chain(system));
    let firsts = sides(baseline, system, patterns);
    let seconds = match all.without(&all) {
        Some(_) => None,
        None => Some(sides(system, baseline, patterns)),
    };
    let second = |trial: usize, first: &M::Statistics| match &seconds {
        Some(seconds) => metric.figure(&seconds[trial]),
        None => all.without(first).map_or(f64::NAN, |second| metric.figure(&second)),
    };
    let difference = |(trial, first)| metric.figure(first) - second(trial, first);
    firsts.iter().enumerate().map(difference).collect()
}

/// The statistics of one side in each trial: where a coin shows heads, those of `heads`.
fn sides<S: Additive>(heads: &[S], tails: &[S], patterns: &[Vec<u8>]) -> Vec<S> {
    let trials = patterns.first().map_or(0, Vec::len);
    let mut sides = vec![S::default(); trials];
    let mut sums = Vec::with_capacity(1 << GROUP);
    for ((heads, tails), patterns) in heads.chunks(GROUP).zip(tails.chunks(GROUP)).zip(patterns) {
        sums_of_group(heads, tails, &mut sums);
        for (side, &pattern) in sides.iter_mut().zip(patterns) {
            side.add(&sums[usize::from(pattern)]);
        }
    }
    sides
}

/// The sum for every pattern of coins, the first coin being the lowest bit.
fn sums_of_group<S: Additive>(heads: &[S], tails: &[S], sums: &mut Vec<S>) {
    sums.clear();
    sums.push(S::default());
    for (heads, tails) in heads.iter().zip(tails) {
        for pattern in 0..sums.len() {
            let mut sum = sums[pattern].clone();
            sum.add(heads);
            sums.push(sum);
            sums[pattern].add(tails);
        }
    }
}
