//! [`EditCosts`]: edit distances where substitutions cost otherwise or neighbours may change places, as NLTK 3.10.4's
//! `edit_distance` and `edit_distance_align`.
//!
//! With transpositions the distance is Damerau's in its unrestricted form (Lowrance and Wagner, "An extension of the
//! string-to-string correction problem", 1975): what was transposed may be edited further, each edit costing 1.
//! NLTK refuses texts of more than 2,000 characters, which this does not.

use std::collections::HashMap;
use std::hash::Hash;

use serde::{Deserialize, Serialize};

use crate::error::{Result, check_limit};

/// The cells of a table that an alignment may take: four bytes each.
const MOST_CELLS: u64 = 1 << 28;

/// What edits cost; insertions and deletions cost 1.
///
/// # Examples
/// ```
/// use wordmill::metric::edit::EditCosts;
/// assert_eq!(EditCosts::new().substitution(2).distance("kitten", "sitting"), 5);
/// assert_eq!(EditCosts::new().transpositions(true).distance("language", "lnaugage"), 2);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditCosts {
    substitution: u32,
    transpositions: bool,
}

impl Default for EditCosts {
    fn default() -> Self {
        EditCosts { substitution: 1, transpositions: false }
    }
}

impl EditCosts {
    /// A substitution costs 1, as much as an insertion; nothing is transposed.
    #[must_use]
    pub fn new() -> Self {
        EditCosts::default()
    }

    /// What a substitution costs; from 2 on, a deletion and an insertion stand for it; default 1.
    #[must_use]
    pub fn substitution(mut self, cost: u32) -> Self {
        self.substitution = cost;
        self
    }

    /// Whether neighbours may change places for 1; default false.
    #[must_use]
    pub fn transpositions(mut self, transpositions: bool) -> Self {
        self.transpositions = transpositions;
        self
    }

    /// The distance between the characters of two texts.
    ///
    /// Time grows with the product of the lengths; memory with the second, times the distinct characters of the first
    /// where there are transpositions.
    #[must_use]
    pub fn distance(&self, first: &str, second: &str) -> u32 {
        self.distance_of(&first.chars().collect::<Vec<_>>(), &second.chars().collect::<Vec<_>>())
    }

    /// The distance between two sequences of any elements.
    ///
    /// # Examples
    /// ```
    /// use wordmill::metric::edit::EditCosts;
    /// let swapped = EditCosts::new().transpositions(true).distance_of(&["so", "it", "is"], &["so", "is", "it"]);
    /// assert_eq!(swapped, 1);
    /// ```
    #[must_use]
    pub fn distance_of<T: Eq + Hash>(&self, first: &[T], second: &[T]) -> u32 {
        let mut rows = Rows { last: (0..=second.len() as u32).collect(), seen: HashMap::new() };
        for (row, element) in (1..).zip(first) {
            self.next_row(&mut rows, row, element, second);
        }
        rows.last.last().copied().unwrap_or(0)
    }

