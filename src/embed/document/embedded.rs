//! [`EmbeddedDocuments`]: documents beside the embeddings of their words.

use crate::embed::embeddings::Embeddings;
use crate::embed::query::mean::{Mean, narrowed};
use crate::error::{Error, Result};
use crate::parallel;
use crate::text::encoded::Encoded;
use crate::text::vocabulary::TokenId;
use crate::vector::dense::DenseMatrix;

/// Words that one task averages.
const WORDS: usize = 1 << 12;

/// Documents as numbers of words, and the rows of those words.
#[derive(Debug, Clone, Copy)]
pub struct EmbeddedDocuments<'a> {
    embeddings: &'a Embeddings,
    documents: &'a Encoded,
}

impl Embeddings {
    /// Documents that are lists of words, as numbers of these words; [`TokenId::UNKNOWN`] where a word is not known.
    ///
    /// # Errors
    /// None that a list of words could cause.
    ///
    /// # Examples
    /// ```
    /// use wordmill::embed::Embeddings;
    /// use wordmill::text::{TokenId, Vocabulary};
    /// use wordmill::vector::DenseMatrix;
    /// let rows = DenseMatrix::from_rows(1, vec![1.0, 2.0])?;
    /// let words = Embeddings::new(Vocabulary::first_seen(["good", "film"])?, rows)?;
    /// let documents = words.encode([["film", "good"], ["film", "noir"]])?;
    /// assert_eq!(documents.document(1), [TokenId(1), TokenId::UNKNOWN]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn encode<D>(&self, documents: impl IntoIterator<Item = D>) -> Result<Encoded>
    where
        D: IntoIterator<Item: AsRef<str>>,
    {
        let (mut ids, mut ends) = (Vec::new(), Vec::new());
        for document in documents {
            let known = |word: D::Item| self.vocabulary().id(word.as_ref()).unwrap_or(TokenId::UNKNOWN);
            ids.extend(document.into_iter().map(known));
            ends.push(ids.len());
        }
        Encoded::from_parts(ids, ends)
    }
}

impl<'a> EmbeddedDocuments<'a> {
    /// Documents whose ids are those of the embeddings' vocabulary ([`Embeddings::encode`] makes them).
    ///
    /// # Errors
    /// [`Error::Limit`] for an id that is none of the vocabulary and not [`TokenId::UNKNOWN`].
    pub fn new(embeddings: &'a Embeddings, documents: &'a Encoded) -> Result<Self> {
        let known = |id: &TokenId| id.index() < embeddings.len() || *id == TokenId::UNKNOWN;
        match documents.ids().iter().find(|id| !known(id)) {
            Some(id) => Err(Error::Limit {
                what: "number of a word",
                limit: embeddings.len().saturating_sub(1) as u64,
                got: u64::from(id.0),
            }),
            None => Ok(EmbeddedDocuments { embeddings, documents }),
        }
    }

    /// The embeddings.
    #[must_use]
    pub fn embeddings(&self) -> &'a Embeddings {
        self.embeddings
    }

    /// The documents.
    #[must_use]
    pub fn documents(&self) -> &'a Encoded {
        self.documents
    }

    /// A row for each document, made of the mean of its known words with what `weigh` gives for a word: the norm that
    /// its row is divided by, and its weight.
    pub(crate) fn means(
        &self,
        weigh: impl Fn(TokenId) -> (f64, f64) + Sync + Send,
        finish: impl Fn(Mean) -> Vec<f64> + Sync + Send,
    ) -> Result<DenseMatrix> {
        let dimension = self.embeddings.dimension();
        let tasks = parallel::weighted_ranges(self.documents.len(), WORDS, |document| {
            self.documents.document(document).len() + 1
        });
        let parts = parallel::map(&tasks, |task| {
            let mut rows = Vec::with_capacity(task.len() * dimension);
            for document in task.clone() {
                let mut mean = Mean::new(dimension);
                for &id in self.documents.document(document).iter().filter(|&&id| id != TokenId::UNKNOWN) {
                    let (norm, weight) = weigh(id);
                    mean.add(self.embeddings.row(id), norm, weight);
                }
                rows.extend(narrowed(&finish(mean)));
            }
            rows
        });
        DenseMatrix::from_rows(dimension, parallel::concat(parts))
    }
}
