//! [`Reach`]: whether any row of a block may answer an analogy better than what was found so far.
//!
//! Rough cosines of a block of rows with the three words of a question are looked at together:
//!
//! ```text
//! sum     cos b + cos c − cos a                           ≥ floor
//! ratio   (p_b + e)(p_c + e) / (max(p_a − e, 0) + ε)      ≥ floor,   p = (1 + cos)/2
//! ```
//!
//! The ratio takes the slack *e* of the rough cosines in; the floor of the sum has it taken off already.

use super::dispatch::{Kernel, dispatch};
use super::lanes::{InstructionSet, LANES};

/// The rough cosines of a block of rows with a question's words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reach<'k> {
    /// With the word that is taken away.
    pub(crate) minus: &'k [f32],
    /// With the two that are added.
    pub(crate) plus: [&'k [f32]; 2],
    /// How far a rough cosine may be off.
    pub(crate) slack: f32,
    /// What is added to the denominator of a ratio.
    pub(crate) epsilon: f32,
    /// What a row must reach.
    pub(crate) floor: f32,
}

impl Reach<'_> {
    /// Whether the sum of some row reaches the floor.
    pub(crate) fn any_sum(self) -> bool {
        dispatch(Sum(self))
    }

    /// Whether the ratio of some row does.
    pub(crate) fn any_ratio(self) -> bool {
        dispatch(Ratio(self))
    }

    /// The rough sum of a row.
    pub(crate) fn sum(self, row: usize) -> f32 {
        sum(self.minus[row], self.plus[0][row], self.plus[1][row])
    }

    /// What the ratio of a row may be at most.
    pub(crate) fn ratio(self, row: usize) -> f32 {
        let [numerator, denominator] =
            ratio(self.minus[row], self.plus[0][row], self.plus[1][row], self.slack, self.epsilon);
        numerator / denominator
    }

    #[inline(always)]
    fn any(self, passes: impl Fn(f32, f32, f32) -> bool) -> bool {
        let (a, a_tail) = self.minus.as_chunks::<LANES>();
        let (b, b_tail) = self.plus[0].as_chunks::<LANES>();
        let (c, c_tail) = self.plus[1].as_chunks::<LANES>();
        for ((a, b), c) in a.iter().zip(b).zip(c) {
            // One comparison of sixteen.
            let mut passed = 0;
            for lane in 0..LANES {
                passed |= u32::from(passes(a[lane], b[lane], c[lane]));
            }
            if passed != 0 {
                return true;
            }
        }
        a_tail.iter().zip(b_tail).zip(c_tail).any(|((&a, &b), &c)| passes(a, b, c))
    }
}

#[inline(always)]
fn sum(minus: f32, plus: f32, other: f32) -> f32 {
    (plus + other) - minus
}

#[inline(always)]
fn ratio(minus: f32, plus: f32, other: f32, slack: f32, epsilon: f32) -> [f32; 2] {
    let above = 0.5 + slack;
    let less = (0.5 - slack + 0.5 * minus).max(0.0);
    [(above + 0.5 * plus) * (above + 0.5 * other), less + epsilon]
}

struct Sum<'k>(Reach<'k>);

impl Kernel for Sum<'_> {
    type Output = bool;

    #[inline(always)]
    fn run<S: InstructionSet>(self, _: S) -> bool {
        let floor = self.0.floor;
        self.0.any(|a, b, c| sum(a, b, c) >= floor)
    }
}

struct Ratio<'k>(Reach<'k>);

impl Kernel for Ratio<'_> {
    type Output = bool;

    #[inline(always)]
    fn run<S: InstructionSet>(self, _: S) -> bool {
        let Reach { slack, epsilon, floor, .. } = self.0;
        self.0.any(|a, b, c| {
            let [numerator, denominator] = ratio(a, b, c, slack, epsilon);
            numerator >= floor * denominator
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;

    #[test]
    fn finds_what_a_look_at_every_row_finds() {
        let draws = Seed(1).stream("reach");
        let cosines: Vec<f32> = (0..3 * 75).map(|i| (2.0 * draws.uniform(i) - 1.0) as f32).collect();
        for rows in [0, 1, 15, 16, 17, 75] {
            let plus = [&cosines[75..75 + rows], &cosines[150..150 + rows]];
            for floor in [f32::NEG_INFINITY, -1.0, 0.5, 1.5, 2.5, 30.0, 1e9] {
                let reach = Reach { minus: &cosines[..rows], plus, slack: 1e-5, epsilon: 1e-6, floor };
                assert_eq!(reach.any_sum(), (0..rows).any(|row| reach.sum(row) >= floor));
                assert_eq!(reach.any_ratio(), (0..rows).any(|row| reach.ratio(row) >= floor));
            }
        }
    }
}
