//! [`EmbeddingsWriter`]: how word vectors are written.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};

use crate::embed::embeddings::Embeddings;
use crate::embed::format::digits::Digits;
use crate::embed::format::embeddings_format::EmbeddingsFormat;
use crate::embed::format::text::LineStyle;
use crate::embed::format::{binary, counts, mappable, npy, safetensors, text, words};
use crate::error::{Error, Result};
use crate::persist::write_atomically;
use crate::text::vocabulary::TokenId;

/// Whose bytes are written, where tools differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Dialect {
    /// gensim's 4.4 `save_word2vec_format`: as many digits as tell a number from its neighbours, so files read back to
    /// the same bits; no line break after a binary row.
    #[default]
    Gensim,
    /// The program that the format is named for: word2vec.c writes six decimals, a blank at the end of each line, and
    /// a line break after each binary row; GloVe six decimals; fastText five digits and a blank at the end. Digits are
    /// lost in the text formats.
    Original,
}

/// Writes files of word vectors. Each appears once it is whole; one that is named `.gz` is packed.
///
/// Where counts are known, the word formats (word2vec's, GloVe's, fastText's) hold the most frequent words first, as
/// gensim writes them; the others keep the order of the words.
///
/// # Examples
/// ```
/// use wordmill::embed::Embeddings;
/// use wordmill::embed::format::{Dialect, EmbeddingsFormat, EmbeddingsWriter};
/// use wordmill::text::Vocabulary;
/// use wordmill::vector::DenseMatrix;
/// let vocabulary = Vocabulary::first_seen(["king", "queen"])?;
/// let words = Embeddings::new(vocabulary, DenseMatrix::from_rows(2, vec![3.0, 4.5, 0.0, 1e-7])?)?;
/// let folder = tempfile::tempdir().unwrap();
/// let path = folder.path().join("vectors.txt");
/// EmbeddingsWriter::new(EmbeddingsFormat::Word2VecText).write(&words, &path)?;
/// assert_eq!(std::fs::read_to_string(&path).unwrap(), "2 2\nking 3.0 4.5\nqueen 0.0 1e-07\n");
/// EmbeddingsWriter::new(EmbeddingsFormat::Glove).dialect(Dialect::Original).write(&words, &path)?;
/// assert_eq!(
///     std::fs::read_to_string(&path).unwrap(),
///     "king 3.000000 4.500000\nqueen 0.000000 0.000000\n",
/// );
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmbeddingsWriter {
    format: EmbeddingsFormat,
    dialect: Dialect,
    counts: Option<PathBuf>,
    words: Option<PathBuf>,
}

impl EmbeddingsWriter {
    /// Writes as gensim does, and no file of counts.
    #[must_use]
    pub fn new(format: EmbeddingsFormat) -> Self {
        EmbeddingsWriter { format, dialect: Dialect::default(), counts: None, words: None }
    }

