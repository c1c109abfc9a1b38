//! [`MatrixMarket`]: the coordinate and array forms of Matrix Market, as `scipy.io.mmread` and `mmwrite` (SciPy
//! 1.17.1).
//!
//! ```text
//! %%MatrixMarket matrix coordinate real general
//! % a comment
//! 2 3 2          rows, columns, entries
//! 1 2 0.5        row and column from 1, value
//! 2 3 -1
//! ```
//!
//! (Boisvert, Pozo and Remington, "The Matrix Market exchange formats: initial design", NISTIR 5935, 1996.) Cells
//! that stand in a file twice are added up, as SciPy does where it makes rows. Stricter than SciPy: a line holds
//! nothing after its entry, whole numbers have no point, symmetric matrices are square, values are finite. Complex
//! numbers are left out.

use std::io::{self, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_parameter};
use crate::persist::write_atomically;
use crate::vector::format::entries::Entries;
use crate::vector::format::lines::{Lines, open, words};
use crate::vector::format::number;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// What the values of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Field {
    /// Any numbers.
    #[default]
    Real,
    /// Whole numbers, as counts are.
    Integer,
    /// None: all that is told is where entries are. They are read as 1.
    Pattern,
}

/// Which cells a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Symmetry {
    /// All of them.
    #[default]
    General,
    /// Those on and below the diagonal; the others mirror them.
    Symmetric,
    /// Those below the diagonal; the others mirror them with the sign changed.
    SkewSymmetric,
}

/// Reads and writes Matrix Market files; the choices are those of writing.
///
/// # Examples
/// ```
/// use wordmill::vector::{SparseMatrix, format::{Field, MatrixMarket}};
/// let matrix = SparseMatrix::from_parts(3, vec![0, 1, 2], vec![1, 2], vec![2.0f32, 1.0])?;
/// let mut file = Vec::new();
/// MatrixMarket::new().field(Field::Integer).write(&mut file, &matrix)?;
/// let text = "%%MatrixMarket matrix coordinate integer general\n2 3 2\n1 2 2\n2 3 1\n";
/// assert_eq!(String::from_utf8(file).unwrap(), text);
/// assert_eq!(MatrixMarket::read::<f32>(text.as_bytes(), "counts.mtx".as_ref())?, matrix);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MatrixMarket {
    field: Field,
    symmetry: Symmetry,
    comment: String,
}

impl MatrixMarket {
    /// Any numbers, all cells, no comment.
    #[must_use]
    pub fn new() -> Self {
        MatrixMarket::default()
    }

    /// What values are written as. Default: real.
    #[must_use]
    pub fn field(mut self, field: Field) -> Self {
        self.field = field;
        self
    }

    /// Which cells are written. Default: all.
    #[must_use]
    pub fn symmetry(mut self, symmetry: Symmetry) -> Self {
        self.symmetry = symmetry;
        self
    }

    /// Lines to write below the first one, each behind `%`. Default: none.
    #[must_use]
    pub fn comment(mut self, comment: impl Into<String>) -> Self {
        self.comment = comment.into();
        self
    }

    /// Reads a file.
    ///
    /// # Errors
    /// [`Error::Io`]; [`Error::Parse`] naming the line that cannot be read; [`Error::Corrupt`] for a file that is
    /// cut off or a sum past the range of values; [`Error::Limit`] past 2³² − 1 rows or columns and for 2²⁴ rows
    /// more than entries.
    pub fn load<V: Value>(path: impl AsRef<Path>) -> Result<SparseMatrix<V>> {
        let path = path.as_ref();
        MatrixMarket::read(open(path)?, path)
    }

