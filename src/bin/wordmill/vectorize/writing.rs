//! Rows of numbers as a Matrix Market file or JSON, and the vocabulary beside them.

use std::io::{self, Write};

use serde::{Serialize, Serializer};
use wordmill::Error;
use wordmill::bow::TermList;
use wordmill::vector::SparseMatrix;
use wordmill::vector::format::{Field, MatrixMarket};

use crate::failure::Failure;
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

/// Matrix Market's coordinate form.
pub(crate) fn write_matrix(out: &mut dyn Write, rows: &SparseMatrix<f64>, cell: Cell) -> Result<(), Failure> {
    let field = match cell {
        Cell::Count => Field::Integer,
        Cell::Weight => Field::Real,
    };
    MatrixMarket::new().field(field).write(out, rows).map_err(of_output)
}

/// A line a term: its column from 1, the term, its idf if there is one.
pub(crate) fn write_vocabulary(
    out: &mut dyn Write,
    terms: &[String],
    idf: Option<&[f64]>,
) -> Result<(), Failure> {
    let mut list = TermList::new(terms.to_vec())?;
    if let Some(idf) = idf {
        list = list.with_idf(idf.to_vec())?;
    }
    list.write_tsv(out).map_err(of_output)
}

/// What the output refused; only the output knows its name.
fn of_output(error: Error) -> Failure {
    match error {
        Error::Io { source, .. } => Failure::Write(source),
        error => error.into(),
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
