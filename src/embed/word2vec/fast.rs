//! Fast training: every thread takes the next shard, trains on copies of its rows, and adds what changed at once.
//!
//! A short lock guards every few rows of the model while a row is copied out or changes are added; between that, threads
//! share nothing, so there is no data race in the language's memory model. Which changes a shard sees depends on when it
//! comes: **two runs on several threads are never equal**, and words that are frequent on many threads move a little too far.

use std::sync::{Mutex, PoisonError};

use crate::embed::word2vec::group::Objective;
use crate::embed::word2vec::padded::PaddedRows;
use crate::embed::word2vec::rates::Rates;
use crate::embed::word2vec::shard::{LocalRows, Shard, Source, Task};
use crate::embed::word2vec::step::LossSum;
use crate::embed::word2vec::stretch::Stretch;
use crate::parallel;

/// Groups in a shard.
const GROUPS: usize = 32;

/// Rows under one lock.
const ROWS: usize = 4;

/// A matrix that many threads change.
struct Locked<'a> {
    stripes: Vec<Mutex<&'a mut [[f32; 8]]>>,
    width: usize,
}

impl<'a> Locked<'a> {
    fn new(matrix: &'a mut PaddedRows) -> Self {
        let width = matrix.width();
        Locked { stripes: matrix.eights_mut().chunks_mut(ROWS * width).map(Mutex::new).collect(), width }
    }

    /// Lends a row under its lock.
    #[inline(always)]
    fn with<R>(&self, number: u32, work: impl FnOnce(&mut [[f32; 8]]) -> R) -> R {
        let number = number as usize;
        // A thread that panicked left whole numbers behind, if not all of them.
        let mut stripe = self.stripes[number / ROWS].lock().unwrap_or_else(PoisonError::into_inner);
        let start = number % ROWS * self.width;
        work(&mut stripe[start..start + self.width])
    }

    /// Adds what changed since the rows were copied.
    fn add(&self, local: &LocalRows) {
        for (place, &number) in local.numbers.iter().enumerate() {
            let range = place * self.width..(place + 1) * self.width;
            let (after, before) = (&local.rows[range.clone()], &local.before[range]);
            self.with(number, |row| {
                for ((row, after), before) in row.iter_mut().zip(after).zip(before) {
                    for lane in 0..8 {
                        row[lane] += after[lane] - before[lane];
                    }
                }
            });
        }
    }
}

impl Source for &Locked<'_> {
    const CHANGES: bool = true;

    /// A lock would be taken for a hint.
    #[inline(always)]
    fn prefetch(&self, _: u32) {}

    #[inline(always)]
    fn copy(&self, number: u32, to: &mut Vec<[f32; 8]>) {
        self.with(number, |row| to.extend_from_slice(row));
    }
}

/// Trains on all groups of a stretch.
pub(crate) fn train(
    (input, output): (&mut PaddedRows, &mut PaddedRows),
    shards: &Mutex<Vec<Shard>>,
    stretch: &Stretch,
    objective: Objective<'_>,
    rates: Rates,
) -> LossSum {
    let (count, width) = (stretch.groups.len(), input.width());
    let (input, output) = (Locked::new(input), Locked::new(output));
    let losses = parallel::map(&parallel::even_ranges(count, GROUPS), |groups| {
        // Memory that another shard has left, or new memory: as many pieces come about as there are threads.
        let spare = shards.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut shard = spare.unwrap_or_default();
        let rate = rates.at(groups.start, count);
        let groups = groups.clone();
        shard.run(&Task { input: &input, output: &output, width, stretch, groups, objective, rate });
        input.add(&shard.input);
        output.add(&shard.output);
        let loss = shard.loss;
        shards.lock().unwrap_or_else(PoisonError::into_inner).push(shard);
        loss
    });
    losses.into_iter().fold(LossSum::default(), |mut sum, loss| {
        sum.sum += loss.sum;
        sum.pairs += loss.pairs;
        sum
    })
}
