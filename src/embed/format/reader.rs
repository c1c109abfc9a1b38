//! [`EmbeddingsReader`]: how a file of word vectors is read.

use std::fs::{self, File};
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::embed::embeddings::Embeddings;
use crate::embed::format::counts::WordCounts;
use crate::embed::format::embeddings_format::EmbeddingsFormat;
use crate::embed::format::intake::{Incoming, Intake, Skipped};
use crate::embed::format::{binary, mappable, npy, safetensors, text, words};
use crate::error::{Error, Result, check_parameter};
use crate::progress::Progress;
use crate::text::corpus::source::{self, Source};

/// Bytes by which the format is guessed.
const START: u64 = 1 << 12;

/// Reads files of word vectors; every format that [`EmbeddingsFormat`] names, plain or packed.
///
/// # Examples
/// ```
/// use wordmill::embed::format::EmbeddingsReader;
/// let folder = tempfile::tempdir().unwrap();
/// let path = folder.path().join("vectors.txt");
/// std::fs::write(&path, "3 2\nking 3 4\nqueen 0 1\njester 1 1\n").unwrap();
/// let words = EmbeddingsReader::new().limit(2).read(&path)?;
/// assert_eq!((words.len(), words.dimension()), (2, 2));
/// assert_eq!(words.norms(), [5.0, 1.0]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmbeddingsReader {
    format: Option<EmbeddingsFormat>,
    limit: Option<usize>,
    lossy: bool,
    counts: Option<PathBuf>,
    words: Option<PathBuf>,
}

impl EmbeddingsReader {
    /// The format is told by the file, all words are read, nothing is passed over.
    #[must_use]
    pub fn new() -> Self {
        EmbeddingsReader::default()
    }

    /// The format, where it should not be told by the file.
    #[must_use]
    pub fn format(mut self, format: EmbeddingsFormat) -> Self {
        self.format = Some(format);
        self
    }

    /// Rows to read at most, from 1 (gensim's `limit`): files hold frequent words first. Default: all.
    #[must_use]
    pub fn limit(mut self, limit: usize) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Whether to go on where gensim does: broken UTF-8 becomes U+FFFD (its `unicode_errors='replace'`), of a word that
    /// stands twice the first row is kept, what follows the promised rows is not looked at. Beyond gensim, words of
    /// text files may have blanks (as some of GloVe's have), and words that a file of counts lacks were seen 0 times.
    /// [`EmbeddingsReader::read_with`] tells how often that was. Default: no.
    #[must_use]
    pub fn lossy(mut self, lossy: bool) -> Self {
        self.lossy = lossy;
        self
    }

    /// A file of words and how often they were seen (`-save-vocab` of word2vec.c, gensim's `fvocab`).
    #[must_use]
    pub fn counts(mut self, path: impl Into<PathBuf>) -> Self {
        self.counts = Some(path.into());
        self
    }

    /// The file of words of `.npy` and of safetensors that hold none. Default: beside it, `x.words`.
    #[must_use]
    pub fn words(mut self, path: impl Into<PathBuf>) -> Self {
        self.words = Some(path.into());
        self
    }

    /// Reads a file; `-` is standard input.
    ///
    /// # Errors
    /// [`Error::Parameter`] for a limit of 0; [`Error::Io`]; [`Error::Parse`] naming the line of a text file,
    /// [`Error::Corrupt`] naming the word of another, for what does not fit; [`Error::Empty`] for an empty one;
    /// [`Error::Limit`] for more numbers than memory can hold.
    pub fn read(&self, path: impl AsRef<Path>) -> Result<Embeddings> {
        Ok(self.read_with(path, &mut ())?.0)
    }

