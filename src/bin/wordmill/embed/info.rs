//! `wordmill embed info`: what lies in a file of word vectors.

use std::io::Write;

use serde::Serialize;
use wordmill::statistics::percentiles;

use crate::embed::vectors::VectorsArgs;
use crate::failure::Failure;
use crate::output::{OutputArgs, one_line, write_json_line};
use crate::talk::Talk;

const EXAMPLES: &str = "\
Examples:
  $ wordmill embed info worlds.bin
  words\t…
  dimension\t50

  $ wordmill embed info worlds.bin --json";

/// Tell what lies in a file of word vectors
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct InfoArgs {
    #[command(flatten)]
    vectors: VectorsArgs,

    /// Write a JSON object
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    output: OutputArgs,
}

/// What lies in a file.
#[derive(Serialize)]
struct Info {
    words: usize,
    dimension: usize,
    /// The least, the median and the largest.
    norms: Vec<f64>,
    zero_rows: usize,
    /// Tokens behind the counts, where these are known.
    tokens: Option<u64>,
    first: Vec<String>,
    last: Vec<String>,
}

impl InfoArgs {
    pub(crate) fn run(&self, talk: Talk) -> Result<(), Failure> {
        let embeddings = self.vectors.open(talk)?;
        let norms = embeddings.norms();
        let words =
            |skip: usize| embeddings.vocabulary().iter().skip(skip).take(5).map(str::to_owned).collect();
        let info = Info {
            words: embeddings.len(),
            dimension: embeddings.dimension(),
            norms: if norms.is_empty() {
                Vec::new()
            } else {
                percentiles(norms, [0.0, 50.0, 100.0])?.to_vec()
            },
            zero_rows: norms.iter().filter(|&&norm| norm == 0.0).count(),
            tokens: embeddings
                .counts()
                .map(|counts| counts.iter().fold(0, |sum: u64, &n| sum.saturating_add(n))),
            first: words(0),
            last: words(embeddings.len().saturating_sub(5)),
        };
        self.output
            .target()
            .write(|out| if self.json { Ok(write_json_line(out, &info)?) } else { write_lines(out, &info) })
    }
}

fn write_lines(out: &mut dyn Write, info: &Info) -> Result<(), Failure> {
    writeln!(out, "words\t{}\ndimension\t{}", info.words, info.dimension)?;
    for (name, norm) in ["least norm", "median norm", "largest norm"].iter().zip(&info.norms) {
        writeln!(out, "{name}\t{norm:.4}")?;
    }
    writeln!(out, "rows of zeros\t{}", info.zero_rows)?;
    if let Some(tokens) = info.tokens {
        writeln!(out, "tokens\t{tokens}")?;
    }
    writeln!(
        out,
        "first words\t{}\nlast words\t{}",
        one_line(&info.first.join(" ")),
        one_line(&info.last.join(" "))
    )?;
    Ok(())
}
