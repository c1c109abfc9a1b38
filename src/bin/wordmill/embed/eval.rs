//! `wordmill embed eval`: how well word vectors agree with people and answer analogies.

use std::io::Write;
use std::path::PathBuf;

use serde::Serialize;
use wordmill::embed::{
    AnalogyEvaluation, AnalogyQuestions, AnalogyScores, Objective, PairEvaluation, PairScores, Unknown,
    WordPairs,
};

use crate::embed::vectors::VectorsArgs;
use crate::failure::Failure;
use crate::output::{OutputArgs, write_json_line};
use crate::talk::Talk;

const EXAMPLES: &str = "\
Examples:
  $ wordmill embed eval worlds.bin --analogies worlds.questions
  capitals: …

  $ printf 'king\\tqueen\\t9\\nparis\\trome\\t8\\nking\\tparis\\t1\\n' > pairs.tsv
  $ wordmill embed eval worlds.bin --pairs pairs.tsv
  Pearson correlation coefficient against pairs.tsv: …";

/// Judge word vectors by word pairs and by analogies
///
/// Writes the lines that gensim's evaluate_word_pairs and evaluate_word_analogies log, with the same numbers.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
#[command(group = clap::ArgGroup::new("sets").required(true).multiple(true).args(["pairs", "analogies"]))]
pub(crate) struct EvalArgs {
    #[command(flatten)]
    vectors: VectorsArgs,

    /// File of word pairs and scores
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pairs: Vec<PathBuf>,

    /// File of analogies in sections
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    analogies: Vec<PathBuf>,

    /// Know the first words of the file only, the most frequent ones; 0 for all
    #[arg(long, value_name = "WORDS", default_value_t = 300_000)]
    restrict: usize,

    /// Tell apart words that differ in case alone
    #[arg(long)]
    case_sensitive: bool,

    /// Let unknown words count: similarities of 0, wrong answers
    #[arg(long)]
    count_unknown: bool,

    /// Multiply likenesses in place of adding rows (3CosMul)
    #[arg(long)]
    multiply: bool,

    /// Pass over lines of the sets that cannot be read, as gensim does
    #[arg(long)]
    skip_bad_lines: bool,

    /// Write a JSON object a set
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    output: OutputArgs,
}

/// What a set said, as JSON.
#[derive(Serialize)]
struct PairLine<'s> {
    set: &'s str,
    spearman: f64,
    spearman_p: f64,
    pearson: f64,
    pearson_p: f64,
    used: usize,
    unknown: usize,
}

#[derive(Serialize)]
struct AnalogyLine<'s> {
    set: String,
    accuracy: f64,
    correct: usize,
    incorrect: usize,
    unknown: usize,
    sections: Vec<SectionLine<'s>>,
}

#[derive(Serialize)]
struct SectionLine<'s> {
    section: &'s str,
    correct: usize,
    incorrect: usize,
    unknown: usize,
}

impl EvalArgs {
    pub(crate) fn run(&self, talk: Talk) -> Result<(), Failure> {
        let embeddings = self.vectors.open(talk)?;
        let words = Some(self.restrict).filter(|&words| words > 0);
        let unknown = if self.count_unknown { Unknown::Count } else { Unknown::Skip };
        let objective = if self.multiply { Objective::Multiplicative } else { Objective::Additive };
        let pairs =
            PairEvaluation::default().restrict(words).ignore_case(!self.case_sensitive).unknown(unknown);
        let analogies = AnalogyEvaluation::default().restrict(words).ignore_case(!self.case_sensitive);
        let analogies = analogies.unknown(unknown).objective(objective);
        self.output.target().write(|out| {
            for path in &self.pairs {
                let set =
                    if self.skip_bad_lines { WordPairs::read_lossy(path)? } else { WordPairs::read(path)? };
                tell_skipped(talk, path, set.skipped());
                self.write_pairs(out, &pairs.evaluate(&embeddings, &set)?)?;
            }
            for path in &self.analogies {
                let set = if self.skip_bad_lines {
                    AnalogyQuestions::read_lossy(path)?
                } else {
                    AnalogyQuestions::read(path)?
                };
                tell_skipped(talk, path, set.skipped());
                self.write_analogies(
                    out,
                    path.display().to_string(),
                    &analogies.evaluate(&embeddings, &set)?,
                )?;
            }
            Ok(())
        })
    }

    fn write_pairs(&self, out: &mut dyn Write, scores: &PairScores) -> Result<(), Failure> {
        if !self.json {
            return Ok(writeln!(out, "{scores}")?);
        }
        let line = PairLine {
            set: &scores.name,
            spearman: scores.spearman.coefficient,
            spearman_p: scores.spearman.p_value,
            pearson: scores.pearson.coefficient,
            pearson_p: scores.pearson.p_value,
            used: scores.used,
            unknown: scores.unknown,
        };
        Ok(write_json_line(out, &line)?)
    }

    fn write_analogies(
        &self,
        out: &mut dyn Write,
        set: String,
        scores: &AnalogyScores,
    ) -> Result<(), Failure> {
        if !self.json {
            return Ok(writeln!(out, "{scores}")?);
        }
        let section = |section: &'_ wordmill::embed::SectionScore| -> (usize, usize, usize) {
            (section.correct, section.incorrect, section.unknown)
        };
        let (correct, incorrect, unknown) = section(&scores.total);
        let sections = scores.sections.iter().map(|part| {
            let (correct, incorrect, unknown) = section(part);
            SectionLine { section: &part.name, correct, incorrect, unknown }
        });
        let sections = sections.collect();
        let line = AnalogyLine { set, accuracy: scores.accuracy(), correct, incorrect, unknown, sections };
        Ok(write_json_line(out, &line)?)
    }
}

fn tell_skipped(talk: Talk, path: &std::path::Path, lines: &[u64]) {
    if let Some(first) = lines.first() {
        talk.say(format_args!(
            "{}: {} lines passed over, the first is line {first}",
            path.display(),
            lines.len()
        ));
    }
}
