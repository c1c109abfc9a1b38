//! [`Padded`]: one text after another in one buffer, with zeros behind it, so that the first eight bytes of a word are one
//! read wherever it begins.

/// Zeros behind a text.
const ZEROS: &str = "\0\0\0\0\0\0\0\0";

/// A text and the zeros behind it; the buffer is used again for the next text.
#[derive(Debug, Default)]
pub(crate) struct Padded {
    buffer: String,
    /// Bytes of the text.
    len: usize,
}

/// Where a word starts and ends in a padded text.
pub(crate) type Bounds = (usize, usize);

/// A word of a padded text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PaddedWord<'t> {
    text: &'t Padded,
    start: usize,
    end: usize,
}

impl Padded {
    /// Takes another text.
    pub(crate) fn set(&mut self, text: &str) {
        self.buffer.clear();
        self.buffer.push_str(text);
        self.buffer.push_str(ZEROS);
        self.len = text.len();
    }

    /// Takes another text, and a space on either side of it.
    pub(crate) fn set_between_spaces(&mut self, text: &str) {
        self.buffer.clear();
        self.buffer.push(' ');
        self.buffer.push_str(text);
        self.buffer.push(' ');
        self.len = self.buffer.len();
        self.buffer.push_str(ZEROS);
    }

    /// Turns the letters of ASCII into lower case.
    pub(crate) fn make_ascii_lowercase(&mut self) {
        self.buffer.make_ascii_lowercase();
    }

    /// The text.
    pub(crate) fn text(&self) -> &str {
        &self.buffer[..self.len]
    }

    /// The word at some bytes of the text; the first must not be past the last.
    #[inline(always)]
    pub(crate) fn word(&self, (start, end): Bounds) -> PaddedWord<'_> {
        PaddedWord { text: self, start, end }
    }
}

impl<'t> PaddedWord<'t> {
    /// The word as text.
    #[inline]
    pub(crate) fn text(self) -> &'t str {
        &self.text.buffer[self.start..self.end]
    }

    /// The word as bytes.
    #[inline(always)]
    pub(crate) fn bytes(self) -> &'t [u8] {
        &self.text.buffer.as_bytes()[self.start..self.end]
    }

    /// Bytes of the word.
    #[inline(always)]
    pub(crate) fn len(self) -> usize {
        self.end - self.start
    }

    /// Its first eight bytes as a number, the first one lowest; those that it does not have are zeros.
    #[inline(always)]
    pub(crate) fn head(self) -> u64 {
        self.eight_at(self.start) & mask(self.len())
    }

    /// The last eight bytes of a word that has so many, else eight bytes of any kind.
    #[inline(always)]
    pub(crate) fn tail(self) -> u64 {
        self.eight_at(self.end.saturating_sub(8))
    }

    /// Its first twelve bytes as a number of eight and one of four; those that it does not have are zeros.
    #[inline(always)]
    pub(crate) fn twelve(self) -> (u64, u32) {
        let next = self.eight_at(self.start + 8) & mask(self.len().saturating_sub(8));
        (self.head(), next as u32)
    }

    /// Eight bytes of the text.
    #[inline(always)]
    fn eight_at(self, at: usize) -> u64 {
        let rest = self.text.buffer.as_bytes().get(at..).unwrap_or_default();
        rest.first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight))
    }
}

/// A mask of so many bytes, at most eight.
#[inline(always)]
fn mask(bytes: usize) -> u64 {
    const MASKS: [u64; 9] = [
        0,
        0xFF,
        0xFFFF,
        0xFF_FFFF,
        0xFFFF_FFFF,
        0xFF_FFFF_FFFF,
        0xFFFF_FFFF_FFFF,
        0xFF_FFFF_FFFF_FFFF,
        u64::MAX,
    ];
    MASKS[bytes.min(8)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_the_first_bytes_of_words() {
        let mut padded = Padded::default();
        for text in ["abcdefghijklmnop", "", "é", "Ab"] {
            padded.set(text);
            padded.make_ascii_lowercase();
            assert_eq!(padded.text(), text.to_ascii_lowercase());
            for start in (0..text.len()).filter(|&at| text.is_char_boundary(at)) {
                for end in (start..=text.len()).filter(|&at| text.is_char_boundary(at)) {
                    let word = padded.word((start, end));
                    let mut eight = [0; 8];
                    let bytes = word.text().as_bytes();
                    let len = bytes.len().min(8);
                    eight[..len].copy_from_slice(&bytes[..len]);
                    assert_eq!(word.head(), u64::from_le_bytes(eight), "{word:?}");
                    assert_eq!(word.len(), end - start);
                    if let Some(&tail) = bytes.last_chunk() {
                        assert_eq!(word.tail(), u64::from_le_bytes(tail));
                    }
                    let mut four = [0; 4];
                    let rest = bytes.get(8..bytes.len().min(12)).unwrap_or_default();
                    four[..rest.len()].copy_from_slice(rest);
                    assert_eq!(word.twelve(), (word.head(), u32::from_le_bytes(four)));
                }
            }
        }
    }
}
