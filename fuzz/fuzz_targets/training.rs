//! Files that training reads, over arbitrary bytes: texts, files of ids, checkpoints. What is read is trained on, too. The first byte chooses.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wordmill::Fit;
use wordmill::embed::word2vec::{Architecture, Checkpoint, Loss, Mode, Pooling};
use wordmill::embed::{CorpusFiles, Word2Vec, WordCorpus};

fuzz_target!(|bytes: &[u8]| {
    let Some((&choice, bytes)) = bytes.split_first() else { return };
    let folder = std::env::temp_dir().join(format!("wordmill-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    let path = folder.join("file");
    std::fs::write(&path, bytes).expect("a temporary file");
    let corpus = match choice & 3 {
        0 => CorpusFiles::new([&path]).lossy(choice & 4 != 0).read(),
        1 => WordCorpus::open(&path),
        _ => return resume(&path),
    };
    let Ok(corpus) = corpus else { return };
    let mode = [Mode::Sequential, Mode::Reproducible, Mode::Fast][usize::from(choice >> 3) % 3];
    let mut params = Word2Vec::params().dimension(3).window(2).min_count(1).epochs(1).mode(mode);
    if choice & 64 != 0 {
        params = params.architecture(Architecture::Cbow(Pooling::Mean));
    }
    if choice & 128 != 0 {
        params = params.loss(Loss::HierarchicalSoftmax);
    }
    if let Ok(model) = params.fit(&corpus) {
        assert!(model.embeddings().rows().as_slice().iter().all(|value| value.is_finite()));
    }
});

/// The file as a checkpoint of some training.
fn resume(path: &std::path::Path) {
    let corpus = WordCorpus::from_sentences([["a", "b", "a", "c"]; 3]).expect("a corpus");
    let params = Word2Vec::params().dimension(2).min_count(1).epochs(1);
    let _ = Checkpoint::at(path).resume(&params, &corpus, &mut ()).is_ok();
}
