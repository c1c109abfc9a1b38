//! The shortest way from one sequence to another, of several the one that rapidfuzz takes (3.14.6, `editops`).
//!
//! What both begin and end with is set aside. From the end of the table a deletion is preferred, then an insertion, then
//! the diagonal (Hyyrö, "A note on bit-parallel alignment computation", 2004). Where the table would take a mebibyte,
//! the second sequence is cut in half, the first where both halves together are shortest (of several such places, the
//! first), and each half is treated likewise (Hirschberg, 1975).

use std::collections::HashMap;
use std::hash::Hash;

use crate::metric::edit::band::{Band, Differences, Table, distance, last_row, next};
use crate::metric::edit::operation::EditOperation;
use crate::metric::edit::places::{Places, WORD};

/// Bytes of a table, two bits a cell of the band, from which on the sequences are cut.
const LARGE: usize = 1 << 20;
/// Sequences below these lengths are never cut.
const LEAST_COLUMNS: usize = 65;
const LEAST_ROWS: usize = 10;
/// A band to begin with where nothing is known of the distance.
const NARROW: usize = 64;

/// The characters below this are of Latin scripts.
const LATIN: u32 = 0x250;

/// Two sequences as numbers, equal where the elements are. Those of the first are below `distinct`; of the second, any
/// number that is not stands for "an element that the first does not have".
pub(crate) struct Pair {
    pub(crate) first: Vec<u32>,
    pub(crate) second: Vec<u32>,
    pub(crate) distinct: usize,
}

impl Pair {
    /// Numbers the elements in the order of their appearance.
    pub(crate) fn of<T: Eq + Hash>(first: impl Iterator<Item = T>, second: impl Iterator<Item = T>) -> Self {
        let mut numbers: HashMap<T, u32, foldhash::fast::FixedState> = HashMap::default();
        let first = first
            .map(|element| {
                let next = numbers.len() as u32;
                *numbers.entry(element).or_insert(next)
            })
            .collect();
        let second = second.map(|element| numbers.get(&element).copied().unwrap_or(u32::MAX)).collect();
        Pair { first, second, distinct: numbers.len() }
    }

    /// The characters of two texts; those of Latin scripts are numbered as in Unicode.
    pub(crate) fn of_characters(first: &str, second: &str) -> Self {
        if first.is_ascii() && second.is_ascii() {
            let numbers = |text: &str| text.bytes().map(u32::from).collect();
            return Pair { first: numbers(first), second: numbers(second), distinct: 128 };
        }
        let latin = |character: char| Some(u32::from(character)).filter(|&number| number < LATIN);
        let mut others: HashMap<char, u32, foldhash::fast::FixedState> = HashMap::default();
        let first = first.chars().map(|character| {
            let next = LATIN + others.len() as u32;
            latin(character).unwrap_or_else(|| *others.entry(character).or_insert(next))
        });
        let first = first.collect();
        let other = |character: char| others.get(&character).copied().unwrap_or(u32::MAX);
        let second =
            second.chars().map(|character| latin(character).unwrap_or_else(|| other(character))).collect();
        Pair { first, second, distinct: LATIN as usize + others.len() }
    }

    /// The distance.
    pub(crate) fn distance(&self) -> usize {
        let Trimmed { first, second, .. } = Trimmed::of(&self.first, &self.second);
        exact_distance(first, second, self.distinct)
    }

    /// Hands the operations and how often each comes, in order, to `sink`.
    pub(crate) fn trace(&self, sink: &mut impl FnMut(EditOperation, usize)) {
        trace(&self.first, &self.second, self.distinct, None, sink);
    }
}

/// Two sequences without what both begin and end with.
struct Trimmed<'s> {
    prefix: usize,
    suffix: usize,
    first: &'s [u32],
    second: &'s [u32],
}

impl<'s> Trimmed<'s> {
    fn of(first: &'s [u32], second: &'s [u32]) -> Self {
        let prefix = first.iter().zip(second).take_while(|(a, b)| a == b).count();
        let (first, second) = (&first[prefix..], &second[prefix..]);
        let suffix = first.iter().rev().zip(second.iter().rev()).take_while(|(a, b)| a == b).count();
        let (first, second) = (&first[..first.len() - suffix], &second[..second.len() - suffix]);
        Trimmed { prefix, suffix, first, second }
    }
}

fn exact_distance(first: &[u32], second: &[u32], distinct: usize) -> usize {
    if first.is_empty() || second.is_empty() {
        return first.len() + second.len();
    }
    let most = first.len().max(second.len());
    let mut places = Places::of(first, distinct);
    let mut bound = NARROW.max(first.len().abs_diff(second.len()));
    loop {
        let found = distance(&mut places, second, &Band::of(first.len(), second.len(), bound));
        if found <= bound || bound >= most {
            return found;
        }
        bound *= 2;
    }
}

