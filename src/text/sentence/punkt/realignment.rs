//! [`Realignment`]: closing quotes and brackets go back to the sentence that they close.

use crate::text::span::Span;

/// Takes the slices of a text one by one and hands on sentences.
#[derive(Debug)]
pub(crate) struct Realignment<'t> {
    text: &'t str,
    /// The last slice, less what it gave back.
    pending: Option<Span>,
}

impl<'t> Realignment<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Realignment { text, pending: None }
    }

    /// Takes the next slice; hands on the one before it.
    pub(crate) fn take(&mut self, slice: Span, sentence: &mut impl FnMut(Span)) {
        let Some(before) = self.pending else {
            self.pending = Some(slice);
            return;
        };
        match closing(self.text.get(slice.start..slice.end).unwrap_or_default()) {
            Some((marks, all)) => {
                sentence(Span { start: before.start, end: slice.start + marks });
                self.pending = Some(Span { start: slice.start + all, end: slice.end });
            }
            None => {
                keep(before, sentence);
                self.pending = Some(slice);
            }
        }
    }

    /// Hands on the last slice.
    pub(crate) fn finish(self, sentence: &mut impl FnMut(Span)) {
        if let Some(last) = self.pending {
            keep(last, sentence);
        }
    }
}

/// Hands on a slice that something is left of.
fn keep(slice: Span, sentence: &mut impl FnMut(Span)) {
    if slice.start < slice.end {
        sentence(slice);
    }
}

/// How many bytes the closing marks at the beginning of `slice` take, without and with the white space behind them.
/// They close what is before only if white space, two hyphens or the end follows.
fn closing(slice: &str) -> Option<(usize, usize)> {
    let mark = |c| matches!(c, '"' | '\'' | ')' | ']' | '}' | '‘' | '’' | '“' | '”' | '«' | '»');
    let rest = slice.trim_start_matches(mark);
    let marks = slice.len() - rest.len();
    let next = rest.trim_start_matches(char::is_whitespace);
    let closes = rest.is_empty() || next.len() < rest.len() || rest.starts_with("--");
    (marks > 0 && closes).then(|| (marks, slice.len() - next.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_close_before_space_hyphens_or_the_end() {
        assert_eq!(closing("\")  a"), Some((2, 4)));
        assert_eq!(closing("”--a"), Some((3, 3)));
        assert_eq!(closing("')"), Some((2, 2)));
        assert_eq!(closing("\"a"), None);
        assert_eq!(closing(" a"), None);
        assert_eq!(closing(""), None);
    }
}
