//! [`ReadingArgs`]: how a file of documents is read.

use std::path::{Path, PathBuf};

use wordmill::text::Corpus;
use wordmill::text::corpus::Format;

/// How documents lie in the input.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Reading")]
pub(crate) struct ReadingArgs {
    /// How documents lie in the input; told by its name unless given
    #[arg(long, value_enum)]
    format: Option<FormatName>,

    /// Column or field that holds the text; needs a header in a table [default: text]
    ///
    /// A TSV or CSV file whose first row names no text column goes by place: the only column is the text,
    /// of two or more the first is the label and the second the text.
    #[arg(long, value_name = "NAME")]
    text_column: Option<String>,

    /// Column or field that holds the label [default: label]
    #[arg(long, value_name = "NAME")]
    label_column: Option<String>,

    /// Keep only documents whose column holds the value, as in split=train
    #[arg(long, value_name = "COLUMN=VALUE", value_parser = column_and_value)]
    only: Option<(String, String)>,

    /// Put U+FFFD for bytes that are no UTF-8, instead of stopping there
    #[arg(long)]
    lossy: bool,
}

/// The formats by the names of the command line.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum FormatName {
    /// A document a line
    Lines,
    /// Columns between tabs, nothing quoted
    Tsv,
    /// Comma-separated values, quoted where needed
    Csv,
    /// A JSON object a line
    Jsonl,
}

impl ReadingArgs {
    /// The corpus in `input`; nothing is read yet.
    pub(crate) fn corpus(&self, input: &Path) -> Corpus {
        let mut corpus = Corpus::new(input).lossy(self.lossy);
        if let Some(format) = self.format {
            corpus = corpus.format(match format {
                FormatName::Lines => Format::Lines,
                FormatName::Tsv => Format::Tsv,
                FormatName::Csv => Format::Csv,
                FormatName::Jsonl => Format::JsonLines,
            });
        }
        if let Some(name) = &self.text_column {
            corpus = corpus.text_column(name);
        }
        if let Some(name) = &self.label_column {
            corpus = corpus.label_column(name);
        }
        if let Some((column, value)) = &self.only {
            corpus = corpus.only(column, value);
        }
        corpus
    }
}

/// What errors call the input.
pub(crate) fn name_of_input(input: &Path) -> PathBuf {
    if input.as_os_str() == "-" { "standard input".into() } else { input.to_owned() }
}

fn column_and_value(text: &str) -> Result<(String, String), &'static str> {
    let (column, value) = text.split_once('=').ok_or("expected COLUMN=VALUE")?;
    Ok((column.to_owned(), value.to_owned()))
}
