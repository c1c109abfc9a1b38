//! [`Training`]: a model while it learns: both matrices, and how far it has come.
//!
//! An epoch reads the corpus once, stretch by stretch ([`stretch`](super::stretch)). Between stretches everything that the rest
//! of the training depends on is in this struct: there it can stop and go on.

use std::time::Instant;

use serde::{Deserialize, Serialize};

use crate::embed::huffman::HuffmanTree;
use crate::embed::sampling::{Draws, Noise, keep_thresholds};
use crate::embed::sentences::Sentences;
use crate::embed::word_corpus::WordCorpus;
use crate::embed::word2vec::fast;
use crate::embed::word2vec::fixed::FixedRows;
use crate::embed::word2vec::group::{Answers, Objective};
use crate::embed::word2vec::padded::PaddedRows;
use crate::embed::word2vec::params::{Loss, Mode, Word2VecParams};
use crate::embed::word2vec::rates::Rates;
use crate::embed::word2vec::round_size;
use crate::embed::word2vec::rounds::Rounds;
use crate::embed::word2vec::sequential;
use crate::embed::word2vec::step::LossSum;
use crate::embed::word2vec::stretch::{Cutting, Place, Stretch, WINDOWS, for_each_stretch};
use crate::error::{Error, Result, check_limit};
use crate::parallel;
use crate::progress::{Progress, report};
use crate::seed::Seed;

/// How far a training has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Position {
    /// Epochs done.
    pub(crate) epoch: usize,
    /// Where it stands in the next one.
    pub(crate) place: Place,
    /// Words of the vocabulary that were seen, dropped ones included, in all epochs.
    pub(crate) words: u64,
}

/// A model while it learns.
#[derive(Debug)]
pub(crate) struct Training {
    pub(crate) params: Word2VecParams,
    /// How often each word of the vocabulary occurs.
    pub(crate) counts: Vec<u64>,
    /// How often in the corpus that is read: less, where a model goes on with more text.
    pub(crate) seen: Vec<u64>,
    /// Input rows that stay as they are.
    pub(crate) fixed: Option<FixedRows>,
    /// The embeddings to be.
    pub(crate) input: PaddedRows,
    /// Of words (negative sampling) or inner nodes.
    pub(crate) output: PaddedRows,
    /// How far it has come.
    pub(crate) position: Position,
    /// The loss that was measured in this epoch.
    pub(crate) loss: LossSum,
}

/// Who looks on while a model learns.
pub(crate) trait Watch {
    /// A stretch is done. Here training can stop and go on.
    fn after_stretch(&mut self, _: &Training) -> Result<()> {
        Ok(())
    }

    /// An epoch is done.
    fn after_epoch(&mut self, _: &Training) -> Result<()> {
        Ok(())
    }
}

/// Nobody.
impl Watch for () {}

/// What an objective is made of.
enum Comparison {
    Noise(Noise),
    Tree(HuffmanTree),
}

/// How groups are trained, and the memory for it.
enum Worker {
    Sequential,
    Rounds(Rounds),
    Fast,
}

impl Training {
    /// A new model for the words of a corpus.
    ///
    /// # Errors
    /// Bad params; [`Error::Empty`] where no word is left; [`Error::Limit`] for matrices past 2⁴⁰ numbers.
    pub(crate) fn new(params: &Word2VecParams, corpus: &WordCorpus) -> Result<Self> {
        params.check()?;
        let frequent = corpus.counts().partition_point(|&count| count >= params.min_count);
        let words = frequent.min(params.max_vocabulary.unwrap_or(usize::MAX)).min(corpus.counts().len());
        if words == 0 {
            let what = if corpus.tokens() == 0 { "corpus" } else { "vocabulary (min_count leaves no word)" };
            return Err(Error::Empty { what });
        }
        let counts = corpus.counts()[..words].to_vec();
        Training::for_words(params, counts.clone(), counts)
    }

