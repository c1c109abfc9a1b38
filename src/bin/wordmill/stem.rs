//! `wordmill stem`: words in, stems out.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::PathBuf;

use serde::Serialize;
use wordmill::text::Tokenizer;
use wordmill::text::stem::{ClassicSnowball, Stemmer};
use wordmill::text::tokenize::UnicodeWords;

use crate::batches::render_each;
use crate::failure::Failure;
use crate::input::ReadingArgs;
use crate::language::LanguageParser;
use crate::output::OutputArgs;

const EXAMPLES: &str = r#"Examples:
  $ printf 'running\nruns\nrunner\n' | wordmill stem --language english
  run
  run
  runner

  $ echo "Die Häuser, die Katzen!" | wordmill stem --language german --running
  die haus, die katz!

  $ wordmill stem --language english --running corpora/reviews.tsv --only split=test | head -n 1
  start bad with that fake newsreel, and the middl sag. then come the dinner scene, …"#;

/// Cut words down to their stems
///
/// Takes a word a line and writes its stem, or, with --running, documents whose words become stems while
/// all else stays. Words are turned into lower case first. The stemmers are the classic ones of Snowball.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct StemArgs {
    /// File of words or documents; `-` is standard input
    #[arg(default_value = "-", value_hint = clap::ValueHint::FilePath)]
    input: PathBuf,

    /// Language of the words
    #[arg(short, long, value_parser = LanguageParser)]
    language: ClassicSnowball,

    /// Take documents of running text: stem each word (by Unicode's rules) and keep all between
    #[arg(long)]
    running: bool,

    /// Write a JSON object a document: its text and its stem
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    output: OutputArgs,

    #[command(flatten)]
    reading: ReadingArgs,
}

/// A document before and after.
#[derive(Serialize)]
struct Stemmed<'t> {
    text: &'t str,
    stem: &'t str,
}

impl StemArgs {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let corpus = self.reading.corpus(&self.input);
        self.output.target().write(|out| {
            render_each(&corpus, out, |record, line| {
                let stem =
                    if self.running { self.stems(&record.text) } else { self.stem(record.text.trim()) };
                self.write_line(&record.text, &stem, line)?;
                line.write_all(b"\n")
            })
        })
    }

    fn stem(&self, word: &str) -> String {
        self.language.stem(&word.to_lowercase()).into_owned()
    }

    /// Running text with stems in place of its words.
    fn stems(&self, text: &str) -> String {
        let (mut stems, mut done) = (String::with_capacity(text.len()), 0);
        UnicodeWords.tokenize(text, &mut |word| {
            stems.push_str(&text[done..word.span.start]);
            stems.push_str(&self.stem(word.text));
            done = word.span.end;
        });
        stems.push_str(&text[done..]);
        stems
    }

    fn write_line(&self, text: &str, stem: &str, line: &mut Vec<u8>) -> io::Result<()> {
        if self.json {
            return Ok(serde_json::to_writer(line, &Stemmed { text, stem })?);
        }
        // A document of CSV or JSON may hold line breaks; here it has one line.
        let breaks = ['\n', '\r'];
        let shown = if stem.contains(breaks) { stem.replace(breaks, " ").into() } else { Cow::from(stem) };
        line.write_all(shown.as_bytes())
    }
}
