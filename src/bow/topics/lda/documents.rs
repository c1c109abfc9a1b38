//! The mixtures of documents, given the topics: the E-step.
//!
//! For a document of words w with counts n, from any γ and until γ rests (Hoffman, Blei and Bach, algorithm 1):
//!
//! ```text
//! φ_wk ∝ exp(E[ln θ_k]) exp(E[ln β_kw])        γ_k = α + Σ_w n_w φ_wk
//! ```
//!
//! φ is never kept: only its norm and what it adds to γ are.

use crate::bow::topics::lda::dirichlet::exp_expectations;
use crate::bow::topics::lda::params::LdaParams;
use crate::bow::topics::lda::topics::start;
use crate::error::Result;
use crate::parallel;
use crate::statistics::mt19937::Mt19937;
use crate::vector::double::DoubleMatrix;
use crate::vector::product::transpose_product;
use crate::vector::short::{add_scaled, short_dot};
use crate::vector::sparse::{Row, SparseMatrix};
use crate::vector::value::Value;

/// Documents of a task.
const DOCUMENTS_PER_TASK: usize = 16;

/// The mixtures of some documents.
pub(super) struct Documents {
    /// γ, documents × topics.
    pub(super) gamma: DoubleMatrix,
    /// exp(E[ln θ]), documents × topics.
    exp_theta: DoubleMatrix,
}

impl Documents {
    /// Infers γ of every row from random starts, or from ones where there are no draws.
    pub(super) fn infer<V: Value>(
        params: &LdaParams,
        rows: &SparseMatrix<V>,
        exp_beta: &DoubleMatrix,
        draws: Option<&mut Mt19937>,
    ) -> Self {
        let topics = params.topics;
        let mut gamma = DoubleMatrix::zeros(rows.rows(), topics);
        match draws {
            Some(draws) => gamma.as_mut_slice().iter_mut().for_each(|number| *number = start(draws)),
            None => gamma.as_mut_slice().fill(1.0),
        }
        let mut exp_theta = DoubleMatrix::zeros(rows.rows(), topics);
        let chunk = DOCUMENTS_PER_TASK * topics;
        let gammas = gamma.as_mut_slice().chunks_mut(chunk);
        let parts: Vec<_> = gammas.zip(exp_theta.as_mut_slice().chunks_mut(chunk)).collect();
        parallel::for_each_part(parts, |task, (gammas, thetas)| {
            let mut room = Room::new(topics);
            let documents = gammas.chunks_mut(topics).zip(thetas.chunks_mut(topics));
            for (place, (gamma, exp_theta)) in documents.enumerate() {
                let row = rows.row(task * DOCUMENTS_PER_TASK + place);
                room.infer(params, row, exp_beta, gamma, exp_theta);
            }
        });
        Documents { gamma, exp_theta }
    }

    /// `Σ_d n_dw φ_dwk` of each word and topic, words × topics.
    pub(super) fn weights<V: Value>(
        &self,
        rows: &SparseMatrix<V>,
        exp_beta: &DoubleMatrix,
    ) -> Result<DoubleMatrix> {
        let mut shares = vec![0.0; rows.stored()];
        let tasks = parallel::even_ranges(rows.rows(), DOCUMENTS_PER_TASK);
        let lengths = tasks.iter().map(|task| rows.offsets()[task.end] - rows.offsets()[task.start]);
        let parts = parallel::split_at_ranges(&mut shares, lengths);
        parallel::for_each_part(parts, |task, part| {
            let documents = tasks[task].clone();
            let entries = documents.flat_map(|document| {
                let theta = self.exp_theta.row(document);
                rows.row(document)
                    .iter()
                    .map(move |(word, count)| count.into() / norm(theta, exp_beta.row(word as usize)))
            });
            part.iter_mut().zip(entries).for_each(|(share, entry)| *share = entry);
        });
        let (offsets, words) = (rows.offsets().to_vec(), rows.indices().to_vec());
        let shares = SparseMatrix::from_parts(rows.columns(), offsets, words, shares)?;
        let mut weights = DoubleMatrix::zeros(rows.columns(), self.gamma.columns());
        let topics = weights.columns();
        transpose_product(&shares, self.exp_theta.as_slice(), topics, weights.as_mut_slice())?;
        weights.as_mut_slice().iter_mut().zip(exp_beta.as_slice()).for_each(|(sum, beta)| *sum *= beta);
        Ok(weights)
    }
}

/// The norm of φ of a word; never 0.
fn norm(exp_theta: &[f64], exp_beta: &[f64]) -> f64 {
    short_dot(exp_theta, exp_beta) + f64::EPSILON
}

/// What one document needs at a time.
struct Room {
    counts: Vec<f64>,
    /// exp(E[ln β]) of the document's words.
    exp_beta: Vec<f64>,
    next: Vec<f64>,
}

impl Room {
    fn new(topics: usize) -> Self {
        Room { counts: Vec::new(), exp_beta: Vec::new(), next: vec![0.0; topics] }
    }

    /// Infers γ of one document in place, and exp(E[ln θ]) with it.
    fn infer<V: Value>(
        &mut self,
        params: &LdaParams,
        row: Row<'_, V>,
        exp_beta: &DoubleMatrix,
        gamma: &mut [f64],
        exp_theta: &mut [f64],
    ) {
        self.counts.clear();
        self.exp_beta.clear();
        for (word, count) in row.iter() {
            self.counts.push(count.into());
            self.exp_beta.extend_from_slice(exp_beta.row(word as usize));
        }
        let (topics, alpha) = (gamma.len(), params.alpha());
        exp_expectations(gamma, exp_theta);
        for _ in 0..params.max_document_iterations {
            self.next.fill(0.0);
            for (&count, beta) in self.counts.iter().zip(self.exp_beta.chunks(topics)) {
                let share = count / norm(exp_theta, beta);
                add_scaled(share, beta, &mut self.next);
            }
            let mut change = 0.0;
            for ((gamma, &sum), theta) in gamma.iter_mut().zip(&self.next).zip(exp_theta.iter()) {
                let next = theta * sum + alpha;
                change += (*gamma - next).abs();
                *gamma = next;
            }
            exp_expectations(gamma, exp_theta);
            if change / (topics as f64) < params.tolerance {
                break;
            }
        }
    }
}
