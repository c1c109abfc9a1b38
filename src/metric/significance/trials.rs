//! [`figures_of_trials`]: figures of systems over random trials, which are drawn, gathered and added up.
//!
//! Trials are drawn a few at a time, one after the other; while some are drawn, those before them are gathered into the form
//! in which they can be added up. Sums wait until many trials are there, for they share work.

use crate::metric::significance::group_sums::PIECE;
use crate::parallel;
use crate::statistics::blocks::each_block;

/// Entries that are drawn at a time, unless the fewest trials that can be drawn have more.
const BLOCK: usize = 1 << 21;

/// Entries whose trials are gathered before they are added up.
const GATHERED: usize = 1 << 25;

/// Pieces that are drawn at a time, at most.
const DRAWN: usize = 4;

/// Pieces of a task at most: their sums stay in the cache while the segments pass by.
const PIECES: usize = 16;

/// How much there is.
pub(super) struct Sizes {
    pub(super) systems: usize,
    pub(super) trials: usize,
    /// Entries of a trial.
    pub(super) items: usize,
    /// What the trials of all draws but the last are a multiple of.
    pub(super) multiple: usize,
}

/// Of each system, its figures in all trials: `gather` makes a piece of up to [`PIECE`] trials, and `figures_of` gives the
/// figures of a system in some pieces, of which all but the last have equally many trials.
pub(super) fn figures_of_trials<D: Copy + Default + Send + Sync, P: Send + Sync>(
    sizes: &Sizes,
    fill: impl FnMut(u64, &mut [D]) + Send,
    gather: impl Fn(&[D]) -> P + Sync + Send,
    figures_of: impl Fn(usize, &[P]) -> Vec<f64> + Sync + Send,
) -> Vec<Vec<f64>> {
    let &Sizes { systems, trials, items, multiple } = sizes;
    let piece = (BLOCK / items).clamp(1, PIECE).next_multiple_of(multiple);
    // Several pieces a draw: what threads that do not draw can share.
    let drawn = piece * (BLOCK / (piece * items)).clamp(1, DRAWN);
    let many = (GATHERED / (piece * items)).max(1);
    let mut figures = vec![Vec::with_capacity(trials); systems];
    let (mut pieces, mut done) = (Vec::new(), 0);
    each_block(trials, drawn, items, fill, |block| {
        let parts: Vec<&[D]> = block.chunks(piece * items).collect();
        pieces.extend(parallel::map(&parts, |part| gather(part)));
        done += block.len() / items;
        if pieces.len() >= many || done == trials {
            add_figures(&mut figures, &pieces, &figures_of);
            pieces.clear();
        }
    });
    figures
}

/// Adds to the figures of each system those of some pieces, which are cut into tasks of about equal length.
fn add_figures<P: Sync>(
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
fn even(length: usize, most: usize) -> usize {
    length.div_ceil(length.div_ceil(most).max(1)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_even() {
        for (length, most, expected) in
            [(1_000, 698, 500), (1_000, 512, 500), (8, 8, 8), (9, 8, 5), (0, 8, 1)]
        {
            assert_eq!(even(length, most), expected, "{length} {most}");
        }
    }

    /// Every trial reaches every system, in order, whatever was drawn and gathered together.
    #[test]
    fn no_trial_is_lost() {
        for (trials, items, multiple) in
            [(1, 1, 1), (200, 3, 32), (70, 40_000, 1), (70, BLOCK / 40, 32), (3, BLOCK + 1, 1)]
        {
            let sizes = Sizes { systems: 2, trials, items, multiple };
            let fill = |first: u64, block: &mut [u32]| {
                block.chunks_mut(items).zip(first..).for_each(|(trial, number)| trial[0] = number as u32);
            };
            let gather = |part: &[u32]| {
                assert!(part.len() <= PIECE * items);
                part.iter().step_by(items).copied().collect::<Vec<u32>>()
            };
            let figures_of = |system: usize, pieces: &[Vec<u32>]| {
                assert!(pieces.iter().rev().skip(1).all(|piece| piece.len() == pieces[0].len()));
                pieces.concat().into_iter().map(|trial| f64::from(trial) + system as f64).collect()
            };
            let figures = figures_of_trials(&sizes, fill, gather, figures_of);
            for (system, figures) in figures.into_iter().enumerate() {
                assert!(
                    figures.into_iter().eq((0..trials).map(|trial| (trial + system) as f64)),
                    "{trials} {items}"
                );
            }
        }
    }
}
