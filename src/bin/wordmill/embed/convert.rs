//! `wordmill embed convert`: word vectors from one kind of file to another.

use std::path::PathBuf;

use wordmill::embed::format::{Dialect, EmbeddingsFormat, EmbeddingsWriter};

use crate::embed::vectors::{VectorFormatName, VectorsArgs};
use crate::failure::Failure;
use crate::talk::Talk;

const EXAMPLES: &str = "\
Examples:
  $ wordmill embed convert worlds.bin worlds.safetensors

  $ wordmill embed convert worlds.bin small.glove --to glove --limit 500

  $ wordmill embed convert worlds.bin clean.wordrows --lossy";

/// Write word vectors in another format
///
/// Formats are told by the file that is read, and by the ending of the name that is written: .txt (word2vec's text),
/// .bin (word2vec's binary), .glove, .vec (fastText), .npy (beside .words), .safetensors, .wordrows (our own), each
/// perhaps with .gz behind it. Numbers of text are written as gensim writes them, so that they read back to the same
/// bits.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ConvertArgs {
    #[command(flatten)]
    vectors: VectorsArgs,

    /// File to write
    #[arg(value_name = "OUT", value_hint = clap::ValueHint::FilePath)]
    out: PathBuf,

    /// How the vectors shall lie in it; told by its name unless given
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = "Writing")]
    to: Option<VectorFormatName>,

    /// Write the bytes of the original program (word2vec.c, GloVe, fastText) instead of gensim's: fewer digits
    #[arg(long, help_heading = "Writing")]
    original: bool,

    /// Also write the words and how often they were seen
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath, help_heading = "Writing")]
    save_counts: Option<PathBuf>,
}

impl ConvertArgs {
    pub(crate) fn run(&self, talk: Talk) -> Result<(), Failure> {
        let told = self.to.map(VectorFormatName::format).or_else(|| EmbeddingsFormat::of_name(&self.out));
        let format = told.ok_or_else(|| {
            Failure::Usage(format!("the name {} tells no format: give one with --to", self.out.display()))
        })?;
        let embeddings = self.vectors.open(talk)?;
        let dialect = if self.original { Dialect::Original } else { Dialect::Gensim };
        let mut writer = EmbeddingsWriter::new(format).dialect(dialect);
        if let Some(path) = &self.save_counts {
            writer = writer.counts(path);
        }
        writer.write(&embeddings, &self.out)?;
        let (words, dimension) = (embeddings.len(), embeddings.dimension());
        let path = self.vectors.path().display();
        talk.say(format_args!("{path}: {words} words of {dimension} numbers"));
        Ok(())
    }
}
