//! [`Failure`]: why a command stopped, what it says on standard error, and its exit code.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use wordmill::Error;

/// The codes as the help of the command tells them.
pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0    the work is done
  1    the work failed: bad data, a damaged model, a file that cannot be read or written
  2    wrong usage: an option that does not exist, or a value outside its range
  130  interrupted";

/// Why a command stopped.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The library refused.
    Library(Error),
    /// The library refused what stands on a line of the input.
    Record { input: PathBuf, line: u64, error: Error },
    /// Options that do not go together.
    Usage(String),
    /// The output took no more; [`Output`](crate::output::Output) says which.
    Write(io::Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Library(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Write(error)
    }
}

impl Failure {
    /// Says what went wrong.
    pub(crate) fn tell(&self) -> ExitCode {
        let (message, code) = match self {
            Failure::Library(error) => (error.to_string(), code_of(error)),
            Failure::Record { input, line, error } => {
                (format!("{}, line {line}: {error}", input.display()), code_of(error))
            }
            Failure::Usage(message) => (message.clone(), 2),
            Failure::Write(error) => (error.to_string(), 1),
        };
        // With standard error closed there is nobody left to tell.
        let _ = writeln!(io::stderr(), "wordmill: {message}");
        ExitCode::from(code)
    }
}

fn code_of(error: &Error) -> u8 {
    match error {
        Error::Parameter { .. } => 2,
        Error::Interrupted => 130,
        _ => 1,
    }
}
