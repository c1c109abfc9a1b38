//! [`Rewriter`]: a text to which substitutions are applied, one after another, and the patterns that they share.

use crate::text::places::Places;
use crate::text::python;

/// What a pattern found at the start of a text: how many bytes, and the two pieces that take their place.
pub(super) type Kept<'a> = Option<(usize, &'a str, &'a str)>;

/// A text under substitution.
pub(super) struct Rewriter {
    text: String,
    next: String,
}

impl Rewriter {
    pub(super) fn new(text: String) -> Self {
        Rewriter { text, next: String::new() }
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Takes characters off both ends.
    pub(super) fn trim(&mut self, is_trimmed: fn(char) -> bool) {
        self.text.truncate(self.text.trim_end_matches(is_trimmed).len());
        let start = self.text.len() - self.text.trim_start_matches(is_trimmed).len();
        self.text.drain(..start);
    }

    /// Applies `pattern` to what stands before a place and from it on, from left to right; what was found is passed
    /// over. Places are those that `begins` names.
    pub(super) fn each(
        &mut self,
        begins: Begins<impl Fn(u8, u8) -> bool>,
        pattern: impl for<'a> Fn(&'a str, &'a str) -> Kept<'a>,
    ) {
        self.next.clear();
        let mut places = Places::new(&self.text, begins.pair);
        let (mut from, mut copied) = (0, 0);
        while let Some(place) = places.next_from(from) {
            from = place + 1;
            let Some(at) = start_of(&self.text, place, begins.back).filter(|&at| at >= copied) else {
                continue;
            };
            let (before, tail) = self.text.split_at(at);
            if let Some((length, first, second)) = pattern(before, tail) {
                self.next.push_str(&self.text[copied..at]);
                self.next.push_str(first);
                self.next.push_str(second);
                copied = at + length;
                from = from.max(copied);
            }
        }
        if copied > 0 {
            self.next.push_str(&self.text[copied..]);
            std::mem::swap(&mut self.text, &mut self.next);
        }
    }
}

/// Where a pattern may begin.
pub(super) struct Begins<F> {
    /// A byte and the next one that every match has.
    pair: F,
    /// The match begins so many characters before that of the first byte.
    back: usize,
}

/// With the two bytes.
pub(super) fn with<F: Fn(u8, u8) -> bool>(pair: F) -> Begins<F> {
    Begins { pair, back: 0 }
}

/// One character before the two bytes.
pub(super) fn before<F: Fn(u8, u8) -> bool>(pair: F) -> Begins<F> {
    Begins { pair, back: 1 }
}

/// Whether the byte is one of `signs`, without a branch.
#[inline(always)]
pub(super) fn is_of<const N: usize>(byte: u8, signs: &[u8; N]) -> bool {
    signs.iter().fold(false, |found, &sign| found | (sign == byte))
}

/// Whether white space may end with the byte: every byte that continues a character may.
#[inline(always)]
pub(super) fn ends_space(byte: u8) -> bool {
    (byte == b' ') | (b'\t'..=b'\r').contains(&byte) | (0x80..0xC0).contains(&byte)
}

/// Whether white space may begin with the byte.
#[inline(always)]
pub(super) fn begins_space(byte: u8) -> bool {
    (byte == b' ') | (b'\t'..=b'\r').contains(&byte) | (byte >= 0xC0)
}

/// Where the character begins that stands `back` characters before that of the byte at `place`.
fn start_of(text: &str, place: usize, back: usize) -> Option<usize> {
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    (0..back).try_fold(boundary(place), |at, _| at.checked_sub(1).map(boundary))
}

/// A character, white space, and what `second` says the length of: the white space goes.
pub(super) fn glue<'a>(
    tail: &'a str,
    first: impl Fn(char) -> bool,
    second: impl Fn(&'a str) -> Option<usize>,
) -> Kept<'a> {
    let rest = tail.strip_prefix(first)?;
    let after = rest.strip_prefix(char::is_whitespace)?;
    let length = second(after)?;
    Some((tail.len() - after.len() + length, &tail[..tail.len() - rest.len()], &after[..length]))
}

/// White space before one of `signs` goes.
pub(super) fn drop_space_before<'a>(tail: &'a str, signs: &str) -> Kept<'a> {
    let rest = tail.strip_prefix(char::is_whitespace)?;
    rest.starts_with(|c| signs.contains(c)).then(|| (tail.len() - rest.len() + 1, &rest[..1], ""))
}

/// The length of the first of `texts` that `tail` starts with.
pub(super) fn one_of(tail: &str, texts: &[&str]) -> Option<usize> {
    texts.iter().find(|text| tail.starts_with(**text)).map(|text| text.len())
}

/// Two words with white space between them, letters in any case: the white space goes. The package `regex` takes `İ`
/// for an `i`, but not `ı`.
pub(super) fn two_halves<'a>(tail: &'a str, first: &str, second: &str) -> Kept<'a> {
    let half = python::match_ignoring_case(tail, first)?;
    let after = tail[half..].strip_prefix(char::is_whitespace)?;
    let length = python::match_ignoring_case(after, second)?;
    let kept = (tail.len() - after.len() + length, &tail[..half], &after[..length]);
    (!kept.1.contains('ı') && !kept.2.contains('ı')).then_some(kept)
}
