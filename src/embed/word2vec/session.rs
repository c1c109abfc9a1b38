//! [`Session`]: a training with all that may surround it: what it starts with, where its state is kept, who looks at its vectors
//! between epochs.

use std::fmt;
use std::time::Instant;

use crate::embed::embeddings::Embeddings;
use crate::embed::sentences::{Ranked, Sentences};
use crate::embed::word_corpus::WordCorpus;
use crate::embed::word2vec::checkpoint::{Checkpoint, TrainingMark};
use crate::embed::word2vec::model::{Word2Vec, named};
use crate::embed::word2vec::params::Word2VecParams;
use crate::embed::word2vec::start::{Prepared, Start};
use crate::embed::word2vec::training::{Training, Watch};
use crate::error::{Error, Result};
use crate::progress::Progress;
use crate::text::vocabulary::Vocabulary;

/// Gets the vectors after an epoch, with its number from 1 on.
type AfterEpoch<'a> = Box<dyn FnMut(usize, &Embeddings) -> Result<()> + 'a>;

/// A training with more than params and a corpus: any of a start, a checkpoint, and a look at the vectors after each epoch.
///
/// # Determinism
/// As fitting the params, from the same start; to look changes nothing.
///
/// # Examples
/// ```
/// use wordmill::embed::word2vec::Session;
/// use wordmill::embed::{Word2Vec, WordCorpus};
/// let corpus = WordCorpus::from_sentences([["the", "cat", "sat", "on", "the", "mat"]; 20])?;
/// let params = Word2Vec::params().dimension(8).min_count(1).sample(0.0).epochs(3);
/// let mut lengths = Vec::new();
/// let session = Session::new(&params).after_epoch(|epoch, embeddings| {
///     let cat = embeddings.embedding("cat").map_or(0.0, |found| found.row().iter().map(|x| x * x).sum());
///     lengths.push((epoch, cat.sqrt()));
///     Ok(())
/// });
/// session.fit(&corpus, &mut ())?;
/// assert_eq!(lengths.len(), 3);
/// assert!(lengths[2].1 > lengths[0].1, "vectors grow while they learn");
/// # Ok::<(), wordmill::Error>(())
/// ```
pub struct Session<'a> {
    params: &'a Word2VecParams,
    start: Start<'a>,
    checkpoint: Option<Checkpoint>,
    after_epoch: Option<AfterEpoch<'a>>,
}

impl<'a> Session<'a> {
    /// A training with these params that starts at random.
    #[must_use]
    pub fn new(params: &'a Word2VecParams) -> Self {
        Session { params, start: Start::random(), checkpoint: None, after_epoch: None }
    }

    /// What it starts with.
    #[must_use]
    pub fn start(self, start: Start<'a>) -> Self {
        Session { start, ..self }
    }

    /// Where its state is kept.
    #[must_use]
    pub fn checkpoint(self, checkpoint: Checkpoint) -> Self {
        Session { checkpoint: Some(checkpoint), ..self }
    }

    /// Shows the vectors after each epoch, the first of which is 1; an error ends the training. Where a training is stopped
    /// between the end of an epoch and this look, the look is had when it goes on.
    #[must_use]
    pub fn after_epoch(self, look: impl FnMut(usize, &Embeddings) -> Result<()> + 'a) -> Self {
        Session { after_epoch: Some(Box::new(look)), ..self }
    }

    /// Trains from the beginning. A checkpoint's file is there at the end too, and resuming from it gives the model again.
    ///
    /// # Errors
    /// Bad params; what reading the corpus, writing the checkpoint and the look after an epoch meet;
    /// [`Error::Interrupted`] after the checkpoint was written; and those of [`Start::fit`].
    pub fn fit(self, corpus: &WordCorpus, progress: &mut dyn Progress) -> Result<Word2Vec> {
        let prepared = self.start.prepare(self.params, corpus)?;
        let mark = self.checkpoint.iter().map(|_| TrainingMark::of(&prepared.training, corpus)).next();
        self.run(prepared, mark.transpose()?, corpus, progress)
    }

    /// Goes on from the checkpoint with a training of the same params, start and corpus.
    ///
    /// # Errors
    /// [`Error::Parameter`] without a checkpoint; [`Error::Io`] where its file cannot be read; [`Error::Corrupt`] where it
    /// is none, damaged, or of another corpus, start or other params; and as [`Session::fit`].
    pub fn resume(self, corpus: &WordCorpus, progress: &mut dyn Progress) -> Result<Word2Vec> {
        let Some(checkpoint) = &self.checkpoint else {
            return Err(Error::parameter("checkpoint", "none", "a file to go on from"));
        };
        let mut prepared = self.start.prepare(self.params, corpus)?;
        let mark = TrainingMark::of(&prepared.training, corpus)?;
        checkpoint.restore(&mut prepared.training, corpus, mark)?;
        self.run(prepared, Some(mark), corpus, progress)
    }

    fn run(
        self,
        prepared: Prepared<'_>,
        mark: Option<TrainingMark>,
        corpus: &WordCorpus,
        progress: &mut dyn Progress,
    ) -> Result<Word2Vec> {
        let Prepared { mut training, vocabulary, ids } = prepared;
        let ranked = ids.as_deref().map(|ranks| Ranked { sentences: corpus.sentences(), ranks });
        let sentences: &dyn Sentences = match &ranked {
            Some(ranked) => ranked,
            None => corpus.sentences(),
        };
        let kept = self.checkpoint.as_ref().zip(mark);
        let mut watch =
            Watcher { kept, written: Instant::now(), vocabulary: &vocabulary, look: self.after_epoch };
        let ended = training.run(sentences, progress, &mut watch);
        if let Some((checkpoint, mark)) = kept {
            // Whatever stopped it did so at a safe point.
            checkpoint.write(&training, mark)?;
        }
        ended?;
        Word2Vec::of(training, &vocabulary)
    }
}

