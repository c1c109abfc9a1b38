//! [`Word2Vec`]: a trained model.

use crate::embed::embeddings::Embeddings;
use crate::embed::word_corpus::WordCorpus;
use crate::embed::word2vec::params::Word2VecParams;
use crate::embed::word2vec::training::Training;
use crate::error::Result;
use crate::fit::Fit;
use crate::progress::Progress;
use crate::text::vocabulary::{TokenId, Vocabulary};
use crate::vector::dense::DenseMatrix;

/// Words as vectors, learnt from the words around them.
///
/// # Examples
/// ```
/// use wordmill::Fit;
/// use wordmill::embed::{Word2Vec, WordCorpus};
/// let sentence = ["the", "cat", "sat", "on", "the", "mat"];
/// let corpus = WordCorpus::from_sentences([sentence; 20])?;
/// let model = Word2Vec::params().dimension(8).min_count(1).sample(0.0).fit(&corpus)?;
/// let words = model.embeddings();
/// assert_eq!((words.len(), words.dimension()), (5, 8));
/// assert!(words.embedding("cat").is_some());
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug)]
pub struct Word2Vec {
    params: Word2VecParams,
    embeddings: Embeddings,
    output: DenseMatrix,
    loss: f64,
}

impl Word2Vec {
    /// What to set before training.
    #[must_use]
    pub fn params() -> Word2VecParams {
        Word2VecParams::default()
    }

    /// What it was trained with.
    #[must_use]
    pub fn trained_with(&self) -> &Word2VecParams {
        &self.params
    }

    /// The input rows with their words and counts: what is called the word vectors.
    #[must_use]
    pub fn embeddings(&self) -> &Embeddings {
        &self.embeddings
    }

    /// The same, for keeps.
    #[must_use]
    pub fn into_embeddings(self) -> Embeddings {
        self.embeddings
    }

    /// The output rows: of words (negative sampling) or inner nodes of the tree (hierarchical softmax).
    #[must_use]
    pub fn output(&self) -> &DenseMatrix {
        &self.output
    }

    /// The mean loss of a true pair (with its noise) in the last epoch, before each step, measured on one group of windows
    /// in 64; in nats.
    #[must_use]
    pub fn loss(&self) -> f64 {
        self.loss
    }

    /// The model that a training has come to.
    pub(crate) fn of(training: Training, vocabulary: &Vocabulary) -> Result<Self> {
        // One matrix after the other: their padding is gone before the next one's goes.
        let output = training.output.into_dense()?;
        let embeddings = named(training.input.into_dense()?, training.counts, vocabulary)?;
        Ok(Word2Vec { params: training.params, embeddings, output, loss: training.loss.mean() })
    }
}

/// Input rows with their words and counts.
pub(crate) fn named(input: DenseMatrix, counts: Vec<u64>, vocabulary: &Vocabulary) -> Result<Embeddings> {
    let words = 0..counts.len() as u32;
    let vocabulary = Vocabulary::in_order(words.map(|id| vocabulary.word(TokenId(id))))?;
    Embeddings::new(vocabulary, input)?.with_counts(counts)
}

/// # Determinism
/// In the reproducible and the sequential mode, the same corpus, params and seed give the same bits on any number of threads;
/// bits differ between instruction sets with and without fused multiply-add. The fast mode is reproducible on one
/// thread alone.
impl Fit<WordCorpus> for Word2VecParams {
    type Model = Word2Vec;

    fn fit_with(&self, corpus: &WordCorpus, progress: &mut dyn Progress) -> Result<Word2Vec> {
        let mut training = Training::new(self, corpus)?;
        training.run(corpus.sentences(), progress, &mut ())?;
        Word2Vec::of(training, corpus.vocabulary())
    }
}
