//! [`References`] and [`Systems`]: line-aligned files of references and of systems' outputs.

use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::line_files::{check_lines, columns, trimmed_lines};

/// The references, a column of lines each.
pub(crate) struct References {
    columns: Vec<Vec<String>>,
    /// Where the first of them stands, for errors.
    path: PathBuf,
}

impl References {
    /// One column a file; or, of a single file, `count` of them between tabs.
    pub(crate) fn read(paths: &[PathBuf], count: usize) -> Result<Self, Failure> {
        let path = paths[0].clone();
        let read: Vec<Vec<String>> = match paths {
            [path] if count > 1 => columns(trimmed_lines(path)?, count, path)?,
            paths => paths.iter().map(|path| trimmed_lines(path)).collect::<Result<_, _>>()?,
        };
        for (column, other) in read.iter().zip(paths).skip(1) {
            check_lines(&path, read[0].len(), other, column.len())?;
        }
        Ok(References { columns: read, path })
    }

    /// The references of each segment.
    pub(crate) fn segments(&self) -> Vec<Vec<&str>> {
        let segment = |at: usize| self.columns.iter().map(|column| column[at].as_str()).collect();
        (0..self.columns[0].len()).map(segment).collect()
    }
}

/// The outputs of systems and what these are called.
pub(crate) struct Systems {
    pub(crate) names: Vec<String>,
    pub(crate) outputs: Vec<Vec<String>>,
}

impl Systems {
    /// One system a file; without files, those between tabs on standard input. Each must have a line for every segment.
    pub(crate) fn read(paths: &[PathBuf], references: &References) -> Result<Self, Failure> {
        let systems = if paths.is_empty() { Systems::from_columns()? } else { Systems::from_files(paths)? };
        for (name, output) in systems.names.iter().zip(&systems.outputs) {
            check_lines(&references.path, references.columns[0].len(), name.as_ref(), output.len())?;
        }
        Ok(systems)
    }

    fn from_files(paths: &[PathBuf]) -> Result<Self, Failure> {
        let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        if let Some(at) = (1..names.len()).find(|&at| names[..at].contains(&names[at])) {
            return Err(Failure::Usage(format!("{} is given twice as a system", names[at])));
        }
        Ok(Systems {
            names,
            outputs: paths.iter().map(|path| trimmed_lines(path)).collect::<Result<_, _>>()?,
        })
    }

    fn from_columns() -> Result<Self, Failure> {
        let path = Path::new("-");
        let lines = trimmed_lines(path)?;
        let count = lines.first().map_or(1, |line| line.split('\t').count());
        let outputs = columns(lines, count, path)?;
        let names = (1..=count).map(|number| format!("System {number}")).collect();
        Ok(Systems { names, outputs })
    }
}
