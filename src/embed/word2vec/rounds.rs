//! Reproducible training: rounds of groups, merged in a fixed order.
//!
//! In a round, some hundred groups see the same model and write down by how much they would move its rows ([`Changes`]), on
//! as many threads as there are. Then every row takes its changes, in the order of the groups, from the one thread that owns it.
//! What a round is depends on corpus and params alone, so **any number of threads gives the same bits**.
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
use crate::embed::word2vec::fixed::FixedRows;
use crate::embed::word2vec::group::{Group, Objective};
use crate::embed::word2vec::padded::PaddedRows;
use crate::embed::word2vec::rates::{Rates, is_measured};
use crate::embed::word2vec::step::{LossSum, Scratch};
use crate::embed::word2vec::stretch::Stretch;
use crate::parallel::{self, Awake};
use crate::vector::kernel::scattered::{Scaled, add_scaled};

/// Runs of neighbouring groups in a round, each a task.
const RUNS: usize = 16;

/// The most groups in a run.
const GROUPS: usize = 16;

/// Words of the vocabulary for which a run may have one group more: rounds of small vocabularies, whose rows all groups
/// move, are short.
const WORDS_PER_GROUP: usize = 1_000;

/// Words seen for which a run may have one group more: at first the model changes fast, and what is old misleads.
const FIRST_WORDS: u64 = 1 << 16;

/// Scales x. Part of a row's answers pull it to and fro; this much of them agree (found by measuring quality).
const AGREEMENT: f32 = 0.2;

/// Memory of rounds, used again by the next.
#[derive(Debug)]
pub(crate) struct Rounds {
    runs: Vec<Run>,
    groups: usize,
    /// What happened in the round to each row of both matrices.
    moves: [Vec<Moves>; 2],
}

impl Moves {
    /// By what all changes of a row that was moved so are multiplied.
    #[inline(always)]
    fn factor(self) -> f32 {
        let way = AGREEMENT * self.answers / self.groups;
        1.0 / (1.0 + 0.5 * way * (self.groups - 1.0))
    }
}

impl Rounds {
    /// For a model of these two matrices.
    pub(crate) fn new(input: &PaddedRows, output: &PaddedRows) -> Self {
        Rounds {
            runs: (0..RUNS).map(|_| Run::new(input.dimension())).collect(),
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
        let owners = owners();
        let ends = [&*input, &*output].map(|matrix| ends(matrix.rows(), owners));
        let mut loss = LossSum::default();
        for round in 0..rounds {
            let (start, end) = (count * round / rounds, count * (round + 1) / rounds);
            let cut = |run: usize| start + (end - start) * run / RUNS;
            let model = (&*input, &*output);
            awake.for_each_part(self.runs.iter_mut().collect(), |index, run| {
                run.train(model, stretch, objective, cut(index)..cut(index + 1), rates);
                run.changes.iter_mut().zip(&ends).for_each(|(changes, ends)| changes.deal(ends));
            });
            self.merge([&mut *input, &mut *output], &ends, objective.fixed, awake);
            for run in &self.runs {
                loss.sum += run.loss.sum;
                loss.pairs += run.loss.pairs;
            }
        }
        loss
    }

    /// Every row of both matrices takes its changes.
    fn merge(&mut self, matrices: [&mut PaddedRows; 2], ends: &[Vec<u32>; 2], fixed: Option<&FixedRows>, awake: Awake) {
        let mut owners: Vec<Owner<'_>> = ends[0].iter().map(|_| Owner { sides: Vec::new() }).collect();
        for (side, ((matrix, moves), ends)) in matrices.into_iter().zip(&mut self.moves).zip(ends).enumerate() {
            let width = matrix.width();
            let starts = std::iter::once(&0).chain(ends);
            let lengths = || starts.clone().zip(ends).map(|(start, end)| (end - start) as usize);
            let rows = parallel::split_at_ranges(matrix.eights_mut(), lengths().map(|rows| rows * width));
            let moves = parallel::split_at_ranges(moves, lengths());
            for (((owner, &first), rows), moves) in owners.iter_mut().zip(starts).zip(rows).zip(moves) {
                owner.sides.push(Owned { side, first, rows, moves });
            }
        }
        let runs = &self.runs;
        awake.for_each_part(owners, |number, mut owner| {
            owner.sides.iter_mut().for_each(|owned| owned.take(number, runs, fixed));
        });
    }
}

/// Where the rows of every owner end: ranges that rounds move about equally often. Moves go about as the logarithm of a
/// frequent word's rank, then as the rank. Who owns a row changes nothing else.
fn ends(rows: usize, owners: usize) -> Vec<u32> {
    let end = |owner: usize| {
        let share = owner as f64 / owners as f64;
        if owner == owners { rows as u32 } else { (rows as f64 * share * share * share) as u32 }
    };
    (1..=owners).map(end).collect()
}

fn owners() -> usize {
    let threads = parallel::threads();
    if threads == 1 { 1 } else { std::env::var("OWN").map_or(4, |x| x.parse().unwrap()) * threads }
}

/// What one task merges.
struct Owner<'a> {
    sides: Vec<Owned<'a>>,
}

