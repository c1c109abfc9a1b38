//! [`TermList`]: the terms of columns as a file beside a matrix, in lines or in JSON.
//!
//! ```text
//! 1⇥bad⇥1.4054651081081644     column from 1, term and perhaps its idf, between tabs
//! 2⇥film⇥1
//! ["bad","film"]               the terms in the order of the columns, or …
//! {"film":1,"bad":0}           … each with its column from 0, as scikit-learn's `vocabulary_`
//! ```

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use serde::Deserialize;

use crate::error::{Error, Result, check_parameter, check_shape};
use crate::persist::write_atomically;
use crate::text::vocabulary::Vocabulary;

/// Distinct terms in the order of their columns, perhaps with their idf.
///
/// # Examples
/// ```
/// use wordmill::{Fit, TfIdf, bow::TermList};
/// let model = TfIdf::params().fit(["good film", "bad film"].as_slice())?;
/// let terms = TermList::new(model.terms().to_strings())?.with_idf(model.idf().unwrap().to_vec())?;
/// let mut file = Vec::new();
/// terms.write_tsv(&mut file)?;
/// assert!(String::from_utf8(file.clone()).unwrap().starts_with("1\tbad\t1.405"));
/// assert_eq!(TermList::read_tsv(file.as_slice(), "terms.tsv".as_ref())?, terms);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TermList {
    terms: Vec<String>,
    idf: Option<Vec<f64>>,
}

impl TermList {
    /// Of terms in the order of their columns.
    ///
    /// # Errors
    /// [`Error::Corrupt`] for a term that stands there twice, [`Error::Limit`] past 2³² − 2 terms.
    pub fn new(terms: Vec<String>) -> Result<Self> {
        if Vocabulary::first_seen(&terms)?.len() < terms.len() {
            return Err(Error::corrupt("list of terms", "a term stands in it twice"));
        }
        Ok(TermList { terms, idf: None })
    }

    /// The same terms with their idf.
    ///
    /// # Errors
    /// [`Error::Shape`] unless there is one for each term, [`Error::Parameter`] for one that is NaN.
    pub fn with_idf(mut self, idf: Vec<f64>) -> Result<Self> {
        check_shape("idf of terms", self.terms.len(), idf.len())?;
        check_parameter(!idf.iter().any(|idf| idf.is_nan()), "idf", f64::NAN, "numbers")?;
        self.idf = Some(idf);
        Ok(self)
    }

    /// The terms, in the order of their columns.
    #[must_use]
    pub fn terms(&self) -> &[String] {
        &self.terms
    }

    /// The idf of each term, if it is known.
    #[must_use]
    pub fn idf(&self) -> Option<&[f64]> {
        self.idf.as_deref()
    }

