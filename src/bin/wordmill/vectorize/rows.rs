//! Rows of numbers as JSON objects, a term a key.

use std::io::{self, Write};

use serde::{Serialize, Serializer};
use wordmill::vector::SparseMatrix;

use crate::output::write_json_line;

/// What a cell of the matrix is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cell {
    Count,
    Weight,
}

impl Cell {
    fn number(self, value: f64) -> Number {
        match self {
            Cell::Count => Number::Whole(value as u64),
            Cell::Weight => Number::Real(value),
        }
    }
}

/// A JSON object a row, term: value.
pub(crate) fn write_objects(
    out: &mut dyn Write,
    rows: &SparseMatrix<f64>,
    terms: &[String],
    cell: Cell,
) -> io::Result<()> {
    for row in rows.iter() {
        let entries = row.columns.iter().copied().zip(row.values.iter().map(|&value| cell.number(value)));
        write_json_line(out, &Named(terms, entries))?;
    }
    Ok(())
}

/// How a value of the matrix is written; counts are whole.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(untagged)]
enum Number {
    Whole(u64),
    Real(f64),
}

/// The entries of a row by their terms, in the order of the columns.
struct Named<'r, I>(&'r [String], I);

impl<I: Iterator<Item = (u32, Number)> + Clone> Serialize for Named<'_, I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entries = self.1.clone().map(|(column, number)| (&self.0[column as usize], number));
        serializer.collect_map(entries)
    }
}
