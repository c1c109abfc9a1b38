//! `wordmill seqeval`: entities that tags make, true and predicted.

use std::io::Write;
use std::path::PathBuf;

use serde::Serialize;
use wordmill::Error;
use wordmill::metric::{
    Average, EntityCounts, EntityParams, EntityRules, EntityScoreParams, TagCounts, TagScheme,
};
use wordmill::text::read_lines;

use crate::failure::Failure;
use crate::input::name_of_input;
use crate::output::{OutputArgs, write_json_line};

const EXAMPLES: &str = "\
Examples:
  $ printf 'Ann B-PER B-PER\\nLee I-PER O\\nsaw O O\\nRome B-LOC B-LOC\\n' > tags.txt

  $ wordmill seqeval tags.txt
                precision    recall  f1-score   support

  $ wordmill seqeval tags.txt --scheme iob2 --json
  {\"accuracy\":0.75,\"micro\":{\"precision\":0.5,\"recall\":0.5,\"f_score\":0.5,\"support\":2.0}…";

/// Score the entities that tags make, as seqeval does
///
/// A line holds a word and its tags, the last two columns (between spaces or tabs) being the true and the predicted tag;
/// a blank line ends a sentence (CoNLL's form). Writes precision, recall and F of each type and on average. Numbers are
/// those of seqeval (1.2.2) and of CoNLL's own script.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct SeqevalArgs {
    /// File of tags; `-` is standard input
    #[arg(default_value = "-", value_hint = clap::ValueHint::FilePath)]
    input: PathBuf,

    /// Count only what is well-formed in this scheme (seqeval's strict mode)
    #[arg(long, value_enum)]
    scheme: Option<SchemeName>,

    /// The letter ends a tag (PER-B) instead of beginning it
    #[arg(long)]
    suffix: bool,

    /// Digits behind the point
    #[arg(long, value_name = "DIGITS", default_value_t = 4)]
    digits: usize,

    /// Write a JSON object
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum SchemeName {
    Iob1,
    Iob2,
    Ioe1,
    Ioe2,
    Iobes,
    Bilou,
}

/// Precision, recall, F and how many true entities there are.
#[derive(Serialize)]
struct Scores {
    precision: f64,
    recall: f64,
    f_score: f64,
    support: f64,
}

/// What is written as JSON.
#[derive(Serialize)]
struct Report {
    accuracy: f64,
    micro: Scores,
    #[serde(rename = "macro")]
    macro_: Scores,
    weighted: Scores,
}

/// The tags of sentences.
type Tags = Vec<Vec<String>>;

impl SeqevalArgs {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let (truth, predicted) = self.read()?;
        let rules = self.scheme.map_or(EntityRules::Lenient, |scheme| {
            EntityRules::Strict(match scheme {
                SchemeName::Iob1 => TagScheme::Iob1,
                SchemeName::Iob2 => TagScheme::Iob2,
                SchemeName::Ioe1 => TagScheme::Ioe1,
                SchemeName::Ioe2 => TagScheme::Ioe2,
                SchemeName::Iobes => TagScheme::Iobes,
                SchemeName::Bilou => TagScheme::Bilou,
            })
        });
        let counts = EntityParams::default().rules(rules).suffix(self.suffix).compare(&truth, &predicted)?;
        let accuracy = TagCounts::compare(&truth, &predicted).accuracy()?;
        self.output.target().write(|out| self.report(out, &counts, accuracy))
    }

    fn report(&self, out: &mut dyn Write, counts: &EntityCounts, accuracy: f64) -> Result<(), Failure> {
        let params = EntityScoreParams::default().digits(self.digits);
        if !self.json {
            return Ok(write!(out, "{}", counts.report(&params)?)?);
        }
        let average = |average| -> Result<Scores, Failure> {
            let scores = counts.average_scores(average, &params)?;
            let (precision, recall) = (scores.precision, scores.recall);
            Ok(Scores { precision, recall, f_score: scores.f_score, support: scores.support })
        };
        let report = Report {
            accuracy,
            micro: average(Average::Micro)?,
            macro_: average(Average::Macro)?,
            weighted: average(Average::Weighted)?,
        };
        Ok(write_json_line(out, &report)?)
    }

    fn read(&self) -> Result<(Tags, Tags), Failure> {
        let (mut truth, mut predicted) = (Tags::new(), Tags::new());
        let (mut tags, mut guesses) = (Vec::new(), Vec::new());
        let lines = read_lines(&self.input)?;
        // The end of the file ends a sentence, too.
        for (at, text) in lines.iter().map(String::as_str).chain([""]).enumerate() {
            let mut columns = text.split_whitespace().rev();
            match (columns.next(), columns.next()) {
                (Some(guess), Some(tag)) => {
                    tags.push(tag.to_owned());
                    guesses.push(guess.to_owned());
                }
                (Some(_), None) => {
                    let (input, line) = (name_of_input(&self.input), at as u64 + 1);
                    let what = "expected two columns or more, the last two being tags";
                    return Err(Error::Parse { input, line, what, got: text.to_owned() }.into());
                }
                (None, _) if tags.is_empty() => {}
                (None, _) => {
                    truth.push(std::mem::take(&mut tags));
                    predicted.push(std::mem::take(&mut guesses));
                }
            }
        }
        Ok((truth, predicted))
    }
}
