//! [`MetricArgs`]: which metrics, and the choices of each.

use wordmill::metric::{
    Bleu, BleuScore, BleuSmoothing, BleuTokenizer, Chrf, ChrfScore, ScoreLine, Ter, TerScore, Tercom,
};

use crate::failure::Failure;
use crate::score::scorer::{Ready, Scorer};
use crate::score::segments::References;

/// Which metrics, and the choices of each.
#[derive(Debug, clap::Args)]
pub(crate) struct MetricArgs {
    /// Metrics to compute
    #[arg(short, long, value_enum, num_args = 1.., default_value = "bleu", value_name = "METRIC")]
    metrics: Vec<MetricName>,

    #[command(flatten)]
    bleu: BleuArgs,

    #[command(flatten)]
    chrf: ChrfArgs,

    #[command(flatten)]
    ter: TerArgs,
}

/// Metrics in the order in which they are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
enum MetricName {
    Bleu,
    Chrf,
    Ter,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "BLEU")]
struct BleuArgs {
    /// How segments are cut into words (short: -tok)
    #[arg(long, value_enum, default_value_t = TokenizerName::Mteval13a, value_name = "TOKENIZER")]
    tokenize: TokenizerName,

    /// Ignore case (short: -lc)
    #[arg(long)]
    lowercase: bool,

    /// What becomes of n-grams that nowhere match
    #[arg(short, long, value_enum, default_value_t = SmoothName::Exp, value_name = "METHOD")]
    smooth_method: SmoothName,

    /// The number that floor (0.1 unless given) and add-k (1) add (short: -sv)
    #[arg(long, value_name = "NUMBER")]
    smooth_value: Option<f64>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum TokenizerName {
    /// WMT's
    #[value(name = "13a")]
    Mteval13a,
    /// All punctuation and symbols of Unicode are cut off
    Intl,
    /// Every Chinese character is a word
    Zh,
    /// Every character is a word
    Char,
    /// Segments are tokenised already
    None,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum SmoothName {
    /// The first length without a match has half a match, the next a quarter …
    Exp,
    /// A small number of matches where there is none
    Floor,
    /// So many matches more for every length but 1
    AddK,
    /// Nothing
    None,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "chrF")]
struct ChrfArgs {
    /// The longest n-grams of characters (short: -cc)
    #[arg(long, default_value_t = 6, value_name = "ORDER")]
    chrf_char_order: usize,

    /// The longest n-grams of words (short: -cw); 2 gives chrF++
    #[arg(long, default_value_t = 0, value_name = "ORDER")]
    chrf_word_order: usize,

    /// How many times recall weighs as much as precision
    #[arg(long, default_value_t = 2, value_name = "NUMBER")]
    chrf_beta: u32,

    /// Let white space belong to the n-grams of characters
    #[arg(long)]
    chrf_whitespace: bool,

    /// Ignore case
    #[arg(long)]
    chrf_lowercase: bool,

    /// Smooth as chrF++.py, NLTK and Moses do, instead of leaving out orders without n-grams
    #[arg(long)]
    chrf_eps_smoothing: bool,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "TER")]
struct TerArgs {
    /// Keep capitals apart from small letters
    #[arg(long)]
    ter_case_sensitive: bool,

    /// Set ideographs and East Asian punctuation apart
    #[arg(long)]
    ter_asian_support: bool,

    /// Drop punctuation
    #[arg(long)]
    ter_no_punct: bool,

    /// Normalise and set punctuation apart
    #[arg(long)]
    ter_normalized: bool,
}

impl MetricArgs {
    /// How many metrics were asked for.
    pub(crate) fn count(&self) -> usize {
        self.sorted().len()
    }

    /// The metrics, in order, each with the references made ready. `sentences` says that BLEU is one of sentences.
    pub(crate) fn scorers(
        &self,
        references: &References,
        sentences: bool,
    ) -> Result<Vec<Box<dyn Scorer>>, Failure> {
        let scorer = |name| -> Result<Box<dyn Scorer>, Failure> {
            Ok(match name {
                MetricName::Bleu => {
                    let bleu = self.bleu.metric().effective_order(sentences);
                    Box::new(Ready::new(bleu, references, |score: &BleuScore| score.line())?)
                }
                MetricName::Chrf => {
                    let line = |score: &ChrfScore| ScoreLine::new(score.name.clone(), score.score);
                    Box::new(Ready::new(self.chrf.metric(), references, line)?)
                }
                MetricName::Ter => {
                    let line = |score: &TerScore| ScoreLine::new("TER", score.score);
                    Box::new(Ready::new(self.ter.metric(), references, line)?)
                }
            })
        };
        self.sorted().into_iter().map(scorer).collect()
    }

    fn sorted(&self) -> Vec<MetricName> {
        let mut names = self.metrics.clone();
        names.sort_unstable();
        names.dedup();
        names
    }
}

impl BleuArgs {
    fn metric(&self) -> Bleu {
        let tokenizer = match self.tokenize {
            TokenizerName::Mteval13a => BleuTokenizer::Mteval13a,
            TokenizerName::Intl => BleuTokenizer::International,
            TokenizerName::Zh => BleuTokenizer::Chinese,
            TokenizerName::Char => BleuTokenizer::Character,
            TokenizerName::None => BleuTokenizer::None,
        };
        let smoothing = match self.smooth_method {
            SmoothName::Exp => BleuSmoothing::Exponential,
            SmoothName::Floor => BleuSmoothing::Floor(self.smooth_value.unwrap_or(0.1)),
            SmoothName::AddK => BleuSmoothing::AddK(self.smooth_value.unwrap_or(1.0)),
            SmoothName::None => BleuSmoothing::None,
        };
        Bleu::new().tokenizer(tokenizer).lowercase(self.lowercase).smoothing(smoothing)
    }
}

impl ChrfArgs {
    fn metric(&self) -> Chrf {
        Chrf::new()
            .character_order(self.chrf_char_order)
            .word_order(self.chrf_word_order)
            .beta(f64::from(self.chrf_beta))
            .whitespace(self.chrf_whitespace)
            .lowercase(self.chrf_lowercase)
            .epsilon_smoothing(self.chrf_eps_smoothing)
    }
}

impl TerArgs {
    fn metric(&self) -> Ter {
        let tokenizer = Tercom::new()
            .normalized(self.ter_normalized)
            .keep_punctuation(!self.ter_no_punct)
            .asian_support(self.ter_asian_support)
            .case_sensitive(self.ter_case_sensitive);
        Ter::new().tokenizer(tokenizer)
    }
}
