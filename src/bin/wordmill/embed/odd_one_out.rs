//! `wordmill embed odd-one-out`: which of some words does not belong to the others?

use crate::embed::vectors::VectorsArgs;
use crate::failure::Failure;
use crate::output::OutputArgs;
use crate::talk::Talk;

const EXAMPLES: &str = "\
Examples:
  $ wordmill embed odd-one-out worlds.bin paris rome king madrid
  king

  $ wordmill embed odd-one-out worlds.bin paris rome king madrid --all";

/// Find the word that does not belong to the others
///
/// Words are compared with the mean of their unit rows, as gensim's doesnt_match does. Unknown words are left out, and
/// told.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct OddOneOutArgs {
    #[command(flatten)]
    vectors: VectorsArgs,

    /// The words
    #[arg(value_name = "WORD", required = true)]
    words: Vec<String>,

    /// Write all words with their cosines to the mean, the most central first
    #[arg(long)]
    all: bool,

    #[command(flatten)]
    output: OutputArgs,
}

impl OddOneOutArgs {
    pub(crate) fn run(&self, talk: Talk) -> Result<(), Failure> {
        let embeddings = self.vectors.open(talk)?;
        for word in self.words.iter().filter(|word| embeddings.embedding(word).is_none()) {
            talk.say(format_args!("unknown word {word:?}"));
        }
        let found = embeddings.by_centrality(&self.words);
        let Some(odd) = found.last() else {
            return Err(Failure::Usage("none of the words is known".to_owned()));
        };
        self.output.target().write(|out| {
            if !self.all {
                writeln!(out, "{}", odd.word)?;
                return Ok(());
            }
            for found in &found {
                writeln!(out, "{}\t{:.6}", found.word, found.similarity)?;
            }
            Ok(())
        })
    }
}