    /// Whose bytes are written. Default: gensim's.
    #[must_use]
    pub fn dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }

    /// Also writes a file of words and how often they were seen (gensim's `fvocab`).
    #[must_use]
    pub fn counts(mut self, path: impl Into<PathBuf>) -> Self {
        self.counts = Some(path.into());
        self
    }

    /// The file of words beside `.npy`. Default: `x.words` for `x.npy`.
    #[must_use]
    pub fn words(mut self, path: impl Into<PathBuf>) -> Self {
        self.words = Some(path.into());
        self
    }

    /// Writes a file.
    ///
    /// # Errors
    /// [`Error::Io`]; [`Error::Parameter`] for a name that ends in `.zst` or `.bz2`, which are not written, and for a file
    /// of counts where none are known; [`Error::Corrupt`] for a word that the format cannot hold.
    pub fn write(&self, embeddings: &Embeddings, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        self.check_words(embeddings)?;
        let order = self.order(embeddings);
        if let Some(target) = &self.counts {
            let known = embeddings.counts();
            let known =
                known.ok_or(Error::parameter("counts", target.display(), "none: no counts are known"))?;
            write_file(target, |out| counts::write(out, embeddings, known, &order))?;
        }
        if self.format == EmbeddingsFormat::Npy {
            let target = self.words.clone().unwrap_or_else(|| words::beside(path));
            write_file(&target, |out| words::write(out, embeddings))?;
        }
        write_file(path, |out| match self.format {
            EmbeddingsFormat::Word2VecText | EmbeddingsFormat::Glove | EmbeddingsFormat::FastText => {
                text::write(out, embeddings, &order, self.line_style())
            }
            EmbeddingsFormat::Word2VecBinary => {
                let row_end: &[u8] = if self.dialect == Dialect::Original { b"\n" } else { b"" };
                binary::write(out, embeddings, &order, row_end)
            }
            EmbeddingsFormat::Npy => npy::write(out, embeddings),
            EmbeddingsFormat::Safetensors => safetensors::write(out, embeddings),
            EmbeddingsFormat::Mappable => mappable::write(out, embeddings),
        })
    }

    fn line_style(&self) -> LineStyle {
        let original = self.dialect == Dialect::Original;
        let digits = match self.format {
            _ if !original => Digits::Shortest,
            EmbeddingsFormat::FastText => Digits::FiveSignificant,
            _ => Digits::SixDecimals,
        };
        let header = self.format != EmbeddingsFormat::Glove;
        LineStyle { header, digits, row_end: if original && header { b" \n" } else { b"\n" } }
    }

    /// The order in which words are written.
    fn order(&self, embeddings: &Embeddings) -> Vec<TokenId> {
        let mut order: Vec<TokenId> = (0..embeddings.len() as u32).map(TokenId).collect();
        let sorted = !matches!(
            self.format,
            EmbeddingsFormat::Npy | EmbeddingsFormat::Safetensors | EmbeddingsFormat::Mappable
        );
        if let Some(counts) = embeddings.counts().filter(|_| sorted) {
            order.sort_by_key(|id| std::cmp::Reverse(counts[id.index()]));
        }
        order
    }

    /// Refuses words that could not be told apart from what follows them.
    fn check_words(&self, embeddings: &Embeddings) -> Result<()> {
        let holds = |word: &str| match self.format {
            EmbeddingsFormat::Npy => words::holds(word),
            EmbeddingsFormat::Safetensors => !word.contains('\n'),
            EmbeddingsFormat::Mappable => true,
            _ => !word.contains([' ', '\n']),
        };
        let counted = |word: &str| self.counts.is_none() || counts::holds(word);
        match embeddings.vocabulary().iter().find(|word| !holds(word) || !counted(word)) {
            Some(word) => {
                let word: String = word.chars().take(60).collect();
                let reason = "a file of this format cannot hold it: blanks or line breaks end its words";
                Err(Error::corrupt(format!("the word {word:?}"), reason))
            }
            None => Ok(()),
        }
    }
}

impl Embeddings {
    /// Writes a file of word vectors: short for [`EmbeddingsWriter::write`].
    ///
    /// # Errors
    /// As there.
    ///
    /// # Examples
    /// ```
    /// use wordmill::embed::{Embeddings, format::EmbeddingsFormat};
    /// use wordmill::text::Vocabulary;
    /// use wordmill::vector::DenseMatrix;
    /// let vocabulary = Vocabulary::first_seen(["king", "queen"])?;
    /// let words = Embeddings::new(vocabulary, DenseMatrix::from_rows(2, vec![3.0, 4.5, 0.0, 1.0])?)?;
    /// let folder = tempfile::tempdir().unwrap();
    /// let path = folder.path().join("words.npy");
    /// words.save(&path, EmbeddingsFormat::Npy)?;
    /// assert_eq!(std::fs::read_to_string(folder.path().join("words.words")).unwrap(), "king\nqueen\n");
    /// assert_eq!(Embeddings::load(&path)?.rows(), words.rows());
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn save(&self, path: impl AsRef<Path>, format: EmbeddingsFormat) -> Result<()> {
        EmbeddingsWriter::new(format).write(self, path)
    }
}

/// Writes a file, packed if its name says so.
fn write_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("gz") => write_atomically(path, |out| {
            let mut packer = GzEncoder::new(out, flate2::Compression::default());
            write(&mut packer)?;
            packer.finish()?.flush()
        }),
        Some("zst" | "bz2") => {
            Err(Error::parameter("path", path.display(), "a name that ends in .gz or in neither"))
        }
        _ => write_atomically(path, write),
    }
}
