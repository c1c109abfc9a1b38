//! [`VectorizeCommand`]: documents become rows of counts or of TF-IDF weights.

use std::path::PathBuf;

use wordmill::bow::{Count, CountParams, Norm, Terms, TfIdf, TfIdfParams};
use wordmill::text::NgramRange;
use wordmill::vector::SparseMatrix;

use crate::analysis::AnalysisArgs;
use crate::document_limit::DocumentLimit;
use crate::failure::Failure;
use crate::input::ReadingArgs;
use crate::output::{Output, OutputArgs};
use crate::talk::Talk;
use crate::vectorize::writing::{Cell, write_matrix, write_objects, write_vocabulary};

const COUNT_EXAMPLES: &str = "\
Examples:
  $ wordmill vectorize count corpora/reviews.tsv --min-df 5 -o counts.mtx --vocabulary terms.tsv

  $ printf 'good film, good cast\\nbad film\\n' | wordmill vectorize count --quiet
  %%MatrixMarket matrix coordinate integer general
  2 4 5
  1 2 1
  1 3 1
  1 4 2
  2 1 1
  2 3 1

  $ printf 'good film, good cast\\nbad film\\n' | wordmill vectorize count --quiet --json
  {\"cast\":1,\"film\":1,\"good\":2}
  {\"bad\":1,\"film\":1}";

const TFIDF_EXAMPLES: &str = "\
Examples:
  $ wordmill vectorize tfidf corpora/reviews.tsv --ngrams 1,2 --max-df 0.5 -o weights.mtx

  $ wordmill vectorize tfidf corpora/reviews.tsv --max-features 1000 --json --quiet | head -n 1
  {\"air\":0.…

  $ printf 'good film\\nbad film\\n' | wordmill vectorize tfidf --quiet --norm none
  %%MatrixMarket matrix coordinate real general
  2 3 4
  1 2 1
  1 3 1.4054651081081644
  2 1 1.4054651081081644
  2 2 1";

const EXAMPLES: &str = "\
Examples:
  $ wordmill vectorize count corpora/reviews.tsv --min-df 5 -o counts.mtx --vocabulary terms.tsv

  $ wordmill vectorize tfidf corpora/reviews.tsv --stem english --max-features 500 -o stems.mtx

  $ printf 'good film\\nbad film\\n' | wordmill vectorize count --quiet --json
  {\"film\":1,\"good\":1}
  {\"bad\":1,\"film\":1}";

/// Turn documents into rows of numbers, as scikit-learn does
///
/// Writes a matrix, a row a document and a column a term, in Matrix Market's coordinate form (rows and
/// columns from 1; scipy.io.mmread reads it). All documents are held in memory.
#[derive(Debug, clap::Subcommand)]
#[command(after_long_help = EXAMPLES)]
pub(crate) enum VectorizeCommand {
    Count(CountArgs),
    Tfidf(TfidfArgs),
}

/// How often each term occurs
#[derive(Debug, clap::Args)]
#[command(after_long_help = COUNT_EXAMPLES)]
pub(crate) struct CountArgs {
    #[command(flatten)]
    vectorizer: VectorizerArgs,
}

/// How much each term tells: counts weighed by rarity, rows scaled to length 1
#[derive(Debug, clap::Args)]
#[command(after_long_help = TFIDF_EXAMPLES)]
pub(crate) struct TfidfArgs {
    /// Weigh a count c as 1 + ln c
    #[arg(long)]
    sublinear: bool,

    /// Leave out the factor for rarity (idf)
    #[arg(long)]
    no_idf: bool,

    /// Do not count as if one more document held every term
    #[arg(long)]
    no_smooth: bool,

    /// What a row is divided by: its sum (l1), its Euclidean length (l2), nothing
    #[arg(long, value_enum, default_value_t = NormName::L2)]
    norm: NormName,

    #[command(flatten)]
    vectorizer: VectorizerArgs,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum NormName {
    L1,
    L2,
    None,
}

/// What counts and weights have in common.
#[derive(Debug, clap::Args)]
struct VectorizerArgs {
    /// File of documents; `-` is standard input
    #[arg(default_value = "-", value_hint = clap::ValueHint::FilePath)]
    input: PathBuf,

    /// Keep terms that occur in so many documents at least (2), or in such a share of them (0.01)
    #[arg(long, value_name = "LIMIT", default_value = "1")]
    min_df: DocumentLimit,

    /// Keep terms that occur in so many documents at most (100), or in such a share of them (0.5)
    #[arg(long, value_name = "LIMIT", default_value = "1.0")]
    max_df: DocumentLimit,

    /// Keep only so many terms, the most frequent
    #[arg(long, value_name = "TERMS")]
    max_features: Option<usize>,

    /// Take every count above 0 as 1
    #[arg(long)]
    binary: bool,

    /// File for the terms: column (from 1), term and, of TF-IDF, idf, between tabs
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    vocabulary: Option<PathBuf>,

    /// Write a JSON object a document, term: value, instead of the matrix
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    output: OutputArgs,

    #[command(flatten)]
    analysis: AnalysisArgs,

    #[command(flatten)]
    reading: ReadingArgs,
}

impl VectorizeCommand {
    pub(crate) fn run(&self, talk: Talk) -> Result<(), Failure> {
        match self {
            VectorizeCommand::Count(count) => count.run(talk),
            VectorizeCommand::Tfidf(tfidf) => tfidf.run(talk),
        }
    }
}

impl CountArgs {
    fn run(&self, talk: Talk) -> Result<(), Failure> {
        let (params, texts) = self.vectorizer.prepare(talk)?;
        let (model, rows) = params.fit_transform::<_, f64>(&texts, &mut talk.progress())?;
        self.vectorizer.write(talk, &rows, model.terms(), None, Cell::Count)
    }
}

impl TfidfArgs {
    fn run(&self, talk: Talk) -> Result<(), Failure> {
        let (count, texts) = self.vectorizer.prepare(talk)?;
        let params = self.params(count);
        let (model, rows) = params.fit_transform::<_, f64>(&texts, &mut talk.progress())?;
        self.vectorizer.write(talk, &rows, model.terms(), model.idf(), Cell::Weight)
    }

    fn params(&self, count: CountParams) -> TfIdfParams {
        let norm = match self.norm {
            NormName::L1 => Norm::L1,
            NormName::L2 => Norm::L2,
            NormName::None => Norm::None,
        };
        TfIdf::params()
            .count(count)
            .sublinear(self.sublinear)
            .idf(!self.no_idf)
            .smooth(!self.no_smooth)
            .norm(norm)
    }
}

impl VectorizerArgs {
    /// What to count, and the texts.
    fn prepare(&self, talk: Talk) -> Result<(CountParams, Vec<String>), Failure> {
        let vocabulary = self.vocabulary.clone().map(|path| Output::of(Some(path)));
        if vocabulary == Some(self.output.target()) {
            return Err(Failure::Usage("--vocabulary and --output need different files".into()));
        }
        let analyzer = self.analysis.analyzer(NgramRange::UNIGRAMS, talk)?;
        let mut params = Count::params().analyzer(analyzer).binary(self.binary);
        params = self.max_df.at_most(self.min_df.at_least(params));
        if let Some(terms) = self.max_features {
            params = params.max_features(terms);
        }
        Ok((params, self.reading.corpus(&self.input).read_texts()?))
    }

    fn write(
        &self,
        talk: Talk,
        rows: &SparseMatrix<f64>,
        terms: &Terms,
        idf: Option<&[f64]>,
        cell: Cell,
    ) -> Result<(), Failure> {
        talk.say(format_args!("{} documents, {} terms", rows.rows(), rows.columns()));
        let terms = if self.json || self.vocabulary.is_some() { terms.to_strings() } else { Vec::new() };
        if let Some(path) = &self.vocabulary {
            Output::of(Some(path.clone())).write(|out| write_vocabulary(out, &terms, idf))?;
        }
        self.output.target().write(|out| {
            if self.json {
                Ok(write_objects(out, rows, &terms, cell)?)
            } else {
                write_matrix(out, rows, cell)
            }
        })
    }
}
