//! [`Changes`]: by how much groups would move the rows of a matrix, while the rows stay as they are.

use crate::embed::word2vec::shares::{deal, start_of};
use crate::vector::kernel::block::{Block, Lines};
use crate::vector::kernel::block_sums::{Factors, add_combined, set_combined};
use crate::vector::kernel::dispatch::{Kernel, dispatch};
use crate::vector::kernel::lanes::InstructionSet;
use crate::vector::kernel::scattered::ScatteredMut;

/// Changes of the rows of one matrix, one group's after the other's. What neighbouring groups do to the same row is one
/// change.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    /// The row that each belongs to.
    pub(crate) numbers: Vec<u32>,
    /// How many groups and answers make up each.
    pub(crate) moves: Vec<Moves>,
    /// The changes, and room for more.
    rows: Lines,
    /// The rows that the last group moved.
    last: Vec<u32>,
    /// Where their changes stand.
    places: Vec<u32>,
    /// The same for the group before it, while a group is added.
    before: (Vec<u32>, Vec<u32>),
    /// The places of all changes, by the owners of their rows, and where each owner's end.
    dealt: Vec<u32>,
    hands: Vec<u32>,
}

/// What moved a row.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Moves {
    /// How many groups did.
    pub(crate) groups: f32,
    /// How many of their answers did, times the learning rate.
    pub(crate) answers: f32,
}

impl Changes {
    /// Forgets all of them.
    pub(crate) fn clear(&mut self) {
        self.numbers.clear();
        self.moves.clear();
        self.last.clear();
        self.places.clear();
    }

    /// Adds a group's changes `Σⱼ fᵢⱼ·yⱼ` of the rows *i*, which so many answers make up.
    #[inline(always)]
    pub(crate) fn add(&mut self, rows: &[u32], answers: &[f32], factors: Factors<'_>, y: Block<'_>) {
        let known = self.numbers.len();
        dispatch(Find { changes: self, rows, answers });
        self.rows.resize(self.numbers.len(), y.width());
        let (matrix, width) = self.rows.eights_mut();
        let are_new = self.numbers.len() == known + rows.len();
        if !are_new {
            matrix[known * width..self.numbers.len() * width].fill([0.0; 8]);
        }
        let x = ScatteredMut { matrix, width, rows: &self.places };
        if are_new { set_combined(x, factors, y) } else { add_combined(x, factors, y) }
    }

    /// Finds or makes the places of a group's rows.
    #[inline(always)]
    fn find(&mut self, rows: &[u32], answers: &[f32]) {
        std::mem::swap(&mut self.last, &mut self.before.0);
        std::mem::swap(&mut self.places, &mut self.before.1);
        self.last.clear();
        self.places.clear();
        self.last.extend_from_slice(rows);
        for (&row, &answers) in rows.iter().zip(answers) {
            let mut place = self.numbers.len() as u32;
            // Lists are short: to look at all of one costs less than to guess wrongly where to stop.
            for (&known, &known_place) in self.before.0.iter().zip(&self.before.1) {
                place = if known == row { known_place } else { place };
            }
            self.places.push(place);
            if place as usize == self.numbers.len() {
                self.numbers.push(row);
                self.moves.push(Moves { groups: 1.0, answers });
            } else {
                let moves = &mut self.moves[place as usize];
                *moves = Moves { groups: moves.groups + 1.0, answers: moves.answers + answers };
            }
        }
    }

    /// A change.
    #[inline(always)]
    pub(crate) fn row(&self, place: usize) -> &[[f32; 8]] {
        self.rows.block().row(place)
    }

    /// Deals the places of all changes to the owners of their rows: owner *k* has the rows below `ends[k]` that the one before it
    /// has not. What belongs to one stays in order.
    pub(crate) fn deal(&mut self, ends: &[u32]) {
        // One owner has all, as they stand.
        if ends.len() == 1 {
            self.dealt.clear();
            self.dealt.extend(0..self.numbers.len() as u32);
            self.hands.clear();
            self.hands.push(self.numbers.len() as u32);
            return;
        }
        self.dealt.resize(self.numbers.len(), 0);
        let (dealt, mut place) = (&mut self.dealt, 0);
        deal(&self.numbers, ends, &mut self.hands, |_, to| {
            dealt[to] = place;
            place += 1;
        });
    }

    /// The places that were dealt to an owner.
    pub(crate) fn dealt(&self, owner: usize) -> &[u32] {
        &self.dealt[start_of(&self.hands, owner) as usize..self.hands[owner] as usize]
    }
}

/// Finds or makes the places of a group's rows.
struct Find<'a> {
    changes: &'a mut Changes,
    rows: &'a [u32],
    answers: &'a [f32],
}

impl Kernel for Find<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: InstructionSet>(self, _: S) {
        self.changes.find(self.rows, self.answers);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vector::kernel::scattered::Scattered;

    /// One row.
    fn one(row: [f32; 8]) -> Lines {
        let mut lines = Lines::default();
        lines.gather(Scattered { matrix: &[row], width: 1, rows: &[0] });
        lines
    }

    /// Neighbouring groups share a change, others do not; what is there stays when room is made.
    #[test]
    fn rows_are_found_in_the_group_before() {
        let y = one([1.0, 10.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
        let y = y.block().first(1);
        let mut changes = Changes::default();
        for (group, rows) in [vec![4, 7], vec![7, 2, 9], vec![4, 9]].into_iter().enumerate() {
            let factors: Vec<f32> = rows.iter().map(|&row| row as f32).collect();
            let answers = vec![group as f32 + 1.0; rows.len()];
            changes.add(&rows, &answers, Factors::ByRow(&factors, 1), y);
        }
        assert_eq!(changes.numbers, [4, 7, 2, 9, 4]);
        let moves: Vec<_> = changes.moves.iter().map(|moves| (moves.groups, moves.answers)).collect();
        assert_eq!(moves, [(1.0, 1.0), (2.0, 3.0), (1.0, 2.0), (2.0, 5.0), (1.0, 3.0)]);
        let values: Vec<_> = (0..5).map(|place| changes.row(place)[0][..2].to_vec()).collect();
        assert_eq!(values, [[4.0, 40.0], [14.0, 140.0], [2.0, 20.0], [18.0, 180.0], [4.0, 40.0]]);
        changes.clear();
        changes.add(&[9], &[1.0], Factors::ByRow(&[1.0], 1), y);
        assert_eq!((changes.numbers.len(), &changes.row(0)[0][..2]), (1, &[1.0, 10.0][..]));
    }

    #[test]
    fn every_change_is_dealt_to_the_owner_of_its_row_in_order() {
        let y = one([0.0; 8]);
        let y = y.block().first(1);
        let mut changes = Changes::default();
        for rows in [vec![4, 7], vec![2, 9], vec![4, 0]] {
            let (factors, answers) = (vec![1.0; rows.len()], vec![1.0; rows.len()]);
            changes.add(&rows, &answers, Factors::ByRow(&factors, 1), y);
        }
        for (ends, expected) in [
            (vec![10], vec![&[0, 1, 2, 3, 4, 5][..]]),
            (vec![0, 4, 5, 10], vec![&[], &[2, 5], &[0, 4], &[1, 3]]),
        ] {
            changes.deal(&ends);
            assert_eq!((0..ends.len()).map(|owner| changes.dealt(owner)).collect::<Vec<_>>(), expected);
        }
    }
}
