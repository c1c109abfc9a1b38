//! [`scan`]: words, marks and symbols, found in one pass.
//!
//! mteval states its tokenizers as substitutions, one after the other: a space around every symbol; a space around a
//! mark unless a number stands before it; a space around a mark unless a number stands behind it. Substitutions go on
//! behind what they took, so in a row of marks each may take its neighbour. What comes of a row depends on nothing but
//! its length and what stands at its two ends:
//!
//! 1. The first substitution takes pairs: of what is no number and a mark. If no number stands before the row its pairs
//!    begin there, otherwise at the first mark. Every mark but the first is then a word of its own, except the last,
//!    if it ended no pair: it has a space before it only.
//! 2. The second cuts off every mark that anything but a number follows, spaces included.
//!
//! Hence a mark can stay in a word only as the last of its row, when a number follows; it stays with what precedes it
//! if it is alone and that is a number: `1.5` is one word, `a.5` are three, `a..5` is `a`, `.`, `.5`.

use crate::text::ascii_block::{BLOCK, bits, block_at};
use crate::text::span::Span;
use crate::text::token::Token;

/// What a character is to the scanner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    Word,
    Number,
    /// Cut off, unless numbers stand beside it.
    Mark,
    /// Cut off.
    Symbol,
    /// Cut off behind a number.
    Dash,
    Space,
}

/// What characters are, and what the ends of a line are.
pub(super) trait Alphabet {
    /// Characters of ASCII.
    const ASCII: [Kind; 128];
    /// Whether a line begins and ends with a space, or with nothing.
    const IS_PADDED: bool;

    /// What a character beyond ASCII is.
    fn wide(character: char) -> Kind;

    /// Whether a character that begins with `byte` may be something else than a letter or a number. Bytes inside of
    /// characters need no look.
    #[inline]
    fn needs_look(byte: u8) -> bool {
        byte >= 0xC0 || !byte.is_ascii_alphanumeric() && byte < 0x80
    }

    /// What any character is.
    fn kind(character: char) -> Kind {
        Self::ASCII.get(character as usize).copied().unwrap_or_else(|| Self::wide(character))
    }
}

/// The kinds of ASCII: white space as Python sees it, numbers, letters; other characters as `other` says.
pub(super) const fn ascii_kinds(marks: &[u8], words: &[u8], dashes: &[u8]) -> [Kind; 128] {
    let mut kinds = [Kind::Symbol; 128];
    let mut byte = 0;
    while byte < 128 {
        let is_control = byte < 0x20 || byte == 0x7F;
        if matches!(byte, 0x09..=0x0D | 0x1C..=0x20) {
            kinds[byte] = Kind::Space;
        } else if (byte as u8).is_ascii_digit() {
            kinds[byte] = Kind::Number;
        } else if (byte as u8).is_ascii_alphabetic() || is_control {
            kinds[byte] = Kind::Word;
        }
        byte += 1;
    }
    set(set(set(kinds, marks, Kind::Mark), words, Kind::Word), dashes, Kind::Dash)
}

const fn set(mut kinds: [Kind; 128], bytes: &[u8], kind: Kind) -> [Kind; 128] {
    let mut at = 0;
    while at < bytes.len() {
        kinds[bytes[at] as usize] = kind;
        at += 1;
    }
    kinds
}

/// Hands over the tokens of `text`. Letters and numbers of ASCII, and what else is surely of words, are passed over
/// sixty-four bytes at a time.
pub(super) fn scan<A: Alphabet>(text: &str, sink: &mut dyn FnMut(Token<'_>)) {
    let mut scan = Scan::<A> { text, start: 0, at: 0, sink, alphabet: std::marker::PhantomData };
    let bytes = text.as_bytes();
    for base in (0..bytes.len()).step_by(BLOCK) {
        let mut left = bits(&block_at(bytes, base), A::needs_look) & first_bits(bytes.len() - base);
        while left != 0 {
            let at = base + left.trailing_zeros() as usize;
            left &= left - 1;
            // A row of marks may have taken it already.
            if scan.at <= at {
                scan.at = at;
                scan.look(bytes[at]);
            }
        }
    }
    scan.at = bytes.len();
    scan.close(0);
}

/// The lowest so many bits, or all.
#[inline]
fn first_bits(count: usize) -> u64 {
    if count < BLOCK { (1 << count) - 1 } else { u64::MAX }
}

struct Scan<'t, 's, A> {
    text: &'t str,
    /// Where the current word starts; it is empty if that is `at`.
    start: usize,
    at: usize,
    sink: &'s mut dyn FnMut(Token<'_>),
    alphabet: std::marker::PhantomData<A>,
}

impl<A: Alphabet> Scan<'_, '_, A> {
    /// Does what the character at `at` asks for; `byte` is its first.
    #[inline]
    fn look(&mut self, byte: u8) {
        let (kind, length) = match A::ASCII.get(usize::from(byte)) {
            Some(&kind) => (kind, 1),
            None => self.wide(),
        };
        match kind {
            Kind::Word | Kind::Number => {}
            Kind::Space => self.close(length),
            Kind::Symbol => self.alone(length),
            Kind::Dash if self.is_behind_number() == Some(true) => self.alone(length),
            Kind::Dash => {}
            Kind::Mark => self.marks(),
        }
    }

    /// What the character beyond ASCII at `at` is, and its length.
    fn wide(&self) -> (Kind, usize) {
        let character = self.text[self.at..].chars().next();
        character.map_or((Kind::Space, 1), |character| (A::wide(character), character.len_utf8()))
    }

    /// Whether a number stands before `at`; nothing where the text begins.
    fn is_behind_number(&self) -> Option<bool> {
        let before = self.text[..self.at].chars().next_back();
        before.map(|character| A::kind(character) == Kind::Number)
    }

    /// Ends the current word here; the next begins `skip` bytes on.
    #[inline]
    fn close(&mut self, skip: usize) {
        if self.start < self.at {
            let span = Span { start: self.start, end: self.at };
            (self.sink)(Token { text: span.slice(self.text), span });
        }
        self.at += skip;
        self.start = self.at;
    }

    /// Ends the current word; the next `length` bytes are one.
    fn alone(&mut self, length: usize) {
        self.close(0);
        self.at += length;
        self.close(0);
    }

    /// A row of marks, cut as the head of this file says.
    fn marks(&mut self) {
        let is_mark = |&character: &char| A::kind(character) == Kind::Mark;
        let row = || self.text[self.at..].chars().take_while(is_mark);
        let end = self.at + row().map(char::len_utf8).sum::<usize>();
        let (length, last) = (row().count(), row().last().map_or(0, char::len_utf8));
        let behind_number = self.is_behind_number().unwrap_or(!A::IS_PADDED);
        let next = self.text[end..].chars().next();
        let before_number = next.map(|character| A::kind(character) == Kind::Number);
        // Pairs are counted from what stands before the row, if it is no number.
        let is_last_unpaired = (length % 2 == 1) == behind_number;
        let is_kept = is_last_unpaired && before_number.unwrap_or(!A::IS_PADDED && length == 1);
        let cut = if is_kept { end - last } else { end };
        while self.at < cut {
            let width = self.text[self.at..].chars().next().map_or(1, char::len_utf8);
            self.alone(width);
        }
        self.at = end;
    }
}