    fn next_row<'s, T: Eq + Hash>(&self, rows: &mut Rows<'s, T>, row: u32, element: &'s T, second: &[T]) {
        let above = std::mem::take(&mut rows.last);
        let mut here = Vec::with_capacity(above.len());
        here.push(row);
        // The last column of this row whose element is this row's.
        let mut same: Option<usize> = None;
        for (column, other) in (1..).zip(second) {
            let substituted =
                above[column - 1].saturating_add(if element == other { 0 } else { self.substitution });
            let mut least = substituted.min(above[column] + 1).min(here[column - 1] + 1);
            if self.transpositions
                && let (Some(same), Some((seen, before))) = (same, rows.seen.get(other))
            {
                // From before both elements: what lies between in either is deleted and inserted.
                let between = (row - seen) + (column - same) as u32 - 1;
                least = least.min(before[same - 1] + between);
            }
            if element == other {
                same = Some(column);
            }
            here.push(least);
        }
        if self.transpositions {
            rows.seen.insert(element, (row, above));
        }
        rows.last = here;
    }

    /// The places of both texts that a cheapest way without transpositions goes through, from (0, 0) to both ends:
    /// of several ways, NLTK's.
    ///
    /// # Errors
    /// [`Error::Limit`](crate::Error::Limit) where the lengths multiply to more than 2²⁸.
    ///
    /// # Examples
    /// ```
    /// use wordmill::metric::edit::EditCosts;
    /// let places = EditCosts::new().align("rain", "shine")?;
    /// assert_eq!(places, [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (4, 5)]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn align(&self, first: &str, second: &str) -> Result<Vec<(usize, usize)>> {
        let first: Vec<char> = first.chars().collect();
        let second: Vec<char> = second.chars().collect();
        let width = second.len() + 1;
        let cells = (first.len() as u64 + 1).saturating_mul(width as u64);
        check_limit("cells of a table of distances", MOST_CELLS, cells)?;
        let plain = EditCosts { transpositions: false, ..*self };
        let mut rows = Rows { last: (0..width as u32).collect(), seen: HashMap::new() };
        let mut table = rows.last.clone();
        for (row, element) in (1..).zip(&first) {
            plain.next_row(&mut rows, row, element, &second);
            table.extend_from_slice(&rows.last);
        }
        Ok(self.back(&first, &second, &table))
    }

    /// From the end: of the cheapest steps, the diagonal before a deletion before an insertion.
    fn back(&self, first: &[char], second: &[char], table: &[u32]) -> Vec<(usize, usize)> {
        let at = |row: usize, column: usize| table[row * (second.len() + 1) + column];
        let (mut row, mut column) = (first.len(), second.len());
        let mut places = vec![(row, column)];
        while (row, column) != (0, 0) {
            let diagonal = (row > 0 && column > 0).then(|| {
                let same = first[row - 1] == second[column - 1];
                at(row - 1, column - 1).saturating_add(if same { 0 } else { self.substitution })
            });
            let up = (row > 0).then(|| at(row - 1, column) + 1);
            let left = (column > 0).then(|| at(row, column - 1) + 1);
            let cost = |step: Option<u32>| step.unwrap_or(u32::MAX);
            if cost(diagonal) <= cost(up) && cost(diagonal) <= cost(left) {
                (row, column) = (row - 1, column - 1);
            } else if cost(up) <= cost(left) {
                row -= 1;
            } else {
                column -= 1;
            }
            places.push((row, column));
        }
        places.reverse();
        places
    }
}

/// The row of the table above, and of every element of the first sequence the row that it was seen in last with the
/// row of the table above that.
struct Rows<'s, T> {
    last: Vec<u32>,
    seen: HashMap<&'s T, (u32, Vec<u32>)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NLTK 3.10.4: `edit_distance(a, b, substitution_cost, transpositions)`.
    #[test]
    fn distances_are_those_of_nltk() {
        for (first, second, substitution, transpositions, expected) in [
            ("ca", "abc", 1, true, 2),
            ("ca", "abc", 1, false, 3),
            ("abcdef", "bcaxfe", 1, true, 4),
            ("abcdef", "bcaxfe", 3, true, 5),
            ("abcdef", "bcaxfe", 0, false, 0),
            ("", "ab", 2, true, 2),
            ("ab", "", 1, false, 2),
        ] {
            let costs = EditCosts::new().substitution(substitution).transpositions(transpositions);
            assert_eq!(costs.distance(first, second), expected, "{first} {second} {substitution}");
        }
    }

    /// NLTK 3.10.4: `edit_distance_align("abca", "bcaa", substitution_cost=3)`.
    #[test]
    fn ways_are_those_of_nltk() {
        let places = EditCosts::new().substitution(3).align("abca", "xbca").unwrap();
        assert_eq!(places, [(0, 0), (0, 1), (1, 1), (2, 2), (3, 3), (4, 4)]);
        assert_eq!(EditCosts::new().align("", "").unwrap(), [(0, 0)]);
        assert!(EditCosts::new().align(&"a".repeat(20_000), &"b".repeat(20_000)).is_err());
    }
}