    /// A new model for words of these counts, in all and in the corpus to read.
    ///
    /// # Errors
    /// [`Error::Limit`] for matrices past 2⁴⁰ numbers.
    pub(crate) fn for_words(params: &Word2VecParams, counts: Vec<u64>, seen: Vec<u64>) -> Result<Self> {
        let words = counts.len();
        let outputs = match params.loss {
            Loss::NegativeSampling { .. } => words,
            Loss::HierarchicalSoftmax => words.saturating_sub(1),
        };
        check_limit("numbers of a matrix", 1 << 40, words as u64 * params.dimension as u64)?;
        let panels = match params.mode {
            Mode::Reproducible => round_size::panels(params.dimension),
            Mode::Sequential | Mode::Fast => 1,
        };
        Ok(Training {
            params: params.clone(),
            counts,
            seen,
            fixed: None,
            input: first_rows(words, params.dimension, panels, params.seed),
            output: PaddedRows::zeros(outputs, params.dimension, panels),
            position: Position::default(),
            loss: LossSum::default(),
        })
    }

    /// Whether this training can have come so far on a corpus.
    pub(crate) fn may_be_at(&self, position: &Position, corpus: &WordCorpus) -> bool {
        let (sentences, place) = (corpus.sentences().count(), position.place);
        position.epoch <= self.params.epochs
            && place.sentence <= sentences
            && place.done <= corpus.tokens() + sentences as u64
            && position.words <= self.total()
    }

    /// Words of the vocabulary in all epochs.
    fn total(&self) -> u64 {
        self.seen.iter().sum::<u64>().saturating_mul(self.params.epochs as u64)
    }

    /// Trains until the last epoch is done.
    ///
    /// # Errors
    /// What reading and the watch meet; [`Error::Interrupted`] where the observer asks to stop, between two stretches.
    pub(crate) fn run(
        &mut self,
        sentences: &dyn Sentences,
        progress: &mut dyn Progress,
        watch: &mut dyn Watch,
    ) -> Result<()> {
        let (tokens, total) = (self.seen.iter().sum(), self.total());
        let thresholds = keep_thresholds(&self.seen, tokens, self.params.sample);
        let fixed = self.fixed.take();
        let comparison = match self.params.loss {
            Loss::NegativeSampling { exponent, .. } => Comparison::Noise(Noise::new(&self.counts, exponent)),
            Loss::HierarchicalSoftmax => Comparison::Tree(HuffmanTree::new(&self.counts)?),
        };
        let mut worker = self.worker(&thresholds);
        let clock = Clock { started: Instant::now(), words: self.position.words };
        while self.position.epoch < self.params.epochs {
            let (epoch, seed) = (self.position.epoch as u64, self.params.seed);
            let cutting = Cutting {
                thresholds: &thresholds,
                window: self.params.window as u16,
                is_dynamic: self.params.is_dynamic,
                windows: if matches!(comparison, Comparison::Noise(_)) { WINDOWS } else { 1 },
                max_sentence_length: self.params.max_sentence_length,
                draws: Draws::new(seed, "word2vec windows", epoch),
            };
            let answers = self.answers(&comparison, Draws::new(seed, "word2vec noise", epoch));
            let (architecture, fixed) = (self.params.architecture, fixed.as_ref());
            let objective = Objective { architecture, answers, fixed, shares: [&[]; 2] };
            for_each_stretch(sentences, self.position.place, cutting, &mut |stretch, next| {
                let loss = self.train(&mut worker, stretch, objective, total);
                self.loss.sum += loss.sum;
                self.loss.pairs += loss.pairs;
                self.position.place = next;
                self.position.words += stretch.seen;
                watch.after_stretch(self)?;
                clock.report(self, loss, total, progress)
            })?;
            let last = epoch + 1 == self.params.epochs as u64;
            let loss = if last { self.loss } else { LossSum::default() };
            self.loss = loss;
            self.position = Position { epoch: epoch as usize + 1, place: Place::default(), ..self.position };
            watch.after_epoch(self)?;
        }
        Ok(())
    }

