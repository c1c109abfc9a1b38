//! `wordmill stem`: words in, stems out.

use serde::Serialize;
use wordmill::text::stem::{AnyStemmer, Stemmer};

use crate::documents::{DocumentArgs, push_on_one_line, rewrite_words};
use crate::failure::Failure;
use crate::stemming::{Algorithm, LanguageParser};

const EXAMPLES: &str = r#"Examples:
  $ printf 'running\nruns\nrunner\n' | wordmill stem --language english
  run
  run
  runner

  $ echo "Die Häuser, die Katzen!" | wordmill stem --language german --running
  die haus, die katz!

  $ echo ισαισα | wordmill stem --language el
  ισα

  $ wordmill stem --language english --running corpora/reviews.tsv --only split=test | head -n 1
  start bad with that fake newsreel, and the middl sag. then come the dinner scene, …"#;

/// Cut words down to their stems
///
/// Takes a word a line and writes its stem, or, with --running, documents whose words become stems while
/// all else stays. Words are turned into lower case first. With --json an object a document: its text and its stem, or,
/// with --running, its line, the text with stems, and each stem with the first byte and end of its word.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct StemArgs {
    /// Language of the words: its English name or ISO code, or another algorithm of Snowball
    #[arg(short, long, value_parser = LanguageParser)]
    language: String,

    /// Which stemmer
    #[arg(short, long, value_enum, default_value_t = Algorithm::Snowball)]
    algorithm: Algorithm,

    /// Take documents of running text: stem each word (by Unicode's rules) and keep all between
    #[arg(long)]
    running: bool,

    #[command(flatten)]
    documents: DocumentArgs,
}

/// A document before and after.
#[derive(Serialize)]
struct Stemmed<'t> {
    text: &'t str,
    stem: &'t str,
}

impl StemArgs {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let stemmer = self.algorithm.stemmer(&self.language)?;
        self.documents.each(|record, line| {
            if self.running {
                return rewrite_words(record, self.documents.json, line, |word| stem(&stemmer, word));
            }
            let (text, stem) = (&record.text, stem(&stemmer, record.text.trim()));
            if self.documents.json {
                return Ok(serde_json::to_writer(line, &Stemmed { text, stem: &stem })?);
            }
            push_on_one_line(&stem, line);
            Ok(())
        })
    }
}

fn stem(stemmer: &AnyStemmer, word: &str) -> String {
    stemmer.stem(&word.to_lowercase()).into_owned()
}