    /// Reads what `input` gives; `source` is its name in errors.
    ///
    /// # Errors
    /// As [`MatrixMarket::load`].
    pub fn read<V: Value>(input: impl Read, source: &Path) -> Result<SparseMatrix<V>> {
        let mut lines = Lines::new(input, source);
        let banner = Banner::read(&mut lines)?;
        let mut body =
            Body { banner, size: Size::read(&mut lines, banner)?, lines, entries: Entries::default() };
        if banner.coordinate {
            body.read_cells(source)?;
        } else {
            body.read_columns(source)?;
        }
        let Size { rows, columns, .. } = body.size;
        body.entries.finish(source, rows, columns as usize)
    }

    /// Writes a file; it is there as a whole or not at all.
    ///
    /// # Errors
    /// [`Error::Io`]; [`Error::Parameter`] where values are not of the field, or the matrix has not the symmetry.
    pub fn save<V: Value>(&self, path: impl AsRef<Path>, matrix: &SparseMatrix<V>) -> Result<()> {
        self.check(matrix)?;
        write_atomically(path.as_ref(), |out| self.write_checked(out, matrix))
    }

    /// Writes to `out`.
    ///
    /// # Errors
    /// As [`MatrixMarket::save`].
    pub fn write<V: Value>(&self, mut out: impl Write, matrix: &SparseMatrix<V>) -> Result<()> {
        self.check(matrix)?;
        self.write_checked(&mut out, matrix).map_err(|error| Error::io("Matrix Market file", error))
    }

    fn check<V: Value>(&self, matrix: &SparseMatrix<V>) -> Result<()> {
        if self.field == Field::Integer {
            let most = (1u64 << 53) as f64;
            let not_whole = |value: f64| value.fract() != 0.0 || value.abs() > most;
            if let Some(value) = matrix.values().iter().find(|&&value| not_whole(value.into())) {
                return Err(Error::parameter("field", format_args!("{value:?}"), "whole numbers up to 2⁵³"));
            }
        }
        let sign = match self.symmetry {
            Symmetry::General => return Ok(()),
            Symmetry::Symmetric => 1.0,
            Symmetry::SkewSymmetric => -1.0,
        };
        let mirrors = matrix.rows() == matrix.columns() && {
            let turned = matrix.transpose()?;
            let places = matrix.offsets() == turned.offsets() && matrix.indices() == turned.indices();
            places && matrix.values().iter().zip(turned.values()).all(|(&a, &b)| a.into() == sign * b.into())
        };
        check_parameter(mirrors, "symmetry", "a matrix that is not so", "a matrix that mirrors itself")
    }

    fn write_checked<V: Value>(&self, out: &mut dyn Write, matrix: &SparseMatrix<V>) -> io::Result<()> {
        let written = |&(row, column, _): &(usize, u32, V)| match self.symmetry {
            Symmetry::General => true,
            Symmetry::Symmetric => column as usize <= row,
            Symmetry::SkewSymmetric => (column as usize) < row,
        };
        let (field, symmetry) = (self.field.name(), self.symmetry.name());
        writeln!(out, "%%MatrixMarket matrix coordinate {field} {symmetry}")?;
        self.comment.lines().try_for_each(|line| writeln!(out, "%{line}"))?;
        let stored = match self.symmetry {
            Symmetry::General => matrix.stored(),
            _ => matrix.triplets().filter(written).count(),
        };
        writeln!(out, "{} {} {stored}", matrix.rows(), matrix.columns())?;
        let mut digits = String::new();
        for (row, column, value) in matrix.triplets().filter(written) {
            write!(out, "{} {}", row + 1, u64::from(column) + 1)?;
            match self.field {
                Field::Real => {
                    digits.clear();
                    number::push(&mut digits, value);
                    writeln!(out, " {digits}")?;
                }
                Field::Integer => writeln!(out, " {}", value.into() as i64)?,
                Field::Pattern => writeln!(out)?,
            }
        }
        Ok(())
    }
}

impl Field {
    fn name(self) -> &'static str {
        match self {
            Field::Real => "real",
            Field::Integer => "integer",
            Field::Pattern => "pattern",
        }
    }
}