/// Neighbouring rows of a matrix, and what happened to them.
struct Owned<'a> {
    side: usize,
    first: u32,
    rows: &'a mut [[f32; 8]],
    moves: &'a mut [Moves],
}

impl Owned<'_> {
    /// Takes the changes of these rows.
    fn take(&mut self, owner: usize, runs: &[Run], fixed: Option<&FixedRows>) {
        let fixed = fixed.filter(|_| self.side == 0);
        let is_free = |row: u32| fixed.is_none_or(|fixed| !fixed.contains(row));
        let changes = || {
            runs.iter().map(|run| &run.changes[self.side]).flat_map(|changes| {
                changes.dealt(owner).iter().map(move |&place| (changes, place as usize))
            })
        };
        for (changes, place) in changes() {
            let (moves, more) = (&mut self.moves[(changes.numbers[place] - self.first) as usize], changes.moves[place]);
            moves.groups += more.groups;
            moves.answers += more.answers;
        }
        let scaled: Vec<Scaled<'_>> = changes()
            .filter(|&(changes, place)| is_free(changes.numbers[place]))
            .map(|(changes, place)| {
                let row = changes.numbers[place] - self.first;
                Scaled { row, factor: self.moves[row as usize].factor(), by: changes.row(place) }
            })
            .collect();
        add_scaled(self.rows, &scaled);
        for (changes, place) in changes() {
            self.moves[(changes.numbers[place] - self.first) as usize] = Moves::default();
        }
    }
}

/// Neighbouring groups of a round, and how they would change the model.
#[derive(Debug)]
struct Run {
    changes: [Changes; 2],
    loss: LossSum,
    scratch: Scratch,
    group: Group,
    next: Group,
}

impl Run {
    fn new(dimension: usize) -> Self {
        let changes = [Changes::new(dimension), Changes::new(dimension)];
        let (scratch, loss) = (Scratch::default(), LossSum::default());
        Run { changes, loss, scratch, group: Group::default(), next: Group::default() }
    }

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
                input.scattered(&self.next.inputs).prefetch();
                output.scattered(&self.next.targets).prefetch();
            }
            let (group, rate) = (&self.group, rates.at(index, count));
            let rows = (input.scattered(&group.inputs), output.scattered(&group.targets));
            let loss = is_measured(index).then_some(&mut self.loss);
            self.scratch.changes(rows, group, rate, loss, &mut self.changes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_one_group_moved_take_all_and_others_less() {
        let factor = |groups, answers| Moves { groups, answers }.factor();
        assert_eq!(factor(1.0, 7.0), 1.0);
        // Three groups with two answers each at a rate of 0.5: x = 0.2, and 1 / (1 + 0.5 · 0.2 · 2).
        assert!((factor(3.0, 3.0) - 1.0 / 1.2).abs() < 1e-6);
        // Groups without end move a row as about 2 / x of them would.
        assert!((1e6 * factor(1e6, 1e6) - 10.0).abs() < 1e-3);
    }

    #[test]
    fn owners_share_all_rows() {
        for (rows, owners) in [(0, 1), (1, 4), (5, 2), (70_000, 8)] {
            let ends = ends(rows, owners);
            assert!(ends.is_sorted());
            assert_eq!((ends.len(), ends[owners - 1]), (owners, rows as u32));
        }
    }
}
