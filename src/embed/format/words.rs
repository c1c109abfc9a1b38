//! Files of words, one a line, beside rows that lie in a file of their own.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::embed::embeddings::Embeddings;
use crate::embed::format::intake::{Intake, Place};
use crate::error::Result;
use crate::text::corpus::lines::Lines;
use crate::text::corpus::source;

/// Where the words of `rows` are looked for: `x.words` for `x.npy`.
pub(super) fn beside(rows: &Path) -> PathBuf {
    let packed = rows.extension().is_some_and(|extension| extension == "gz" || extension == "zst");
    let rows = if packed { rows.with_extension("") } else { rows.to_owned() };
    rows.with_extension("words")
}

/// Words as they come.
pub(super) struct WordLines(Lines);

impl WordLines {
    pub(super) fn open(path: &Path, lossy: bool) -> Result<Self> {
        Ok(WordLines(Lines::new(source::open(path)?, source::name(path).to_owned(), lossy)))
    }

    /// Takes the next word; whether its row is to be kept.
    pub(super) fn take(&mut self, intake: &mut Intake<'_>, rows: u64) -> Result<bool> {
        let number = self.0.number() + 1;
        match self.0.next_line()? {
            Some(word) => {
                intake.skipped.mended += u64::from(matches!(word, Cow::Owned(_)));
                intake.word(word.as_bytes(), Place::Word(number))
            }
            None => {
                let path = self.0.path().display();
                Err(intake.corrupt(format!("{rows} rows, but {} words in {path}", number - 1)))
            }
        }
    }

    /// No more words may follow.
    pub(super) fn end(&mut self, intake: &Intake<'_>, rows: u64) -> Result<()> {
        if self.0.next_line()?.is_none() {
            return Ok(());
        }
        Err(intake.corrupt(format!("{rows} rows, but more words in {}", self.0.path().display())))
    }
}

/// Writes every word on a line of its own.
pub(super) fn write(out: &mut dyn Write, embeddings: &Embeddings) -> io::Result<()> {
    embeddings.vocabulary().iter().try_for_each(|word| writeln!(out, "{word}"))
}

/// Whether a file of words can hold the word.
pub(super) fn holds(word: &str) -> bool {
    !word.contains(['\n', '\r', '\u{feff}'])
}
