//! `wordmill classify explain`: a verdict on each document, and what moved it.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

use serde::Serialize;
use wordmill::label::Classes;
use wordmill::task::{Explanation, TermEvidence, TextClassifier, highlight};
use wordmill::text::Record;

use crate::batches::for_each_batch;
use crate::failure::Failure;
use crate::input::ReadingArgs;
use crate::output::{OutputArgs, one_line, write_json_line};

const EXAMPLES: &str = r#"Examples:
  $ wordmill classify train corpora/reviews.tsv --only split=train -o reviews.model

  $ echo "Not bad at all, I loved it" | wordmill classify explain reviews.model --terms 2
  positive  0.…
  Not bad at all, I loved it
    +…  loved
    +…  not bad
    …  (… other terms)
    …  (before reading)

  $ wordmill classify explain reviews.model corpora/reviews.tsv --only style=ironic | head -n 13

  $ echo "Not bad at all" | wordmill classify explain reviews.model --json
  {"label":…"#;

/// Judge documents and say why
///
/// Writes the verdict, the text with words that speak for the verdict in green and those against it in
/// red, and the terms that moved it most: what each adds to the log-odds of the verdict, below 0 where
/// it speaks against it. Colours go to terminals only; NO_COLOR turns them off.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ExplainArgs {
    /// File of the model
    #[arg(value_hint = clap::ValueHint::FilePath)]
    model: PathBuf,

    /// File of documents; `-` is standard input
    #[arg(default_value = "-", value_hint = clap::ValueHint::FilePath)]
    input: PathBuf,

    /// How many terms to show
    #[arg(long, value_name = "COUNT", default_value_t = 10)]
    terms: usize,

    /// Write a JSON object a document, with the places of the terms in its bytes
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    output: OutputArgs,

    #[command(flatten)]
    reading: ReadingArgs,
}

/// An explanation with the names of its classes.
#[derive(Serialize)]
struct Explained<'a> {
    label: &'a str,
    probability: f64,
    probabilities: BTreeMap<&'a str, f64>,
    prior: f64,
    terms: &'a [TermEvidence],
    text: &'a str,
}

impl ExplainArgs {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let model = TextClassifier::load(&self.model)?;
        let corpus = self.reading.corpus(&self.input);
        let each = |out: &mut dyn Write| {
            for_each_batch(&corpus, |records| {
                for record in records {
                    let why = model.explain(&record.text)?;
                    let terms = &why.terms[..self.terms.min(why.terms.len())];
                    let write = if self.json { write_object } else { write_lines };
                    write(out, model.classes(), record, &why, terms)?;
                }
                Ok(out.flush()?)
            })
        };
        let output = self.output.target();
        if self.json { output.write(each) } else { output.write_coloured(each) }
    }
}

fn write_lines(
    out: &mut dyn Write,
    classes: &Classes,
    record: &Record,
    why: &Explanation,
    terms: &[TermEvidence],
) -> io::Result<()> {
    writeln!(out, "{}  {:.4}", classes.name(why.verdict.class), why.verdict.probability)?;
    let pieces: Vec<(String, f64)> =
        why.pieces(&record.text).into_iter().map(|(piece, evidence)| (one_line(piece), evidence)).collect();
    let shown: Vec<(&str, f64)> =
        pieces.iter().map(|(piece, evidence)| (piece.as_str(), *evidence)).collect();
    writeln!(out, "{}", highlight(&shown))?;
    for term in terms {
        writeln!(out, "{:>+9.4}  {}", term.evidence, one_line(&term.term))?;
    }
    if why.terms.len() > terms.len() {
        let rest: f64 = why.terms[terms.len()..].iter().map(|term| term.evidence).sum();
        writeln!(out, "{rest:>+9.4}  ({} other terms)", why.terms.len() - terms.len())?;
    }
    writeln!(out, "{:>+9.4}  (before reading)\n", why.prior)
}

fn write_object(
    out: &mut dyn Write,
    classes: &Classes,
    record: &Record,
    why: &Explanation,
    terms: &[TermEvidence],
) -> io::Result<()> {
    let explained = Explained {
        label: classes.name(why.verdict.class),
        probability: why.verdict.probability,
        probabilities: classes.iter().zip(why.probabilities.iter().copied()).collect(),
        prior: why.prior,
        terms,
        text: &record.text,
    };
    write_json_line(out, &explained)
}
