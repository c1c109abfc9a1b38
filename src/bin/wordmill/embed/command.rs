//! [`EmbedArgs`]: the verbs of `wordmill embed`.

use crate::embed::analogy::AnalogyArgs;
use crate::embed::convert::ConvertArgs;
use crate::embed::eval::EvalArgs;
use crate::embed::info::InfoArgs;
use crate::embed::nearest::NearestArgs;
use crate::embed::odd_one_out::OddOneOutArgs;
#[cfg(feature = "plot")]
use crate::embed::plot::PlotArgs;
use crate::embed::train::TrainArgs;
use crate::failure::Failure;
use crate::talk::Talk;

const EXAMPLES: &str = "\
Examples:
  $ wordmill corpus small-worlds --tokens 200000 -o worlds.txt --questions worlds.questions

  $ wordmill embed train worlds.txt --output worlds.bin --size 50

  $ wordmill embed nearest worlds.bin king --top 3";

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
    Nearest(NearestArgs),
    Analogy(AnalogyArgs),
    OddOneOut(OddOneOutArgs),
    Eval(EvalArgs),
    Convert(ConvertArgs),
    #[cfg(feature = "plot")]
    Plot(PlotArgs),
    Info(InfoArgs),
}

impl EmbedArgs {
    pub(crate) fn run(&self, talk: Talk) -> Result<(), Failure> {
        match &self.command {
            EmbedCommand::Train(args) => args.run(talk),
            EmbedCommand::Nearest(args) => args.run(talk),
            EmbedCommand::Analogy(args) => args.run(talk),
            EmbedCommand::OddOneOut(args) => args.run(talk),
            EmbedCommand::Eval(args) => args.run(talk),
            EmbedCommand::Convert(args) => args.run(talk),
            #[cfg(feature = "plot")]
            EmbedCommand::Plot(args) => args.run(talk),
            EmbedCommand::Info(args) => args.run(talk),
        }
    }
}
