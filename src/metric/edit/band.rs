//! [`Band`]: the part of the table of distances that a distance of at most so much can come through, filled 64 cells
//! at a time.
//!
//! The table has a row for each element of the second sequence and a column for each of the first. Neighbours differ
//! by at most 1, so a row is kept as two bits a cell, "one more than the cell before" and "one less", and a whole word
//! of them follows from that of the row above by some fifteen operations (Myers, "A fast bit-vector algorithm for
//! approximate string matching based on dynamic programming", 1999, in the form of Hyyrö, "A bit-vector algorithm for
//! computing Levenshtein and Damerau edit distances", 2003). A way of at most *k* steps stays near the diagonal
//! (Ukkonen, 1985): words aside of it are left out. Cells on such ways are exact, others may be too large.

use crate::metric::edit::places::{Places, WORD};

/// Differences along a row, a bit a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Differences {
    /// One more than the cell before.
    pub(crate) plus: u64,
    /// One less.
    pub(crate) minus: u64,
}

/// How far from the diagonal a way may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Band {
    columns: usize,
    before: usize,
    behind: usize,
}

impl Band {
    /// The ways of at most `most` steps, `most` being at least the difference of the lengths.
    pub(crate) fn of(columns: usize, rows: usize, most: usize) -> Self {
        // A way at distance o from the first diagonal takes |o| steps to get there and |columns − rows − o| to the end.
        let most = most.min(columns.max(rows));
        Band {
            columns,
            before: (most + rows).saturating_sub(columns) / 2,
            behind: (most + columns).saturating_sub(rows) / 2,
        }
    }

    /// The first and the last word of a row that ways come through.
    fn words(&self, row: usize) -> (usize, usize) {
        let last = (row + self.behind).min(self.columns - 1);
        (row.saturating_sub(self.before).min(last) / WORD, last / WORD)
    }

    /// The most words that a row can have.
    fn width(&self) -> usize {
        ((self.before + self.behind) / WORD + 2).min(self.columns.div_ceil(WORD))
    }

    /// The columns up to the end of a word.
    fn end_of(&self, word: usize) -> usize {
        ((word + 1) * WORD).min(self.columns)
    }
}

/// The row above, and the distance at the end of its last word.
struct Front {
    cells: Vec<Differences>,
    last: usize,
    distance: usize,
}

impl Front {
    fn new(band: &Band, words: usize) -> Self {
        let last = band.words(0).1;
        let cells = vec![Differences { plus: u64::MAX, minus: 0 }; words];
        Front { cells, last, distance: band.end_of(last) }
    }

    /// Goes down one row, in which the cells of `equal` match.
    fn step(&mut self, band: &Band, row: usize, equal: &[u64]) -> (usize, usize) {
        let (first, last) = band.words(row);
        self.distance += band.end_of(last) - band.end_of(self.last);
        self.last = last;
        // What enters from the left: one more than above, which is true of the first column and elsewhere at least.
        let (mut plus, mut minus) = (1, 0);
        let (mut right_plus, mut right_minus) = (0, 0);
        for (cell, &equal) in self.cells[first..=last].iter_mut().zip(&equal[first..=last]) {
            (*cell, right_plus, right_minus) = next(*cell, equal, plus, minus);
            (plus, minus) = (right_plus >> (WORD - 1), right_minus >> (WORD - 1));
        }
        let bit = (band.end_of(last) - 1) % WORD;
        self.distance += (right_plus >> bit & 1) as usize;
        self.distance -= (right_minus >> bit & 1) as usize;
        (first, last)
    }
}

/// A word of the next row; with it, where the cells are one more and one less than those above.
#[inline(always)]
pub(crate) fn next(above: Differences, equal: u64, plus: u64, minus: u64) -> (Differences, u64, u64) {
    let equal = equal | minus;
    let diagonal = ((equal & above.plus).wrapping_add(above.plus) ^ above.plus) | equal | above.minus;
    let down_plus = above.minus | !(diagonal | above.plus);
    let down_minus = diagonal & above.plus;
    let (shifted_plus, shifted_minus) = (down_plus << 1 | plus, down_minus << 1 | minus);
    let cell =
        Differences { plus: shifted_minus | !(diagonal | shifted_plus), minus: shifted_plus & diagonal };
    (cell, down_plus, down_minus)
}

/// The distance if it is at most what the band was made for, else something larger. Neither sequence is empty.
pub(crate) fn distance(places: &mut Places, rows: &[u32], band: &Band) -> usize {
    let mut front = Front::new(band, places.words());
    for (row, &element) in rows.iter().enumerate() {
        front.step(band, row, places.row(element));
    }
    front.distance
}

/// The distances of the last of `rows`, each with its column: those from `rows` whole to so many first elements.
pub(crate) fn last_row(places: &mut Places, rows: &[u32], band: &Band) -> (usize, Vec<usize>) {
    let mut front = Front::new(band, places.words());
    let mut first = 0;
    for (row, &element) in rows.iter().enumerate() {
        (first, _) = front.step(band, row, places.row(element));
    }
    let (begin, end) = (first * WORD, band.end_of(front.last));
    let mut distances = vec![front.distance; end - begin + 1];
    for column in (begin..end).rev() {
        let cell = front.cells[column / WORD];
        let bit = column % WORD;
        distances[column - begin] = distances[column - begin + 1] + (cell.minus >> bit & 1) as usize
            - (cell.plus >> bit & 1) as usize;
    }
    (begin, distances)
}

/// The differences of every row.
pub(crate) struct Table {
    band: Band,
    width: usize,
    cells: Vec<Differences>,
}

impl Table {
    /// Fills the table of all `rows`.
    pub(crate) fn fill(places: &mut Places, rows: &[u32], band: Band) -> Self {
        let mut front = Front::new(&band, places.words());
        let width = band.width();
        let mut cells = vec![Differences { plus: 0, minus: 0 }; rows.len() * width];
        for ((row, &element), kept) in rows.iter().enumerate().zip(cells.chunks_exact_mut(width)) {
            let (first, last) = front.step(&band, row, places.row(element));
            kept[..=last - first].copy_from_slice(&front.cells[first..=last]);
        }
        Table { band, width, cells }
    }

    /// The differences at a cell, at bit 0; none where no way comes through.
    pub(crate) fn at(&self, row: usize, column: usize) -> Differences {
        let (first, last) = self.band.words(row);
        let word = column / WORD;
        if word < first || word > last {
            return Differences { plus: 0, minus: 0 };
        }
        let cell = self.cells[row * self.width + word - first];
        Differences { plus: cell.plus >> (column % WORD), minus: cell.minus >> (column % WORD) }
    }
}