impl Symmetry {
    fn name(self) -> &'static str {
        match self {
            Symmetry::General => "general",
            Symmetry::Symmetric => "symmetric",
            Symmetry::SkewSymmetric => "skew-symmetric",
        }
    }
}

/// What the first line says.
#[derive(Clone, Copy)]
struct Banner {
    coordinate: bool,
    field: Field,
    /// Whether integers have no sign.
    unsigned: bool,
    symmetry: Symmetry,
}

impl Banner {
    fn read<R: Read>(lines: &mut Lines<'_, R>) -> Result<Self> {
        lines.advance()?;
        let mut found = words(lines.line());
        let title = found.next().unwrap_or_default();
        if title != b"%%MatrixMarket" && title != b"%MatrixMarket" {
            return Err(lines.line_error("this is no Matrix Market file"));
        }
        // What follows may be in capitals.
        let mut next = || found.next().unwrap_or_default().to_ascii_lowercase();
        let (object, form, field, symmetry) = (next(), next(), next(), next());
        if object != b"matrix" {
            return Err(lines.error("expected \"matrix\"", &object));
        }
        let coordinate = match form.as_slice() {
            b"coordinate" => true,
            b"array" => false,
            _ => return Err(lines.error("expected \"coordinate\" or \"array\"", &form)),
        };
        let unsigned = field == b"unsigned-integer";
        let field = match field.as_slice() {
            b"real" | b"double" => Field::Real,
            b"integer" | b"unsigned-integer" => Field::Integer,
            b"pattern" if coordinate => Field::Pattern,
            _ => return Err(lines.error("expected real numbers, integers or, of cells, a pattern", &field)),
        };
        let symmetry = match symmetry.as_slice() {
            b"general" => Symmetry::General,
            // Of real numbers, they are the same.
            b"symmetric" | b"hermitian" => Symmetry::Symmetric,
            b"skew-symmetric" if !unsigned => Symmetry::SkewSymmetric,
            _ => return Err(lines.error("expected a symmetry, \"general\" for none", &symmetry)),
        };
        Ok(Banner { coordinate, field, unsigned, symmetry })
    }
}

/// What the line below the comments says.
#[derive(Clone, Copy)]
struct Size {
    rows: u64,
    columns: u64,
    /// Lines that follow, in the coordinate form.
    cells: u64,
}

impl Size {
    fn read<R: Read>(lines: &mut Lines<'_, R>, banner: Banner) -> Result<Self> {
        loop {
            if !lines.advance()? {
                return Err(lines.line_error("the file ends before the size of the matrix"));
            }
            let first = words(lines.line()).next();
            if first.is_some_and(|word| !word.starts_with(b"%")) {
                break;
            }
        }
        let numbers: Option<Vec<u64>> = words(lines.line()).take(4).map(number::count).collect();
        let size = match (numbers.as_deref(), banner.coordinate) {
            (Some(&[rows, columns, cells]), true) => Size { rows, columns, cells },
            (Some(&[rows, columns]), false) => Size { rows, columns, cells: 0 },
            (_, true) => return Err(lines.line_error("expected the numbers of rows, columns and entries")),
            (_, false) => return Err(lines.line_error("expected the numbers of rows and columns")),
        };
        if banner.symmetry != Symmetry::General && size.rows != size.columns {
            return Err(lines.line_error("a symmetric matrix is square"));
        }
        let most = u64::from(u32::MAX);
        if size.rows > most || size.columns > most {
            return Err(lines.line_error("more than 2³² − 1 rows or columns"));
        }
        Ok(size)
    }
}

/// The lines below the size.
struct Body<'s, R, V> {
    banner: Banner,
    size: Size,
    lines: Lines<'s, R>,
    entries: Entries<V>,
}

