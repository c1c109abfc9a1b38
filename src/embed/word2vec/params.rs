//! [`Word2VecParams`]: every knob of word2vec, under the names that gensim's and the papers' users know.

use serde::{Deserialize, Serialize};

use crate::embed::word2vec::textbook::Pooling;
use crate::error::{Result, check_parameter};
use crate::seed::Seed;

/// What predicts what.
///
/// # Examples
/// ```
/// use wordmill::embed::Word2Vec;
/// use wordmill::embed::word2vec::{Architecture, Pooling};
/// let params = Word2Vec::params().architecture(Architecture::Cbow(Pooling::Mean));
/// assert_ne!(params, Word2Vec::params().architecture(Architecture::SkipGram));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Architecture {
    /// Each word of the context predicts the centre alone (word2vec.c's `-cbow 0`, gensim's `sg=1`).
    SkipGram,
    /// All words of the context predict the centre together (`-cbow 1`, `sg=0`); gensim's `cbow_mean` chooses the pooling.
    Cbow(Pooling),
}

/// What a prediction is compared with.
///
/// # Examples
/// ```
/// use wordmill::embed::{Word2Vec, word2vec::Loss};
/// let ten = Loss::NegativeSampling { negatives: 10, exponent: 0.75 };
/// assert_eq!(Word2Vec::params().loss(ten), Word2Vec::params().negatives(10));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Loss {
    /// The centre against words drawn as noise.
    NegativeSampling {
        /// Noise words for each pair; 1 to 1,000. gensim's and word2vec.c's `negative`, the papers' *k*.
        negatives: u32,
        /// Noise comes from counts to this power; −10 to 10. gensim's `ns_exponent`.
        exponent: f64,
    },
    /// The turns on the way down a Huffman tree (`-hs 1`).
    HierarchicalSoftmax,
}

/// How the work is shared among threads: all that [`parallel`](crate::parallel) has.
///
/// # Determinism
/// Sequential and reproducible training give the same bits on every run and any number of threads. Fast training gives
/// that up for not having to wait: which changes a thread sees depends on when the others make theirs. Its runs differ
/// in the last digits at first, and then in everything but quality. (On one thread it is reproducible, too.)
///
/// # Examples
/// ```
/// use wordmill::embed::{Word2Vec, word2vec::Mode};
/// assert_eq!(Word2Vec::params().mode(Mode::Reproducible), Word2Vec::params());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mode {
    /// One group of windows after the other, on one thread.
    Sequential,
    /// Rounds of some thirty groups that see the same model, whose changes are made in a fixed order: **the same bits on any
    /// number of threads**. Threads share the columns of the model; past two for each of its panels of columns (two panels from
    /// dimension 48 on, four from 192 on, eight from 512 on), more of them help little.
    Reproducible,
    /// Each thread takes groups as they come and changes the model at once: no two runs on several threads are equal. One
    /// thread trains as in the sequential mode.
    Fast,
}

/// Params of [`Word2Vec`](crate::embed::word2vec::model::Word2Vec). The defaults are gensim's and word2vec.c's for skip-gram.
///
/// # Memory
/// At its peak a training takes two rows of `dimension` numbers and 64 bytes for each word that it keeps, four bytes for each
/// token of a corpus that is not streamed from a file of ids, some 70 bytes for each distinct word of the corpus, and 20 MB
/// (measured on one thread: 73 MB and 170 MB for texts of 25 and 100 MB).
///
/// # Examples
/// ```
/// use wordmill::embed::Word2Vec;
/// let params = Word2Vec::params().dimension(50).window(5).epochs(3).seed(42);
/// assert_eq!(params, Word2Vec::params().seed(42).epochs(3).window(5).dimension(50));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Word2VecParams {
    pub(crate) dimension: usize,
    pub(crate) window: usize,
    pub(crate) is_dynamic: bool,
    pub(crate) architecture: Architecture,
    pub(crate) loss: Loss,
    pub(crate) sample: f64,
    pub(crate) min_count: u64,
    pub(crate) max_vocabulary: Option<usize>,
    pub(crate) learning_rate: Option<f64>,
    pub(crate) min_learning_rate: f64,
    pub(crate) epochs: usize,
    pub(crate) max_sentence_length: usize,
    pub(crate) mode: Mode,
    pub(crate) seed: Seed,
}

