//! [`Talk`]: what a command says beside its results, on standard error.

use std::fmt::Display;
use std::io::{self, Write};

use crate::progress::Bar;

/// Says things, or nothing under `--quiet`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Talk {
    quiet: bool,
}

impl Talk {
    pub(crate) fn new(quiet: bool) -> Self {
        Talk { quiet }
    }

    /// One line.
    pub(crate) fn say(self, message: impl Display) {
        if !self.quiet {
            // Talk that nobody can hear is no reason to stop.
            let _ = writeln!(io::stderr(), "wordmill: {message}");
        }
    }

    /// An observer for long work.
    pub(crate) fn progress(self) -> Bar {
        Bar::new(!self.quiet)
    }
}
