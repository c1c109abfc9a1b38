//! [`BeamRows`]: edit distances within the beam, cell by cell, of which every row is kept.
//!
//! For long references, and where the beam decides. Rows behind a shift soon run parallel to those without it, and then
//! the rest is known.

use crate::metric::ter::alignment::{Alignment, Edit};
use crate::metric::ter::beam::Beam;
use crate::metric::ter::shift::Swap;

/// Where the beam does not reach.
const FAR: u32 = u32::MAX / 2;

/// The cells of all rows.
#[derive(Debug)]
pub(crate) struct BeamRows {
    beam: Beam,
    rows: Vec<Row>,
}

/// The cells of one row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Row {
    start: usize,
    cells: Vec<u32>,
}

impl Row {
    fn cell(&self, column: usize) -> u32 {
        let cell = column.checked_sub(self.start).and_then(|at| self.cells.get(at));
        cell.copied().unwrap_or(FAR)
    }

    /// Fills the row below `above`.
    fn fill(&mut self, above: &Row, columns: std::ops::Range<usize>, word: u32, reference: &[u32]) {
        self.start = columns.start;
        self.cells.clear();
        let mut left = FAR;
        let mut diagonal = columns.start.checked_sub(1).map_or(FAR, |column| above.cell(column));
        for column in columns {
            let up = above.cell(column);
            let mut cell = up + 1;
            if column > 0 {
                let differs = u32::from(reference[column - 1] != word);
                cell = cell.min(diagonal + differs).min(left + 1).min(FAR);
            }
            self.cells.push(cell);
            (left, diagonal) = (cell, up);
        }
    }

    /// By how much every cell is more than the one of `other`, if it is the same for all.
    fn above(&self, other: &Row) -> Option<i64> {
        let difference = |(a, b): (&u32, &u32)| i64::from(*a) - i64::from(*b);
        let mut differences = self.cells.iter().zip(&other.cells).map(difference);
        let first = differences.next()?;
        differences.all(|next| next == first).then_some(first)
    }
}

impl BeamRows {
    /// The first row, to be filled.
    pub(crate) fn new(beam: Beam) -> Self {
        let first = Row { start: 0, cells: (0..beam.columns(0).end as u32).collect() };
        BeamRows { beam, rows: vec![first] }
    }

    /// Fills all rows, and gives the distance.
    pub(crate) fn fill(&mut self, words: &[u32], reference: &[u32]) -> usize {
        self.rows.resize(words.len() + 1, Row::default());
        for (at, &word) in words.iter().enumerate() {
            let (above, below) = self.rows.split_at_mut(at + 1);
            below[0].fill(&above[at], self.beam.columns(at + 1), word, reference);
        }
        self.rows[words.len()].cell(reference.len()) as usize
    }

    /// The distance after a change of places.
    pub(crate) fn swapped(&self, words: &[u32], swap: Swap, reference: &[u32]) -> usize {
        let Swap { from, middle, to } = swap;
        let moved = words[middle..to].iter().chain(&words[from..middle]).chain(&words[to..]);
        let (mut row, mut next) = (self.rows[from].clone(), Row::default());
        for (at, &word) in (from + 1..).zip(moved) {
            next.fill(&row, self.beam.columns(at), word, reference);
            std::mem::swap(&mut row, &mut next);
            if at >= to
                && let Some(more) = row.above(&self.rows[at])
            {
                let last = i64::from(self.rows[words.len()].cell(reference.len()));
                return usize::try_from(last + more).unwrap_or(0);
            }
        }
        row.cell(reference.len()) as usize
    }

    /// The way that the distance came about: equal or substituted words before deletions before insertions.
    pub(crate) fn alignment(&self, words: &[u32], reference: &[u32]) -> Alignment {
        Alignment::follow(words.len(), reference.len(), |i, j| {
            let (cell, diagonal) = (self.rows[i].cell(j), self.rows[i - 1].cell(j - 1));
            if words[i - 1] == reference[j - 1] && cell == diagonal {
                Edit::Keep
            } else if words[i - 1] != reference[j - 1] && cell == diagonal + 1 {
                Edit::Substitute
            } else if cell == self.rows[i - 1].cell(j) + 1 {
                Edit::Delete
            } else {
                Edit::Insert
            }
        })
    }
}
