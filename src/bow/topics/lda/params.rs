//! [`LdaParams`]: how to look for topics, with scikit-learn's defaults.

use serde::{Deserialize, Serialize};

use crate::error::{Result, check_parameter};

/// The most topics.
const MOST_TOPICS: usize = 1 << 14;

/// How much is seen before the topics move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum LdaLearning {
    /// All documents: topics become what the documents say.
    #[default]
    Batch,
    /// A few documents: topics move towards what those say, ever less far. For many documents.
    Online,
}

/// How to look for topics.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LdaParams {
    pub(super) topics: usize,
    pub(super) document_topic_prior: Option<f64>,
    pub(super) topic_word_prior: Option<f64>,
    pub(super) learning: LdaLearning,
    pub(super) decay: f64,
    pub(super) offset: f64,
    pub(super) max_iterations: usize,
    pub(super) batch_size: usize,
    pub(super) evaluate_every: Option<usize>,
    pub(super) perplexity_tolerance: f64,
    pub(super) total_documents: f64,
    pub(super) tolerance: f64,
    pub(super) max_document_iterations: usize,
    pub(super) seed: u32,
}

impl Default for LdaParams {
    fn default() -> Self {
        LdaParams {
            topics: 10,
            document_topic_prior: None,
            topic_word_prior: None,
            learning: LdaLearning::Batch,
            decay: 0.7,
            offset: 10.0,
            max_iterations: 10,
            batch_size: 128,
            evaluate_every: None,
            perplexity_tolerance: 0.1,
            total_documents: 1e6,
            tolerance: 1e-3,
            max_document_iterations: 100,
            seed: 0,
        }
    }
}

impl LdaParams {
    /// How many topics (`n_components`, k), 1 to 16,384. Default: 10.
    #[must_use]
    pub fn topics(mut self, topics: usize) -> Self {
        self.topics = topics;
        self
    }

    /// How evenly documents mix topics (`doc_topic_prior`, α), above 0; scikit-learn takes none above 1. Default: 1/k.
    #[must_use]
    pub fn document_topic_prior(mut self, prior: f64) -> Self {
        self.document_topic_prior = Some(prior);
        self
    }

    /// How evenly topics mix words (`topic_word_prior`, η), above 0; scikit-learn takes none above 1. Default: 1/k.
    #[must_use]
    pub fn topic_word_prior(mut self, prior: f64) -> Self {
        self.topic_word_prior = Some(prior);
        self
    }

    /// How much is seen before the topics move (`learning_method`). Default: [`LdaLearning::Batch`].
    #[must_use]
    pub fn learning(mut self, learning: LdaLearning) -> Self {
        self.learning = learning;
        self
    }

    /// How fast online steps shrink (`learning_decay`, κ), 0 to 1; above ½ they converge. The t-th moves topics by a share
    /// of (τ + t)^−κ. Default: 0.7.
    #[must_use]
    pub fn decay(mut self, decay: f64) -> Self {
        self.decay = decay;
        self
    }

    /// How much the first online steps are held back (`learning_offset`, τ), at least 0. Default: 10.
    #[must_use]
    pub fn offset(mut self, offset: f64) -> Self {
        self.offset = offset;
        self
    }

    /// How often all documents are gone through (`max_iter`). Default: 10.
    #[must_use]
    pub fn max_iterations(mut self, iterations: usize) -> Self {
        self.max_iterations = iterations;
        self
    }

    /// Documents of an online step, at least 1. Default: 128.
    #[must_use]
    pub fn batch_size(mut self, documents: usize) -> Self {
        self.batch_size = documents;
        self
    }

    /// Iterations after which the perplexity is asked for, and the fit may end; at least 1. Default: never.
    #[must_use]
    pub fn evaluate_every(mut self, iterations: usize) -> Self {
        self.evaluate_every = Some(iterations);
        self
    }

    /// The fit ends when the perplexity changes by less (`perp_tol`), at least 0. Default: 0.1.
    #[must_use]
    pub fn perplexity_tolerance(mut self, tolerance: f64) -> Self {
        self.perplexity_tolerance = tolerance;
        self
    }

    /// How many documents a stream is thought to have (`total_samples`), above 0. Default: a million.
    #[must_use]
    pub fn total_documents(mut self, documents: f64) -> Self {
        self.total_documents = documents;
        self
    }

    /// The mixture of a document is found when its numbers change by less on average (`mean_change_tol`), at least 0.
    /// Default: 0.001.
    #[must_use]
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// The most iterations over one document (`max_doc_update_iter`). Default: 100.
    #[must_use]
    pub fn max_document_iterations(mut self, iterations: usize) -> Self {
        self.max_document_iterations = iterations;
        self
    }

    /// The seed of NumPy's `RandomState` (`random_state`). Default: 0.
    #[must_use]
    pub fn seed(mut self, seed: u32) -> Self {
        self.seed = seed;
        self
    }

    /// α.
    pub(super) fn alpha(&self) -> f64 {
        self.document_topic_prior.unwrap_or(1.0 / self.topics as f64)
    }

    /// η.
    pub(super) fn eta(&self) -> f64 {
        self.topic_word_prior.unwrap_or(1.0 / self.topics as f64)
    }

    pub(super) fn check(&self) -> Result<()> {
        let topics = (1..=MOST_TOPICS).contains(&self.topics);
        check_parameter(topics, "topics", self.topics, "1 to 16384")?;
        for (name, size) in [
            ("document_topic_prior", self.document_topic_prior.unwrap_or(1.0)),
            ("topic_word_prior", self.topic_word_prior.unwrap_or(1.0)),
            ("total_documents", self.total_documents),
        ] {
            check_parameter(size > 0.0 && size.is_finite(), name, size, "finite and above 0")?;
        }
        for (name, size) in [
            ("offset", self.offset),
            ("perplexity_tolerance", self.perplexity_tolerance),
            ("tolerance", self.tolerance),
        ] {
            check_parameter(size >= 0.0 && size.is_finite(), name, size, "finite and at least 0")?;
        }
        check_parameter((0.0..=1.0).contains(&self.decay), "decay", self.decay, "0 to 1")?;
        check_parameter(self.batch_size > 0, "batch_size", 0, "at least 1")?;
        check_parameter(self.evaluate_every != Some(0), "evaluate_every", 0, "at least 1")
    }
}
