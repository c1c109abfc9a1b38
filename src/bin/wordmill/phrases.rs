//! `wordmill phrases`: neighbouring words become one where they are a phrase.

use std::path::PathBuf;

use serde::Serialize;
use wordmill::text::phrases::{
    FrozenPhrases, PhraseScoring, PhraseTokenizer, Phrases, english_connector_words,
};
use wordmill::text::{Analyzer, NgramRange, StopWords, Tokenizer};

use crate::analysis::AnalysisArgs;
use crate::batches::for_each_batch;
use crate::documents::DocumentArgs;
use crate::failure::Failure;
use crate::output::write_json_line;
use crate::talk::Talk;

const EXAMPLES: &str = r#"Examples:
  $ printf 'new york is big\nhe left new york\n' > york.txt
  $ wordmill phrases york.txt --min-count 1 --threshold 1
  new_york is big
  he left new_york

  $ wordmill phrases corpora/reviews.tsv --scoring npmi --threshold 0.5 --list | head -n 1
  …	…

  $ wordmill phrases corpora/reviews.tsv --save reviews.phrases | head -n 1
  our room stank of cigarettes even tho we booked non smoking they sprayed some air …"#;

/// Find phrases and join their words
///
/// Learns from the documents which neighbouring words are phrases and writes each document on a line with the words of
/// phrases joined; with --json an object a document; with --list the phrases and their scores instead. A file is read
/// twice; standard input is for --model. Scores and phrases are those of gensim's Phrases.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct PhrasesArgs {
    /// Take phrases that were learnt and saved before
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath, conflicts_with_all = ["min_count", "threshold", "scoring", "connectors", "save"])]
    model: Option<PathBuf>,

    /// Count that is taken off each pair's (npmi: that each must reach)
    #[arg(long, value_name = "COUNT", default_value_t = 5)]
    min_count: u64,

    /// Score that a phrase must pass
    #[arg(long, value_name = "SCORE", default_value_t = 10.0)]
    threshold: f64,

    /// How pairs are scored
    #[arg(long, value_enum, default_value_t = Scoring::Default)]
    scoring: Scoring,

    /// Words that may stand inside a phrase: none, english (a, of, the …), or a FILE
    #[arg(long, value_name = "LIST", default_value = "none", value_hint = clap::ValueHint::FilePath)]
    connectors: PathBuf,

    /// Save the phrases
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    save: Option<PathBuf>,

    /// Write the phrases and their scores instead of the documents
    #[arg(long)]
    list: bool,

    #[command(flatten)]
    documents: DocumentArgs,

    #[command(flatten)]
    analysis: AnalysisArgs,
}

/// The scorings by gensim's names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Scoring {
    /// By counts, as in the paper on word2vec
    Default,
    /// By normalised pointwise mutual information, from −1 to 1
    Npmi,
}

/// A phrase and its score.
#[derive(Serialize)]
struct Line<'p> {
    phrase: &'p str,
    score: f64,
}

impl PhrasesArgs {
    pub(crate) fn run(&self, talk: Talk) -> Result<(), Failure> {
        let words = self.analysis.analyzer(NgramRange::UNIGRAMS, talk)?;
        let phrases = match &self.model {
            Some(path) => FrozenPhrases::load(path)?,
            None if self.documents.is_standard_input() && !self.list => {
                return Err(Failure::Usage(
                    "phrases are learnt and joined in two passes: give a file, or --model".into(),
                ));
            }
            None => self.learn(&words)?,
        };
        if let Some(path) = &self.save {
            phrases.save(path)?;
        }
        if self.list {
            return self.write_list(&phrases);
        }
        self.documents.each_pieces(&PhraseTokenizer::new(words, phrases), b' ', "tokens")
    }

    fn learn(&self, words: &Analyzer) -> Result<FrozenPhrases, Failure> {
        let scoring = match self.scoring {
            Scoring::Default => PhraseScoring::Frequency,
            Scoring::Npmi => PhraseScoring::NormalizedInformation,
        };
        let connectors = match self.connectors.to_str() {
            Some("none") => StopWords::none(),
            Some("english") => english_connector_words(),
            _ => StopWords::from_file(&self.connectors)?,
        };
        let params = Phrases::params().min_count(self.min_count).threshold(self.threshold);
        let params = params.scoring(scoring).connector_words(connectors);
        let mut phrases = params.fit(std::iter::empty::<[&str; 0]>())?;
        for_each_batch(&self.documents.corpus(), |batch| {
            let sentences = batch.iter().map(|record| {
                words.tokens(&record.text).into_iter().map(|word| word.text).collect::<Vec<_>>()
            });
            Ok(phrases.update(sentences)?)
        })?;
        Ok(phrases.freeze()?)
    }

    fn write_list(&self, phrases: &FrozenPhrases) -> Result<(), Failure> {
        self.documents.write(|out| {
            for (phrase, score) in phrases.iter() {
                if self.documents.json {
                    write_json_line(out, &Line { phrase, score })?;
                } else {
                    writeln!(out, "{score}\t{phrase}")?;
                }
            }
            Ok(())
        })
    }
}
