//! `wordmill meteor`: translations by the words that match their references, in form, stem or meaning.

use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;
use wordmill::metric::meteor::Meteor;
use wordmill::metric::{Additive, Metric};
use wordmill::text::lemma::WordNetSynonyms;

use crate::evaluate::aligned::AlignedArgs;
use crate::failure::Failure;
use crate::output::write_json_line;

const EXAMPLES: &str = "\
Examples:
  $ printf 'the cat sat on the mat\\tthe cat sat on a mat\\n' > pairs.tsv

  $ wordmill meteor pairs.tsv
  0.7433

  $ wordmill meteor pairs.tsv --gamma 0 --sentence-level
  0.8333";

/// Score translations with METEOR, as NLTK does
///
/// Writes the mean over all segments. Numbers are those of NLTK's meteor_score (3.10.4); words are what stands between
/// white space. Synonyms match only with a WordNet at hand.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct MeteorArgs {
    /// Folder of a WordNet dictionary, for synonyms (Debian: wordnet-base, /usr/share/wordnet)
    #[arg(long, value_name = "FOLDER", value_hint = clap::ValueHint::DirPath)]
    wordnet: Option<PathBuf>,

    /// How much recall weighs in the mean
    #[arg(long, value_name = "NUMBER", default_value_t = 0.9)]
    alpha: f64,

    /// The power of the share of chunks
    #[arg(long, value_name = "NUMBER", default_value_t = 3.0)]
    beta: f64,

    /// The largest penalty for disorder
    #[arg(long, value_name = "NUMBER", default_value_t = 0.5)]
    gamma: f64,

    /// Score every segment
    #[arg(long)]
    sentence_level: bool,

    #[command(flatten)]
    aligned: AlignedArgs,
}

/// What is written as JSON.
#[derive(Serialize)]
struct Report {
    signature: String,
    score: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    segments: Option<Vec<f64>>,
}

impl MeteorArgs {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let mut meteor = Meteor::new().alpha(self.alpha).beta(self.beta).gamma(self.gamma);
        if let Some(folder) = &self.wordnet {
            meteor = meteor.synonyms(Arc::new(WordNetSynonyms::open(folder)?));
        }
        let aligned = self.aligned.read()?;
        let segments = meteor.segments(&aligned.hypotheses, &meteor.references(&aligned.references)?)?;
        let score = meteor.score(&<Meteor as Metric>::Statistics::sum(&segments));
        let scores: Vec<f64> = segments.iter().map(|segment| meteor.score(segment)).collect();
        self.aligned.write(|out| {
            if self.aligned.json {
                let signature = meteor.signature_of(&aligned.references).to_string();
                let segments = self.sentence_level.then_some(scores);
                return Ok(write_json_line(out, &Report { signature, score, segments })?);
            }
            if !self.sentence_level {
                return Ok(writeln!(out, "{score:.4}")?);
            }
            for score in scores {
                writeln!(out, "{score:.4}")?;
            }
            Ok(())
        })
    }
}
