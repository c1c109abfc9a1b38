//! Line-aligned files: line *i* of one belongs to line *i* of the others.

use std::path::Path;

use wordmill::Error;
use wordmill::text::read_lines;

use crate::failure::Failure;

/// The lines of a file, without white space at their ends.
pub(crate) fn trimmed_lines(path: &Path) -> Result<Vec<String>, Failure> {
    let mut lines = read_lines(path)?;
    // As Python has it: the separators of ASCII are white space.
    let is_space = |character: char| character.is_whitespace() || ('\x1c'..='\x1f').contains(&character);
    for line in &mut lines {
        line.truncate(line.trim_end_matches(is_space).len());
    }
    Ok(lines)
}

/// `count` columns of lines that hold as many fields between tabs; the last takes what tabs remain.
pub(crate) fn columns(lines: Vec<String>, count: usize, path: &Path) -> Result<Vec<Vec<String>>, Failure> {
    let mut columns = vec![Vec::with_capacity(lines.len()); count];
    for (at, line) in lines.iter().enumerate() {
        let fields: Vec<&str> = line.splitn(count, '\t').collect();
        if fields.len() != count {
            let reason = format!("line {}: {} fields between tabs, expected {count}", at + 1, fields.len());
            return Err(corrupt(path, reason));
        }
        for (column, field) in columns.iter_mut().zip(fields) {
            column.push(field.to_owned());
        }
    }
    Ok(columns)
}

/// Refuses files of unequal length, and empty ones.
pub(crate) fn check_lines(path: &Path, lines: usize, other: &Path, others: usize) -> Result<(), Failure> {
    if lines != others {
        let counterpart = format!("{others} lines, but {} has {lines}", path.display());
        return Err(corrupt(other, format!("{counterpart}; every line needs its counterpart")));
    }
    if lines == 0 { Err(corrupt(path, "no lines".to_owned())) } else { Ok(()) }
}

fn corrupt(path: &Path, reason: String) -> Failure {
    Failure::Library(Error::Corrupt { what: path.display().to_string(), reason })
}
