//! Fitting [`Lda`] to all documents at once, or going through them in batches.

use crate::bow::topics::lda::model::Lda;
use crate::bow::topics::lda::params::{LdaLearning, LdaParams};
use crate::bow::topics::lda::stream::LdaStream;
use crate::error::{Error, Result};
use crate::fit::Fit;
use crate::progress::{Progress, report};
use crate::vector::sparse::SparseMatrix;
use crate::vector::value::Value;

impl<V: Value> Fit<SparseMatrix<V>> for LdaParams {
    type Model = Lda;

    /// Learns topics from rows of counts, and reports every iteration.
    ///
    /// # Errors
    /// [`Error::Parameter`] for params out of range or a negative count, [`Error::Empty`] without rows or columns,
    /// [`Error::Limit`] for topics past all memory, [`Error::Interrupted`] where the observer asks to stop.
    ///
    /// # Determinism
    /// The same bits on any number of threads.
    fn fit_with(&self, rows: &SparseMatrix<V>, progress: &mut dyn Progress) -> Result<Lda> {
        let mut stream = LdaStream::new(self.clone(), rows.columns())?;
        if rows.rows() == 0 {
            return Err(Error::Empty { what: "set of documents" });
        }
        let mut last = None;
        for iteration in 1..=self.max_iterations {
            match self.learning {
                LdaLearning::Batch => stream.replace(rows)?,
                LdaLearning::Online => stream.add_batches(rows, rows.rows() as f64)?,
            }
            let looks = self.evaluate_every.is_some_and(|every| iteration % every == 0);
            let perplexity = if looks { Some(stream.model().perplexity(rows)?) } else { None };
            // 0 comes of documents without words, and tells nothing.
            let near =
                |(last, now): (f64, f64)| last != 0.0 && (last - now).abs() < self.perplexity_tolerance;
            if last.zip(perplexity).is_some_and(near) {
                return Ok(stream.into_model(iteration - 1));
            }
            last = perplexity.or(last);
            let figures: Vec<_> =
                perplexity.map(|perplexity| ("perplexity", perplexity)).into_iter().collect();
            report(progress, "topics", iteration as u64, Some(self.max_iterations as u64), &figures)?;
        }
        Ok(stream.into_model(self.max_iterations))
    }
}
