//! [`SplitBehavior`]: what becomes of the characters that text is split at (`SplitDelimiterBehavior` of the package).

use serde::{Deserialize, Serialize};

use crate::text::span::Span;
use crate::text::token::Token;

/// What becomes of delimiters; the examples split `the-final--countdown` at `-`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SplitBehavior {
    /// `the`, `final`, `countdown`.
    Removed,
    /// `the`, `-`, `final`, `-`, `-`, `countdown`.
    Isolated,
    /// `the-`, `final-`, `-`, `countdown`: the first of several goes with what precedes it.
    MergedWithPrevious,
    /// `the`, `-final`, `-`, `-countdown`: the last of several goes with what follows it.
    MergedWithNext,
    /// `the`, `-`, `final`, `--`, `countdown`.
    Contiguous,
}

impl SplitBehavior {
    /// Hands the pieces of `text` between and of delimiters to `sink`.
    #[inline]
    pub(crate) fn split(
        self,
        text: &str,
        is_delimiter: impl Fn(char) -> bool,
        sink: &mut dyn FnMut(Token<'_>),
    ) {
        let mut emit = |start: usize, end: usize| {
            if start < end {
                sink(Token { text: &text[start..end], span: Span { start, end } });
            }
        };
        // The piece that is not handed over yet, and whether a delimiter preceded `at`.
        let (mut start, mut after_delimiter) = (0, false);
        for (at, character) in text.char_indices() {
            if !is_delimiter(character) {
                // A delimiter that waits is alone unless it goes with this character.
                if after_delimiter && self != SplitBehavior::MergedWithNext {
                    emit(start, at);
                    start = at;
                }
                after_delimiter = false;
                continue;
            }
            let end = at + character.len_utf8();
            match self {
                SplitBehavior::Removed => {
                    emit(start, at);
                    start = end;
                }
                SplitBehavior::Isolated => {
                    emit(start, at);
                    emit(at, end);
                    start = end;
                }
                SplitBehavior::MergedWithPrevious => {
                    emit(start, end);
                    start = end;
                }
                SplitBehavior::MergedWithNext => {
                    emit(start, at);
                    start = at;
                }
                SplitBehavior::Contiguous => {
                    if !after_delimiter {
                        emit(start, at);
                        start = at;
                    }
                }
            }
            after_delimiter = true;
        }
        emit(start, text.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(behavior: SplitBehavior, text: &str) -> Vec<String> {
        let mut pieces = Vec::new();
        behavior.split(text, |c| c == '-', &mut |piece| {
            assert_eq!(piece.span.slice(text), piece.text);
            pieces.push(piece.text.to_owned());
        });
        pieces
    }

    /// tokenizers 0.23.3: `Split("-", behavior).pre_tokenize_str(…)`.
    #[test]
    fn delimiters_go_where_the_behavior_says() {
        let text = "--the-final--countdown-";
        assert_eq!(split(SplitBehavior::Removed, text), ["the", "final", "countdown"]);
        assert_eq!(
            split(SplitBehavior::Isolated, text),
            ["-", "-", "the", "-", "final", "-", "-", "countdown", "-"]
        );
        assert_eq!(
            split(SplitBehavior::MergedWithPrevious, text),
            ["-", "-", "the-", "final-", "-", "countdown-"]
        );
        assert_eq!(
            split(SplitBehavior::MergedWithNext, text),
            ["-", "-the", "-final", "-", "-countdown", "-"]
        );
        assert_eq!(
            split(SplitBehavior::Contiguous, text),
            ["--", "the", "-", "final", "--", "countdown", "-"]
        );
    }
}
