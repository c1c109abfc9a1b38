//! [`Intake`]: words and rows as they come out of a file, checked one by one.

use std::io::{BufRead, Read};
use std::mem;
use std::path::Path;

use crate::embed::embeddings::Embeddings;
use crate::embed::format::number_kind::NumberKind;
use crate::error::{Error, Result};
use crate::progress::{self, Progress};
use crate::text::vocabulary::Vocabulary;
use crate::vector::dense::DenseMatrix;

/// Numbers that are reserved for a file whose size is not known.
const UNKNOWN_SIZE: u64 = 1 << 16;
/// Bytes of numbers that are read at a time.
const BLOCK: usize = 1 << 16;
/// Numbers between two reports.
const REPORT: u64 = 1 << 21;

/// Where in a file something stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    /// A line, from 1.
    Line(u64),
    /// A word, from 1.
    Word(u64),
}

/// What a lossy reader passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Skipped {
    /// Rows of words that had a row already.
    pub duplicates: u64,
    /// Words whose broken UTF-8 was replaced.
    pub mended: u64,
    /// Words that the file of counts lacks.
    pub uncounted: u64,
}

/// What is known of a file before it is read.
pub(super) struct Incoming<'f> {
    /// What errors call it.
    pub(super) path: &'f Path,
    /// Its bytes, unless it is packed or no file at all.
    pub(super) size: Option<u64>,
    /// Rows to read at most.
    pub(super) limit: u64,
    /// Whether to pass over what can be passed over.
    pub(super) lossy: bool,
}

/// Words and rows so far.
pub(super) struct Intake<'f> {
    pub(super) file: Incoming<'f>,
    pub(super) skipped: Skipped,
    progress: &'f mut dyn Progress,
    vocabulary: Vocabulary,
    columns: usize,
    values: Vec<f32>,
    counts: Option<Vec<u64>>,
    rows: u64,
    /// Rows that the file promises.
    total: Option<u64>,
    reported: u64,
    limited: bool,
    buffer: Vec<u8>,
}

impl<'f> Intake<'f> {
    pub(super) fn new(file: Incoming<'f>, progress: &'f mut dyn Progress) -> Self {
        Intake {
            file,
            skipped: Skipped::default(),
            progress,
            vocabulary: Vocabulary::default(),
            columns: 0,
            values: Vec::new(),
            counts: None,
            rows: 0,
            total: None,
            reported: 0,
            limited: false,
            buffer: Vec::new(),
        }
    }

    /// Numbers in a row.
    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    /// Whether the file promises more rows than are read.
    pub(super) fn is_limited(&self) -> bool {
        self.limited
    }

    /// Takes the shape that a file promises (rows unknown for `None`), and gives how many rows are to be read. Memory is
    /// reserved for as many numbers as the file can hold, at so many bytes each at least.
    pub(super) fn expect(&mut self, rows: Option<u64>, columns: u64, least_bytes: u64) -> Result<u64> {
        if columns == 0 {
            return Err(Error::Empty { what: "row of embeddings" });
        }
        let mut fits = self.file.size.map_or(UNKNOWN_SIZE, |size| size / least_bytes);
        if rows.is_none() {
            // Nobody said how many: less than the utmost will do, and more can be had later.
            fits /= 4;
        }
        let most = isize::MAX as u64 / 4;
        self.columns = usize::try_from(columns)
            .ok()
            .filter(|&columns| columns as u64 <= most)
            .ok_or(Error::Limit { what: "numbers in a row", limit: most, got: columns })?;
        self.limited = rows.is_none_or(|rows| rows > self.file.limit);
        self.total = rows.map(|rows| rows.min(self.file.limit));
        let promised = self.total.unwrap_or(self.file.limit).saturating_mul(columns);
        let reserved = promised.min(fits);
        self.values.try_reserve_exact(reserved as usize).map_err(|_| Error::Limit {
            what: "numbers of a file of vectors that memory holds",
            limit: 0,
            got: reserved,
        })?;
        Ok(self.total.unwrap_or(self.file.limit))
    }

