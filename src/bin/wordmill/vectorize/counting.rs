//! [`CountingArgs`]: which documents, and what of them is counted.

use std::path::{Path, PathBuf};

use wordmill::bow::{Count, CountParams, TermList};
use wordmill::label::Labels;
use wordmill::text::{Corpus, NgramRange};

use crate::analysis::AnalysisArgs;
use crate::document_limit::DocumentLimit;
use crate::failure::Failure;
use crate::input::ReadingArgs;
use crate::talk::Talk;

/// Which documents, and what of them is counted.
#[derive(Debug, clap::Args)]
pub(crate) struct CountingArgs {
    #[command(flatten)]
    pub(crate) documents: DocumentsArgs,

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

    /// File of the terms to count (TSV or JSON, as --vocabulary writes); others are left out
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    fixed_vocabulary: Option<PathBuf>,
}

/// Which documents, and how text becomes terms.
#[derive(Debug, clap::Args)]
pub(crate) struct DocumentsArgs {
    /// File of documents; `-` is standard input
    #[arg(default_value = "-", value_hint = clap::ValueHint::FilePath)]
    input: PathBuf,

    #[command(flatten)]
    pub(crate) analysis: AnalysisArgs,

    #[command(flatten)]
    reading: ReadingArgs,
}

impl DocumentsArgs {
    pub(crate) fn corpus(&self) -> Corpus {
        self.reading.corpus(&self.input)
    }

    /// Texts, and their labels if every document has one.
    pub(crate) fn read(&self) -> Result<(Vec<String>, Option<Labels>), Failure> {
        let (mut texts, mut names) = (Vec::new(), Vec::new());
        for record in self.corpus().records()? {
            let record = record?;
            texts.push(record.text);
            names.extend(record.label);
        }
        let is_labelled = !texts.is_empty() && names.len() == texts.len();
        Ok((texts, is_labelled.then(|| Labels::from_names(&names)).transpose()?))
    }

    /// Texts and their labels; a document without one is an error.
    pub(crate) fn read_labelled(&self) -> Result<(Vec<String>, Labels), Failure> {
        let (texts, names) = self.corpus().read_labelled()?;
        Ok((texts, Labels::from_names(&names)?))
    }
}

impl CountingArgs {
    /// What to count.
    pub(crate) fn params(&self, talk: Talk) -> Result<CountParams, Failure> {
        let analyzer = self.documents.analysis.analyzer(NgramRange::UNIGRAMS, talk)?;
        let mut params = Count::params().analyzer(analyzer).binary(self.binary);
        params = self.max_df.at_most(self.min_df.at_least(params));
        if let Some(terms) = self.max_features {
            params = params.max_features(terms);
        }
        Ok(match &self.fixed_vocabulary {
            Some(path) => params.vocabulary(read_terms(path)?.terms()),
            None => params,
        })
    }
}

/// The terms of a file, told by its name.
fn read_terms(path: &Path) -> Result<TermList, Failure> {
    let is_json = path.extension().is_some_and(|extension| extension == "json");
    Ok(if is_json { TermList::load_json(path)? } else { TermList::load_tsv(path)? })
}
