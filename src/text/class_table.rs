//! [`ClassTable`]: a small number for every character, found in two steps.
//!
//! Characters that stand together mostly share their class, so the table keeps each distinct block of 128 characters
//! once and, for every block of Unicode, which one it is.

use std::collections::HashMap;

/// Characters in a block.
const BLOCK: usize = 128;

/// The number of code points.
const POINTS: usize = 0x11_0000;

/// A class for every character.
pub(crate) struct ClassTable {
    /// Where the block of 128 characters begins in `classes`, in blocks.
    blocks: Box<[u16]>,
    classes: Vec<u8>,
}

impl ClassTable {
    /// Of ranges of code points, ends included, with their class; 0 is the class of all others. A later range
    /// overrules an earlier one.
    pub(crate) fn from_ranges(ranges: impl IntoIterator<Item = (u32, u32, u8)>) -> Self {
        let mut points = vec![0; POINTS];
        for (first, last, class) in ranges {
            points[first as usize..=last as usize].fill(class);
        }
        ClassTable::of_points(&points)
    }

    /// By asking for every character: tens of milliseconds where the answer is a search.
    pub(crate) fn from_function(class: impl Fn(char) -> u8) -> Self {
        let points: Vec<u8> = (0..=0x10_FFFF).map(|point| char::from_u32(point).map_or(0, &class)).collect();
        ClassTable::of_points(&points)
    }

    fn of_points(points: &[u8]) -> Self {
        let (mut known, mut classes) = (HashMap::new(), Vec::new());
        let (blocks, _) = points.as_chunks::<BLOCK>();
        let number = |block: &[u8; BLOCK]| {
            *known.entry(*block).or_insert_with(|| {
                classes.extend_from_slice(block);
                (classes.len() / BLOCK - 1) as u16
            })
        };
        let blocks = blocks.iter().map(number).collect();
        ClassTable { blocks, classes }
    }

    /// The class of `character`.
    #[inline]
    pub(crate) fn get(&self, character: char) -> u8 {
        let point = character as usize;
        self.classes[usize::from(self.blocks[point / BLOCK]) * BLOCK + point % BLOCK]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_as_the_function_and_the_ranges() {
        let class = |c: char| u8::from(c.is_alphabetic()) | u8::from(c.is_numeric()) << 1;
        let table = ClassTable::from_function(class);
        let every = || (0..=0x10_FFFF).filter_map(char::from_u32);
        assert!(every().all(|c| table.get(c) == class(c)));
        let table = ClassTable::from_ranges([(0x41, 0x5A, 1), (0x10_FF80, 0x10_FFFF, 2), (0x50, 0x50, 3)]);
        let expected = |c: char| match c {
            'P' => 3,
            'A'..='Z' => 1,
            '\u{10FF80}'.. => 2,
            _ => 0,
        };
        assert!(every().all(|c| table.get(c) == expected(c)));
    }
}
