//! [`VectorsArgs`]: how the commands of `embed` open a file of word vectors.

use std::path::{Path, PathBuf};

use wordmill::embed::Embeddings;
use wordmill::embed::format::{EmbeddingsFormat, EmbeddingsReader};

use crate::failure::Failure;
use crate::talk::Talk;

/// A file of word vectors, and how it is read.
#[derive(Debug, clap::Args)]
pub(crate) struct VectorsArgs {
    /// File of word vectors, plain or compressed with gzip or Zstandard
    #[arg(value_name = "VECTORS", value_hint = clap::ValueHint::FilePath)]
    vectors: PathBuf,

    /// How the vectors lie in the file; told by the file itself unless given
    #[arg(long, visible_alias = "from", value_enum, value_name = "FORMAT", help_heading = "Reading")]
    format: Option<VectorFormatName>,

    /// Read only the first words of the file, which holds frequent words first
    #[arg(long, value_name = "WORDS", help_heading = "Reading")]
    limit: Option<usize>,

    /// Go on where gensim does: mend broken UTF-8, keep the first row of a word that stands twice
    #[arg(long, help_heading = "Reading")]
    lossy: bool,

    /// File of words and how often they were seen (word2vec's -save-vocab)
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath, help_heading = "Reading")]
    counts: Option<PathBuf>,

    /// File of words, one a line, beside npy and safetensors [default: VECTORS with the ending .words]
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath, help_heading = "Reading")]
    vocabulary: Option<PathBuf>,
}

/// The formats by the names of the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum VectorFormatName {
    /// word2vec's text: a header, then a word and its numbers a line
    Word2vecText,
    /// word2vec's binary
    Word2vecBinary,
    /// Text without a header
    Glove,
    /// fastText's .vec
    Fasttext,
    /// NumPy's array, beside a file of words
    Npy,
    /// Hugging Face's tensors
    Safetensors,
    /// Our own, ready to be mapped into memory
    Mappable,
}

impl VectorFormatName {
    pub(crate) fn format(self) -> EmbeddingsFormat {
        match self {
            VectorFormatName::Word2vecText => EmbeddingsFormat::Word2VecText,
            VectorFormatName::Word2vecBinary => EmbeddingsFormat::Word2VecBinary,
            VectorFormatName::Glove => EmbeddingsFormat::Glove,
            VectorFormatName::Fasttext => EmbeddingsFormat::FastText,
            VectorFormatName::Npy => EmbeddingsFormat::Npy,
            VectorFormatName::Safetensors => EmbeddingsFormat::Safetensors,
            VectorFormatName::Mappable => EmbeddingsFormat::Mappable,
        }
    }
}

impl VectorsArgs {
    /// Reads the file; what was passed over is told.
    pub(crate) fn open(&self, talk: Talk) -> Result<Embeddings, Failure> {
        let (embeddings, skipped) = self.reader().read_with(&self.vectors, &mut talk.progress())?;
        for (count, what) in [
            (skipped.duplicates, "rows of words that stood there already were passed over"),
            (skipped.mended, "words of broken UTF-8 were mended"),
            (skipped.uncounted, "words have no count"),
        ] {
            if count > 0 {
                talk.say(format_args!("{count} {what}"));
            }
        }
        Ok(embeddings)
    }

    /// The file.
    pub(crate) fn path(&self) -> &Path {
        &self.vectors
    }

    fn reader(&self) -> EmbeddingsReader {
        let mut reader = EmbeddingsReader::new().lossy(self.lossy);
        if let Some(format) = self.format {
            reader = reader.format(format.format());
        }
        if let Some(limit) = self.limit {
            reader = reader.limit(limit);
        }
        if let Some(path) = &self.counts {
            reader = reader.counts(path);
        }
        if let Some(path) = &self.vocabulary {
            reader = reader.words(path);
        }
        reader
    }
}
