//! [`CorpusFiles`]: which texts a corpus is read from, and how they become words.
//!
//! Without an analyzer the words are what stands between white space, and a line is a sentence, as for word2vec.c and for
//! gensim's `LineSentence` (gensim 4.4.0, but for its cut at 10,000 words: here a line of more than 2²⁰ words becomes several
//! sentences). With one, every document of the files is a sentence, of the words that the analyzer finds.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::embed::corpus_files::encoder::Encoder;
use crate::embed::corpus_files::fingerprint::Fingerprint;
use crate::embed::corpus_files::numbering::{Fixed, Growing, Numbering};
use crate::embed::corpus_files::store::{Memory, Store, Temporary};
use crate::embed::corpus_files::words::{WordSink, read_words};
use crate::embed::ids_file::file::IdsFile;
use crate::embed::ids_file::write::write_ids_file;
use crate::embed::ranking::Ranking;
use crate::embed::sentences::Ranked;
use crate::embed::word_corpus::WordCorpus;
use crate::error::{Error, Result, check_parameter};
use crate::progress::Progress;
use crate::text::analyzer::Analyzer;
use crate::text::corpus::documents::Corpus;
use crate::text::encode::encode;
use crate::text::vocabulary::Vocabulary;

/// Bytes of documents that are analysed at once.
const BATCH: usize = 1 << 23;

/// Files of text, plain or compressed with gzip or Zstandard.
///
/// # Examples
/// ```
/// use wordmill::embed::CorpusFiles;
/// let folder = tempfile::tempdir()?;
/// let text = folder.path().join("pets.txt");
/// std::fs::write(&text, "the cat sat\nthe dog barked\n")?;
/// let files = CorpusFiles::new([&text]);
/// let corpus = files.read()?;
/// assert_eq!((corpus.tokens(), corpus.counts()[0]), (6, 2));
/// // The same out of a file of ids, made now and used again until the text changes.
/// let streamed = files.encode(folder.path().join("pets.ids"))?;
/// assert_eq!(streamed.vocabulary(), corpus.vocabulary());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CorpusFiles {
    paths: Vec<PathBuf>,
    lossy: bool,
    max_vocabulary: Option<usize>,
    analyzer: Option<Analyzer>,
    text_column: Option<String>,
}

impl CorpusFiles {
    /// Files that are read one after the other; `-` is standard input.
    #[must_use]
    pub fn new<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Self {
        let paths = paths.into_iter().map(|path| path.as_ref().to_owned()).collect();
        CorpusFiles { paths, lossy: false, max_vocabulary: None, analyzer: None, text_column: None }
    }

    /// Whether bytes that are no UTF-8 become U+FFFD instead of an error. Default: no.
    #[must_use]
    pub fn lossy(self, lossy: bool) -> Self {
        CorpusFiles { lossy, ..self }
    }

    /// Bounds the memory that counting takes: whenever a sentence leaves more distinct words than this, rare ones are
    /// dropped, as by gensim's `max_vocab_size`, and left out of the corpus. Range: at least 1. Default: none are dropped.
    ///
    /// The text is read twice then. The words that remain are gensim's; their counts are exact, where gensim's miss
    /// what came before a word was dropped and found again.
    #[must_use]
    pub fn prune_above(self, words: usize) -> Self {
        CorpusFiles { max_vocabulary: Some(words), ..self }
    }

    /// How a document becomes words (its n-grams play no part). Documents lie in the files as in those of
    /// [`Corpus`]: lines, TSV, CSV or JSON Lines, told by the name. Default: none; words are what stands between white space.
    #[must_use]
    pub fn analyzer(self, analyzer: Analyzer) -> Self {
        CorpusFiles { analyzer: Some(analyzer), ..self }
    }

    /// The column or field of the documents' text, where an analyzer reads them. Default: as for [`Corpus`].
    #[must_use]
    pub fn text_column(self, name: &str) -> Self {
        CorpusFiles { text_column: Some(name.to_owned()), ..self }
    }

    /// Reads the corpus into memory: 4 bytes a word of text, 8 a sentence, and the vocabulary.
    ///
    /// # Errors
    /// [`Error::Io`] for a file that cannot be read; [`Error::Parse`] with the line for bytes that are no UTF-8 and for a
    /// malformed row; [`Error::Limit`] for 1 MiB without ASCII white space and past 2³² − 2 distinct words;
    /// [`Error::Parameter`] for a bound of 0 words, and for one with standard input, which cannot be read twice.
    pub fn read(&self) -> Result<WordCorpus> {
        self.read_with(&mut ())
    }

    /// The same with reports of the words read.
    ///
    /// # Errors
    /// As [`CorpusFiles::read`], and [`Error::Interrupted`].
    pub fn read_with(&self, progress: &mut dyn Progress) -> Result<WordCorpus> {
        let (words, counts, store) = self.collect(Memory::default(), progress)?;
        let ranking = Ranking::by_count(&words, &counts)?;
        let sentences = Box::new(store.finish(&ranking.ranks)?);
        Ok(WordCorpus::from_parts(ranking.vocabulary, ranking.counts, sentences))
    }

