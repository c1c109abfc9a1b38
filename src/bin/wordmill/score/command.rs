//! [`ScoreArgs`]: what is scored, against what, and how it is told.

use std::path::PathBuf;

use wordmill::metric::{PairedTest, ScoreLine};

use crate::failure::Failure;
use crate::output::OutputArgs;
use crate::score::metrics::MetricArgs;
use crate::score::report::{self, Column, Figure};
use crate::score::scorer::Scorer;
use crate::score::segments::{References, Systems};
use crate::talk::Talk;

const EXAMPLES: &str = "\
Examples:
  $ printf 'the cat sat on the mat\\n' > ref.txt; printf 'the cat sat on a mat\\n' > hyp.txt

  $ wordmill score ref.txt -i hyp.txt -m bleu chrf --format text --short
  BLEU|#:1|c:mixed|e:no|tok:13a|s:exp|v:…
   chrF2|#:1|c:mixed|e:yes|nc:6|nw:0|s:no|v:…

  $ wordmill ter ref.txt -i hyp.txt --score-only -w 2
  16.67

  $ wordmill score ref.txt -i hyp.txt --sentence-level --score-only
  53.7";

/// Score translations with BLEU, chrF and TER, as sacreBLEU does
///
/// Numbers, options and output are those of the command sacrebleu (2.6.0), its short spellings (-lc, -tok, -sl, -nr …)
/// included; only the version in the signature differs. `wordmill bleu`, `wordmill chrf` and `wordmill ter` are this
/// command with one metric. Files are plain or compressed, and a line of one belongs to the same line of the others.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ScoreArgs {
    /// Files of references, a segment a line
    #[arg(required = true, value_hint = clap::ValueHint::FilePath)]
    refs: Vec<PathBuf>,

    /// Files of systems' outputs; standard input unless given, systems between tabs
    #[arg(short, long, num_args = 1.., value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    input: Vec<PathBuf>,

    /// References on each line of the one file of them, between tabs (short: -nr)
    #[arg(long, value_name = "COUNT", default_value_t = 1)]
    num_refs: usize,

    /// Score every segment (short: -sl)
    #[arg(long)]
    sentence_level: bool,

    /// Tell the 95 % confidence interval, by bootstrap resampling (short: -ci)
    #[arg(long, help_heading = "Significance")]
    confidence: bool,

    /// Resamples for it (short: -cin)
    #[arg(long, value_name = "COUNT", default_value_t = 1000, help_heading = "Significance")]
    confidence_n: usize,

    /// Compare systems with the first, by paired bootstrap resampling (short: -pbs)
    #[arg(long, conflicts_with = "paired_ar", help_heading = "Significance")]
    paired_bs: bool,

    /// Compare systems with the first, by paired approximate randomisation (short: -par)
    #[arg(long, help_heading = "Significance")]
    paired_ar: bool,

    /// Resamples of --paired-bs (short: -pbsn)
    #[arg(long, value_name = "COUNT", default_value_t = 1000, help_heading = "Significance")]
    paired_bs_n: usize,

    /// Trials of --paired-ar (short: -parn)
    #[arg(long, value_name = "COUNT", default_value_t = 10000, help_heading = "Significance")]
    paired_ar_n: usize,

    /// How results are written; latex is for several systems
    #[arg(short, long, value_enum, default_value_t = Format::Json, help_heading = "Results")]
    format: Format,

    /// Digits behind the point
    #[arg(short, long, value_name = "DIGITS", default_value_t = 1, help_heading = "Results")]
    width: usize,

    /// Write nothing but the score
    #[arg(short = 'b', long, help_heading = "Results")]
    score_only: bool,

    /// Write short signatures (short: -sh)
    #[arg(long, help_heading = "Results")]
    short: bool,

    #[command(flatten)]
    output: OutputArgs,

    #[command(flatten)]
    metrics: MetricArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Json,
    Text,
    Latex,
}

