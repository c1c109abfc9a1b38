//! [`Lines`]: lines, with or without the blank ones.
//!
//! Source: NLTK 3.10.4, `LineTokenizer`. Lines end where Python's `str.splitlines` ends them: at `\n`, `\r`, `\r\n` and
//! at U+000B, U+000C, U+001C to U+001E, U+0085, U+2028 and U+2029.

use serde::{Deserialize, Serialize};

use crate::text::python;
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::tokenizer::Tokenizer;

/// What becomes of lines that hold nothing but white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum BlankLines {
    /// They are tokens.
    Keep,
    /// They are left out.
    #[default]
    Discard,
    /// The last line is left out if it is blank (NLTK's `discard-eof`).
    DiscardLast,
}

/// The lines of a text without their ends.
///
/// # Examples
/// ```
/// use wordmill::text::{Tokenizer, tokenize::{BlankLines, Lines}};
/// let text = "one\n\ntwo\r\n \n";
/// assert_eq!(Lines::default().tokens(text).len(), 2);
/// assert_eq!(Lines::new(BlankLines::Keep).tokens(text).len(), 4);
/// assert_eq!(Lines::new(BlankLines::DiscardLast).tokens(text)[2].text, "two");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Lines {
    blank: BlankLines,
}

impl Lines {
    /// With a rule for blank lines.
    #[must_use]
    pub fn new(blank: BlankLines) -> Self {
        Lines { blank }
    }
}

impl Tokenizer for Lines {
    fn tokenize(&self, text: &str, sink: &mut dyn FnMut(Token<'_>)) {
        let mut start = 0;
        while start < text.len() {
            let (end, next) = end_of_line(text, start);
            let line = &text[start..end];
            let kept = match self.blank {
                BlankLines::Keep => true,
                BlankLines::Discard => !is_blank(line),
                BlankLines::DiscardLast => next < text.len() || !is_blank(line),
            };
            if kept {
                sink(Token { text: line, span: Span { start, end } });
            }
            start = next;
        }
    }
}

/// Where the line that begins at `start` ends and where the next begins.
fn end_of_line(text: &str, start: usize) -> (usize, usize) {
    let Some((offset, character)) = text[start..].char_indices().find(|(_, c)| ends_line(*c)) else {
        return (text.len(), text.len());
    };
    let end = start + offset;
    let width = if text[end..].starts_with("\r\n") { 2 } else { character.len_utf8() };
    (end, end + width)
}

fn ends_line(character: char) -> bool {
    matches!(character, '\n'..='\r' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_blank(line: &str) -> bool {
    line.chars().all(python::is_space)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(blank: BlankLines, text: &str) -> Vec<String> {
        Lines::new(blank).tokens(text).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn lines_end_where_python_ends_them() {
        assert_eq!(lines(BlankLines::Keep, "a\r\nb\u{2028}c\x1d\x1fd\n"), ["a", "b", "c", "\x1fd"]);
        assert_eq!(lines(BlankLines::Keep, "\n\r"), ["", ""]);
        assert!(lines(BlankLines::Keep, "").is_empty());
    }

    #[test]
    fn blank_lines_go_as_asked() {
        assert_eq!(lines(BlankLines::Discard, "a\n \u{a0}\nb\n\n"), ["a", "b"]);
        assert_eq!(lines(BlankLines::DiscardLast, "a\n \nb\n\n"), ["a", " ", "b"]);
    }
}
