//! [`WordCorpus`]: what embeddings are trained on: sentences as ids, their words, and how often each occurs.
//!
//! Words are numbered by count (↓, then word ↑), so that whoever asks for the most frequent ones, or for those seen at least
//! so often, takes a prefix of the vocabulary and skips all higher ids: a corpus is read from its text once,
//! whatever is trained on it later.

use std::path::Path;

use crate::embed::corpus_files::fingerprint::Fingerprint;
use crate::embed::ids_file::file::{IdsFile, Opened};
use crate::embed::ids_file::write::write_ids_file;
use crate::embed::ranking::Ranking;
use crate::embed::sentences::Sentences;
use crate::error::Result;
use crate::text::analyzer::Analyzer;
use crate::text::encode::encode;
use crate::text::encode_words::encode_words;
use crate::text::encoded::Encoded;
use crate::text::vocabulary::Vocabulary;

/// Sentences, their words, and the words' counts.
///
/// # Examples
/// ```
/// use wordmill::embed::WordCorpus;
/// let corpus = WordCorpus::from_sentences([["the", "cat"], ["the", "dog"]])?;
/// assert_eq!(corpus.vocabulary().word(wordmill::text::TokenId(0)), "the");
/// assert_eq!((corpus.counts(), corpus.tokens()), (&[2, 1, 1][..], 4));
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug)]
pub struct WordCorpus {
    vocabulary: Vocabulary,
    counts: Vec<u64>,
    sentences: Box<dyn Sentences>,
}

impl WordCorpus {
    /// From sentences that are cut into words already, kept in memory.
    ///
    /// # Errors
    /// [`Error::Limit`](crate::Error::Limit) past 2³² − 2 distinct words.
    pub fn from_sentences<D>(sentences: impl IntoIterator<Item = D>) -> Result<Self>
    where
        D: IntoIterator<Item: AsRef<str>>,
    {
        let (sorted, encoded) = encode_words(sentences)?;
        WordCorpus::from_encoded(&sorted, encoded)
    }

    /// From texts, each a sentence of the words that an analyzer finds (its n-grams play no part), kept in memory.
    ///
    /// # Errors
    /// [`Error::Limit`](crate::Error::Limit) past 2³² − 2 distinct words.
    ///
    /// # Examples
    /// ```
    /// use wordmill::Analyzer;
    /// use wordmill::embed::WordCorpus;
    /// let corpus = WordCorpus::from_texts(&Analyzer::default(), &["So good!", "A good film."])?;
    /// assert_eq!(corpus.vocabulary().iter().collect::<Vec<_>>(), ["good", "film", "so"]);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn from_texts<S: AsRef<str> + Sync>(analyzer: &Analyzer, texts: &[S]) -> Result<Self> {
        let (sorted, encoded) = encode(analyzer, texts)?;
        WordCorpus::from_encoded(&sorted, encoded)
    }

    /// From documents as ids of `words`, all of them known.
    fn from_encoded(words: &Vocabulary, encoded: Encoded) -> Result<Self> {
        let mut counts = vec![0u64; words.len()];
        encoded.ids().iter().for_each(|id| counts[id.index()] += 1);
        let Ranking { vocabulary, counts, ranks } = Ranking::by_count(words, &counts)?;
        let ids = encoded.ids().iter().map(|id| ranks[id.index()]).collect();
        let sentences = Encoded::from_parts(ids, encoded.ends().to_vec())?;
        Ok(WordCorpus::from_parts(vocabulary, counts, Box::new(sentences)))
    }

    /// From words ranked by their counts, and sentences of their ids.
    pub(crate) fn from_parts(
        vocabulary: Vocabulary,
        counts: Vec<u64>,
        sentences: Box<dyn Sentences>,
    ) -> Self {
        WordCorpus { vocabulary, counts, sentences }
    }

    /// Opens a file of ids, which [`CorpusFiles::encode`](crate::embed::CorpusFiles::encode) or [`WordCorpus::save`]
    /// wrote; its sentences stay there and are read whenever they are asked for.
    ///
    /// # Errors
    /// [`Error::Io`](crate::Error::Io) where it cannot be read, [`Error::Corrupt`](crate::Error::Corrupt) where it is no such
    /// file, damaged, cut off or of another version. The whole file is checked.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let Opened { vocabulary, counts, sentences } = IdsFile::open(path.as_ref())?;
        Ok(WordCorpus::from_parts(vocabulary, counts, Box::new(sentences)))
    }

    /// Writes a file of ids, there as a whole or not at all.
    ///
    /// # Errors
    /// [`Error::Io`](crate::Error::Io) where it cannot be written, and what reading the sentences meets.
    ///
    /// # Examples
    /// ```
    /// use wordmill::embed::WordCorpus;
    /// let folder = tempfile::tempdir()?;
    /// let path = folder.path().join("pets.ids");
    /// WordCorpus::from_sentences([["the", "cat"], ["the", "dog"]])?.save(&path)?;
    /// assert_eq!(WordCorpus::open(&path)?.tokens(), 4);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        let sentences = self.sentences.as_ref();
        write_ids_file(path.as_ref(), &self.vocabulary, &self.counts, sentences, Fingerprint::default())
    }

    /// The words: the most frequent first, equally frequent ones in code-point order.
    #[must_use]
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// How often each word occurs, in the order of the words.
    #[must_use]
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// The sentences.
    #[must_use]
    pub fn sentences(&self) -> &dyn Sentences {
        self.sentences.as_ref()
    }

    /// Words of all sentences.
    #[must_use]
    pub fn tokens(&self) -> u64 {
        self.sentences.start(self.sentences.count())
    }
}
