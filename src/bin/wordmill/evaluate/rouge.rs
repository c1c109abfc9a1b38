//! `wordmill rouge`: how much of a summary's reference a summary holds.

use serde::Serialize;
use wordmill::metric::{Metric, Rouge, RougeInterval, RougeScores, RougeType, RougeWords, Signature};
use wordmill::statistics::Mt19937;
use wordmill::text::sentence::Punkt;

use crate::evaluate::aligned::AlignedArgs;
use crate::failure::Failure;
use crate::output::write_json_line;

const EXAMPLES: &str = "\
Examples:
  $ printf 'the cat sat on the mat\\tthe cat sat on a mat\\n' > pairs.tsv

  $ wordmill rouge pairs.tsv --types rouge1,rougeL
  rouge1	0.8333	0.8333	0.8333
  rougeL	0.8333	0.8333	0.8333

  $ wordmill rouge pairs.tsv --stem --types rouge2 --json
  {\"signature\":\"nrefs:1|type:rouge2|stem:porter|tok:ascii|…";

/// Score summaries with ROUGE, as rouge-score does
///
/// Writes the mean over all segments: type, precision, recall and F, between tabs. Of several references, the one with
/// the highest F counts. Numbers are those of Google's rouge-score (0.1.2).
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct RougeArgs {
    /// What to score: rouge1 to rouge9, rougeL, rougeLsum
    #[arg(
        long,
        value_delimiter = ',',
        default_value = "rouge1,rouge2,rougeL,rougeLsum",
        value_name = "TYPES"
    )]
    types: Vec<RougeType>,

    /// Cut words down to their stems first (Porter's)
    #[arg(long)]
    stem: bool,

    /// Take words of every script (UAX #29), not only of a to z and 0 to 9; scores are then no longer rouge-score's
    #[arg(long)]
    unicode_words: bool,

    /// Find the sentences of rougeLsum (Punkt); unless given, the whole line is one
    #[arg(long)]
    split_sentences: bool,

    /// Tell the 95 % confidence interval of each number, by bootstrap resampling
    #[arg(long)]
    confidence: bool,

    /// Resamples for it
    #[arg(long, value_name = "COUNT", default_value_t = 1000)]
    confidence_n: usize,

    /// Seed of the resamples, as of numpy.random.seed
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    seed: u32,

    #[command(flatten)]
    aligned: AlignedArgs,
}

/// What is written as JSON.
#[derive(Serialize)]
struct Report<'r> {
    signature: String,
    #[serde(flatten)]
    scores: &'r RougeScores,
    #[serde(skip_serializing_if = "Option::is_none")]
    intervals: Option<&'r [RougeInterval]>,
}

impl RougeArgs {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let rouge = self.scorer()?;
        let aligned = self.aligned.read()?;
        let segments = rouge.segments(&aligned.hypotheses, &rouge.references(&aligned.references)?)?;
        let scores = rouge.mean(&segments)?;
        let intervals = if self.confidence {
            Some(rouge.bootstrap(&segments, 0.95, self.confidence_n, &mut Mt19937::new(self.seed))?)
        } else {
            None
        };
        self.aligned.write(|out| {
            if self.aligned.json {
                let counts = aligned.references.iter().map(Vec::len);
                let signature = Signature::of_references(counts).followed_by(rouge.signature()).to_string();
                let intervals = intervals.as_deref();
                return Ok(write_json_line(out, &Report { signature, scores: &scores, intervals })?);
            }
            for (place, score) in scores.scores.iter().enumerate() {
                write!(out, "{}", score.kind)?;
                let intervals = intervals.as_ref().map(|intervals| intervals[place]);
                let intervals =
                    intervals.map(|interval| [interval.precision, interval.recall, interval.f_measure]);
                for (part, value) in [score.precision, score.recall, score.f_measure].into_iter().enumerate()
                {
                    write!(out, "\t{value:.4}")?;
                    if let Some(intervals) = &intervals {
                        write!(out, " ({:.4} to {:.4})", intervals[part].low, intervals[part].high)?;
                    }
                }
                writeln!(out)?;
            }
            Ok(())
        })
    }

    fn scorer(&self) -> Result<Rouge, Failure> {
        let words = if self.unicode_words { RougeWords::Unicode } else { RougeWords::Ascii };
        let rouge = Rouge::params().types(self.types.clone()).stemming(self.stem).words(words).build()?;
        Ok(if self.split_sentences { rouge.split_by(Punkt::english()) } else { rouge })
    }
}
