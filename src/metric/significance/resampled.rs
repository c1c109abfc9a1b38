//! [`resampled_figures`]: figures of many systems over the same bootstrap resamples.
//!
//! A resample draws a segment c times, mostly not at all, once or twice. The bits of c say whether the segment belongs
//! to a sum that counts once and to one that counts twice; both are sums of chosen segments, which `group_sums` makes
//! with few additions. What was drawn four times or more is added up by itself.

use crate::error::{Error, Result, check_limit, check_shape};
use crate::metric::additive::Additive;
use crate::metric::metric::Metric;
use crate::metric::significance::group_sums::{Patterns, sums_of_sides};
use crate::metric::significance::trials::{Sizes, figures_of_trials};
use crate::statistics::draws::Draws;

/// Of each system, its figures in all resamples.
pub(super) fn resampled_figures<M: Metric>(
    metric: &M,
    systems: &[&[M::Statistics]],
    resamples: usize,
    draws: &mut dyn Draws,
) -> Result<Vec<Vec<f64>>> {
    let items = check_systems(systems, resamples)?;
    let fill = |first, block: &mut [u32]| draws.indices(first, items, block);
    let figures_of = |system: usize, pieces: &[Drawn]| {
        Drawn::sums(pieces, systems[system]).iter().map(|sum| metric.figure(sum)).collect()
    };
    let sizes = Sizes { systems: systems.len(), trials: resamples, items, multiple: 1 };
    Ok(figures_of_trials(&sizes, fill, |rows| Drawn::of(rows, items), figures_of))
}

/// How often some resamples draw each segment.
struct Drawn {
    /// The lowest bit of the number, and the next.
    ones: Patterns,
    twos: Patterns,
    /// For each resample, segments as often as four times of them are left.
    fours: Vec<Vec<u32>>,
}

impl Drawn {
    fn of(rows: &[u32], items: usize) -> Self {
        let [mut ones, mut twos] = [(); 2].map(|()| Patterns::new(rows.len() / items, items));
        let mut fours = Vec::new();
        let mut counts = vec![0u32; items];
        for (trial, row) in rows.chunks(items).enumerate() {
            counts.fill(0);
            row.iter().for_each(|&segment| counts[segment as usize] += 1);
            ones.set(trial, &counts, |count| count & 1 == 1);
            twos.set(trial, &counts, |count| count & 2 == 2);
            let often = (0..).zip(&counts).filter(|(_, count)| **count >= 4);
            fours.push(often.flat_map(|(segment, &count)| (0..count / 4).map(move |_| segment)).collect());
        }
        Drawn { ones, twos, fours }
    }

    /// The sum of each resample.
    fn sums<S: Additive>(pieces: &[Drawn], segments: &[S]) -> Vec<S> {
        let sums_of = |bits: fn(&Drawn) -> &Patterns| {
            sums_of_sides(segments, &[], &pieces.iter().map(bits).collect::<Vec<_>>())
        };
        let (mut sums, twos) = (sums_of(|piece| &piece.ones), sums_of(|piece| &piece.twos));
        let fours = pieces.iter().flat_map(|piece| &piece.fours);
        for ((sum, twos), fours) in sums.iter_mut().zip(&twos).zip(fours) {
            let fours = S::sum(fours.iter().map(|&segment| &segments[segment as usize]));
            [twos, twos, &fours, &fours, &fours, &fours].into_iter().for_each(|more| sum.add(more));
        }
        sums
    }
}

/// How many segments each system has.
pub(super) fn check_systems<S>(systems: &[&[S]], resamples: usize) -> Result<usize> {
    let items = systems.first().map_or(0, |system| system.len());
    if items == 0 || resamples == 0 {
        return Err(Error::Empty { what: if items == 0 { "list of segments" } else { "list of resamples" } });
    }
    for system in systems {
        check_shape("segments of a system", items, system.len())?;
    }
    check_limit("segments to resample", 1 << 26, items as u64)?;
    check_limit("resamples", 1 << 24, resamples as u64)?;
    Ok(items)
}
