//! [`Store`]: where ids go while text is read.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::embed::ids_file::file::IdsFile;
use crate::embed::ids_file::lengths::SentenceLengths;
use crate::error::{Error, Result};
use crate::text::encoded::Encoded;
use crate::text::vocabulary::TokenId;

/// Bytes that are written at once.
const PIECE: usize = 1 << 18;

/// Keeps sentences.
pub(crate) trait Store {
    /// Keeps one.
    fn sentence(&mut self, ids: &[TokenId]) -> Result<()>;
}

/// Keeps nothing: words are counted only.
impl Store for () {
    fn sentence(&mut self, _: &[TokenId]) -> Result<()> {
        Ok(())
    }
}

/// In memory.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    ids: Vec<TokenId>,
    ends: Vec<usize>,
}

impl Store for Memory {
    fn sentence(&mut self, ids: &[TokenId]) -> Result<()> {
        self.ids.extend_from_slice(ids);
        self.ends.push(self.ids.len());
        Ok(())
    }
}

impl Memory {
    /// The sentences, each id changed.
    pub(crate) fn finish(mut self, ranks: &[TokenId]) -> Result<Encoded> {
        self.ids.iter_mut().for_each(|id| *id = ranks[id.index()]);
        Encoded::from_parts(self.ids, self.ends)
    }
}

/// In a file without a name, which is gone when it is closed.
#[derive(Debug)]
pub(crate) struct Temporary {
    folder: PathBuf,
    file: File,
    buffer: Vec<u8>,
    lengths: SentenceLengths,
}

impl Temporary {
    /// Beside `path`.
    pub(crate) fn beside(path: &Path) -> Result<Self> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = tempfile::tempfile_in(folder).map_err(|source| Error::io(folder, source))?;
        let (folder, buffer) = (folder.to_owned(), Vec::with_capacity(PIECE));
        Ok(Temporary { folder, file, buffer, lengths: SentenceLengths::default() })
    }

    fn flush(&mut self) -> Result<()> {
        self.file.write_all(&self.buffer).map_err(|source| Error::io(&self.folder, source))?;
        self.buffer.clear();
        Ok(())
    }

    /// The sentences, of so many words.
    pub(crate) fn finish(mut self, words: usize) -> Result<IdsFile> {
        self.flush()?;
        Ok(IdsFile::bare(self.folder, self.file, self.lengths, words))
    }
}

impl Store for Temporary {
    fn sentence(&mut self, ids: &[TokenId]) -> Result<()> {
        self.lengths.push(ids.len() as u64);
        for part in ids.chunks(PIECE / 4) {
            self.buffer.extend(part.iter().flat_map(|id| id.0.to_le_bytes()));
            if self.buffer.len() >= PIECE {
                self.flush()?;
            }
        }
        Ok(())
    }
}
