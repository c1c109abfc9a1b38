//! `wordmill cluster`: groups of documents that are alike.

use std::path::PathBuf;

use serde::Serialize;
use wordmill::Fit;
use wordmill::bow::TfIdf;
use wordmill::bow::topics::{TopTerm, top_terms};
use wordmill::vector::{ClusterDistance, KMeans, Silhouette};

use crate::failure::Failure;
use crate::output::{Output, OutputArgs, write_json_line};
use crate::talk::Talk;
use crate::vectorize::counting::CountingArgs;

/// Rows whose silhouette is taken where there are more: it takes time for every pair.
const MOST_ROWS: usize = 2_000;

const EXAMPLES: &str = "\
Examples:
  $ wordmill cluster corpora/reviews.tsv --clusters 4 --stop-words english --top 5 --quiet
  1\t…
  2\t…

  $ wordmill cluster corpora/reviews.tsv --clusters 3 --assignments clusters.txt --json
  {\"cluster\":1,\"documents\":…";

/// Group documents that are alike, by k-means over their TF-IDF weights
///
/// Writes a cluster a line: its number, how many documents it has, and the terms that weigh most in its centre, between
/// tabs; with --json an object a line. Says how well the clusters are apart (the mean silhouette).
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ClusterArgs {
    /// How many clusters
    #[arg(short, long, value_name = "COUNT", default_value_t = 8)]
    clusters: usize,

    /// What is near
    #[arg(long, value_enum, default_value_t = DistanceName::Cosine)]
    distance: DistanceName,

    /// How often to begin anew; the best run counts
    #[arg(long, value_name = "COUNT", default_value_t = 1)]
    starts: usize,

    /// Where chance begins
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    seed: u64,

    /// How many terms to tell of each
    #[arg(long, value_name = "TERMS", default_value_t = 10)]
    top: usize,

    /// File for the cluster of each document, a number (from 1) a line
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    assignments: Option<PathBuf>,

    /// Write a JSON object a cluster
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    output: OutputArgs,

    #[command(flatten)]
    counting: CountingArgs,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum DistanceName {
    Cosine,
    Euclidean,
}

/// A cluster as JSON.
#[derive(Serialize)]
struct Line<'t> {
    cluster: usize,
    documents: usize,
    terms: Vec<&'t str>,
}

impl ClusterArgs {
    pub(crate) fn run(&self, talk: Talk) -> Result<(), Failure> {
        let (texts, _) = self.counting.documents.read()?;
        let params = TfIdf::params().count(self.counting.params(talk)?);
        let (model, rows) = params.fit_transform::<_, f64>(&texts, &mut talk.progress())?;
        let distance = match self.distance {
            DistanceName::Cosine => ClusterDistance::Cosine,
            DistanceName::Euclidean => ClusterDistance::Euclidean,
        };
        let params = KMeans::params().clusters(self.clusters).distance(distance);
        let kmeans = params.starts(self.starts).seed(self.seed).fit_with(&rows, &mut talk.progress())?;
        let silhouette = Silhouette::default().distance(distance).sample(rows.rows().min(MOST_ROWS));
        match silhouette.seed(self.seed).mean_sparse(&rows, kmeans.labels()) {
            Ok(mean) => talk.say(format_args!("{} documents, mean silhouette {mean:.4}", rows.rows())),
            // One cluster, or one document in each, has none.
            Err(_) => talk.say(format_args!("{} documents", rows.rows())),
        }
        if let Some(path) = &self.assignments {
            Output::of(Some(path.clone())).write(|out| {
                for label in kmeans.labels() {
                    writeln!(out, "{}", label + 1)?;
                }
                Ok(())
            })?;
        }
        let top = top_terms(kmeans.centroids(), model.terms(), self.top)?;
        self.write(&kmeans, &top)
    }

    fn write(&self, kmeans: &KMeans, top: &[Vec<TopTerm>]) -> Result<(), Failure> {
        self.output.target().write(|out| {
            for (at, terms) in top.iter().enumerate() {
                let documents = kmeans.labels().iter().filter(|&&label| label as usize == at).count();
                let (cluster, terms) =
                    (at + 1, terms.iter().map(|term| term.term.as_str()).collect::<Vec<_>>());
                if self.json {
                    write_json_line(out, &Line { cluster, documents, terms })?;
                } else {
                    writeln!(out, "{cluster}\t{documents}\t{}", terms.join(" "))?;
                }
            }
            Ok(())
        })
    }
}
