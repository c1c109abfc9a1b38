//! `wordmill normalize`: each document, normalised.

use serde::Serialize;
use wordmill::text::normalize::hugging_face::Bert;
use wordmill::text::normalize::{
    AsciiPunctuation, CaseFold, CollapseWhitespace, Lowercase, MosesPunctNormalizer, NormalForm, Normalized,
    Normalizer, RemoveControls, ShortenRepeats, StripAccents,
};
use wordmill::text::tokenize::Whitespace;
use wordmill::text::{Token, Tokenizer};

use crate::documents::{DocumentArgs, push_on_one_line};
use crate::failure::Failure;

const EXAMPLES: &str = r#"Examples:
  $ echo "Crème   BRÛLÉE" | wordmill normalize --steps lowercase,strip-accents,spaces
  creme brulee

  $ echo "ﬁne “quotes” – sooooo nice" | wordmill normalize --steps nfkc,ascii-punctuation,repeats
  fine "quotes" - sooo nice

  $ echo "Straße" | wordmill normalize --steps casefold --json
  {"line":1,"normalized":"strasse","words":[{"text":"strasse","start":0,"end":7}]}"#;

/// Normalise documents
///
/// Writes a document a line after the steps of --steps, in the order in which they are given. With --json an object a
/// document: its line, its text, and where each word of that (between white space) stood in the original.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct NormalizeArgs {
    /// What to do, in order, between commas
    #[arg(short, long, value_enum, value_delimiter = ',', default_value = "nfc")]
    steps: Vec<Step>,

    /// Language of the step moses, by its ISO code
    #[arg(short, long, value_name = "CODE", default_value = "en")]
    language: String,

    #[command(flatten)]
    documents: DocumentArgs,
}

/// The normalisers by the names of the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Step {
    /// Unicode's composed form
    Nfc,
    /// Unicode's decomposed form
    Nfd,
    /// The composed form without differences of presentation
    Nfkc,
    /// The decomposed form without differences of presentation
    Nfkd,
    /// Lower case
    Lowercase,
    /// Full case folding: ß is ss
    Casefold,
    /// é is e (scikit-learn's `unicode`)
    StripAccents,
    /// The same, and nothing but ASCII is left (scikit-learn's `ascii`)
    StripAccentsAscii,
    /// One space for each run of white space
    Spaces,
    /// No control characters
    Controls,
    /// Quotes, dashes and the like of ASCII
    AsciiPunctuation,
    /// At most three of a character in a row
    Repeats,
    /// Hugging Face's BertNormalizer, uncased
    Bert,
    /// The punctuation normaliser of Moses (sacremoses)
    Moses,
}

/// A document after normalisation, and where its words were.
#[derive(Serialize)]
struct Document<'d> {
    line: u64,
    normalized: &'d str,
    words: Vec<Word<'d>>,
}

/// A word; `start..end` are bytes of the original.
#[derive(Serialize)]
struct Word<'d> {
    text: &'d str,
    start: usize,
    end: usize,
}

impl NormalizeArgs {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let steps: Vec<Box<dyn Normalizer>> =
            self.steps.iter().map(|step| step.normalizer(&self.language)).collect();
        self.documents.each(|record, line| {
            let normalized = normalize(&steps, &record.text);
            if !self.documents.json {
                push_on_one_line(normalized.text(), line);
                return Ok(());
            }
            let (text, mut words) = (normalized.text(), Vec::new());
            Whitespace.tokenize(text, &mut |Token { span, .. }| {
                let original = normalized.original(span);
                words.push(Word { text: span.slice(text), start: original.start, end: original.end });
            });
            Ok(serde_json::to_writer(line, &Document { line: record.line, normalized: text, words })?)
        })
    }
}

fn normalize<'t>(steps: &[Box<dyn Normalizer>], text: &'t str) -> Normalized<'t> {
    let [first, rest @ ..] = steps else { return NormalForm::Nfc.normalize(text) };
    rest.iter().fold(first.normalize(text), |text, step| text.then(|text| step.normalize(text)))
}

impl Step {
    fn normalizer(self, language: &str) -> Box<dyn Normalizer> {
        match self {
            Step::Nfc => Box::new(NormalForm::Nfc),
            Step::Nfd => Box::new(NormalForm::Nfd),
            Step::Nfkc => Box::new(NormalForm::Nfkc),
            Step::Nfkd => Box::new(NormalForm::Nfkd),
            Step::Lowercase => Box::new(Lowercase),
            Step::Casefold => Box::new(CaseFold),
            Step::StripAccents => Box::new(StripAccents::Unicode),
            Step::StripAccentsAscii => Box::new(StripAccents::Ascii),
            Step::Spaces => Box::new(CollapseWhitespace::default()),
            Step::Controls => Box::new(RemoveControls::default()),
            Step::AsciiPunctuation => Box::new(AsciiPunctuation),
            Step::Repeats => Box::new(ShortenRepeats::default()),
            Step::Bert => Box::new(Bert::default()),
            Step::Moses => Box::new(MosesPunctNormalizer::new(language)),
        }
    }
}