impl Default for Word2VecParams {
    fn default() -> Self {
        Word2VecParams {
            dimension: 100,
            window: 5,
            is_dynamic: true,
            architecture: Architecture::SkipGram,
            loss: Loss::NegativeSampling { negatives: 5, exponent: 0.75 },
            sample: 1e-3,
            min_count: 5,
            max_vocabulary: None,
            learning_rate: None,
            min_learning_rate: 1e-4,
            epochs: 5,
            max_sentence_length: 1_000,
            mode: Mode::Reproducible,
            seed: Seed(1),
        }
    }
}

impl Word2VecParams {
    /// Numbers in a row; 1 to 65,536; 100 unless set. gensim's `vector_size`, word2vec.c's `-size`, *d*.
    #[must_use]
    pub fn dimension(mut self, dimension: usize) -> Self {
        self.dimension = dimension;
        self
    }

    /// The largest distance between a word and its context, in words that sub-sampling kept; 1 to 1,000; 5 unless set.
    /// `-window`, the papers' *c*.
    #[must_use]
    pub fn window(mut self, window: usize) -> Self {
        self.window = window;
        self
    }

    /// Whether each window's reach is drawn from 1 to `window`, so that near words count more; true unless set.
    /// gensim's `shrink_windows`.
    #[must_use]
    pub fn dynamic_window(mut self, is_dynamic: bool) -> Self {
        self.is_dynamic = is_dynamic;
        self
    }

    /// What predicts what; skip-gram unless set (as word2vec.c; gensim's default is CBOW with the mean).
    #[must_use]
    pub fn architecture(mut self, architecture: Architecture) -> Self {
        self.architecture = architecture;
        self
    }

    /// What a prediction is compared with; 5 negatives from counts^0.75 unless set.
    #[must_use]
    pub fn loss(mut self, loss: Loss) -> Self {
        self.loss = loss;
        self
    }

    /// Negative sampling with so many noise words for each pair; 1 to 1,000. `-negative`, the papers' *k*.
    #[must_use]
    pub fn negatives(mut self, negatives: u32) -> Self {
        let exponent = match self.loss {
            Loss::NegativeSampling { exponent, .. } => exponent,
            Loss::HierarchicalSoftmax => 0.75,
        };
        self.loss = Loss::NegativeSampling { negatives, exponent };
        self
    }

    /// How strongly frequent words are dropped: those of a relative frequency above it are; 0 (none) to 1; 10⁻³ unless set.
    /// `-sample`, the papers' *t*.
    #[must_use]
    pub fn sample(mut self, sample: f64) -> Self {
        self.sample = sample;
        self
    }

    /// Words seen less often are left out; 5 unless set. `-min-count`.
    #[must_use]
    pub fn min_count(mut self, min_count: u64) -> Self {
        self.min_count = min_count;
        self
    }

    /// At most so many words, the most frequent; all unless set. gensim's `max_final_vocab`.
    #[must_use]
    pub fn max_vocabulary(mut self, words: usize) -> Self {
        self.max_vocabulary = Some(words);
        self
    }

    /// The learning rate at the beginning; above 0, at most 10; 0.025 unless set, 0.05 for CBOW, as in word2vec.c.
    /// It falls linearly with the words seen. `-alpha`, *α*.
    #[must_use]
    pub fn learning_rate(mut self, rate: f64) -> Self {
        self.learning_rate = Some(rate);
        self
    }

    /// The learning rate at the end; 0 to the first one; 10⁻⁴ unless set. gensim's `min_alpha`.
    #[must_use]
    pub fn min_learning_rate(mut self, rate: f64) -> Self {
        self.min_learning_rate = rate;
        self
    }

