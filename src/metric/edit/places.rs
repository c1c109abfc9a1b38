//! [`Places`]: at which places of a sequence an element stands, a bit a place, in memory that grows with the sequence
//! alone.
//!
//! A row of bits for every distinct element would grow with the square of a long text. Elements that stand at fewer
//! places than a row has words are kept as lists of places; there are at most 64 others.

/// Bits in a word.
pub(crate) const WORD: usize = 64;

/// Where the elements of a sequence stand.
pub(crate) struct Places {
    words: usize,
    /// For each element, where its row or its list begins and how long the list is; a row has no length.
    entries: Vec<Entry>,
    rows: Vec<u64>,
    lists: Vec<u32>,
    /// The row of the element asked for last, if it has a list.
    spread: Vec<u64>,
    spread_by: Option<u32>,
}

#[derive(Clone, Copy, Default)]
struct Entry {
    begin: usize,
    length: u32,
    is_row: bool,
}

impl Places {
    /// The places of the elements `0..distinct` of `sequence`.
    pub(crate) fn of(sequence: &[u32], distinct: usize) -> Self {
        let words = sequence.len().div_ceil(WORD);
        let mut entries = vec![Entry::default(); distinct];
        for &element in sequence {
            entries[element as usize].length += 1;
        }
        let (mut rows, mut lists) = (0, 0);
        for entry in &mut entries {
            entry.is_row = entry.length as usize >= words && entry.length > 0;
            entry.begin = if entry.is_row { rows } else { lists };
            if entry.is_row {
                rows += words;
            } else {
                lists += std::mem::take(&mut entry.length) as usize;
            }
        }
        let mut places = Places {
            words,
            entries,
            rows: vec![0; rows],
            lists: vec![0; lists],
            spread: vec![0; words],
            spread_by: None,
        };
        for (place, &element) in sequence.iter().enumerate() {
            places.note(element as usize, place);
        }
        places
    }

    fn note(&mut self, element: usize, place: usize) {
        let entry = &mut self.entries[element];
        if entry.is_row {
            self.rows[entry.begin + place / WORD] |= 1 << (place % WORD);
        } else {
            self.lists[entry.begin + entry.length as usize] = place as u32;
            entry.length += 1;
        }
    }

    /// Words of a row.
    pub(crate) fn words(&self) -> usize {
        self.words
    }

    /// The places of an element; none of one that the sequence does not have.
    pub(crate) fn row(&mut self, element: u32) -> &[u64] {
        let entry = self.entries.get(element as usize).copied().unwrap_or_default();
        if entry.is_row {
            return &self.rows[entry.begin..entry.begin + self.words];
        }
        if self.spread_by != Some(element) {
            if let Some(before) = self.spread_by.and_then(|before| self.entries.get(before as usize)) {
                for &place in &self.lists[before.begin..before.begin + before.length as usize] {
                    self.spread[place as usize / WORD] = 0;
                }
            }
            for &place in &self.lists[entry.begin..entry.begin + entry.length as usize] {
                self.spread[place as usize / WORD] |= 1 << (place as usize % WORD);
            }
            self.spread_by = Some(element);
        }
        &self.spread
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_lists_tell_the_same() {
        // Element 0 is frequent enough for a row, the others are not; 9 does not occur.
        let sequence: Vec<u32> =
            (0..500).map(|at| if at % 5 == 0 { 0 } else { at % 7 + 1 + at / 100 * 7 }).collect();
        let distinct = 40;
        let mut places = Places::of(&sequence, distinct);
        for element in [0, 3, 3, 8, 39, 100, 0, 20, 1] {
            let row = places.row(element).to_vec();
            assert_eq!(row.len(), 8);
            for (place, &own) in sequence.iter().enumerate() {
                let bit = row[place / WORD] >> (place % WORD) & 1 == 1;
                assert_eq!(bit, own == element, "{element} at {place}");
            }
        }
    }
}
