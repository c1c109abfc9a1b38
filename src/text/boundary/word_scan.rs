//! Cuts text into words: ASCII by runs of bits, the rest by the machine of `word.rs`.
//!
//! A run of letters, digits and `_` of ASCII is one segment unless a character beyond ASCII touches it (a mark, a letter) or
//! one of `' . : , ;` joins it to the next run. Where a character beyond ASCII has a say, the machine reads the segment from
//! its start; it goes on until a boundary where ASCII stands on both sides again. So no byte is read more than twice.

use crate::text::boundary::ascii_block::{BLOCK, bits, block_at};
use crate::text::boundary::machine::{Cutter, Machine, Segment};
use crate::text::boundary::word::{WORD_CLASSES, WORD_MACHINE};
use crate::text::class_table::ClassTable;

/// Hands every segment with a letter or a number to `sink`; if `all`, the others, too.
#[inline]
pub(crate) fn word_segments(text: &str, all: bool, sink: &mut impl FnMut(Segment)) {
    let mut scan = Scan { text, bytes: text.as_bytes(), base: 0, words: 0, foreign: 0, tables: None };
    scan.load(0);
    let mut done = 0;
    while done < text.len() {
        let start = scan.next_start(done);
        let foreign = scan.is_foreign(start);
        let gap_end = if foreign { scan.opening(done, start) } else { start };
        if all {
            gap(&scan.bytes[..gap_end], done, sink);
        }
        let end = if foreign || start == text.len() { None } else { scan.run_end(start) };
        done = match end {
            Some(end) => {
                let word = scan.holds_letter(start, end);
                if all || word {
                    sink((start, end, word));
                }
                end
            }
            None => scan.by_machine(gap_end, &mut |segment| {
                if all || segment.2 {
                    sink(segment);
                }
            }),
        };
    }
}

/// ASCII between words: line ends and runs of spaces stay together, all else stands alone.
fn gap(bytes: &[u8], mut at: usize, sink: &mut impl FnMut(Segment)) {
    while at < bytes.len() {
        let start = at;
        at += match bytes[at] {
            b' ' => bytes[at..].iter().take_while(|&&byte| byte == b' ').count(),
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => 2,
            _ => 1,
        };
        sink((start, at, false));
    }
}

/// Text, read forwards, and what is known of the block of it that starts at `base`.
struct Scan<'t> {
    text: &'t str,
    bytes: &'t [u8],
    base: usize,
    /// Letters, digits and `_` of ASCII.
    words: u64,
    /// Bytes of characters beyond ASCII.
    foreign: u64,
    /// Fetched at the first character beyond ASCII.
    tables: Option<(&'static Machine, &'static ClassTable)>,
}

impl Scan<'_> {
    #[inline(always)]
    fn find(&mut self, mut at: usize, wanted: impl Fn(&Self) -> u64) -> usize {
        loop {
            if at - self.base >= BLOCK {
                if at >= self.bytes.len() {
                    return self.bytes.len();
                }
                self.load(at - at % BLOCK);
            }
            let found = wanted(self) >> (at - self.base);
            if found != 0 {
                return at + found.trailing_zeros() as usize;
            }
            at = self.base + BLOCK;
        }
    }

    #[inline]
    fn load(&mut self, base: usize) {
        let block = block_at(self.bytes, base);
        self.base = base;
        self.words = bits(&block, is_word_byte);
        self.foreign = bits(&block, |byte| !byte.is_ascii());
    }

    /// The first byte from `at` on that is of a word or beyond ASCII.
    #[inline]
    fn next_start(&mut self, at: usize) -> usize {
        self.find(at, |scan| scan.words | scan.foreign)
    }

    #[inline]
    fn is_foreign(&self, at: usize) -> bool {
        self.bytes.get(at).is_some_and(|byte| !byte.is_ascii())
    }

    /// Where the segment begins that the character beyond ASCII at `foreign` may belong to, after the boundary
    /// `done`: at the character before it, or the run of spaces.
    #[inline]
    fn opening(&self, done: usize, foreign: usize) -> usize {
        let before = &self.bytes[done..foreign];
        match before.last() {
            None => foreign,
            Some(b' ') => done + before.iter().rposition(|&byte| byte != b' ').map_or(0, |last| last + 1),
            Some(b'\n') if before.ends_with(b"\r\n") => foreign - 2,
            Some(_) => foreign - 1,
        }
    }

    /// The end of the segment that begins with the word byte at `start`, if ASCII alone decides it.
    #[inline]
    fn run_end(&mut self, start: usize) -> Option<usize> {
        let mut at = start + 1;
        loop {
            at = self.find(at, |scan| !scan.words).min(self.bytes.len());
            let Some(&byte) = self.bytes.get(at) else { return Some(at) };
            match byte {
                b'\'' | b'.' | b':' | b',' | b';' => match self.bytes.get(at + 1) {
                    Some(next) if !next.is_ascii() => return None,
                    Some(&next) if joins(self.bytes[at - 1], byte, next) => at += 2,
                    _ => return Some(at),
                },
                _ if byte.is_ascii() => return Some(at),
                _ => return None,
            }
        }
    }

    /// Whether a run is more than `_`.
    #[inline]
    fn holds_letter(&self, start: usize, end: usize) -> bool {
        self.bytes[start] != b'_' || self.bytes[start..end].iter().any(u8::is_ascii_alphanumeric)
    }

    /// Cuts by the machine from the boundary `start` to a boundary between characters of ASCII, or to the end.
    #[inline(never)]
    fn by_machine(&mut self, start: usize, sink: &mut impl FnMut(Segment)) -> usize {
        let &mut (machine, classes) = self.tables.get_or_insert_with(|| (&WORD_MACHINE, &WORD_CLASSES));
        let mut cutter = Cutter::new(machine, start);
        for (offset, character) in self.text[start..].char_indices() {
            let at = start + offset;
            let boundary = cutter.read(at, classes.get(character), sink);
            if boundary && character.is_ascii() && self.bytes.get(at + 1).is_none_or(u8::is_ascii) {
                return at;
            }
        }
        cutter.finish(self.text.len(), sink);
        self.text.len()
    }
}

#[inline(always)]
fn is_word_byte(byte: u8) -> bool {
    let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    let digit = byte.wrapping_sub(b'0') < 10;
    letter | digit | (byte == b'_')
}

/// WB6 and WB7, WB11 and WB12 in ASCII.
#[inline]
fn joins(before: u8, between: u8, after: u8) -> bool {
    let letters = before.is_ascii_alphabetic() && after.is_ascii_alphabetic();
    let digits = before.is_ascii_digit() && after.is_ascii_digit();
    match between {
        b':' => letters,
        b',' | b';' => digits,
        _ => letters || digits,
    }
}
