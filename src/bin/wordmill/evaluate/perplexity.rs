//! `wordmill perplexity`: how surprised a language model was, from the probabilities that it gave.

use std::io::Write;
use std::path::PathBuf;

use serde::Serialize;
use wordmill::Error;
use wordmill::metric::{Perplexity, UnknownWords};
use wordmill::prob::LogProb;
use wordmill::text::read_lines;

use crate::failure::Failure;
use crate::input::name_of_input;
use crate::output::{OutputArgs, write_json_line};

const EXAMPLES: &str = "\
Examples:
  $ printf 'the\\t-1.5\\n<unk>\\t-6\\ncat\\t-2.5\\n' | wordmill perplexity
  tokens	3
  unknown	1
  perplexity	2154.43…
  perplexity without unknown	100.00000000000004

  $ printf -- '-1\\n-3\\n' | wordmill perplexity --base 2 --json
  {\"tokens\":2,\"unknown\":0,\"bits\":2.0,\"perplexity\":4.0,…";

/// Perplexity of the probabilities that a language model gave
///
/// Each line holds the logarithm of a token's probability, alone or as the last of some columns between tabs of which
/// the first is the token. Blank lines count for nothing.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct PerplexityArgs {
    /// File of log-probabilities; `-` is standard input
    #[arg(default_value = "-", value_hint = clap::ValueHint::FilePath)]
    input: PathBuf,

    /// The base of the logarithms
    #[arg(long, value_enum, default_value_t = Base::Ten)]
    base: Base,

    /// What stands for a word that the model does not know
    #[arg(long, value_name = "TOKEN", default_value = "<unk>")]
    unknown: String,

    /// Write a JSON object
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Base {
    /// As in ARPA files
    #[value(name = "10")]
    Ten,
    #[value(name = "2")]
    Two,
    #[value(name = "e")]
    E,
}

/// What is written. A figure that no token counts for is left out.
#[derive(Serialize)]
struct Report {
    tokens: u64,
    unknown: u64,
    bits: Option<f64>,
    perplexity: Option<f64>,
    perplexity_without_unknown: Option<f64>,
}

impl PerplexityArgs {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let mut sum = Perplexity::default();
        for (at, line) in read_lines(&self.input)?.iter().enumerate() {
            let line = line.trim();
            if line.is_empty() {
                continue;
            }
            let mut columns = line.split('\t');
            let (first, last) = (columns.next().unwrap_or_default(), columns.next_back());
            let probability = self.probability(last.unwrap_or(first), at as u64 + 1)?;
            if last.is_some() && first == self.unknown {
                sum.add_unknown(probability);
            } else {
                sum.add_token(probability);
            }
        }
        // An empty text has no perplexity.
        sum.perplexity(UnknownWords::Counted)?;
        let report = Report {
            tokens: sum.tokens(),
            unknown: sum.unknown(),
            bits: sum.bits(UnknownWords::Counted).ok(),
            perplexity: sum.perplexity(UnknownWords::Counted).ok(),
            perplexity_without_unknown: sum.perplexity(UnknownWords::LeftOut).ok(),
        };
        self.output.target().write(|out| self.report(out, &report))
    }

    fn report(&self, out: &mut dyn Write, report: &Report) -> Result<(), Failure> {
        if self.json {
            return Ok(write_json_line(out, report)?);
        }
        writeln!(out, "tokens\t{}\nunknown\t{}", report.tokens, report.unknown)?;
        let figures = [
            ("perplexity", report.perplexity),
            ("perplexity without unknown", report.perplexity_without_unknown),
        ];
        for (name, figure) in figures {
            if let Some(figure) = figure {
                writeln!(out, "{name}\t{figure}")?;
            }
        }
        Ok(())
    }

    fn probability(&self, text: &str, line: u64) -> Result<LogProb, Failure> {
        let input = name_of_input(&self.input);
        let number: f64 = text.trim().parse().map_err(|_| Error::Parse {
            input: input.clone(),
            line,
            what: "expected the logarithm of a probability",
            got: text.to_owned(),
        })?;
        let probability = match self.base {
            Base::Ten => LogProb::from_log10(number),
            Base::Two => LogProb::from_log2(number),
            Base::E => LogProb::from_ln(number),
        };
        probability.map_err(|error| Failure::Record { input, line, error })
    }
}
