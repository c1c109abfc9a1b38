//! [`AnswerArgs`]: how words that were found are written.

use std::io::Write;

use wordmill::embed::{Objective, SimilarWord};

use crate::failure::Failure;
use crate::output::{OutputArgs, write_json_line};

/// How many words, how they are found, and how they are written.
#[derive(Debug, clap::Args)]
pub(crate) struct AnswerArgs {
    /// How many words to find
    #[arg(short, long, value_name = "WORDS", default_value_t = 10)]
    pub(crate) top: usize,

    /// Look among the first words of the file only, the most frequent ones
    #[arg(long, value_name = "WORDS")]
    pub(crate) restrict: Option<usize>,

    /// Multiply likenesses in place of adding rows (3CosMul)
    #[arg(long)]
    pub(crate) multiply: bool,

    /// Write a JSON object a word
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl AnswerArgs {
    pub(crate) fn objective(&self) -> Objective {
        if self.multiply { Objective::Multiplicative } else { Objective::Additive }
    }

    /// A word a line, behind what it answers, if that is told.
    pub(crate) fn write(
        &self,
        out: &mut dyn Write,
        question: Option<&str>,
        found: &[SimilarWord<'_>],
    ) -> Result<(), Failure> {
        for found in found {
            if self.json {
                write_json_line(out, found)?;
                continue;
            }
            if let Some(question) = question {
                write!(out, "{question}\t")?;
            }
            writeln!(out, "{}\t{:.6}", found.word, found.similarity)?;
        }
        Ok(())
    }
}