impl<R: Read, V: Value> Body<'_, R, V> {
    /// Goes to the next line that is not blank.
    fn advance(&mut self) -> Result<bool> {
        while self.lines.advance()? {
            if words(self.lines.line()).next().is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The coordinate form: a cell a line.
    fn read_cells(&mut self, source: &Path) -> Result<()> {
        let mut cells = 0;
        while self.advance()? {
            if cells == self.size.cells {
                return Err(self.lines.line_error("more entries than the file promises"));
            }
            cells += 1;
            let (row, column, value) = self.cell()?;
            self.push(row, column, value);
        }
        self.check_end(source, cells, self.size.cells)
    }

    fn cell(&self) -> Result<(u32, u32, V)> {
        let mut found = words(self.lines.line());
        let mut place = |most: u64, what| {
            let word = found.next().unwrap_or_default();
            let place = number::count(word).filter(|place| (1..=most).contains(place));
            place.map(|place| (place - 1) as u32).ok_or_else(|| self.lines.error(what, word))
        };
        let row = place(self.size.rows, "this is no row of the matrix")?;
        let column = place(self.size.columns, "this is no column of the matrix")?;
        let value = match self.banner.field {
            Field::Pattern => V::from_f64(1.0),
            _ => self.value(found.next().unwrap_or_default())?,
        };
        match found.next() {
            None => Ok((row, column, value)),
            Some(word) => Err(self.lines.error("something follows the entry", word)),
        }
    }

    fn value(&self, word: &[u8]) -> Result<V> {
        if self.banner.field == Field::Integer {
            let number = number::whole(word).filter(|_| !(self.banner.unsigned && word.starts_with(b"-")));
            number.ok_or_else(|| self.lines.error("this is no whole number that fits", word))
        } else {
            number::finite(word).ok_or_else(|| self.lines.error("this is no finite number", word))
        }
    }

    /// The array form: a value a line, column after column, of what the symmetry does not mirror.
    fn read_columns(&mut self, source: &Path) -> Result<()> {
        let Size { rows, columns, .. } = self.size;
        let symmetry = self.banner.symmetry;
        let first = |column: u64| match symmetry {
            Symmetry::General => 0,
            Symmetry::Symmetric => column,
            Symmetry::SkewSymmetric => column + 1,
        };
        // A symmetric matrix is square and has at most 2⁶⁴ − 2³³ + 1 cells.
        let expected = match symmetry {
            Symmetry::General => rows * columns,
            Symmetry::Symmetric => rows * rows - rows * rows.saturating_sub(1) / 2,
            Symmetry::SkewSymmetric => rows * rows.saturating_sub(1) / 2,
        };
        let (mut row, mut column, mut values) = (first(0), 0, 0);
        while self.advance()? {
            if values == expected {
                return Err(self.lines.line_error("more values than the matrix has"));
            }
            values += 1;
            let value = self.only_value()?;
            if value.into() != 0.0 {
                self.push(row as u32, column as u32, value);
            }
            row += 1;
            while row >= rows && column < columns {
                column += 1;
                row = first(column);
            }
        }
        self.check_end(source, values, expected)
    }

    fn only_value(&self) -> Result<V> {
        let mut found = words(self.lines.line());
        let value = self.value(found.next().unwrap_or_default())?;
        match found.next() {
            None => Ok(value),
            Some(word) => Err(self.lines.error("something follows the value", word)),
        }
    }

    /// Adds a cell and the one that mirrors it.
    fn push(&mut self, row: u32, column: u32, value: V) {
        self.entries.push(row, column, value);
        if row != column {
            match self.banner.symmetry {
                Symmetry::General => (),
                Symmetry::Symmetric => self.entries.push(column, row, value),
                Symmetry::SkewSymmetric => self.entries.push(column, row, V::from_f64(-value.into())),
            }
        }
    }

    fn check_end(&self, source: &Path, got: u64, expected: u64) -> Result<()> {
        if got == expected {
            return Ok(());
        }
        let reason = format!("the file is cut off: it promises {expected} entries and holds {got}");
        Err(Error::corrupt(source.display().to_string(), reason))
    }
}

#[cfg(test)]
mod tests;
