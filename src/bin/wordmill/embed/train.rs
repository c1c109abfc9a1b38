//! `wordmill embed train`: word vectors from text, with word2vec.c's options.

use std::path::PathBuf;
use std::time::Duration;

use wordmill::embed::format::{Dialect, EmbeddingsFormat, EmbeddingsReader, EmbeddingsWriter};
use wordmill::embed::word2vec::{
    Architecture, Checkpoint, Loss, Mode, Pooling, Session, Start, Word2VecParams,
};
use wordmill::embed::{CorpusFiles, Word2Vec, WordCorpus};

use crate::embed::interrupt::Stoppable;
use crate::embed::looks::LooksArgs;
use crate::failure::Failure;
use crate::output::Output;
use crate::talk::Talk;

const EXAMPLES: &str = "\
Examples:
  $ wordmill embed train worlds.txt --output small.txt --size 20 --window 3 --iter 1

  $ wordmill embed train worlds.txt --output small.bin --cbow --iter 1 --save-vocab small.counts

  $ wordmill embed train worlds.txt -o small.npy --iter 1 --ids worlds.ids --checkpoint state

  $ wordmill embed train worlds.txt -o more.txt --iter 1 --start small.txt --size 20 --window 3";

/// Learn word vectors from text: word2vec's skip-gram and CBOW
///
/// Words are what stands between white space, and a line is a sentence. With the default mode, the same corpus, options
/// and seed give the same vectors on any number of threads. Ctrl-C stops at a safe point; with --checkpoint the
/// training goes on from there by --resume, as if it had never stopped.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct TrainArgs {
    /// Files of text, plain or compressed with gzip or Zstandard; `-` is standard input
    #[arg(required = true, value_name = "CORPUS", value_hint = clap::ValueHint::FilePath)]
    corpus: Vec<PathBuf>,

    /// File for the vectors; its name tells the format (.txt, .bin, .vec, .glove, .npy, .safetensors, .wordrows)
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    output: PathBuf,

    /// Write word2vec's binary format, whatever the name of the file
    #[arg(long)]
    binary: bool,

    /// Numbers in a vector
    #[arg(long, value_name = "N", default_value_t = 100)]
    size: usize,

    /// The largest distance between a word and its context
    #[arg(long, value_name = "WORDS", default_value_t = 5)]
    window: usize,

    /// Take the whole window always, instead of a width drawn for each word
    #[arg(long)]
    fixed_window: bool,

    /// Let the words of a context predict together (by their mean, or their sum) instead of each alone
    #[arg(long, value_enum, value_name = "POOLING", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "mean")]
    cbow: Option<PoolingName>,

    /// Words drawn as noise for each pair
    #[arg(long, value_name = "N", default_value_t = 5)]
    negative: u32,

    /// Noise words come from counts to this power
    #[arg(long, value_name = "NUMBER", default_value_t = 0.75, allow_negative_numbers = true)]
    exponent: f64,

    /// Hierarchical softmax instead of noise words
    #[arg(long, conflicts_with_all = ["negative", "exponent"])]
    hs: bool,

    /// Drop words of a relative frequency above this more and more often; 0 drops none
    #[arg(long, value_name = "NUMBER", default_value_t = 1e-3)]
    sample: f64,

    /// Leave out words seen less often
    #[arg(long, value_name = "N", default_value_t = 5)]
    min_count: u64,

    /// Keep at most so many words, the most frequent
    #[arg(long, value_name = "WORDS")]
    max_vocabulary: Option<usize>,

    /// How often the corpus is read
    #[arg(long, alias = "epochs", value_name = "N", default_value_t = 5)]
    iter: usize,

    /// The learning rate at the beginning [default: 0.025, with --cbow 0.05]
    #[arg(long, value_name = "NUMBER")]
    alpha: Option<f64>,

    /// The learning rate at the end
    #[arg(long, value_name = "NUMBER", default_value_t = 1e-4)]
    min_alpha: f64,

    /// Cut longer sentences
    #[arg(long, value_name = "WORDS", default_value_t = 1000)]
    max_sentence_length: usize,

    /// The seed of all draws
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,

    /// How threads share the work
    #[arg(long, value_enum, default_value_t = ModeName::Reproducible)]
    mode: ModeName,

    /// File of ids to read the text into, for corpora larger than memory; used again while the text is the same
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    ids: Option<PathBuf>,

    /// Drop rare words whenever more distinct ones than this have been counted
    #[arg(long, value_name = "WORDS")]
    prune_above: Option<usize>,

    /// Take U+FFFD for bytes that are no UTF-8, instead of stopping
    #[arg(long)]
    lossy: bool,

    /// File in which the state of the training is kept
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    checkpoint: Option<PathBuf>,

    /// Seconds between two checkpoints
    #[arg(long, value_name = "SECONDS", default_value_t = 600, requires = "checkpoint")]
    checkpoint_every: u64,

    /// Go on from the checkpoint
    #[arg(long, requires = "checkpoint")]
    resume: bool,

    /// File of vectors to start with; words that it lacks start at random
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    start: Option<PathBuf>,

    /// File of words, one a line, whose vectors stay as they start
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    freeze: Option<PathBuf>,

    #[command(flatten)]
    looks: LooksArgs,

    /// File for the words and how often they were seen
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    save_vocab: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum PoolingName {
    Mean,
    Sum,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum ModeName {
    /// One step after the other, on one thread
    Sequential,
    /// The same vectors on any number of threads
    Reproducible,
    /// As threads come and go: no two runs are equal
    Fast,
}

impl TrainArgs {
    pub(crate) fn run(&self, talk: Talk) -> Result<(), Failure> {
        let format = self.format();
        self.check_folder()?;
        let corpus = self.corpus(talk)?;
        let (tokens, words) = (corpus.tokens(), corpus.vocabulary().len());
        talk.say(format_args!("{tokens} words, {words} distinct"));
        let model = self.train(&corpus, talk)?;
        let embeddings = model.embeddings();
        talk.say(format_args!("{} vectors; loss {:.4}", embeddings.len(), model.loss()));
        EmbeddingsWriter::new(format).dialect(Dialect::Gensim).write(embeddings, &self.output)?;
        let Some(path) = &self.save_vocab else { return Ok(()) };
        let counts = embeddings.counts().unwrap_or_default();
        Output::of(Some(path.clone())).write(|out| {
            for (word, count) in embeddings.vocabulary().iter().zip(counts) {
                writeln!(out, "{word} {count}")?;
            }
            Ok(())
        })
    }

    fn format(&self) -> EmbeddingsFormat {
        if self.binary {
            return EmbeddingsFormat::Word2VecBinary;
        }
        EmbeddingsFormat::of_name(&self.output).unwrap_or(EmbeddingsFormat::Word2VecText)
    }

    /// What cannot be written is told before hours of training, not after them.
    fn check_folder(&self) -> Result<(), Failure> {
        match self.output.parent() {
            Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
                Err(Failure::Usage(format!("{}: no such folder", folder.display())))
            }
            _ => Ok(()),
        }
    }

    fn corpus(&self, talk: Talk) -> Result<WordCorpus, Failure> {
        let files = CorpusFiles::new(&self.corpus).lossy(self.lossy);
        let files = self.prune_above.iter().fold(files, |files, &words| files.prune_above(words));
        let progress = &mut Stoppable::new(talk);
        Ok(match &self.ids {
            Some(path) => files.encode_with(path, progress)?,
            None => files.read_with(progress)?,
        })
    }

    fn params(&self) -> Word2VecParams {
        let pooling = |name| match name {
            PoolingName::Mean => Pooling::Mean,
            PoolingName::Sum => Pooling::Sum,
        };
        let architecture = self.cbow.map_or(Architecture::SkipGram, |name| Architecture::Cbow(pooling(name)));
        let loss = if self.hs {
            Loss::HierarchicalSoftmax
        } else {
            Loss::NegativeSampling { negatives: self.negative, exponent: self.exponent }
        };
        let mode = match self.mode {
            ModeName::Sequential => Mode::Sequential,
            ModeName::Reproducible => Mode::Reproducible,
            ModeName::Fast => Mode::Fast,
        };
        let params = Word2Vec::params()
            .dimension(self.size)
            .window(self.window)
            .dynamic_window(!self.fixed_window)
            .architecture(architecture)
            .loss(loss)
            .sample(self.sample)
            .min_count(self.min_count)
            .min_learning_rate(self.min_alpha)
            .epochs(self.iter)
            .max_sentence_length(self.max_sentence_length)
            .mode(mode)
            .seed(self.seed);
        let params = self.alpha.iter().fold(params, |params, &rate| params.learning_rate(rate));
        self.max_vocabulary.iter().fold(params, |params, &words| params.max_vocabulary(words))
    }

    fn train(&self, corpus: &WordCorpus, talk: Talk) -> Result<Word2Vec, Failure> {
        let (params, progress, looks) = (self.params(), &mut Stoppable::new(talk), self.looks.open()?);
        let vectors = self.start.iter().map(|path| EmbeddingsReader::new().read(path)).next().transpose()?;
        let mut start = match &vectors {
            Some(vectors) => Start::from_embeddings(vectors),
            None => Start::random(),
        };
        if let Some(path) = &self.freeze {
            let told = |source| wordmill::Error::Io { path: path.clone(), source };
            let words = std::fs::read_to_string(path).map_err(told)?;
            start = start.freeze(words.lines().filter(|word| !word.is_empty()));
        }
        let mut session = Session::new(&params).start(start);
        if !looks.is_empty() {
            // Vectors are copied to be looked at.
            session = session.after_epoch(|epoch, embeddings| looks.tell(epoch, embeddings, talk));
        }
        let Some(path) = &self.checkpoint else { return Ok(session.fit(corpus, progress)?) };
        let checkpoint = Checkpoint::at(path).every(Duration::from_secs(self.checkpoint_every));
        let session = session.checkpoint(checkpoint);
        if self.resume {
            return Ok(session.resume(corpus, progress)?);
        }
        if path.exists() {
            let path = path.display();
            let message = format!("{path} is there already: go on from it with --resume, or take it away");
            return Err(Failure::Usage(message));
        }
        Ok(session.fit(corpus, progress)?)
    }
}
