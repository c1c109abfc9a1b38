//! [`read_lines`]: all lines of a file just as they stand, for files whose lines belong together one by one.

use std::io::{BufRead, Read};
use std::path::Path;

use crate::error::{Error, Result, check_limit};
use crate::text::corpus::lines::{LONGEST_LINE, decode};
use crate::text::corpus::source::{name, open};

/// The lines of a file, plain or compressed with gzip or Zstandard; `-` is standard input.
///
/// Only `\n` ends a line. Nothing else is taken away: no blank line, no white space, no byte order mark.
///
/// # Errors
/// [`Error::Io`] for a file that cannot be read, [`Error::Parse`] with the line for bytes that are no UTF-8,
/// [`Error::Limit`] past 1 GiB a line.
///
/// # Examples
/// ```
/// let lines = wordmill::text::read_lines("corpora/reviews.tsv".as_ref())?;
/// assert!(lines[0].starts_with("label\t"));
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn read_lines(path: &Path) -> Result<Vec<String>> {
    let mut source = open(path)?;
    let mut lines = Vec::new();
    loop {
        let mut bytes = Vec::new();
        let read = (&mut source).take(LONGEST_LINE + 1).read_until(b'\n', &mut bytes);
        if read.map_err(|error| Error::io(name(path), error))? == 0 {
            return Ok(lines);
        }
        if bytes.last() == Some(&b'\n') {
            bytes.pop();
        }
        check_limit("bytes of a line", LONGEST_LINE, bytes.len() as u64)?;
        lines.push(decode(&bytes, name(path), lines.len() as u64 + 1, false)?.into_owned());
    }
}
