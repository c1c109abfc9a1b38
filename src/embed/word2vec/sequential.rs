//! Training on one thread: one group after the other, each on the model that the one before it left.
//!
//! It is the plain form that the other modes are held against, and the fastest on one core.

use crate::embed::word2vec::group::{Group, Objective};
use crate::embed::word2vec::rates::{Rates, is_measured};
use crate::embed::word2vec::step::{LossSum, Scratch, Weights};
use crate::embed::word2vec::stretch::Stretch;
use crate::vector::kernel::scattered::Scattered;

/// Trains on all groups of a stretch. While one group is trained, the rows of the next come from memory.
pub(crate) fn train(
    mut weights: Weights<'_>,
    stretch: &Stretch,
    objective: Objective<'_>,
    rates: Rates,
) -> LossSum {
    let (mut group, mut next) = (Group::default(), Group::default());
    let (mut scratch, mut loss) = (Scratch::default(), LossSum::default());
    let (count, width) = (stretch.groups.len(), weights.width);
    objective.plan(stretch, 0, &mut group);
    for index in 0..count {
        if index + 1 < count {
            objective.plan(stretch, index + 1, &mut next);
            Scattered { matrix: weights.output, width, rows: &next.targets }.prefetch();
            Scattered { matrix: weights.input, width, rows: &next.inputs }.prefetch();
        }
        let loss = is_measured(index).then_some(&mut loss);
        scratch.step(&mut weights, &group, rates.at(index, count), loss);
        if let Some(fixed) = objective.fixed {
            fixed.restore(weights.input, &group.inputs);
        }
        std::mem::swap(&mut group, &mut next);
    }
    loss
}
