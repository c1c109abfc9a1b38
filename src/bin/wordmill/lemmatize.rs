//! `wordmill lemmatize`: words in, lemmas out.

use std::path::PathBuf;

use serde::Serialize;
use wordmill::text::lemma::{
    EnglishLemmatizer, Lemmatizer, LookupLemmatizer, PartOfSpeech, WordNetLemmatizer,
};

use crate::documents::{DocumentArgs, push_on_one_line, rewrite_words};
use crate::failure::Failure;

const EXAMPLES: &str = r#"Examples:
  $ printf 'geese\nhoping\nmeeting\n' | wordmill lemmatize
  goose
  hope
  meeting

  $ printf 'meeting\nleft\n' | wordmill lemmatize --part-of-speech VERB
  meet
  leave

  $ echo "The children were hiding, weren't they?" | wordmill lemmatize --running
  The child be hide, weren't they?"#;

/// Turn words into the words that a dictionary lists
///
/// Takes a word a line and writes its lemma, or, with --running, documents whose words become lemmas while all else
/// stays. English by the rules that are built in, unless --wordnet or --table says otherwise. WordNet is in lower case,
/// so words are turned into it first. With --json an object a document: its text and its lemma, or, with --running, its
/// line, the text with lemmas, and each lemma with the first byte and end of its word.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct LemmatizeArgs {
    /// Folder of a WordNet dictionary (index.noun, noun.exc and their kin): lemmas as in NLTK
    #[arg(long, value_name = "FOLDER", value_hint = clap::ValueHint::DirPath, conflicts_with = "table")]
    wordnet: Option<PathBuf>,

    /// Table of lemmas: form, perhaps a part of speech, and lemma a line, between tabs
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    table: Option<PathBuf>,

    /// What the words are used as: NOUN, VERB, ADJ, ADV or another tag of Universal Dependencies
    #[arg(short, long, value_name = "TAG")]
    part_of_speech: Option<PartOfSpeech>,

    /// Take documents of running text: lemmatise each word (by Unicode's rules) and keep all between
    #[arg(long)]
    running: bool,

    #[command(flatten)]
    documents: DocumentArgs,
}

/// A document before and after.
#[derive(Serialize)]
struct Lemmatized<'t> {
    text: &'t str,
    lemma: &'t str,
}

impl LemmatizeArgs {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let lemmatizer: Box<dyn Lemmatizer> = match (&self.wordnet, &self.table) {
            (Some(folder), _) => Box::new(WordNetLemmatizer::open(folder)?),
            (None, Some(path)) => Box::new(LookupLemmatizer::open(path)?),
            (None, None) => Box::new(EnglishLemmatizer),
        };
        let lemma = |word: &str| {
            // WordNet is in lower case.
            let lower = self.wordnet.is_some().then(|| word.to_lowercase());
            lemmatizer.lemmatize(lower.as_deref().unwrap_or(word), self.part_of_speech).into_owned()
        };
        self.documents.each(|record, line| {
            if self.running {
                return rewrite_words(record, self.documents.json, line, lemma);
            }
            let (text, lemma) = (&record.text, lemma(record.text.trim()));
            if self.documents.json {
                return Ok(serde_json::to_writer(line, &Lemmatized { text, lemma: &lemma })?);
            }
            push_on_one_line(&lemma, line);
            Ok(())
        })
    }
}
