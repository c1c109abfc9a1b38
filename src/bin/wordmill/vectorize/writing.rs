//! Rows of numbers as a Matrix Market file or JSON, and the vocabulary beside them.

use std::io::{self, Write};

use serde::{Serialize, Serializer};
use wordmill::vector::SparseMatrix;

use crate::output::write_json_line;

/// What a cell of the matrix is.
#[derive(Debug, Clone, Copy)]
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

/// A line a term: its column from 1, the term, its idf if there is one.
pub(crate) fn write_vocabulary(out: &mut dyn Write, terms: &[String], idf: Option<&[f64]>) -> io::Result<()> {
    for (column, term) in terms.iter().enumerate() {
        write!(out, "{}\t{term}", column + 1)?;
        if let Some(idf) = idf {
            write!(out, "\t{}", idf[column])?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Matrix Market's coordinate form, rows and columns from 1.
pub(crate) fn write_matrix(out: &mut dyn Write, rows: &SparseMatrix<f64>, cell: Cell) -> io::Result<()> {
    let field = match cell {
        Cell::Count => "integer",
        Cell::Weight => "real",
    };
    writeln!(out, "%%MatrixMarket matrix coordinate {field} general")?;
    writeln!(out, "{} {} {}", rows.rows(), rows.columns(), rows.stored())?;
    for (row, entries) in rows.iter().enumerate() {
        for (column, value) in entries.iter() {
            writeln!(out, "{} {} {}", row + 1, column + 1, cell.number(value))?;
        }
    }
    Ok(())
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

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Number::Whole(count) => count.fmt(f),
            Number::Real(weight) => weight.fmt(f),
        }
    }
}

/// The entries of a row by their terms, in the order of the columns.
struct Named<'r, I>(&'r [String], I);

impl<I: Iterator<Item = (u32, Number)> + Clone> Serialize for Named<'_, I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entries = self.1.clone().map(|(column, number)| (&self.0[column as usize], number));
        serializer.collect_map(entries)
    }
}