    /// Only the terms of some columns, in that order: those of a [`Selection`](crate::bow::Selection), for example.
    ///
    /// # Errors
    /// [`Error::Limit`] for a column that there is not, [`Error::Corrupt`] for one that is listed twice.
    ///
    /// # Examples
    /// ```
    /// use wordmill::bow::TermList;
    /// let terms = TermList::new(vec!["bad".into(), "film".into(), "good".into()])?;
    /// assert_eq!(terms.select(&[0, 2])?.terms(), ["bad", "good"]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn select(&self, columns: &[u32]) -> Result<Self> {
        if let Some(&column) = columns.iter().find(|&&column| column as usize >= self.terms.len()) {
            let last = (self.terms.len() as u64).saturating_sub(1);
            return Err(Error::Limit { what: "column of a term", limit: last, got: u64::from(column) });
        }
        let chosen =
            TermList::new(columns.iter().map(|&column| self.terms[column as usize].clone()).collect())?;
        let idf = self.idf.as_ref().map(|idf| columns.iter().map(|&column| idf[column as usize]).collect());
        Ok(TermList { idf, ..chosen })
    }

    /// Writes lines; the file is there as a whole or not at all.
    ///
    /// # Errors
    /// [`Error::Parameter`] for a term that holds a tab or a line break, [`Error::Io`] where the file cannot be
    /// written.
    pub fn save_tsv(&self, path: impl AsRef<Path>) -> Result<()> {
        self.check_lines()?;
        write_atomically(path.as_ref(), |out| self.write_lines(out))
    }

    /// Writes lines to `out`.
    ///
    /// # Errors
    /// As [`TermList::save_tsv`].
    pub fn write_tsv(&self, mut out: impl Write) -> Result<()> {
        self.check_lines()?;
        self.write_lines(&mut out).map_err(|error| Error::io("terms", error))
    }

    fn check_lines(&self) -> Result<()> {
        for term in &self.terms {
            let plain = !term.contains(['\t', '\n']);
            check_parameter(plain, "term", format_args!("{term:?}"), "one without tabs and line breaks")?;
        }
        Ok(())
    }

    fn write_lines(&self, out: &mut dyn Write) -> io::Result<()> {
        for (column, term) in self.terms.iter().enumerate() {
            write!(out, "{}\t{term}", column + 1)?;
            if let Some(idf) = &self.idf {
                write!(out, "\t{}", idf[column])?;
            }
            writeln!(out)?;
        }
        Ok(())
    }

    /// Reads lines.
    ///
    /// # Errors
    /// [`Error::Io`]; [`Error::Parse`] naming the line that is not UTF-8, is not the next column, has a cell too
    /// few or too many, or a cell that is no number; [`Error::Corrupt`] for a term that stands there twice.
    pub fn load_tsv(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        TermList::read_tsv(File::open(path).map_err(|error| Error::io(path, error))?, path)
    }

    /// Reads lines that `input` gives; `source` is its name in errors.
    ///
    /// # Errors
    /// As [`TermList::load_tsv`].
    pub fn read_tsv(input: impl Read, source: &Path) -> Result<Self> {
        let (mut reader, mut bytes, mut number) = (BufReader::new(input), Vec::new(), 0);
        let (mut terms, mut idf) = (Vec::new(), Vec::new());
        while reader.read_until(b'\n', &mut bytes).map_err(|error| Error::io(source, error))? > 0 {
            number += 1;
            let text = String::from_utf8_lossy(&bytes);
            let failed = |what, got: &str| Error::parse(source, number, what, got);
            if text.contains(char::REPLACEMENT_CHARACTER) && std::str::from_utf8(&bytes).is_err() {
                return Err(failed("it is not UTF-8", &text));
            }
            let line = text.strip_suffix('\n').unwrap_or(&text);
            let cells: Vec<&str> = line.split('\t').collect();
            let (&[column, term] | &[column, term, _]) = cells.as_slice() else {
                return Err(failed("expected a column, a term and perhaps its idf between tabs", line));
            };
            if column.parse() != Ok(number) {
                return Err(failed("columns do not count from 1, line by line", column));
            }
            if let Some(cell) = cells.get(2) {
                let parsed = cell.parse::<f64>().ok().filter(|idf| !idf.is_nan());
                idf.push(parsed.ok_or_else(|| failed("this is no number", cell))?);
            }
            terms.push(term.to_owned());
            if !idf.is_empty() && idf.len() < terms.len() {
                return Err(failed("some terms have an idf, and some have not", line));
            }
            bytes.clear();
        }
        let terms = TermList::new(terms)?;
        if idf.is_empty() { Ok(terms) } else { terms.with_idf(idf) }
    }

    /// Writes the terms, without idf, as a JSON array; the file is there as a whole or not at all.
    ///
    /// # Errors
    /// [`Error::Io`] where the file cannot be written.
    pub fn save_json(&self, path: impl AsRef<Path>) -> Result<()> {
        write_atomically(path.as_ref(), |out| {
            serde_json::to_writer(&mut *out, &self.terms)?;
            writeln!(out)
        })
    }

    /// Reads a JSON array of terms, or an object that gives each term its column from 0.
    ///
    /// # Errors
    /// [`Error::Io`]; [`Error::Parse`] for what is neither; [`Error::Corrupt`] for a term that stands there twice,
    /// and for columns that are not 0, 1, … in some order.
    pub fn load_json(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let text = std::fs::read(path).map_err(|error| Error::io(path, error))?;
        let read: JsonTerms = serde_json::from_slice(&text).map_err(|error| {
            Error::parse(path, error.line() as u64, "this is no list of terms", &error.to_string())
        })?;
        match read {
            JsonTerms::List(terms) => TermList::new(terms),
            JsonTerms::Columns(columns) => {
                let mut terms: Vec<(u64, String)> =
                    columns.into_iter().map(|(term, column)| (column, term)).collect();
                terms.sort_unstable();
                if terms.iter().zip(0..).any(|(term, column)| term.0 != column) {
                    let reason = "its columns are not 0, 1, … without a gap";
                    return Err(Error::corrupt(path.display().to_string(), reason));
                }
                TermList::new(terms.into_iter().map(|(_, term)| term).collect())
            }
        }
    }
}

