//! [`Lines`]: the lines of a text file, numbered, and errors that name them.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use crate::error::{Error, Result};

/// Opens a text file; one that is named `.gz` is unpacked.
pub(super) fn open(path: &Path) -> Result<Box<dyn Read>> {
    let file = File::open(path).map_err(|error| Error::io(path, error))?;
    let packed = path.extension().is_some_and(|extension| extension == "gz");
    Ok(if packed { Box::new(MultiGzDecoder::new(BufReader::new(file))) } else { Box::new(file) })
}

/// Lines as they come. The line that was read last is kept to be spoken of.
pub(super) struct Lines<'s, R> {
    reader: BufReader<R>,
    source: &'s Path,
    number: u64,
    line: Vec<u8>,
}

impl<'s, R: Read> Lines<'s, R> {
    pub(super) fn new(input: R, source: &'s Path) -> Self {
        Lines { reader: BufReader::with_capacity(1 << 16, input), source, number: 0, line: Vec::new() }
    }

    /// Goes to the next line; false at the end.
    pub(super) fn advance(&mut self) -> Result<bool> {
        self.line.clear();
        let read = self.reader.read_until(b'\n', &mut self.line);
        let read = read.map_err(|error| Error::io(self.source, error))?;
        self.number += 1;
        Ok(read > 0)
    }

    /// The line, its break included.
    pub(super) fn line(&self) -> &[u8] {
        &self.line
    }

    /// What is wrong with the line, and the value it is about.
    pub(super) fn error(&self, what: &'static str, got: &[u8]) -> Error {
        Error::parse(self.source, self.number, what, &String::from_utf8_lossy(got))
    }

    /// What is wrong with the line as a whole.
    pub(super) fn line_error(&self, what: &'static str) -> Error {
        self.error(what, self.line.trim_ascii_end())
    }
}

/// The words of a line between blanks, which are those of C and Python.
pub(super) fn words(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t'..=b'\r');
    line.split(is_blank).filter(|word| !word.is_empty())
}
