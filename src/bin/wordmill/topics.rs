//! `wordmill topics`: what documents are about.

use std::io::Write;
use std::path::PathBuf;

use serde::Serialize;
use wordmill::bow::topics::{Coherence, CoherenceMeasure, Lda, LdaLearning, Lsa, TopTerm, top_terms};
use wordmill::bow::{Count, Terms, TfIdf};
use wordmill::solve::{Nmf, NmfLoss, NmfSolver};
use wordmill::text::encode::encode;
use wordmill::text::{NgramRange, TokenId};
use wordmill::vector::format::DenseCsv;
use wordmill::vector::{DoubleMatrix, SparseMatrix};
use wordmill::{Fit, Transform};

use crate::failure::Failure;
use crate::output::{OutputArgs, write_json_line};
use crate::talk::Talk;
use crate::vectorize::counting::CountingArgs;

const EXAMPLES: &str = "\
Examples:
  $ wordmill topics nmf corpora/reviews.tsv --topics 4 --top 6 --stop-words english --quiet
  1\t…
  2\t…

  $ wordmill topics lda corpora/reviews.tsv --topics 5 --coherence c-v -w weights.csv

  $ wordmill topics lsa corpora/reviews.tsv --topics 2 --top 3 --json --quiet | head -n 1
  {\"topic\":1,\"terms\":[{…";

/// Find out what documents are about: latent semantics, parts, or mixtures of topics
///
/// Writes a topic a line: its number, its coherence if one is asked for, and its top terms, between tabs; with --json an
/// object a line. lsa and nmf work on TF-IDF weights, lda on counts; numbers are those of scikit-learn's TruncatedSVD,
/// NMF and LatentDirichletAllocation, coherence is gensim's.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct TopicsArgs {
    /// Which kind of topics
    #[arg(value_enum)]
    model: ModelName,

    /// How many topics
    #[arg(short, long, value_name = "COUNT", default_value_t = 10)]
    topics: usize,

    /// How many terms to tell of each
    #[arg(long, value_name = "TERMS", default_value_t = 10)]
    top: usize,

    /// Tell whether the top terms go together in the documents
    #[arg(long, value_enum, value_name = "MEASURE")]
    coherence: Option<MeasureName>,

    /// The loss of nmf
    #[arg(long, value_enum, default_value_t = LossName::Frobenius)]
    loss: LossName,

    /// Learn lda from batches of documents, one after the other, instead of all at once
    #[arg(long)]
    online: bool,

    /// Passes over the documents, or steps [default: 10 of lda, 200 of nmf]
    #[arg(long, value_name = "COUNT")]
    iterations: Option<usize>,

    /// Where chance begins
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    seed: u32,

    /// File for the weights of each document's topics (CSV)
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    weights: Option<PathBuf>,

    /// Write a JSON object a topic
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    output: OutputArgs,

    #[command(flatten)]
    counting: CountingArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum ModelName {
    /// Latent semantic analysis: the directions in which documents differ most
    Lsa,
    /// Non-negative factors: parts that documents are sums of
    Nmf,
    /// Latent Dirichlet allocation: mixtures of topics
    Lda,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum MeasureName {
    UMass,
    CUci,
    CNpmi,
    #[value(name = "c-v")]
    CV,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum LossName {
    Frobenius,
    KullbackLeibler,
}

/// What a model found: its topics over terms, and its documents over topics.
struct Found {
    terms: Terms,
    topics: DoubleMatrix,
    weights: DoubleMatrix,
}

/// A topic as JSON.
#[derive(Serialize)]
struct Line<'t> {
    topic: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    coherence: Option<f64>,
    terms: Vec<Weighed<'t>>,
}

#[derive(Serialize)]
struct Weighed<'t> {
    term: &'t str,
    weight: f64,
}

impl TopicsArgs {
    pub(crate) fn run(&self, talk: Talk) -> Result<(), Failure> {
        let (texts, _) = self.counting.documents.read()?;
        let found = self.learn(&texts, talk)?;
        let top = top_terms(&found.topics, &found.terms, self.top)?;
        let coherence = self.coherence.map(|measure| self.cohere(measure, &top, &texts, talk)).transpose()?;
        if let Some(path) = &self.weights {
            DenseCsv::new().save(path, &found.weights)?;
        }
        self.output.target().write(|out| {
            for (at, terms) in top.iter().enumerate() {
                let coherence = coherence.as_ref().map(|coherence| coherence[at]);
                self.write_topic(out, at + 1, coherence, terms)?;
            }
            Ok(())
        })
    }

    fn learn(&self, texts: &[String], talk: Talk) -> Result<Found, Failure> {
        let count = self.counting.params(talk)?;
        let progress = &mut talk.progress();
        let (terms, rows) = if self.model == ModelName::Lda {
            let (model, rows): (Count, SparseMatrix<f64>) = count.fit_transform(texts, progress)?;
            (model.terms().clone(), rows)
        } else {
            let (model, rows) = TfIdf::params().count(count).fit_transform(texts, progress)?;
            (model.terms().clone(), rows)
        };
        talk.say(format_args!("{} documents, {} terms", rows.rows(), rows.columns()));
        let (topics, weights) = match self.model {
            ModelName::Lsa => {
                let (lsa, weights) = Lsa::params().components(self.topics).fit_transform(&rows, progress)?;
                (lsa.components().clone(), weights)
            }
            ModelName::Nmf => self.factorise(&rows, talk)?,
            ModelName::Lda => self.allocate(&rows, talk)?,
        };
        Ok(Found { terms, topics, weights })
    }

    fn factorise(
        &self,
        rows: &SparseMatrix<f64>,
        talk: Talk,
    ) -> Result<(DoubleMatrix, DoubleMatrix), Failure> {
        let params = Nmf::params().components(self.topics).max_iterations(self.iterations.unwrap_or(200));
        let params = match self.loss {
            LossName::Frobenius => params,
            LossName::KullbackLeibler => {
                params.loss(NmfLoss::KullbackLeibler).solver(NmfSolver::MultiplicativeUpdate)
            }
        };
        let (nmf, weights) = params.seed(self.seed).fit_transform(rows, &mut talk.progress())?;
        if !nmf.converged() {
            talk.say(format_args!("stopped after {} steps, not converged", nmf.iterations()));
        }
        Ok((nmf.components().clone(), weights))
    }

    fn allocate(
        &self,
        rows: &SparseMatrix<f64>,
        talk: Talk,
    ) -> Result<(DoubleMatrix, DoubleMatrix), Failure> {
        let learning = if self.online { LdaLearning::Online } else { LdaLearning::Batch };
        let params = Lda::params().topics(self.topics).learning(learning).seed(self.seed);
        let lda =
            params.max_iterations(self.iterations.unwrap_or(10)).fit_with(rows, &mut talk.progress())?;
        Ok((lda.topics(), lda.transform(rows)?))
    }

    /// The coherence of each topic in the documents themselves.
    fn cohere(
        &self,
        measure: MeasureName,
        top: &[Vec<TopTerm>],
        texts: &[String],
        talk: Talk,
    ) -> Result<Vec<f64>, Failure> {
        let measure = match measure {
            MeasureName::UMass => CoherenceMeasure::UMass,
            MeasureName::CUci => CoherenceMeasure::Uci,
            MeasureName::CNpmi => CoherenceMeasure::Npmi,
            MeasureName::CV => CoherenceMeasure::Cv,
        };
        let analyzer = self.counting.documents.analysis.analyzer(NgramRange::UNIGRAMS, talk)?.ngrams(1, 1);
        let (vocabulary, encoded) = encode(&analyzer, texts)?;
        let topic = |terms: &Vec<TopTerm>| -> Result<Vec<TokenId>, Failure> {
            let id = |term: &TopTerm| {
                let known = vocabulary.id(&term.term);
                known.ok_or_else(|| {
                    Failure::Usage("coherence is told of single words, not of n-grams".to_owned())
                })
            };
            terms.iter().map(id).collect()
        };
        let topics = top.iter().map(topic).collect::<Result<Vec<_>, _>>()?;
        let scores = Coherence::new(measure).score(&topics, &encoded)?;
        talk.say(format_args!("mean coherence {:.4}", scores.mean));
        Ok(scores.topics)
    }

    fn write_topic(
        &self,
        out: &mut dyn Write,
        topic: usize,
        coherence: Option<f64>,
        terms: &[TopTerm],
    ) -> Result<(), Failure> {
        if self.json {
            let terms = terms.iter().map(|top| Weighed { term: &top.term, weight: top.weight }).collect();
            return Ok(write_json_line(out, &Line { topic, coherence, terms })?);
        }
        write!(out, "{topic}\t")?;
        if let Some(coherence) = coherence {
            write!(out, "{coherence:.4}\t")?;
        }
        let words: Vec<&str> = terms.iter().map(|term| term.term.as_str()).collect();
        writeln!(out, "{}", words.join(" "))?;
        Ok(())
    }
}
