//! `wordmill wer` and `wordmill cer`: how wrong transcripts are, in words or characters.

use std::io::Write;

use serde::Serialize;
use wordmill::metric::edit::{AlignedTexts, Cer, ErrorRates, Transform, Transforms, Wer};

use crate::evaluate::aligned::{Aligned, AlignedArgs};
use crate::failure::Failure;
use crate::output::write_json_line;

const WER_EXAMPLES: &str = "\
Examples:
  $ printf 'the cat sat on the mat\\tthe cat sat on a big mat\\n' > pairs.tsv

  $ wordmill wer pairs.tsv
  wer=33.33% mer=28.57% wil=40.48% wip=59.52% hits=5 substitutions=1 deletions=0 insertions=1

  $ wordmill wer pairs.tsv --show
  === SENTENCE 1 ===";

const CER_EXAMPLES: &str = "\
Examples:
  $ printf 'kitten\\tsitting\\n' > pairs.tsv

  $ wordmill cer pairs.tsv
  cer=50.00% mer=42.86% wil=61.90% wip=38.10% hits=4 substitutions=2 deletions=0 insertions=1

  $ wordmill cer pairs.tsv --json
  {\"error_rate\":0.5,\"match_error_rate\":0.42857…";

/// Word error rate of transcripts, as jiwer gives it
///
/// Writes WER, the match error rate, the word information lost and preserved, and the counts behind them, of all segments
/// together. Numbers and alignments are those of jiwer (4.0.0).
#[derive(Debug, clap::Args)]
#[command(after_long_help = WER_EXAMPLES)]
pub(crate) struct WerArgs {
    #[command(flatten)]
    transcripts: TranscriptArgs,
}

/// Character error rate of transcripts, as jiwer gives it
///
/// As `wordmill wer`, by characters, spaces among them.
#[derive(Debug, clap::Args)]
#[command(after_long_help = CER_EXAMPLES)]
pub(crate) struct CerArgs {
    #[command(flatten)]
    transcripts: TranscriptArgs,
}

/// What both have in common.
#[derive(Debug, clap::Args)]
struct TranscriptArgs {
    /// Ignore case
    #[arg(long)]
    lowercase: bool,

    /// Ignore punctuation
    #[arg(long)]
    no_punctuation: bool,

    /// Draw the alignment of every segment that is not right
    #[arg(long, conflicts_with = "json")]
    show: bool,

    #[command(flatten)]
    aligned: AlignedArgs,
}

impl WerArgs {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let wer = Wer::new().transforms(self.transcripts.transforms(Transforms::words()));
        self.transcripts.run("wer", |references, hypotheses| wer.align(references, hypotheses))
    }
}

impl CerArgs {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let cer = Cer::new().transforms(self.transcripts.transforms(Transforms::characters()));
        self.transcripts.run("cer", |references, hypotheses| cer.align(references, hypotheses))
    }
}

impl TranscriptArgs {
    fn transforms(&self, last: Transforms) -> Transforms {
        let mut transforms = Transforms::default();
        if self.lowercase {
            transforms = transforms.then(Transform::LowerCase);
        }
        if self.no_punctuation {
            transforms = transforms.then(Transform::RemovePunctuation);
        }
        last.steps().iter().cloned().fold(transforms, Transforms::then)
    }

    fn run(
        &self,
        name: &str,
        align: impl FnOnce(&[String], &[String]) -> wordmill::Result<AlignedTexts>,
    ) -> Result<(), Failure> {
        let Aligned { references, hypotheses } = self.aligned.read()?;
        if references.iter().any(|references| references.len() > 1) {
            return Err(Failure::Usage("transcripts have one reference each".to_owned()));
        }
        let references: Vec<String> = references.into_iter().flatten().collect();
        let aligned = align(&references, &hypotheses)?;
        self.aligned.write(|out| self.report(out, name, &aligned))
    }

    fn report(&self, out: &mut dyn Write, name: &str, aligned: &AlignedTexts) -> Result<(), Failure> {
        let rates = aligned.rates();
        if self.aligned.json {
            return Ok(write_json_line(out, &Report::of(&rates))?);
        }
        if self.show {
            return Ok(write!(out, "{}", aligned.pictures())?);
        }
        let percent = |rate: f64| format!("{:.2}%", 100.0 * rate);
        let counts = rates.counts;
        writeln!(
            out,
            "{name}={} mer={} wil={} wip={} hits={} substitutions={} deletions={} insertions={}",
            percent(rates.error_rate),
            percent(rates.match_error_rate),
            percent(rates.information_lost),
            percent(rates.information_preserved),
            counts.hits,
            counts.substitutions,
            counts.deletions,
            counts.insertions,
        )?;
        Ok(())
    }
}

/// What is written as JSON.
#[derive(Serialize)]
struct Report {
    error_rate: f64,
    match_error_rate: f64,
    information_lost: f64,
    information_preserved: f64,
    hits: u64,
    substitutions: u64,
    deletions: u64,
    insertions: u64,
}

impl Report {
    fn of(rates: &ErrorRates) -> Self {
        let counts = rates.counts;
        Report {
            error_rate: rates.error_rate,
            match_error_rate: rates.match_error_rate,
            information_lost: rates.information_lost,
            information_preserved: rates.information_preserved,
            hits: counts.hits,
            substitutions: counts.substitutions,
            deletions: counts.deletions,
            insertions: counts.insertions,
        }
    }
}