impl Start<'_> {
    /// Trains on a corpus. The learning rate begins and ends as the params say.
    ///
    /// # Errors
    /// As fitting the params; [`Error::Shape`] where vectors are not of the params' dimension, [`Error::Parameter`] where a model
    /// was trained with another loss; [`Error::Unknown`] for a frozen word that is not in the vocabulary.
    ///
    /// # Determinism
    /// As fitting the params.
    pub fn fit(
        &self,
        params: &Word2VecParams,
        corpus: &WordCorpus,
        progress: &mut dyn Progress,
    ) -> Result<Word2Vec> {
        Session::new(params).start(self.clone()).fit(corpus, progress)
    }
}

impl Checkpoint {
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
        Session::new(params).checkpoint(self.clone()).fit(corpus, progress)
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
        Session::new(params).checkpoint(self.clone()).resume(corpus, progress)
    }
}

impl fmt::Debug for Session<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Session { params, start, checkpoint, after_epoch } = self;
        f.debug_struct("Session")
            .field("params", params)
            .field("start", start)
            .field("checkpoint", checkpoint)
            .field("looks", &after_epoch.is_some())
            .finish()
    }
}

/// Writes checkpoints, and shows vectors.
struct Watcher<'w, 'a> {
    kept: Option<(&'w Checkpoint, TrainingMark)>,
    /// When the last checkpoint was written.
    written: Instant,
    vocabulary: &'w Vocabulary,
    look: Option<AfterEpoch<'a>>,
}

impl Watch for Watcher<'_, '_> {
    fn after_stretch(&mut self, training: &Training) -> Result<()> {
        match self.kept {
            Some((checkpoint, mark)) if checkpoint.is_due(self.written.elapsed()) => {
                checkpoint.write(training, mark)?;
                self.written = Instant::now();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn after_epoch(&mut self, training: &Training) -> Result<()> {
        let Some(look) = &mut self.look else { return Ok(()) };
        let embeddings = named(training.input.to_dense()?, training.counts.clone(), self.vocabulary)?;
        look(training.position.epoch, &embeddings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fit::Fit;
    use crate::progress::{Next, Report};

    /// Asks to stop at once.
    struct Stop;

    impl Progress for Stop {
        fn report(&mut self, _: &Report<'_>) -> Next {
            Next::Stop
        }
    }

    fn corpus(words: &str) -> WordCorpus {
        WordCorpus::from_sentences(vec![words.split(' ').collect::<Vec<_>>(); 30]).unwrap()
    }

    fn params() -> Word2VecParams {
        Word2Vec::params().dimension(5).min_count(1).sample(0.0).epochs(4)
    }

    #[test]
    fn the_last_look_is_at_the_model_and_looks_change_nothing() {
        let (corpus, params) = (corpus("a b c a d"), params());
        let mut seen = Vec::new();
        let session = Session::new(&params).after_epoch(|epoch, embeddings| {
            seen.push((epoch, embeddings.rows().as_slice().to_vec()));
            Ok(())
        });
        let model = session.fit(&corpus, &mut ()).unwrap();
        assert_eq!(seen.iter().map(|look| look.0).collect::<Vec<_>>(), [1, 2, 3, 4]);
        assert_eq!(seen[3].1, model.embeddings().rows().as_slice());
        assert_ne!(seen[2].1, seen[3].1);
        assert_eq!(params.fit(&corpus).unwrap().output(), model.output());
        let session = Session::new(&params).after_epoch(|_, _| Err(Error::Interrupted));
        assert!(matches!(session.fit(&corpus, &mut ()), Err(Error::Interrupted)));
    }

    fn session<'a>(params: &'a Word2VecParams, start: &Start<'a>, checkpoint: &Checkpoint) -> Session<'a> {
        Session::new(params).start(start.clone()).checkpoint(checkpoint.clone())
    }

    #[test]
    fn a_training_with_a_start_resumes_to_the_same_bits_from_the_same_start_alone() {
        let (params, folder) = (params(), tempfile::tempdir().unwrap());
        let first = params.fit(&corpus("a b c a d")).unwrap();
        let (more, checkpoint) = (corpus("a e c f"), Checkpoint::at(folder.path().join("state")));
        let starts = [
            Start::from_model(&first).freeze(["a"]),
            Start::from_model(&first).freeze(["b"]),
            Start::from_model(&first),
            Start::from_embeddings(first.embeddings()),
            Start::random(),
        ];
        for (index, start) in starts.iter().enumerate() {
            let whole = start.fit(&params, &more, &mut ()).unwrap();
            assert!(matches!(
                session(&params, start, &checkpoint).fit(&more, &mut Stop),
                Err(Error::Interrupted)
            ));
            for (other, start) in starts.iter().enumerate().filter(|&(other, _)| other != index) {
                let refused = session(&params, start, &checkpoint).resume(&more, &mut ());
                assert!(matches!(refused, Err(Error::Corrupt { .. })), "{index} {other}");
            }
            let resumed = session(&params, start, &checkpoint).resume(&more, &mut ()).unwrap();
            assert_eq!(resumed.embeddings().rows(), whole.embeddings().rows());
            assert_eq!(resumed.output(), whole.output());
        }
        let session = Session::new(&params);
        assert!(matches!(session.resume(&more, &mut ()), Err(Error::Parameter { name: "checkpoint", .. })));
    }
}
