//! [`Checkpoint`]: a file from which an interrupted training goes on to the very bits it would have come to.
//!
//! The file holds params, marks of the corpus and of the vectors at the start, how far the training has come, the loss so far,
//! and both matrices (`state_file`). It is written every so often, where the training stops, and at its end, each time as a
//! whole: a full disk leaves the old one. All draws are functions of seed, epoch and place, so nothing else need be kept.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::embed::corpus_mark::CorpusMark;
use crate::embed::word_corpus::WordCorpus;
use crate::embed::word2vec::fixed::FixedRows;
use crate::embed::word2vec::padded::PaddedRows;
use crate::embed::word2vec::params::Word2VecParams;
use crate::embed::word2vec::state_file::{checksum, read_state, write_state};
use crate::embed::word2vec::step::LossSum;
use crate::embed::word2vec::training::{Position, Training};
use crate::error::{Error, Result};

/// Where the state of a training is kept, and how often.
///
/// # Determinism
/// A training that was stopped and resumed, any number of times and on any numbers of threads, gives the bits of one that was
/// not, in the reproducible and the sequential mode.
///
/// # Examples
/// ```
/// use wordmill::embed::{Checkpoint, Word2Vec, WordCorpus};
/// use wordmill::progress::{Next, Progress, Report};
/// /// Asks to stop.
/// struct Stop;
/// impl Progress for Stop {
///     fn report(&mut self, _: &Report<'_>) -> Next {
///         Next::Stop
///     }
/// }
/// let corpus = WordCorpus::from_sentences([["the", "cat", "sat", "on", "the", "mat"]; 20])?;
/// let params = Word2Vec::params().dimension(8).min_count(1).sample(0.0);
/// let folder = tempfile::tempdir().unwrap();
/// let checkpoint = Checkpoint::at(folder.path().join("training"));
/// assert!(checkpoint.fit(&params, &corpus, &mut Stop).is_err());
/// let resumed = checkpoint.resume(&params, &corpus, &mut ())?;
/// let whole = wordmill::Fit::fit(&params, &corpus)?;
/// assert_eq!(resumed.output(), whole.output());
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    path: PathBuf,
    every: Duration,
}

/// What stands before the matrices.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    params: Word2VecParams,
    mark: TrainingMark,
    position: Position,
    /// Its sum, and of how many pairs.
    loss: (f64, f64),
}

/// By which a training knows whether it is the one that was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TrainingMark {
    corpus: CorpusMark,
    /// A checksum of the matrices that it began with, and of which rows are fixed.
    start: u32,
}

impl Checkpoint {
    /// In the file `path`, every ten minutes.
    #[must_use]
    pub fn at(path: impl AsRef<Path>) -> Self {
        Checkpoint { path: path.as_ref().to_owned(), every: Duration::from_secs(600) }
    }

    /// The least time between two checkpoints on the way. 0 writes one at every safe point, after some 260,000 words of the
    /// corpus. Default: ten minutes.
    #[must_use]
    pub fn every(self, every: Duration) -> Self {
        Checkpoint { every, ..self }
    }

    /// Whether a file is due, when the last one is so old.
    pub(crate) fn is_due(&self, age: Duration) -> bool {
        age >= self.every
    }

    /// Takes a training to where the file says.
    pub(crate) fn restore(
        &self,
        training: &mut Training,
        corpus: &WordCorpus,
        mark: TrainingMark,
    ) -> Result<()> {
        let refuse = |reason: String| Err(Error::corrupt(self.path.display().to_string(), reason));
        let (head, [input, output]) = read_state::<Head, 2>(&self.path, training.input.panels().len())?;
        if head.params != training.params {
            let params = &training.params;
            return refuse(format!("it was written with other params: {:?}, not {params:?}", head.params));
        }
        if head.mark.corpus != mark.corpus {
            let (was, is) = (head.mark.corpus, mark.corpus);
            return refuse(format!("it was written with another corpus: {was}, not {is}"));
        }
        if head.mark != mark {
            return refuse("it was written by a training that started with other vectors".to_owned());
        }
        let shape = |rows: &PaddedRows| (rows.rows(), rows.dimension());
        let fits = (shape(&input), shape(&output)) == (shape(&training.input), shape(&training.output));
        if !fits || !training.may_be_at(&head.position, corpus) {
            return refuse("matrices or position are not those of its params and corpus".to_owned());
        }
        (training.input, training.output, training.position) = (input, output, head.position);
        training.loss = LossSum { sum: head.loss.0, pairs: head.loss.1 };
        Ok(())
    }

    /// Writes where a training stands.
    pub(crate) fn write(&self, training: &Training, mark: TrainingMark) -> Result<()> {
        let Training { params, position, loss, input, output, .. } = training;
        let head = Head { params: params.clone(), mark, position: *position, loss: (loss.sum, loss.pairs) };
        write_state(&self.path, &head, &[input, output])
    }
}

impl TrainingMark {
    /// Of a training that has not begun.
    pub(crate) fn of(training: &Training, corpus: &WordCorpus) -> Result<Self> {
        let fixed = training.fixed.iter().flat_map(FixedRows::places);
        let start = checksum(&[&training.input, &training.output], fixed);
        Ok(TrainingMark { corpus: CorpusMark::of(corpus)?, start })
    }
}

#[cfg(test)]
mod tests;
