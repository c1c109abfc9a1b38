//! [`resampled_figures`]: figures of many systems over the same bootstrap resamples.

use crate::error::{Error, Result, check_limit, check_shape};
use crate::metric::additive::Additive;
use crate::metric::metric::Metric;
use crate::parallel;
use crate::statistics::draws::Draws;

/// Indices of a block, unless one resample is longer.
const BLOCK: usize = 1 << 18;
/// Resamples of a task. The statistics of one system stay in the cache meanwhile.
const TASK: usize = 32;

/// Of each system, its figures in all resamples.
pub(super) fn resampled_figures<M: Metric>(
    metric: &M,
    systems: &[&[M::Statistics]],
    resamples: usize,
    draws: &mut dyn Draws,
) -> Result<Vec<Vec<f64>>> {
    let items = check_systems(systems, resamples)?;
    let rows = (BLOCK / items).clamp(1, resamples);
    let mut block = vec![0u32; rows * items];
    let mut figures = vec![Vec::with_capacity(resamples); systems.len()];
    for first in (0..resamples).step_by(rows) {
        let drawn = &mut block[..rows.min(resamples - first) * items];
        draws.indices(first as u64, items, drawn);
        let of_system = |system: usize| drawn.chunks(TASK * items).map(move |rows| (system, rows));
        let tasks: Vec<(usize, &[u32])> = (0..systems.len()).flat_map(of_system).collect();
        let parts = parallel::map(&tasks, |&(system, rows)| {
            let figure = |row: &[u32]| metric.figure(&sum_of(systems[system], row));
            rows.chunks(items).map(figure).collect::<Vec<f64>>()
        });
        for (&(system, _), part) in tasks.iter().zip(parts) {
            figures[system].extend(part);
        }
    }
    Ok(figures)
}

/// The sum of those segments that a row names.
fn sum_of<S: Additive>(segments: &[S], row: &[u32]) -> S {
    S::sum(row.iter().map(|&segment| &segments[segment as usize]))
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
