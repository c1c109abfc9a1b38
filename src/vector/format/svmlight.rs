//! [`Svmlight`]: rows and their targets as SVMlight and LibSVM write them, and as scikit-learn's
//! `load_svmlight_file` and `dump_svmlight_file` (1.9.1).
//!
//! ```text
//! # a comment, to the end of the line
//! 1 qid:7 0:0.5 12:3
//! -1 3:1.25
//! ```
//!
//! A line a row: its target (or several, between commas), perhaps the number of its query, and `column:value` with
//! ascending columns (Joachims, "Making large-scale SVM learning practical", 1999). Columns count from 0 or from 1.
//! Values are written with all their digits; scikit-learn writes 16, of which some read back as another number.
//! Stricter than scikit-learn: numbers are finite and have no underscores, and either all rows name a query or
//! none.

use std::io::{self, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_parameter, check_shape};
use crate::persist::write_atomically;
use crate::vector::format::lines::{Lines, open, words};
use crate::vector::format::number;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// What the first column is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum ColumnBase {
    /// 1 where a file names columns and never column 0, else 0; written files count from 0.
    #[default]
    Auto,
    /// 0.
    Zero,
    /// 1.
    One,
}

/// How files are read and written.
///
/// # Examples
/// ```
/// use wordmill::vector::format::{Svmlight, Targets};
/// let text = "1 1:0.5 3:2 # the first\n-1 2:4\n";
/// let read = Svmlight::new().read::<f64>(text.as_bytes(), "train.svm".as_ref())?;
/// assert_eq!(read.targets, Targets::Single(vec![1.0, -1.0]));
/// assert_eq!((read.rows.columns(), read.rows.row(0).columns), (3, &[0, 2][..]));
/// let mut file = Vec::new();
/// Svmlight::new().write(&mut file, &read)?;
/// assert_eq!(String::from_utf8(file).unwrap(), "1 0:0.5 2:2\n-1 1:4\n");
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Svmlight {
    base: ColumnBase,
    columns: Option<usize>,
    multilabel: bool,
    comment: Option<String>,
}

/// The targets of rows.
#[derive(Debug, Clone, PartialEq)]
pub enum Targets {
    /// One a row.
    Single(Vec<f64>),
    /// Any number a row, ascending where they were read.
    Multiple(Vec<Vec<f64>>),
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq)]
pub struct SvmlightRows<V: Value = f64> {
    /// A row a line.
    pub rows: SparseMatrix<V>,
    /// What each row is to be.
    pub targets: Targets,
    /// The query of each row, if queries are named.
    pub queries: Option<Vec<i64>>,
}

impl Targets {
    fn len(&self) -> usize {
        match self {
            Targets::Single(targets) => targets.len(),
            Targets::Multiple(targets) => targets.len(),
        }
    }

    fn of_row(&self, row: usize) -> &[f64] {
        match self {
            Targets::Single(targets) => &targets[row..=row],
            Targets::Multiple(targets) => &targets[row],
        }
    }
}

impl Svmlight {
    /// One target a row, as many columns as are named, no comment.
    #[must_use]
    pub fn new() -> Self {
        Svmlight::default()
    }

    /// What the first column is called. Default: to be found out.
    #[must_use]
    pub fn base(mut self, base: ColumnBase) -> Self {
        self.base = base;
        self
    }

    /// How many columns rows have that are read. Default: as many as a file names, and 1 at least.
    #[must_use]
    pub fn columns(mut self, columns: usize) -> Self {
        self.columns = Some(columns);
        self
    }

    /// Whether rows that are read have any number of targets. Default: no.
    #[must_use]
    pub fn multilabel(mut self, multilabel: bool) -> Self {
        self.multilabel = multilabel;
        self
    }

    /// Lines to write first, each behind `#`, below one that says what the first column is called. Default: none.
    #[must_use]
    pub fn comment(mut self, comment: impl Into<String>) -> Self {
        self.comment = Some(comment.into());
        self
    }

