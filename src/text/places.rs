//! [`Places`]: the places of a text where a byte and the next one are such and such, sixty-four bytes at a time.

use crate::text::ascii_block::{BLOCK, block_at, pair_bits};

/// Walks over the places of a text from left to right.
#[derive(Debug)]
pub(crate) struct Places<'t, F> {
    bytes: &'t [u8],
    /// What is asked of a byte and the next one; behind the end stand zeros. Without branches it is asked of many
    /// bytes at once.
    holds: F,
    /// Where the block begins that `found` is about.
    base: usize,
    /// A bit for each place of the block.
    found: u64,
}

impl<'t, F: Fn(u8, u8) -> bool> Places<'t, F> {
    #[inline]
    pub(crate) fn new(text: &'t str, holds: F) -> Self {
        let mut places = Places { bytes: text.as_bytes(), holds, base: 0, found: 0 };
        places.look();
        places
    }

    /// The first place at `from` or behind it. `from` must not go back before a place that was given.
    #[inline]
    pub(crate) fn next_from(&mut self, from: usize) -> Option<usize> {
        if from >= self.base + BLOCK {
            self.base = from / BLOCK * BLOCK;
            self.look();
        }
        // The shift is less than a block.
        self.found &= u64::MAX << from.saturating_sub(self.base);
        while self.found == 0 {
            if self.base + BLOCK >= self.bytes.len() {
                return None;
            }
            self.base += BLOCK;
            self.look();
        }
        let place = self.base + self.found.trailing_zeros() as usize;
        (place < self.bytes.len()).then_some(place)
    }

    /// Finds the places of the block at `base`.
    #[inline]
    fn look(&mut self) {
        let next = block_at(self.bytes, self.base + 1);
        self.found = pair_bits(&block_at(self.bytes, self.base), &next, &self.holds);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_a_byte_by_byte_search() {
        for length in [0, 1, 62, 63, 64, 65, 128, 300] {
            let text: String = (0..length).map(|at| if at * at % 7 == 2 { 'x' } else { '\0' }).collect();
            let pairs = text.bytes().zip(text.bytes().skip(1).chain([0]));
            let expected: Vec<usize> =
                pairs.enumerate().filter(|&(_, pair)| pair == (0, 0)).map(|(at, _)| at).collect();
            let mut places = Places::new(&text, |byte, next| byte == 0 && next == 0);
            let (mut found, mut from): (Vec<usize>, usize) = (Vec::new(), 0);
            while let Some(at) = places.next_from(from) {
                found.push(at);
                from = at + 1;
            }
            assert_eq!(found, expected, "{length}");
            assert_eq!(places.next_from(length + 200), None);
        }
    }

    #[test]
    fn a_place_may_be_passed_over() {
        let text = format!("({}(({})", "x".repeat(62), "y".repeat(300));
        let mut places = Places::new(&text, |byte, _| byte & 0xFE == b'(');
        let found = [0, 1, 64, 65, 200].map(|from| places.next_from(from));
        assert_eq!(found, [Some(0), Some(63), Some(64), Some(365), Some(365)]);
        assert_eq!(places.next_from(366), None);
        assert_eq!(places.next_from(366), None);
    }
}
