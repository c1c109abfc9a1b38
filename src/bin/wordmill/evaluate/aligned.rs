//! [`AlignedArgs`]: references and one hypothesis for each of them.

use std::io::Write;
use std::path::PathBuf;

use crate::failure::Failure;
use crate::line_files::{check_lines, columns, trimmed_lines};
use crate::output::OutputArgs;

/// Files of references and of hypotheses, a segment a line.
#[derive(Debug, clap::Args)]
pub(crate) struct AlignedArgs {
    /// Files of references, a segment a line
    #[arg(required = true, value_name = "REF", value_hint = clap::ValueHint::FilePath)]
    references: Vec<PathBuf>,

    /// File of hypotheses, a line for each of the references' (`-` is standard input)
    ///
    /// Without it, the one file of references holds both: reference and hypothesis between tabs.
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    input: Option<PathBuf>,

    /// Write a JSON object
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    output: OutputArgs,
}

/// Segments: the references of each, and its hypothesis.
pub(crate) struct Aligned {
    pub(crate) references: Vec<Vec<String>>,
    pub(crate) hypotheses: Vec<String>,
}

impl AlignedArgs {
    pub(crate) fn read(&self) -> Result<Aligned, Failure> {
        let (mut read, first) = (Vec::new(), &self.references[0]);
        let hypotheses = match (&self.input, self.references.as_slice()) {
            (Some(input), references) => {
                for path in references {
                    read.push(trimmed_lines(path)?);
                }
                trimmed_lines(input)?
            }
            (None, [path]) => {
                let mut both = columns(trimmed_lines(path)?, 2, path)?.into_iter();
                read.extend(both.next());
                both.next().unwrap_or_default()
            }
            (None, _) => {
                return Err(Failure::Usage("several files of references need --input".to_owned()));
            }
        };
        for (path, column) in self.references.iter().zip(&read) {
            check_lines(first, read[0].len(), path, column.len())?;
        }
        check_lines(first, read[0].len(), self.input.as_ref().unwrap_or(first), hypotheses.len())?;
        let segment = |at: usize| read.iter().map(|column| column[at].clone()).collect();
        Ok(Aligned { references: (0..hypotheses.len()).map(segment).collect(), hypotheses })
    }

    /// Writes a result.
    pub(crate) fn write(
        &self,
        work: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.output.target().write(work)
    }
}