    /// The same under an observer; tells also what was passed over.
    ///
    /// # Errors
    /// As [`EmbeddingsReader::read`]; [`Error::Interrupted`].
    pub fn read_with(
        &self,
        path: impl AsRef<Path>,
        progress: &mut dyn Progress,
    ) -> Result<(Embeddings, Skipped)> {
        let path = path.as_ref();
        check_parameter(self.limit != Some(0), "limit", 0, "1 or more")?;
        let counts = self.counts.as_ref().map(|counts| WordCounts::read(counts, self.lossy)).transpose()?;
        let (mut source, format) = self.open(path)?;
        let limit = self.limit.map_or(u64::MAX, |limit| limit as u64);
        let file = Incoming { path: source::name(path), size: plain_size(path), limit, lossy: self.lossy };
        let mut intake = Intake::new(file, progress);
        let words = self.words.as_deref();
        match format {
            EmbeddingsFormat::Word2VecText | EmbeddingsFormat::FastText => {
                text::read(&mut source, &mut intake, true)?;
            }
            EmbeddingsFormat::Glove => text::read(&mut source, &mut intake, false)?,
            EmbeddingsFormat::Word2VecBinary => binary::read(&mut source, &mut intake)?,
            EmbeddingsFormat::Npy => {
                npy::read(
                    &mut source,
                    &words.map_or_else(|| words::beside(path), Path::to_owned),
                    &mut intake,
                )?;
            }
            EmbeddingsFormat::Safetensors => {
                safetensors::read(&mut source, words, &words::beside(path), &mut intake)?;
            }
            EmbeddingsFormat::Mappable => mappable::read(&mut source, &mut intake)?,
        }
        let (embeddings, skipped) = intake.finish()?;
        match counts {
            Some(counts) => self.counted(embeddings, skipped, &counts),
            None => Ok((embeddings, skipped)),
        }
    }

    /// Opens a file and tells its format.
    fn open(&self, path: &Path) -> Result<(Source, EmbeddingsFormat)> {
        let mut source = source::open(path)?;
        if let Some(format) = self.format {
            return Ok((source, format));
        }
        let mut start = Vec::new();
        let read = (&mut source).take(START).read_to_end(&mut start);
        read.map_err(|error| Error::io(source::name(path), error))?;
        if start.is_empty() {
            return Err(Error::Empty { what: "file of word vectors" });
        }
        let format = EmbeddingsFormat::guess(source::name(path), &start)?;
        Ok((Box::new(Cursor::new(start).chain(source)), format))
    }

    /// Adds the counts of a file.
    fn counted(
        &self,
        embeddings: Embeddings,
        mut skipped: Skipped,
        counts: &WordCounts,
    ) -> Result<(Embeddings, Skipped)> {
        let mut found = Vec::with_capacity(embeddings.len());
        for word in embeddings.vocabulary().iter() {
            match counts.of(word) {
                Some(count) => found.push(count),
                None if self.lossy => {
                    skipped.uncounted += 1;
                    found.push(0);
                }
                None => {
                    let path = self.counts.as_deref().unwrap_or(Path::new("the file of counts"));
                    let reason = format!("the word {word:?} is missing");
                    return Err(Error::corrupt(path.display().to_string(), reason));
                }
            }
        }
        Ok((embeddings.with_counts(found)?, skipped))
    }
}

impl Embeddings {
    /// Reads a file of word vectors of any format, strictly: short for [`EmbeddingsReader::read`].
    ///
    /// # Errors
    /// As there.
    ///
    /// # Examples
    /// ```
    /// use wordmill::embed::Embeddings;
    /// let folder = tempfile::tempdir().unwrap();
    /// let path = folder.path().join("glove.txt");
    /// std::fs::write(&path, "king 3 4\nqueen 0 1\n").unwrap();
    /// assert_eq!(Embeddings::load(&path)?.vocabulary().iter().collect::<Vec<_>>(), ["king", "queen"]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn load(path: impl AsRef<Path>) -> Result<Self> {
        EmbeddingsReader::new().read(path)
    }
}

/// The bytes of a file that is not packed.
fn plain_size(path: &Path) -> Option<u64> {
    let size = fs::metadata(path).ok().filter(fs::Metadata::is_file)?.len();
    let mut start = Vec::new();
    File::open(path).ok()?.take(4).read_to_end(&mut start).ok()?;
    let packed = start.starts_with(&[0x1f, 0x8b]) || start == [0x28, 0xb5, 0x2f, 0xfd];
    (!packed).then_some(size)
}
