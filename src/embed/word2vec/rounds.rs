//! Reproducible training: rounds of groups, merged in a fixed order.
//!
//! In a round, some hundred groups see the same model and write down by how much they would move its rows ([`Changes`]), on
//! as many threads as there are. Then every row takes its changes, in the order of the groups, from the one task that owns it
//! ([`owner`](super::owner)). What a round is depends on corpus and params alone, so **any number of threads gives the same bits**.
//!
//! A round lasts less than a millisecond, and ends when its slowest thread does. So threads stay awake between the tasks
//! of a stretch, and get about the same runs and rows in every round: what one of them wrote is in its own cache.
//!
//! Where *n* groups moved a row, the sum of their changes goes too far: each would have gone part of the way that the
//! others go, too. With *x* the fraction of the way that one group goes (rate times the answers that moved the row, a
//! fifth of which agree), a row moves by
//!
//! ```text
//! Δ = Σ Δᵢ / (1 + ½·x·(n − 1))
//! ```
//!
//! the whole sum for words that are rare in a round, and about a mean for the most frequent ones.

use std::ops::Range;

use crate::embed::word2vec::changes::{Changes, Moves};
use crate::embed::word2vec::group::{Group, Objective};
use crate::embed::word2vec::owner::{self, Owner};
use crate::embed::word2vec::padded::PaddedRows;
use crate::embed::word2vec::rates::{Rates, is_measured};
use crate::embed::word2vec::step::{LossSum, Scratch};
use crate::embed::word2vec::stretch::Stretch;
use crate::parallel::Awake;

/// Runs of neighbouring groups in a round, each a task.
const RUNS: usize = 16;

/// The most groups in a run.
const GROUPS: usize = 16;

/// Words of the vocabulary for which a run may have one group more: rounds of small vocabularies, whose rows all groups
/// move, are short.
const WORDS_PER_GROUP: usize = 1_000;

/// Words seen for which a run may have one group more: at first the model changes fast, and what is old misleads.
const FIRST_WORDS: u64 = 1 << 16;

/// Memory of rounds, used again by the next.
#[derive(Debug)]
pub(crate) struct Rounds {
    runs: Vec<Run>,
    groups: usize,
    /// What happened in the round to each row of both matrices.
    moves: [Vec<Moves>; 2],
}

impl Rounds {
    /// For a model of these two matrices.
    pub(crate) fn new(input: &PaddedRows, output: &PaddedRows) -> Self {
        Rounds {
            runs: (0..RUNS).map(|_| Run::default()).collect(),
            groups: (input.rows() / WORDS_PER_GROUP).clamp(1, GROUPS),
            moves: [input, output].map(|matrix| vec![Moves::default(); matrix.rows()]),
        }
    }

    /// Trains on all groups of a stretch, before which so many words were seen.
    pub(crate) fn train(
        &mut self,
        (input, output): (&mut PaddedRows, &mut PaddedRows),
        stretch: &Stretch,
        objective: Objective<'_>,
        rates: Rates,
        seen: u64,
        awake: Awake,
    ) -> LossSum {
        let count = stretch.groups.len();
        let groups = self.groups.min(1 + (seen / FIRST_WORDS) as usize);
        // Even rounds of even runs: no round is a sliver.
        let rounds = count.div_ceil(RUNS * groups);
        let ends = owner::ends([input.rows(), output.rows()]);
        let mut loss = LossSum::default();
        for round in 0..rounds {
            let (start, end) = (count * round / rounds, count * (round + 1) / rounds);
            let cut = |run: usize| start + (end - start) * run / RUNS;
            let model = (&*input, &*output);
            awake.for_each_part(self.runs.iter_mut().collect(), |index, run| {
                run.train(model, stretch, objective, cut(index)..cut(index + 1), rates);
                run.changes.iter_mut().zip(&ends).for_each(|(changes, ends)| changes.deal(ends));
            });
            let (runs, fixed) = (&self.runs, objective.fixed);
            let owners = Owner::all([&mut *input, &mut *output], &mut self.moves, &ends);
            awake
                .for_each_part(owners, |_, mut owner| owner.take(runs.iter().map(|run| &run.changes), fixed));
            for run in &self.runs {
                loss.sum += run.loss.sum;
                loss.pairs += run.loss.pairs;
            }
        }
        loss
    }
}

/// Neighbouring groups of a round, and how they would change the model.
#[derive(Debug, Default)]
struct Run {
    changes: [Changes; 2],
    loss: LossSum,
    scratch: Scratch,
    group: Group,
    next: Group,
}

impl Run {
    /// Writes down what some groups of a stretch would change. While one is computed, the rows of the next come from memory.
    fn train(
        &mut self,
        (input, output): (&PaddedRows, &PaddedRows),
        stretch: &Stretch,
        objective: Objective<'_>,
        groups: Range<usize>,
        rates: Rates,
    ) {
        let (count, end) = (stretch.groups.len(), groups.end);
        self.changes.iter_mut().for_each(Changes::clear);
        self.loss = LossSum::default();
        objective.plan(stretch, groups.start, &mut self.next);
        for index in groups {
            std::mem::swap(&mut self.group, &mut self.next);
            if index + 1 < end {
                objective.plan(stretch, index + 1, &mut self.next);
            }
            let next = &self.next;
            let ahead = |part| {
                let [inputs, targets] = next.quarter(part);
                input.places().prefetch(inputs);
                output.places().prefetch(targets);
            };
            let (group, rate) = (&self.group, rates.at(index, count));
            let rows = (input.scattered(&group.inputs), output.scattered(&group.targets));
            let loss = is_measured(index).then_some(&mut self.loss);
            self.scratch.changes(rows, group, rate, loss, &mut self.changes, ahead);
        }
    }
}
