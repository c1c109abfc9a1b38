//! Lines of text with their numbers, of bounded length and valid UTF-8.

use std::borrow::Cow;
use std::io::{BufRead, Read};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result, check_limit};
use crate::text::corpus::source::Source;

/// The longest line that is read: 1 GiB. A longer one is an error, not an allocation.
pub(crate) const LONGEST_LINE: u64 = 1 << 30;

/// Reads lines; `\n` and `\r\n` end one, and the end of the file ends the last.
pub(crate) struct Lines {
    source: Source,
    path: PathBuf,
    lossy: bool,
    number: u64,
    bytes: Vec<u8>,
}

impl Lines {
    pub(crate) fn new(source: Source, path: PathBuf, lossy: bool) -> Self {
        Lines { source, path, lossy, number: 0, bytes: Vec::new() }
    }

    /// The number of the line read last, from 1.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The next line without its end, or nothing at the end of the file.
    pub(crate) fn next_line(&mut self) -> Result<Option<Cow<'_, str>>> {
        self.bytes.clear();
        let read = (&mut self.source)
            .take(LONGEST_LINE + 2)
            .read_until(b'\n', &mut self.bytes)
            .map_err(|error| Error::io(&self.path, error))?;
        if read == 0 {
            return Ok(None);
        }
        self.number += 1;
        let mut line = self.bytes.as_slice();
        line = line.strip_suffix(b"\n").unwrap_or(line);
        line = line.strip_suffix(b"\r").unwrap_or(line);
        check_limit("bytes of a line", LONGEST_LINE, line.len() as u64)?;
        if self.number == 1 {
            line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
        }
        decode(line, &self.path, self.number, self.lossy).map(Some)
    }
}

/// Text from bytes: strict, or with U+FFFD for what is no UTF-8.
pub(crate) fn decode<'b>(bytes: &'b [u8], path: &Path, line: u64, lossy: bool) -> Result<Cow<'b, str>> {
    if lossy {
        return Ok(String::from_utf8_lossy(bytes));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(error) => {
            let from = &bytes[error.valid_up_to().saturating_sub(20)..];
            let near = String::from_utf8_lossy(&from[..from.len().min(60)]);
            Err(Error::parse(path, line, "invalid UTF-8 near", &near))
        }
    }
}
