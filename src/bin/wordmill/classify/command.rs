//! [`ClassifyCommand`]: the verbs of `wordmill classify`.

use crate::classify::eval::EvalArgs;
use crate::classify::explain::ExplainArgs;
use crate::classify::predict::PredictArgs;
use crate::classify::terms::TermsArgs;
use crate::classify::train::TrainArgs;
use crate::failure::Failure;
use crate::talk::Talk;

const EXAMPLES: &str = "\
Examples:
  $ wordmill classify train corpora/reviews.tsv --only split=train --output reviews.model

  $ echo \"Not bad at all\" | wordmill classify predict reviews.model

  $ wordmill classify eval reviews.model corpora/reviews.tsv --only split=test";

/// Learn labels from texts, judge other texts, and say why
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ClassifyArgs {
    #[command(subcommand)]
    command: ClassifyCommand,
}

#[derive(Debug, clap::Subcommand)]
enum ClassifyCommand {
    Train(TrainArgs),
    Predict(PredictArgs),
    Eval(EvalArgs),
    Explain(ExplainArgs),
    Terms(TermsArgs),
}

impl ClassifyArgs {
    pub(crate) fn run(&self, talk: Talk) -> Result<(), Failure> {
        match &self.command {
            ClassifyCommand::Train(args) => args.run(talk),
            ClassifyCommand::Predict(args) => args.run(),
            ClassifyCommand::Eval(args) => args.run(),
            ClassifyCommand::Explain(args) => args.run(),
            ClassifyCommand::Terms(args) => args.run(),
        }
    }
}
