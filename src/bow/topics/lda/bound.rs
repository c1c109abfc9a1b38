//! The variational bound on the likelihood of documents, and the perplexity that it gives.
//!
//! ```text
//! E[ln p(documents | θ, β)] + E[ln p(θ | α)] − E[ln q(θ | γ)] + E[ln p(β | η)] − E[ln q(β | λ)]
//! ```

use crate::bow::topics::lda::dirichlet::{expectations, psi};
use crate::bow::topics::lda::documents::Documents;
use crate::bow::topics::lda::params::LdaParams;
use crate::bow::topics::lda::topics::Topics;
use crate::parallel;
use crate::statistics::special::ln_gamma;
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

/// Documents, or words, of a task.
const ROWS_PER_TASK: usize = 64;

/// The bound for `rows` whose mixtures are inferred; where they are a sample of `total` documents, as if all were like
/// them.
pub(super) fn bound<V: Value>(
    params: &LdaParams,
    topics: &Topics,
    rows: &SparseMatrix<V>,
    documents: &Documents,
    total: Option<f64>,
) -> f64 {
    let log_beta = topics.expectations(rows, |log| log);
    let (alpha, width) = (params.alpha(), params.topics);
    let of_documents = parallel::map(&parallel::even_ranges(rows.rows(), ROWS_PER_TASK), |range| {
        let (mut log_theta, mut logs, mut sum) = (vec![0.0; width], vec![0.0; width], 0.0);
        for document in range.clone() {
            let gamma = documents.gamma.row(document);
            expectations(gamma, &mut log_theta);
            for (word, count) in rows.row(document).iter() {
                let beta = log_beta.row(word as usize);
                logs.iter_mut().zip(log_theta.iter().zip(beta)).for_each(|(log, (x, y))| *log = x + y);
                sum += count.into() * log_sum_exp(&logs);
            }
            let of_entry =
                |(&gamma, log): (&f64, &f64)| (alpha - gamma) * log + ln_gamma(gamma) - ln_gamma(alpha);
            sum += gamma.iter().zip(&log_theta).map(of_entry).sum::<f64>();
            sum += ln_gamma(alpha * width as f64) - ln_gamma(gamma.iter().sum());
        }
        sum
    });
    let of_documents: f64 = of_documents.iter().sum();
    let scale = total.map_or(1.0, |total| total / rows.rows() as f64);
    of_documents * scale + of_topics(params.eta(), topics)
}

/// `E[ln p(β | η)] − E[ln q(β | λ)]`.
fn of_topics(eta: f64, topics: &Topics) -> f64 {
    let (lambda, totals) = (&topics.lambda, topics.totals());
    let psi_totals: Vec<f64> = totals.iter().map(|&total| psi(total)).collect();
    let of_words = parallel::map(&parallel::even_ranges(lambda.rows(), ROWS_PER_TASK), |range| {
        let of_entry = |(&lambda, total): (&f64, &f64)| {
            (eta - lambda) * (psi(lambda) - total) + ln_gamma(lambda) - ln_gamma(eta)
        };
        let of_word = |word: usize| lambda.row(word).iter().zip(&psi_totals).map(of_entry).sum::<f64>();
        range.clone().map(of_word).sum::<f64>()
    });
    let prior = ln_gamma(eta * lambda.rows() as f64);
    of_words.iter().sum::<f64>() + totals.iter().map(|&total| prior - ln_gamma(total)).sum::<f64>()
}

fn log_sum_exp(logs: &[f64]) -> f64 {
    let largest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    largest + logs.iter().map(|log| (log - largest).exp()).sum::<f64>().ln()
}
