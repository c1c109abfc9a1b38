//! `wordmill collocations`: words that stand together more often than chance would have them.

use serde::Serialize;
use wordmill::text::NgramRange;
use wordmill::text::collocation::{Association, Collocation, NgramCounts};
use wordmill::text::encode::encode;

use crate::analysis::AnalysisArgs;
use crate::documents::DocumentArgs;
use crate::failure::Failure;
use crate::output::write_json_line;
use crate::talk::Talk;

const EXAMPLES: &str = r#"Examples:
  $ wordmill collocations corpora/reviews.tsv --min-count 5 --top 2
  793.0980312872094	699	and the
  484.56144339819417	275	in the

  $ wordmill collocations corpora/reviews.tsv --size 3 --measure pmi --min-count 4 --top 1 --json
  {"words":["hidden","fees","no"],"count":4,"score":19.45699101703144}

  $ wordmill collocations corpora/reviews.tsv --stop-words english --top 20 | wc -l
  20"#;

/// Rank word pairs, triples or quadruples by how strongly they belong together
///
/// Writes the score, the count and the words, between tabs, the strongest first; with --json an object a line. Counts and
/// scores are those of NLTK's collocation finders; n-grams do not cross documents.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct CollocationsArgs {
    /// Words in an n-gram
    #[arg(long, value_name = "WORDS", default_value_t = 2, value_parser = clap::value_parser!(u8).range(2..=4))]
    size: u8,

    /// Words among which those of an n-gram may stand (as many as they are unless given)
    #[arg(long, value_name = "WORDS")]
    window: Option<usize>,

    /// How to score: raw_freq, student_t, chi_sq, mi_like, pmi, likelihood_ratio, poisson_stirling, jaccard, and for
    /// pairs phi_sq and dice
    #[arg(short, long, value_name = "MEASURE", default_value = "likelihood_ratio")]
    measure: Association,

    /// Leave out n-grams that occur less often
    #[arg(long, value_name = "COUNT", default_value_t = 1)]
    min_count: u64,

    /// How many to write
    #[arg(long, value_name = "N", default_value_t = 100)]
    top: usize,

    #[command(flatten)]
    documents: DocumentArgs,

    #[command(flatten)]
    analysis: AnalysisArgs,
}

/// An n-gram, its count and its score.
#[derive(Serialize)]
struct Line<'c> {
    words: &'c [&'c str],
    count: u64,
    score: f64,
}

impl CollocationsArgs {
    pub(crate) fn run(&self, talk: Talk) -> Result<(), Failure> {
        match self.size {
            2 => self.rank::<2>(talk),
            3 => self.rank::<3>(talk),
            _ => self.rank::<4>(talk),
        }
    }

    fn rank<const N: usize>(&self, talk: Talk) -> Result<(), Failure>
    where
        NgramCounts<N>: Collocation<N>,
    {
        let analyzer = self.analysis.analyzer(NgramRange::UNIGRAMS, talk)?.ngrams(1, 1);
        let (vocabulary, encoded) = encode(&analyzer, &self.documents.corpus().read_texts()?)?;
        let window = self.window.unwrap_or(N);
        let mut counts = NgramCounts::<N>::of_encoded(&vocabulary, &encoded, window)?;
        counts.retain(|_, count| count >= self.min_count);
        let best = counts.best(self.measure, self.top)?;
        self.documents.write(|out| {
            for scored in &best {
                let (count, score, words) = (counts.count(scored.words), scored.score, &scored.words[..]);
                if self.documents.json {
                    write_json_line(out, &Line { words, count, score })?;
                } else {
                    writeln!(out, "{score}\t{count}\t{}", words.join(" "))?;
                }
            }
            Ok(())
        })
    }
}
