//! `wordmill corpus`: text that is made on the spot.

use std::path::PathBuf;

use wordmill::seed::Seed;
use wordmill::task::SmallWorlds;
use wordmill::{Error, persist};

use crate::failure::Failure;
use crate::output::OutputArgs;
use crate::talk::Talk;

const EXAMPLES: &str = "\
Examples:
  $ wordmill corpus small-worlds --tokens 1000000 --seed 7 --output worlds.txt

  $ wordmill corpus small-worlds --tokens 1000 | wordmill ngrams --count --top 1
  …\tin the";

const SMALL_WORLDS_EXAMPLES: &str = "\
Examples:
  $ wordmill corpus small-worlds --tokens 10 --seed 1
  this dame is the niece and she shows us her godparents

  $ wordmill corpus small-worlds --seed 7 -o worlds.txt --questions worlds.questions

  $ printf 'rule sentence:\\n  2 * a owl sleeps\\n' > owls.grammar
  $ wordmill corpus small-worlds --grammar owls.grammar --tokens 6
  an owl sleeps
  an owl sleeps";

/// Write text that is made on the spot, to train on and to measure with
#[derive(Debug, clap::Subcommand)]
#[command(after_long_help = EXAMPLES)]
pub(crate) enum CorpusCommand {
    SmallWorlds(SmallWorldsArgs),
}

/// Write sentences of small worlds: a grammar of countries, families, trades, animals, qualities and deeds
///
/// A sentence a line, lower-case words between spaces, drawn so that word vectors trained on a million of them answer analogies
/// (man is to woman as king to queen). The same seed gives the same sentences on every machine.
#[derive(Debug, clap::Args)]
#[command(after_long_help = SMALL_WORLDS_EXAMPLES)]
pub(crate) struct SmallWorldsArgs {
    /// How many words to write; the sentence that reaches them is the last
    #[arg(long, value_name = "N", default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1..))]
    tokens: u64,

    /// Where chance begins
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,

    /// A grammar of your own (`-`: standard input) in the notation of corpora/small_worlds.grammar
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    grammar: Option<PathBuf>,

    /// File for the analogies that the grammar implies, in the format of questions-words.txt
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    questions: Option<PathBuf>,

    #[command(flatten)]
    output: OutputArgs,
}

impl CorpusCommand {
    pub(crate) fn run(&self, talk: Talk) -> Result<(), Failure> {
        match self {
            CorpusCommand::SmallWorlds(args) => args.run(talk),
        }
    }
}

impl SmallWorldsArgs {
    fn run(&self, talk: Talk) -> Result<(), Failure> {
        let worlds = match &self.grammar {
            None => SmallWorlds::bundled()?,
            Some(path) if path.as_os_str() == "-" => {
                let read = std::io::read_to_string(std::io::stdin());
                let told = |source| Error::Io { path: "standard input".into(), source };
                SmallWorlds::parse(&read.map_err(told)?)?
            }
            Some(path) => SmallWorlds::read(path)?,
        };
        if let Some(path) = &self.questions {
            persist::write_atomically(path, |out| out.write_all(worlds.analogies().as_bytes()))?;
        }
        let mut sentences = 0u64;
        self.output.target().write(|out| {
            for sentence in worlds.sentences(Seed(self.seed)).up_to(self.tokens) {
                writeln!(out, "{sentence}")?;
                sentences += 1;
            }
            Ok(())
        })?;
        talk.say(format_args!("{sentences} sentences"));
        Ok(())
    }
}
