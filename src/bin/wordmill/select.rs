//! `wordmill select`: the terms that tell most about the labels.

use serde::Serialize;
use wordmill::bow::selection::{Keep, Score, Selection};
use wordmill::bow::{Count, Terms, TfIdf};
use wordmill::vector::SparseMatrix;
use wordmill::{Fit, Transform};

use crate::failure::Failure;
use crate::output::write_json_line;
use crate::talk::Talk;
use crate::vectorize::counting::CountingArgs;
use crate::vectorize::rows::Cell;
use crate::vectorize::sink::{Rows, SinkArgs};

const EXAMPLES: &str = "\
Examples:
  $ wordmill select corpora/reviews.tsv --keep 2 --quiet
  75.727…	great
  56.703…	good

  $ wordmill select corpora/reviews.tsv --score f --tfidf --keep 500 --rows -o best.npz";

/// Find the terms that tell most about the labels
///
/// Writes score, p-value (- where the measure has none) and term, between tabs, the best first; with --json an object a
/// line; with --rows the rows of all documents, of which only these terms are left. Scores and choices are those of
/// scikit-learn's SelectKBest.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct SelectArgs {
    /// How terms are scored
    #[arg(long, value_enum, default_value_t = ScoreName::Chi2)]
    score: ScoreName,

    /// How many terms to keep
    #[arg(short, long, value_name = "TERMS", default_value_t = 100)]
    keep: usize,

    /// Score TF-IDF weights instead of counts
    #[arg(long)]
    tfidf: bool,

    /// Write the rows of the kept terms instead of the list
    #[arg(long)]
    rows: bool,

    #[command(flatten)]
    sink: SinkArgs,

    #[command(flatten)]
    counting: CountingArgs,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum ScoreName {
    /// χ² of the sums of counts
    Chi2,
    /// F of an analysis of variance
    F,
    /// Mutual information of values and labels, in nats
    MutualInformation,
    /// The number of documents that hold the term
    DocumentFrequency,
}

/// A term and its score.
#[derive(Serialize)]
struct Line {
    term: String,
    score: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    p_value: Option<f64>,
}

impl SelectArgs {
    pub(crate) fn run(&self, talk: Talk) -> Result<(), Failure> {
        let (texts, labels) = self.counting.documents.read_labelled()?;
        let (terms, rows) = self.vectorize(&texts, talk)?;
        let score = match self.score {
            ScoreName::Chi2 => Score::ChiSquared,
            ScoreName::F => Score::AnovaF,
            ScoreName::MutualInformation => Score::MutualInformation,
            ScoreName::DocumentFrequency => Score::DocumentFrequency,
        };
        let keep = Keep::Best(self.keep.min(rows.columns()));
        let selection = Selection::params().score(score).keep(keep).fit(&(&rows, &labels))?;
        talk.say(format_args!(
            "{} documents, {} of {} terms",
            rows.rows(),
            selection.columns().len(),
            terms.len()
        ));
        if !self.rows {
            return self.write_list(&selection, &terms);
        }
        let cell = if self.tfidf { Cell::Weight } else { Cell::Count };
        let names = || Ok(selection.columns().iter().map(|&column| terms.term(column)).collect());
        let rows = selection.transform(&rows)?;
        self.sink.write(&Rows { rows: &rows, terms: &names, labels: Some(&labels), cell })
    }

    fn vectorize(&self, texts: &[String], talk: Talk) -> Result<(Terms, SparseMatrix<f64>), Failure> {
        let count = self.counting.params(talk)?;
        if self.tfidf {
            let params = TfIdf::params().count(count);
            let (model, rows) = params.fit_transform(texts, &mut talk.progress())?;
            return Ok((model.terms().clone(), rows));
        }
        let (model, rows): (Count, _) = count.fit_transform(texts, &mut talk.progress())?;
        Ok((model.terms().clone(), rows))
    }

    /// The best first; equals in the order of the terms.
    fn write_list(&self, selection: &Selection, terms: &Terms) -> Result<(), Failure> {
        let mut columns = selection.columns().to_vec();
        let score = |column: u32| selection.scores()[column as usize];
        columns.sort_by(|&a, &b| score(b).total_cmp(&score(a)).then(a.cmp(&b)));
        self.sink.target().write(|out| {
            for column in columns {
                let (term, score) = (terms.term(column), score(column));
                let p_value = selection.p_values().map(|p_values| p_values[column as usize]);
                if self.sink.is_json() {
                    write_json_line(out, &Line { term, score, p_value })?;
                } else {
                    let p_value = p_value.map_or_else(|| "-".to_owned(), in_short);
                    writeln!(out, "{score}\t{p_value}\t{term}")?;
                }
            }
            Ok(())
        })
    }
}

/// A p-value; a small one with its power of ten.
fn in_short(p_value: f64) -> String {
    if p_value < 1e-4 { format!("{p_value:e}") } else { p_value.to_string() }
}
