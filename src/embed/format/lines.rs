//! [`LineBlocks`]: whole lines of a file, some megabytes at a time; and the header of word2vec's files.

use std::io::{BufRead, Read};
use std::ops::Range;

use crate::embed::format::intake::{Intake, Place};
use crate::error::{Error, Result, check_limit};
use crate::text::corpus::lines::LONGEST_LINE;
use crate::text::corpus::source::Source;

/// Bytes that are read at a time.
const BLOCK: usize = 1 << 23;
/// Bytes of the longest header that is read.
const LONGEST_HEADER: u64 = 1 << 12;

/// Reads whole lines.
pub(super) struct LineBlocks {
    buffer: Vec<u8>,
    /// Where in the buffer the bytes lie that were not handed out.
    kept: Range<usize>,
    ended: bool,
}

impl LineBlocks {
    pub(super) fn new() -> Self {
        LineBlocks { buffer: Vec::new(), kept: 0..0, ended: false }
    }

    /// The next lines; nothing at the end of the file. The last line may lack its break.
    pub(super) fn next(&mut self, source: &mut Source, intake: &Intake<'_>) -> Result<Option<&[u8]>> {
        self.buffer.copy_within(self.kept.clone(), 0);
        let mut held = self.kept.len();
        loop {
            check_limit("bytes of a line", LONGEST_LINE, held as u64)?;
            let until = BLOCK.max(2 * held) as u64;
            self.buffer.truncate(held);
            if !self.ended {
                let read = source.take(until - held as u64).read_to_end(&mut self.buffer);
                let read = read.map_err(|error| Error::io(intake.file.path, error))?;
                self.ended = (read as u64) < until - held as u64;
            }
            let end = match self.buffer[held..].iter().rposition(|&byte| byte == b'\n') {
                _ if self.ended => self.buffer.len(),
                Some(at) => held + at + 1,
                None => {
                    held = self.buffer.len();
                    continue;
                }
            };
            self.kept = end..self.buffer.len();
            return Ok(if end == 0 { None } else { Some(&self.buffer[..end]) });
        }
    }
}

/// Cuts lines into pieces of about so many bytes, each of whole lines.
pub(super) fn pieces(lines: &[u8], size: usize) -> Vec<&[u8]> {
    let (mut pieces, mut rest) = (Vec::new(), lines);
    while !rest.is_empty() {
        let from = rest.len().min(size);
        let end = rest[from..].iter().position(|&byte| byte == b'\n').map_or(rest.len(), |at| from + at + 1);
        let (piece, after) = rest.split_at(end);
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// How many words the first line promises, and how many numbers each.
pub(super) fn read_header(source: &mut Source, intake: &Intake<'_>) -> Result<(u64, u64)> {
    let mut line = Vec::new();
    let read = source.take(LONGEST_HEADER).read_until(b'\n', &mut line);
    read.map_err(|error| Error::io(intake.file.path, error))?;
    let text = std::str::from_utf8(&line).unwrap_or_default();
    let numbers: Vec<Option<u64>> = text.split_whitespace().map(|field| field.parse().ok()).collect();
    match numbers[..] {
        [Some(rows), Some(columns)] if columns > 0 => Ok((rows, columns)),
        _ => {
            let what = "expected how many words there are, and how many numbers each has";
            Err(intake.error(Place::Line(1), what, line.trim_ascii_end()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_whole_lines() {
        let lines = b"one\ntwo\n\nthree";
        for size in 1..20 {
            let pieces = pieces(lines, size);
            assert_eq!(pieces.concat(), lines);
            let (_, all_but_last) = pieces.split_last().unwrap();
            assert!(all_but_last.iter().all(|piece| piece.ends_with(b"\n")));
        }
        assert!(pieces(b"", 4).is_empty());
    }
}
