//! Checkpoints: a training that was stopped ends with the bits of one that was not.

use std::fs;

use super::*;
use crate::embed::word2vec::model::Word2Vec;
use crate::embed::word2vec::params::{Architecture, Loss, Mode};
use crate::embed::word2vec::textbook::Pooling;
use crate::fit::Fit;
use crate::parallel;
use crate::progress::{Next, Progress, Report};

/// Asks to stop at the report of this number.
struct StopAt(usize);

impl Progress for StopAt {
    fn report(&mut self, _: &Report<'_>) -> Next {
        self.0 = self.0.saturating_sub(1);
        if self.0 == 0 { Next::Stop } else { Next::Continue }
    }
}

/// A corpus of two stretches and a bit.
fn corpus() -> WordCorpus {
    let mut state = 1u64;
    let mut word = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let drawn = (state >> 33) % 1_000;
        format!("w{}", drawn * drawn / 10_000)
    };
    WordCorpus::from_sentences((0..6_000).map(|_| (0..90).map(|_| word()).collect::<Vec<_>>())).unwrap()
}

fn params(mode: Mode) -> Word2VecParams {
    Word2Vec::params().dimension(4).window(2).min_count(1).sample(1e-5).epochs(2).mode(mode)
}

fn bits(model: &Word2Vec) -> Vec<u32> {
    let input = model.embeddings().rows().iter().flatten().map(|x| x.to_bits()).collect::<Vec<_>>();
    input.into_iter().chain(model.output().as_slice().iter().map(|x| x.to_bits())).collect()
}

#[test]
fn resuming_gives_the_bits_of_an_uninterrupted_run() {
    let (corpus, folder) = (corpus(), tempfile::tempdir().unwrap());
    let checkpoint = Checkpoint::at(folder.path().join("state"));
    let tree = |params: Word2VecParams| params.loss(Loss::HierarchicalSoftmax);
    let cbow = |params: Word2VecParams| params.architecture(Architecture::Cbow(Pooling::Mean));
    let variants =
        [params(Mode::Sequential), params(Mode::Reproducible), tree(cbow(params(Mode::Reproducible)))];
    for params in variants {
        let whole = params.fit(&corpus).unwrap();
        for (stop, threads) in [(1, 2), (3, 1), (4, 3)] {
            let stopped =
                parallel::with_threads(threads, || checkpoint.fit(&params, &corpus, &mut StopAt(stop)));
            assert!(matches!(stopped.unwrap(), Err(Error::Interrupted)), "{stop}");
            // Stopped once more on the way.
            let _ = checkpoint.resume(&params, &corpus, &mut StopAt(1));
            let resumed =
                parallel::with_threads(3 - threads.min(2), || checkpoint.resume(&params, &corpus, &mut ()));
            let resumed = resumed.unwrap().unwrap();
            assert!(bits(&resumed) == bits(&whole), "{params:?} stopped at {stop}");
            assert_eq!(resumed.loss().to_bits(), whole.loss().to_bits());
        }
        // At the end the file holds the whole model.
        assert!(bits(&checkpoint.resume(&params, &corpus, &mut StopAt(1)).unwrap()) == bits(&whole));
    }
}

#[test]
fn checkpoints_are_written_on_the_way() {
    let (corpus, folder) = (corpus(), tempfile::tempdir().unwrap());
    let path = folder.path().join("state");
    /// Counts how often the file has changed.
    struct Watch(PathBuf, Vec<Vec<u8>>);
    impl Progress for Watch {
        fn report(&mut self, _: &Report<'_>) -> Next {
            self.1.extend(fs::read(&self.0));
            Next::Continue
        }
    }
    for (every, expected) in [(Duration::ZERO, 6), (Duration::from_secs(3600), 0)] {
        let _ = fs::remove_file(&path);
        let mut watch = Watch(path.clone(), Vec::new());
        Checkpoint::at(&path).every(every).fit(&params(Mode::Sequential), &corpus, &mut watch).unwrap();
        watch.1.dedup();
        assert_eq!(watch.1.len(), expected);
    }
}

#[test]
fn other_params_and_other_corpora_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let checkpoint = Checkpoint::at(folder.path().join("state"));
    let corpus = WordCorpus::from_sentences([["a", "b", "c"], ["c", "b", "a"]]).unwrap();
    let params = params(Mode::Reproducible);
    checkpoint.fit(&params, &corpus, &mut ()).unwrap();
    assert!(checkpoint.resume(&params, &corpus, &mut ()).is_ok());
    let reason = |params: &Word2VecParams, corpus: &WordCorpus| {
        checkpoint.resume(params, corpus, &mut ()).unwrap_err().to_string()
    };
    assert!(reason(&params.clone().seed(9), &corpus).contains("with other params: "));
    let other = WordCorpus::from_sentences([["a", "b", "c"], ["c", "a", "b"]]).unwrap();
    assert!(reason(&params, &other).contains("with another corpus: 6 words in 2 sentences"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let corpus = WordCorpus::from_sentences([["a", "b", "c"]]).unwrap();
    let error = Checkpoint::at("/dev/full").fit(&params(Mode::Sequential), &corpus, &mut ()).unwrap_err();
    assert!(matches!(error, Error::Io { .. }), "{error}");
}
