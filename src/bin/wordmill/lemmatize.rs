//! `wordmill lemmatize`: words in, lemmas out.

use std::path::PathBuf;

use serde::Serialize;
use wordmill::text::Tokenizer;
use wordmill::text::lemma::{
    EnglishLemmatizer, Lemmatizer, LookupLemmatizer, PartOfSpeech, WordNetLemmatizer,
};
use wordmill::text::tokenize::UnicodeWords;

use crate::documents::{DocumentArgs, push_on_one_line};
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
/// so words are turned into it first.
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
        self.documents.each(|record, line| {
            let text = &record.text;
            let mut lemma = String::new();
            if self.running {
                let mut done = 0;
                UnicodeWords.tokenize(text, &mut |word| {
                    lemma.push_str(&text[done..word.span.start]);
                    self.push_lemma(&*lemmatizer, word.text, &mut lemma);
                    done = word.span.end;
                });
                lemma.push_str(&text[done..]);
            } else {
                self.push_lemma(&*lemmatizer, text.trim(), &mut lemma);
            }
            if self.documents.json {
                return Ok(serde_json::to_writer(line, &Lemmatized { text, lemma: &lemma })?);
            }
            push_on_one_line(&lemma, line);
            Ok(())
        })
    }

    fn push_lemma(&self, lemmatizer: &dyn Lemmatizer, word: &str, out: &mut String) {
        if self.wordnet.is_some() {
            out.push_str(&lemmatizer.lemmatize(&word.to_lowercase(), self.part_of_speech));
        } else {
            out.push_str(&lemmatizer.lemmatize(word, self.part_of_speech));
        }
    }
}
