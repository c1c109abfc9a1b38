//! [`ConcordanceLine`]: one place of a phrase, ready to print.

use std::fmt;
use std::ops::Range;

use crate::text::span::Span;

/// A place where a phrase stands, and what stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConcordanceLine {
    /// The tokens of the phrase, by their number in the text.
    pub tokens: Range<usize>,
    /// The tokens before it, as many as a line could need.
    pub left: Range<usize>,
    /// The tokens behind it, as many as a line could need.
    pub right: Range<usize>,
    /// Where it stands in the original text, if the index knows that.
    pub span: Option<Span>,
    /// The phrase as it stands there, its tokens joined by spaces.
    pub query: String,
    /// What is printed before it: cut to width, or filled with spaces from the left.
    pub left_text: String,
    /// What is printed behind it: cut to width.
    pub right_text: String,
}

/// The line as NLTK prints it.
impl fmt::Display for ConcordanceLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.left_text, self.query, self.right_text)
    }
}
