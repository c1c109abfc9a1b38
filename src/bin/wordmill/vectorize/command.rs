//! [`VectorizeCommand`]: documents become rows of counts, of weights, or of hashed counts.

use std::path::PathBuf;

use wordmill::bow::weighting::{Bm25, Bm25Variant};
use wordmill::bow::{Count, Hashing, Norm, TermList, Terms, TfIdf};
use wordmill::label::Labels;
use wordmill::text::NgramRange;
use wordmill::vector::SparseMatrix;
use wordmill::{Fit, Transform};

use crate::failure::Failure;
use crate::output::Output;
use crate::talk::Talk;
use crate::vectorize::counting::{CountingArgs, DocumentsArgs};
use crate::vectorize::rows::Cell;
use crate::vectorize::sink::{Rows, SinkArgs, write_terms};

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

const HASHING_EXAMPLES: &str = "\
Examples:
  $ printf 'good film, good cast\\nbad film\\n' | wordmill vectorize hashing --quiet --columns 16
  %%MatrixMarket matrix coordinate real general
  2 16 5

  $ wordmill vectorize hashing corpora/reviews.tsv --analyzer char-wb --ngrams 3,5 -o hashed.npz";

const BM25_EXAMPLES: &str = "\
Examples:
  $ wordmill vectorize bm25 corpora/reviews.tsv --variant plus --delta 1 -o weights.npz

  $ printf 'good film\\nbad film\\n' | wordmill vectorize bm25 --quiet --json
  {\"film\":0.0729286…";

/// Turn documents into rows of numbers, as scikit-learn does
///
/// Writes a matrix, a row a document and a column a term: in Matrix Market's coordinate form (rows and columns from 1;
/// scipy.io.mmread reads it), or as --to or the name of the file says. All documents are held in memory.
#[derive(Debug, clap::Subcommand)]
#[command(after_long_help = EXAMPLES)]
pub(crate) enum VectorizeCommand {
    Count(CountArgs),
    Tfidf(TfidfArgs),
    Hashing(HashingArgs),
    Bm25(Bm25Args),
}

/// How often each term occurs
#[derive(Debug, clap::Args)]
#[command(after_long_help = COUNT_EXAMPLES)]
pub(crate) struct CountArgs {
    #[command(flatten)]
    learnt: LearntArgs,
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
    learnt: LearntArgs,
}

/// How often each term occurs, terms being numbered by their hashes: there is no vocabulary
#[derive(Debug, clap::Args)]
#[command(after_long_help = HASHING_EXAMPLES)]
pub(crate) struct HashingArgs {
    /// How many columns there are
    #[arg(long, value_name = "COUNT", default_value_t = 1 << 20)]
    columns: usize,

    /// Let no term count below 0
    #[arg(long)]
    no_alternate_sign: bool,

    /// Take every count that is stored as 1
    #[arg(long)]
    binary: bool,

    /// What a row is divided by: its sum (l1), its Euclidean length (l2), nothing
    #[arg(long, value_enum, default_value_t = NormName::L2)]
    norm: NormName,

    #[command(flatten)]
    sink: SinkArgs,

    #[command(flatten)]
    documents: DocumentsArgs,
}

/// How well a document answers a query of each term: the product of a row and a query's counts is its BM25 score
#[derive(Debug, clap::Args)]
#[command(after_long_help = BM25_EXAMPLES)]
pub(crate) struct Bm25Args {
    /// Which BM25
    #[arg(long, value_enum, default_value_t = VariantName::Lucene)]
    variant: VariantName,

    /// How soon more occurrences add little
    #[arg(long, value_name = "NUMBER", default_value_t = 1.5)]
    k1: f64,

    /// How much the length of a document counts, 0 to 1
    #[arg(long, value_name = "NUMBER", default_value_t = 0.75)]
    b: f64,

    /// What l and plus add (δ)
    #[arg(long, value_name = "NUMBER", default_value_t = 0.5)]
    delta: f64,

    /// What share of the mean idf okapi puts in place of a negative one (ε)
    #[arg(long, value_name = "NUMBER", default_value_t = 0.25)]
    epsilon: f64,

    #[command(flatten)]
    learnt: LearntArgs,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum VariantName {
    Robertson,
    Lucene,
    Atire,
    L,
    Plus,
    /// As rank_bm25's BM25Okapi
    Okapi,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum NormName {
    L1,
    L2,
    None,
}

impl From<NormName> for Norm {
    fn from(name: NormName) -> Norm {
        match name {
            NormName::L1 => Norm::L1,
            NormName::L2 => Norm::L2,
            NormName::None => Norm::None,
        }
    }
}

/// What vectorizers that learn terms have in common.
#[derive(Debug, clap::Args)]
struct LearntArgs {
    /// File for the terms: column (from 1), term and, of TF-IDF, idf, between tabs; or, named .json, a list
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    vocabulary: Option<PathBuf>,

    #[command(flatten)]
    sink: SinkArgs,

    #[command(flatten)]
    counting: CountingArgs,
}

impl VectorizeCommand {
    pub(crate) fn run(&self, talk: Talk) -> Result<(), Failure> {
        match self {
            VectorizeCommand::Count(count) => count.run(talk),
            VectorizeCommand::Tfidf(tfidf) => tfidf.run(talk),
            VectorizeCommand::Hashing(hashing) => hashing.run(talk),
            VectorizeCommand::Bm25(bm25) => bm25.run(talk),
        }
    }
}

impl CountArgs {
    fn run(&self, talk: Talk) -> Result<(), Failure> {
        let (texts, labels) = self.learnt.read()?;
        let params = self.learnt.counting.params(talk)?;
        let (model, rows) = params.fit_transform::<_, f64>(&texts, &mut talk.progress())?;
        self.learnt.write(talk, &rows, model.terms(), None, labels.as_ref(), Cell::Count)
    }
}

impl TfidfArgs {
    fn run(&self, talk: Talk) -> Result<(), Failure> {
        let (texts, labels) = self.learnt.read()?;
        let params = TfIdf::params()
            .count(self.learnt.counting.params(talk)?)
            .sublinear(self.sublinear)
            .idf(!self.no_idf)
            .smooth(!self.no_smooth)
            .norm(self.norm.into());
        let (model, rows) = params.fit_transform::<_, f64>(&texts, &mut talk.progress())?;
        self.learnt.write(talk, &rows, model.terms(), model.idf(), labels.as_ref(), Cell::Weight)
    }
}

impl HashingArgs {
    fn run(&self, talk: Talk) -> Result<(), Failure> {
        let (texts, labels) = self.documents.read()?;
        let hashing = Hashing::default()
            .analyzer(self.documents.analysis.analyzer(NgramRange::UNIGRAMS, talk)?)
            .columns(self.columns)
            .alternate_sign(!self.no_alternate_sign)
            .binary(self.binary)
            .norm(self.norm.into());
        let rows = hashing.rows::<_, f64>(&texts)?;
        talk.say(format_args!("{} documents, {} columns", rows.rows(), rows.columns()));
        let terms = || Ok((0..rows.columns()).map(|column| column.to_string()).collect());
        self.sink.write(&Rows { rows: &rows, terms: &terms, labels: labels.as_ref(), cell: Cell::Weight })
    }
}

impl Bm25Args {
    fn run(&self, talk: Talk) -> Result<(), Failure> {
        let (texts, labels) = self.learnt.read()?;
        let params = self.learnt.counting.params(talk)?;
        let (model, counts): (Count, SparseMatrix<f64>) =
            params.fit_transform(&texts, &mut talk.progress())?;
        let bm25 = Bm25::params().variant(self.variant()).k1(self.k1).b(self.b).fit(&counts)?;
        let rows = bm25.transform(&counts)?;
        self.learnt.write(talk, &rows, model.terms(), Some(bm25.idf()), labels.as_ref(), Cell::Weight)
    }

    fn variant(&self) -> Bm25Variant {
        let (delta, epsilon) = (self.delta, self.epsilon);
        match self.variant {
            VariantName::Robertson => Bm25Variant::Robertson,
            VariantName::Lucene => Bm25Variant::Lucene,
            VariantName::Atire => Bm25Variant::Atire,
            VariantName::L => Bm25Variant::L { delta },
            VariantName::Plus => Bm25Variant::Plus { delta },
            VariantName::Okapi => Bm25Variant::Okapi { epsilon },
        }
    }
}

impl LearntArgs {
    fn read(&self) -> Result<(Vec<String>, Option<Labels>), Failure> {
        let vocabulary = self.vocabulary.clone().map(|path| Output::of(Some(path)));
        if vocabulary == Some(self.sink.target()) {
            return Err(Failure::Usage("--vocabulary and --output need different files".into()));
        }
        self.counting.documents.read()
    }

    fn write(
        &self,
        talk: Talk,
        rows: &SparseMatrix<f64>,
        terms: &Terms,
        idf: Option<&[f64]>,
        labels: Option<&Labels>,
        cell: Cell,
    ) -> Result<(), Failure> {
        talk.say(format_args!("{} documents, {} terms", rows.rows(), rows.columns()));
        if let Some(path) = &self.vocabulary {
            let mut list = TermList::new(terms.to_strings())?;
            if let Some(idf) = idf {
                list = list.with_idf(idf.to_vec())?;
            }
            write_terms(path, &list)?;
        }
        self.sink.write(&Rows { rows, terms: &|| Ok(terms.to_strings()), labels, cell })
    }
}
