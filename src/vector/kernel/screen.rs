//! [`Screen`]: which of many rough scores deserve a second look.

use super::dispatch::{Kernel, dispatch};
use super::lanes::{InstructionSet, LANES};

/// Rough scores of a block of rows (one a line) for many queries, and what they are compared with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Screen<'k> {
    /// Rows × queries.
    pub(crate) scores: &'k [f32],
    /// Factor and summand of every row.
    pub(crate) keys: &'k [(f32, f32)],
    /// What every query asks for at least.
    pub(crate) floors: &'k [f32],
}

impl Screen<'_> {
    /// Adds the pairs (row, query) with `factor · score + summand ≥ floor` to `found`, row by row; a score that
    /// is NaN is let through.
    pub(crate) fn select(self, found: &mut Vec<(usize, usize)>) {
        dispatch(Select { screen: self, found });
    }
}

struct Select<'k> {
    screen: Screen<'k>,
    found: &'k mut Vec<(usize, usize)>,
}

impl Kernel for Select<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: InstructionSet>(self, _: S) {
        let Screen { scores, keys, floors } = self.screen;
        let (floor_chunks, floor_tail) = floors.as_chunks::<LANES>();
        for (row, (scores, &(factor, summand))) in
            scores.chunks_exact(floors.len().max(1)).zip(keys).enumerate()
        {
            let passes = |score: f32, floor: f32| {
                let key = factor * score + summand;
                key >= floor || key.is_nan()
            };
            let (chunks, tail) = scores.as_chunks::<LANES>();
            for (index, (scores, floors)) in chunks.iter().zip(floor_chunks).enumerate() {
                // Nearly always none passes: one comparison of sixteen.
                let mut passed = 0;
                for lane in 0..LANES {
                    passed |= u32::from(passes(scores[lane], floors[lane]));
                }
                if passed != 0 {
                    for lane in 0..LANES {
                        if passes(scores[lane], floors[lane]) {
                            self.found.push((row, index * LANES + lane));
                        }
                    }
                }
            }
            for (lane, (&score, &floor)) in tail.iter().zip(floor_tail).enumerate() {
                if passes(score, floor) {
                    self.found.push((row, chunks.len() * LANES + lane));
                }
            }
        }
    }
}
