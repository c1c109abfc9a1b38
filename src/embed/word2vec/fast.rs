//! Fast training: every thread takes the next groups, and changes the model at once.
//!
//! A short lock guards every row of the model while it is copied out or a change is added; between that, threads share
//! nothing, so there is no data race in the language's memory model. Which changes a group sees depends on when it comes:
//! **two runs on several threads are never equal**. One thread needs no lock: there, fast training is sequential training.

use std::ptr::without_provenance;
use std::sync::{Mutex, PoisonError};

use crate::embed::word2vec::changes::Changes;
use crate::embed::word2vec::group::{Group, Objective};
use crate::embed::word2vec::padded::PaddedRows;
use crate::embed::word2vec::rates::{Rates, is_measured};
use crate::embed::word2vec::step::{LossSum, Scratch};
use crate::embed::word2vec::stretch::Stretch;
use crate::parallel;
use crate::vector::kernel::eight::prefetch;
use crate::vector::kernel::scattered::{Scaled, add_scaled};

/// Groups that a thread takes at a time.
const GROUPS: usize = 64;

/// A matrix that many threads change.
struct Locked<'a> {
    rows: Vec<Mutex<&'a mut [[f32; 8]]>>,
    /// Where the first row begins, and the eights in a row: enough to ask memory for a row that is locked.
    first: usize,
    width: usize,
}

impl<'a> Locked<'a> {
    fn new(matrix: &'a mut PaddedRows) -> Self {
        let width = matrix.width();
        let first = matrix.eights().as_ptr().addr();
        Locked { rows: matrix.eights_mut().chunks_mut(width).map(Mutex::new).collect(), first, width }
    }

    /// Asks memory for some rows and their locks.
    #[inline(always)]
    fn prefetch(&self, numbers: &[u32]) {
        for &number in numbers {
            prefetch(&raw const self.rows[number as usize]);
            let start = self.first + number as usize * self.width * size_of::<[f32; 8]>();
            for part in (0..self.width).step_by(2) {
                prefetch(without_provenance::<[f32; 8]>(start).wrapping_add(part));
            }
        }
    }

    /// Lends a row under its lock.
    #[inline(always)]
    fn with<R>(&self, number: u32, work: impl FnOnce(&mut [[f32; 8]]) -> R) -> R {
        // A thread that panicked left whole numbers behind, if not all of them.
        work(&mut self.rows[number as usize].lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Copies of some rows.
    #[inline(always)]
    fn copy(&self, numbers: &[u32], to: &mut Copies) {
        to.fit(numbers.len());
        let width = to.rows.width();
        for (&number, copy) in numbers.iter().zip(to.rows.eights_mut().chunks_exact_mut(width)) {
            self.with(number, |row| copy.copy_from_slice(row));
        }
    }

    /// Makes the changes that were written down.
    #[inline(always)]
    fn add(&self, changes: &Changes, stays: impl Fn(u32) -> bool) {
        for (place, &number) in changes.numbers.iter().enumerate().filter(|&(_, &number)| !stays(number)) {
            let scaled = Scaled { row: 0, factor: 1.0, by: changes.row(place) };
            self.with(number, |row| add_scaled(row, &[scaled]));
        }
    }
}

/// Copies of some rows, end to end.
struct Copies {
    rows: PaddedRows,
    places: Vec<u32>,
}

impl Copies {
    fn new(dimension: usize) -> Self {
        Copies { rows: PaddedRows::zeros(0, dimension), places: Vec::new() }
    }

    fn fit(&mut self, rows: usize) {
        if rows > self.rows.rows() {
            self.rows = PaddedRows::zeros(2 * rows, self.rows.dimension());
        }
        self.places.clear();
        self.places.extend(0..rows as u32);
    }
}

/// What a thread works with.
struct Worker {
    group: Group,
    next: Group,
    scratch: Scratch,
    changes: [Changes; 2],
    inputs: Copies,
    targets: Copies,
    loss: LossSum,
}

impl Worker {
    fn new(dimension: usize) -> Self {
        Worker {
            group: Group::default(),
            next: Group::default(),
            scratch: Scratch::default(),
            changes: [Changes::new(dimension), Changes::new(dimension)],
            inputs: Copies::new(dimension),
            targets: Copies::new(dimension),
            loss: LossSum::default(),
        }
    }
}

/// Trains on all groups of a stretch, on several threads.
pub(crate) fn train(
    (input, output): (&mut PaddedRows, &mut PaddedRows),
    stretch: &Stretch,
    objective: Objective<'_>,
    rates: Rates,
) -> LossSum {
    let (count, dimension) = (stretch.groups.len(), input.dimension());
    let (input, output) = (Locked::new(input), Locked::new(output));
    let workers = parallel::work(
        &parallel::even_ranges(count, GROUPS),
        || Worker::new(dimension),
        |worker, _, groups| {
            objective.plan(stretch, groups.start, &mut worker.next);
            for index in groups.clone() {
                std::mem::swap(&mut worker.group, &mut worker.next);
                let Worker { group, next, scratch, changes, inputs, targets, loss } = worker;
                if index + 1 < groups.end {
                    objective.plan(stretch, index + 1, next);
                    input.prefetch(&next.inputs);
                    output.prefetch(&next.targets);
                }
                input.copy(&group.inputs, inputs);
                output.copy(&group.targets, targets);
                changes.iter_mut().for_each(Changes::clear);
                let rows = (inputs.rows.scattered(&inputs.places), targets.rows.scattered(&targets.places));
                let loss = is_measured(index).then_some(loss);
                scratch.changes(rows, group, rates.at(index, count), loss, changes);
                input.add(&changes[0], |row| objective.fixed.is_some_and(|fixed| fixed.contains(row)));
                output.add(&changes[1], |_| false);
            }
        },
    );
    workers.iter().fold(LossSum::default(), |mut sum, worker| {
        sum.sum += worker.loss.sum;
        sum.pairs += worker.loss.pairs;
        sum
    })
}
