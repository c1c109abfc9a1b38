//! [`Padded`]: one text after another in one buffer, between zeros, so that the first eight bytes of a word are one read wherever
//! it begins, and the last eight wherever it ends.

/// Zeros before a text and behind it.
const ZEROS: &str = "\0\0\0\0\0\0\0\0";

/// A text between zeros; the buffer is used again for the next text.
#[derive(Debug, Default)]
pub(crate) struct Padded {
    buffer: String,
    /// Bytes of the text.
    len: usize,
}

/// Where a word starts and ends in a padded text.
pub(crate) type Bounds = [usize; 2];

/// Where words stand in a padded text.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Where they start and end, and so do runs that are too short to be words; there may be more behind those that count.
    pub(crate) places: Vec<Bounds>,
    /// How many count.
    pub(crate) count: usize,
    /// The bytes of a word, at least.
    pub(crate) least: usize,
}

impl Found {
    /// All runs.
    pub(crate) fn runs(&self) -> &[Bounds] {
        &self.places[..self.count]
    }

    /// Whether a run is a word: as good as chance, so that no branch should ask for it.
    #[inline(always)]
    pub(crate) fn is_word(&self, [start, end]: Bounds) -> bool {
        end - start >= self.least
    }
}

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
        self.set_parts([text]);
    }

    /// Takes another text, and a space on either side of it.
    pub(crate) fn set_between_spaces(&mut self, text: &str) {
        self.set_parts([" ", text, " "]);
    }

    fn set_parts<const N: usize>(&mut self, parts: [&str; N]) {
        self.buffer.clear();
        self.buffer.push_str(ZEROS);
        parts.iter().for_each(|part| self.buffer.push_str(part));
        self.len = self.buffer.len() - ZEROS.len();
        self.buffer.push_str(ZEROS);
    }

    /// Turns the letters of ASCII into lower case.
    pub(crate) fn make_ascii_lowercase(&mut self) {
        self.buffer.make_ascii_lowercase();
    }

    /// The text.
    pub(crate) fn text(&self) -> &str {
        &self.buffer[ZEROS.len()..][..self.len]
    }

    /// The word at some bytes of the text; the first must not be past the last.
    #[inline(always)]
    pub(crate) fn word(&self, [start, end]: Bounds) -> PaddedWord<'_> {
        PaddedWord { text: self, start, end }
    }
}

impl<'t> PaddedWord<'t> {
    /// The word as text.
    #[inline]
    pub(crate) fn text(self) -> &'t str {
        &self.text.text()[self.start..self.end]
    }

    /// The word as bytes.
    #[inline(always)]
    pub(crate) fn bytes(self) -> &'t [u8] {
        &self.text.text().as_bytes()[self.start..self.end]
    }

    /// Bytes of the word.
    #[inline(always)]
    pub(crate) fn len(self) -> usize {
        self.end - self.start
    }

    /// Its first eight bytes as a number, the first one lowest; those that it does not have are zeros.
    #[inline(always)]
    pub(crate) fn head(self) -> u64 {
        self.eight_at(self.start + ZEROS.len()) & mask(self.len())
    }

    /// The last eight bytes of a word that has so many, else eight bytes of any kind.
    #[inline(always)]
    pub(crate) fn tail(self) -> u64 {
        self.eight_at(self.end)
    }

    /// Its first twelve bytes by fours, the first one of each lowest; those that it does not have are zeros.
    #[inline(always)]
    pub(crate) fn fours(self) -> [u32; 3] {
        let head = self.head();
        let next = self.eight_at(self.start + 2 * ZEROS.len()) & mask(self.len().saturating_sub(8));
        [head as u32, (head >> 32) as u32, next as u32]
    }

    /// Eight bytes of the buffer.
    #[inline(always)]
    fn eight_at(self, at: usize) -> u64 {
        match self.text.buffer.as_bytes()[at..].first_chunk() {
            Some(eight) => u64::from_le_bytes(*eight),
            None => past_the_end(),
        }
    }
}

/// What stands where nothing is to be read: a call, so that the read before it hangs on no choice.
#[cold]
#[inline(never)]
fn past_the_end() -> u64 {
    0
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
                    let word = padded.word([start, end]);
                    let mut eight = [0; 8];
                    let bytes = word.text().as_bytes();
                    let len = bytes.len().min(8);
                    eight[..len].copy_from_slice(&bytes[..len]);
                    assert_eq!(word.head(), u64::from_le_bytes(eight), "{word:?}");
                    assert_eq!(word.len(), end - start);
                    if let Some(&tail) = bytes.last_chunk() {
                        assert_eq!(word.tail(), u64::from_le_bytes(tail));
                    }
                    let mut twelve = [0; 12];
                    let len = bytes.len().min(12);
                    twelve[..len].copy_from_slice(&bytes[..len]);
                    let fours: Vec<u32> =
                        twelve.as_chunks().0.iter().map(|&four| u32::from_le_bytes(four)).collect();
                    assert_eq!(word.fours(), *fours);
                }
            }
        }
    }
}
