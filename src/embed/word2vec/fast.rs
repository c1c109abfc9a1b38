//! Fast training: every thread takes the next groups and trains on them as sequential training does, all on one model.
//!
//! The model is cut into shares of rows, each under a short lock while a thread copies rows out or adds to them ([`Locked`]);
//! all else is computed on the copies. Between that, threads share nothing, so there is no data race in the language's memory
//! model. Which changes a group sees depends on when it comes: **two runs on several threads are never equal**. One thread needs no
//! lock: there, fast training is sequential training.

use crate::embed::word2vec::group::{Group, Objective};
use crate::embed::word2vec::locked::Locked;
use crate::embed::word2vec::panel::Panel;
use crate::embed::word2vec::rates::Rates;
use crate::embed::word2vec::shares;
use crate::embed::word2vec::step::{LossSum, Scratch};
use crate::embed::word2vec::stretch::Stretch;
use crate::parallel;

/// Groups that a thread takes at a time.
const GROUPS: usize = 64;

/// Threads for one lock of a matrix: a lock is free most of the time, and to take one more for each group costs more than to meet
/// there now and then.
const THREADS: usize = 2;

/// What a thread works with.
#[derive(Default)]
struct Worker {
    group: Group,
    next: Group,
    scratch: Scratch,
    loss: LossSum,
}

/// Trains on all groups of a stretch, on several threads.
pub(crate) fn train(
    (input, output): (&mut Panel, &mut Panel),
    stretch: &Stretch,
    objective: Objective<'_>,
    rates: Rates,
) -> LossSum {
    let (count, locks) = (stretch.groups.len(), parallel::threads().div_ceil(THREADS));
    let ends = [input.rows(), output.rows()].map(|rows| shares::ends(rows, locks));
    let objective = Objective { shares: [&ends[0], &ends[1]], ..objective };
    let input = Locked::new(input, &ends[0], objective.fixed);
    let output = Locked::new(output, &ends[1], None);
    let workers = parallel::work(
        &parallel::even_ranges(count, GROUPS),
        Worker::default,
        |Worker { group, next, scratch, loss }, _, groups| {
            let (mut inputs, mut outputs) = (input.shared(), output.shared());
            objective.plan(stretch, groups.start, next);
            for index in groups.clone() {
                std::mem::swap(group, next);
                if index + 1 < groups.end {
                    objective.plan(stretch, index + 1, next);
                }
                let ahead = |part| {
                    let [inputs, targets] = next.quarter(part);
                    input.places.prefetch(inputs);
                    output.places.prefetch(targets);
                };
                let loss = Rates::is_measured(index).then_some(&mut *loss);
                scratch.step((&mut inputs, &mut outputs), group, rates.at(index, count), loss, ahead);
            }
        },
    );
    workers.iter().fold(LossSum::default(), |mut sum, worker| {
        sum.sum += worker.loss.sum;
        sum.pairs += worker.loss.pairs;
        sum
    })
}
