//! Training of word vectors: our variants, on one thread and on all cores, in words a second.
//!
//! - `cargo bench --bench embedding` trains on the small worlds (`corpora/small_worlds.grammar`) with every variant in
//!   turns and prints medians; before that, every variant has to learn what the worlds are about, and the reproducible
//!   mode has to give the same bits on one thread and on all. `-- [--corpus FILE] [--only NAME,NAME] [--threads 1,2]
//!   [--runs 3] [--epochs 5] [--size 100] [--window 5] [--negative 5] [--sample 1e-4] [--min-count 5]` trains on the
//!   words of a file, a sentence a line, with other settings.
//! - `cargo bench --bench embedding -- pace NAME FILE [settings] [--alpha RATE] [--threads N] [--seed N] [--output FILE]`
//!   trains once and prints `Progress: 0%` and `Progress: 100%` where training begins and ends; `benches/peers/embedding.py`
//!   watches it that way.
//! - `cargo bench --bench embedding -- corpus FOLDER [--tokens N] [--seed N]` writes small worlds and their questions.
//! - `cargo bench --bench embedding -- list` names the variants.
//!
//! Words are those of the corpus that the vocabulary keeps, times epochs, before sub-sampling: what word2vec.c counts. `a core`
//! divides by processor seconds instead of the clock's (Linux), which a busy machine disturbs less. The share of the
//! peak is that of the multiply-adds of skip-gram's three matrix products (`groups` tells how they are counted) in what a
//! loop over registers alone reaches in the same seconds (`peak`).
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a bench"
)]

mod groups;
mod options;
mod peak;
mod textbook;

use std::path::Path;
use std::time::Instant;

use options::Options;
use wordmill::Fit;
use wordmill::embed::word2vec::{Architecture, CbowPooling, Loss, Mode, Word2Vec, Word2VecParams};
use wordmill::embed::{CorpusFiles, Embeddings, WordCorpus};
use wordmill::parallel::with_threads;
use wordmill::seed::Seed;
use wordmill::task::SmallWorlds;
use wordmill::text::TokenId;

/// A variant: its name, and what it changes.
type Variant = (&'static str, fn(Word2VecParams) -> Word2VecParams);

fn variants() -> Vec<Variant> {
    vec![
        ("reproducible", |params| params.mode(Mode::Reproducible)),
        ("fast", |params| params.mode(Mode::Fast)),
        ("sequential", |params| params.mode(Mode::Sequential)),
        ("skip-gram-hs", |params| params.loss(Loss::HierarchicalSoftmax)),
        ("cbow", |params| params.architecture(CBOW)),
        ("cbow-hs", |params| params.architecture(CBOW).loss(Loss::HierarchicalSoftmax)),
    ]
}

const CBOW: Architecture = Architecture::Cbow(CbowPooling::Mean);

fn params(variant: &Variant, options: &Options) -> Word2VecParams {
    let params = Word2Vec::params()
        .dimension(options.size)
        .window(options.window)
        .negative(options.negative)
        .sample(options.sample)
        .min_count(options.min_count)
        .epochs(options.epochs)
        .seed(Seed(options.seed));
    let params = variant.1(params);
    match options.alpha {
        Some(alpha) => params.learning_rate(alpha),
        None => params,
    }
}

/// Words that training goes through: those of the vocabulary, in every epoch.
fn words(corpus: &WordCorpus, options: &Options) -> u64 {
    let kept = corpus.counts().iter().filter(|&&count| count >= options.min_count);
    kept.sum::<u64>() * options.epochs as u64
}

fn small_worlds(options: &Options) -> (WordCorpus, String) {
    let worlds = SmallWorlds::bundled().unwrap();
    let sentences = worlds.sentences(Seed(options.seed)).up_to(options.tokens);
    let corpus = WordCorpus::from_sentences(sentences.map(|sentence| {
        sentence.split(' ').map(str::to_owned).collect::<Vec<_>>()
    }));
    (corpus.unwrap(), worlds.analogies())
}

/// `FOLDER [--tokens N] [--seed N]`.
fn corpus(arguments: &[String]) {
    let [folder, options @ ..] = arguments else { panic!("corpus FOLDER [--tokens N] [--seed N]") };
    let (folder, options) = (Path::new(folder), Options::read(options));
    let worlds = SmallWorlds::bundled().unwrap();
    let sentences = worlds.sentences(Seed(options.seed)).up_to(options.tokens);
    let lines: String = sentences.flat_map(|sentence| [sentence, "\n".to_owned()]).collect();
    std::fs::write(folder.join("small-worlds.txt"), lines).unwrap();
    std::fs::write(folder.join("questions-words.txt"), worlds.analogies()).unwrap();
}

/// `NAME FILE [settings]`.
fn pace(arguments: &[String]) {
    let [name, file, options @ ..] = arguments else { panic!("pace NAME FILE [settings]") };
    let options = Options::read(options);
    let variants = variants();
    let variant = variants.iter().find(|(known, _)| known == name).expect("a name that `list` knows");
    let corpus = CorpusFiles::new([file]).read().unwrap();
    let params = params(variant, &options);
    let model = with_threads(options.threads[0], || {
        println!("Progress: 0%");
        let model = params.fit(&corpus);
        println!("Progress: 100%");
        model
    });
    let model = model.unwrap().unwrap();
    if let Some(output) = &options.output {
        model.embeddings().unwrap().save(output, EmbeddingsFormat::Word2VecBinary).unwrap();
    }
}
