//! Reproducible training: rounds of shards, merged in a fixed order.
//!
//! In a round, [`SHARDS`] runs of neighbouring groups are trained at the same time, each on copies of the rows that it
//! touches ([`Shard`]), all from the same model. Then every row takes the changes of the shards that touched it, in the order
//! of the shards. What a shard is depends on corpus, params and seed alone, so **any number of threads gives the same bits**.
//!
//! A row that one shard touched becomes that shard's copy. Where *n* did, the sum of their changes goes too far: each has
//! gone part of the way that the others went, too. With *x* the fraction of the way that one shard goes (rate times the answers
//! that moved the row), a row moves by
//!
//! ```text
//! Δ = Σ Δₛ / (1 + ½·x·(n − 1))
//! ```
//!
//! the whole sum for words that are rare in a round, and about a mean for the most frequent ones.

use std::ops::Range;

use crate::embed::word2vec::group::Objective;
use crate::embed::word2vec::padded::PaddedRows;
use crate::embed::word2vec::rates::Rates;
use crate::embed::word2vec::shard::{Frozen, LocalRows, Shard, Task};
use crate::embed::word2vec::step::LossSum;
use crate::embed::word2vec::stretch::Stretch;
use crate::parallel;

/// Shards in a round.
const SHARDS: usize = 16;

/// The most groups in a shard.
const GROUPS: usize = 50;

/// Owners of a matrix's rows.
const OWNERS: usize = 8;

/// Words of the vocabulary for which a shard may have one group more: shards of small vocabularies, whose rows all shards
/// touch, are short.
const WORDS_PER_GROUP: usize = 1_000;

/// Scales x. Part of a row's answers pull it to and fro; this much of them agree.
const AGREEMENT: f32 = 0.5;

/// Memory of rounds, used again by the next.
#[derive(Debug)]
pub(crate) struct Rounds {
    shards: Vec<Shard>,
    groups: usize,
    owners: [Vec<Range<usize>>; 2],
}

impl Rounds {
    /// For matrices of so many rows, of words by count.
    pub(crate) fn new(inputs: usize, outputs: usize) -> Self {
        Rounds {
            shards: (0..SHARDS).map(|_| Shard::default()).collect(),
            groups: (inputs / WORDS_PER_GROUP).clamp(1, GROUPS),
            owners: [owners(inputs), owners(outputs)],
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
        let (count, width) = (stretch.groups.len(), input.width());
        // Even rounds of even shards: no round is a sliver.
        let rounds = count.div_ceil(SHARDS * self.groups);
        let mut loss = LossSum::default();
        for round in 0..rounds {
            let (start, end) = (count * round / rounds, count * (round + 1) / rounds);
            let cut = |shard: usize| start + (end - start) * shard / SHARDS;
            let (frozen_input, frozen_output) =
                (Frozen { rows: input.eights(), width }, Frozen { rows: output.eights(), width });
            parallel::for_each_part(self.shards.iter_mut().collect(), |index, shard| {
                shard.run(&Task {
                    input: frozen_input,
                    output: frozen_output,
                    width,
                    stretch,
                    groups: cut(index)..cut(index + 1),
                    objective,
                    rate: rates.at(cut(index), count),
                });
            });
            self.merge(0, input);
            self.merge(1, output);
            for shard in &self.shards {
                loss.sum += shard.loss.sum;
                loss.pairs += shard.loss.pairs;
            }
        }
        loss
    }

    /// Every row of a matrix takes what the shards made of it.
    fn merge(&self, side: usize, matrix: &mut PaddedRows) {
        let width = matrix.width();
        let owners = &self.owners[side];
        let parts =
            parallel::split_at_ranges(matrix.eights_mut(), owners.iter().map(|rows| rows.len() * width));
        parallel::for_each_part(parts, |owner, rows| {
            merge_rows(&self.shards, side, owners[owner].clone(), rows, width);
        });
    }
}

/// Ranges of rows that rounds touch about equally often: touches go about as the logarithm of a frequent word's rank, then
/// as the rank.
fn owners(rows: usize) -> Vec<Range<usize>> {
    let cut = |owner: usize| {
        let share = owner as f64 / OWNERS as f64;
        if owner == OWNERS { rows } else { (rows as f64 * share * share * share) as usize }
    };
    (0..OWNERS).map(|owner| cut(owner)..cut(owner + 1)).collect()
}

/// Rows of one owner take what the shards made of them.
fn merge_rows(shards: &[Shard], side: usize, owned: Range<usize>, rows: &mut [[f32; 8]], width: usize) {
    let mut touched: Vec<(u32, u32, u32)> = Vec::new();
    for (shard, local) in shards.iter().map(|shard| side_of(shard, side)).enumerate() {
        for (place, &number) in local.numbers.iter().enumerate() {
            if owned.contains(&(number as usize)) {
                touched.push((number, shard as u32, place as u32));
            }
        }
    }
    touched.sort_unstable();
    for copies in touched.chunk_by(|a, b| a.0 == b.0) {
        let start = (copies[0].0 as usize - owned.start) * width;
        merge_row(shards, side, copies, &mut rows[start..start + width]);
    }
}

fn side_of(shard: &Shard, side: usize) -> &LocalRows {
    if side == 0 { &shard.input } else { &shard.output }
}

/// A row takes its copies' changes.
#[inline(always)]
fn merge_row(shards: &[Shard], side: usize, copies: &[(u32, u32, u32)], row: &mut [[f32; 8]]) {
    let width = row.len();
    let copy = |&(_, shard, place): &(u32, u32, u32)| {
        let local = side_of(&shards[shard as usize], side);
        &local.rows[place as usize * width..][..width]
    };
    if let [only] = copies {
        row.copy_from_slice(copy(only));
        return;
    }
    let answers = |&(_, shard, place): &(u32, u32, u32)| {
        let shard = &shards[shard as usize];
        shard.rate * side_of(shard, side).answers[place as usize]
    };
    let others = (copies.len() - 1) as f32;
    let way = AGREEMENT * copies.iter().map(answers).sum::<f32>() / (others + 1.0);
    let factor = 1.0 / (1.0 + 0.5 * way * others);
    for part in 0..width {
        let before = row[part];
        let mut change = [0.0; 8];
        for from in copies.iter().map(copy) {
            for lane in 0..8 {
                change[lane] += from[part][lane] - before[lane];
            }
        }
        for lane in 0..8 {
            row[part][lane] = before[lane] + factor * change[lane];
        }
    }
}
