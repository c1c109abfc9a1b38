//! [`Topics`]: the parameters λ of the topics' distributions over words, a row a *word*, so that what a document asks of
//! them lies together.

use crate::bow::topics::lda::dirichlet::psi;
use crate::error::{Result, check_limit, check_parameter, check_shape};
use crate::parallel;
use crate::statistics::mt19937::Mt19937;
use crate::vector::double::DoubleMatrix;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Words of a task.
const WORDS_PER_TASK: usize = 256;
/// Half a terabyte.
const MOST_NUMBERS: u64 = 1 << 36;
/// The shape of the gamma distribution that topics and mixtures start from; its mean is 1.
const START_SHAPE: f64 = 100.0;

/// λ, words × topics.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Topics {
    pub(super) lambda: DoubleMatrix,
}

impl Topics {
    /// Random topics, drawn topic by topic.
    pub(super) fn random(topics: usize, words: usize, draws: &mut Mt19937) -> Result<Self> {
        check_limit("numbers in topics", MOST_NUMBERS, (words as u64).saturating_mul(topics as u64))?;
        let mut lambda = DoubleMatrix::zeros(words, topics);
        for topic in 0..topics {
            lambda
                .as_mut_slice()
                .iter_mut()
                .skip(topic)
                .step_by(topics)
                .for_each(|number| *number = start(draws));
        }
        Ok(Topics { lambda })
    }

    /// Refuses rows over other words, and negative counts.
    pub(super) fn check<V: Value>(&self, rows: &SparseMatrix<V>) -> Result<()> {
        check_shape("columns of rows of counts", self.lambda.rows(), rows.columns())?;
        let least = rows.values().iter().fold(0.0f64, |least, &count| least.min(count.into()));
        check_parameter(least >= 0.0, "counts", least, "at least 0")
    }

    /// The sum of each topic's λ.
    pub(super) fn totals(&self) -> Vec<f64> {
        let mut totals = vec![0.0; self.lambda.columns()];
        for word in self.lambda.iter() {
            totals.iter_mut().zip(word).for_each(|(total, lambda)| *total += lambda);
        }
        totals
    }

    /// `f(ψ(λ) − ψ(Σλ))` of each word that `rows` hold and each topic; 0 for other words.
    pub(super) fn expectations<V: Value>(
        &self,
        rows: &SparseMatrix<V>,
        f: impl Fn(f64) -> f64 + Sync + Send,
    ) -> DoubleMatrix {
        let mut occurs = vec![false; self.lambda.rows()];
        rows.indices().iter().for_each(|&word| occurs[word as usize] = true);
        let totals: Vec<f64> = self.totals().into_iter().map(psi).collect();
        let topics = self.lambda.columns();
        let mut out = DoubleMatrix::zeros(self.lambda.rows(), topics);
        parallel::fill_chunks(out.as_mut_slice(), WORDS_PER_TASK * topics, |first, part| {
            for (word, out) in (first / topics..).zip(part.chunks_mut(topics)) {
                if occurs[word] {
                    for ((out, &lambda), total) in out.iter_mut().zip(self.lambda.row(word)).zip(&totals) {
                        *out = f(psi(lambda) - total);
                    }
                }
            }
        });
        out
    }

    /// `λ ← step(λ, weight)` for the weight of each word in each topic that documents gave it.
    pub(super) fn move_to(&mut self, weights: &DoubleMatrix, step: impl Fn(f64, f64) -> f64 + Sync + Send) {
        let chunk = WORDS_PER_TASK * self.lambda.columns();
        parallel::fill_chunks(self.lambda.as_mut_slice(), chunk, |first, part| {
            let weights = &weights.as_slice()[first..first + part.len()];
            part.iter_mut().zip(weights).for_each(|(lambda, &weight)| *lambda = step(*lambda, weight));
        });
    }
}

/// A number to start from.
pub(super) fn start(draws: &mut Mt19937) -> f64 {
    draws.standard_gamma(START_SHAPE) * (1.0 / START_SHAPE)
}
