//! Reproducible training: small rounds of groups, in panels of columns.
//!
//! All groups of a round see the same model, and their changes are made in their order. So what a round does depends on corpus
//! and params alone, and **any number of threads gives the same bits**. A round has some 30 groups at most: what it learns is
//! nearly what one group after the other would.
//!
//! **Where threads meet.** The obvious way, a share of the groups for each thread, makes every core wait for rows that another
//! one has changed. But a matrix product is a sum over columns: cut both matrices into panels of columns ([`PaddedRows`]), and
//! each panel *p* can say its part of the answers, and learn from them, without looking at the others:
//!
//! ```text
//! plan      which rows, which labels L and totals T                      any thread, a round ahead
//! ask       H, B ← copies of rows;  X_p = H_p·B_pᵀ                       each panel
//! answer    G = α·(L − T ∘ σ(Σ_p X_p))                                   any thread, a part of the groups
//! learn     rows += G·B_p,  rows += Gᵀ·H_p                               each panel
//! ```
//!
//! Rows stay in the cache of one core. Threads hand over the numbers of rows, X and G: a fifth of what rows are. Where there are
//! more threads than panels, asking is cut by groups too, and learning by matrices ([`schedule`]).
//!
//! **How many groups.** A row that many groups of a round move at once, none of which sees the others', goes too far; and where
//! it goes much too far, for ever. So a round is the smaller, the more its groups are expected to ask of one row
//! ([`round_size`](super::round_size)).

