//! [`SinkArgs`]: where rows go, and in which format.

use std::io::Write;
use std::path::{Path, PathBuf};

use wordmill::Error;
use wordmill::bow::TermList;
use wordmill::label::Labels;
use wordmill::vector::format::{
    ColumnBase, DenseCsv, Field, MatrixMarket, Npz, Svmlight, SvmlightRows, Targets,
};
use wordmill::vector::{DoubleMatrix, SparseMatrix};

use crate::failure::Failure;
use crate::output::{Output, OutputArgs};
use crate::vectorize::rows::{Cell, write_objects};

/// Cells of a table that is written whole; more of them belong into a sparse format.
const MOST_CELLS: usize = 50_000_000;

/// Where rows go, and in which format.
#[derive(Debug, clap::Args)]
pub(crate) struct SinkArgs {
    /// Format of the rows; told by the name of the file unless given (.mtx, .svm, .npz, .csv, .jsonl)
    #[arg(long, value_enum, value_name = "FORMAT", conflicts_with = "json")]
    to: Option<MatrixFormat>,

    /// Write a JSON object a document, term: value (short for --to jsonl)
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum MatrixFormat {
    /// Coordinates, as scipy.io.mmread reads them
    MatrixMarket,
    /// Labels and entries a line, as load_svmlight_file reads them; columns from 0
    Svmlight,
    /// Arrays, as scipy.sparse.load_npz reads them
    Npz,
    /// A table of all cells below the names of the terms
    Csv,
    /// A JSON object a row
    Jsonl,
}

/// Rows and what is known of them.
pub(crate) struct Rows<'r> {
    pub(crate) rows: &'r SparseMatrix<f64>,
    /// What each column is called.
    pub(crate) terms: &'r dyn Fn() -> Result<Vec<String>, Failure>,
    pub(crate) labels: Option<&'r Labels>,
    pub(crate) cell: Cell,
}

impl SinkArgs {
    pub(crate) fn target(&self) -> Output {
        self.output.target()
    }

    /// Whether JSON was asked for.
    pub(crate) fn is_json(&self) -> bool {
        self.format() == MatrixFormat::Jsonl
    }

    pub(crate) fn write(&self, rows: &Rows<'_>) -> Result<(), Failure> {
        let format = self.format();
        if format == MatrixFormat::Csv && rows.rows.rows().saturating_mul(rows.rows.columns()) > MOST_CELLS {
            let (height, width) = (rows.rows.rows(), rows.rows.columns());
            return Err(Failure::Usage(format!("a table of {height} × {width} cells is too large for CSV")));
        }
        self.target().write(|out| match format {
            MatrixFormat::MatrixMarket => {
                let field = if rows.cell == Cell::Count { Field::Integer } else { Field::Real };
                MatrixMarket::new().field(field).write(out, rows.rows).map_err(of_output)
            }
            MatrixFormat::Svmlight => write_svmlight(out, rows),
            MatrixFormat::Npz => Npz::new().write(out, rows.rows).map_err(of_output),
            MatrixFormat::Csv => write_csv(out, rows),
            MatrixFormat::Jsonl => Ok(write_objects(out, rows.rows, &(rows.terms)()?, rows.cell)?),
        })
    }

    fn format(&self) -> MatrixFormat {
        match (self.to, self.json, self.target()) {
            (Some(format), ..) => format,
            (None, true, _) => MatrixFormat::Jsonl,
            (None, false, Output::File(path)) => MatrixFormat::of(&path),
            (None, false, Output::Standard) => MatrixFormat::MatrixMarket,
        }
    }
}

impl MatrixFormat {
    fn of(path: &Path) -> Self {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("svm" | "svmlight" | "libsvm") => MatrixFormat::Svmlight,
            Some("npz") => MatrixFormat::Npz,
            Some("csv") => MatrixFormat::Csv,
            Some("jsonl" | "ndjson" | "json") => MatrixFormat::Jsonl,
            _ => MatrixFormat::MatrixMarket,
        }
    }
}

/// Labels as the numbers that they are, or as numbers of classes, which a comment names; without labels all targets are 0.
fn write_svmlight(out: &mut dyn Write, rows: &Rows<'_>) -> Result<(), Failure> {
    let mut format = Svmlight::new().base(ColumnBase::Zero);
    let targets = match rows.labels {
        None => vec![0.0; rows.rows.rows()],
        Some(labels) => {
            let numbers =
                labels.names().map(|name| name.parse::<f64>().ok().filter(|number| number.is_finite()));
            numbers.collect::<Option<Vec<f64>>>().unwrap_or_else(|| {
                let names = labels.classes().iter().enumerate();
                let classes: Vec<String> = names.map(|(id, name)| format!("{id} = {name}")).collect();
                format = format.clone().comment(format!("classes: {}", classes.join(", ")));
                labels.ids().iter().map(|id| id.index() as f64).collect()
            })
        }
    };
    let rows = SvmlightRows { rows: rows.rows.clone(), targets: Targets::Single(targets), queries: None };
    format.write(out, &rows).map_err(of_output)
}

fn write_csv(out: &mut dyn Write, rows: &Rows<'_>) -> Result<(), Failure> {
    let mut header = csv::Writer::from_writer(Vec::new());
    header.write_record((rows.terms)()?).map_err(std::io::Error::from)?;
    out.write_all(&header.into_inner().map_err(|error| std::io::Error::other(error.to_string()))?)?;
    let mut table = DoubleMatrix::zeros(rows.rows.rows(), rows.rows.columns());
    for (at, row) in rows.rows.iter().enumerate() {
        row.iter().for_each(|(column, value)| table.row_mut(at)[column as usize] = value);
    }
    DenseCsv::new().write(out, &table).map_err(of_output)
}

/// Writes terms to a file of their own: JSON by its name, or else lines.
pub(crate) fn write_terms(path: &Path, list: &TermList) -> Result<(), Failure> {
    if path.extension().is_some_and(|extension| extension == "json") {
        return Ok(list.save_json(path)?);
    }
    Output::of(Some(PathBuf::from(path))).write(|out| list.write_tsv(out).map_err(of_output))
}

/// What the output refused; only the output knows its name.
fn of_output(error: Error) -> Failure {
    match error {
        Error::Io { source, .. } => Failure::Write(source),
        error => error.into(),
    }
}
