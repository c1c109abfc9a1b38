//! [`Shard`]: a run of groups trained on a copy of the rows that it touches.
//!
//! The copy is what makes threads independent of each other: nothing is shared while they compute. Rows are copied when
//! they are first met, and each remembers how many answers moved it, which says how far to trust the sum of several
//! shards' changes.

use std::ops::Range;

use crate::embed::word2vec::group::{Group, Objective};
use crate::embed::word2vec::rates::is_measured;
use crate::embed::word2vec::step::{LossSum, Scratch, Weights};
use crate::embed::word2vec::stretch::Stretch;
use crate::vector::kernel::scattered::{Scattered, stride_of};

/// Where a shard copies rows from.
pub(crate) trait Source: Sync {
    /// Whether shards keep rows as they were copied, too, because the matrix will have changed meanwhile.
    const CHANGES: bool;

    /// Asks memory for row `number`.
    fn prefetch(&self, number: u32);

    /// Appends a copy of row `number`.
    fn copy(&self, number: u32, to: &mut Vec<[f32; 8]>);
}

/// A matrix that nobody writes to meanwhile.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frozen<'a> {
    /// The rows, end to end.
    pub(crate) rows: &'a [[f32; 8]],
    /// Eights in a row.
    pub(crate) width: usize,
}

impl Source for Frozen<'_> {
    const CHANGES: bool = false;

    #[inline(always)]
    fn prefetch(&self, number: u32) {
        Scattered { matrix: self.rows, width: self.width, rows: &[number] }.prefetch();
    }

    #[inline(always)]
    fn copy(&self, number: u32, to: &mut Vec<[f32; 8]>) {
        let start = number as usize * self.width;
        to.extend_from_slice(&self.rows[start..start + self.width]);
    }
}

/// Copies of some rows of a matrix.
#[derive(Debug, Default)]
pub(crate) struct LocalRows {
    /// The copies, end to end, as they have become.
    pub(crate) rows: Vec<[f32; 8]>,
    /// The copies as they were, where the source asks for it.
    pub(crate) before: Vec<[f32; 8]>,
    /// The number of each in the matrix.
    pub(crate) numbers: Vec<u32>,
    /// How many answers moved each.
    pub(crate) answers: Vec<f32>,
    /// Number of a row + 1 and its place here, by a hash of the number; 0 where there is none.
    table: Vec<(u32, u32)>,
}

impl LocalRows {
    fn clear(&mut self) {
        self.rows.clear();
        self.before.clear();
        self.numbers.clear();
        self.answers.clear();
        self.table.fill((0, 0));
    }

    /// The place of a row here; it is copied if it is new.
    #[inline(always)]
    fn place<M: Source>(&mut self, number: u32, source: &M) -> u32 {
        if self.numbers.len() * 2 >= self.table.len() {
            self.grow();
        }
        let at = find(&self.table, number);
        if self.table[at].0 == 0 {
            self.table[at] = (number + 1, self.numbers.len() as u32);
            self.numbers.push(number);
            self.answers.push(0.0);
            let start = self.rows.len();
            source.copy(number, &mut self.rows);
            if M::CHANGES {
                self.before.extend_from_slice(&self.rows[start..]);
            }
        }
        self.table[at].1
    }

    /// Asks for a row that is not here yet.
    #[inline(always)]
    fn prefetch<M: Source>(&self, number: u32, source: &M) {
        if self.table.is_empty() || self.table[find(&self.table, number)].0 == 0 {
            source.prefetch(number);
        }
    }

    #[cold]
    fn grow(&mut self) {
        let mut table = vec![(0, 0); (self.table.len() * 2).max(1 << 6)];
        for (place, &number) in self.numbers.iter().enumerate() {
            let at = find(&table, number);
            table[at] = (number + 1, place as u32);
        }
        self.table = table;
    }
}

/// Where a number stands in a table, or would stand. The table's length is a power of two, and it has gaps.
#[inline(always)]
fn find(table: &[(u32, u32)], number: u32) -> usize {
    let mask = table.len() - 1;
    let mut at = (number.wrapping_mul(0x9E37_79B9) >> 7) as usize & mask;
    while table[at].0 != 0 && table[at].0 != number + 1 {
        at = (at + 1) & mask;
    }
    at
}

/// Memory of a shard, used again by the next.
#[derive(Debug, Default)]
pub(crate) struct Shard {
    /// Rows of the input matrix.
    pub(crate) input: LocalRows,
    /// Rows of the output matrix.
    pub(crate) output: LocalRows,
    /// The loss that was measured.
    pub(crate) loss: LossSum,
    /// The learning rate.
    pub(crate) rate: f32,
    group: Group,
    next: Group,
    scratch: Scratch,
}

/// What a shard works on.
#[derive(Debug)]
pub(crate) struct Task<'a, M> {
    /// The input matrix.
    pub(crate) input: M,
    /// The output matrix.
    pub(crate) output: M,
    /// Eights in a row.
    pub(crate) width: usize,
    /// The part of the corpus.
    pub(crate) stretch: &'a Stretch,
    /// Its groups.
    pub(crate) groups: Range<usize>,
    /// What is to be learnt.
    pub(crate) objective: Objective<'a>,
    /// The learning rate.
    pub(crate) rate: f32,
}

impl Shard {
    /// Trains on copies of the rows that a task touches.
    pub(crate) fn run<M: Source>(&mut self, task: &Task<'_, M>) {
        self.input.clear();
        self.output.clear();
        self.loss = LossSum::default();
        self.rate = task.rate;
        task.objective.plan(task.stretch, task.groups.start, &mut self.next);
        for index in task.groups.clone() {
            std::mem::swap(&mut self.group, &mut self.next);
            self.localise(task);
            if index + 1 < task.groups.end {
                task.objective.plan(task.stretch, index + 1, &mut self.next);
                self.next.inputs.iter().for_each(|&word| self.input.prefetch(word, &task.input));
                self.next.targets.iter().for_each(|&row| self.output.prefetch(row, &task.output));
            }
            let mut weights =
                Weights { input: &mut self.input.rows, output: &mut self.output.rows, width: task.width };
            let loss = is_measured(index).then_some(&mut self.loss);
            self.scratch.step(&mut weights, &self.group, task.rate, loss);
            if let Some(fixed) = task.objective.fixed {
                let LocalRows { rows, numbers, .. } = &mut self.input;
                fixed.restore(rows, &self.group.inputs, |place| numbers[place as usize]);
            }
        }
    }

    /// The rows of the group become places here.
    fn localise<M: Source>(&mut self, task: &Task<'_, M>) {
        let group = &mut self.group;
        let stride = stride_of(group.targets.len());
        for word in &mut group.inputs {
            *word = self.input.place(*word, &task.input);
        }
        for row in &mut group.targets {
            *row = self.output.place(*row, &task.output);
        }
        for (row, totals) in group.totals.chunks_exact(stride.max(1)).enumerate() {
            let answers: f32 = totals.iter().sum();
            for (&target, total) in group.targets.iter().zip(totals) {
                self.output.answers[target as usize] += total;
            }
            match &group.mixing {
                None => self.input.answers[group.inputs[row] as usize] += answers,
                Some(mixing) => {
                    let backward = &mixing.backward[row * group.inputs.len()..];
                    for (&input, share) in group.inputs.iter().zip(backward) {
                        self.input.answers[input as usize] += answers * share;
                    }
                }
            }
        }
    }
}
