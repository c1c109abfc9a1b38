//! [`DenseCsv`]: a small dense matrix as lines of numbers between commas, as `numpy.loadtxt` and `savetxt`.
//!
//! A line a row, all of one length; blank lines do not count, nor do blanks and quotes around numbers. Numbers are
//! finite; no cell is empty. A line of names is skipped; names that hold line breaks are not read.

use std::io::{self, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_parameter};
use crate::persist::write_atomically;
use crate::vector::double::DoubleMatrix;
use crate::vector::format::lines::{Lines, open};
use crate::vector::format::number;

/// How files are read and written.
///
/// # Examples
/// ```
/// use wordmill::vector::{DoubleMatrix, format::DenseCsv};
/// let text = "height,weight\n1.5,2\n-1,1e-9\n";
/// let matrix = DenseCsv::new().header(true).read(text.as_bytes(), "people.csv".as_ref())?;
/// assert_eq!(matrix, DoubleMatrix::from_rows(2, vec![1.5, 2.0, -1.0, 1e-9])?);
/// let mut file = Vec::new();
/// DenseCsv::new().delimiter(b' ').write(&mut file, &matrix)?;
/// assert_eq!(String::from_utf8(file).unwrap(), "1.5 2\n-1 1e-9\n");
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DenseCsv {
    delimiter: u8,
    header: bool,
}

impl Default for DenseCsv {
    fn default() -> Self {
        DenseCsv { delimiter: b',', header: false }
    }
}

impl DenseCsv {
    /// Commas, and numbers from the first line on.
    #[must_use]
    pub fn new() -> Self {
        DenseCsv::default()
    }

    /// What stands between numbers: an ASCII character that no number, quote or line break holds. Default: a comma.
    #[must_use]
    pub fn delimiter(mut self, delimiter: u8) -> Self {
        self.delimiter = delimiter;
        self
    }

    /// Whether the first line of files that are read holds names. Default: no.
    #[must_use]
    pub fn header(mut self, header: bool) -> Self {
        self.header = header;
        self
    }

    fn check(&self) -> Result<()> {
        let allowed =
            matches!(self.delimiter, b'\t' | b' ' | b'!'..=b'~') && !self.delimiter.is_ascii_alphanumeric();
        let allowed = allowed && !b"+-.\"".contains(&self.delimiter);
        check_parameter(
            allowed,
            "delimiter",
            self.delimiter.escape_ascii(),
            "a character that no number holds",
        )
    }

    /// Reads a file.
    ///
    /// # Errors
    /// [`Error::Io`]; [`Error::Parse`] naming the line that is of another length or holds no number;
    /// [`Error::Parameter`] for a delimiter that numbers hold.
    pub fn load(&self, path: impl AsRef<Path>) -> Result<DoubleMatrix> {
        let path = path.as_ref();
        self.read(open(path)?, path)
    }

    /// Reads what `input` gives; `source` is its name in errors.
    ///
    /// # Errors
    /// As [`DenseCsv::load`].
    pub fn read(&self, input: impl Read, source: &Path) -> Result<DoubleMatrix> {
        self.check()?;
        let (mut lines, mut numbers, mut columns) = (Lines::new(input, source), Vec::new(), None);
        let mut names = self.header;
        while lines.advance()? {
            if lines.line().trim_ascii().is_empty() {
                continue;
            }
            if std::mem::take(&mut names) {
                continue;
            }
            let before = numbers.len();
            for cell in lines.line().split(|&byte| byte == self.delimiter) {
                let cell = unquoted(cell.trim_ascii());
                numbers
                    .push(number::finite(cell).ok_or_else(|| lines.error("this is no finite number", cell))?);
            }
            if *columns.get_or_insert(numbers.len()) != numbers.len() - before {
                return Err(lines.line_error("the line has more or fewer numbers than the first"));
            }
        }
        DoubleMatrix::from_rows(columns.unwrap_or(0), numbers)
    }

    /// Writes a file; it is there as a whole or not at all.
    ///
    /// # Errors
    /// [`Error::Io`]; [`Error::Parameter`] for a number that is not finite or a delimiter that numbers hold.
    pub fn save(&self, path: impl AsRef<Path>, matrix: &DoubleMatrix) -> Result<()> {
        self.check_all(matrix)?;
        write_atomically(path.as_ref(), |out| self.write_checked(out, matrix))
    }

    /// Writes to `out`.
    ///
    /// # Errors
    /// As [`DenseCsv::save`].
    pub fn write(&self, mut out: impl Write, matrix: &DoubleMatrix) -> Result<()> {
        self.check_all(matrix)?;
        self.write_checked(&mut out, matrix).map_err(|error| Error::io("CSV file", error))
    }

    fn check_all(&self, matrix: &DoubleMatrix) -> Result<()> {
        self.check()?;
        match matrix.as_slice().iter().find(|number| !number.is_finite()) {
            Some(number) => Err(Error::parameter("matrix", number, "finite numbers")),
            None => Ok(()),
        }
    }

    fn write_checked(&self, out: &mut dyn Write, matrix: &DoubleMatrix) -> io::Result<()> {
        let mut line = String::new();
        for row in matrix.iter() {
            line.clear();
            for (place, &value) in row.iter().enumerate() {
                if place > 0 {
                    line.push(char::from(self.delimiter));
                }
                number::push(&mut line, value);
            }
            writeln!(out, "{line}")?;
        }
        Ok(())
    }
}

/// A cell without the quotes around it.
fn unquoted(cell: &[u8]) -> &[u8] {
    cell.strip_prefix(b"\"").and_then(|cell| cell.strip_suffix(b"\"")).map_or(cell, <[u8]>::trim_ascii)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<DoubleMatrix> {
        DenseCsv::new().read(text.as_bytes(), "m.csv".as_ref())
    }

    #[test]
    fn numbers_come_back_to_the_bit() {
        let matrix = DoubleMatrix::from_rows(2, vec![0.1 + 0.2, 1e-300, -0.0, f64::MAX]).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("m.csv");
        for format in [DenseCsv::new(), DenseCsv::new().delimiter(b'\t'), DenseCsv::new().delimiter(b';')] {
            format.save(&path, &matrix).unwrap();
            assert_eq!(format.load(&path).unwrap(), matrix);
        }
        assert_eq!(read("\"1\", 2\r\n\r\n3,4").unwrap().as_slice(), [1.0, 2.0, 3.0, 4.0]);
        assert_eq!(read("").unwrap().rows(), 0);
    }

    #[test]
    fn errors_name_the_line_and_the_value() {
        for (text, expected) in [
            ("1,2\n3,x\n", "m.csv, line 2: this is no finite number: \"x\""),
            ("1,2\n\n3\n", "m.csv, line 3: the line has more or fewer numbers than the first: \"3\""),
            ("1,,2", "m.csv, line 1: this is no finite number: \"\""),
            ("NaN", "m.csv, line 1: this is no finite number: \"NaN\""),
        ] {
            assert_eq!(read(text).unwrap_err().to_string(), expected);
        }
        for delimiter in [b'1', b'-', b'\n', b'"', 200, 0] {
            assert!(DenseCsv::new().delimiter(delimiter).read(&b"1"[..], "m".as_ref()).is_err());
        }
        let infinite = DoubleMatrix::from_rows(1, vec![f64::INFINITY]).unwrap();
        assert!(DenseCsv::new().write(Vec::new(), &infinite).is_err());
    }
}
