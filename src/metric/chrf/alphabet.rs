//! [`Alphabet`]: the distinct characters of a segment's references, numbered, so that an n-gram is a few small numbers.

use crate::text::python;

/// Which characters count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Blanks {
    /// All do.
    Count,
    /// All but those that Python's `str.split` cuts at.
    Split,
    /// All but Unicode's white space, which `\s` of Python's `regex` package is.
    WhiteSpace,
}

impl Blanks {
    /// Whether a character is left out.
    fn drop(self, character: char) -> bool {
        match self {
            Blanks::Count => false,
            Blanks::Split => python::is_space(character),
            Blanks::WhiteSpace => character.is_whitespace(),
        }
    }
}

/// Numbers of characters: their ranks among the distinct ones.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Alphabet {
    blanks: Blanks,
    /// Of every ASCII character its number, [`DROPPED`] or [`UNKNOWN`].
    ascii: [u32; 128],
    /// The others in ascending order; they follow those of ASCII.
    others: Vec<char>,
    first_other: u32,
}

/// The number of a character that no reference holds.
pub(crate) const UNKNOWN: u32 = u32::MAX;
/// Stands in the table for a character that does not count.
const DROPPED: u32 = u32::MAX - 1;

impl Alphabet {
    /// The distinct characters of some texts.
    pub(crate) fn new(texts: &[&str], blanks: Blanks) -> Self {
        let mut ascii = [UNKNOWN; 128];
        let mut others = Vec::new();
        for character in texts.iter().flat_map(|text| text.chars()) {
            match ascii.get_mut(character as usize) {
                Some(number) => *number = 0,
                None => others.push(character),
            }
        }
        others.retain(|&character| !blanks.drop(character));
        others.sort_unstable();
        others.dedup();
        let mut next = 0;
        for (character, number) in ('\0'..).zip(&mut ascii) {
            if blanks.drop(character) {
                *number = DROPPED;
            } else if *number == 0 {
                *number = next;
                next += 1;
            }
        }
        Alphabet { blanks, ascii, others, first_other: next }
    }

    /// How many characters are numbered.
    pub(crate) fn len(&self) -> usize {
        self.first_other as usize + self.others.len()
    }

    /// The numbers of the characters of a text that count.
    pub(crate) fn numbers(&self, text: &str) -> impl Iterator<Item = u32> {
        text.chars().map(|character| self.number(character)).filter(|&number| number != DROPPED)
    }

    #[inline]
    fn number(&self, character: char) -> u32 {
        if let Some(&number) = self.ascii.get(character as usize) {
            return number;
        }
        match self.others.binary_search(&character) {
            Ok(rank) => self.first_other + rank as u32,
            Err(_) if self.blanks.drop(character) => DROPPED,
            Err(_) => UNKNOWN,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_ranks_and_blanks_are_dropped_as_asked() {
        let text = "ba\u{1c} é\u{2028}日b";
        for (blanks, expected) in [
            (Blanks::Split, vec![1, 0, 2, 3, 1]),
            (Blanks::WhiteSpace, vec![2, 1, 0, 3, 4, 2]),
            (Blanks::Count, vec![3, 2, 0, 1, 4, 5, 6, 3]),
        ] {
            let alphabet = Alphabet::new(&[text], blanks);
            assert_eq!(alphabet.numbers(text).collect::<Vec<_>>(), expected, "{blanks:?}");
            assert_eq!(alphabet.len(), expected.iter().max().map_or(0, |&most| most as usize + 1));
        }
        let alphabet = Alphabet::new(&["ab"], Blanks::Split);
        assert_eq!(alphabet.numbers("b\u{3000}cé\t").collect::<Vec<_>>(), [1, UNKNOWN, UNKNOWN]);
    }
}
