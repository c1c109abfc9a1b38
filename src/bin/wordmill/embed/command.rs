//! [`EmbedArgs`]: the verbs of `wordmill embed`.

use crate::embed::convert::ConvertArgs;
use crate::embed::train::TrainArgs;
use crate::failure::Failure;
use crate::talk::Talk;

const EXAMPLES: &str = "\
Examples:
  $ wordmill embed train corpus.txt --output vectors.txt --size 100 --window 5 --negative 5 --iter 5

  $ wordmill embed train corpus.txt.zst --output vectors.bin --binary --ids corpus.ids --checkpoint training.state";

/// Learn word vectors from text, look at them, judge them, and change their files
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct EmbedArgs {
    #[command(subcommand)]
    command: EmbedCommand,
}

#[derive(Debug, clap::Subcommand)]
enum EmbedCommand {
    Train(TrainArgs),
    Convert(ConvertArgs),
}

impl EmbedArgs {
    pub(crate) fn run(&self, talk: Talk) -> Result<(), Failure> {
        match &self.command {
            EmbedCommand::Train(args) => args.run(talk),
            EmbedCommand::Convert(args) => args.run(talk),
        }
    }
}