/// The forms that JSON comes in.
#[derive(Deserialize)]
#[serde(untagged)]
enum JsonTerms {
    List(Vec<String>),
    Columns(BTreeMap<String, u64>),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: impl AsRef<[u8]>) -> Result<TermList> {
        TermList::read_tsv(text.as_ref(), "t.tsv".as_ref())
    }

    #[test]
    fn lines_and_json_come_back() {
        let folder = tempfile::tempdir().unwrap();
        let (lines, json) = (folder.path().join("t.tsv"), folder.path().join("t.json"));
        let terms = TermList::new(vec!["b a".into(), String::new(), "é\r".into()]).unwrap();
        let weighed = terms.clone().with_idf(vec![0.1 + 0.2, f64::INFINITY, 1.0]).unwrap();
        for terms in [&terms, &weighed, &TermList::default()] {
            terms.save_tsv(&lines).unwrap();
            assert_eq!(TermList::load_tsv(&lines).unwrap(), *terms);
            terms.save_json(&json).unwrap();
            assert_eq!(TermList::load_json(&json).unwrap().terms(), terms.terms());
        }
        std::fs::write(&json, r#"{"film": 1, "bad": 0}"#).unwrap();
        assert_eq!(TermList::load_json(&json).unwrap().terms(), ["bad", "film"]);
        for wrong in [r#"{"a": 1}"#, r#"{"a": 0, "b": 0}"#, r#"["a", "a"]"#, "7", r#"["a"#, ""] {
            std::fs::write(&json, wrong).unwrap();
            assert!(TermList::load_json(&json).is_err(), "{wrong}");
        }
        assert!(matches!(TermList::load_json(folder.path().join("none")), Err(Error::Io { .. })));
    }

    #[test]
    fn errors_name_the_line_and_the_value() {
        for (text, expected) in [
            (&b"1\ta\n3\tb\n"[..], "t.tsv, line 2: columns do not count from 1, line by line: \"3\""),
            (b"a\n", "t.tsv, line 1: expected a column, a term and perhaps its idf between tabs: \"a\""),
            (b"1\ta\tx\n", "t.tsv, line 1: this is no number: \"x\""),
            (b"1\ta\t1\n2\tb\n", "t.tsv, line 2: some terms have an idf, and some have not: \"2\\tb\""),
            (b"1\ta\n2\tb\t1\n", "t.tsv, line 2: some terms have an idf, and some have not"),
            (b"1\t\xff\n", "t.tsv, line 1: it is not UTF-8"),
            (b"1\ta\n2\ta\n", "list of terms is corrupt: a term stands in it twice"),
        ] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
        let broken = TermList::new(vec!["a\tb".into()]).unwrap();
        assert!(matches!(broken.write_tsv(Vec::new()), Err(Error::Parameter { .. })));
        assert!(TermList::default().with_idf(vec![1.0]).is_err());
        assert!(broken.clone().with_idf(vec![f64::NAN]).is_err());
        assert!(matches!(broken.select(&[1]), Err(Error::Limit { .. })));
        assert!(broken.select(&[0, 0]).is_err());
    }
}
