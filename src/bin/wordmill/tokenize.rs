//! `wordmill tokenize`: the tokens of each document.

use std::io::{self, Write};
use std::path::PathBuf;

use serde::Serialize;
use wordmill::text::{Analyzer, NgramRange, Record, Tokenizer};

use crate::analysis::AnalysisArgs;
use crate::batches::render_each;
use crate::failure::Failure;
use crate::input::ReadingArgs;
use crate::output::OutputArgs;

const EXAMPLES: &str = r#"Examples:
  $ echo "The actors weren't acting" | wordmill tokenize --stop-words english --stem english
  actor weren act

  $ wordmill tokenize corpora/reviews.tsv --words unicode --no-lowercase | head -n 1
  Our room stank of cigarettes even tho we booked non smoking They sprayed some air …

  $ echo "So good" | wordmill tokenize --ngrams 2 --json
  {"line":1,"tokens":[{"text":"so good","start":0,"end":7}]}

  $ wordmill tokenize corpora/reviews.tsv --only domain=films | tr ' ' '\n' | sort | uniq -c"#;

/// Cut documents into tokens
///
/// Writes a document a line, its tokens separated by spaces. N-grams hold spaces themselves: take --json
/// to tell them apart. Documents are read and written one after the other, however large the input.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct TokenizeArgs {
    /// File of documents; `-` is standard input
    #[arg(default_value = "-", value_hint = clap::ValueHint::FilePath)]
    input: PathBuf,

    /// Write a JSON object a document: its line, and text, first byte and end of each token
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    output: OutputArgs,

    #[command(flatten)]
    analysis: AnalysisArgs,

    #[command(flatten)]
    reading: ReadingArgs,
}

/// The tokens of a document.
#[derive(Serialize)]
struct Document {
    line: u64,
    tokens: Vec<Token>,
}

/// A token; `start..end` are bytes of the document.
#[derive(Serialize)]
struct Token {
    text: String,
    start: usize,
    end: usize,
}

impl TokenizeArgs {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let analyzer = self.analysis.analyzer(NgramRange::UNIGRAMS)?;
        let corpus = self.reading.corpus(&self.input);
        let render = if self.json { tokens_as_json } else { tokens_as_line };
        self.output.target().write(|out| {
            render_each(&corpus, out, |record, line| {
                render(&analyzer, record, line)?;
                line.write_all(b"\n")
            })
        })
    }
}

fn tokens_as_line(analyzer: &Analyzer, record: &Record, line: &mut Vec<u8>) -> io::Result<()> {
    let mut is_first = true;
    analyzer.tokenize(&record.text, &mut |token| {
        if !std::mem::take(&mut is_first) {
            line.push(b' ');
        }
        line.extend_from_slice(token.text.as_bytes());
    });
    Ok(())
}

fn tokens_as_json(analyzer: &Analyzer, record: &Record, line: &mut Vec<u8>) -> io::Result<()> {
    let mut tokens = Vec::new();
    analyzer.tokenize(&record.text, &mut |token| {
        tokens.push(Token { text: token.text.to_owned(), start: token.span.start, end: token.span.end });
    });
    Ok(serde_json::to_writer(line, &Document { line: record.line, tokens })?)
}
