//! [`Owner`]: some rows of both matrices, which take what the groups of a round would change.
//!
//! Owners are tasks: each has a range of rows of its own, so any threads may do them side by side. Who owns a row changes
//! nothing but time.

use crate::embed::word2vec::changes::{Changes, Moves};
use crate::embed::word2vec::fixed::FixedRows;
use crate::embed::word2vec::padded::PaddedRows;
use crate::embed::word2vec::shares;
use crate::parallel;
use crate::vector::kernel::scattered::{Scaled, add_scaled};

/// Scales x. Part of a row's answers pull it to and fro; this much of them agree (found by measuring quality).
const AGREEMENT: f32 = 0.2;

/// Owners for each of several threads: a few, so that whoever is done first finds more.
const OWNERS: usize = 2;

/// Where the rows of each owner end, in both matrices of so many rows.
pub(crate) fn ends(rows: [usize; 2]) -> [Vec<u32>; 2] {
    let threads = parallel::threads();
    rows.map(|rows| shares::ends(rows, if threads == 1 { 1 } else { OWNERS * threads }))
}

/// Who takes the changes of some rows of both matrices.
#[derive(Debug)]
pub(crate) struct Owner<'a> {
    number: usize,
    /// Of the input matrix and of the output matrix.
    rows: Vec<Owned<'a>>,
}

/// Neighbouring rows of a matrix, and what happened to them in a round.
#[derive(Debug)]
struct Owned<'a> {
    first: u32,
    rows: &'a mut [[f32; 8]],
    moves: &'a mut [Moves],
}

impl Moves {
    /// By what all changes of a row that was moved so are multiplied.
    #[inline(always)]
    fn factor(self) -> f32 {
        let way = AGREEMENT * self.answers / self.groups;
        1.0 / (1.0 + 0.5 * way * (self.groups - 1.0))
    }
}

impl<'a> Owner<'a> {
    /// The owners of all rows.
    pub(crate) fn all(
        matrices: [&'a mut PaddedRows; 2],
        moves: &'a mut [Vec<Moves>; 2],
        ends: &[Vec<u32>; 2],
    ) -> Vec<Self> {
        let mut owners: Vec<_> =
            (0..ends[0].len()).map(|number| Owner { number, rows: Vec::new() }).collect();
        for ((matrix, moves), ends) in matrices.into_iter().zip(moves).zip(ends) {
            let width = matrix.width();
            let starts = || std::iter::once(&0).chain(ends);
            let lengths = || starts().zip(ends).map(|(start, end)| (end - start) as usize);
            let rows = parallel::split_at_ranges(matrix.eights_mut(), lengths().map(|rows| rows * width));
            let moves = parallel::split_at_ranges(moves, lengths());
            for (((owner, &first), rows), moves) in owners.iter_mut().zip(starts()).zip(rows).zip(moves) {
                owner.rows.push(Owned { first, rows, moves });
            }
        }
        owners
    }

    /// Takes the changes of its rows that were dealt to it, in their order; fixed rows of the input matrix stay.
    pub(crate) fn take<'c>(
        &mut self,
        changes: impl Iterator<Item = &'c [Changes; 2]> + Clone,
        fixed: Option<&FixedRows>,
    ) {
        for (side, owned) in self.rows.iter_mut().enumerate() {
            let changes = changes.clone().map(|sides| &sides[side]);
            owned.take(self.number, changes, fixed.filter(|_| side == 0));
        }
    }
}

impl Owned<'_> {
    fn take<'c>(
        &mut self,
        owner: usize,
        changes: impl Iterator<Item = &'c Changes> + Clone,
        fixed: Option<&FixedRows>,
    ) {
        let dealt = || {
            let dealt = |changes: &'c Changes| {
                changes.dealt(owner).iter().map(move |&place| (changes, place as usize))
            };
            changes.clone().flat_map(dealt)
        };
        let row = |(changes, place): (&Changes, usize)| changes.numbers[place] - self.first;
        for (changes, place) in dealt() {
            let (moves, more) = (&mut self.moves[row((changes, place)) as usize], changes.moves[place]);
            moves.groups += more.groups;
            moves.answers += more.answers;
        }
        let is_free = |&(changes, place): &(&Changes, usize)| {
            fixed.is_none_or(|fixed| !fixed.contains(changes.numbers[place]))
        };
        let scaled: Vec<Scaled<'_>> = dealt()
            .filter(is_free)
            .map(|(changes, place)| {
                let row = row((changes, place));
                Scaled { row, factor: self.moves[row as usize].factor(), by: changes.row(place) }
            })
            .collect();
        add_scaled(self.rows, &scaled);
        for change in dealt() {
            self.moves[row(change) as usize] = Moves::default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vector::kernel::block::Lines;
    use crate::vector::kernel::block_sums::Factors;
    use crate::vector::kernel::scattered::Scattered;

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
        for threads in [1, 2, 7] {
            let ends =
                parallel::with_threads(threads, || [0, 1, 5, 70_000].map(|rows| (rows, ends([rows; 2]))));
            for (rows, sides) in ends.unwrap() {
                assert_eq!(sides[0].len(), if threads == 1 { 1 } else { 2 * threads });
                assert!(sides.iter().all(|ends| ends.is_sorted() && ends.last() == Some(&(rows as u32))));
            }
        }
    }

    /// Two changes of a row in one hand, one of another row in the other's, and a fixed row.
    #[test]
    fn owners_take_what_was_dealt_to_them() {
        let mut lines = Lines::default();
        let y = lines.gather(Scattered { matrix: &[[1.0; 8]], width: 1, rows: &[0] });
        let mut runs: [[Changes; 2]; 2] = Default::default();
        for (run, rows) in [(0, vec![0, 3]), (1, vec![3, 2])] {
            let (factors, answers) = (vec![1.0; rows.len()], vec![0.0; rows.len()]);
            for side in &mut runs[run] {
                side.add(&rows, &answers, Factors::ByRow(&factors, 1), y);
                side.deal(&[2, 4]);
            }
        }
        let [mut input, mut output] = [PaddedRows::zeros(4, 8), PaddedRows::zeros(4, 8)];
        let fixed = FixedRows::new(&input, &[2]);
        let mut moves = [vec![Moves::default(); 4], vec![Moves::default(); 4]];
        for mut owner in Owner::all([&mut input, &mut output], &mut moves, &[vec![2, 4], vec![2, 4]]) {
            owner.take(runs.iter(), Some(&fixed));
        }
        assert_eq!([0, 1, 2, 3].map(|row| input.row(row)[7]), [1.0, 0.0, 0.0, 2.0]);
        assert_eq!([0, 1, 2, 3].map(|row| output.row(row)[7]), [1.0, 0.0, 1.0, 2.0]);
        assert!(moves.iter().flatten().all(|moves| moves.groups == 0.0));
    }
}
