//! [`Rewriter`]: a text to which substitutions are applied, one after another, and the patterns that they share.

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
    /// over. Nothing is done where none of `needed` occurs, unless it is empty.
    pub(super) fn each(&mut self, needed: &str, pattern: impl for<'a> Fn(&'a str, &'a str) -> Kept<'a>) {
        let bytes = self.text.as_bytes();
        if !needed.is_empty() && !needed.bytes().any(|byte| bytes.contains(&byte)) {
            return;
        }
        self.next.clear();
        let (mut at, mut copied) = (0, 0);
        while at < self.text.len() {
            let (before, tail) = self.text.split_at(at);
            if let Some((length, first, second)) = pattern(before, tail) {
                self.next.push_str(&self.text[copied..at]);
                self.next.push_str(first);
                self.next.push_str(second);
                at += length;
                copied = at;
            } else {
                at += tail.chars().next().map_or(1, char::len_utf8);
            }
        }
        if copied > 0 {
            self.next.push_str(&self.text[copied..]);
            std::mem::swap(&mut self.text, &mut self.next);
        }
    }
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
