//! [`BitRows`]: edit distances of the whole table, 64 columns at a time, of which every row is kept.
//!
//! Neighbours in a row differ by −1, 0 or 1, so a row is two bit vectors: where it rises and where it falls (Myers, "A
//! fast bit-vector algorithm for approximate string matching based on dynamic programming", 1999, in Hyyrö's form of
//! 2003). A row follows from the one above and the places of a word in the reference in a dozen operations.

use crate::metric::ter::alignment::{Alignment, Edit};
use crate::metric::ter::reference::{MOST_BLOCKS, ReferenceWords};
use crate::metric::ter::shift::Swap;

/// Where 64 columns of a row rise and fall, from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Steps {
    rise: u64,
    fall: u64,
}

/// What the way back needs to know of 64 cells.
#[derive(Debug, Clone, Copy, Default)]
struct Marks {
    /// As much as the cell above and to the left.
    as_diagonal: u64,
    /// One more than the cell above.
    past_above: u64,
}

/// How the last column of a block differs from the one above it: a bit each for one more and one less.
#[derive(Debug, Clone, Copy)]
struct Carry {
    more: u64,
    less: u64,
}

/// A row on its way down.
struct Row {
    blocks: usize,
    steps: [Steps; MOST_BLOCKS],
}

impl Row {
    fn steps(&self) -> &[Steps] {
        &self.steps[..self.blocks]
    }

    #[inline]
    fn pass(&mut self, word: u32, reference: &ReferenceWords) {
        let mut carry = EDGE;
        for (steps, &equal) in self.steps.iter_mut().zip(reference.mask(word, self.blocks)) {
            (*steps, _, carry) = next(*steps, equal, carry);
        }
    }
}

/// The first row rises throughout.
const FIRST: Steps = Steps { rise: u64::MAX, fall: 0 };
/// The first column rises from row to row.
const EDGE: Carry = Carry { more: 1, less: 0 };

/// All rows of a table.
#[derive(Debug)]
pub(crate) struct BitRows {
    blocks: usize,
    steps: Vec<Steps>,
    marks: Vec<Marks>,
}

impl BitRows {
    /// Rows to be filled, for a reference of so many words.
    pub(crate) fn new(reference: usize) -> Self {
        BitRows { blocks: reference.div_ceil(64), steps: Vec::new(), marks: Vec::new() }
    }

    /// Fills all rows, and gives the distance.
    pub(crate) fn fill(&mut self, words: &[u32], reference: &ReferenceWords) -> usize {
        let blocks = self.blocks;
        self.steps.clear();
        self.steps.reserve((words.len() + 1) * blocks);
        self.marks.clear();
        self.marks.reserve(words.len() * blocks);
        self.steps.resize(blocks, FIRST);
        for (row, &word) in words.iter().enumerate() {
            let mut carry = EDGE;
            for (block, &equal) in reference.mask(word, blocks).iter().enumerate() {
                let (steps, marks, out) = next(self.steps[row * blocks + block], equal, carry);
                carry = out;
                self.steps.push(steps);
                self.marks.push(marks);
            }
        }
        distance(words.len(), &self.steps[words.len() * blocks..], reference.words().len())
    }

    /// The distance after a change of places, or nothing where it is known to be the same.
    pub(crate) fn swapped(&self, words: &[u32], swap: Swap, reference: &ReferenceWords) -> Option<usize> {
        let Swap { from, middle, to } = swap;
        let moved = words[middle..to].iter().chain(&words[from..middle]);
        if self.blocks == 1 {
            let below = |steps: Steps, word: &u32| next(steps, reference.mask(*word, 1)[0], EDGE).0;
            let mut steps = moved.fold(self.steps[from], below);
            for (word, &without) in words[to..].iter().zip(&self.steps[to..]) {
                if steps == without {
                    return None;
                }
                steps = below(steps, word);
            }
            return Some(distance(words.len(), &[steps], reference.words().len()));
        }
        let mut row = self.row(from);
        moved.for_each(|&word| row.pass(word, reference));
        for (&word, without) in words[to..].iter().zip(self.steps[to * self.blocks..].chunks(self.blocks)) {
            if row.steps() == without {
                return None;
            }
            row.pass(word, reference);
        }
        Some(distance(words.len(), row.steps(), reference.words().len()))
    }

    /// The distance without the words of `start..end`.
    pub(crate) fn without(
        &self,
        words: &[u32],
        start: usize,
        end: usize,
        reference: &ReferenceWords,
    ) -> usize {
        let mut row = self.row(start);
        words[end..].iter().for_each(|&word| row.pass(word, reference));
        distance(words.len() - (end - start), row.steps(), reference.words().len())
    }

    fn row(&self, row: usize) -> Row {
        let mut steps = [FIRST; MOST_BLOCKS];
        steps[..self.blocks].copy_from_slice(&self.steps[row * self.blocks..][..self.blocks]);
        Row { blocks: self.blocks, steps }
    }

    /// The way that the distance came about: equal or substituted words before deletions before insertions.
    pub(crate) fn alignment(&self, words: &[u32], reference: &[u32]) -> Alignment {
        Alignment::follow(words.len(), reference.len(), |i, j| {
            let (block, bit) = ((j - 1) / 64, (j - 1) % 64);
            let marks = self.marks[(i - 1) * self.blocks + block];
            if words[i - 1] == reference[j - 1] {
                Edit::Keep
            } else if marks.as_diagonal >> bit & 1 == 0 {
                Edit::Substitute
            } else if marks.past_above >> bit & 1 == 1 {
                Edit::Delete
            } else {
                Edit::Insert
            }
        })
    }
}

/// A block of the next row; `equal` holds the places of its word.
#[inline]
fn next(above: Steps, equal: u64, carry: Carry) -> (Steps, Marks, Carry) {
    let Steps { rise, fall } = above;
    let vertical = equal | fall;
    let equal = equal | carry.less;
    let as_diagonal = (((equal & rise).wrapping_add(rise)) ^ rise) | equal | fall;
    let past_above = fall | !(as_diagonal | rise);
    let below_above = rise & as_diagonal;
    let more = past_above << 1 | carry.more;
    let less = below_above << 1 | carry.less;
    let carry = Carry { more: past_above >> 63, less: below_above >> 63 };
    let steps = Steps { rise: less | !(vertical | more), fall: more & vertical };
    (steps, Marks { as_diagonal, past_above }, carry)
}

/// The last cell of a row: its first one is the row's number.
fn distance(row: usize, steps: &[Steps], columns: usize) -> usize {
    let mut last = row;
    for (block, steps) in steps.iter().enumerate() {
        let within = columns - 64 * block;
        let mask = if within < 64 { (1 << within) - 1 } else { u64::MAX };
        last += (steps.rise & mask).count_ones() as usize;
        last -= (steps.fall & mask).count_ones() as usize;
    }
    last
}