    /// Reads a file.
    ///
    /// # Errors
    /// [`Error::Io`]; [`Error::Parse`] naming the line that cannot be read; [`Error::Limit`] for a column past
    /// those asked for; [`Error::Parameter`] for 0 columns or more than 2³² − 1.
    pub fn load<V: Value>(&self, path: impl AsRef<Path>) -> Result<SvmlightRows<V>> {
        let path = path.as_ref();
        self.read(open(path)?, path)
    }

    /// Reads what `input` gives; `source` is its name in errors.
    ///
    /// # Errors
    /// As [`Svmlight::load`].
    pub fn read<V: Value>(&self, input: impl Read, source: &Path) -> Result<SvmlightRows<V>> {
        if let Some(columns) = self.columns {
            let allowed = columns >= 1 && columns <= u32::MAX as usize;
            check_parameter(allowed, "columns", columns, "1 to 2³² − 1")?;
        }
        let mut lines = Lines::new(input, source);
        let mut found = Found::new();
        while lines.advance()? {
            found.read_line(&lines, self)?;
        }
        found.finish(self)
    }

    /// Writes a file; it is there as a whole or not at all.
    ///
    /// # Errors
    /// [`Error::Io`]; [`Error::Shape`] for more or fewer targets or queries than rows; [`Error::Parameter`] for a
    /// target that is not finite, and for a row without targets and entries, whose line would be blank.
    pub fn save<V: Value>(&self, path: impl AsRef<Path>, rows: &SvmlightRows<V>) -> Result<()> {
        check(rows)?;
        write_atomically(path.as_ref(), |out| self.write_checked(out, rows))
    }

    /// Writes to `out`.
    ///
    /// # Errors
    /// As [`Svmlight::save`].
    pub fn write<V: Value>(&self, mut out: impl Write, rows: &SvmlightRows<V>) -> Result<()> {
        check(rows)?;
        self.write_checked(&mut out, rows).map_err(|error| Error::io("SVMlight file", error))
    }

    fn write_checked<V: Value>(&self, out: &mut dyn Write, file: &SvmlightRows<V>) -> io::Result<()> {
        let first = u64::from(self.base == ColumnBase::One);
        if let Some(comment) = &self.comment {
            writeln!(out, "# Column indices are {}-based\n#", if first == 1 { "one" } else { "zero" })?;
            comment.lines().try_for_each(|line| writeln!(out, "# {line}"))?;
        }
        let mut line = String::new();
        for (number, row) in file.rows.iter().enumerate() {
            line.clear();
            for (place, &target) in file.targets.of_row(number).iter().enumerate() {
                line.push_str(if place > 0 { "," } else { "" });
                number::push(&mut line, target);
            }
            if let Some(queries) = &file.queries {
                line.push_str(" qid:");
                line.push_str(&queries[number].to_string());
            }
            // A row without entries keeps its blank, as scikit-learn writes it.
            line.push(' ');
            for (place, (column, value)) in row.iter().enumerate() {
                line.push_str(if place > 0 { " " } else { "" });
                line.push_str(&(u64::from(column) + first).to_string());
                line.push(':');
                number::push(&mut line, value);
            }
            writeln!(out, "{line}")?;
        }
        Ok(())
    }
}

fn check<V: Value>(file: &SvmlightRows<V>) -> Result<()> {
    let rows = file.rows.rows();
    check_shape("targets of rows", rows, file.targets.len())?;
    check_shape("queries of rows", rows, file.queries.as_ref().map_or(rows, Vec::len))?;
    for (number, row) in file.rows.iter().enumerate() {
        let targets = file.targets.of_row(number);
        if let Some(target) = targets.iter().find(|target| !target.is_finite()) {
            return Err(Error::parameter("targets", target, "finite numbers"));
        }
        let told = !targets.is_empty() || row.stored() > 0;
        check_parameter(
            told,
            "targets",
            format_args!("none in row {number}"),
            "a target or an entry in each row",
        )?;
    }
    Ok(())
}

/// What was read so far; columns as the file calls them.
struct Found<V> {
    offsets: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<V>,
    single: Vec<f64>,
    multiple: Vec<Vec<f64>>,
    queries: Vec<i64>,
}

