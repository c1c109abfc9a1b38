//! Cuts text into grapheme clusters: a character of ASCII before another is one; the rest goes through the machines
//! of `grapheme.rs`. `standard.rs` holds all of it against the rules.

use crate::text::boundary::grapheme::{EXTENDED_MACHINE, GRAPHEME_CLASSES, LEGACY_MACHINE};
use crate::text::boundary::machine::{Cutter, Segment};

/// Hands every cluster to `sink`. Together they are the text.
#[inline]
pub(crate) fn grapheme_segments(text: &str, extended: bool, sink: &mut impl FnMut(Segment)) {
    let machine = if extended { &*EXTENDED_MACHINE } else { &*LEGACY_MACHINE };
    let (classes, bytes) = (&*GRAPHEME_CLASSES, text.as_bytes());
    let mut done = 0;
    while done < text.len() {
        done = plain_run(bytes, done, sink);
        let mut cutter = Cutter::new(machine, done);
        let mut end = None;
        for (offset, character) in text[done..].char_indices() {
            let at = done + offset;
            if cutter.read(at, classes.get(character), sink) && character.is_ascii() {
                end = Some(at);
                break;
            }
        }
        if end.is_none() {
            cutter.finish(text.len(), sink);
        }
        done = end.unwrap_or(text.len());
    }
}

/// Hands over the characters of ASCII from `at` on that have ASCII after them, but for carriage returns; gives the place
/// of the first that has not.
fn plain_run(bytes: &[u8], mut at: usize, sink: &mut impl FnMut(Segment)) -> usize {
    while let Some([this, next]) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        if !this.is_ascii() || !next.is_ascii() || *this == b'\r' {
            break;
        }
        sink((at, at + 1, false));
        at += 1;
    }
    at
}