impl ScoreArgs {
    pub(crate) fn run(&self, talk: Talk) -> Result<(), Failure> {
        self.check()?;
        let references = References::read(&self.refs, self.num_refs)?;
        let mut systems = Systems::read(&self.input, &references)?;
        let is_paired = self.paired_test().is_some();
        let refused = match systems.names.len() {
            1 if is_paired => Some("paired tests need several systems"),
            2.. if self.sentence_level => Some("one system at a time with --sentence-level"),
            2.. if self.confidence => Some("for several systems there are --paired-bs and --paired-ar"),
            _ => None,
        };
        if let Some(reason) = refused {
            return Err(Failure::Usage(reason.to_owned()));
        }
        let scorers = self.metrics.scorers(&references, self.sentence_level)?;
        if self.sentence_level {
            return self.write_sentences(&*scorers[0], &systems.outputs[0]);
        }
        if systems.names.len() == 1 {
            return self.write_one(&scorers, &systems.outputs[0]);
        }
        talk.say(format_args!("{} systems", systems.names.len()));
        if is_paired {
            systems.names[0].insert_str(0, "Baseline: ");
        }
        self.write_several(&scorers, &systems)
    }

    fn check(&self) -> Result<(), Failure> {
        let refused = if self.num_refs == 0 {
            Some("--num-refs must be 1 or more")
        } else if self.num_refs > 1 && self.refs.len() > 1 {
            Some("--num-refs goes with a single file of references")
        } else if self.sentence_level && self.metrics.count() > 1 {
            Some("one metric at a time with --sentence-level")
        } else if self.sentence_level && (self.confidence || self.paired_test().is_some()) {
            Some("there are no tests of single sentences")
        } else {
            None
        };
        refused.map_or(Ok(()), |reason| Err(Failure::Usage(reason.to_owned())))
    }

    fn paired_test(&self) -> Option<PairedTest> {
        if self.paired_bs {
            return Some(PairedTest::bootstrap().trials(self.paired_bs_n));
        }
        self.paired_ar.then(|| PairedTest::randomization().trials(self.paired_ar_n))
    }

    /// A score on one line.
    fn line(&self, score: &ScoreLine) -> String {
        if self.score_only { score.score_text() } else { score.to_string() }
    }

    fn write_sentences(&self, scorer: &dyn Scorer, system: &[String]) -> Result<(), Failure> {
        let scores = scorer.sentences(system)?;
        self.output.target().write(|out| {
            for score in scores {
                writeln!(out, "{}", self.line(&score.decimals(self.width).short(self.short)))?;
            }
            Ok(())
        })
    }

    fn write_one(&self, scorers: &[Box<dyn Scorer>], system: &[String]) -> Result<(), Failure> {
        let resamples = self.confidence.then_some(self.confidence_n);
        let mut scores = Vec::with_capacity(scorers.len());
        for scorer in scorers {
            scores.push(scorer.corpus(system, resamples)?.decimals(self.width).short(self.short));
        }
        self.output.target().write(|out| {
            if self.format == Format::Json && !self.score_only {
                return Ok(report::write_objects(out, &scores)?);
            }
            let lines: Vec<String> = scores.iter().map(|score| self.line(score)).collect();
            Ok(report::write_lines(out, &lines)?)
        })
    }

    fn write_several(&self, scorers: &[Box<dyn Scorer>], systems: &Systems) -> Result<(), Failure> {
        let test = self.paired_test();
        let columns = scorers
            .iter()
            .map(|scorer| self.column(&**scorer, systems, test.as_ref()))
            .collect::<Result<Vec<Column>, Failure>>()?;
        let names = &systems.names;
        self.output.target().write_coloured(|out| {
            if self.format == Format::Json {
                return Ok(report::write_json(out, names, &columns)?);
            }
            let table = report::table(names, &columns, test.is_some(), self.width);
            match self.format {
                Format::Latex => table.write_latex(out)?,
                Format::Text | Format::Json => table.write_framed(out)?,
            }
            writeln!(out)?;
            if test.is_some() {
                let trials = if self.paired_bs { self.paired_bs_n } else { self.paired_ar_n };
                report::write_explanation(out, &names[0], self.paired_bs, trials)?;
            }
            Ok(report::write_signatures(out, &columns, self.short)?)
        })
    }

    fn column(
        &self,
        scorer: &dyn Scorer,
        systems: &Systems,
        test: Option<&PairedTest>,
    ) -> Result<Column, Failure> {
        let figures = match test {
            Some(test) => {
                let results = scorer.paired(&systems.outputs, test)?;
                results.into_iter().map(Figure::Tested).collect()
            }
            None => {
                let score = |system: &Vec<String>| -> Result<Figure, Failure> {
                    let line = scorer.corpus(system, None)?.decimals(self.width);
                    Ok(Figure::Score(line.score_text()))
                };
                systems.outputs.iter().map(score).collect::<Result<_, _>>()?
            }
        };
        let signature = scorer.signature(test.map(PairedTest::signature));
        Ok(Column { name: scorer.name(), signature, figures })
    }
}
