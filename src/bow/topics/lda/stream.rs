//! [`LdaStream`]: topics that move with every batch of documents: the M-step.

use crate::bow::topics::lda::documents::Documents;
use crate::bow::topics::lda::model::Lda;
use crate::bow::topics::lda::params::LdaParams;
use crate::bow::topics::lda::topics::Topics;
use crate::error::{Error, Result};
use crate::statistics::mt19937::Mt19937;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Topics being learnt from documents as they come: scikit-learn's `partial_fit`.
///
/// # Examples
/// ```
/// use wordmill::{bow::topics::{Lda, LdaStream}, vector::SparseMatrix};
/// let batch = SparseMatrix::from_parts(3, vec![0, 2, 3], vec![0, 1, 2], vec![2.0f64, 1.0, 3.0])?;
/// let mut stream = LdaStream::new(Lda::params().topics(2).total_documents(4.0), 3)?;
/// stream.add(&batch)?;
/// stream.add(&batch)?;
/// let lda = stream.model();
/// assert!((lda.topics().row(0).iter().sum::<f64>() - 1.0).abs() < 1e-12);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct LdaStream {
    params: LdaParams,
    topics: Topics,
    draws: Mt19937,
    /// Times that the topics moved.
    steps: u64,
}

impl LdaStream {
    /// Random topics over so many words.
    ///
    /// # Errors
    /// [`Error::Parameter`] for params out of range, [`Error::Empty`] for no words, [`Error::Limit`] for topics past all
    /// memory.
    pub fn new(params: LdaParams, words: usize) -> Result<Self> {
        params.check()?;
        if words == 0 {
            return Err(Error::Empty { what: "set of words" });
        }
        let mut draws = Mt19937::new(params.seed);
        let topics = Topics::random(params.topics, words, &mut draws)?;
        Ok(LdaStream { params, topics, draws, steps: 0 })
    }

    /// Learns from rows of counts, in batches as the params say.
    ///
    /// # Errors
    /// [`Error::Shape`] for rows over other words, [`Error::Parameter`] for a negative count.
    ///
    /// # Determinism
    /// The same bits on any number of threads.
    pub fn add<V: Value>(&mut self, rows: &SparseMatrix<V>) -> Result<()> {
        self.add_batches(rows, self.params.total_documents)
    }

    /// What has been learnt so far.
    #[must_use]
    pub fn model(&self) -> Lda {
        Lda::new(self.params.clone(), self.topics.clone(), 0)
    }

    pub(super) fn into_model(self, iterations: usize) -> Lda {
        Lda::new(self.params, self.topics, iterations)
    }

    /// Moves the topics after each batch, as if it spoke for `total` documents.
    pub(super) fn add_batches<V: Value>(&mut self, rows: &SparseMatrix<V>, total: f64) -> Result<()> {
        self.topics.check(rows)?;
        for first in (0..rows.rows()).step_by(self.params.batch_size) {
            let last = first.saturating_add(self.params.batch_size).min(rows.rows());
            let documents: Vec<usize> = (first..last).collect();
            let batch =
                if documents.len() == rows.rows() { None } else { Some(rows.select_rows(&documents)) };
            let share = (self.params.offset + (self.steps + 1) as f64).powf(-self.params.decay);
            let (factor, eta) = (total / documents.len() as f64, self.params.eta());
            self.step(batch.as_ref().unwrap_or(rows), |lambda, weight| {
                lambda * (1.0 - share) + share * (eta + factor * weight)
            })?;
        }
        Ok(())
    }

    /// Sets the topics to what all documents say.
    pub(super) fn replace<V: Value>(&mut self, rows: &SparseMatrix<V>) -> Result<()> {
        self.topics.check(rows)?;
        let eta = self.params.eta();
        self.step(rows, |_, weight| eta + weight)
    }

    fn step<V: Value>(
        &mut self,
        rows: &SparseMatrix<V>,
        step: impl Fn(f64, f64) -> f64 + Sync + Send,
    ) -> Result<()> {
        let exp_beta = self.topics.expectations(rows, f64::exp);
        let documents = Documents::infer(&self.params, rows, &exp_beta, Some(&mut self.draws));
        self.topics.move_to(&documents.weights(rows, &exp_beta)?, step);
        self.steps += 1;
        Ok(())
    }
}
