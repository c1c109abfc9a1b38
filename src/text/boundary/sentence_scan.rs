//! Cuts text into sentences: most of ASCII is passed over by blocks, the rest goes through the machine of
//! `sentence.rs`.
//!
//! Away from the end of a sentence, only terminals and line ends of ASCII matter, and whether a letter stands before
//! them. `standard.rs` holds all of it against the rules.

use crate::text::ascii_block::{BLOCK, bits, block_at};
use crate::text::boundary::machine::{Cutter, Segment};
use crate::text::boundary::sentence::{SENTENCE_CLASSES, SENTENCE_MACHINE, State};

/// Hands every sentence to `sink`. Together they are the text.
#[inline]
pub(crate) fn sentence_segments(text: &str, sink: &mut impl FnMut(Segment)) {
    let (classes, bytes) = (&*SENTENCE_CLASSES, text.as_bytes());
    let mut cutter = Cutter::new(&SENTENCE_MACHINE, 0);
    let mut calm = Calm { bytes, base: 0, stirring: 0 };
    calm.load(0);
    let mut at = 0;
    while at < text.len() {
        if cutter.state == State::Plain as u8 || cutter.state == State::Cased as u8 {
            let end = calm.end(at);
            if at < end {
                let cased = bytes[end - 1].is_ascii_alphabetic();
                cutter.state = if cased { State::Cased } else { State::Plain } as u8;
                at = end;
            }
        }
        let Some(character) = text[at..].chars().next() else { break };
        cutter.read(at, classes.get(character), sink);
        at += character.len_utf8();
    }
    cutter.finish(text.len(), sink);
}

/// Text, read forwards, and what is known of the block of it that starts at `base`.
struct Calm<'t> {
    bytes: &'t [u8],
    base: usize,
    /// Bytes that the machine must see.
    stirring: u64,
}

impl Calm<'_> {
    /// The first byte from `at` on that the machine must see.
    #[inline]
    fn end(&mut self, mut at: usize) -> usize {
        loop {
            if at - self.base >= BLOCK {
                if at >= self.bytes.len() {
                    return self.bytes.len();
                }
                self.load(at - at % BLOCK);
            }
            let found = self.stirring >> (at - self.base);
            if found != 0 {
                return at + found.trailing_zeros() as usize;
            }
            at = self.base + BLOCK;
        }
    }

    #[inline]
    fn load(&mut self, base: usize) {
        self.base = base;
        self.stirring = bits(&block_at(self.bytes, base), is_stirring);
    }
}

#[inline(always)]
fn is_stirring(byte: u8) -> bool {
    let line_end = (byte == b'\n') | (byte == b'\r');
    let terminal = (byte == b'.') | (byte == b'!') | (byte == b'?');
    line_end | terminal | (byte >= 0x80)
}
