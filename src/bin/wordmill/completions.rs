//! `wordmill completions`: what a shell needs to complete the command.

use clap::Command;
use clap_complete::Shell;

use crate::failure::Failure;
use crate::output::Output;

const EXAMPLES: &str = "\
Examples:
  $ wordmill completions bash > wordmill.bash     # then: source wordmill.bash

  $ wordmill completions fish > wordmill.fish     # goes to ~/.config/fish/completions/

  $ wordmill completions zsh > _wordmill          # goes to a folder of $fpath";

/// Write the completions of a shell
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl CompletionsArgs {
    /// Writes what completes `command`.
    pub(crate) fn run(&self, mut command: Command) -> Result<(), Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command, "wordmill", &mut script);
        Output::Standard.write(|out| Ok(out.write_all(&script)?))
    }
}
