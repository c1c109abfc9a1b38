//! [`RowSort`]: the entries of many rows, each row put in the order of its keys.
//!
//! A row of a hundred entries, sorted by itself, pays for the counts of its digits or for comparisons that nobody can predict.
//! Here all rows at hand are dealt to heaps by the highest bits of their keys, and the heaps, first to last, back to the rows:
//! a matrix that is transposed twice has sorted rows (Gustavson, "Two fast algorithms for sparse matrices", 1978). There are more
//! heaps than entries, so that a row is in order then but for a few neighbours, which insertion puts right.

/// Entries whose heaps and places fit the second-level cache.
pub(crate) const ENTRIES: usize = 1 << 13;
/// Moves for each entry of a row after which insertion gives up.
const MOVES: usize = 8;

/// An entry of a row: its key in the upper half, anything in the lower.
pub(crate) type Entry = u64;

/// Room to sort in, used again and again.
#[derive(Debug, Default)]
pub(crate) struct RowSort {
    /// How many entries are dealt to each heap, then where the next one goes.
    places: Vec<u32>,
    /// The entries of all heaps, and the row of each.
    dealt: Vec<(Entry, u32)>,
    /// Where the next entry of each row goes.
    next: Vec<u32>,
}

impl RowSort {
    /// Sorts each row of `entries`, of which there must be fewer than 2³²; `ends` tells where each row ends.
    pub(crate) fn sort(&mut self, entries: &mut [Entry], ends: &[usize]) {
        let keys = entries.iter().fold(0, |bits, entry| bits | entry >> 32);
        let bits = u64::BITS - keys.leading_zeros();
        let width = bits.min(entries.len().max(1).ilog2() + 1);
        let (shift, mask) = (32 + bits - width, (1 << width) - 1);
        let heap = |entry: Entry| (entry >> shift) as usize & mask;

        self.places.clear();
        self.places.resize(mask + 1, 0);
        entries.iter().for_each(|&entry| self.places[heap(entry)] += 1);
        let mut next = 0;
        for place in &mut self.places {
            next += std::mem::replace(place, next);
        }
        self.dealt.resize(entries.len(), (0, 0));
        let starts = std::iter::once(&0).chain(ends);
        for (row, (&start, &end)) in (0..).zip(starts.zip(ends)) {
            for &entry in &entries[start..end] {
                let place = &mut self.places[heap(entry)];
                self.dealt[*place as usize] = (entry, row);
                *place += 1;
            }
        }
        self.next.clear();
        self.next.extend(std::iter::once(&0).chain(ends).map(|&start| start as u32));
        for &(entry, row) in &self.dealt {
            let place = &mut self.next[row as usize];
            entries[*place as usize] = entry;
            *place += 1;
        }
        let mut start = 0;
        for &end in ends {
            let row = &mut entries[start..end];
            if !row.is_sorted() {
                insert(row);
            }
            start = end;
        }
    }
}

/// Sorts what is nearly sorted.
fn insert(row: &mut [Entry]) {
    let mut moves = MOVES * row.len();
    for at in 1..row.len() {
        let (entry, mut place) = (row[at], at);
        while place > 0 && row[place - 1] > entry {
            row[place] = row[place - 1];
            place -= 1;
        }
        row[place] = entry;
        let Some(left) = moves.checked_sub(at - place) else { return row.sort_unstable() };
        moves = left;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_comparing_does(
            rows in prop::collection::vec(prop::collection::vec(any::<u64>(), 0..200), 0..9),
            kept in (0u32..64, 0u32..64),
        ) {
            // Keys that differ in some bits only, so that many are equal or meet in few heaps.
            let mut expected: Vec<Vec<u64>> =
                rows.iter().map(|row| row.iter().map(|entry| entry >> kept.0 << kept.1).collect()).collect();
            let mut entries = expected.concat();
            let ends: Vec<usize> = expected
                .iter()
                .scan(0, |end, row| {
                    *end += row.len();
                    Some(*end)
                })
                .collect();
            let mut sort = RowSort::default();
            sort.sort(&mut [7 << 40, 1 << 33, 5], &[2, 3]);
            sort.sort(&mut entries, &ends);
            expected.iter_mut().for_each(|row| row.sort_unstable());
            prop_assert_eq!(entries, expected.concat());
        }
    }
}
