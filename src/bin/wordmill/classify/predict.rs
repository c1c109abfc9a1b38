//! `wordmill classify predict`: a verdict on each document.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

use serde::Serialize;
use wordmill::label::Classes;
use wordmill::task::{TextClassifier, Verdict};
use wordmill::text::Record;

use crate::batches::for_each_batch;
use crate::failure::Failure;
use crate::input::ReadingArgs;
use crate::output::{OutputArgs, one_line, write_json_line};

const EXAMPLES: &str = r#"Examples:
  $ wordmill classify train corpora/reviews.tsv --only split=train -o reviews.model

  $ echo "Not bad at all, I loved it" | wordmill classify predict reviews.model
  positive	0.…	Not bad at all, I loved it

  $ wordmill classify predict reviews.model corpora/reviews.tsv --only style=hard | cut -f 1

  $ echo "Not bad at all, I loved it" | wordmill classify predict reviews.model --json
  {"label":"positive","probability":0.…,"probabilities":{"negative":0.…,"positive":0.…},"text":…"#;

/// Judge documents
///
/// Writes label, probability and text of each document between tabs; control characters in the text
/// become spaces. Documents are read and written one after the other, however large the input. A
/// document without a known term gets what the model thinks before it reads.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct PredictArgs {
    /// File of the model
    #[arg(value_hint = clap::ValueHint::FilePath)]
    model: PathBuf,

    /// File of documents; `-` is standard input
    #[arg(default_value = "-", value_hint = clap::ValueHint::FilePath)]
    input: PathBuf,

    /// Write a JSON object a document: label, probability, the probabilities of all classes, text
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    output: OutputArgs,

    #[command(flatten)]
    reading: ReadingArgs,
}

/// The verdict on a document.
#[derive(Serialize)]
struct Judged<'a> {
    label: &'a str,
    probability: f64,
    probabilities: BTreeMap<&'a str, f64>,
    text: &'a str,
}

impl PredictArgs {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let model = TextClassifier::load(&self.model)?;
        let corpus = self.reading.corpus(&self.input);
        let write = if self.json { write_object } else { write_line };
        self.output.target().write(|out| {
            for_each_batch(&corpus, |records| {
                let texts: Vec<&str> = records.iter().map(|record| record.text.as_str()).collect();
                let probabilities = model.probabilities(&texts)?;
                for (record, row) in records.iter().zip(probabilities.chunks(model.classes().len())) {
                    write(out, model.classes(), record, row)?;
                }
                Ok(out.flush()?)
            })
        })
    }
}

fn write_line(out: &mut dyn Write, classes: &Classes, record: &Record, row: &[f64]) -> io::Result<()> {
    let Verdict { class, probability } = Verdict::of(row);
    writeln!(out, "{}\t{probability:.4}\t{}", classes.name(class), one_line(&record.text))
}

fn write_object(out: &mut dyn Write, classes: &Classes, record: &Record, row: &[f64]) -> io::Result<()> {
    let Verdict { class, probability } = Verdict::of(row);
    let probabilities = classes.iter().zip(row.iter().copied()).collect();
    let judged = Judged { label: classes.name(class), probability, probabilities, text: &record.text };
    write_json_line(out, &judged)
}