    /// How often the corpus is read; 1 to 10,000; 5 unless set. `-iter`.
    #[must_use]
    pub fn epochs(mut self, epochs: usize) -> Self {
        self.epochs = epochs;
        self
    }

    /// Longer sentences are cut, counted in words that sub-sampling kept; at least 2; 1,000 unless set, as in word2vec.c.
    #[must_use]
    pub fn max_sentence_length(mut self, words: usize) -> Self {
        self.max_sentence_length = words;
        self
    }

    /// How the work is shared among threads; reproducible unless set.
    #[must_use]
    pub fn mode(mut self, mode: Mode) -> Self {
        self.mode = mode;
        self
    }

    /// The seed of all draws; 1 unless set.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Seed(seed);
        self
    }

    /// The learning rate at the beginning.
    pub(crate) fn first_rate(&self) -> f64 {
        self.learning_rate.unwrap_or(match self.architecture {
            Architecture::SkipGram => 0.025,
            Architecture::Cbow(_) => 0.05,
        })
    }

    /// Refuses what cannot be trained with.
    pub(crate) fn check(&self) -> Result<()> {
        check_parameter((1..=65_536).contains(&self.dimension), "dimension", self.dimension, "1 to 65536")?;
        check_parameter((1..=1_000).contains(&self.window), "window", self.window, "1 to 1000")?;
        check_parameter((1..=10_000).contains(&self.epochs), "epochs", self.epochs, "1 to 10000")?;
        check_parameter((0.0..=1.0).contains(&self.sample), "sample", self.sample, "0 to 1")?;
        check_parameter(self.max_vocabulary != Some(0), "max_vocabulary", 0, "at least 1")?;
        let length = self.max_sentence_length;
        check_parameter(length >= 2, "max_sentence_length", length, "at least 2")?;
        let (first, last) = (self.first_rate(), self.min_learning_rate);
        check_parameter(first > 0.0 && first <= 10.0, "learning_rate", first, "above 0, at most 10")?;
        let is_below = (0.0..=first).contains(&last);
        check_parameter(is_below, "min_learning_rate", last, "0 to the learning rate")?;
        if let Loss::NegativeSampling { negatives, exponent } = self.loss {
            check_parameter((1..=1_000).contains(&negatives), "negatives", negatives, "1 to 1000")?;
            check_parameter((-10.0..=10.0).contains(&exponent), "exponent", exponent, "-10 to 10")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_params_are_named() {
        let params = Word2VecParams::default;
        assert!(params().check().is_ok());
        let bad = [
            (params().dimension(0), "dimension"),
            (params().dimension(100_000), "dimension"),
            (params().window(0), "window"),
            (params().window(1_001), "window"),
            (params().negatives(0), "negatives"),
            (params().negatives(2_000_000), "negatives"),
            (params().loss(Loss::NegativeSampling { negatives: 5, exponent: f64::NAN }), "exponent"),
            (params().sample(f64::NAN), "sample"),
            (params().sample(-1e-3), "sample"),
            (params().max_vocabulary(0), "max_vocabulary"),
            (params().learning_rate(f64::NAN), "learning_rate"),
            (params().learning_rate(f64::INFINITY), "learning_rate"),
            (params().learning_rate(0.0), "learning_rate"),
            (params().min_learning_rate(f64::NAN), "min_learning_rate"),
            (params().min_learning_rate(0.03), "min_learning_rate"),
            (params().epochs(0), "epochs"),
            (params().max_sentence_length(1), "max_sentence_length"),
        ];
        for (params, expected) in bad {
            match params.check() {
                Err(crate::error::Error::Parameter { name, .. }) => assert_eq!(name, expected),
                other => panic!("{expected}: {other:?}"),
            }
        }
        assert_eq!(params().first_rate(), 0.025);
        assert_eq!(params().architecture(Architecture::Cbow(Pooling::Mean)).first_rate(), 0.05);
    }
}