use std::ops::Range;
use std::sync::{Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::embed::word2vec::group::{Group, Objective};
use crate::embed::word2vec::padded::PaddedRows;
use crate::embed::word2vec::panel::Panel;
use crate::embed::word2vec::questions::Questions;
use crate::embed::word2vec::rates::Rates;
use crate::embed::word2vec::schedule::{self, Schedule, Task, piece};
use crate::embed::word2vec::step::{LossSum, combined};
use crate::embed::word2vec::stretch::Stretch;
use crate::parallel;
use crate::vector::kernel::block::Lines;
use crate::vector::kernel::block_sums::{add_combined, products};
use crate::vector::kernel::scattered::ScatteredMut;

/// Rounds of fewer groups are left to one thread: they end before another would begin.
const FEW: usize = 8;

/// Memory of rounds, used again by the next.
#[derive(Debug)]
pub(crate) struct Rounds {
    /// How many groups a round has at most.
    groups: usize,
    /// How many threads work on it.
    threads: usize,
    /// The parts of three rounds: one is learnt from, one asked, one planned.
    parts: [Vec<RwLock<Part>>; 3],
    /// What each panel says to each part.
    said: Vec<Vec<RwLock<Said>>>,
}

/// Some neighbouring groups of a round.
#[derive(Debug, Default)]
struct Part {
    questions: Questions,
    group: Group,
}

/// What a panel says to the groups of a part.
#[derive(Debug, Default)]
struct Said {
    /// Copies of rows of the panel.
    inputs: Lines,
    targets: Lines,
    /// Hidden rows, if they are not the inputs.
    hidden: Lines,
    /// Its part of all products.
    products: Vec<f32>,
}

impl Rounds {
    /// For matrices in so many panels, and so many groups in a round at most.
    pub(crate) fn new(panels: usize, groups: usize) -> Self {
        let threads = if groups < FEW { 1 } else { parallel::threads() };
        let locks = || (0..schedule::parts(threads)).map(|_| RwLock::default()).collect();
        Rounds {
            groups,
            threads,
            parts: [locks(), locks(), locks()],
            said: (0..panels)
                .map(|_| (0..schedule::parts(threads)).map(|_| RwLock::default()).collect())
                .collect(),
        }
    }

    /// Trains on all groups of a stretch.
    pub(crate) fn train(
        &mut self,
        (input, output): (&mut PaddedRows, &mut PaddedRows),
        stretch: &Stretch,
        objective: Objective<'_>,
        rates: Rates,
    ) -> LossSum {
        let panels = input.panels_mut().iter_mut().zip(output.panels_mut());
        let panels: Vec<_> = panels.map(|(input, output)| [input, output].map(RwLock::new)).collect();
        let rounds = stretch.groups.len().div_ceil(self.groups);
        let schedule = Schedule::new(rounds, panels.len(), self.threads);
        let work = Work { memory: self, schedule, panels, stretch, objective, rates, loss: Mutex::default() };
        let (phases, tasks) = (schedule.phases(), |phase| schedule.tasks(phase));
        if self.threads == 1 {
            (0..phases).for_each(|phase| (0..tasks(phase)).for_each(|task| work.run(phase, task)));
        } else {
            parallel::phases(phases, tasks, |phase, task| work.run(phase, task));
        }
        work.loss.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The rounds of a stretch.
struct Work<'a> {
    memory: &'a Rounds,
    schedule: Schedule,
    /// Of the input matrix and of the output matrix.
    panels: Vec<[RwLock<&'a mut Panel>; 2]>,
    stretch: &'a Stretch,
    objective: Objective<'a>,
    rates: Rates,
    loss: Mutex<LossSum>,
}

/// What a thread that panicked has left is not looked at by anybody: the panic goes on when all have come to their end.
fn read<T>(lock: &RwLock<T>) -> RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}

impl Work<'_> {
    fn run(&self, phase: usize, task: usize) {
        match self.schedule.task(phase, task) {
            Task::Plan { round, part } => self.plan(round, part),
            Task::Panel { round, panel, matrices, parts } => {
                if !matrices.is_empty() {
                    self.learn(round - 1, panel, matrices);
                }
                if !parts.is_empty() {
                    self.ask(round, panel, parts);
                }
            }
            Task::Answer { round, part } => self.answer(round, part),
        }
    }

    /// The groups of a part of a round. Rounds of a stretch are even: none is a sliver.
    fn groups(&self, round: usize, part: usize) -> Range<usize> {
        let round = piece(0..self.stretch.groups.len(), round, self.schedule.rounds);
        piece(round, part, self.schedule.parts)
    }

    fn lock(&self, round: usize, part: usize) -> &RwLock<Part> {
        &self.memory.parts[round % 3][part]
    }

    fn plan(&self, round: usize, part: usize) {
        let Part { questions, group } = &mut *write(self.lock(round, part));
        questions.clear();
        for index in self.groups(round, part) {
            self.objective.plan(self.stretch, index, group);
            questions.push(group);
        }
    }

    /// Copies rows of a panel, and multiplies them. While that is done for one group, the rows of the next come from memory.
    fn ask(&self, round: usize, panel: usize, parts: Range<usize>) {
        let [input, output] = self.panels[panel].each_ref().map(read);
        let asked: Vec<_> = parts.clone().map(|part| read(self.lock(round, part))).collect();
        let mut said: Vec<_> = parts.map(|part| write(&self.memory.said[panel][part])).collect();
        for (said, part) in said.iter_mut().zip(&asked) {
            let [inputs, targets, hidden] = part.questions.rows();
            said.inputs.resize(inputs, input.width());
            said.targets.resize(targets, input.width());
            said.hidden.resize(hidden, input.width());
            said.products.resize(part.questions.answers(), 0.0);
        }
        let mut all =
            asked.iter().enumerate().flat_map(|(part, asked)| asked.questions.iter().map(move |q| (part, q)));
        let mut next = all.next();
        while let Some((part, question)) = next {
            next = all.next();
            let Said { inputs, targets, hidden, products: out } = &mut *said[part];
            let [first_input, first_target, first_hidden] = question.places;
            inputs.gather_from(first_input, input.scattered(question.inputs));
            if let Some((_, next)) = &next {
                input.places().prefetch(next.inputs);
            }
            targets.gather_from(first_target, output.scattered(question.targets));
            if let Some((_, next)) = &next {
                output.places().prefetch(next.targets);
            }
            let inputs = inputs.block().part(first_input, question.inputs.len());
            let hidden = match question.forward() {
                None => inputs,
                Some(forward) => {
                    combined(hidden, first_hidden..first_hidden + question.hidden, forward, inputs)
                }
            };
            let targets = targets.block().part(first_target, question.targets.len());
            products(hidden, targets, &mut out[question.answers()]);
        }
    }

    fn answer(&self, round: usize, part: usize) {
        let said: Vec<_> = self.memory.said.iter().map(|panel| read(&panel[part])).collect();
        let (groups, count) = (self.groups(round, part), self.stretch.groups.len());
        let mut loss = LossSum::default();
        let panels = said.iter().map(|said| &said.products[..]);
        write(self.lock(round, part)).questions.answer(panels, (groups.start, count), self.rates, &mut loss);
        if loss != LossSum::default() {
            // One group in 64 tells its loss: one of a round, at most. So the sum has one order.
            let mut sum = self.loss.lock().unwrap_or_else(PoisonError::into_inner);
            sum.sum += loss.sum;
            sum.pairs += loss.pairs;
        }
    }

    /// Moves rows of a panel, in these of both matrices.
    fn learn(&self, round: usize, panel: usize, matrices: Range<usize>) {
        let [mut input, mut output] =
            [0, 1].map(|matrix| matrices.contains(&matrix).then(|| write(&self.panels[panel][matrix])));
        let mut changes = Lines::default();
        for part in 0..self.schedule.parts {
            let (said, asked) = (read(&self.memory.said[panel][part]), read(self.lock(round, part)));
            let blocks = [&said.inputs, &said.targets, &said.hidden].map(Lines::block);
            for question in asked.questions.iter().filter(|question| question.hidden > 0) {
                let [inputs, targets, hidden] = blocks;
                let targets = targets.part(question.places[1], question.targets.len());
                let factors = asked.questions.factors(&question);
                if let Some(input) = &mut input {
                    let (width, rows) = (input.width(), question.inputs);
                    let x = ScatteredMut { matrix: input.eights_mut(), width, rows };
                    match question.backward() {
                        None => add_combined(x, factors, targets),
                        Some(backward) => {
                            let changes = combined(&mut changes, 0..question.hidden, factors, targets);
                            add_combined(x, backward, changes);
                        }
                    }
                    if let Some(fixed) = self.objective.fixed {
                        fixed.restore(panel, input.eights_mut(), width, 0, rows);
                    }
                }
                if let Some(output) = &mut output {
                    let hidden = match question.backward() {
                        None => inputs.part(question.places[0], question.inputs.len()),
                        Some(_) => hidden.part(question.places[2], question.hidden),
                    };
                    let (width, rows) = (output.width(), question.targets);
                    add_combined(
                        ScatteredMut { matrix: output.eights_mut(), width, rows },
                        factors.turned(),
                        hidden,
                    );
                }
            }
        }
    }
}
