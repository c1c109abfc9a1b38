//! [`Corpus`]: which file, which columns; [`Records`]: its documents, streamed.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::error::{Error, Result};
use crate::text::corpus::rows::{Format, Row, Rows};
use crate::text::corpus::source;

/// A file of documents, possibly labelled. Nothing is read before [`Corpus::records`].
///
/// **Columns of TSV and CSV.** If the first row holds a column named as the text column is (`text`
/// unless told otherwise), it is a header and columns go by name. Otherwise columns go by place: the
/// only one is the text; of two or more the first is the label and the second the text. A column that
/// was asked for by name must be there. Every row must have as many columns as the first.
///
/// # Examples
/// ```
/// use wordmill::text::Corpus;
/// let corpus = Corpus::new("corpora/reviews.tsv").only("split", "test");
/// let first = corpus.records()?.next().unwrap()?;
/// assert!(["negative", "positive"].contains(&first.label.unwrap().as_str()));
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Corpus {
    path: PathBuf,
    format: Format,
    /// Columns that were asked for by name.
    text: Option<String>,
    label: Option<String>,
    only: Option<(String, String)>,
    lossy: bool,
}

/// One document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The text.
    pub text: String,
    /// The label, where the file has a label column.
    pub label: Option<String>,
    /// The line that the document began on, from 1.
    pub line: u64,
}

impl Corpus {
    /// The corpus in `path` (`-`: standard input), its format told by the name ([`Format::of_path`]).
    #[must_use]
    pub fn new(path: impl AsRef<Path>) -> Self {
        let path = path.as_ref().to_owned();
        let format = Format::of_path(&path);
        Corpus { path, format, text: None, label: None, only: None, lossy: false }
    }

    /// The format, where the name does not tell it.
    #[must_use]
    pub fn format(mut self, format: Format) -> Self {
        self.format = format;
        self
    }

    /// The name of the text column or field. Default: `text`.
    #[must_use]
    pub fn text_column(mut self, name: &str) -> Self {
        self.text = Some(name.to_owned());
        self
    }

    /// The name of the label column or field. Default: `label`.
    #[must_use]
    pub fn label_column(mut self, name: &str) -> Self {
        self.label = Some(name.to_owned());
        self
    }

    /// Keeps only rows whose named column holds `value`.
    #[must_use]
    pub fn only(mut self, column: &str, value: &str) -> Self {
        self.only = Some((column.to_owned(), value.to_owned()));
        self
    }

    /// Whether bytes that are no UTF-8 become U+FFFD instead of an error. Default: no.
    #[must_use]
    pub fn lossy(mut self, lossy: bool) -> Self {
        self.lossy = lossy;
        self
    }

    /// Opens the file and streams its documents; at no time is more than one of them in memory.
    ///
    /// # Errors
    /// [`Error::Io`] where the file cannot be opened. Each record may be an error of its own:
    /// [`Error::Parse`] names file and line of a malformed row, a missing column or invalid UTF-8.
    pub fn records(&self) -> Result<Records> {
        let rows =
            Rows::new(source::open(&self.path)?, source::name(&self.path).into(), self.format, self.lossy);
        Ok(Records { rows, corpus: self.clone(), columns: None, failed: false })
    }

    /// All texts.
    ///
    /// # Errors
    /// As [`Corpus::records`].
    pub fn read_texts(&self) -> Result<Vec<String>> {
        self.records()?.map(|record| record.map(|record| record.text)).collect()
    }

    /// All texts and their labels.
    ///
    /// # Errors
    /// As [`Corpus::records`], and [`Error::Parse`] where a row has no label.
    pub fn read_labelled(&self) -> Result<(Vec<String>, Vec<String>)> {
        let (mut texts, mut labels) = (Vec::new(), Vec::new());
        for record in self.records()? {
            let Record { text, label, line } = record?;
            let label =
                label.ok_or_else(|| Error::parse(source::name(&self.path), line, "no label", &text))?;
            texts.push(text);
            labels.push(label);
        }
        Ok((texts, labels))
    }

    fn text_name(&self) -> &str {
        self.text.as_deref().unwrap_or("text")
    }

    fn label_name(&self) -> &str {
        self.label.as_deref().unwrap_or("label")
    }
}

/// Where the columns of a table are.
#[derive(Debug, Clone, Copy)]
struct Columns {
    count: usize,
    text: usize,
    label: Option<usize>,
    only: Option<usize>,
}

