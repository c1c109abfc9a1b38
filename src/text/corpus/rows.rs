//! Rows of fields out of lines, TSV, CSV and JSON Lines, with the line that each began on.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::text::corpus::lines::{Lines, decode};
use crate::text::corpus::source::Source;

/// How documents lie in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// One document a line.
    Lines,
    /// Columns between tabs; nothing is quoted or escaped.
    Tsv,
    /// Comma-separated values as in RFC 4180.
    Csv,
    /// One JSON object a line; blank lines are skipped.
    JsonLines,
}

impl Format {
    /// The format that the name tells, `.gz` and `.zst` set aside: `.tsv`, `.csv`, `.jsonl` or
    /// `.ndjson`; anything else is plain lines.
    #[must_use]
    pub fn of_path(path: &Path) -> Format {
        let name = path.to_string_lossy().to_ascii_lowercase();
        let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
        match name.rsplit_once('.').map(|(_, extension)| extension) {
            Some("tsv") => Format::Tsv,
            Some("csv") => Format::Csv,
            Some("jsonl" | "ndjson") => Format::JsonLines,
            _ => Format::Lines,
        }
    }
}

/// One row.
#[derive(Debug)]
pub(crate) enum Row {
    /// Fields by position.
    Fields(Vec<String>),
    /// Fields by name.
    Object(Map<String, Value>),
}

/// Reads row after row.
pub(crate) enum Rows {
    /// Lines, cut at tabs or not.
    Lines {
        lines: Lines,
        tabs: bool,
    },
    Json(Lines),
    Csv {
        reader: Box<csv::Reader<Source>>,
        path: PathBuf,
        lossy: bool,
        record: csv::ByteRecord,
    },
}

impl Rows {
    pub(crate) fn new(source: Source, path: PathBuf, format: Format, lossy: bool) -> Self {
        match format {
            Format::Lines => Rows::Lines { lines: Lines::new(source, path, lossy), tabs: false },
            Format::Tsv => Rows::Lines { lines: Lines::new(source, path, lossy), tabs: true },
            Format::JsonLines => Rows::Json(Lines::new(source, path, lossy)),
            Format::Csv => {
                let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(source);
                Rows::Csv { reader: Box::new(reader), path, lossy, record: csv::ByteRecord::new() }
            }
        }
    }

    pub(crate) fn path(&self) -> &Path {
        match self {
            Rows::Lines { lines, .. } | Rows::Json(lines) => lines.path(),
            Rows::Csv { path, .. } => path,
        }
    }

    /// The next row and the line that it began on, or nothing at the end.
    pub(crate) fn next_row(&mut self) -> Result<Option<(u64, Row)>> {
        match self {
            Rows::Lines { lines, tabs } => {
                let Some(line) = lines.next_line()? else { return Ok(None) };
                let fields = if *tabs {
                    line.split('\t').map(str::to_owned).collect()
                } else {
                    vec![line.into_owned()]
                };
                Ok(Some((lines.number(), Row::Fields(fields))))
            }
            Rows::Json(lines) => next_object(lines),
            Rows::Csv { reader, path, lossy, record } => next_record(reader, path, *lossy, record),
        }
    }
}

fn next_object(lines: &mut Lines) -> Result<Option<(u64, Row)>> {
    loop {
        let parsed = match lines.next_line()? {
            None => return Ok(None),
            Some(line) if line.trim().is_empty() => continue,
            Some(line) => serde_json::from_str(&line).map_err(|error| (error, line.into_owned())),
        };
        let number = lines.number();
        return match parsed {
            Ok(object) => Ok(Some((number, Row::Object(object)))),
            Err((error, line)) => {
                // The column tells more than the start of the line does.
                let at = line.char_indices().nth(error.column().saturating_sub(20)).map_or(0, |(at, _)| at);
                Err(Error::parse(lines.path(), number, "not a JSON object, near", &line[at..]))
            }
        };
    }
}

fn next_record(
    reader: &mut csv::Reader<Source>,
    path: &Path,
    lossy: bool,
    record: &mut csv::ByteRecord,
) -> Result<Option<(u64, Row)>> {
    let found =
        reader.read_byte_record(record).map_err(|error| Error::io(path, std::io::Error::other(error)))?;
    if !found {
        return Ok(None);
    }
    let line = record.position().map_or(0, csv::Position::line);
    let mut fields = Vec::with_capacity(record.len());
    for (place, mut field) in record.iter().enumerate() {
        if line == 1 && place == 0 {
            field = field.strip_prefix("\u{feff}".as_bytes()).unwrap_or(field);
        }
        fields.push(decode(field, path, line, lossy)?.into_owned());
    }
    Ok(Some((line, Row::Fields(fields))))
}
