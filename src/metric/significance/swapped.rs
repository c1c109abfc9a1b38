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
const TASK: usize = 256;

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
    let trials = patterns.first().map_or(0, Vec::len);
    let mut sides = vec![(M::Statistics::default(), M::Statistics::default()); trials];
    let groups = baseline.chunks(GROUP).zip(system.chunks(GROUP));
    for ((baseline, system), patterns) in groups.zip(patterns) {
        let sums = sums_of_group(baseline, system);
        for ((first, second), &pattern) in sides.iter_mut().zip(patterns) {
            let pattern = usize::from(pattern);
            first.add(&sums[pattern]);
            second.add(&sums[sums.len() - 1 - pattern]);
        }
    }
    sides.iter().map(|(first, second)| metric.figure(first) - metric.figure(second)).collect()
}

/// The sum for every pattern of coins: a bit that is set takes the baseline's segment, one that is not the system's.
fn sums_of_group<S: Additive>(baseline: &[S], system: &[S]) -> Vec<S> {
    let mut sums = vec![S::default()];
    for (baseline, system) in baseline.iter().zip(system) {
        let plus = |sums: &[S], segment: &S| -> Vec<S> {
            let mut sums = sums.to_vec();
            sums.iter_mut().for_each(|sum| sum.add(segment));
            sums
        };
        sums = [plus(&sums, system), plus(&sums, baseline)].concat();
    }
    sums
}
