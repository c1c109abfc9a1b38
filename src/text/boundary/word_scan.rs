//! Cuts text into words: ASCII by runs of bits, the rest by the machine of `word.rs`.
//!
//! Of 64 bytes of ASCII, letters, digits and `_` are runs of bits; `'`, `.`, `:`, `,` or `;` between letters or between
//! digits closes the gap between two runs; a run is a segment. Where a character beyond ASCII is near, the machine reads
//! on from the last boundary, to one behind which there is ASCII only for another 64 bytes. So no byte is read more than
//! a few times. `standard.rs` holds all of it against the rules.

use crate::text::ascii_block::{BLOCK, bits, block_at};
use crate::text::boundary::machine::{Cutter, Segment};
use crate::text::boundary::word::{WORD_CLASSES, WORD_MACHINE};

/// Hands every segment with a letter or a number to `sink`; if `all`, the others, too.
#[inline]
pub(crate) fn word_segments(text: &str, all: bool, sink: &mut impl FnMut(Segment)) {
    let mut done = 0;
    while done < text.len() {
        let (last, read) = ascii_segments(text.as_bytes(), done, all, sink);
        done = if last < text.len() { machine_segments(text, last, read, all, sink) } else { last };
    }
}

/// Cuts from the boundary `done` on as far as there is ASCII; gives the last boundary found and how far it read.
#[inline(always)]
fn ascii_segments(
    bytes: &[u8],
    mut done: usize,
    all: bool,
    sink: &mut impl FnMut(Segment),
) -> (usize, usize) {
    let (mut base, mut inside, mut last_is_word) = (done, false, 0);
    while base < bytes.len() {
        let block = block_at(bytes, base);
        // The byte after the block tells whether its last one is joined to anything.
        let next = bytes.get(base + BLOCK).copied().unwrap_or_default();
        if !block.is_ascii() || !next.is_ascii() {
            return (done, base);
        }
        let words = bits(&block, is_word_byte);
        let between = (words << 1 | last_is_word) & (words >> 1 | u64::from(is_word_byte(next)) << 63);
        let runs = words | joining(bytes, base, bits(&block, is_joining_byte) & between);
        let mut edges = runs ^ (runs << 1 | u64::from(inside));
        while edges != 0 {
            let at = base + edges.trailing_zeros() as usize;
            edges &= edges - 1;
            if inside {
                run(bytes, done, at, all, sink);
            } else if all {
                gap(&bytes[..at], done, sink);
            }
            (done, inside) = (at, !inside);
        }
        last_is_word = words >> 63;
        base += BLOCK;
    }
    if inside {
        run(bytes, done, bytes.len(), all, sink);
    } else if all {
        gap(bytes, done, sink);
    }
    (bytes.len(), bytes.len())
}

/// A segment of ASCII that begins with a letter, a digit or `_`.
#[inline(always)]
fn run(bytes: &[u8], start: usize, end: usize, all: bool, sink: &mut impl FnMut(Segment)) {
    let word = bytes[start] != b'_' || bytes[start..end].iter().any(u8::is_ascii_alphanumeric);
    if all || word {
        sink((start, end, word));
    }
}

/// ASCII between runs: line ends and runs of spaces stay together, all else stands alone.
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

#[inline(always)]
fn is_word_byte(byte: u8) -> bool {
    let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    let digit = byte.wrapping_sub(b'0') < 10;
    letter | digit | (byte == b'_')
}

#[inline(always)]
fn is_joining_byte(byte: u8) -> bool {
    (byte == b'\'') | (byte == b'.') | (byte == b',') | (byte.wrapping_sub(b':') < 2)
}

/// Of the candidates, bytes that may join the word bytes around them, those that do: WB6 and WB7, WB11 and WB12.
#[inline(always)]
fn joining(bytes: &[u8], base: usize, mut candidates: u64) -> u64 {
    let mut joining = candidates;
    while candidates != 0 {
        let at = base + candidates.trailing_zeros() as usize;
        let (before, between, after) = (bytes[at - 1], bytes[at], bytes[at + 1]);
        let letters = before.is_ascii_alphabetic() && after.is_ascii_alphabetic();
        let digits = before.is_ascii_digit() && after.is_ascii_digit();
        let joins = match between {
            b':' => letters,
            b',' | b';' => digits,
            _ => letters || digits,
        };
        let lowest = candidates & candidates.wrapping_neg();
        joining ^= if joins { 0 } else { lowest };
        candidates ^= lowest;
    }
    joining
}

/// Cuts by the machine from the boundary `start` to one behind `read` after which there is ASCII only for a while, or to
/// the end.
#[inline(never)]
fn machine_segments(
    text: &str,
    start: usize,
    read: usize,
    all: bool,
    sink: &mut impl FnMut(Segment),
) -> usize {
    let (bytes, classes) = (text.as_bytes(), &*WORD_CLASSES);
    let mut cutter = Cutter::new(&WORD_MACHINE, start);
    let mut sink = |segment: Segment| {
        if all || segment.2 {
            sink(segment);
        }
    };
    let mut foreign = read;
    for (offset, character) in text[start..].char_indices() {
        let at = start + offset;
        let boundary = cutter.read(at, classes.get(character), &mut sink);
        if boundary && at > foreign && character.is_ascii() {
            let ahead = &bytes[at..bytes.len().min(at + BLOCK + 1)];
            match ahead.iter().position(|byte| !byte.is_ascii()) {
                Some(length) => foreign = at + length,
                None => return at,
            }
        }
    }
    cutter.finish(text.len(), &mut sink);
    text.len()
}