/// The documents of a [`Corpus`], one after the other. Ends after the first error.
pub struct Records {
    rows: Rows,
    corpus: Corpus,
    columns: Option<Columns>,
    failed: bool,
}

impl std::fmt::Debug for Records {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Records").field("corpus", &self.corpus).finish_non_exhaustive()
    }
}

impl Iterator for Records {
    type Item = Result<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let next = self.next_record().transpose();
        self.failed = matches!(next, Some(Err(_)));
        next
    }
}

impl Records {
    fn next_record(&mut self) -> Result<Option<Record>> {
        while let Some((line, row)) = self.rows.next_row()? {
            let record = match row {
                Row::Fields(fields) => self.record_of_fields(line, fields)?,
                Row::Object(object) => self.record_of_object(line, object)?,
            };
            if record.is_some() {
                return Ok(record);
            }
        }
        Ok(None)
    }

    /// The record of a table's row; nothing for a header and for rows to leave out.
    fn record_of_fields(&mut self, line: u64, mut fields: Vec<String>) -> Result<Option<Record>> {
        let columns = match self.columns {
            Some(columns) => columns,
            None => {
                let (columns, is_header) = self.find_columns(line, &fields)?;
                self.columns = Some(columns);
                if is_header {
                    return Ok(None);
                }
                columns
            }
        };
        if fields.len() != columns.count {
            let what = if fields.len() < columns.count { "missing column in" } else { "too many columns in" };
            return Err(self.error(line, what, &fields.join("\t")));
        }
        if let (Some(column), Some((_, value))) = (columns.only, &self.corpus.only)
            && fields[column] != *value
        {
            return Ok(None);
        }
        let label = columns.label.map(|column| std::mem::take(&mut fields[column]));
        Ok(Some(Record { text: std::mem::take(&mut fields[columns.text]), label, line }))
    }

    /// Reads the first row: a header, or the first document of columns that go by place.
    fn find_columns(&self, line: u64, first: &[String]) -> Result<(Columns, bool)> {
        let Corpus { text, label, only, format, .. } = &self.corpus;
        let find = |name: &str| first.iter().position(|field| field == name);
        let count = first.len();
        let found = find(self.corpus.text_name()).filter(|_| *format != Format::Lines);
        let Some(text) = found else {
            // By place: whoever named a column did not mean this.
            if let Some(name) = text {
                return Err(self.error(line, "no such column", name));
            }
            if let Some(name) = label.as_ref().or(only.as_ref().map(|(name, _)| name)) {
                return Err(self.error(line, "no header with a text column, so no column", name));
            }
            let (label, text) = if count >= 2 { (Some(0), 1) } else { (None, 0) };
            return Ok((Columns { count, text, label, only: None }, false));
        };
        let must = |name: &str| find(name).ok_or_else(|| self.error(line, "no such column", name));
        let label = match label {
            Some(name) => Some(must(name)?),
            None => find(self.corpus.label_name()),
        };
        let only = only.as_ref().map(|(name, _)| must(name)).transpose()?;
        Ok((Columns { count, text, label, only }, true))
    }

    fn record_of_object(
        &self,
        line: u64,
        mut object: serde_json::Map<String, Value>,
    ) -> Result<Option<Record>> {
        let (text, label) = (self.corpus.text_name(), self.corpus.label_name());
        if let Some((name, value)) = &self.corpus.only {
            let found = object.get(name).ok_or_else(|| self.error(line, "missing field", name))?;
            if scalar(found.clone()).as_deref() != Some(value) {
                return Ok(None);
            }
        }
        let text = match object.remove(text) {
            Some(Value::String(text)) => text,
            Some(other) => return Err(self.error(line, "text is no string", &other.to_string())),
            None => return Err(self.error(line, "missing field", text)),
        };
        let label = match object.remove(label) {
            None | Some(Value::Null) => None,
            Some(value) => {
                let shown = value.to_string();
                Some(scalar(value).ok_or_else(|| self.error(line, "label is no scalar", &shown))?)
            }
        };
        Ok(Some(Record { text, label, line }))
    }

    fn error(&self, line: u64, what: &'static str, got: &str) -> Error {
        Error::parse(self.rows.path(), line, what, got)
    }
}

/// A string, number or boolean as text.
fn scalar(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
