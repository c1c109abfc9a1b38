//! [`Checkpoint`]: a file from which an interrupted training goes on to the very bits it would have come to.
//!
//! The file holds params, a mark of the corpus, how far the training has come, the loss so far, and both matrices
//! (`state_file`). It is written every so often, where the training stops, and at its end, each time as a
//! whole: a full disk leaves the old one. All draws are functions of seed, epoch and place, so nothing else need be kept.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::embed::corpus_mark::CorpusMark;
use crate::embed::word_corpus::WordCorpus;
use crate::embed::word2vec::model::Word2Vec;
use crate::embed::word2vec::padded::PaddedRows;
use crate::embed::word2vec::params::Word2VecParams;
use crate::embed::word2vec::state_file::{read_state, write_state};
use crate::embed::word2vec::step::LossSum;
use crate::embed::word2vec::training::{Position, Training};
use crate::error::{Error, Result};
use crate::progress::Progress;

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
    corpus: CorpusMark,
    position: Position,
    /// Its sum, and of how many pairs.
    loss: (f64, f64),
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

    /// Trains from the beginning. The file is there at the end too, and resuming from it gives the model again.
    ///
    /// # Errors
    /// As fitting the params; [`Error::Interrupted`] after the checkpoint was written; [`Error::Io`] where it cannot be.
    pub fn fit(
        &self,
        params: &Word2VecParams,
        corpus: &WordCorpus,
        progress: &mut dyn Progress,
    ) -> Result<Word2Vec> {
        self.run(Training::new(params, corpus)?, corpus, CorpusMark::of(corpus)?, progress)
    }

    /// Goes on from the file with a training of the same params on the same corpus.
    ///
    /// # Errors
    /// [`Error::Io`] where the file cannot be read; [`Error::Corrupt`] where it is none, damaged, or of another corpus or other
    /// params; and as [`Checkpoint::fit`].
    pub fn resume(
        &self,
        params: &Word2VecParams,
        corpus: &WordCorpus,
        progress: &mut dyn Progress,
    ) -> Result<Word2Vec> {
        let refuse = |reason: String| Err(Error::corrupt(self.path.display().to_string(), reason));
        let (head, [input, output]) = read_state::<Head, 2>(&self.path)?;
        if head.params != *params {
            return refuse(format!("it was written with other params: {:?}, not {params:?}", head.params));
        }
        let mark = CorpusMark::of(corpus)?;
        if head.corpus != mark {
            return refuse(format!("it was written with another corpus: {}, not {mark}", head.corpus));
        }
        let mut training = Training::new(params, corpus)?;
        let shape = |rows: &PaddedRows| (rows.rows(), rows.dimension());
        let fits = (shape(&input), shape(&output)) == (shape(&training.input), shape(&training.output));
        if !fits || !training.may_be_at(&head.position, corpus) {
            return refuse("matrices or position are not those of its params and corpus".to_owned());
        }
        (training.input, training.output, training.position) = (input, output, head.position);
        training.loss = LossSum { sum: head.loss.0, pairs: head.loss.1 };
        self.run(training, corpus, mark, progress)
    }

    /// Trains and keeps the state.
    fn run(
        &self,
        mut training: Training,
        corpus: &WordCorpus,
        mark: CorpusMark,
        progress: &mut dyn Progress,
    ) -> Result<Word2Vec> {
        let mut last = Instant::now();
        let ended = training.run(corpus.sentences(), progress, &mut |training| {
            if last.elapsed() >= self.every {
                self.write(training, mark)?;
                last = Instant::now();
            }
            Ok(())
        });
        // Whatever stopped it did so at a safe point.
        self.write(&training, mark)?;
        ended?;
        Word2Vec::of(training, corpus.vocabulary())
    }

    fn write(&self, training: &Training, corpus: CorpusMark) -> Result<()> {
        let Training { params, position, loss, input, output, .. } = training;
        let head = Head { params: params.clone(), corpus, position: *position, loss: (loss.sum, loss.pairs) };
        write_state(&self.path, &head, &[input, output])
    }
}

#[cfg(test)]
mod tests;
