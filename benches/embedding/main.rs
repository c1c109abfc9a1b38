//! Training of word vectors: our variants, on one thread and on all cores, in words a second.
//!
//! - `cargo bench --bench embedding` trains on the small worlds (`corpora/small_worlds.grammar`) with every variant in
//!   turns and prints medians; before that, every variant has to answer what the worlds are about, and all but `fast` and
//!   `sequential` have to give the same bits on one thread and on three. `-- [--corpus FILE] [--only NAME,NAME] [--threads 1,2]
//!   [--runs 3] [--epochs 5] [--size 100] [--window 5] [--negative 5] [--sample 1e-4] [--min-count 5]` trains on the
//!   words of a file, a sentence a line, with other settings.
//! - `cargo bench --bench embedding -- pace NAME FILE [settings] [--alpha RATE] [--threads N] [--seed N] [--output FILE]`
//!   trains once and prints `Progress: 0%` and `Progress: 100%` where training begins and ends; `benches/peers/embedding.py`
//!   watches it that way.
//! - `cargo bench --bench embedding -- corpus FOLDER [--tokens N] [--seed N]` writes small worlds and their questions.
//! - `cargo bench --bench embedding -- judge VECTORS NAME=FILE…` prints the figures of vectors on test sets.
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
use wordmill::embed::format::EmbeddingsFormat;
use wordmill::embed::word2vec::{Architecture, Loss, Mode, Pooling, Word2Vec, Word2VecParams};
use wordmill::embed::{
    AnalogyEvaluation, AnalogyQuestions, CorpusFiles, Embeddings, PairEvaluation, WordCorpus, WordPairs,
};
use wordmill::parallel::with_threads;
use wordmill::seed::Seed;
use wordmill::task::small_worlds::SmallWorlds;
use wordmill::vector::kernel::instruction_set;

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

/// What a variant has to answer of the small worlds' questions at least.
const LEAST_ANSWERED: f64 = 0.2;

const CBOW: Architecture = Architecture::Cbow(Pooling::Mean);

fn params(variant: &Variant, options: &Options) -> Word2VecParams {
    let params = Word2Vec::params()
        .dimension(options.size)
        .window(options.window)
        .negatives(options.negative)
        .sample(options.sample)
        .min_count(options.min_count)
        .epochs(options.epochs)
        .seed(options.seed);
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

fn small_worlds(options: &Options) -> (WordCorpus, AnalogyQuestions) {
    let worlds = SmallWorlds::bundled().unwrap();
    let sentences = worlds.sentences(Seed(options.seed)).up_to(options.tokens);
    let corpus = WordCorpus::from_sentences(
        sentences.map(|sentence| sentence.split(' ').map(str::to_owned).collect::<Vec<_>>()),
    );
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&file, worlds.analogies()).unwrap();
    (corpus.unwrap(), AnalogyQuestions::read(file.path()).unwrap())
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
        model.embeddings().save(output, EmbeddingsFormat::Word2VecBinary).unwrap();
    }
}

/// What a run of a variant took: the clock's seconds and the processor's (where the system tells them).
#[derive(Debug, Clone, Copy)]
struct Took {
    seconds: f64,
    core_seconds: Option<f64>,
}

fn time<T>(work: impl FnOnce() -> T) -> (Took, T) {
    let (start, core) = (Instant::now(), processor_seconds());
    let result = work();
    let seconds = start.elapsed().as_secs_f64();
    let core_seconds = processor_seconds().zip(core).map(|(after, before)| after - before);
    // Work below a hundredth may show none.
    let core_seconds = core_seconds.filter(|&seconds| seconds > 0.0);
    (Took { seconds, core_seconds }, result)
}

/// Of all threads of this process, in hundredths (Linux).
fn processor_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
    let ticks = |field: usize| fields.get(field)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / 100.0)
}

fn fit(variant: &Variant, corpus: &WordCorpus, options: &Options, threads: usize) -> Word2Vec {
    let params = params(variant, options);
    with_threads(threads, || params.fit(corpus)).unwrap().unwrap()
}