    /// Reads the corpus into a file of ids, from which the words then come whenever they are asked for: what stays in
    /// memory is the vocabulary and about a byte a sentence. A file that is there already is used again if it was made
    /// of the same text in the same way, and made anew if not. Twice its size is needed on the disk while it is made.
    ///
    /// # Errors
    /// As [`CorpusFiles::read`]; [`Error::Io`] where the file cannot be written; [`Error::Corrupt`] where `path` holds
    /// something else, which is left alone, and where the text was changed while it was read.
    pub fn encode(&self, path: impl AsRef<Path>) -> Result<WordCorpus> {
        self.encode_with(path, &mut ())
    }

    /// The same with reports of the words read.
    ///
    /// # Errors
    /// As [`CorpusFiles::encode`], and [`Error::Interrupted`].
    pub fn encode_with(&self, path: impl AsRef<Path>, progress: &mut dyn Progress) -> Result<WordCorpus> {
        let path = path.as_ref();
        if let Some(corpus) = self.open_fitting(path)? {
            return Ok(corpus);
        }
        let before = Fingerprint::of(&self.paths, self.settings()?)?;
        let (words, counts, store) = self.collect(Temporary::beside(path)?, progress)?;
        if let Some(before) = before {
            before.check_unchanged(&self.paths)?;
        }
        let ranking = Ranking::by_count(&words, &counts)?;
        let unsorted = store.finish(words.len())?;
        let sentences = Ranked { sentences: &unsorted, ranks: &ranking.ranks };
        write_ids_file(path, &ranking.vocabulary, &ranking.counts, &sentences, before.unwrap_or_default())?;
        WordCorpus::open(path)
    }

    /// The corpus in a file of ids, if it is there and was made of these texts.
    fn open_fitting(&self, path: &Path) -> Result<Option<WordCorpus>> {
        let Some(found) = IdsFile::fingerprint(path)? else { return Ok(None) };
        if !found.fits(&self.paths, self.settings()?)? {
            return Ok(None);
        }
        match WordCorpus::open(path) {
            // Damaged: it is made again.
            Err(Error::Corrupt { .. }) => Ok(None),
            opened => opened.map(Some),
        }
    }

    /// A checksum of all that decides what is made of the text.
    fn settings(&self) -> Result<u32> {
        let settings = CorpusFiles { paths: Vec::new(), ..self.clone() };
        let bytes = postcard::to_stdvec(&settings)
            .map_err(|error| Error::corrupt("settings of a corpus", error.to_string()))?;
        Ok(crc32fast::hash(&bytes))
    }

    /// Words in the order in which they came, their counts, and the sentences.
    fn collect<S: Store>(&self, store: S, progress: &mut dyn Progress) -> Result<(Vocabulary, Vec<u64>, S)> {
        let Some(most) = self.max_vocabulary else {
            let Encoder { numbering, store, .. } =
                self.pass(Encoder::new(Growing::new(None), store, "read", progress))?;
            return Ok((numbering.words, numbering.counts, store));
        };
        check_parameter(most > 0, "prune_above", most, "at least one word")?;
        let once = self.paths.iter().any(|path| path.as_os_str() == "-");
        check_parameter(!once, "prune_above", most, "files that can be read twice, not standard input")?;
        let counted = self.pass(Encoder::new(Growing::new(Some(most)), (), "count", &mut *progress))?;
        let fixed = Fixed::new(counted.numbering.words);
        let Encoder { numbering, store, .. } = self.pass(Encoder::new(fixed, store, "read", progress))?;
        Ok((numbering.words, numbering.counts, store))
    }

    /// Reads all files once.
    fn pass<'p, N: Numbering, S: Store>(&self, mut encoder: Encoder<'p, N, S>) -> Result<Encoder<'p, N, S>> {
        for path in &self.paths {
            match &self.analyzer {
                None => read_words(path, self.lossy, &mut encoder)?,
                Some(analyzer) => self.read_documents(path, analyzer, &mut encoder)?,
            }
        }
        Ok(encoder)
    }

    fn read_documents(&self, path: &Path, analyzer: &Analyzer, sink: &mut impl WordSink) -> Result<()> {
        let corpus = Corpus::new(path).lossy(self.lossy);
        let corpus = self.text_column.iter().fold(corpus, |corpus, name| corpus.text_column(name));
        let (mut batch, mut bytes) = (Vec::new(), 0);
        for record in corpus.records()? {
            let text = record?.text;
            bytes += text.len();
            batch.push(text);
            if bytes >= BATCH {
                analyse(analyzer, &batch, sink)?;
                batch.clear();
                bytes = 0;
            }
        }
        analyse(analyzer, &batch, sink)
    }
}

/// Cuts documents on all threads, and hands over their words.
fn analyse(analyzer: &Analyzer, documents: &[String], sink: &mut impl WordSink) -> Result<()> {
    let (vocabulary, encoded) = encode(analyzer, documents)?;
    for document in encoded.iter() {
        document.iter().try_for_each(|&id| sink.word(vocabulary.word(id)))?;
        sink.end_sentence()?;
    }
    Ok(())
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
