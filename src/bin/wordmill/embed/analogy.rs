//! `wordmill embed analogy`: a is to b as c is to which word?

use crate::embed::answers::AnswerArgs;
use crate::embed::vectors::VectorsArgs;
use crate::failure::Failure;
use crate::talk::Talk;

const EXAMPLES: &str = "\
Examples:
  $ wordmill embed analogy worlds.bin man king woman --top 3

  $ wordmill embed analogy worlds.bin paris france rome --multiply";

/// Find the word that is to C as B is to A
///
/// Writes a word and its score a line, the best first; the three words themselves are left out.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct AnalogyArgs {
    #[command(flatten)]
    vectors: VectorsArgs,

    /// The word that B belongs to
    a: String,

    /// What A leads to
    b: String,

    /// The word that is asked about
    c: String,

    #[command(flatten)]
    answers: AnswerArgs,
}

impl AnalogyArgs {
    pub(crate) fn run(&self, talk: Talk) -> Result<(), Failure> {
        let embeddings = self.vectors.open(talk)?;
        let question = embeddings.most_similar().positive(&self.b).positive(&self.c).negative(&self.a);
        let question = question.objective(self.answers.objective());
        let question = question.restrict(self.answers.restrict.unwrap_or(usize::MAX));
        let found = question.find(self.answers.top)?;
        self.answers.output.target().write(|out| self.answers.write(out, None, &found))
    }
}
