//! `wordmill embed nearest`: the words that are most like some words.

use crate::embed::answers::AnswerArgs;
use crate::embed::vectors::VectorsArgs;
use crate::failure::Failure;
use crate::talk::Talk;

const EXAMPLES: &str = "\
Examples:
  $ wordmill embed nearest worlds.bin king --top 3

  $ wordmill embed nearest worlds.bin king woman --negative man

  $ wordmill embed nearest worlds.bin --each king paris";

/// Find the words that are most like some words
///
/// Writes a word and its cosine a line. Several words are one question: what is like all of them, and unlike those
/// after --negative. Values are those of gensim's most_similar and, with --multiply, most_similar_cosmul.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct NearestArgs {
    #[command(flatten)]
    vectors: VectorsArgs,

    /// Words to be like
    #[arg(value_name = "WORD", required = true)]
    words: Vec<String>,

    /// A word to be unlike
    #[arg(long, value_name = "WORD", conflicts_with = "each")]
    negative: Vec<String>,

    /// Take each word for a question of its own, and write it before its answers
    #[arg(long)]
    each: bool,

    #[command(flatten)]
    answers: AnswerArgs,
}

impl NearestArgs {
    pub(crate) fn run(&self, talk: Talk) -> Result<(), Failure> {
        let embeddings = self.vectors.open(talk)?;
        let question = |words: &[String]| {
            let begun = embeddings.most_similar().objective(self.answers.objective());
            let begun = begun.restrict(self.answers.restrict.unwrap_or(usize::MAX));
            words.iter().fold(begun, |question, word| question.positive(word))
        };
        self.answers.output.target().write(|out| {
            if self.each {
                for word in &self.words {
                    let found = question(std::slice::from_ref(word)).find(self.answers.top)?;
                    self.answers.write(out, Some(word), &found)?;
                }
                return Ok(());
            }
            let question =
                self.negative.iter().fold(question(&self.words), |question, word| question.negative(word));
            self.answers.write(out, None, &question.find(self.answers.top)?)
        })
    }
}
