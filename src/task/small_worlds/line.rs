//! [`Line`]: a line of a grammar that knows where it stands, for errors that say so.

use std::path::Path;

use crate::error::Error;

/// A line, where it stands, and in which file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    pub(super) text: &'t str,
    /// From 1.
    pub(super) number: u64,
    pub(super) input: &'t Path,
}

impl Line<'_> {
    /// What is wrong in this line.
    pub(super) fn error(&self, what: &'static str, got: &str) -> Error {
        Error::parse(self.input, self.number, what, got)
    }
}
