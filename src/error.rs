//! The one error of the crate: what went wrong, where, with which value.
//!
//! Variants are cut by what a caller can do about them. Absence (an unknown word, an empty row) is
//! `Option`, never an error. The small checks at the foot build the common ones.

use std::fmt::Display;
use std::io;
use std::path::PathBuf;

/// The crate's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything that can go wrong in the crate.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A parameter is outside its range: change the parameter.
    #[error("parameter {name}: expected {expected}, got {got}")]
    Parameter {
        /// The setter's name.
        name: &'static str,
        /// The value that was given.
        got: String,
        /// The values that are allowed.
        expected: &'static str,
    },
    /// There is nothing to work on: give more input, or prune less.
    #[error("{what} is empty")]
    Empty {
        /// What is empty.
        what: &'static str,
    },
    /// Two lengths that must agree do not.
    #[error("{what}: expected {expected}, got {got}")]
    Shape {
        /// Which lengths.
        what: &'static str,
        /// The length that is needed.
        expected: usize,
        /// The length that was given.
        got: usize,
    },
    /// A name that was fixed at fit is not known.
    #[error("unknown {what} {got:?}; known: {known}")]
    Unknown {
        /// What kind of name.
        what: &'static str,
        /// The name that was given.
        got: String,
        /// The known names, joined by commas (at most twenty).
        known: String,
    },
    /// A line of a file cannot be read: mend the line.
    #[error("{input}, line {line}: {what}: {got:?}")]
    Parse {
        /// The file.
        input: PathBuf,
        /// Its line, from 1.
        line: u64,
        /// What is wrong with it.
        what: &'static str,
        /// The offending text, shortened.
        got: String,
    },
    /// A model file is damaged, truncated or of another kind: get it again.
    #[error("{what} is corrupt: {reason}")]
    Corrupt {
        /// The file or value.
        what: String,
        /// What does not fit.
        reason: String,
    },
    /// A value is past what the crate can hold.
    #[error("{what}: {got} is past the limit of {limit}")]
    Limit {
        /// What is limited.
        what: &'static str,
        /// The limit.
        limit: u64,
        /// The value.
        got: u64,
    },
    /// The observer asked to stop.
    #[error("interrupted")]
    Interrupted,
    /// The operating system refused.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl Error {
    /// A parameter outside its range.
    pub(crate) fn parameter(name: &'static str, got: impl Display, expected: &'static str) -> Self {
        Error::Parameter { name, got: got.to_string(), expected }
    }

    /// A line that cannot be read; `got` is cut to 60 characters.
    pub(crate) fn parse(input: impl Into<PathBuf>, line: u64, what: &'static str, got: &str) -> Self {
        let shortened = match got.char_indices().nth(60) {
            Some((cut, _)) => format!("{}…", &got[..cut]),
            None => got.to_owned(),
        };
        Error::Parse { input: input.into(), line, what, got: shortened }
    }

    /// An error of the operating system at `path`.
    pub(crate) fn io(path: impl Into<PathBuf>, source: io::Error) -> Self {
        Error::Io { path: path.into(), source }
    }

    /// A value that breaks its own rules.
    pub(crate) fn corrupt(what: impl Into<String>, reason: impl Into<String>) -> Self {
        Error::Corrupt { what: what.into(), reason: reason.into() }
    }

    /// A name that was not there at fit.
    pub(crate) fn unknown<'n>(
        what: &'static str,
        got: impl Into<String>,
        known: impl Iterator<Item = &'n str>,
    ) -> Self {
        let known = known.take(20).collect::<Vec<_>>().join(", ");
        Error::Unknown { what, got: got.into(), known }
    }
}

/// Refuses unequal lengths.
pub(crate) fn check_shape(what: &'static str, expected: usize, got: usize) -> Result<()> {
    if expected == got { Ok(()) } else { Err(Error::Shape { what, expected, got }) }
}

/// Refuses a parameter unless `allowed`.
pub(crate) fn check_parameter(
    allowed: bool,
    name: &'static str,
    got: impl Display,
    expected: &'static str,
) -> Result<()> {
    if allowed { Ok(()) } else { Err(Error::parameter(name, got, expected)) }
}

/// Refuses a count past `limit`.
pub(crate) fn check_limit(what: &'static str, limit: u64, got: u64) -> Result<()> {
    if got <= limit { Ok(()) } else { Err(Error::Limit { what, limit, got }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_hold_the_numbers() {
        let error = check_shape("labels", 3, 4).unwrap_err();
        assert_eq!(error.to_string(), "labels: expected 3, got 4");
        let error = check_parameter(false, "alpha", f64::NAN, "a finite number ≥ 0").unwrap_err();
        assert_eq!(error.to_string(), "parameter alpha: expected a finite number ≥ 0, got NaN");
        let error = Error::parse("a.tsv", 7, "no tab", &"x".repeat(100));
        assert_eq!(error.to_string(), format!("a.tsv, line 7: no tab: \"{}…\"", "x".repeat(60)));
    }
}
