//! [`DocumentArgs`]: documents in, something for each of them out.

use std::io::{self, Write};
use std::path::PathBuf;

use serde::Serialize;
use wordmill::text::tokenize::UnicodeWords;
use wordmill::text::{Corpus, Record, Token, Tokenizer};

use crate::batches::render_each;
use crate::failure::Failure;
use crate::input::ReadingArgs;
use crate::output::OutputArgs;

/// Where documents come from, and where and how the results go.
#[derive(Debug, clap::Args)]
pub(crate) struct DocumentArgs {
    /// File of documents; `-` is standard input
    #[arg(default_value = "-", value_hint = clap::ValueHint::FilePath)]
    input: PathBuf,

    /// Write a JSON object a document
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    output: OutputArgs,

    #[command(flatten)]
    reading: ReadingArgs,
}

/// A piece of a document; `start..end` are bytes of it.
#[derive(Serialize)]
struct Piece {
    text: String,
    start: usize,
    end: usize,
}

impl DocumentArgs {
    /// Whether documents come from where they can be read but once.
    pub(crate) fn is_standard_input(&self) -> bool {
        self.input.as_os_str() == "-"
    }

    pub(crate) fn corpus(&self) -> Corpus {
        self.reading.corpus(&self.input)
    }

    /// Writes what `render` makes of each document, and a line end after it. Documents are read, worked on and written
    /// one after the other, however large the input.
    pub(crate) fn each(
        &self,
        render: impl Fn(&Record, &mut Vec<u8>) -> io::Result<()> + Sync + Send,
    ) -> Result<(), Failure> {
        self.output.target().write(|out| {
            render_each(&self.corpus(), out, |record, line| {
                render(record, line)?;
                line.write_all(b"\n")
            })
        })
    }

    /// Writes something about all documents.
    pub(crate) fn write(
        &self,
        work: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.output.target().write(work)
    }

    /// Writes the pieces of each document: a line of them between separators, or an object with the place of each.
    pub(crate) fn each_pieces(
        &self,
        tokenizer: &dyn Tokenizer,
        separator: u8,
        name: &str,
    ) -> Result<(), Failure> {
        self.each(|record, line| {
            if self.json {
                return pieces_as_json(tokenizer, record, name, line);
            }
            let mut is_first = true;
            tokenizer.tokenize(&record.text, &mut |piece| {
                if !std::mem::take(&mut is_first) {
                    line.push(separator);
                }
                push_on_one_line(piece.text, line);
            });
            Ok(())
        })
    }
}

fn pieces_as_json(
    tokenizer: &dyn Tokenizer,
    record: &Record,
    name: &str,
    line: &mut Vec<u8>,
) -> io::Result<()> {
    let mut pieces = Vec::new();
    tokenizer.tokenize(&record.text, &mut |Token { text, span }| {
        pieces.push(Piece { text: text.to_owned(), start: span.start, end: span.end });
    });
    write!(line, "{{\"line\":{},\"{name}\":", record.line)?;
    serde_json::to_writer(&mut *line, &pieces)?;
    line.write_all(b"}")
}

/// Running text after its words were written anew, and where they were.
#[derive(Serialize)]
struct Rewritten {
    line: u64,
    text: String,
    words: Vec<Piece>,
}

/// Running text whose words (by Unicode's rules) are written anew by `rewrite`, all between them as it is; with `json`
/// an object of the result and of the place that each word had.
pub(crate) fn rewrite_words(
    record: &Record,
    json: bool,
    line: &mut Vec<u8>,
    rewrite: impl Fn(&str) -> String,
) -> io::Result<()> {
    let (text, mut written, mut done, mut words) = (&record.text, String::new(), 0, Vec::new());
    UnicodeWords.tokenize(text, &mut |Token { text: word, span }| {
        let word = rewrite(word);
        written.push_str(&text[done..span.start]);
        written.push_str(&word);
        done = span.end;
        if json {
            words.push(Piece { text: word, start: span.start, end: span.end });
        }
    });
    written.push_str(&text[done..]);
    if !json {
        push_on_one_line(&written, line);
        return Ok(());
    }
    Ok(serde_json::to_writer(line, &Rewritten { line: record.line, text: written, words })?)
}

/// Text on one line: a document of CSV or JSON may hold line breaks, which become spaces.
pub(crate) fn push_on_one_line(text: &str, line: &mut Vec<u8>) {
    let start = line.len();
    line.extend_from_slice(text.as_bytes());
    for byte in &mut line[start..] {
        if matches!(byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
}
