//! `wordmill sentences`: the sentences of each document.

use std::path::PathBuf;

use wordmill::text::sentence::{Punkt, PunktParameters, PunktTrainer, PunktTrainerParams, UnicodeSentences};
use wordmill::text::{Corpus, Tokenizer};

use crate::documents::DocumentArgs;
use crate::failure::Failure;
use crate::talk::Talk;

const EXAMPLES: &str = r#"Examples:
  $ echo "Dr. Lee rang at noon. Nobody came. Why?" | wordmill sentences
  Dr. Lee rang at noon.
  Nobody came.
  Why?

  $ echo "One. Two." | wordmill sentences --by unicode --json
  {"line":1,"sentences":[{"text":"One.","start":0,"end":4},{"text":"Two.","start":5,"end":9}]}

  $ wordmill sentences --learn corpora/reviews.tsv corpora/reviews.tsv | head -n 1
  Our room stank of cigarettes even tho we booked non smoking."#;

/// Cut documents into sentences
///
/// Writes a sentence a line; with --json an object a document: its line, and text, first byte and end of each sentence.
/// Punkt knows English abbreviations unless it learns others from plain text (--learn) or has learnt them (--parameters);
/// its answers are those of NLTK.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct SentencesArgs {
    /// Who cuts
    #[arg(long, value_enum, default_value_t = Splitter::Punkt)]
    by: Splitter,

    /// Learn abbreviations, collocations and sentence starters from a file of documents first
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath, conflicts_with = "parameters")]
    learn: Option<PathBuf>,

    /// Take what was learnt and saved before
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    parameters: Option<PathBuf>,

    /// Save what was learnt
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath, requires = "learn")]
    save: Option<PathBuf>,

    #[command(flatten)]
    documents: DocumentArgs,
}

/// The splitters by the names of the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Splitter {
    /// Kiss and Strunk's Punkt, as in NLTK
    Punkt,
    /// Unicode's rules (UAX #29), for any language
    Unicode,
}

impl SentencesArgs {
    pub(crate) fn run(&self, talk: Talk) -> Result<(), Failure> {
        let splitter: Box<dyn Tokenizer> = match self.by {
            Splitter::Unicode if self.learn.is_some() || self.parameters.is_some() => {
                return Err(Failure::Usage("--learn and --parameters are for --by punkt".into()));
            }
            Splitter::Unicode => Box::new(UnicodeSentences::default().trimmed(true)),
            Splitter::Punkt => Box::new(self.punkt(talk)?),
        };
        self.documents.each_pieces(&*splitter, b'\n', "sentences")
    }

    fn punkt(&self, talk: Talk) -> Result<Punkt, Failure> {
        if let Some(path) = &self.parameters {
            return Ok(Punkt::new(PunktParameters::load(path)?));
        }
        let Some(path) = &self.learn else { return Ok(Punkt::english()) };
        let mut trainer = PunktTrainer::new(PunktTrainerParams::default())?;
        for text in Corpus::new(path).read_texts()? {
            trainer.train(&text)?;
        }
        let parameters = trainer.finish();
        talk.say(format_args!("learnt from {} words of {}", trainer.tokens(), path.display()));
        if let Some(target) = &self.save {
            parameters.save(target)?;
        }
        Ok(Punkt::new(parameters))
    }
}