/// The table: all variants in turns, the textbook once.
fn paces(options: &Options, is_test: bool) {
    let (corpus, questions) = match &options.corpus {
        Some(file) => (CorpusFiles::new([file]).read().unwrap(), None),
        None => {
            let (corpus, questions) = small_worlds(options);
            (corpus, (!is_test).then_some(questions))
        }
    };
    let chosen = |name: &str| options.only.as_ref().is_none_or(|only| only.split(',').any(|one| one == name));
    let variants: Vec<Variant> = variants().into_iter().filter(|(name, _)| chosen(name)).collect();
    variants.iter().for_each(|variant| verify(variant, &corpus, questions.as_ref(), options));
    let (work, peak) = (groups::multiply_adds_a_word(&corpus, options), peak::multiply_adds_a_second());
    let words = words(&corpus, options);
    println!(
        "{} words of {} kept, {} epochs, size {}, kernels on {}; a core reaches {:.1} G multiply-adds a second, and a \
         word asks for {:.1} k",
        words / options.epochs as u64,
        corpus.tokens(),
        options.epochs,
        options.size,
        instruction_set(),
        peak / 1e9,
        work / 1e3
    );
    println!("{:<14}{:>8}{:>12}{:>6}{:>12}{:>16}", "", "threads", "words/s", "±", "a core", "share of peak");
    let mut results: Vec<(&Variant, usize, Vec<Took>)> = Vec::new();
    for &threads in &options.threads {
        let on = variants.iter().filter(|(name, _)| threads == 1 || *name != "sequential");
        results.extend(on.map(|variant| (variant, threads, Vec::new())));
    }
    for _ in 0..options.runs {
        for (variant, threads, runs) in &mut results {
            runs.push(time(|| fit(variant, &corpus, options, *threads)).0);
        }
    }
    if chosen("textbook") {
        let (took, (words, _)) = time(|| textbook::train(&corpus, options));
        row("textbook", 1, words, &[took], None);
    }
    for ((name, _), threads, runs) in &results {
        let shared = ["reproducible", "fast", "sequential"].contains(name);
        row(name, *threads, words, runs, shared.then_some(work / peak));
    }
}

/// A row of the table. `share` is the peak's seconds for a word.
fn row(name: &str, threads: usize, words: u64, runs: &[Took], share: Option<f64>) {
    let mut paces: Vec<f64> = runs.iter().map(|run| words as f64 / run.seconds).collect();
    paces.sort_by(f64::total_cmp);
    let pace = paces[paces.len() / 2];
    let mut cores: Vec<f64> = runs.iter().filter_map(|run| Some(words as f64 / run.core_seconds?)).collect();
    cores.sort_by(f64::total_cmp);
    let core = cores.get(cores.len() / 2).copied().unwrap_or(pace / threads as f64);
    let spread = 50.0 * (paces[paces.len() - 1] - paces[0]) / pace;
    let share = share.map_or_else(String::new, |seconds| format!("{:.1} %", 100.0 * core * seconds));
    println!("{name:<14}{threads:>8}{pace:>12.0}{spread:>5.0}%{core:>12.0}{share:>16}");
}

/// Every variant has to get better than guessing, and to answer questions where there are some; what is reproducible has
/// to give the same bits on one thread and on three.
fn verify(variant: &Variant, corpus: &WordCorpus, questions: Option<&AnalogyQuestions>, options: &Options) {
    let (name, change) = variant;
    let model = fit(variant, corpus, options, 1);
    // Not for hierarchical softmax, which asking for negatives would change.
    if change(Word2Vec::params()) == change(Word2Vec::params()).negatives(5) {
        let guessing = f64::from(1 + options.negative) * std::f64::consts::LN_2;
        assert!(
            model.loss() < guessing,
            "{name}: a loss of {}, that of guessing is {guessing}",
            model.loss()
        );
    }
    if let Some(questions) = questions {
        let answered = answered(model.embeddings(), questions);
        println!("{name:<14} answers {:.1} % of the questions of the small worlds", 100.0 * answered);
        assert!(answered > LEAST_ANSWERED, "{name} has learnt nothing");
    }
    if !["fast", "sequential"].contains(name) {
        let again = fit(variant, corpus, options, 3);
        assert_eq!(model.embeddings().rows(), again.embeddings().rows(), "{name} depends on its threads");
    }
}

/// `VECTORS NAME=FILE…`: Spearman's ρ for files of pairs, per cent of right answers for the file called `analogies`.
fn judge(arguments: &[String]) {
    let [vectors, sets @ ..] = arguments else { panic!("judge VECTORS NAME=FILE…") };
    let words = Embeddings::load(vectors).unwrap();
    for set in sets {
        let (name, file) = set.split_once('=').expect("NAME=FILE");
        let figure = match name {
            "analogies" => 100.0 * answered(&words, &AnalogyQuestions::read_lossy(file).unwrap()),
            _ => {
                let pairs = WordPairs::read_lossy(file).unwrap();
                PairEvaluation::default().evaluate(&words, &pairs).unwrap().spearman.coefficient
            }
        };
        println!("{name} {figure}");
    }
}

/// The share of the questions that is answered right, among the 30,000 most frequent words.
fn answered(words: &Embeddings, questions: &AnalogyQuestions) -> f64 {
    AnalogyEvaluation::default().restrict(30_000).evaluate(words, questions).unwrap().accuracy()
}

fn main() {
    let mut arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let is_test = arguments.iter().any(|argument| argument == "--test");
    arguments.retain(|argument| argument != "--test");
    match arguments.first().map(String::as_str) {
        Some("pace") => pace(&arguments[1..]),
        Some("corpus") => corpus(&arguments[1..]),
        Some("judge") => judge(&arguments[1..]),
        Some("list") => variants().iter().for_each(|(name, _)| println!("{name}")),
        _ if is_test => {
            let small = Options { runs: 1, tokens: 20_000, size: 20, epochs: 1, ..Options::read(&[]) };
            paces(&small, is_test);
        }
        _ => paces(&Options::read(&arguments), is_test),
    }
}