impl<V: Value> Found<V> {
    fn new() -> Self {
        Found {
            offsets: vec![0],
            columns: Vec::new(),
            values: Vec::new(),
            single: Vec::new(),
            multiple: Vec::new(),
            queries: Vec::new(),
        }
    }

    fn read_line<R: Read>(&mut self, lines: &Lines<'_, R>, format: &Svmlight) -> Result<()> {
        let line = lines.line().split(|&byte| byte == b'#').next().unwrap_or_default();
        let mut found = words(line).peekable();
        let Some(&first) = found.peek() else { return Ok(()) };
        // Several targets may be none, and then the line begins with an entry.
        let is_entry = format.multilabel && first.contains(&b':');
        let targets = if is_entry { &[][..] } else { found.next().unwrap_or_default() };
        self.read_targets(lines, targets, format.multilabel)?;
        let rows = self.offsets.len() - 1;
        if let Some(query) = found.next_if(|word| word.starts_with(b"qid:")) {
            let number = std::str::from_utf8(&query[4..]).ok().and_then(|text| text.parse().ok());
            self.queries.push(number.ok_or_else(|| lines.error("this is no number of a query", query))?);
        }
        if self.queries.len() != rows + 1 && !self.queries.is_empty() {
            return Err(lines.line_error("some rows name a query, and some do not"));
        }
        for word in found {
            self.read_entry(lines, word, format.base)?;
        }
        self.offsets.push(self.columns.len());
        Ok(())
    }

    fn read_targets<R: Read>(&mut self, lines: &Lines<'_, R>, word: &[u8], multilabel: bool) -> Result<()> {
        let target = |word: &[u8]| {
            number::finite::<f64>(word).ok_or_else(|| lines.error("this is no finite target", word))
        };
        if !multilabel {
            self.single.push(target(word)?);
            return Ok(());
        }
        let parts = word.split(|&byte| byte == b',').filter(|_| !word.is_empty());
        let mut targets = parts.map(target).collect::<Result<Vec<f64>>>()?;
        targets.sort_by(f64::total_cmp);
        self.multiple.push(targets);
        Ok(())
    }

    fn read_entry<R: Read>(&mut self, lines: &Lines<'_, R>, word: &[u8], base: ColumnBase) -> Result<()> {
        let colon = word.iter().position(|&byte| byte == b':');
        let (column, value) = word.split_at(colon.ok_or_else(|| lines.error("expected column:value", word))?);
        let column = number::count(column.strip_prefix(b"+").unwrap_or(column));
        let column = column.and_then(|column| u32::try_from(column).ok());
        let column = column.ok_or_else(|| lines.error("this is no column", word))?;
        if column == 0 && base == ColumnBase::One {
            return Err(lines.error("columns count from 1", word));
        }
        let start = self.offsets[self.offsets.len() - 1];
        if self.columns[start..].last().is_some_and(|&last| last >= column) {
            return Err(lines.error("columns do not ascend", word));
        }
        let value =
            number::finite(&value[1..]).ok_or_else(|| lines.error("this is no finite number", word))?;
        self.columns.push(column);
        self.values.push(value);
        Ok(())
    }

    fn finish(mut self, format: &Svmlight) -> Result<SvmlightRows<V>> {
        let from_one = match format.base {
            ColumnBase::Auto => self.columns.iter().min().is_some_and(|&least| least > 0),
            ColumnBase::Zero => false,
            ColumnBase::One => true,
        };
        if from_one {
            self.columns.iter_mut().for_each(|column| *column -= 1);
        }
        let last = self.columns.iter().max().copied().unwrap_or(0);
        let columns = format.columns.unwrap_or(last as usize + 1);
        if last as usize >= columns {
            return Err(Error::Limit {
                what: "column of a file",
                limit: columns as u64 - 1,
                got: u64::from(last),
            });
        }
        let rows = SparseMatrix::from_parts(columns, self.offsets, self.columns, self.values)?;
        let targets =
            if format.multilabel { Targets::Multiple(self.multiple) } else { Targets::Single(self.single) };
        let queries = (!self.queries.is_empty()).then_some(self.queries);
        Ok(SvmlightRows { rows, targets, queries })
    }
}

#[cfg(test)]
mod tests;
