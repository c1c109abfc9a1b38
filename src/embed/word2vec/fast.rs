//! Fast training: every thread takes the next groups, and changes the model at once.
//!
//! Two neighbouring groups, which share most of their words, are a *tile*: their rows are copied out, the groups are trained
//! one after the other on the copies, as in sequential training, and by how much the copies changed is added to the model.
//! A short lock guards every row of the model while it is copied or changed; between that, threads share nothing, so there
//! is no data race in the language's memory model. Which changes a tile sees depends on when it comes: **two runs on several
//! threads are never equal**. One thread needs no lock: there, fast training is sequential training.

use std::sync::{Mutex, PoisonError};

use crate::embed::word2vec::fixed::FixedRows;
use crate::embed::word2vec::group::{Group, Objective, place_of};
use crate::embed::word2vec::padded::{PaddedRows, Places};
use crate::embed::word2vec::rates::{Rates, is_measured};
use crate::embed::word2vec::step::{LossSum, Scratch, Weights};
use crate::embed::word2vec::stretch::Stretch;
use crate::parallel;
use crate::vector::kernel::eight::prefetch;
use crate::vector::kernel::scattered::add_difference;

/// Groups that a thread takes at a time.
const GROUPS: usize = 64;

/// Neighbouring groups that a thread trains on its own copies of their rows.
const TILE: usize = 2;

/// A matrix that many threads change.
struct Locked<'a> {
    rows: Vec<Mutex<&'a mut [[f32; 8]]>>,
    places: Places,
}

impl<'a> Locked<'a> {
    fn new(matrix: &'a mut PaddedRows) -> Self {
        let (width, places) = (matrix.width(), matrix.places());
        Locked { rows: matrix.eights_mut().chunks_mut(width).map(Mutex::new).collect(), places }
    }

    /// Asks memory for some rows and their locks.
    #[inline(always)]
    fn prefetch(&self, numbers: &[u32]) {
        for &number in numbers {
            prefetch(&raw const self.rows[number as usize]);
        }
        self.places.prefetch(numbers);
    }

    /// Lends a row under its lock.
    #[inline(always)]
    fn with<R>(&self, number: u32, work: impl FnOnce(&mut [[f32; 8]]) -> R) -> R {
        // A thread that panicked left whole numbers behind, if not all of them.
        work(&mut self.rows[number as usize].lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Makes `tile` a copy of the rows that it names.
    #[inline(always)]
    fn copy_to(&self, tile: &mut TileRows) {
        let TileRows { numbers, after, before } = tile;
        let width = after.width();
        for (&number, copy) in numbers.iter().zip(after.eights_mut().chunks_exact_mut(width)) {
            self.with(number, |row| copy.copy_from_slice(row));
        }
        let len = numbers.len() * width;
        before.eights_mut()[..len].copy_from_slice(&after.eights()[..len]);
    }

    /// Changes the rows as they were changed in `tile`.
    #[inline(always)]
    fn add(&self, tile: &TileRows) {
        let width = tile.after.width();
        let rows = tile.after.eights().chunks_exact(width).zip(tile.before.eights().chunks_exact(width));
        for (&number, (after, before)) in tile.numbers.iter().zip(rows) {
            self.with(number, |row| add_difference(row, after, before));
        }
    }
}

/// Copies of some rows of a matrix.
struct TileRows {
    /// The rows, each once.
    numbers: Vec<u32>,
    /// The copies, as training changes them.
    after: PaddedRows,
    /// The copies as they were.
    before: PaddedRows,
}

impl TileRows {
    fn new(dimension: usize) -> Self {
        let rows = || PaddedRows::zeros(0, dimension);
        TileRows { numbers: Vec::new(), after: rows(), before: rows() }
    }

    /// Adds some rows, and puts in their place the numbers of their copies.
    #[inline(always)]
    fn take(&mut self, rows: &mut [u32]) {
        rows.iter_mut().for_each(|row| *row = place_of(&mut self.numbers, *row) as u32);
        if self.numbers.len() > self.after.rows() {
            self.grow();
        }
    }

    #[cold]
    fn grow(&mut self) {
        let rows = || PaddedRows::zeros(2 * self.numbers.len(), self.after.dimension());
        (self.after, self.before) = (rows(), rows());
    }

    /// Puts back those of some copies that are of fixed rows.
    #[cold]
    fn restore(&mut self, copies: &[u32], fixed: &FixedRows) {
        let width = self.after.width();
        for &copy in copies.iter().filter(|&&copy| fixed.contains(self.numbers[copy as usize])) {
            let place = copy as usize * width..(copy as usize + 1) * width;
            self.after.eights_mut()[place.clone()].copy_from_slice(&self.before.eights()[place]);
        }
    }
}

/// What a thread works with.
struct Worker {
    tile: Vec<Group>,
    next: Vec<Group>,
    scratch: Scratch,
    inputs: TileRows,
    targets: TileRows,
    loss: LossSum,
}

impl Worker {
    fn new(dimension: usize) -> Self {
        let groups = || (0..TILE).map(|_| Group::default()).collect();
        Worker {
            tile: groups(),
            next: groups(),
            scratch: Scratch::default(),
            inputs: TileRows::new(dimension),
            targets: TileRows::new(dimension),
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
    let (count, dimension, width) = (stretch.groups.len(), input.dimension(), input.width());
    let (input, output) = (Locked::new(input), Locked::new(output));
    let workers = parallel::work(
        &parallel::even_ranges(count, GROUPS),
        || Worker::new(dimension),
        |worker, _, groups| {
            let tiles = || groups.clone().step_by(TILE).map(|first| first..groups.end.min(first + TILE));
            let first = groups.clone().zip(&mut worker.next);
            first.for_each(|(index, group)| objective.plan(stretch, index, group));
            for tile in tiles() {
                let Worker { tile: ready, next, scratch, inputs, targets, loss } = worker;
                std::mem::swap(ready, next);
                inputs.numbers.clear();
                targets.numbers.clear();
                for group in &mut ready[..tile.len()] {
                    inputs.take(&mut group.inputs);
                    targets.take(&mut group.targets);
                }
                input.copy_to(inputs);
                output.copy_to(targets);
                for ((index, group), next) in tile.zip(ready).zip(next) {
                    if index + TILE < groups.end {
                        objective.plan(stretch, index + TILE, next);
                    }
                    let ahead = |part| {
                        let [inputs, targets] = next.quarter(part);
                        input.prefetch(inputs);
                        output.prefetch(targets);
                    };
                    let loss = is_measured(index).then_some(&mut *loss);
                    let mut weights = Weights {
                        input: inputs.after.eights_mut(),
                        output: targets.after.eights_mut(),
                        width,
                    };
                    scratch.step(&mut weights, group, rates.at(index, count), loss, ahead);
                    if let Some(fixed) = objective.fixed {
                        inputs.restore(&group.inputs, fixed);
                    }
                }
                input.add(inputs);
                output.add(targets);
            }
        },
    );
    workers.iter().fold(LossSum::default(), |mut sum, worker| {
        sum.sum += worker.loss.sum;
        sum.pairs += worker.loss.pairs;
        sum
    })
}
