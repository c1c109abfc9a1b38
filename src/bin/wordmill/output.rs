//! [`Output`]: where results go: standard output, or a file that is whole or not there.

use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::PathBuf;

use anstream::AutoStream;
use anstream::adapter::StripBytes;
use serde::Serialize;
use wordmill::{Error, persist};

use crate::failure::Failure;

/// The option that says where results go.
#[derive(Debug, clap::Args)]
pub(crate) struct OutputArgs {
    /// File to write instead of standard output (`-`)
    ///
    /// The file appears once it is whole; until then what stood there stays.
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    output: Option<PathBuf>,
}

impl OutputArgs {
    pub(crate) fn target(&self) -> Output {
        Output::of(self.output.clone())
    }
}

/// Where results go.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Output {
    Standard,
    File(PathBuf),
}

impl Output {
    /// The file, or standard output for none and for `-`.
    pub(crate) fn of(path: Option<PathBuf>) -> Self {
        path.filter(|path| path.as_os_str() != "-").map_or(Output::Standard, Output::File)
    }

    /// Writes what `work` writes, byte for byte. A reader that has seen enough (a closed pipe) ends the
    /// work in peace.
    pub(crate) fn write(
        &self,
        work: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        match self {
            Output::Standard => finish(BufWriter::new(io::stdout().lock()), work),
            Output::File(path) => write_file(path.clone(), work),
        }
    }

    /// The same for output with colours, which stay only where a terminal shows them.
    pub(crate) fn write_coloured(
        &self,
        work: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        match self {
            Output::Standard => finish(BufWriter::new(AutoStream::auto(io::stdout().lock())), work),
            Output::File(path) => {
                write_file(path.clone(), |out| work(&mut Plain { out, strip: StripBytes::new() }))
            }
        }
    }
}

fn finish(
    mut out: impl Write,
    work: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
) -> Result<(), Failure> {
    match work(&mut out).and_then(|()| Ok(out.flush()?)) {
        Err(Failure::Write(error)) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(Failure::Write(source)) => Err(Error::Io { path: "standard output".into(), source }.into()),
        other => other,
    }
}

fn write_file(
    path: PathBuf,
    work: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut failed = None;
    let written = persist::write_atomically(&path, |out| match work(out) {
        Ok(()) => Ok(()),
        Err(Failure::Write(error)) => Err(error),
        Err(failure) => {
            failed = Some(failure);
            Err(io::Error::other("the work failed"))
        }
    });
    failed.map_or(Ok(written?), Err)
}

/// Passes on all but colours.
struct Plain<'w> {
    out: &'w mut dyn Write,
    strip: StripBytes,
}

impl Write for Plain<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.strip.strip_next(bytes).try_for_each(|part| self.out.write_all(part))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A value as JSON on a line of its own.
pub(crate) fn write_json_line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    writeln!(out)
}

/// Text for one line of a terminal or table: control characters, line breaks and tabs among them, become
/// spaces.
pub(crate) fn one_line(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}