    fn worker(&self, thresholds: &[u32]) -> Worker {
        match self.params.mode {
            Mode::Sequential => Worker::Sequential,
            Mode::Reproducible => {
                let groups = round_size::groups(&self.params, &self.seen, thresholds, &self.counts);
                Worker::Rounds(Rounds::new(self.input.panels().len(), groups))
            }
            // One thread needs no locks.
            Mode::Fast if parallel::threads() == 1 => Worker::Sequential,
            Mode::Fast => Worker::Fast,
        }
    }

    fn answers<'a>(&self, comparison: &'a Comparison, draws: Draws) -> Answers<'a> {
        match (comparison, self.params.loss) {
            (Comparison::Noise(noise), Loss::NegativeSampling { negatives, .. }) => {
                let shared = shared_noise(negatives, self.params.mode);
                Answers::Noise { noise, draws, shared, weight: negatives as f32 / shared as f32 }
            }
            (Comparison::Noise(noise), Loss::HierarchicalSoftmax) => {
                Answers::Noise { noise, draws, shared: 0, weight: 0.0 }
            }
            (Comparison::Tree(tree), _) => Answers::Tree(tree),
        }
    }

    fn train(
        &mut self,
        worker: &mut Worker,
        stretch: &Stretch,
        objective: Objective<'_>,
        total: u64,
    ) -> LossSum {
        let rates = Rates {
            first: self.rate(self.position.words, total),
            last: self.rate(self.position.words + stretch.seen, total),
        };
        let (input, output) = (&mut self.input, &mut self.output);
        match worker {
            Worker::Sequential => {
                sequential::train((input.whole_mut(), output.whole_mut()), stretch, objective, rates)
            }
            Worker::Rounds(rounds) => rounds.train((input, output), stretch, objective, rates),
            Worker::Fast => fast::train((input.whole_mut(), output.whole_mut()), stretch, objective, rates),
        }
    }

    /// The learning rate after so many of all words.
    fn rate(&self, words: u64, total: u64) -> f32 {
        let (first, last) = (self.params.first_rate(), self.params.min_learning_rate);
        (first + (last - first) * (words as f64 / total as f64)) as f32
    }
}

/// Noise words that a group shares: 8 where a pair asks for 5, and in proportion. In the reproducible mode 10, so that what the groups of
/// a round lose by not seeing each other comes back (by measuring: 0.6 % of analogies).
fn shared_noise(negatives: u32, mode: Mode) -> u32 {
    match mode {
        Mode::Reproducible => 2 * negatives,
        Mode::Sequential | Mode::Fast => (8 * negatives).div_ceil(5),
    }
}

/// Input rows at the beginning: even in ±1/(2d), as word2vec.c has them. Output rows begin as zeros.
fn first_rows(words: usize, dimension: usize, panels: usize, seed: Seed) -> PaddedRows {
    let (mut rows, mut values) = (PaddedRows::zeros(words, dimension, panels), vec![0.0; dimension]);
    let draws = Draws::new(seed, "word2vec rows", 0);
    for word in 0..words {
        for (column, value) in values.iter_mut().enumerate() {
            let bits = draws.bits((word * dimension + column) as u64) >> 40;
            *value = (bits as f32 / 16_777_216.0 - 0.5) / dimension as f32;
        }
        rows.set_row(word, &values);
    }
    rows
}

/// When a run began, and with how many words done.
struct Clock {
    started: Instant,
    words: u64,
}

impl Clock {
    fn report(
        &self,
        training: &Training,
        loss: LossSum,
        total: u64,
        progress: &mut dyn Progress,
    ) -> Result<()> {
        let words = training.position.words;
        let speed = (words - self.words) as f64 / self.started.elapsed().as_secs_f64().max(1e-9);
        let rate = training.rate(words, total);
        let figures = [("words/s", speed), ("loss", loss.mean()), ("learning rate", f64::from(rate))];
        report(progress, "word2vec", words, Some(total), &figures)
    }
}
