//! [`swapped_differences`]: how much two systems differ after segments have changed sides at random.
//!
//! A trial throws a coin for every segment and adds up, for the first side, the baseline's statistics where it shows
//! heads and the system's where it does not; the second side has the rest.

use crate::error::Result;
use crate::metric::additive::Additive;
use crate::metric::metric::Metric;
use crate::metric::significance::group_sums::{Patterns, sums_of_sides};
use crate::metric::significance::resampled::check_systems;
use crate::metric::significance::trials::{Sizes, figures_of_trials};
use crate::statistics::draws::Draws;

/// Of each system and trial, the figure of the first side less that of the second.
pub(super) fn swapped_differences<M: Metric>(
    metric: &M,
    baseline: &[M::Statistics],
    systems: &[&[M::Statistics]],
    trials: usize,
    draws: &mut dyn Draws,
) -> Result<Vec<Vec<f64>>> {
    let items = check_systems(&[&[baseline], systems].concat(), trials)?;
    let fill = |first, block: &mut [bool]| draws.coins(first, items, block);
    let figures_of =
        |system: usize, pieces: &[Patterns]| differences_of(metric, baseline, systems[system], pieces);
    let gather = |coins: &[bool]| {
        let mut patterns = Patterns::new(coins.len() / items, items);
        coins.chunks(items).enumerate().for_each(|(trial, coins)| patterns.set(trial, coins, |coin| coin));
        patterns
    };
    // After a multiple of 32 trials no source is within a draw.
    let sizes = Sizes { systems: systems.len(), trials, items, multiple: 32 };
    Ok(figures_of_trials(&sizes, fill, gather, figures_of))
}

fn differences_of<M: Metric>(
    metric: &M,
    baseline: &[M::Statistics],
    system: &[M::Statistics],
    pieces: &[Patterns],
) -> Vec<f64> {
    let all = M::Statistics::sum(baseline.iter().chain(system));
    let pieces: Vec<&Patterns> = pieces.iter().collect();
    let firsts = sums_of_sides(baseline, system, &pieces);
    let seconds = match all.without(&all) {
        Some(_) => None,
        None => Some(sums_of_sides(system, baseline, &pieces)),
    };
    let second = |trial: usize, first: &M::Statistics| match &seconds {
        Some(seconds) => metric.figure(&seconds[trial]),
        None => all.without(first).map_or(f64::NAN, |second| metric.figure(&second)),
    };
    let difference = |(trial, first)| metric.figure(first) - second(trial, first);
    firsts.iter().enumerate().map(difference).collect()
}
