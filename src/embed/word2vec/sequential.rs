//! Training on one thread: one group after the other, each on the model that the one before it left.
//!
//! It is the plain form that the other modes are held against, and the fastest on one core.

use crate::embed::word2vec::group::{Group, Objective};
use crate::embed::word2vec::panel::Panel;
use crate::embed::word2vec::rates::Rates;
use crate::embed::word2vec::step::{LossSum, Scratch};
use crate::embed::word2vec::stretch::Stretch;

/// Trains on all groups of a stretch. While one group is trained, the rows of the next come from memory.
pub(crate) fn train(
    (input, output): (&mut Panel, &mut Panel),
    stretch: &Stretch,
    objective: Objective<'_>,
    rates: Rates,
) -> LossSum {
    let (mut group, mut next) = (Group::default(), Group::default());
    let (mut scratch, mut loss) = (Scratch::default(), LossSum::default());
    let (count, places) = (stretch.groups.len(), (input.places(), output.places()));
    objective.plan(stretch, 0, &mut group);
    for index in 0..count {
        objective.plan(stretch, index + 1, &mut next);
        let ahead = |part| {
            let [inputs, targets] = next.quarter(part);
            places.0.prefetch(inputs);
            places.1.prefetch(targets);
        };
        let loss = Rates::is_measured(index).then_some(&mut loss);
        scratch.step((&mut *input, &mut *output), &group, rates.at(index, count), loss, ahead);
        if let Some(fixed) = objective.fixed {
            let width = input.width();
            fixed.restore(0, input.eights_mut(), width, 0, &group.inputs);
        }
        std::mem::swap(&mut group, &mut next);
    }
    loss
}
