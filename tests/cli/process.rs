//! Running the command, and files for it to read.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use tempfile::TempDir;

pub(crate) const WORDMILL: &str = env!("CARGO_BIN_EXE_wordmill");
pub(crate) const REVIEWS: &str = "corpora/reviews.tsv";

/// What a finished process left.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    pub(crate) fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
        Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// The output of a command that must have worked.
    pub(crate) fn good(self) -> String {
        assert_eq!(self.code, Some(0), "{self:?}");
        self.out
    }

    /// What a command said that must have failed with `code`.
    pub(crate) fn bad(self, code: i32) -> String {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert!(!self.err.contains("panicked"), "{self:?}");
        self.err
    }
}

/// A command that does not hang on the terminal of whoever runs the tests, nor take colours from it.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(WORDMILL);
    command.args(arguments).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env_remove("CLICOLOR");
    // The width that help is wrapped at.
    command.env("COLUMNS", "100");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub(crate) fn wordmill(arguments: &[&str]) -> Ran {
    Ran::of(command(arguments).output().expect("the command starts"))
}

/// The same with something on standard input.
pub(crate) fn wordmill_on(input: impl AsRef<[u8]>, arguments: &[&str]) -> Ran {
    let mut child = command(arguments).stdin(Stdio::piped()).spawn().expect("the command starts");
    let mut stdin = child.stdin.take().expect("there is a pipe");
    let input = input.as_ref().to_owned();
    let writer = std::thread::spawn(move || {
        // A command that refuses its arguments closes the pipe unread.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().expect("the command ends");
    writer.join().expect("the writer ends");
    Ran::of(output)
}

/// A folder that goes away.
pub(crate) fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

pub(crate) fn write(folder: &TempDir, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = folder.path().join(name);
    std::fs::write(&path, content).expect("a file is written");
    text(&path)
}

pub(crate) fn text(path: &Path) -> String {
    path.to_str().expect("the path is UTF-8").to_owned()
}

/// A model trained once on the training split of the reviews.
pub(crate) fn reviews_model() -> &'static str {
    static MODEL: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = MODEL.get_or_init(|| {
        let folder = folder();
        let path = folder.path().join("reviews.model");
        let ran = wordmill(&["classify", "train", REVIEWS, "--only", "split=train", "-o", &text(&path)]);
        assert!(ran.err.contains("converged after"), "{ran:?}");
        assert_eq!(ran.good(), "");
        (folder, path)
    });
    path.to_str().expect("the path is UTF-8")
}
