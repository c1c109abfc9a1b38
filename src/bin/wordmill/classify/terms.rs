//! `wordmill classify terms`: what speaks most for each class.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Serialize;
use wordmill::task::TextClassifier;

use crate::failure::Failure;
use crate::output::{OutputArgs, one_line, write_json_line};

const EXAMPLES: &str = "\
Examples:
  $ wordmill classify train corpora/reviews.tsv --only split=train -o reviews.model

  $ wordmill classify terms reviews.model --count 5

  $ wordmill classify terms reviews.model --count 20 --json
  {\"negative\":[{\"term\":…";

/// List the most telling terms of each class
///
/// Writes class, term and evidence between tabs, the strongest first: what one unit of the term adds to
/// the log-odds of the class.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct TermsArgs {
    /// File of the model
    #[arg(value_hint = clap::ValueHint::FilePath)]
    model: PathBuf,

    /// How many terms of each class
    #[arg(short = 'n', long, default_value_t = 10)]
    count: usize,

    /// Write one JSON object: the terms of each class
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    output: OutputArgs,
}

/// A term and how much it speaks for its class.
#[derive(Serialize)]
struct Telling {
    term: String,
    evidence: f64,
}

impl From<(String, f64)> for Telling {
    fn from((term, evidence): (String, f64)) -> Self {
        Telling { term, evidence }
    }
}

impl TermsArgs {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let model = TextClassifier::load(&self.model)?;
        let classes = model.classes();
        let told = classes.iter().zip(classes.ids().map(|class| model.most_telling(class, self.count)));
        self.output.target().write(|out| {
            if self.json {
                let object = |terms: Vec<_>| terms.into_iter().map(Telling::from).collect();
                let all: BTreeMap<&str, Vec<Telling>> =
                    told.map(|(class, terms)| (class, object(terms))).collect();
                return Ok(write_json_line(out, &all)?);
            }
            for (class, terms) in told {
                for (term, evidence) in terms {
                    writeln!(out, "{class}\t{}\t{evidence:.4}", one_line(&term))?;
                }
            }
            Ok(())
        })
    }
}