/// `known` is the distance, where it is known already.
fn trace(
    first: &[u32],
    second: &[u32],
    distinct: usize,
    known: Option<usize>,
    sink: &mut impl FnMut(EditOperation, usize),
) {
    let Trimmed { prefix, suffix, first, second } = Trimmed::of(first, second);
    sink(EditOperation::Equal, prefix);
    if first.is_empty() || second.is_empty() {
        sink(EditOperation::Delete, first.len());
        sink(EditOperation::Insert, second.len());
    } else if table_bytes(first.len(), second.len(), usize::MAX) < LARGE {
        whole(first, second, distinct, first.len().max(second.len()), sink);
    } else {
        let distance = known.unwrap_or_else(|| exact_distance(first, second, distinct));
        let small = first.len() < LEAST_COLUMNS || second.len() < LEAST_ROWS;
        if small || table_bytes(first.len(), second.len(), distance) < LARGE {
            whole(first, second, distinct, distance, sink);
        } else {
            let cut = Cut::of(first, second, distinct, distance);
            trace(&first[..cut.first], &second[..cut.second], distinct, Some(cut.left), sink);
            trace(&first[cut.first..], &second[cut.second..], distinct, Some(cut.right), sink);
        }
    }
    sink(EditOperation::Equal, suffix);
}

fn table_bytes(columns: usize, rows: usize, distance: usize) -> usize {
    let band = columns.min(distance.saturating_mul(2).saturating_add(1));
    band.saturating_mul(rows).saturating_mul(2) / 8
}

/// By a table of all rows.
fn whole(
    first: &[u32],
    second: &[u32],
    distinct: usize,
    most: usize,
    sink: &mut impl FnMut(EditOperation, usize),
) {
    let mut places = Places::of(first, distinct);
    let mut steps = Vec::with_capacity(first.len() + second.len());
    if first.len() <= WORD {
        let equal: Vec<u64> = second.iter().map(|&element| places.row(element)[0]).collect();
        let (rows, _) = small_table(&equal, first.len());
        let at = |row: usize, column: usize| shifted(rows[row], column);
        back(
            first.len(),
            second.len(),
            at,
            |column, row| first[column] == second[row],
            |step| steps.push(step),
        );
    } else {
        let table = Table::fill(&mut places, second, Band::of(first.len(), second.len(), most));
        let at = |row: usize, column: usize| table.at(row, column);
        back(
            first.len(),
            second.len(),
            at,
            |column, row| first[column] == second[row],
            |step| steps.push(step),
        );
    }
    steps.into_iter().rev().for_each(|step| sink(step, 1));
}

/// The rows of a table of at most 64 columns, of which `equal` match, and the distance.
#[inline]
pub(crate) fn small_table(equal: &[u64], columns: usize) -> (Vec<Differences>, usize) {
    let mut above = Differences { plus: u64::MAX, minus: 0 };
    let (mut distance, bit) = (columns, columns - 1);
    let mut rows = Vec::with_capacity(equal.len());
    for &equal in equal {
        let (row, plus, minus) = next(above, equal, 1, 0);
        distance += (plus >> bit & 1) as usize;
        distance -= (minus >> bit & 1) as usize;
        rows.push(row);
        above = row;
    }
    (rows, distance)
}

/// The differences of a row of one word at a column.
#[inline]
pub(crate) fn shifted(row: Differences, column: usize) -> Differences {
    Differences { plus: row.plus >> column, minus: row.minus >> column }
}

/// Hands the operations to `sink`, last to first.
#[inline]
pub(crate) fn back(
    columns: usize,
    rows: usize,
    at: impl Fn(usize, usize) -> Differences,
    is_equal: impl Fn(usize, usize) -> bool,
    mut sink: impl FnMut(EditOperation),
) {
    let (mut column, mut row) = (columns, rows);
    while column > 0 && row > 0 {
        if at(row - 1, column - 1).plus & 1 == 1 {
            column -= 1;
            sink(EditOperation::Delete);
            continue;
        }
        row -= 1;
        if row > 0 && at(row - 1, column - 1).minus & 1 == 1 {
            sink(EditOperation::Insert);
        } else {
            column -= 1;
            sink(if is_equal(column, row) { EditOperation::Equal } else { EditOperation::Substitute });
        }
    }
    (0..column).for_each(|_| sink(EditOperation::Delete));
    (0..row).for_each(|_| sink(EditOperation::Insert));
}

/// Where two sequences are cut, and the distances of both halves.
struct Cut {
    first: usize,
    second: usize,
    left: usize,
    right: usize,
}

impl Cut {
    fn of(first: &[u32], second: &[u32], distinct: usize, distance: usize) -> Self {
        let band = Band::of(first.len(), second.len(), distance);
        let middle = second.len() / 2;
        let reversed = |sequence: &[u32]| sequence.iter().rev().copied().collect::<Vec<_>>();
        let (right_begin, right) =
            last_row(&mut Places::of(&reversed(first), distinct), &reversed(&second[middle..]), &band);
        let (left_begin, left) = last_row(&mut Places::of(first, distinct), &second[..middle], &band);
        let mut best = Cut { first: 0, second: middle, left: usize::MAX, right: 0 };
        let mut least = usize::MAX;
        for (column, &left) in (left_begin..).zip(&left) {
            let opposite = (first.len() - column).checked_sub(right_begin);
            let Some(&right) = opposite.and_then(|at| right.get(at)) else { continue };
            if left + right < least {
                least = left + right;
                best = Cut { first: column, second: middle, left, right };
            }
        }
        best
    }
}