    /// Takes a word; false where it is passed over because it stands twice.
    pub(super) fn word(&mut self, bytes: &[u8], place: Place) -> Result<bool> {
        let before = self.vocabulary.len();
        match std::str::from_utf8(bytes) {
            Ok(word) => self.vocabulary.add(word)?,
            Err(_) if self.file.lossy => {
                self.skipped.mended += 1;
                self.vocabulary.add(&String::from_utf8_lossy(bytes))?
            }
            Err(_) => return Err(self.error(place, "invalid UTF-8 in the word", bytes)),
        };
        self.rows += 1;
        if self.vocabulary.len() > before {
            return Ok(true);
        }
        if !self.file.lossy {
            return Err(self.error(place, "a word that stands in the file twice", bytes));
        }
        self.skipped.duplicates += 1;
        Ok(false)
    }

    /// Takes rows of words that were taken.
    pub(super) fn numbers(&mut self, values: &[f32]) -> Result<()> {
        self.values.extend_from_slice(values);
        self.report()
    }

    /// Takes how often the word was seen that was taken last and is kept.
    pub(super) fn count(&mut self, count: u64) {
        self.counts.get_or_insert_default().push(count);
    }

    /// Reads the row of the word that was taken last; it is checked, and kept if it should be.
    pub(super) fn row_of_bytes(
        &mut self,
        source: &mut impl Read,
        kind: NumberKind,
        place: Place,
        keep: bool,
    ) -> Result<()> {
        let start = self.values.len();
        // Of use to every row: clearing it anew for each would cost more than reading.
        let mut buffer = mem::take(&mut self.buffer);
        buffer.resize(BLOCK, 0);
        let mut left = self.columns.saturating_mul(kind.size());
        while left > 0 {
            let part = &mut buffer[..left.min(BLOCK)];
            source.read_exact(part).map_err(|error| self.read_error(error, "it ends within a row"))?;
            kind.decode(part, &mut self.values);
            left -= part.len();
        }
        self.buffer = buffer;
        let row = &self.values[start..];
        // Without their sign, bits ascend as sizes do.
        let largest = row.iter().fold(0, |most, value| value.abs().to_bits().max(most));
        if largest >= f32::INFINITY.to_bits() {
            let odd = row.iter().find(|value| !value.is_finite()).copied().unwrap_or(f32::NAN);
            return Err(self.error(place, "a number that is not finite", odd.to_string().as_bytes()));
        }
        if !keep {
            self.values.truncate(start);
        }
        self.report()
    }

    /// Nothing may follow.
    pub(super) fn end(&self, source: &mut impl BufRead) -> Result<()> {
        let rest = source.fill_buf().map_err(|error| self.read_error(error, "it is cut off"))?;
        if rest.is_empty() { Ok(()) } else { Err(self.corrupt("bytes are left over")) }
    }

    fn report(&mut self) -> Result<()> {
        let read = self.rows * self.columns as u64;
        if read.saturating_sub(self.reported) < REPORT {
            return Ok(());
        }
        self.reported = read;
        progress::report(self.progress, "read vectors", self.rows, self.total, &[])
    }

    /// What is wrong at a place, and the value it is about.
    pub(super) fn error(&self, place: Place, what: &'static str, got: &[u8]) -> Error {
        let got = String::from_utf8_lossy(got);
        match place {
            Place::Line(line) => Error::parse(self.file.path, line, what, &got),
            Place::Word(number) => {
                let got: String = got.chars().take(60).collect();
                self.corrupt(format!("{what}: {got:?} (word {number})"))
            }
        }
    }

    /// What is wrong with the file.
    pub(super) fn corrupt(&self, reason: impl Into<String>) -> Error {
        Error::corrupt(self.file.path.display().to_string(), reason)
    }

    /// A file that ends early is corrupt; all else is the system's.
    pub(super) fn read_error(&self, error: std::io::Error, early: &str) -> Error {
        match error.kind() {
            std::io::ErrorKind::UnexpectedEof => self.corrupt(early),
            _ => Error::io(self.file.path, error),
        }
    }

    /// All words and rows.
    pub(super) fn finish(mut self) -> Result<(Embeddings, Skipped)> {
        self.values.shrink_to_fit();
        let rows = DenseMatrix::from_rows(self.columns, self.values)?;
        let embeddings = Embeddings::new(self.vocabulary, rows)?;
        let embeddings = match self.counts {
            Some(counts) => embeddings.with_counts(counts)?,
            None => embeddings,
        };
        Ok((embeddings, self.skipped))
    }
}
